import assert from "node:assert/strict";

import fc from "fast-check";

import { applyEdits } from "../../../src/analysis/text";
import { fixAll, lineEdits } from "../../../src/language/fix-all";
import { analyzeWith, type FakeRule } from "./analyses";

const fixed = (rules: Record<string, FakeRule>, text: string) =>
  fixAll({ name: "a.json", text }, async (document, { fixes }) => analyzeWith(rules, document, fixes));

describe("fix all", () => {
  it("applies every safe fix and counts them", async () => {
    assert.deepEqual(await fixed({ "test/bad": { pattern: /bad/g, fix: () => "good" } }, "bad, fine, bad"), {
      text: "good, fine, good",
      applied: 2,
    });
  });

  it("leaves suggestions and fixes that reach another file", async () => {
    const text = "bad worse";
    const result = await fixed(
      {
        "test/bad": { pattern: /bad/g, fix: () => "good", kind: "suggestion" },
        "test/worse": { pattern: /worse/g, fix: () => "good", file: "b.json" },
      },
      text,
    );
    assert.deepEqual(result, { text, applied: 0 });
  });

  it("applies fixes that touch one after the other", async () => {
    assert.equal((await fixed({ "test/x": { pattern: /x/g, fix: () => "" } }, "axxxb")).text, "ab");
  });

  it("applies one alone where two together would bring something new", async () => {
    // Either of two equals is needless, but not both.
    const result = await fixed(
      {
        "test/double": { pattern: /a(?=.*a)|(?<=a.*)a/g, fix: () => "" },
        "test/none": { pattern: /^[^a]*$/g },
      },
      "[a, a]",
    );
    assert.deepEqual(result, { text: "[, a]", applied: 1 });
  });

  it("ends where fixes never end", async () => {
    assert.equal((await fixed({ "test/x": { pattern: /x+/g, fix: (found) => `${found}x` } }, "x")).applied, 50);
  });
});

describe("the lines that differ", () => {
  it("make the second text of the first", () => {
    const text = fc.array(fc.constantFrom("a\n", "b\n", "c\r\n", "\n", "d")).map((parts) => parts.join(""));
    fc.assert(fc.property(text, text, (before, after) => applyEdits(before, lineEdits(before, after)) === after));
  });

  it("leave the others alone", () => {
    assert.deepEqual(lineEdits("a\nb\nc\nd\n", "a\nB\nc\n"), [
      { span: { start: 2, end: 4 }, newText: "B\n" },
      { span: { start: 6, end: 8 }, newText: "" },
    ]);
  });
});
