import assert from "node:assert/strict";

import { type AccountDescription, demoDescription } from "../../../src/account/demo/server";
import type { Posture } from "../../../src/account/posture";
import { collectPart } from "./part";
import { type DemoRun, fewRegions } from "./support";

type Rule = NonNullable<AccountDescription["eventRules"]>[0];
const security = "arn:aws:sns:eu-central-1:111122223333:security";
const watch = (region: string, more: Partial<Rule> = {}): Rule => ({
  name: "trail-watch",
  region,
  pattern: {
    source: ["aws.cloudtrail"],
    detail: { eventName: ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"] },
  },
  targets: [security],
  ...more,
});
const withRules = (...eventRules: Rule[]): AccountDescription => ({ ...fewRegions, users: [], roles: [], eventRules });
const collected = (run: DemoRun) =>
  collectPart(["ec2/regions", "cloudtrail", "logs", "cloudwatch", "events", "sns"], run);
const checkOf = (posture: Pick<Posture, "checks">, id: string) => posture.checks.find((one) => one.id === id)!;

describe("rules of EventBridge, through the client", () => {
  /** Without a rule in the first Region for what happens everywhere, no other is asked. */
  const cases: readonly [string, readonly Rule[], string, asked: number][] = [
    ["one in each Region, told to somebody", [watch("eu-central-1"), watch("us-east-1")], "pass", 2],
    ["one in one Region", [watch("us-east-1")], "fail", 2],
    ["one in another Region", [watch("eu-central-1")], "fail", 1],
    ["one that is switched off", [watch("eu-central-1"), watch("us-east-1", { state: "DISABLED" })], "fail", 1],
    ["one of IAM", [watch("us-east-1", { pattern: { source: ["aws.iam"] } })], "fail", 1],
    ["one of IAM and others", [watch("us-east-1", { pattern: { source: ["aws.iam", "aws.config"] } })], "fail", 2],
    [
      "one of all sources",
      [watch("us-east-1", { pattern: { "detail-type": ["AWS API Call via CloudTrail"] } })],
      "fail",
      2,
    ],
    ["none", [], "fail", 1],
  ];
  for (const [name, rules, verdict, asked] of cases)
    it(`${name}: ${verdict}`, async () => {
      const { posture, demo } = await collected({ description: withRules(...rules) });
      assert.equal(checkOf(posture, "monitoring/trail-changes").verdict, verdict);
      assert.deepEqual(posture.failures, []);
      assert.equal(demo.calls.filter(({ action }) => action === "events:ListRules").length, asked);
    });

  it("in pages, and of the account's own applications nothing is asked", async () => {
    const own = Array.from({ length: 8 }, (_, index) =>
      watch("us-east-1", { name: `own-${index}`, pattern: { source: ["shop.orders"] } }),
    );
    const { posture, demo } = await collected({
      description: withRules(...own, watch("eu-central-1"), watch("us-east-1")),
      behaviour: { pageSize: 3 },
    });
    assert.equal(checkOf(posture, "monitoring/trail-changes").verdict, "pass");
    assert.equal(demo.calls.filter(({ action }) => action === "events:ListTargetsByRule").length, 2);
  });

  for (const fault of ["deny", "fail", "cut", "garble"] as const)
    it(`${fault}: not assessed, and said`, async () => {
      const { posture } = await collected({
        description: withRules(),
        behaviour: { faults: { "events:ListRules": fault } },
      });
      assert.deepEqual(checkOf(posture, "monitoring/trail-changes").missingActions, ["events:ListRules"]);
      assert.ok(
        posture.failures.some((one) => one.startsWith("events:ListRules")),
        posture.failures.join(),
      );
    });

  it("is asked of the demo account too", () => assert.equal(demoDescription.eventRules?.length, 1));
});
