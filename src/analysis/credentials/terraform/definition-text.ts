/** Keys in a text of JSON that Terraform hands on, such as the container definitions of ECS. */
import { jsonWriter } from "../../locate/write/json-writer";
import { parseJson } from "../../source/json-tree";
import type { Span } from "../../text";
import { dataFixes } from "../data/data-removal";
import type { CredentialFix } from "../fix";

/** The removal of a key from the JSON at a span; null where the text is something else. */
export function textFixes(text: string, within: Span, parts: readonly Span[]): CredentialFix[] | null {
  const inner = text.slice(within.start, within.end);
  if (!/^\s*[[{]/.test(inner)) return null;
  const { root, problems } = parseJson(inner);
  if (!root || problems.length > 0) return null;
  const moved = (span: Span, by: number): Span => ({ start: span.start + by, end: span.end + by });
  const file = { text: inner, roots: [root], writer: jsonWriter(inner) };
  return dataFixes(
    file,
    parts.map((part) => moved(part, -within.start)),
  ).map((fix) => ({
    ...fix,
    edits: fix.edits.map(({ span, newText }) => ({ span: moved(span, within.start), newText })),
  }));
}
