import assert from "node:assert/strict";

import type { Reply } from "../../../src/account/demo/protocols/protocol";
import { type AccountDescription, type Behaviour, demoDescription } from "../../../src/account/demo/server";
import type { CheckResult, Posture } from "../../../src/account/posture";
import { collectPart } from "./part";
import { collectFrom, postureOf } from "./support";

const description: AccountDescription = {
  ...demoDescription,
  users: [],
  roles: [],
  policies: [],
  regions: demoDescription.regions.filter(({ name }) =>
    ["us-east-1", "eu-central-1", "eu-west-1", "af-south-1"].includes(name),
  ),
};
const [main, old] = demoDescription.trails as [AccountDescription["trails"][0], AccountDescription["trails"][0]];
const checkOf = ({ checks }: Pick<Posture, "checks">, id: string): CheckResult => checks.find((one) => one.id === id)!;
const verdicts = (posture: Pick<Posture, "checks">, ...ids: string[]) =>
  Object.fromEntries(ids.map((id) => [id, checkOf(posture, id).verdict]));

describe("collecting what is logged and who is told", () => {
  it("makes few calls", async () => {
    const { demo } = await collectFrom({ description });
    const mine = demo.calls.filter(({ action }) => /^(?:cloudtrail|s3|logs|cloudwatch|sns|budgets|ce):/.test(action));
    assert.ok(mine.length <= 30, `${mine.length} calls`);
  });

  it("reads a trail of one Region from that Region", async () => {
    const { outcome, demo } = await collectFrom({
      description: { ...description, trails: [main, { ...old, homeRegion: "eu-west-1" }] },
    });
    assert.deepEqual(
      demo.calls.filter(({ action }) => action === "cloudtrail:DescribeTrails").map(({ region }) => region),
      ["us-east-1", "eu-west-1"],
    );
    const [bad] = checkOf(postureOf(outcome), "cloudtrail/log-validation").resources;
    assert.deepEqual([bad!.id.endsWith("trail/old-us-trail"), bad!.region, bad!.verdict], [true, "eu-west-1", "fail"]);
  });

  it("is not misled by a trail of the organization that a member may not ask about", async () => {
    const trails = [
      {
        ...main,
        owner: "444455556666",
        organization: true,
        logGroup: "arn:aws:logs:eu-central-1:444455556666:log-group:org:*",
      },
    ];
    const { outcome, demo } = await collectFrom({
      description: { ...description, trails, eventDataStores: [] },
      behaviour: { faults: { "cloudtrail:GetTrailStatus": "deny", "cloudtrail:GetEventSelectors": "deny" } },
    });
    const posture = postureOf(outcome);
    assert.deepEqual(
      verdicts(
        posture,
        "cloudtrail/all-regions",
        "cloudtrail/log-validation",
        "cloudtrail/bucket-policy",
        "monitoring/root-use",
        "logs/trail-retention",
      ),
      {
        "cloudtrail/all-regions": "not-assessed",
        "cloudtrail/log-validation": "pass",
        "cloudtrail/bucket-policy": "not-applicable",
        "monitoring/root-use": "not-applicable",
        "logs/trail-retention": "not-applicable",
      },
    );
    assert.ok(
      !demo.calls.some(({ action }) => action.startsWith("logs:") || action === "s3:GetBucketAcl"),
      "nothing of another account is asked about",
    );
  });

  it("asks once what the account itself blocks of its buckets, and in S3's own words", async () => {
    const [bucket] = demoDescription.buckets!;
    const publicBuckets = [1, 2].map((at) => ({ ...bucket!, name: `log-${at}`, publicPolicy: true, publicAcl: true }));
    const trails = publicBuckets.map(({ name }) => ({ ...main, name, bucket: name }));
    const collected = async (blockPublicAccess: boolean, behaviour: Behaviour = {}) => {
      const { posture, demo } = await collectPart(["ec2/regions", "cloudtrail", "s3"], {
        description: { ...description, trails, eventDataStores: [], buckets: publicBuckets, blockPublicAccess },
        behaviour,
      });
      const calls = demo.calls.filter(({ action }) => action === "s3:GetAccountPublicAccessBlock").length;
      return { calls, posture, ...verdicts(posture, "cloudtrail/bucket-acl", "cloudtrail/bucket-policy") };
    };
    const both = (verdict: string) => ({ "cloudtrail/bucket-acl": verdict, "cloudtrail/bucket-policy": verdict });
    const wrapped = (action: string, reply: Reply): Reply =>
      action === "s3:GetAccountPublicAccessBlock"
        ? { ...reply, body: reply.body.replace(/<Error>.*<\/Error>/s, "<ErrorResponse>$&</ErrorResponse>") }
        : reply;
    for (const [isOn, behaviour, verdict] of [
      [true, {}, "pass"],
      // S3 Control puts its errors into another element than S3 does.
      [false, { replace: wrapped }, "fail"],
    ] as const) {
      const { calls, posture, ...found } = await collected(isOn, behaviour);
      assert.deepEqual(found, both(verdict));
      assert.equal(calls, 1);
      assert.deepEqual(posture.failures, []);
    }
  });

  it("asks KMS about the account's own keys alone, and what sort of a key it is where it is not rotated", async () => {
    const arn = (account: string, name: string) => `arn:aws:kms:eu-central-1:${account}:key/${name}`;
    const { id } = demoDescription;
    const named = (name: string, kmsKeyId: string) => ({ ...demoDescription.trails[0]!, name, kmsKeyId });
    const { posture, demo } = await collectPart(["ec2/regions", "cloudtrail", "kms"], {
      description: {
        ...description,
        trails: [named("a", arn(id, "new")), named("b", arn(id, "old")), named("c", arn("444455556666", "theirs"))],
        eventDataStores: [],
        keys: { [arn(id, "new")]: { rotates: true }, [arn(id, "old")]: { rotates: false, origin: "EXTERNAL" } },
      },
    });
    const asked = demo.calls.map(({ action }) => action).filter((action) => action.startsWith("kms:"));
    assert.deepEqual(asked.sort(), ["kms:DescribeKey", "kms:GetKeyRotationStatus", "kms:GetKeyRotationStatus"]);
    assert.deepEqual(posture.failures, []);
    const { verdict, reason, resources } = posture.checks.find((one) => one.id === "cloudtrail/key-rotation")!;
    assert.deepEqual([verdict, reason], ["pass", "1 key, renewed by KMS."]);
    assert.deepEqual(
      resources.map((one) => one.reason),
      ["KMS renews it every 365 days."],
    );
  });

  it("looks for event data stores in every Region where no trail covers them", async () => {
    const store = {
      name: "lake",
      region: "eu-west-1",
      multiRegion: true,
      ingesting: true,
      terminationProtection: true,
      selectors: [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] }],
    };
    const { posture, demo } = await collectPart(["ec2/regions", "cloudtrail"], {
      description: { ...description, trails: [], eventDataStores: [store] },
    });
    assert.deepEqual(
      demo.calls
        .filter(({ action }) => action === "cloudtrail:ListEventDataStores")
        .map(({ region }) => region)
        .sort(),
      ["eu-central-1", "eu-west-1", "us-east-1"],
    );
    assert.equal(checkOf(posture, "cloudtrail/all-regions").verdict, "pass");
  });

  it("finds no event data stores where the operation is not known", async () => {
    const { posture } = await collectPart(["ec2/regions", "cloudtrail"], {
      description: { ...description, trails: [] },
      behaviour: { faults: { "cloudtrail:ListEventDataStores": "not-offered" } },
    });
    assert.deepEqual(verdicts(posture, "cloudtrail/all-regions", "cloudtrail/event-data-stores"), {
      "cloudtrail/all-regions": "fail",
      "cloudtrail/event-data-stores": "not-applicable",
    });
  });

  it("reads filters, alarms, topics, budgets and monitors over pages", async () => {
    const ids = [
      "monitoring/root-use",
      "monitoring/organization-changes",
      "billing/alarm",
      "billing/budget",
      "billing/anomaly-monitor",
      "billing/anomaly-alert",
    ];
    const [whole, paged] = await Promise.all([
      collectFrom({ description }),
      collectFrom({ description, behaviour: { pageSize: 1 } }),
    ]);
    assert.ok(paged.demo.calls.filter(({ action }) => action === "cloudwatch:DescribeAlarms").length >= 6);
    assert.deepEqual(verdicts(postureOf(paged.outcome), ...ids), verdicts(postureOf(whole.outcome), ...ids));
  });

  it("cuts of the second page decide nothing", async () => {
    for (const action of ["logs:DescribeMetricFilters", "cloudwatch:DescribeAlarms", "budgets:ViewBudget"]) {
      const { posture } = await collectPart(
        ["ec2/regions", "cloudtrail", "logs", "cloudwatch", "sns", "events", "budgets"],
        {
          description,
          behaviour: { pageSize: 1, faults: { [action]: { fault: "cut", after: 2 } } },
        },
      );
      const touched = posture.checks.filter(({ missingActions }) => missingActions.includes(action));
      assert.ok(touched.length > 0 && touched.every(({ verdict }) => verdict === "not-assessed"), action);
    }
  });

  it("keeps no address of a subscriber", async () => {
    const { outcome } = await collectFrom({ description });
    assert.doesNotMatch(JSON.stringify(outcome), /(?:cfo-2019|finance)@/);
  });

  it("a topic that is gone tells nobody", async () => {
    const { outcome } = await collectFrom({ description: { ...description, topics: [] } });
    assert.equal(checkOf(postureOf(outcome), "monitoring/root-use").verdict, "fail");
  });

  it("does not ask for costs in another partition", async () => {
    const { demo } = await collectFrom({
      description: { ...description, trails: [] },
      request: { region: "us-gov-west-1" },
    });
    assert.ok(!demo.calls.some(({ action }) => /^(?:budgets|ce|cloudwatch):/.test(action)));
  });

  it("follows a bucket that is public by ACL, and what blocks it", async () => {
    const trails = [{ ...main, bucket: "open" }];
    const open = { name: "open", region: "eu-central-1", publicAcl: true, publicPolicy: false };
    const ofBuckets = async (buckets: AccountDescription["buckets"]) =>
      (
        await collectPart(["ec2/regions", "cloudtrail", "s3", "logs"], {
          description: { ...description, trails, ...(buckets ? { buckets } : {}) },
        })
      ).posture;
    assert.equal(checkOf(await ofBuckets([open]), "cloudtrail/bucket-acl").verdict, "fail");
    assert.equal(
      checkOf(
        await ofBuckets([
          {
            ...open,
            blockPublicAccess: true,
            accessLog: "access",
            queue: "arn:aws:sqs:eu-central-1:111122223333:siem",
          },
        ]),
        "cloudtrail/bucket-acl",
      ).verdict,
      "pass",
    );
    const fed = await ofBuckets([
      { ...open, accessLog: "access", queue: "arn:aws:sqs:eu-central-1:111122223333:siem" },
    ]);
    assert.deepEqual(verdicts(fed, "cloudtrail/bucket-access-logging", "logs/trail-feed"), {
      "cloudtrail/bucket-access-logging": "pass",
      "logs/trail-feed": "pass",
    });
  });
});

describe("a trail of which nobody chose what it records", () => {
  const untouched: AccountDescription["trails"][0] = { ...main };
  delete (untouched as { selectors?: unknown }).selectors;
  const withTrails = (...trails: AccountDescription["trails"]) => ({ ...description, trails, eventDataStores: [] });
  const cases: readonly [string, AccountDescription, string][] = [
    ["records all management events", withTrails(untouched), "pass"],
    ["records none where all selectors were taken away", withTrails({ ...main, selectors: { basic: [] } }), "fail"],
    [
      "records none where its selectors leave them out",
      withTrails({ ...main, selectors: { basic: [{ readWriteType: "All", managementEvents: false }] } }),
      "fail",
    ],
    ["records none while it is stopped", withTrails({ ...untouched, logging: false }), "fail"],
    ["is of one Region", withTrails({ ...untouched, multiRegion: false }), "fail"],
  ];
  for (const [name, one, verdict] of cases)
    it(`${name}: ${verdict}`, async () => {
      const { posture } = await collectPart(["ec2/regions", "cloudtrail"], { description: one });
      assert.equal(checkOf(posture, "cloudtrail/all-regions").verdict, verdict);
    });
});
