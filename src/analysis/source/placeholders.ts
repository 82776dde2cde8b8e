/** Placeholders that any text may carry, to be filled in by some tool before AWS sees it: `{{resolve:ssm:name}}`, `{{ bucket }}`, `%{Source.Arn}`. */
import { type Marked, markedIn } from "../scan";
import type { Span } from "../text";
import type { TextPart, ValueNode } from "../value";
import { textNode } from "./intrinsics";
import { stringNode } from "./made-values";

/** What `printf` and its like fill in; `%d0` is a character of a URL. */
const verbs = /%(?:\d\$)?(?:[svq]|d(?![0-9a-fA-F]))/g;

/** Stands, as often as it takes, for what a template fills in. */
export const filling = "\uE001";

/** A string as written; a template where it has placeholders. */
export function plainText(span: Span, value: string): ValueNode {
  if (value.includes(filling))
    return textNode(
      span,
      value
        .split(/\uE001+/)
        .flatMap((stretch, index): TextPart[] => (index === 0 ? [stretch] : [{ name: "" }, stretch])),
    );
  if (!value.includes("{{") && !value.includes("%")) return stringNode(span, value);
  const parts: TextPart[] = [];
  let at = 0;
  // Some tools have a dollar before their braces: `${{ values.bucket }}`.
  const inTwo = [...markedIn(value, "{{", "}}")].map((one) =>
    value[one.start - 1] === "$" ? { ...one, start: one.start - 1 } : one,
  );
  const found = [...inTwo, ...inBraces(value), ...verbsIn(value)].sort((a, b) => a.start - b.start);
  for (const { start, end, inner } of found) {
    if (start < at) continue;
    parts.push(value.slice(at, start), { name: inner.trim() });
    at = end;
  }
  return textNode(span, [...parts, value.slice(at)]);
}

function verbsIn(value: string): Marked[] {
  return [...value.matchAll(verbs)].map(({ 0: inner, index }) => ({ start: index, end: index + inner.length, inner }));
}

function inBraces(value: string): Marked[] {
  return [...value.matchAll(/%\{([^{}]*)\}/g)].map(({ 0: whole, 1: inner, index }) => ({
    start: index,
    end: index + whole.length,
    inner: inner!,
  }));
}
