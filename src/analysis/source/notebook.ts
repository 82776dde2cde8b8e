/** The Python of a Jupyter notebook as one text, with the place of each of its characters in the file. */
import { firstFrom, type Span, type TextEdit } from "../text";
import { type ArrayNode, type ObjectNode, type StringNode, type TemplateNode, valueAt } from "../value";
import { decodeJsonString } from "./decoded-text";
import type { JsonTree } from "./json-tree";
import type { LocateProblem } from "./problem";

export type CellSource = ArrayNode | StringNode | TemplateNode;

/** The source of a code cell: a list of lines, or one text. */
export interface Cell {
  readonly source: CellSource;
  /** Where its lines stand in the text of the notebook; each has its break but for the last. A source of one text is one line. */
  readonly start: number;
  readonly lines: readonly string[];
}

export interface Notebook {
  /** All code cells; lines that are no Python are comments in it. */
  readonly code: string;
  /** Where each character stands in the file; ascending. */
  readonly offsets: readonly number[];
  readonly cells: readonly Cell[];
  /** What keeps it from being read. */
  readonly problem: LocateProblem | null;
}

const nothing: Omit<Notebook, "problem"> = { code: "", offsets: [], cells: [] };

/** @param json the tree of the text */
export function readNotebook(text: string, { root, problems: [problem] }: JsonTree): Notebook {
  if (problem)
    return {
      ...nothing,
      problem: {
        message: `The notebook is broken here (${problem.message}) It was searched for keys as plain text, without following its code.`,
        span: problem.span,
      },
    };
  if (root?.kind !== "object") return { ...nothing, problem: null };
  if (!isPython(root)) return { ...nothing, problem: null };
  const cells: Cell[] = [];
  const offsets: number[] = [];
  let code = "";
  for (const source of sources(root)) {
    const items = source.kind === "array" ? source.items : [source];
    const decoded = items.map((item) =>
      item.kind === "string" || item.kind === "template" ? decodeJsonString(text, item) : null,
    );
    if (decoded.some((line) => line === null)) continue;
    cells.push({ source, start: code.length, lines: decoded.map((line) => line!.text) });
    for (const line of decoded) {
      code += withoutMagic(line!.text);
      offsets.push(...Array.from(line!.offsets).slice(0, -1));
    }
    // A cell ends with a line of its own.
    code += "\n";
    offsets.push(source.span.end);
  }
  return { code, offsets, cells, problem: null };
}

function isPython(notebook: ObjectNode): boolean {
  const metadata = valueAt(notebook, "metadata");
  const language = [valueAt(metadata, "language_info", "name"), valueAt(metadata, "kernelspec", "language")].find(
    (node) => node?.kind === "string",
  );
  return language?.kind !== "string" || language.value.toLowerCase() === "python";
}

function sources(notebook: ObjectNode): CellSource[] {
  const cells = valueAt(notebook, "cells");
  return (cells?.kind === "array" ? cells.items : []).flatMap((cell) => {
    const [type, source] = [valueAt(cell, "cell_type"), valueAt(cell, "source")];
    return type?.kind === "string" &&
      type.value === "code" &&
      (source?.kind === "array" || source?.kind === "string" || source?.kind === "template")
      ? [source]
      : [];
  });
}

/** `%pip install x`, `!ls`: a comment of the same length. */
function withoutMagic(line: string): string {
  return line.replace(/^([ \t]*)[%!?]/gm, "$1#");
}

/** The place in the code of what stands at a span of the file; null where that is no code. */
export function spanInCode({ offsets }: Notebook, { start, end }: Span): Span | null {
  const first = firstFrom(offsets, start, (offset) => offset);
  return offsets[first] === start && offsets[first + end - start - 1] === end - 1
    ? { start: first, end: first + end - start }
    : null;
}

export function spanInFile({ offsets }: Notebook, { start, end }: Span): Span {
  return { start: offsets[start]!, end: end > start ? offsets[end - 1]! + 1 : offsets[start]! };
}

/** Edits of the code as edits of the file, which write the sources of cells anew; null where one is not within a cell. */
export function editsInFile(text: string, { cells }: Notebook, edits: readonly TextEdit[]): readonly TextEdit[] | null {
  const isInCells = edits.every(({ span }) =>
    cells.some(({ start, lines }) => start <= span.start && span.end <= start + lines.join("").length),
  );
  const own = cells.map((cell) => cellEdit(text, cell, edits)).filter((edit) => edit !== null);
  return isInCells && own.length > 0 ? own : null;
}

/** The source of a cell after the edits; the lines that stay are as they were written. Null where nothing changes. */
function cellEdit(text: string, { source, start, lines }: Cell, edits: readonly TextEdit[]): TextEdit | null {
  const code = lines.join("");
  const own = edits
    .filter(({ span }) => span.start >= start && span.end <= start + code.length)
    .sort((a, b) => b.span.start - a.span.start);
  if (own.length === 0) return null;
  let changed = code;
  for (const { span, newText } of own)
    changed = changed.slice(0, span.start - start) + newText + changed.slice(span.end - start);
  // A text without its last lines ends without a break, as the list does.
  const last = lines.at(-1)!;
  if (last.trim() === "" || !changed.endsWith(last)) changed = changed.trimEnd();
  if (source.kind !== "array") return { span: source.span, newText: JSON.stringify(changed) };
  const written = new Map(
    lines.map((line, index) => [line, text.slice(source.items[index]!.span.start, source.items[index]!.span.end)]),
  );
  const left = changed
    .split(/(?<=\n)/)
    .filter((line) => line !== "")
    .map((line) => written.get(line) ?? JSON.stringify(line));
  const inner = text.slice(source.span.start + 1, source.items[0]!.span.start);
  const outer = text.slice(source.items.at(-1)!.span.end, source.span.end - 1);
  const between =
    source.items.length > 1 ? text.slice(source.items[0]!.span.end, source.items[1]!.span.start) : `,${inner}`;
  return { span: source.span, newText: left.length === 0 ? "[]" : `[${inner}${left.join(between)}${outer}]` };
}
