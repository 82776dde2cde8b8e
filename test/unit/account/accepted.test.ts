import assert from "node:assert/strict";

import { type AcceptedEntry, withAccepted } from "../../../src/account/attestations/accepted";
import { judgeResources, withMissing } from "../../../src/account/checks/evaluation";
import type { CheckResult, Posture, ResourceVerdict } from "../../../src/account/posture";
import type { Section } from "../../../src/account/snapshot";
import { scoreOf } from "../../../src/report/html/score";
import { posturePlaces } from "../../../src/report/posture-places";
import { reachesThreshold } from "../../../src/report/posture-threshold";

const today = "2026-06-15";
const entry = (fields: Partial<AcceptedEntry>): AcceptedEntry => ({
  by: "Ines",
  reason: "soon",
  until: "2026-12-31",
  ...fields,
});
const resource = (id: string, verdict: ResourceVerdict["verdict"] = "fail"): ResourceVerdict => ({
  id,
  region: null,
  verdict,
  reason: "is bad",
});
const check = (id: string, verdict: CheckResult["verdict"], ...resources: ResourceVerdict[]): CheckResult =>
  ({ id, verdict, severity: "high", reason: "", resources, missingActions: [] }) as unknown as CheckResult;
const posture = (...checks: CheckResult[]): Posture =>
  ({ account: { id: "111122223333" }, checks }) as unknown as Posture;

const failing = check("a/b", "fail", resource("arn:aws:iam::1:user/x"), resource("i-1 (web)"), resource("ok", "pass"));
const cases: readonly [string, readonly AcceptedEntry[], "reached" | "not-reached", "in force" | "lapsed" | "none"][] =
  [
    ["nothing", [], "reached", "none"],
    ["the check", [entry({ check: "a/b" })], "not-reached", "in force"],
    ["the check until today", [entry({ check: "a/b", until: today })], "not-reached", "in force"],
    ["the check until yesterday", [entry({ check: "a/b", until: "2026-06-14" })], "reached", "lapsed"],
    ["another check", [entry({ check: "a/c" })], "reached", "none"],
    ["the check in another account", [entry({ check: "a/b", account: "999988887777" })], "reached", "none"],
    ["the check in this account", [entry({ check: "a/b", account: "111122223333" })], "not-reached", "in force"],
    ["one of two resources", [entry({ resource: "i-1" })], "reached", "none"],
    [
      "both resources",
      [entry({ resource: "i-1" }), entry({ check: "a/b", resource: "arn:aws:iam::1:user/x" })],
      "not-reached",
      "in force",
    ],
    [
      "both resources, one of them until yesterday",
      [entry({ resource: "i-1", until: "2026-06-14" }), entry({ resource: "arn:aws:iam::1:user/x" })],
      "reached",
      "none",
    ],
    ["a resource of another check", [entry({ check: "a/c", resource: "i-1" })], "reached", "none"],
    ["the beginning of a name", [entry({ resource: "i" }), entry({ resource: "arn:aws:iam" })], "reached", "none"],
    [
      "the check twice, of which one has lapsed",
      [entry({ check: "a/b", until: "2026-01-01" }), entry({ check: "a/b" })],
      "not-reached",
      "in force",
    ],
  ];

describe("accepted findings", () => {
  for (const [name, entries, outcome, state] of cases)
    it(`${name}: ${outcome}`, () => {
      const result = withAccepted(posture(failing, check("a/d", "pass")), entries, today);
      assert.equal(reachesThreshold(result, "fail").outcome, outcome);
      const { accepted, verdict } = result.checks[0]!;
      assert.equal(verdict, "fail");
      assert.equal(accepted === undefined ? "none" : accepted.lapsed ? "lapsed" : "in force", state);
      assert.equal(scoreOf(result.checks), outcome === "not-reached" ? 100 : 50);
    });

  it("are not those that could not be looked at: each resource accepted is not the check accepted", () => {
    const fails = resource("sg-1");
    const words = { none: { verdict: "pass", reason: "" }, pass: String, fail: String } as const;
    const unread = [resource("sg-2", "not-assessed")];
    const unanswered: Section = {
      name: "ec2/security-groups",
      region: "eu-west-1",
      status: "denied",
      missingActions: ["ec2:DescribeSecurityGroups"],
      message: "Denied.",
    } as unknown as Section;
    for (const evaluation of [
      judgeResources([fails, ...unread], words, []),
      judgeResources([fails], words, [], [unanswered]),
      withMissing(judgeResources([fails], words, []), [unanswered]),
    ]) {
      const partly = { ...check("a/b", "fail"), ...evaluation };
      const byResource = withAccepted(posture(partly), [entry({ resource: "sg-1" })], today);
      assert.equal(reachesThreshold(byResource, "fail").outcome, "reached");
      const asWhole = withAccepted(posture(partly), [entry({ check: "a/b" })], today);
      assert.equal(reachesThreshold(asWhole, "fail").outcome, "not-reached");
    }
  });

  it("are named resource by resource", () => {
    const result = withAccepted(posture(failing), [entry({ resource: "i-1" })], today);
    assert.deepEqual(
      posturePlaces(result).map(({ id, accepted }) => [id, accepted?.by ?? null]),
      [
        ["arn:aws:iam::1:user/x", null],
        ["i-1 (web)", "Ines"],
      ],
    );
  });

  it("change nothing of what passes", () => {
    const passing = posture(check("a/b", "pass"), check("a/b", "attest"));
    assert.deepEqual(withAccepted(passing, [entry({ check: "a/b" })], today), passing);
  });
});
