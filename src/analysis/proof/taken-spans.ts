import { firstFrom, type Span, type TextEdit } from "../text";

/** Places of a text that edits have taken: others must stand apart from them. */
export class TakenSpans {
  /** In the order of the text; none touches another of another fix. */
  private readonly spans: Span[] = [];

  constructor(edits: readonly TextEdit[]) {
    this.add(edits);
  }

  /** Takes the places of these edits, unless one of them is taken already. Touching counts: what two fixes write at one place depends on their order. */
  take(edits: readonly TextEdit[]): boolean {
    if (edits.some(({ span }) => this.isTaken(span))) return false;
    this.add(edits);
    return true;
  }

  private isTaken({ start, end }: Span): boolean {
    const next = this.spans[this.placeOf(start)];
    return next !== undefined && next.start <= end;
  }

  private add(edits: readonly TextEdit[]): void {
    for (const { span } of edits) this.spans.splice(this.placeOf(span.start), 0, span);
  }

  /** The index of the first span that ends at the offset or behind it. */
  private placeOf(offset: number): number {
    return firstFrom(this.spans, offset, ({ end }) => end);
  }
}
