/** What a shell script needs where commands are gone: a block is never empty, and whatever ends one tells how it went. */
import type { TextEdit } from "../../text";

/** What opens a block, at the end of a line. */
const opensBlock = /(?:\b(?:then|do|else|in)|[{(\\|])[ \t]*\r?$/;
/** An array: it may be empty. */
const opensArray = /\w\+?=\([ \t]*\r?$/;
const closesBlock = /^[ \t]*(?:fi|done|else|elif|esac|[})]|;;)/;
/** Its end tells of a condition, and may be a failure. */
const mayFail = /&&|\|\||^[ \t]{0,200}(?:!|\[|test|e?grep|diff|cmp)[ \t[]/;
/** So much around an edit is looked at, in characters. */
const around = 2000;

/** Where a block would be left empty, `:` takes the place of its first line. Null where a continued line would lose its end. */
export function withoutHoles(text: string, edits: readonly TextEdit[]): TextEdit[] | null {
  const filled = [...edits];
  for (const [index, edit] of edits.entries()) {
    if (text[edit.span.end - 1] !== "\n" && edit.span.end !== text.length) continue;
    if (edit.newText !== "" || !isWholeLines(text, edit)) continue;
    const before = linesBefore(text, edits, index);
    const after = linesAfter(text, edits, index);
    const last = before.trimEnd();
    if (/\\$/.test(last)) return null;
    const lastLine = last.slice(last.lastIndexOf("\n") + 1);
    const isHole = opensBlock.test(lastLine) && !opensArray.test(lastLine) && closesBlock.test(after.trimStart());
    if (!isHole && !decidesStatus(lastLine, after.trimStart())) continue;
    if (/^[ \t]*set[ \t]+-/.test(text.slice(edit.span.start, edit.span.end))) return null;
    // A hole of several lines is filled once.
    if (index > 0 && edits[index - 1]!.span.end === edit.span.start) continue;
    const [written] = /^[ \t]*/.exec(text.slice(edit.span.start, edit.span.end))!;
    filled[index] = { ...edit, newText: `${written}:\n` };
  }
  return filled;
}

/** Whether an array loses all that it holds. */
export function emptiesArray(text: string, edits: readonly TextEdit[]): boolean {
  return edits.some((_, index) => {
    const before = linesBefore(text, edits, index).trimEnd();
    return (
      opensArray.test(before.slice(before.lastIndexOf("\n") + 1)) &&
      linesAfter(text, edits, index).trimStart().startsWith(")")
    );
  });
}

/** Whether a block of a batch file, in parentheses, would be left empty: it does not begin then. */
export function leavesEmptyParentheses(text: string, edits: readonly TextEdit[]): boolean {
  return edits.some(
    (_, index) =>
      linesBefore(text, edits, index).trimEnd().endsWith("(") &&
      linesAfter(text, edits, index).trimStart().startsWith(")"),
  );
}

function isWholeLines(text: string, { span }: TextEdit): boolean {
  return span.start === 0 || text[span.start - 1] === "\n";
}

/** Whether what was done here told a function, a script or `$?` how it went, in place of what stands before. */
function decidesStatus(lastLine: string, after: string): boolean {
  const [next] = after.split("\n", 1);
  if (/\$\?/.test(next!)) return lastLine !== "";
  return mayFail.test(lastLine) && (after === "" || closesBlock.test(after));
}

/** What stands before an edit and is left, without comments. */
function linesBefore(text: string, edits: readonly TextEdit[], index: number): string {
  let first = index;
  const isNext = (at: number): boolean =>
    withoutComments(text.slice(edits[at - 1]!.span.end, edits[at]!.span.start)).trim() === "";
  while (first > 0 && edits[first - 1]!.newText === "" && isNext(first)) first--;
  const { start } = edits[first]!.span;
  return withoutComments(text.slice(Math.max(0, start - around), start));
}

/** What follows an edit and is left, without comments. */
function linesAfter(text: string, edits: readonly TextEdit[], index: number): string {
  let last = index;
  const isNext = (at: number): boolean =>
    withoutComments(text.slice(edits[at]!.span.end, edits[at + 1]!.span.start)).trim() === "";
  while (last + 1 < edits.length && edits[last + 1]!.newText === "" && isNext(last)) last++;
  const { end } = edits[last]!.span;
  return withoutComments(text.slice(end, end + around));
}

function withoutComments(lines: string): string {
  return lines.replace(/^[ \t]*#[^\n]*(?:\n|$)/gm, "");
}
