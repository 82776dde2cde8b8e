/** Takes keys out of what a notebook hands to its shell: `%env NAME=value`, `!command`, and cells of a script. */
import type { Cell } from "../../source/notebook";
import { applyEdits, contains, linesAround, type Span, type TextEdit } from "../../text";
import type { CredentialFix } from "../fix";
import { standardName } from "../names";
import { commandRemoval } from "../shell/command-removal";
import { lineFixes } from "../shell/line-removal";

const fixTitle = "Remove the key from this notebook; a profile or role takes its place";

/** `%env NAME=value`, `%set_env NAME value`, up to the value. */
const setting = /^[ \t]{0,40}%(?:set_)?env[ \t]{1,8}(\w{1,80})(?:[ \t]{0,8}=[ \t]{0,8}|[ \t]{1,8})["']?$/;
const script = /^%%(?:bash|sh|script (?:ba|z)?sh)\b[^\n]{0,100}\n/;

/**
 * The edits of the cells' code, all cells one behind the other as they are written. Nothing where a part is no value of a
 * variable, or its name is read in another place.
 * @param parts where the key stands in that code
 */
export function magicFixes(cells: readonly Cell[], parts: readonly Span[]): CredentialFix[] {
  const edits: TextEdit[] = [];
  const names: string[] = [];
  for (const cell of cells) {
    const text = cell.lines.join("");
    const own = parts
      .filter(({ start, end }) => cell.start <= start && end <= cell.start + text.length)
      .map(({ start, end }) => ({ start: start - cell.start, end: end - cell.start }));
    if (own.length === 0) continue;
    const removed = script.test(text) ? scriptEdits(text, own) : lineEdits(text, own, names);
    if (!removed) return [];
    edits.push(...removed.map(({ span, newText }) => ({ span: moved(span, cell.start), newText })));
  }
  if (edits.length === 0 || !parts.every((part) => edits.some(({ span }) => contains(span, part)))) return [];
  edits.sort((a, b) => a.span.start - b.span.start);
  const code = cells.map(({ start, lines }) => ({ start, text: lines.join("") }));
  const rest = code
    .map(({ start, text }) =>
      applyEdits(
        text,
        edits
          .filter(({ span }) => contains({ start, end: start + text.length }, span))
          .map(({ span, newText }) => ({ span: moved(span, -start), newText })),
      ),
    )
    .join("\n");
  // Code that asks for the variable would find none.
  if (names.some((name) => rest.includes(name))) return [];
  const isSafe = names.length === parts.length && names.every((name) => standardName.test(name));
  return [{ title: fixTitle, kind: isSafe ? "safe" : "suggestion", edits }];
}

function scriptEdits(text: string, parts: readonly Span[]): readonly TextEdit[] | null {
  return lineFixes(text, parts, "shell", undefined, text.indexOf("\n") + 1)[0]?.edits ?? null;
}

/** Adds the names of the variables that go. */
function lineEdits(text: string, parts: readonly Span[], names: string[]): readonly TextEdit[] | null {
  const edits: TextEdit[] = [];
  const commands = new Map<Span, Span[]>();
  for (const part of parts) {
    const line = linesAround(text, part);
    const { start } = line;
    const name = setting.exec(text.slice(start, part.start))?.[1];
    if (name !== undefined) {
      if (!/^["']?\s*$/.test(text.slice(part.end, line.end))) return null;
      names.push(name);
      edits.push({ span: line, newText: "" });
    } else if (/^[ \t]{0,40}!/.test(text.slice(start, part.start))) {
      const known = [...commands].find(([one]) => one.start === start);
      if (known) known[1].push(part);
      else commands.set(line, [part]);
    } else return null;
  }
  for (const [line, own] of commands) {
    const sign = text.indexOf("!", line.start) + 1;
    const removal = commandRemoval(text, { start: sign, end: line.end }, own);
    if (!removal) return null;
    edits.push(...(removal.whole ? [{ span: line, newText: "" }] : removal.edits));
  }
  return edits;
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
