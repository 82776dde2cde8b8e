/** What an editor shows of findings and of problems. */
import assert from "node:assert/strict";

import type { Finding, Problem } from "../../../src/analysis/finding";
import type { Range } from "../../../src/analysis/text";
import { plain, shownOf, unexplained } from "../../../src/language/diagnostics";

const rangeOf = (start: number, end: number): Range => ({
  start: { line: 1, column: start + 1, offset: start },
  end: { line: 1, column: end + 1, offset: end },
});
const found = (start: number, end: number, more: Partial<Finding> = {}): Finding => ({
  ruleId: "policy/invalid-action",
  accessAnalyzer: null,
  recommendation: "root-mfa",
  severity: "warning",
  confidence: "high",
  message: "Amazon S3 has no action called `GetObjct`.",
  file: "policy.json",
  range: rangeOf(start, end),
  policyPath: null,
  related: [],
  unnecessary: false,
  deprecated: false,
  fixes: [],
  ...more,
});
const problem = (range: Range | null, message = "`{` is not closed."): Problem => ({
  file: "policy.json",
  range,
  message,
});

describe("diagnostics", () => {
  it("are findings, with all that an editor can show of them", () => {
    const related = { file: "other.json", range: rangeOf(3, 4), policyPath: ["Statement"], message: "Allowed by `b`." };
    const [shown, ...others] = shownOf({
      findings: [found(1, 2, { unnecessary: true, deprecated: true, related: [related] })],
      problems: [],
    });
    assert.deepEqual(others, []);
    assert.deepEqual(shown, {
      range: rangeOf(1, 2),
      severity: "warning",
      message: "Amazon S3 has no action called 'GetObjct'.",
      ruleId: "policy/invalid-action",
      also: [],
      unnecessary: true,
      deprecated: true,
      related: [{ file: "other.json", range: rangeOf(3, 4), message: "Allowed by 'b'." }],
    });
  });

  it("are problems, as information without a rule", () => {
    const plainProblem = {
      severity: "info",
      message: "'{' is not closed.",
      ruleId: null,
      also: [],
      unnecessary: false,
      deprecated: false,
      related: [],
    };
    assert.deepEqual(shownOf({ findings: [], problems: [problem(rangeOf(5, 6)), problem(null)] }), [
      { range: rangeOf(5, 6), ...plainProblem },
      { range: null, ...plainProblem },
    ]);
  });

  it("are not both for one mistake", () => {
    const findings = [found(1, 4)];
    const problems = [problem(rangeOf(1, 4)), problem(rangeOf(1, 5)), problem(rangeOf(2, 4)), problem(null)];
    assert.deepEqual(unexplained({ findings, problems }), problems.slice(1));
    assert.deepEqual(
      shownOf({ findings, problems }).map(({ ruleId }) => ruleId),
      ["policy/invalid-action", null, null, null],
    );
  });

  it("are plain texts, in which nothing is hidden", () => {
    assert.equal(plain("`a` and \\`b\\`"), "'a' and \\'b\\'");
    assert.doesNotMatch(plain("a\u202eb\u001b[8m"), /[\u202e\u001b]/);
  });
});
