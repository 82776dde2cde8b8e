/** Places in a text. Offsets are UTF-16 code units, as in JavaScript, VS Code and the language server protocol. */

/** A half-open stretch of text: `start` is in, `end` is out. Offsets from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The stretch alone, of what has more to it: a node of a tree that is not to be kept. */
export function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** An empty stretch where another begins: the place of what the analysis adds to the text in its mind. */
export function startOf({ start }: Span): Span {
  return { start, end: start };
}

/** Where the line of an offset begins. */
export function startOfLine(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

/** Where the line of an offset ends, before its `\n`. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** The lines of a stretch, with the break behind them. */
export function linesAround(text: string, { start, end }: Span): Span {
  return { start: startOfLine(text, start), end: Math.min(text.length, endOfLine(text, end) + 1) };
}

/** Line and column count from 1, the offset from 0 (shared/CLI.md). */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** One replacement in a text. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** A number that tells a text from what it was before an edit. */
export function checkOf(text: string): number {
  let check = text.length;
  for (let at = 0; at < text.length; at++) check = (Math.imul(check, 31) + text.charCodeAt(at)) | 0;
  return check;
}

/** Turns offsets into lines and columns; built once for a text. */
export class LineIndex {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 13 && text.charCodeAt(at + 1) === 10) at++;
      if (code === 13 || code === 10) this.starts.push(at + 1);
    }
  }

  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - this.starts[low]! + 1, offset: at };
  }

  /** The offset of a line and column, both counted from 1. */
  offset(line: number, column: number): number {
    return (this.starts[line - 1] ?? this.text.length) + column - 1;
  }

  range(span: Span): Range {
    return { start: this.position(span.start), end: this.position(span.end) };
  }
}

/** The index of the first that begins at a place or later, of items in the order of these places: offsets, or names. */
export function firstFrom<Item, Place extends number | string>(
  items: readonly Item[],
  from: Place,
  placeOf: (item: Item) => Place,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (placeOf(items[middle]!) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a stretch lies in another, or is the same. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** How the lines of a text end: as on Windows where any does. */
export function lineEndOf(text: string): "\n" | "\r\n" {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** Applies edits that do not overlap to a text. Throws where two overlap: that is a mistake of the caller. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = "";
  let at = 0;
  for (const { span, newText } of ordered) {
    if (span.start < at) throw new Error(`edits overlap at offset ${span.start}`);
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}

/** For sorting: by code units, the same on every machine. */
export function compareValues<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Where the next character stands that is neither a blank nor a tab, from an offset on. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}
