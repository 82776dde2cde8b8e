/** How files are given to workers. */
import assert from "node:assert/strict";

import { Lots } from "../../../src/workspace/lots";

const files = (count: number, ending: string) =>
  Array.from({ length: count }, (_, index) => ({ name: `${index}${ending}`, walked: true }));
const endingOf = (lot: readonly { readonly name: string }[] | undefined) => lot?.[0]!.name.replace(/^\d+/, "");

describe("lots of files", () => {
  it("have every file once, those with a rare ending together", () => {
    const all = [...files(100, ".ts"), ...files(90, ".py"), ...files(3, ".c"), ...files(2, ""), ...files(1, ".h")];
    const lots = new Lots(all);
    const taken: string[] = [];
    let count = 0;
    for (let lot = lots.take(1); lot; lot = lots.take(1), count++) taken.push(...lot.map(({ name }) => name));
    assert.deepEqual(taken.sort(), all.map(({ name }) => name).sort());
    assert.deepEqual([count, lots.left], [7, 0]);
  });

  it("are of the kinds that their taker has had, and then of those that nobody has", () => {
    const lots = new Lots([...files(120, ".ts"), ...files(80, ".py"), ...files(40, ".go")]);
    const takers = [1, 2, 1, 2, 2, 1];
    assert.deepEqual(
      takers.map((taker) => endingOf(lots.take(taker))),
      [".ts", ".py", ".ts", ".py", ".go", ".ts"],
    );
    assert.equal(lots.take(1), undefined);
  });

  it("help others with theirs at the end, and come back where they were not done", () => {
    const lots = new Lots(files(120, ".ts"));
    const first = lots.take(1)!;
    assert.equal(endingOf(lots.take(2)), ".ts");
    lots.putBack(first);
    assert.equal(lots.left, 2);
    assert.ok(lots.take(2) && lots.take(2) && !lots.take(2));
  });

  it("are none of no files", () => {
    const lots = new Lots([]);
    assert.deepEqual([lots.left, lots.take(1)], [0, undefined]);
  });
});
