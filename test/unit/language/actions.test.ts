import assert from "node:assert/strict";

import type { Analysis } from "../../../src/analysis/analysis";
import { actionsAt, findingsAt } from "../../../src/language/actions";
import { analyzeWith } from "./analyses";

const document = { name: "a.json", text: "bad good worse" };
const at = (start: number, end = start) => ({ start, end });

describe("actions at a place", () => {
  const analysis = analyzeWith(
    {
      "test/bad": { pattern: /bad/g, fix: () => "good" },
      "test/worse": { pattern: /worse/g, fix: () => "better", kind: "suggestion" },
    },
    document,
  );

  it("are those of the findings that the cursor touches, their ends included", () => {
    const found = (offset: number) => findingsAt(analysis, at(offset)).map(({ finding }) => finding.ruleId);
    assert.deepEqual([0, 3, 4, 9, 14].map(found), [["test/bad"], ["test/bad"], [], ["test/worse"], ["test/worse"]]);
    assert.equal(findingsAt(analysis, at(2, 10)).length, 2);
  });

  it("prefer a safe fix and confirm a suggestion that changes a policy", () => {
    const fixes = actionsAt(analysis, at(0, 14)).filter((action) => action.kind === "fix");
    assert.deepEqual(
      fixes.map(({ title, preferred, confirm }) => ({ title, preferred, confirm })),
      [
        { title: "Fix bad", preferred: true, confirm: false },
        { title: "Fix worse", preferred: false, confirm: true },
      ],
    );
  });

  it("apply a suggestion at once where no policy changes", () => {
    const elsewhere: Analysis = {
      ...analysis,
      findings: analysis.findings.map((finding) => ({ ...finding, policyPath: null })),
    };
    assert.ok(
      actionsAt(elsewhere, at(10)).every((action) => action.kind !== "fix" || (!action.confirm && !action.preferred)),
    );
  });

  it("offer the page of each rule once, after the fixes", () => {
    const twice = analyzeWith({ "test/bad": { pattern: /bad/g, fix: () => "good" } }, { ...document, text: "bad bad" });
    assert.deepEqual(
      actionsAt(twice, at(0, 7)).map(({ kind }) => kind),
      ["fix", "fix", "explain"],
    );
  });
});
