/** What the work of a proof costs: characters by what reads them, and findings. */
import assert from "node:assert/strict";

import { Budget } from "../../../src/analysis/proof/budget";
import type { Parsers } from "../../../src/analysis/source/grammar";

describe("the budget of a document", () => {
  it("is spent by characters and by findings, and says when half of it is gone", () => {
    const budget = new Budget(100);
    budget.spend(29, 1);
    assert.deepEqual([budget.isHalfSpent, budget.isSpent], [false, false], "49 of 100");
    budget.spend(1);
    assert.deepEqual([budget.isHalfSpent, budget.isSpent], [true, false], "50 of 100");
    budget.spend(50);
    assert.deepEqual([budget.isHalfSpent, budget.isSpent], [true, true], "100 of 100");
  });

  it("is spent five times as fast where a grammar reads the text, in YAML too", () => {
    const spentBy = (form: Parameters<typeof Budget.of>[0]) => {
      const budget = Budget.of(form);
      budget.spend(2_000_000);
      return budget.isSpent;
    };
    assert.deepEqual([spentBy("json"), spentBy("yaml"), spentBy("hcl"), spentBy("python")], [false, true, true, true]);
  });

  it("pays for what a proposal parses, and gives what the parser gives", () => {
    const asked: unknown[] = [];
    const tree = {} as ReturnType<Parsers["parse"]>;
    const parsers: Parsers = {
      parse: (...call) => {
        asked.push(call);
        return tree;
      },
    };
    const budget = new Budget(5);
    assert.equal(budget.metered(parsers).parse("python", "x = 1"), tree);
    assert.deepEqual(asked, [["python", "x = 1"]]);
    assert.ok(budget.isSpent);
  });
});
