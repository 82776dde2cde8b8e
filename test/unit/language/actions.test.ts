import assert from "node:assert/strict";

import type { Analysis } from "../../../src/analysis/analysis";
import { actionsAt, advisesToScope, findingsAt, kindsToFix, reachOf } from "../../../src/language/actions";
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

  it("confirm a suggestion by what it changes: none that only puts a misspelt word right", () => {
    const confirmed = (ruleId: string, newlyAllowed: readonly string[], noLongerAllowed: readonly string[]) => {
      const { findings } = analyzeWith(
        { [ruleId]: { pattern: /bad/g, fix: () => "good", kind: "suggestion" } },
        document,
      );
      const changed = findings.map((one) => ({
        ...one,
        fixes: one.fixes.map((fix) => ({ ...fix, delta: { newlyAllowed, noLongerAllowed } })),
      }));
      const [action] = actionsAt({ ...analysis, findings: changed }, at(0));
      return action?.kind === "fix" && action.confirm;
    };
    assert.equal(confirmed("policy/version", [], []), false);
    assert.equal(confirmed("policy/version", ["s3:GetObject"], []), true);
    assert.equal(confirmed("policy/version", [], ["s3:GetObject"]), true);
    assert.equal(confirmed("policy/invalid-action", ["s3:GetObject"], []), false);
    assert.equal(confirmed("policy/invalid-action", ["s3:GetObject"], ["s3:PutObject"]), true);
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

  it("reach from the first to the last place of what is touched", () => {
    assert.deepEqual(reachOf(analysis, at(1)), at(0, 3));
    assert.deepEqual(reachOf(analysis, at(3, 9)), at(0, 14));
    assert.deepEqual(reachOf(analysis, at(2, 20)), at(0, 20));
    assert.equal(reachOf(analysis, at(5)), null);
  });

  it("are also for the rest of a document, of rules with a safe fix and another finding there", () => {
    const text = "bad good worse bad worse odd";
    const many = analyzeWith(
      {
        "test/bad": { pattern: /bad/g, fix: () => "good" },
        "test/worse": { pattern: /worse/g, fix: () => "better", kind: "suggestion" },
        "test/odd": { pattern: /odd/g, fix: () => "even" },
      },
      { ...document, text },
    );
    assert.deepEqual(kindsToFix(many, at(0, text.length)), ["test/bad"]);
    assert.deepEqual(kindsToFix(many, at(9)), []);
    assert.deepEqual(kindsToFix(many, at(text.length)), []);
  });

  it("know the rules that advise to name resources", () => {
    for (const rule of ["risk/data-exfiltration", "risk/escalation-by-pass-role", "risk/pass-role-any-resource"])
      assert.ok(advisesToScope(rule), rule);
    for (const rule of ["risk/data-exfiltration-x", "x-risk/data-exfiltration", "policy/version"])
      assert.ok(!advisesToScope(rule), rule);
  });

  it("offer the page of each rule once, after the fixes", () => {
    const twice = analyzeWith({ "test/bad": { pattern: /bad/g, fix: () => "good" } }, { ...document, text: "bad bad" });
    assert.deepEqual(
      actionsAt(twice, at(0, 7)).map(({ kind }) => kind),
      ["fix", "fix", "explain"],
    );
  });
});
