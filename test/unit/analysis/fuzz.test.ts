import assert from "node:assert/strict";

import type { Finding } from "../../../src/analysis/finding";
import { credentialPlaces } from "../../support/credential-places";
import { complaintsAboutAnalysis } from "../../support/fuzz/complaints";
import { Trials } from "../../support/fuzz/trial";

describe("documents changed at random", function () {
  this.timeout(120_000);

  it("give findings, fixes, hovers, completions and symbols that are valid, or problems, and never an exception", async () => {
    const seed = 2026;
    const trials = await Trials.load(seed);
    const tried = new Set<string>();
    const forms = ["any", ...credentialPlaces.map(({ title }) => title)];
    // Until every form was reached; `npm run fuzz` tries a hundred thousand.
    for (let index = 0; index < 200 || (tried.size < forms.length && index < 1000); index++) {
      const { document, complaints } = await trials.run(index);
      tried.add(document.form);
      assert.deepEqual(complaints, [], `npm run fuzz -- 1 ${seed} ${index}`);
    }
    assert.deepEqual([...tried].sort(), forms.sort());
  });
});

describe("what must hold of a fix", () => {
  const text = "one two three";
  /** Each edit is where it starts, where it ends, and its text. */
  const complaintsAbout = (...edits: readonly (readonly [number, number, string])[]) => {
    const made = edits.map(([start, end, newText]) => ({
      range: { start: { offset: start }, end: { offset: end } },
      newText,
    }));
    const finding = {
      ruleId: "r",
      range: { start: { offset: 0 }, end: { offset: 3 } },
      related: [],
      fixes: [{ title: "f", edits: made }],
    };
    const analysis = { findings: [finding as unknown as Finding], problems: [], suppressed: [], policies: 0, keys: [] };
    return complaintsAboutAnalysis({ name: "a", text }, analysis);
  };

  it("lets edits touch, in whatever order they are named", () => {
    assert.deepEqual(complaintsAbout([4, 7, "2"], [4, 4, "1½ "], [3, 4, "  "]), []);
  });

  for (const [what, edits] of [
    [
      "overlap",
      [
        [0, 5, "a"],
        [4, 7, "b"],
      ],
    ],
    ["reach beyond the text", [[4, 99, ""]]],
    ["change nothing", [[4, 7, "two"]]],
  ] as const)
    it(`is told of edits that ${what}`, () => assert.equal(complaintsAbout(...edits).length, 1));
});
