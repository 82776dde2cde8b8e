/** Every rule against its fixtures: what it finds and where, what it must not find, and what its fixes make of it. */
import assert from "node:assert/strict";

import type { Finding } from "../../../src/analysis/finding";
import { applyEdits } from "../../../src/analysis/text";
import { createEngine } from "../../../src/workspace/engine";
import { fixedOf, type Fixture, type Mark, readFixtures } from "../../support/fixtures";

const engine = createEngine();
const all = readFixtures();

const check = (fixture: Fixture, text = fixture.text, fixes: boolean | ((finding: Finding) => boolean) = false) =>
  engine.analyze({ name: fixture.name, text }, { policyType: fixture.policyType, fixes });

const edits = (finding: Finding) =>
  finding.fixes[0]!.edits.map(({ range, newText }) => ({
    span: { start: range.start.offset, end: range.end.offset },
    newText,
  }));

/** Applies the first fix of the first finding of the rule that has one, until none has. */
async function fixEach(fixture: Fixture): Promise<string> {
  let text = fixture.text;
  for (let round = 0; round < 50; round++) {
    const { findings } = await check(fixture, text, (finding) => finding.ruleId === fixture.ruleId);
    const finding = findings.find((one) => one.ruleId === fixture.ruleId && one.fixes.length > 0);
    if (!finding) return text;
    text = applyEdits(text, edits(finding));
  }
  throw new Error("the fixes do not come to an end");
}

/** A mark covers what the finding covers on that line; the rest of a longer range is not drawn. */
function shows(mark: Mark, { ruleId, range, message }: Finding): boolean {
  const sameEnd =
    range.end.line > range.start.line
      ? mark.endColumn <= mark.column + (range.end.offset - range.start.offset)
      : range.end.column === mark.endColumn;
  return (
    ruleId === mark.ruleId &&
    range.start.line === mark.line &&
    range.start.column === mark.column &&
    sameEnd &&
    message.includes(mark.message)
  );
}

const drawn = ({ ruleId, range, message }: Finding) =>
  `${range.start.line}:${range.start.column}-${range.end.line}:${range.end.column} ${ruleId}: ${message}`;

describe("rule fixtures", () => {
  for (const fixture of all) {
    it(`${fixture.ruleId} ${fixture.file}`, async () => {
      const { findings, problems } = await check(fixture);
      const own = findings.filter((one) => one.ruleId === fixture.ruleId);
      const unread = problems.filter(
        (problem) => !own.some(({ range }) => range.start.offset === problem.range?.start.offset),
      );
      assert.deepEqual(
        unread.map((one) => one.message),
        [],
        "the fixture can be read, but for what the rule finds",
      );
      if (fixture.kind !== "found") {
        assert.deepEqual([...own.map(drawn), ...fixture.marks], []);
        return;
      }
      assert.ok(
        fixture.marks.some((mark) => mark.ruleId === fixture.ruleId),
        "the fixture marks a finding of its rule",
      );
      for (const mark of fixture.marks) {
        assert.ok(
          findings.some((finding) => shows(mark, finding)),
          `not found: ${JSON.stringify(mark)}; found: ${findings.map(drawn).join(" | ")}`,
        );
      }
      const unmarked = own.filter((finding) => !fixture.marks.some((mark) => shows(mark, finding)));
      assert.deepEqual(unmarked.map(drawn), [], "every finding is marked");
      const fixed = fixedOf(fixture, all);
      if (fixed) assert.equal(await fixEach(fixture), fixed.text);
    });
  }
});
