/** Keys that do not stand in one piece: in parts that the code joins, and in base64 that it decodes. */
import type { Span } from "../text";
import { type AccessKeyId, accessKeyIdOf } from "./access-key-id";
import { roleOfName } from "./names";
import { decoded, looksRandom, type Secret } from "./secret";

interface HiddenValue {
  readonly span: Span;
  readonly value: string;
}

/** Two to six strings with a sign that joins them, or none: `"AKIA" + "…"`, `"AKIA" "…"`. */
const joined =
  /(?<![\w"'`])["'`][A-Za-z0-9/+]{1,40}["'`](?:(?:[ \t]{0,8}(?:\.\.|<>|\+\+|[+.&\\]))?\s{0,20}["'`][A-Za-z0-9/+]{1,40}["'`]){1,5}/g;
/** The same as items of a list, which `join` or `concat` makes one of. */
const listed = /(?<![\w"'`])["'`][A-Za-z0-9/+]{1,40}["'`](?:,\s{0,20}["'`][A-Za-z0-9/+]{1,40}["'`]){1,5}/g;
const joins = /(?:concat!?\(|join\(["']{2},\s{0,4}\[|["']{2}\.join\([[(])\s{0,20}$/;
const joinsBehind = /^,?\s{0,20}\]\.join\(["'`]{2}\)/;
/** The ids and secrets of a key are of a length that shows in base64. */
const encoded =
  /(?<![A-Za-z0-9+/])(?:(?:QUtJQ|QVNJQ)[A-Za-z0-9+/]{22}(?:=|[A-Za-z0-9+/]{55}(?:==|[A-Za-z0-9+/]=))|[A-Za-z0-9+/]{54}==)(?![A-Za-z0-9+/=])/g;

/** What a function is called that takes base64: whatever else holds it is for those who read that form. */
const decoding = /b64|base64|atob|decode|Buffer\.from/i;
/** The same behind it, on its line: `.unpack1("m")`, `| base64 -d`. */
const decodingBehind = /^["'`]?[) ]{0,4}(?:\.unpack1?\(|\| ?base64 |\.(?:decode|fromBase64|base64Decoded)\b)/i;
/** Id and secret in one. */
const pair = /^(A(?:KIA|SIA)[A-Z0-9]{16})[:,;|\s]([A-Za-z0-9/+]{40})$/;

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
  for (const { 0: written, index } of text.matchAll(listed)) {
    const end = index + written.length;
    const before = text.slice(Math.max(0, index - 60), index);
    if (joins.test(before) || (/\[\s{0,20}$/.test(before) && joinsBehind.test(text.slice(end, end + 60))))
      values.push({ span: { start: index + 1, end: end - 1 }, value: written.replace(/[^A-Za-z0-9/+]/g, "") });
  }
  for (const { 0: written, index: start } of mayHoldEncoded(text) ? text.matchAll(encoded) : []) {
    const end = start + written.length;
    if (!decoding.test(text.slice(Math.max(0, start - 40), start)) && !decodingBehind.test(text.slice(end, end + 60)))
      continue;
    const value = decoded(written);
    const [, id, secret] = pair.exec(value) ?? [];
    // Three bytes are four characters: the id ends in the twenty-eighth.
    const parts = [
      { span: { start, end: start + 28 }, value: id ?? "" },
      { span: { start: start + 28, end }, value: secret ?? "" },
    ];
    values.push(...(id === undefined ? [{ span: { start, end }, value }] : parts));
  }
  const ids = values.flatMap(({ span, value }) => accessKeyIdOf(value, span) ?? []);
  const secrets = values.flatMap(({ span, value }): Secret[] => {
    if (!/^[A-Za-z0-9/+]{40}$/.test(value) || !looksRandom(value)) return [];
    const name = secretNameBefore(text, span.start);
    const isBeside = ids.some((id) => Math.abs(id.span.start - span.start) < nearby);
    return name !== null || isBeside ? [{ span, value, name }] : [];
  });
  return { ids, secrets };
}

/** Whether a stretch of base64 begins as an id does, or ends as a secret does: that is found without reading every word. */
function mayHoldEncoded(text: string): boolean {
  if (text.includes("QUtJQ") || text.includes("QVNJQ")) return true;
  for (let at = text.indexOf("=="); at >= 0; at = text.indexOf("==", at + 2))
    if (/[A-Za-z0-9+/]/.test(text[at - 1] ?? "")) return true;
  return false;
}

/** A name for secrets before a place on its line, also outside of the call that makes its value. */
function secretNameBefore(text: string, at: number): string | null {
  const before = text.slice(Math.max(0, at - 100), at);
  // A value may stand on the line behind its name.
  const lines = before.split("\n");
  const own = lines.at(-1)!;
  const above = lines.at(-2)?.trimEnd();
  const line = /^[\s"'`(]*$/.test(own) && above !== undefined && /[=:(]$/.test(above) ? above : own;
  return (line.match(/[A-Za-z_][\w-]{5,60}/g) ?? []).findLast((word) => roleOfName(word) === "secret") ?? null;
}

/** In characters: a line or two. */
const nearby = 300;
