/** The variables and locals of a module that stand for something else than on the other side of a change. */
import type { Block } from "../../../locate/terraform/blocks";
import { type SyntaxTree, textOf } from "../../../source/syntax-tree";
import { firstFrom } from "../../../text";
import { writtenAlike } from "../../canonical";
import { type Known, written } from "./known";

export interface NamedValues {
  readonly tree: SyntaxTree;
  readonly blocks: readonly Block[];
  /** By the name of each variable what it is by default, or is given by files; null: nobody knows. */
  readonly values: ReadonlyMap<string, Known | null>;
}

const names = /\b(?:var|local)\.[\w-]{1,200}/g;
const mostNames = 5000;

/** As they are written: `var.on`, `local.buckets`; also those that are written with one of them. */
export function touchedNames(before: NamedValues | null, after: NamedValues | null): ReadonlySet<string> {
  if (!before || !after) return new Set();
  const touched = new Set<string>();
  for (const [name, value] of after.values) {
    const old = before.values.get(name);
    if (old === undefined || (old && written(old)) !== (value && written(value))) touched.add(`var.${name}`);
  }
  for (const name of before.values.keys()) if (!after.values.has(name)) touched.add(`var.${name}`);
  const [old, current] = [localsOf(before), localsOf(after)];
  for (const [name, text] of current) if (old.has(name) && old.get(name) !== text) touched.add(name);
  return withLocals(touched, [...old, ...current]);
}

/** The variables that the second side alone has, and the locals that are written with them: nobody has given them anything yet. */
export function newNames(before: NamedValues | null, after: NamedValues | null): ReadonlySet<string> {
  if (!before || !after) return new Set();
  const found = [...after.values.keys()].filter((name) => !before.values.has(name)).map((name) => `var.${name}`);
  return withLocals(new Set(found), [...localsOf(after)]);
}

/** With the locals that are written with one of them. */
function withLocals(given: ReadonlySet<string>, locals: readonly (readonly [string, string])[]): ReadonlySet<string> {
  const found = new Set(given);
  const all = locals.slice(0, mostNames);
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const [name, text] of all)
      if (!found.has(name) && [...text.matchAll(names)].some(([one]) => found.has(one))) found.add(name);
  }
  return found;
}

function localsOf({ tree, blocks }: NamedValues): ReadonlyMap<string, string> {
  return new Map(
    blocks.flatMap((block) =>
      block.type === "locals"
        ? block.arguments.map(({ name, value }) => [`local.${name}`, writtenAlike(textOf(tree, value))] as const)
        : [],
    ),
  );
}

/** Where a text names one of them. */
export class Mentions {
  private readonly places: readonly number[];

  constructor(text: string, touched: ReadonlySet<string>) {
    this.places =
      touched.size === 0
        ? []
        : [...text.matchAll(names)].flatMap(({ 0: one, index }) => (touched.has(one) ? index : []));
  }

  /** Whether one stands within a stretch. */
  within({ start, end }: { readonly start: number; readonly end: number }): boolean {
    const next = this.places[firstFrom(this.places, start, (place) => place)];
    return next !== undefined && next < end;
  }
}
