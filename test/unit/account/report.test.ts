import assert from "node:assert/strict";

import { checks } from "../../../src/account/checks/generated/index";
import type { CheckResult, Posture } from "../../../src/account/posture";
import { renderCheckPage } from "../../../src/report/check-page";
import { postureJson } from "../../../src/report/posture-json";
import { postureText } from "../../../src/report/posture-text";
import { failingCheck, madePosture } from "../../support/made-posture";

const check: CheckResult = {
  ...failingCheck,
  resources: Array.from({ length: 12 }, (_, index) => ({
    id: `r${index}`,
    region: null,
    verdict: "fail",
    reason: "bad",
  })),
  remediation: [{ kind: "cli", text: "aws" }],
};
const posture: Posture = {
  ...madePosture(),
  account: { id: "111122223333", arn: "arn:aws:iam::111122223333:user/x", alias: "nick", partition: "aws" },
  demo: true,
  calls: { total: 3, throttled: 0, denied: 1, failed: 0 },
  checks: [
    { ...check, verdict: "pass", id: "a/pass", resources: [] },
    check,
    { ...check, id: "a/unknown", verdict: "not-assessed", missingActions: ["iam:GetX"], resources: [] },
  ],
  coverage: { regions: [], incomplete: null },
  permissions: { allowed: [], denied: ["iam:GetX"], unknown: [] },
  failures: ["iam:GetX was denied: no."],
};

describe("posture reports", () => {
  it("json has every key of the contract, in schema 1", () => {
    const parsed = JSON.parse(
      postureJson(posture, { name: "planeguard", version: "1.2.3", catalogDate: "2026-01-01" }),
    ) as Record<string, unknown>;
    assert.equal(parsed.schema, 1);
    assert.deepEqual(parsed.tool, { name: "planeguard", version: "1.2.3", catalogDate: "2026-01-01" });
    for (const key of ["account", "collectedAt", "calls", "durationMs", "checks"] as const)
      assert.deepEqual(parsed[key], posture[key]);
    assert.equal(parsed.demo, true);
    assert.deepEqual(Object.keys(check).sort(), [
      "cis",
      "evidence",
      "id",
      "missingActions",
      "reason",
      "recommendation",
      "remediation",
      "resources",
      "securityHub",
      "severity",
      "title",
      "verdict",
    ]);
  });

  it("text labels the demo, puts what fails first and counts", () => {
    const text = postureText(posture, { colour: false });
    assert.match(text, /^DEMO ACCOUNT/);
    assert.match(text, /Account 111122223333 \(nick\), profile dev/);
    assert.ok(text.indexOf("FAIL") < text.indexOf("UNKNOWN") && text.indexOf("UNKNOWN") < text.indexOf("PASS"));
    assert.match(text, /needs iam:GetX/);
    assert.match(text, /and 2 more/);
    assert.match(text, /3 checks: 1 failed, 1 not assessed, 1 passed/);
    assert.ok(!text.includes("\u001b"));
    assert.ok(postureText(posture, { colour: true }).includes("\u001b"));
    assert.ok(!postureText({ ...posture, demo: false }, { colour: false }).includes("DEMO"));
  });

  it("text shows what watches each Region", () => {
    const cells = (state: "covered" | "off") => ({
      trail: { state, reason: "" },
      recorder: { state, reason: "" },
      analyzer: { state, reason: "" },
      detector: { state, reason: "" },
    });
    const text = postureText(
      {
        ...posture,
        coverage: {
          regions: [
            { region: "eu-central-1", ...cells("covered") },
            { region: "me-south-1", ...cells("off") },
          ],
          incomplete: null,
        },
      },
      { colour: false },
    );
    assert.match(
      text,
      /Region +Trail +Config recorder +Access Analyzer +GuardDuty\n +eu-central-1 +yes +yes +yes +yes\n +and 1 that are switched off/,
    );
  });

  it("each check has a page", () => {
    for (const one of checks) {
      const page = renderCheckPage(one);
      assert.ok(page.startsWith(`# ${one.title}\n`) && page.includes(one.why) && page.includes("## Put it right"));
      for (const action of one.actions) assert.ok(page.includes(action));
    }
  });
});
