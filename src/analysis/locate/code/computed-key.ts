/** Keys of objects that code computes: `{ [`${provider}:aud`]: … }`, Python's `{f"{provider}:aud": …}`. */
import { childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { openKey } from "../../value";
import type { CodeValues } from "./values";

/** The key, or the mark of one of which something is left open; null for what is no such entry. */
export function computedKey(values: CodeValues, entry: SyntaxNode): string | null {
  const written = entry.type === "pair" ? childOf(entry, "key") : null;
  const key = written?.type === "computed_property_name" ? partsOf(written)[0] : written;
  if (!key || /^(?:property_identifier|number)$/.test(key.type) || isPlain(key)) return null;
  const value = values.value(key);
  if (value.kind === "string") return value.value;
  return value.kind === "template" ? openKey : null;
}

function isPlain({ type, children }: SyntaxNode): boolean {
  return type === "string" && !children.some((part) => part.type === "interpolation");
}
