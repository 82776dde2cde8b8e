/** Takes assignments out of files that are nothing but lines: `.env`, INI, shell scripts. */
import { applyEdits, type Span, type TextEdit } from "../../text";
import type { CredentialFix } from "../fix";
import { commandRemoval } from "./command-removal";
import { changedSections } from "./sections";

export const fixTitle = "Remove the key from this file; a profile or role takes its place";

/** A line that is one assignment and nothing else. */
const assignment =
  /^[ \t]*(?:export[ \t]+|set[ \t]+|declare[ \t]+-x[ \t]+|readonly[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*(?:"[\w/+=.-]*"|'[\w/+=.-]*'|[\w/+=.-]*)(?:[ \t]*;)?[ \t]*(?:#[^\n]*)?\r?$/;
/** `$env:NAME = 'value'`, `$name = 'value'`. */
const powerShell =
  /^[ \t]*\$(?:env:|global:|script:)?([A-Za-z_]\w*)[ \t]*=[ \t]*(?:"[\w/+=.-]*"|'[\w/+=.-]*')(?:[ \t]*;)?[ \t]*(?:#[^\n]*)?\r?$/i;
/** `set -gx NAME value`. */
const fish =
  /^[ \t]*set[ \t]+(?:-{1,2}\w+[ \t]+){1,4}([A-Za-z_]\w*)[ \t]+(?:"[\w/+=.-]+"|'[\w/+=.-]+'|[\w/+=.-]+)[ \t]*\r?$/;
/** A line on which the names of keys are exported, after they were given values. */
const opensBlock = /(?:\b(?:then|do|else|in)|[{(\\|]|&&|\|\|)[ \t]*\r?$/;
const closesBlock = /^[ \t]*(?:fi|done|else|elif|esac|[})]|;;)/;

/** The removal of all lines of a key. Nothing where one of them holds more than the assignment, or the name is still read. */
export function lineFixes(
  text: string,
  parts: readonly Span[],
  form: "assignments" | "shell" | "powershell",
): CredentialFix[] {
  const isShell = form === "shell";
  const edits: TextEdit[] = [];
  const names: string[] = [];
  const inCommands: Span[] = [];
  for (const part of parts) {
    const line = lineAt(text, part);
    const written = text.slice(line.start, line.end).replace(/\n$/, "");
    const name =
      written.length > 2000
        ? undefined
        : ((form === "powershell" ? powerShell : assignment).exec(written)?.[1] ??
          (isShell ? fish.exec(written)?.[1] : undefined));
    if (name === undefined) inCommands.push(part);
    else {
      names.push(name);
      edits.push({ span: line, newText: "" });
    }
  }
  if (inCommands.length > 0 && !isShell) return [];
  for (const { stretch, parts: own } of byCommandLine(text, inCommands)) {
    const removal = commandRemoval(text, stretch, own);
    if (!removal) return [];
    names.push(...removal.names);
    edits.push(...(removal.whole ? [{ span: stretch, newText: "" }] : removal.edits));
  }
  const sections = form === "assignments" ? changedSections(text, edits) : { edits: [], kind: "safe" as const };
  if (!sections) return [];
  edits.push(...sections.edits);
  edits.sort((a, b) => a.span.start - b.span.start);
  if (names.some((name) => isRead(applyEdits(text, edits), name))) return [];
  const filled = isShell ? withoutHoles(text, edits) : edits;
  return filled ? [{ title: fixTitle, kind: sections.kind, edits: filled }] : [];
}

/** The lines of a span with their break. */
function lineAt(text: string, { start, end }: Span): Span {
  const lineEnd = text.indexOf("\n", end);
  return { start: text.lastIndexOf("\n", start - 1) + 1, end: lineEnd < 0 ? text.length : lineEnd + 1 };
}

/** The lines that the shell reads as one, with the parts in each of them. */
function byCommandLine(text: string, parts: readonly Span[]): { stretch: Span; parts: Span[] }[] {
  const lines: { stretch: Span; parts: Span[] }[] = [];
  for (const part of [...parts].sort((a, b) => a.start - b.start)) {
    const last = lines.at(-1);
    if (last && part.end <= last.stretch.end) {
      last.parts.push(part);
      continue;
    }
    let { start, end } = lineAt(text, part);
    while (start > 0 && /\\\r?\n$/.test(text.slice(Math.max(0, start - 3), start)))
      start = lineAt(text, { start: start - 1, end: start - 1 }).start;
    while (end < text.length && /\\\r?\n$/.test(text.slice(end - 3, end))) end = lineAt(text, { start: end, end }).end;
    lines.push({ stretch: { start, end }, parts: [part] });
  }
  return lines;
}

/** `$NAME`, `${NAME}`, `export NAME`, `$env:NAME`, `%NAME%`. */
export function isRead(text: string, name: string): boolean {
  const plain = name.replace(/[.-]/g, "\\$&");
  return new RegExp(
    `\\$\\{?(?:env:|global:|script:)?${plain}\\b|%${plain}%|\\bexport[ \\t][^\\n]{0,200}\\b${plain}\\b(?!=)`,
  ).test(text);
}

/** Where a block would be left empty, `:` takes the place of its first line. Null where a continued line would lose its end. */
function withoutHoles(text: string, edits: readonly TextEdit[]): TextEdit[] | null {
  const filled = [...edits];
  for (const [index, edit] of edits.entries()) {
    if (text[edit.span.end - 1] !== "\n" || !leavesHole(text, edit, edits)) continue;
    const opened = text.slice(Math.max(0, edit.span.start - 500), edit.span.start).trimEnd();
    if (/\\$/.test(opened) || /^[ \t]*set[ \t]+-/.test(text.slice(edit.span.start, edit.span.end))) return null;
    // A hole of several lines is filled once.
    if (index > 0 && edits[index - 1]!.span.end === edit.span.start) continue;
    const indent = /^[ \t]*/.exec(text.slice(edit.span.start, edit.span.end))![0];
    filled[index] = { ...edit, newText: `${indent}:\n` };
  }
  return filled;
}

/** Whether a shell block would become empty, or a continued line lose its end. */
function leavesHole(text: string, edit: TextEdit, edits: readonly TextEdit[]): boolean {
  const first = edits.find((other) => text.slice(other.span.start, edit.span.start).trim() === "" || other === edit)!;
  const before = text.slice(Math.max(0, first.span.start - 500), first.span.start).trimEnd();
  const lastLine = before.slice(before.lastIndexOf("\n") + 1);
  if (/\\$/.test(before)) return true;
  let after = text.slice(edit.span.end, edit.span.end + 500);
  for (const other of edits)
    if (other.span.start === edit.span.end) after = text.slice(other.span.end, other.span.end + 500);
  return opensBlock.test(lastLine) && closesBlock.test(after.trimStart());
}
