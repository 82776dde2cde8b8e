/** What cannot be seen in a text, or steers where it is shown, as escapes that can be read: the ground of every sink. */

/**
 * Controls (C0, DEL, C1), line and paragraph separators, halves of surrogate pairs, and what has no shape of its own: marks of
 * direction, zero-width characters, tags, variation selectors (Unicode's `Default_Ignorable_Code_Point`, and format characters).
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const short: Readonly<Record<string, string | undefined>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** On one line: `a\u001b[2Jb` for an escape sequence, `\n` for a line feed. What is visible already stays as it is. */
export function visible(text: string): string {
  return text.replace(unseen, escaped);
}

/** The same of a text whose lines and tabs are its own: they stay. */
export function visibleLines(text: string): string {
  return text.replace(unseen, (sign) => (sign === "\n" || sign === "\t" ? sign : escaped(sign)));
}

function escaped(sign: string): string {
  return short[sign] ?? escapedForJson(sign);
}

/** As JSON and JavaScript write it: `\u202e`, and two of these for what lies beyond the first plane. */
export function escapedForJson(sign: string): string {
  return Array.from({ length: sign.length }, (_, at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, "0")}`).join(
    "",
  );
}

/**
 * A text that is much longer than anybody reads, without its middle. `most` counts UTF-16 units. It is not cut within what could be a
 * key: half of one is no key any more, and would not be masked.
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = most - 1;
  const head = text.slice(0, Math.ceil(kept / 2)).replace(/[\ud800-\udbff]$/, "");
  const tail = text.slice(text.length - Math.floor(kept / 2)).replace(/^[\udc00-\udfff]/, "");
  const [cutBefore, cutAfter] = [partOfKeyAtEnd(head), partOfKeyAtStart(tail)];
  return cutBefore + cutAfter === 0
    ? `${head}…${tail}`
    : `${head.slice(0, head.length - cutBefore)}…${tail.slice(cutAfter)}`;
}

/** A secret access key has 40 characters, of which a mask shows six. */
const longestPart = 40;
const shownOfKey = 6;

/** How many signs at the end of a text may be the beginning of a key. */
function partOfKeyAtEnd(text: string): number {
  return partOfKeyAtStart(Array.from(text.slice(-longestPart)).reverse().join(""));
}

function partOfKeyAtStart(text: string): number {
  const found = text.slice(0, longestPart).search(/[^A-Za-z0-9/+]/);
  const part = found < 0 ? Math.min(text.length, longestPart) : found;
  return part > shownOfKey ? part : 0;
}
