/** Keys that do not stand in one piece: in parts that the code joins, and in base64 that it decodes. */
import type { Span } from "../text";
import { type AccessKeyId, accessKeyIdOf } from "./access-key-id";
import { roleOfName } from "./names";
import { looksRandom, type Secret } from "./secret";

interface HiddenValue {
  readonly span: Span;
  readonly value: string;
}

/** Two to six strings with a sign that joins them, or none: `"AKIA" + "…"`, `"AKIA" "…"`. */
const joined =
  /(?<![\w"'`])["'`][A-Za-z0-9/+]{1,40}["'`](?:(?:[ \t]{0,8}[+.&])?\s{0,20}["'`][A-Za-z0-9/+]{1,40}["'`]){1,5}/g;
/** The ids and secrets of a key are of a length that shows in base64. */
const encoded = /(?<![A-Za-z0-9+/])(?:(?:QUtJQ|QVNJQ)[A-Za-z0-9+/]{22}=|[A-Za-z0-9+/]{54}==)(?![A-Za-z0-9+/=])/g;

/** What a function is called that takes base64: whatever else holds it is for those who read that form. */
const decoding = /b64|base64|atob|decode|Buffer\.from/i;

/** The ids and secrets of a text that are hidden in these ways; a secret is one by its name, or beside such an id. */
export function findHiddenKeys(text: string): {
  readonly ids: readonly AccessKeyId[];
  readonly secrets: readonly Secret[];
} {
  const values: HiddenValue[] = [];
  for (const { 0: written, index } of text.matchAll(joined))
    values.push({
      span: { start: index + 1, end: index + written.length - 1 },
      value: [...written.matchAll(/["'`]([A-Za-z0-9/+]{1,40})["'`]/g)].map(([, part]) => part).join(""),
    });
  for (const { 0: written, index } of text.matchAll(encoded))
    if (decoding.test(text.slice(Math.max(0, index - 40), index)))
      values.push({ span: { start: index, end: index + written.length }, value: decoded(written) });
  const ids = values.flatMap(({ span, value }) => accessKeyIdOf(value, span) ?? []);
  const secrets = values.flatMap(({ span, value }): Secret[] => {
    if (!/^[A-Za-z0-9/+]{40}$/.test(value) || !looksRandom(value)) return [];
    const name = secretNameBefore(text, span.start);
    const isBeside = ids.some((id) => Math.abs(id.span.start - span.start) < nearby);
    return name !== null || isBeside ? [{ span, value, name }] : [];
  });
  return { ids, secrets };
}

/** A name for secrets before a place on its line, also outside of the call that makes its value. */
function secretNameBefore(text: string, at: number): string | null {
  const before = text.slice(Math.max(0, at - 100), at);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return (line.match(/[A-Za-z_][\w-]{5,60}/g) ?? []).findLast((word) => roleOfName(word) === "secret") ?? null;
}

/** In characters: a line or two. */
const nearby = 300;

function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}
