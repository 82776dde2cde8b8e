/** What names stand for, and the names that this is written with in turn. */
import type { Definition, Definitions } from "./names";

const mostNames = 60;

/** The definitions that what is written at a place leads to, by name. */
export function reachedFrom(
  said: string,
  place: number,
  definitions: Pick<Definitions, "namesIn" | "of">,
): ReadonlyMap<string, readonly Definition[]> {
  const reached = new Map<string, readonly Definition[]>();
  const next = definitions.namesIn(said, place).map((name) => ({ name, place }));
  for (let one = next.shift(); one && reached.size < mostNames; one = next.shift()) {
    if (reached.has(one.name)) continue;
    const all = definitions.of(one.name, one.place);
    if (all.length === 0) continue;
    reached.set(one.name, all);
    for (const each of all.filter(({ isWhole = false }) => !isWhole))
      for (const inner of definitions.namesIn(each.written ?? each.text, each.at))
        next.push({ name: inner, place: each.at });
  }
  return reached;
}
