/** A text with its blanks filled in: `__PORT__` is what `values` has as `PORT`. What it has no value for stays. */
export function filledText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/__([A-Z]+)__/g, (blank, name: string) => values[name] ?? blank);
}
