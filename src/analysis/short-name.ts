/** Expressions as names that are short enough to be shown, and still told apart. */

/** Of a long text the beginning with a number that the rest decides, whatever its blanks, quotes and commas. */
export function shortName(text: string, most = 80): string {
  if (text.length <= most) return text;
  let sum = offset;
  for (let at = 0; at < text.length; at++)
    if (!/[\s"',]/.test(text[at]!)) sum = Math.imul(sum ^ text.charCodeAt(at), prime);
  return `${text.replace(/\s+/g, " ").slice(0, most - longestSum)}…${(sum >>> 0).toString(36)}`;
}

/** FNV-1a, 32 bits. */
const offset = 2_166_136_261;
const prime = 16_777_619;
/** `…` with seven digits of base 36. */
const longestSum = 8;
