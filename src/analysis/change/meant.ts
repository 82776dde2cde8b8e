/** What the policies of a document are written with, once it is asked. */
import { lazily } from "../lazily";
import type { Policy } from "../policy/model";
import type { Source } from "../source/source";
import type { ValueNode } from "../value";
import type { Beside } from "./beside";
import { type Defaults, withoutFilled } from "./defaults";
import { definitionsOf } from "./definitions";
import { type CountKey, countKey, countPrefix, denialsKey, meaningsOf, type Written } from "./meanings";
import type { Definitions, Meanings } from "./names";
import type { ReadPolicy } from "./subject";

/** Gives policies what the names that they are written with stand for. */
export function meantIn(source: Source, beside: Beside | undefined): (read: ReadPolicy) => ReadPolicy {
  const definitions = lazily(() => definitionsOf(source, [], beside));
  return (read) => {
    if (read.meanings) return read;
    const meanings = lazily((): Meanings => {
      const known = definitions();
      return known ? meaningsOf(read.policy.node, read.at.start, source.text, known) : new Map();
    });
    return { ...read, meanings };
  };
}

/**
 * What a value is written with stands for, once that is asked.
 * @param root with the defaults in place of their names
 */
export function meant(
  root: ValueNode,
  text: string,
  label: string | undefined,
  definitions: () => Definitions | null,
  defaults: Defaults | undefined,
): () => Meanings {
  const writtenOf = ({ kind, span }: ValueNode): Written => {
    const said = text.slice(span.start, span.end);
    return { said: kind === "template" ? withoutFilled(said, defaults) : said, at: span.start };
  };
  return lazily(() => {
    const known = definitions();
    if (!known) return new Map();
    const { start } = root.span;
    const found = meaningsOf(root, start, text, known, writtenOf, label);
    if (label === undefined) return found;
    const keys = /\bDeny\b/.test(text.slice(start, root.span.end)) ? [countKey, denialsKey] : [countKey];
    return keys.reduce((all, key) => withCount(all, label, known.countAt?.(start, label), key), found);
  });
}

/** Whatever allows and is there less often allows less, and what denies, more; a boundary does both. */
export function countKeysOf({ type, statements }: Policy): readonly CountKey[] {
  const denies = type === "boundary" || statements.some(({ effect }) => effect !== "Allow");
  const allows = statements.length === 0 || statements.some(({ effect }) => effect !== "Deny");
  return [...(allows || type === "boundary" ? [countKey] : []), ...(denies ? [denialsKey] : [])];
}

/** What something is written with, and what decides how often it is there, where that is known: by itself, or by the stack of its template. */
export function withCount(
  found: Meanings,
  name: string,
  count: string | undefined,
  by: CountKey | "stack" = countKey,
): Meanings {
  const known = found.get(by);
  if (count === undefined || [...(known?.values() ?? [])].includes(count)) return found;
  const counts = new Map([...(known ?? []), [`${countPrefix}${name}`, count] as const]);
  return new Map([...found, [by, counts]]);
}
