/** Placeholders that any text may carry, to be filled in by some tool before AWS sees it: `{{resolve:ssm:name}}`, `{{ bucket }}`, `%{Source.Arn}`. */
import type { Span } from "../text";
import type { TextPart, ValueNode } from "../value";
import { textNode } from "./intrinsics";

/** A string as written; a template where it has placeholders. */
export function plainText(span: Span, value: string): ValueNode {
  if (!value.includes("{{") && !value.includes("%{")) return { kind: "string", span, value };
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of value.matchAll(/\{\{(.*?)\}\}|%\{([^{}]*)\}/gs)) {
    parts.push(value.slice(at, match.index), { name: (match[1] ?? match[2])!.trim() });
    at = match.index + match[0].length;
  }
  return textNode(span, [...parts, value.slice(at)]);
}
