/** Tests of changes of programs: the lines that are said of each, and those of its opposite. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "./diff-trees";

/** The lines of a program before and after, what is said then, and what of the opposite; `make` puts the lines into a program. */
export type Change<Make = (lines: string) => string> = readonly [
  title: string,
  before: string,
  after: string,
  there: readonly string[],
  back: readonly string[],
  make?: Make,
];

/** Registers a test, whatever the order of the lines. */
export function bothWays(
  title: string,
  [before, after]: readonly TreeFiles[],
  there: readonly string[],
  back: readonly string[],
): void {
  it(title, async () => {
    assert.deepEqual([...(await diffTrees(before!, after!))].sort(), [...there].sort());
    assert.deepEqual([...(await diffTrees(after!, before!))].sort(), [...back].sort());
  });
}

/** Registers a test of each change of one file, of TypeScript unless a row has its own `make`. */
export function programsBothWays(
  rows: readonly Change[],
  stack: (lines: string) => string,
  python: (lines: string) => string,
): void {
  for (const [title, before, after, there, back, make = stack] of rows)
    bothWays(
      title,
      [before, after].map((lines) => ({ [make === python ? "s.py" : "s.ts"]: make(lines) })),
      there,
      back,
    );
}
