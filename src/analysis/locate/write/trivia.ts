/** White space and comments between the parts of a text. */
import { lineEndOf, skipBlanks } from "../../text";

export interface CommentSyntax {
  readonly line: readonly string[];
  /** Whether comments between slash-star and star-slash exist. */
  readonly block: boolean;
}

/** The end of the comment that starts at `at` (before its line break); null where none does. */
function commentEnd(text: string, at: number, syntax: CommentSyntax): number | null {
  if (syntax.block && text.startsWith("/*", at)) {
    const end = text.indexOf("*/", at + 2);
    return end < 0 ? text.length : end + 2;
  }
  if (!syntax.line.some((mark) => text.startsWith(mark, at))) return null;
  return lineEnd(text, at);
}

/** The next offset that is neither white space nor in a comment. */
export function skipTrivia(text: string, from: number, syntax: CommentSyntax): number {
  let at = from;
  for (;;) {
    at = skipSpace(text, at);
    const end = commentEnd(text, at, syntax);
    if (end === null) return at;
    at = end;
  }
}

/** The next offset that is no white space. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text[at])) at++;
  return at;
}

/** The end of the line where nothing but blanks and comments stands between; null otherwise. */
export function restOfLine(text: string, from: number, syntax: CommentSyntax): number | null {
  let at = from;
  for (;;) {
    at = skipBlanks(text, at);
    if (at >= text.length || isBreak(text[at])) return at;
    const end = commentEnd(text, at, syntax);
    if (end === null) return null;
    at = end;
  }
}

/** The offset before the line break that ends the line of `at`. */
export function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isBreak(text[end])) end++;
  return end;
}

/** The offset after the line break at `at`; `at` itself where there is none. */
export function afterBreak(text: string, at: number): number {
  if (text.startsWith("\r\n", at)) return at + 2;
  return isBreak(text[at]) ? at + 1 : at;
}

export function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !isBreak(text[start - 1])) start--;
  return start;
}

/** The blanks that the line of `at` begins with. */
export function indentAt(text: string, at: number): string {
  const start = lineStart(text, at);
  return text.slice(start, skipBlanks(text, start));
}

/** The column of an offset, as the blanks that lead to it. */
export function columnAsIndent(text: string, at: number): string {
  const indent = indentAt(text, at);
  return indent + " ".repeat(Math.max(0, at - lineStart(text, at) - indent.length));
}

export function isFirstOnLine(text: string, at: number): boolean {
  return skipBlanks(text, lineStart(text, at)) >= at;
}

export function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\t" || isBreak(character);
}

function isBreak(character: string | undefined): boolean {
  return character === "\n" || character === "\r";
}

/** How a text is laid out, as far as new lines must follow it. */
export interface Layout {
  readonly eol: string;
  /** One step of indentation. */
  readonly unit: string;
  /** Whether the text has more than one line with content: what is new is then laid out over lines too. */
  readonly broken: boolean;
}

export function layoutOf(text: string): Layout {
  const eol = lineEndOf(text);
  const lines = text
    .slice(0, 20_000)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
  // Comments have an indentation of their own; of the others the commonest step counts.
  const steps = new Map<string, number>();
  let before = "";
  for (const line of lines) {
    if (/^[ \t]*(?:\*|\/[/*]|#)/.test(line)) continue;
    const indent = /^[ \t]*/.exec(line)![0];
    const unit = indent.slice(before.length);
    if (unit !== "" && unit.length <= longestStep && indent.startsWith(before))
      steps.set(unit, (steps.get(unit) ?? 0) + 1);
    before = indent;
  }
  let unit = "  ";
  for (const [step, count] of steps) if (count > (steps.get(unit) ?? 0)) unit = step;
  return { eol, unit, broken: lines.length > 1 };
}

/** In characters. */
const longestStep = 8;
