/** What must hold of whatever is said of a document. Each function gives what does not; empty where all is well. */
import type { Analysis } from "../../../src/analysis/analysis";
import type { SourceDocument } from "../../../src/analysis/source/document";
import { applyEdits, LineIndex, type Range } from "../../../src/analysis/text";
import type { Completions } from "../../../src/language/completion/items";
import type { Hover } from "../../../src/language/hover/hover";
import type { PolicySymbol } from "../../../src/language/outline";
import type { Lens } from "../../../src/language/summary/lens";

/** An exception that was caught, a place outside of the text, an edit that cannot be made. */
export function complaintsAboutAnalysis({ text }: SourceDocument, { findings, problems }: Analysis): string[] {
  const complaints = problems
    .filter(({ message }) => message.includes("Please report it"))
    .map(({ message }) => message);
  const isInside = (start: number, end: number): boolean => start >= 0 && start <= end && end <= text.length;
  for (const { ruleId, range, related, fixes } of findings) {
    for (const one of [range, ...related.map(({ range: place }) => place)])
      if (!isInside(one.start.offset, one.end.offset)) complaints.push(`${ruleId}: a place outside of the text`);
    for (const { title, edits } of fixes) {
      const spans = edits
        .map(({ range: { start, end }, newText }) => ({ span: { start: start.offset, end: end.offset }, newText }))
        // As `applyEdits` does: what is put in at a place comes before what is replaced from there on.
        .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
      const isSound = spans.every(
        ({ span }, index) =>
          isInside(span.start, span.end) && (index === 0 || spans[index - 1]!.span.end <= span.start),
      );
      if (!isSound || applyEdits(text, spans) === text) complaints.push(`${ruleId}: the fix "${title}" cannot be made`);
    }
  }
  return complaints;
}

/** Says whether ranges are places of a text: in it, the right way round, with the line and column of their offset. */
export class Places {
  private readonly lines: LineIndex;

  constructor(private readonly text: string) {
    this.lines = new LineIndex(text);
  }

  complaintsAbout(what: string, range: Range): string[] {
    const { start, end } = range;
    if (!(start.offset >= 0 && start.offset <= end.offset && end.offset <= this.text.length))
      return [`${what}: a place outside of the text (${start.offset} to ${end.offset} of ${this.text.length})`];
    const told = this.lines.range({ start: start.offset, end: end.offset });
    return [start, end].every(({ line, column }, index) => {
      const place = index === 0 ? told.start : told.end;
      return place.line === line && place.column === column;
    })
      ? []
      : [`${what}: line and column are not those of the offset`];
  }
}

/** Numbers as the protocol has them: they stand in lines that there are, in their order, and none overlaps another. */
export function complaintsAboutTokens(text: string, numbers: readonly number[]): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  const complaints: string[] = [];
  let [line, column, end] = [0, 0, 0];
  for (let at = 0; at < numbers.length; at += 5) {
    const [down, right, length] = numbers.slice(at, at + 3) as [number, number, number];
    if (down > 0) end = 0;
    line += down;
    column = down === 0 ? column + right : right;
    if (column < end || length <= 0) complaints.push("token: it overlaps another, or is nothing");
    end = column + length;
    if (end > (lines[line]?.length ?? -1)) complaints.push("token: a place outside of the text");
  }
  return complaints;
}

export function complaintsAboutHover(places: Places, hover: Hover | null, offset: number): string[] {
  if (!hover) return [];
  const { range, sections } = hover;
  return [
    ...places.complaintsAbout("hover", range),
    ...(range.start.offset <= offset && offset <= range.end.offset ? [] : ["hover: not at the place asked about"]),
    ...(sections.length > 0 && sections.every((section) => section.trim() !== "") ? [] : ["hover: it says nothing"]),
  ];
}

export function complaintsAboutCompletions(places: Places, found: Completions | null, offset: number): string[] {
  if (!found) return [];
  const { replace, items } = found;
  return [
    ...places.complaintsAbout("completion", replace),
    ...(replace.start.offset <= offset && offset <= replace.end.offset
      ? []
      : ["completion: not at the place asked about"]),
    ...(replace.start.line === replace.end.line ? [] : ["completion: it replaces more than a line"]),
    ...(items.length > 0 && items.every(({ label, newText }) => label !== "" && newText !== "")
      ? []
      : ["completion: an item without text"]),
  ];
}

export function complaintsAboutLenses(places: Places, lenses: readonly Lens[]): string[] {
  return lenses.flatMap(({ range, title }) => [
    ...places.complaintsAbout("lens", range),
    ...(title === "" ? ["lens: it says nothing"] : []),
  ]);
}

/** A client may refuse a symbol whose name is empty, or whose selection is not within it. */
export function complaintsAboutSymbols(places: Places, symbols: readonly PolicySymbol[]): string[] {
  return symbols.flatMap(({ name, range, selection, children }) => [
    ...places.complaintsAbout("symbol", range),
    ...(name.trim() === "" ? ["symbol: it has no name"] : []),
    ...(isWithin(selection, range) ? [] : ["symbol: the selection is not within it"]),
    ...complaintsAboutSymbols(places, children),
  ]);
}

function isWithin(inner: Range, outer: Range): boolean {
  return outer.start.offset <= inner.start.offset && inner.end.offset <= outer.end.offset;
}
