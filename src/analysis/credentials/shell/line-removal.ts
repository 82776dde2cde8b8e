/** Takes assignments out of files that are nothing but lines: `.env`, INI, shell scripts. */
import { applyEdits, linesAround, type Span, type TextEdit } from "../../text";
import type { CredentialFix } from "../fix";
import { mentionsName, withoutExports } from "./bare-exports";
import { commandRemoval } from "./command-removal";
import { heredocsWith, withoutEmptied } from "./heredocs";
import { emptiesArray, leavesEmptyParentheses, withoutHoles } from "./holes";
import { rcloneVariables } from "./rclone";
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

/** A line that the shell does not end there. */
const continues = /(?:\\|(?:&&|\|)[ \t]{0,8})\r?\n$/;

/** The lines of a profile in AWS's own files. */
const ofProfile = /^aws_(?:access_key_id|secret_access_key|session_token)$/;

/**
 * The removal of all lines of a key. Nothing where one of them holds more than the assignment, or the name is still read.
 * `needs` says of which names others cannot do without a value; `scriptStart` is where a script within another text begins.
 */
export function lineFixes(
  text: string,
  parts: readonly Span[],
  form: "assignments" | "shell" | "powershell",
  needs: (name: string) => boolean = () => false,
  scriptStart = 0,
): CredentialFix[] {
  const isShell = form === "shell";
  let edits: TextEdit[] = [];
  const names: string[] = [];
  const inCommands: Span[] = [];
  let isSafe = true;
  for (const part of parts) {
    const line = linesAround(text, part);
    const written = text.slice(line.start, line.end).replace(/\n$/, "");
    const name =
      written.length > 2000 || (isShell && isContinued(text, line))
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
    isSafe &&= removal.isSafe;
    edits.push(...(removal.whole ? [{ span: stretch, newText: "" }] : removal.edits));
  }
  const sections = form === "assignments" ? changedSections(text, edits) : { edits: [], kind: "safe" as const };
  if (!sections) return [];
  edits.push(...sections.edits);
  edits.sort((a, b) => a.span.start - b.span.start);
  isSafe &&= !names.some((name) => ofProfile.test(name) || needs(name)) && sections.kind === "safe";
  const kind = (): CredentialFix["kind"] => (isSafe ? "safe" : "suggestion");
  const variables = rcloneVariables(text, edits, names);
  if (!variables) return [];
  edits = variables;
  if (!isShell) {
    if (leavesEmptyParentheses(text, edits)) return [];
    if (names.some((name) => isRead(applyEdits(text, edits), name))) return [];
    return [{ title: fixTitle, kind: kind(), edits }];
  }
  const heredocs = heredocsWith(text, parts, scriptStart);
  edits.push(...withoutExports(text, edits, new Set(names)));
  edits = withoutEmptied(
    text,
    heredocs,
    edits.sort((a, b) => a.span.start - b.span.start),
  );
  if (names.some((name) => isRead(applyEdits(text, edits), name))) return [];
  isSafe &&= heredocs.length === 0 && !emptiesArray(text, edits);
  isSafe &&= !names.some((name) => mentionsName(text, edits, name));
  const filled = withoutHoles(text, edits);
  return filled ? [{ title: fixTitle, kind: kind(), edits: filled }] : [];
}

/** Whether the shell reads a line together with the one before. */
function isContinued(text: string, { start }: Span): boolean {
  return continues.test(text.slice(Math.max(0, start - 20), start));
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
    let { start, end } = linesAround(text, part);
    while (start > 0 && continues.test(text.slice(Math.max(0, start - 20), start)))
      start = linesAround(text, { start: start - 1, end: start - 1 }).start;
    while (end < text.length && continues.test(text.slice(Math.max(start, end - 20), end)))
      end = linesAround(text, { start: end, end }).end;
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
