/** Expressions as names that are short enough to be shown, and still told apart. */
import { lazily } from "./lazily";

/** Of a long text the beginning with a number that all of it decides, whatever its blanks, quotes and commas. */
export function shortName(text: string, most = 80): string {
  return text.length <= most ? text : namesWithin(text)(0, text.length, most);
}

/**
 * Short names of what stands in a text: each costs no more than its beginning, so that what is nested deeply is named in linear time.
 *
 * @returns the name of a stretch, the same as that of its text alone
 */
export function namesWithin(text: string): (start: number, end: number, most?: number) => string {
  const sums = lazily(() => sumsOf(text));
  return (start, end, most = 80) => {
    if (end - start <= most) return text.slice(start, end);
    const { upTo, counted, powers } = sums();
    const sum = upTo[end]! - Math.imul(upTo[start]!, powers[counted[end]! - counted[start]!]!);
    const beginning = text.slice(start, Math.min(end, start + mostBlanks + most)).replace(/\s+/g, " ");
    return `${beginning.slice(0, most - longestSum)}…${(sum >>> 0).toString(36)}`;
  };
}

/** Polynomials of the characters, 32 bits, of which those of two places give that of what stands between. */
function sumsOf(text: string) {
  const [upTo, counted] = [new Uint32Array(text.length + 1), new Uint32Array(text.length + 1)];
  const powers = new Uint32Array(text.length + 1).fill(1);
  for (let at = 0; at < text.length; at++) {
    const isCounted = !/[\s"',]/.test(text[at]!);
    upTo[at + 1] = isCounted ? Math.imul(upTo[at]!, factor) + text.charCodeAt(at) + 1 : upTo[at]!;
    counted[at + 1] = counted[at]! + (isCounted ? 1 : 0);
    powers[at + 1] = Math.imul(powers[at]!, factor);
  }
  return { upTo, counted, powers };
}

/** The prime of FNV-1a. */
const factor = 16_777_619;
/** `…` with seven digits of base 36. */
const longestSum = 8;
/** The indentation of a few lines. */
const mostBlanks = 1_000;
