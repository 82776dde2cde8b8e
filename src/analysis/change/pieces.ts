/** A text put together anew, of stretches of another one and of what is written in their place. */
import type { Span } from "../text";
import type { ChangedDocument } from "./subject";

/** Of a stretch that is kept `text` is what stands there; of any other, what is written in its place. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isKept: boolean;
}

/** A document of pieces: what stands in them is where it is in the old one. */
export function documentOfPieces(document: ChangedDocument, pieces: readonly Piece[]): ChangedDocument {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of pieces) {
    starts.push(length);
    length += text.length;
  }
  const pieceAt = (offset: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const oldOffset = (offset: number, isEnd: boolean): number => {
    const at = pieceAt(isEnd && offset > 0 ? offset - 1 : offset);
    const piece = pieces[at];
    if (!piece) return 0;
    if (piece.isKept) return piece.start + (offset - starts[at]!);
    return isEnd ? piece.end : piece.start;
  };
  return {
    scope: document.scope,
    text: textOfPieces(pieces),
    placeOf({ start, end }) {
      const from = oldOffset(start, false);
      const old: Span = { start: from, end: Math.max(from, oldOffset(end, true)) };
      return document.placeOf(old);
    },
  };
}

/** A stretch of a text as it stands. */
export function kept({ text }: { readonly text: string }, start: number, end: number): Piece {
  return { text: text.slice(start, end), start, end, isKept: true };
}

/** What takes the place of a stretch. */
export function instead({ start, end }: Span, text: string): Piece {
  return { text, start, end, isKept: false };
}

export function textOfPieces(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join("");
}

/** What is written in place of a stretch of a text. */
export interface Edit extends Span {
  readonly text: string;
}

/** A text with edits of which none lies within another. */
export function edited(text: string, edits: readonly Edit[]): readonly Piece[] {
  const inOrder = [...edits].sort((one, other) => one.start - other.start);
  const pieces: Piece[] = [];
  let read = 0;
  const keep = (end: number) => pieces.push({ text: text.slice(read, end), start: read, end, isKept: true });
  for (const edit of inOrder) {
    if (edit.start < read) continue;
    keep(edit.start);
    pieces.push({ ...edit, isKept: false });
    read = edit.end;
  }
  keep(text.length);
  return pieces.filter((piece) => piece.text !== "");
}
