/** Keeps the form that formatters give neighbouring lines: `gofmt` and `terraform fmt` put their values below each other, as far to the left as the longest name lets them. */
import type { Span, TextEdit } from "../text";

/** `name = value`, `name => value`, `name: value`, with the space that a formatter changes. */
const cellOfLine = /^([ \t]{0,200})([\w$.'"@-]{1,100})( {0,100})(=>|:=|=|:) {1,100}(?=\S)/;

interface Cell {
  readonly indent: string;
  readonly sign: string;
  readonly column: number;
  readonly slack: Span;
}

interface Line extends Span {
  readonly isGone: boolean;
  /** Null where the line has none, or is changed. */
  readonly cell: Cell | null;
}

/** The edits that go with those which take lines away, so that the lines around them stand as their formatter would put them. */
export function realigned(text: string, edits: readonly TextEdit[]): TextEdit[] {
  const lines = linesAround(text, edits);
  const added: TextEdit[] = [];
  const done = new Set<Line>();
  for (const [index, line] of lines.entries()) {
    if (!line.isGone || !line.cell || done.has(line)) continue;
    const { cell } = line;
    const belongs = (other: Line | undefined): other is Line =>
      other !== undefined && (other.isGone || (other.cell !== null && isAlike(other.cell, cell)));
    let [first, last] = [index, index];
    while (belongs(lines[first - 1])) first--;
    while (belongs(lines[last + 1])) last++;
    const group = lines.slice(first, last + 1);
    for (const member of group) if (member.isGone) done.add(member);
    const cells = group.flatMap((member) => (member.cell && isAlike(member.cell, cell) ? [member] : []));
    const kept = cells.filter((member) => !member.isGone).map((member) => member.cell!.slack);
    const least = (slacks: readonly Span[]): number => Math.min(...slacks.map(({ start, end }) => end - start));
    // Lines that no formatter put below each other stay as they are.
    if (kept.length === 0 || least(cells.map((member) => member.cell!.slack)) !== 1) continue;
    const surplus = least(kept) - 1;
    if (surplus > 0) for (const { end } of kept) added.push({ span: { start: end - surplus, end }, newText: "" });
  }
  return added;
}

function isAlike(one: Cell, other: Cell): boolean {
  return one.indent === other.indent && one.sign === other.sign && one.column === other.column;
}

/** So many lines before and after an edit may be put below each other. */
const reach = 200;

function linesAround(text: string, edits: readonly TextEdit[]): Line[] {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start);
  const lines: Line[] = [];
  let start = 0;
  let next = 0;
  for (const written of text.split("\n")) {
    const span = { start, end: start + written.length };
    start = span.end + 1;
    while (next < sorted.length && sorted[next]!.span.end < span.start) next++;
    lines.push(lineOf(written, span, sorted.slice(next, next + reach)));
  }
  return lines;
}

function lineOf(written: string, span: Span, edits: readonly TextEdit[]): Line {
  let left = "";
  let at = span.start;
  let isChanged = false;
  for (const { span: edit, newText } of edits) {
    if (edit.start > span.end) break;
    if (edit.end <= span.start && newText === "") continue;
    left += written.slice(at - span.start, Math.max(at, edit.start) - span.start) + newText;
    at = Math.max(at, Math.min(edit.end, span.end));
    isChanged ||= written.slice(Math.max(0, edit.start - span.start), Math.max(0, edit.end - span.start)).trim() !== "";
  }
  left += written.slice(at - span.start);
  const isGone = isChanged && /^[\s,]*$/.test(left) && written.trim() !== "";
  return { ...span, isGone, cell: isChanged && !isGone ? null : cellOf(written, span.start) };
}

function cellOf(written: string, start: number): Cell | null {
  const [whole, indent, name, before, sign] = cellOfLine.exec(written) ?? [];
  if (whole === undefined || (sign === ":" && before !== "")) return null;
  const signStart = indent!.length + name!.length + before!.length;
  const slack =
    sign === ":"
      ? { start: signStart + 1, end: whole.length }
      : { start: indent!.length + name!.length, end: signStart };
  return {
    indent: indent!,
    sign: sign!,
    column: sign === ":" ? whole.length : signStart,
    slack: { start: start + slack.start, end: start + slack.end },
  };
}
