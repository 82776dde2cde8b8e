import assert from "node:assert/strict";

import fc from "fast-check";

import { cases, type Kind, outcomeOf } from "./differential";

/** The whole of it is `npm run decisions -- --pairs 20000`. */
const runs: Readonly<Record<Kind, number>> = { identity: 50, resource: 50, together: 80 };

describe("decisions and iam-simulate", function () {
  this.timeout(240_000);
  for (const [kind, numRuns] of Object.entries(runs) as [Kind, number][])
    it(`agree on pairs of policies: ${kind}`, async () => {
      const tally: Record<string, number> = {};
      let witnesses = 0;
      for (const one of fc.sample(cases(kind), { seed: 20261129, numRuns })) {
        const outcome = await outcomeOf(one, kind);
        tally[outcome.verdict] = (tally[outcome.verdict] ?? 0) + 1;
        witnesses += outcome.witnesses;
      }
      assert.ok((tally["unknown"] ?? 0) <= numRuns / 50, JSON.stringify(tally));
      for (const verdict of ["same", "more", "less", "incomparable"])
        assert.ok((tally[verdict] ?? 0) > numRuns / 40, JSON.stringify(tally));
      assert.ok(witnesses > numRuns / 5, `${witnesses} witnesses`);
    });
});
