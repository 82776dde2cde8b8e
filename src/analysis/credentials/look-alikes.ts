/** What looks like a key and is none. */

const base64 = /[A-Za-z0-9+/=_-]/;

/** Whether a place lies inside of a stretch of base64 that is much longer than a key. */
export function liesInBase64(text: string, start: number, end: number): boolean {
  let from = start;
  let to = end;
  while (from > 0 && start - from < 100 && base64.test(text[from - 1]!)) from--;
  while (to < text.length && to - end < 100 && base64.test(text[to]!)) to++;
  return start - from >= 100 || to - end >= 100 || start - from + (to - end) >= 100;
}
