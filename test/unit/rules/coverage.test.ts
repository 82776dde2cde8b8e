/** What the rules must cover between them. */
import assert from "node:assert/strict";

import { analyzerCodes, fixKinds } from "../../../scripts/lib/coverage";
import { rules } from "../../../src/analysis/rules/generated/index";
import { isWithoutFix } from "../../../src/report/no-fix";
import { renderRulePage } from "../../../src/report/rule-page";
import { type FixtureKind, readFixtures } from "../../support/fixtures";

describe("rule coverage", () => {
  it("has a rule for every check of Access Analyzer", () => {
    const codes = analyzerCodes().map(({ code }) => code);
    const carried = new Set(rules.map((rule) => rule.accessAnalyzer));
    assert.equal(codes.length, 153);
    assert.deepEqual(
      codes.filter((code) => !carried.has(code)),
      [],
    );
  });

  it("names no check that Access Analyzer has not", () => {
    const codes = new Set<string | null>([null, ...analyzerCodes().map(({ code }) => code)]);
    assert.deepEqual(
      rules.filter((rule) => !codes.has(rule.accessAnalyzer)).map(({ id }) => id),
      [],
    );
  });

  for (const kind of ["found", "silent"] satisfies FixtureKind[]) {
    it(`shows of every rule what is ${kind}`, () => {
      const shown = new Set(
        readFixtures()
          .filter((fixture) => fixture.kind === kind)
          .map(({ ruleId }) => ruleId),
      );
      assert.deepEqual(
        // What rules of units find stands in whole projects: test/unit/units/projects.test.ts.
        rules.filter(({ id, kind: of }) => of !== "unit" && !shown.has(id)).map(({ id }) => id),
        [],
      );
    });
  }

  it("has fixtures of rules only", () => {
    const ids = new Set(rules.map(({ id }) => id));
    assert.deepEqual(
      readFixtures()
        .filter(({ ruleId }) => !ids.has(ruleId))
        .map(({ ruleId, file }) => `${ruleId}/${file}`),
      [],
    );
  });

  it("has a fix for four rules in five", async () => {
    const kinds = await fixKinds();
    const fixed = rules.filter(({ id }) => (kinds.get(id)?.size ?? 0) > 0);
    assert.ok(
      fixed.length >= rules.length * 0.8,
      `${fixed.length} of ${rules.length} rules have a fix: see docs/fixes.md`,
    );
  });

  it("says on the page why there is no fix, where there is none", async () => {
    const kinds = await fixKinds();
    assert.deepEqual(
      rules.filter(({ id }) => isWithoutFix(id)).map(({ id }) => id),
      rules.filter(({ id }) => (kinds.get(id)?.size ?? 0) === 0).map(({ id }) => id),
    );
    assert.match(
      renderRulePage(rules.find(({ id }) => id === "risk/full-administrator")!),
      /## Fix\n\nNone is offered\. /,
    );
  });
});
