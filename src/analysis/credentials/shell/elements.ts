import type { Span, TextEdit } from "../../text";

/** The removal of elements with what separates them from the next one left, or from the one before where none is. */
export function withoutElements<T>(
  elements: readonly T[],
  gone: ReadonlySet<T>,
  spanOf: (element: T) => Span,
): TextEdit[] {
  const edits: TextEdit[] = [];
  elements.forEach((element, index) => {
    if (!gone.has(element) || (index > 0 && gone.has(elements[index - 1]!))) return;
    const next = elements.slice(index).find((one) => !gone.has(one));
    const before = elements[index - 1];
    if (next) edits.push({ span: { start: spanOf(element).start, end: spanOf(next).start }, newText: "" });
    else
      edits.push({
        span: { start: before ? spanOf(before).end : spanOf(element).start, end: spanOf(elements.at(-1)!).end },
        newText: "",
      });
  });
  return edits;
}
