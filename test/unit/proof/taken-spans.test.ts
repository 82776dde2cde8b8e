import assert from "node:assert/strict";

import fc from "fast-check";

import { TakenSpans } from "../../../src/analysis/proof/taken-spans";
import type { TextEdit } from "../../../src/analysis/text";

const edit = (start: number, end: number): TextEdit => ({ span: { start, end }, newText: "" });

describe("places that edits have taken", () => {
  it("are taken for what overlaps or touches them", () => {
    const taken = new TakenSpans([edit(4, 6)]);
    for (const [start, end] of [
      [0, 4],
      [3, 5],
      [4, 6],
      [5, 5],
      [6, 9],
      [0, 9],
    ] as const)
      assert.equal(taken.take([edit(start, end)]), false, `${start} to ${end}`);
    assert.equal(taken.take([edit(0, 3)]), true);
    assert.equal(taken.take([edit(7, 9)]), true);
    assert.equal(taken.take([edit(2, 2)]), false, "what was taken since counts too");
  });

  it("are taken as a whole or not at all", () => {
    const taken = new TakenSpans([edit(4, 6)]);
    assert.equal(taken.take([edit(0, 1), edit(5, 7)]), false);
    assert.equal(taken.take([edit(0, 1)]), true);
  });

  it("are told as by looking at each", () => {
    const edits = fc
      .uniqueArray(fc.nat(30), { minLength: 2, maxLength: 6 })
      .map((all) => all.sort((a, b) => a - b))
      .map((all) => Array.from({ length: all.length >> 1 }, (_, at) => edit(all[2 * at]!, all[2 * at + 1]!)));
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 8 }), (groups) => {
        const taken = new TakenSpans([]);
        const all: TextEdit[] = [];
        for (const group of groups) {
          const free = group.every((one) =>
            all.every((other) => one.span.end < other.span.start || other.span.end < one.span.start),
          );
          assert.equal(taken.take(group), free);
          if (free) all.push(...group);
        }
      }),
    );
  });
});
