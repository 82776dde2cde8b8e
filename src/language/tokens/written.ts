/** What a value says, letter by letter, with where in the document each letter stands. */
import type { Span } from "../../analysis/text";
import type { TextPart } from "../../analysis/value";

export interface Written {
  /** The value; a stretch that a template leaves open is one `hole`. */
  readonly text: string;
  /** Where each letter begins; behind the last one, where the value ends. */
  readonly at: readonly number[];
  /** Of each `hole` in the text: all that says it, with its braces. */
  readonly holes: readonly Span[];
}

export const hole = "\uE000";

/** What may stand before a value and behind it: quotes, marks of a string, `Fn::Sub`. */
const before = /^(?:\{?\s{0,20}["']?(?:!Sub|Fn::Sub["']?\s{0,20}:)\s{0,20})?(?:\\{0,7}|[a-zA-Z@$]{0,2})["'`]{0,3}$/;
const behind = /^\\{0,7}["'`]{0,3}\s{0,20}\}?$/;

/** Null where the value is not written letter by letter: with escapes, as a join, by a name. */
export function writtenIn(text: string, span: Span, parts: readonly TextPart[]): Written | null {
  const source = text.slice(span.start, span.end);
  const start = startOf(source, parts);
  if (start === null || !before.test(source.slice(0, start))) return null;
  const letters: string[] = [];
  const at: number[] = [];
  const holes: Span[] = [];
  let here = start;
  for (const part of parts) {
    if (typeof part === "string") {
      if (!source.startsWith(part, here)) return null;
      for (let index = 0; index < part.length; index++) at.push(span.start + here + index);
      letters.push(part);
      here += part.length;
      continue;
    }
    const end = endOfHole(source, here);
    if (end === null) return null;
    at.push(span.start + here);
    letters.push(hole);
    holes.push({ start: span.start + here, end: span.start + end });
    here = end;
  }
  if (!behind.test(source.slice(here))) return null;
  at.push(span.start + here);
  return { text: letters.join(""), at, holes };
}

function startOf(source: string, [first]: readonly TextPart[]): number | null {
  if (first === undefined || first === "") return null;
  const start = typeof first === "string" ? source.indexOf(first) : source.search(/[$#%]?\{|%[\w$]/);
  return start < 0 ? null : start;
}

/** Behind the braces that begin at a place, or behind a verb of `printf`. */
function endOfHole(source: string, start: number): number | null {
  const begin = /^(?:[$#%]?\{|%(?:\d\$)?[svqd])/.exec(source.slice(start, start + 4));
  if (!begin) return null;
  if (!begin[0].endsWith("{")) return start + begin[0].length;
  let depth = 0;
  for (let at = start + begin[0].length - 1; at < source.length; at++) {
    if (source[at] === "{") depth++;
    else if (source[at] === "}" && --depth === 0) return at + 1;
  }
  return null;
}
