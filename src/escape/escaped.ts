/** Text of which a sink takes nothing for its own syntax. Made by the tag of the sink: what is put into that is escaped. */
export class Escaped<Sink extends string> {
  /** For the compiler alone: what is safe in one sink is not in another. */
  declare readonly sink: Sink;

  constructor(readonly text: string) {}
}

export type Part<Sink extends string> =
  | Escaped<Sink>
  | string
  | number
  | null
  | undefined
  | false
  | readonly Part<Sink>[];

export type Tag<Sink extends string> = (
  strings: TemplateStringsArray,
  ...parts: readonly Part<Sink>[]
) => Escaped<Sink>;

/**
 * The tag of a sink: strings are escaped, lists joined; null, undefined and false are nothing. `join` puts a piece behind those
 * before it, `finish` has the last word about the whole.
 */
export function tagOf<Sink extends string>(
  escape: (text: string) => string,
  {
    join = (before, piece) => before + piece,
    finish = (whole) => whole,
  }: { readonly join?: (before: string, piece: string) => string; readonly finish?: (whole: string) => string } = {},
): Tag<Sink> {
  const put = (before: string, part: Part<Sink>): string => {
    if (part === null || part === undefined || part === false) return before;
    if (part instanceof Escaped) return join(before, part.text);
    if (typeof part === "object") return part.reduce(put, before);
    return join(before, typeof part === "number" ? String(part) : escape(part));
  };
  return ([first = "", ...strings], ...parts) =>
    new Escaped(finish(strings.reduce((whole, text, index) => put(whole, parts[index]) + text, first)));
}

/** Lines, or other pieces, as one text. */
export function joined<Sink extends string>(parts: readonly Escaped<Sink>[], between: string): Escaped<Sink> {
  return new Escaped(parts.map(({ text }) => text).join(between));
}
