import type { Fix } from "../../src/analysis/finding";
import { applyEdits } from "../../src/analysis/text";

/** A text after a fix. */
export function appliedFix(text: string, { edits }: Fix): string {
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({ span: { start: range.start.offset, end: range.end.offset }, newText })),
  );
}
