/** What the tests of how work grows share: each large text small and four times as large, and what grew faster than it. */
import assert from "node:assert/strict";

import { lazily } from "../../../src/analysis/lazily";
import type { SourceDocument } from "../../../src/analysis/source/document";
import type { LocalEngine } from "../../../src/workspace/create-engine";
import type * as ForgetfulEngine from "../../support/forgetful-engine";
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

/** One for all files of tests: to make one takes seconds. */
const counted = lazily(() =>
  CountedProgram.load<typeof ForgetfulEngine>('export * from "./test/support/forgetful-engine";'),
);

/**
 * @param small how long the smaller text is
 * @param except what may grow faster, because something else bounds it
 */
export function itGrowsWithTheText(
  texts: Readonly<Record<string, Hostile>>,
  small: number,
  except: readonly string[] = [],
): void {
  let program: CountedProgram<typeof ForgetfulEngine>;
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
      const work = (document: SourceDocument) => {
        program.exports.forgetTexts();
        return program.workOf(() => engine.analyze(document));
      };
      const [before, after] = [await work(little), await work(much)];
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
