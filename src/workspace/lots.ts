/** The files of a check in lots, as workers take them. */
import { extname } from "node:path";

import { groupBy } from "../analysis/group-by";
import type { FileToCheck } from "./check-file";

/** Files that are sent to a worker at once. */
export type Lot = readonly FileToCheck[];

const lotSize = 40;

/** Lots of files of one kind. A worker that has read some of a kind has its grammar and its code at hand: it gets the others of them. */
export class Lots {
  /** By the ending of their names, what is rare together; those of the most lots last. */
  private readonly kinds: { readonly lots: Lot[]; readonly takers: Set<unknown> }[];

  constructor(files: readonly FileToCheck[]) {
    const groups = [...groupBy(files, ({ name }) => extname(name).toLowerCase()).values()];
    const rest = groups.filter(({ length }) => length < lotSize).flat();
    this.kinds = [...groups.filter(({ length }) => length >= lotSize), rest].map((some) => ({
      lots: inLots(some),
      takers: new Set(),
    }));
    this.kinds.sort((a, b) => a.lots.length - b.lots.length);
  }

  /** How many nobody has taken yet. */
  get left(): number {
    return this.kinds.reduce((sum, { lots }) => sum + lots.length, 0);
  }

  /** A lot of a kind that the taker has had, else of one that nobody has, else any; undefined where none is left. */
  take(taker: unknown): Lot | undefined {
    const some = this.kinds.filter(({ lots }) => lots.length > 0);
    const kind =
      some.find(({ takers }) => takers.has(taker)) ?? some.findLast(({ takers }) => takers.size === 0) ?? some.at(-1);
    kind?.takers.add(taker);
    return kind?.lots.shift();
  }

  /** What was taken and not done. */
  putBack(lot: Lot): void {
    this.kinds.push({ lots: [lot], takers: new Set() });
  }
}

function inLots(files: readonly FileToCheck[]): Lot[] {
  const lots: Lot[] = [];
  for (let at = 0; at < files.length; at += lotSize) lots.push(files.slice(at, at + lotSize));
  return lots;
}
