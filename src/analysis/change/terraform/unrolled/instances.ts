/** What `count` and `for_each` make: the keys and values, what stands for them in a block, and the names of the instances. */
import { type Known, pairsOf, plainOf } from "./known";

/** So often a resource or block is written out. */
export const mostInstances = 60;

/** What a resource with `count` or `for_each` is made for. */
export interface Instances {
  /** By which `count` or `for_each`, the keys and values. */
  readonly pairs: readonly (readonly [key: Known, value: Known])[];
  /** Its names where it is written out, in the same order. */
  readonly names: readonly string[];
  readonly by: "count" | "for_each";
  /** What it is made for beside, which nobody can list, as an expression. */
  readonly rest?: string | undefined;
}

/** What is made by a value of `count` or `for_each`, which goes over no list but a set that has been written out; null where it makes nothing that can be listed. */
export function pairsBy(by: Instances["by"], value: Known): Instances["pairs"] | null {
  if (by === "count") return counted(value);
  return pairsOf(value.kind === "list" ? { ...value, isSet: true } : value);
}

/** A text counts as the number that it says, and before 0.12 what is true as one. */
function counted(value: Known): readonly (readonly [Known, Known])[] | null {
  const size = value.kind === "boolean" ? Number(value.value) : Number(plainOf(value) || NaN);
  if (!Number.isInteger(size) || size < 0 || size > mostInstances) return null;
  return Array.from({ length: size }, (_, at) => {
    const index: Known = { kind: "number", value: at };
    return [index, index];
  });
}

/** The name that stands for one of them in its block, with its value: `each` or `count`. */
export function iterating(by: Instances["by"], key: Known, value: Known): readonly [string, Known] {
  if (by === "for_each") return ["each", pairValue(key, value)];
  return ["count", { kind: "map", entries: new Map([["index", key]]) }];
}

export function pairValue(key: Known, value: Known): Known {
  return {
    kind: "map",
    entries: new Map([
      ["key", key],
      ["value", value],
    ]),
  };
}

const between = "--";

/** A name that only this instance has, whatever its place among the others. */
export function nameFor(label: string, key: string): string {
  const plain = key.replace(/[^\w-]/g, "_").slice(-60);
  if (plain === key) return label + between + plain;
  let sum = 0;
  for (const letter of key) sum = (sum * 31 + letter.codePointAt(0)!) % 1_000_000_007;
  return `${label}${between}${plain}-${sum.toString(36)}`;
}
