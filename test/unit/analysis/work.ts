/** What the tests of how work grows share: each large text small and four times as large, and what grew faster than it. */
import assert from "node:assert/strict";

import { lazily } from "../../../src/analysis/lazily";
import type { createEngine, LocalEngine } from "../../../src/workspace/create-engine";
import type { Hostile } from "../../support/large/text";
import { CountedProgram } from "../../support/work";

const times = 4;
/** So much faster than the text the steps of a function may grow: a square grows four times as fast. */
const mostGrowth = 1.8;
/** What is less is not looked at: there memory and thresholds tell more than the text. */
const fewSteps = 2000;

/** Functions that do more at first and are bounded all the same, with the bound. */
const bounded: Readonly<Record<string, string>> = {
  "closest.ts: leastDistance": "the names of one service",
  "known-keys.ts: elsewhere": "the places of a key that are counted",
  "known-keys.ts: inOrder": "the places of a key that are counted",
  "known-keys.ts: spot": "the places of a key that are counted",
  "text.ts: position": "the logarithm of the lines, and where a second finding begins",
};

interface Engines {
  readonly createEngine: typeof createEngine;
}

/** One for all files of tests: what it remembers of one text is remembered of the other. */
const counted = lazily(() =>
  CountedProgram.load<Engines>('export { createEngine } from "./src/workspace/create-engine";'),
);

/**
 * @param small how long the smaller text is: what is remembered of names must not be most of it
 * @param except what may grow faster, because something else bounds it
 */
export function itGrowsWithTheText(
  texts: Readonly<Record<string, Hostile>>,
  small: number,
  except: readonly string[] = [],
): void {
  let program: CountedProgram<Engines>;
  let engine: LocalEngine;
  before(async () => {
    program = await counted();
    engine = program.exports.createEngine();
  });

  for (const [what, make] of Object.entries(texts)) {
    if (except.includes(what)) continue;
    it(what, async () => {
      const [little, much] = [make(small), make(small * times)];
      const ratio = much.text.length / little.text.length;
      const before = await program.workOf(() => engine.analyze(little));
      const after = await program.workOf(() => engine.analyze(much));
      const faster = [...after].filter(([name, steps]) => {
        const fewer = before.get(name) ?? 0;
        return fewer && !(name in bounded) && steps > mostGrowth * ratio * fewer + fewSteps;
      });
      assert.deepEqual(
        faster.map(([name, steps]) => `${name}: ${before.get(name)} steps, then ${steps}`),
        [],
        `the text grew ${ratio.toFixed(1)} times`,
      );
    });
  }
}
