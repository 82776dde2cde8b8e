/** Where something in a text ends, whose brackets and quotes are those of code. */

const longest = 4000;

/**
 * The bracket that closes what a place is within, or a sign before it, outside of further brackets and of quotes, that `ends` takes for the end.
 * Without either, null; `limit` is how far was looked.
 */
export function endOf(
  text: string,
  start: number,
  ends: (sign: string, at: number) => boolean = () => false,
): { readonly at: number | null; readonly limit: number } {
  const limit = Math.min(text.length, start + longest);
  let depth = 0;
  let quote = "";
  for (let at = start; at < limit; at++) {
    const one = text[at]!;
    if (quote !== "") {
      if (one === "\\") at++;
      else if (one === quote) quote = "";
    } else if (/["'`]/.test(one)) quote = one;
    else if (/[([{]/.test(one)) depth++;
    else if (/[)\]}]/.test(one)) {
      if (depth-- === 0) return { at, limit };
    } else if (depth === 0 && ends(one, at)) return { at, limit };
  }
  return { at: null, limit };
}
