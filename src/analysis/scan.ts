/** Searches that go over a text once, where an expression would go back and forth in what strangers wrote. */

/** The stretch at the end of a text of which every character fits. */
export function trailing(text: string, fits: RegExp): string {
  let start = text.length;
  while (start > 0 && fits.test(text[start - 1]!)) start--;
  return text.slice(start);
}

/** The stretch at the beginning of a text of which every character fits. */
export function leading(text: string, fits: RegExp): string {
  let end = 0;
  while (end < text.length && fits.test(text[end]!)) end++;
  return text.slice(0, end);
}

/** A text without the stretch at its end of which every character fits. */
export function withoutTrailing(text: string, fits: RegExp): string {
  return text.slice(0, text.length - trailing(text, fits).length);
}

/** What stands between two quotes of one kind around the whole text; else the text. */
export function unquoted(text: string): string {
  const quote = text[0];
  const isQuoted = (quote === '"' || quote === "'") && text.length > 1 && text.endsWith(quote);
  return isQuoted && !text.includes("\n") ? text.slice(1, -1) : text;
}

/** A stretch between two marks, such as `{{name}}`. */
export interface Marked {
  /** Where the first mark begins. */
  readonly start: number;
  /** Behind the second mark. */
  readonly end: number;
  readonly inner: string;
}

/** Every stretch from an opening mark to the next closing one, one after another. */
export function* markedIn(text: string, open: string, close: string): Iterable<Marked> {
  for (let start = text.indexOf(open); start >= 0;) {
    const closing = text.indexOf(close, start + open.length);
    if (closing < 0) return;
    const end = closing + close.length;
    yield { start, end, inner: text.slice(start + open.length, closing) };
    start = text.indexOf(open, end);
  }
}

/** How often a name stands in a text where no more of a name is before or behind it. */
export function countOfName(text: string, name: string, before: RegExp, after = before): number {
  let count = 0;
  for (let at = text.indexOf(name); at >= 0 && name !== ""; at = text.indexOf(name, at + name.length))
    if (!before.test(text[at - 1] ?? "") && !after.test(text[at + name.length] ?? "")) count++;
  return count;
}
