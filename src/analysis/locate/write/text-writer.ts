/** Writes into texts of languages of which no more is known than how a plain string is quoted. */
import type { Change, Writer } from "../located";

/** A text in double quotes is replaced by another; everything else is left to the person. */
export function textWriter(text: string): Writer {
  return {
    edits: (changes) => {
      const edits = changes.map((change) => replaced(change, text));
      return edits.every((edit) => edit !== null) ? edits : null;
    },
  };
}

function replaced(change: Change, text: string) {
  if (change.kind !== "replace" || change.node.kind !== "string" || typeof change.value !== "string") return null;
  const { span, value } = change.node;
  const quote = text[span.start];
  // What is written otherwise than it reads may have escapes or be put together.
  if ((quote !== '"' && quote !== "'") || text.slice(span.start + 1, span.end - 1) !== value) return null;
  return /["'\\$#{}\r\n]/.test(change.value) ? null : { span, newText: quote + change.value + quote };
}
