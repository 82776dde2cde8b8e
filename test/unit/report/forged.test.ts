/** What a policy says cannot forge a report: no line of a log is a command of its, and a terminal shows every finding. */
import assert from "node:assert/strict";

import { checkGithub } from "../../../src/report/check-github";
import { checkText } from "../../../src/report/check-text";
import { createEngine } from "../../../src/workspace/engine";
import { hostileTexts } from "../../support/hostile-texts";
import { screenOf, workflowCommandsIn } from "../../support/sinks";

describe("a hostile policy", () => {
  it("is reported as it is", async () => {
    const Statement = hostileTexts.map((text) => ({
      Sid: text,
      Effect: "Allow",
      Action: `s3:${text}`,
      Resource: text,
    }));
    const name = "::error::a\n::stop-commands::x.json";
    const document = { name, text: JSON.stringify({ Version: "2012-10-17", Statement }) };
    const { findings, problems } = await createEngine().analyze(document);
    assert.ok(findings.length > hostileTexts.length);
    const stats = { files: 1, bytes: 0, policies: 1, suppressed: 0, durationMs: 0 };
    const report = { findings, suppressed: [], problems, stats };

    for (const colour of [false, true]) {
      const text = checkText(report, { colour });
      assert.deepEqual(workflowCommandsIn(text), []);
      const { lines } = await screenOf(text, { rows: 2000 });
      for (const { range } of findings)
        assert.ok(lines.some((line) => line.startsWith(`  ${range.start.line}:${range.start.column} `)));
    }
    assert.equal(workflowCommandsIn(checkGithub(report)).length, findings.length + problems.length);
  });
});
