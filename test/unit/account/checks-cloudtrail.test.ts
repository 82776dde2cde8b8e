import assert from "node:assert/strict";

import { trailCoverage } from "../../../src/account/checks/trail-coverage";
import type {
  EventDataStore,
  EventSelectors,
  FieldSelector,
  Trail,
  TrailStatus,
} from "../../../src/account/sections/cloudtrail";
import type { KmsKey } from "../../../src/account/sections/kms";
import type { SectionName, Snapshot } from "../../../src/account/snapshot";
import { accountId, ago, denied, section, sectionIn, snapshotOf, table, trail, unnamed } from "./support";

const basic = (readWriteType = "All", managementEvents = true): EventSelectors => ({
  basic: [{ readWriteType, managementEvents, dataResources: [] }],
  advanced: [],
});
const advanced = (...selectors: { name?: string; fields: FieldSelector[] }[]): EventSelectors => ({
  basic: [],
  advanced: selectors.map(({ name, fields }) => ({ name: name ?? null, fields })),
});
const category = (value: string) => ({ field: "eventCategory", operators: { equals: [value] } });
const running: TrailStatus = {
  logging: true,
  startedAt: ago(400),
  latestDeliveryError: null,
  latestDeliveryAt: ago(0.01),
  logsDeliveryError: null,
  logsDeliveryAt: null,
};
const whole = (trails: readonly Trail[]) => ({
  "cloudtrail/trails": trails,
  "cloudtrail/trail-list": trails.map(({ arn, homeRegion }) => ({ arn, homeRegion })),
  "cloudtrail/event-data-stores": [],
});
/** Without a status or selectors: denied. */
const logs = (
  trails: readonly Trail[],
  answers: Readonly<Record<string, Partial<TrailStatus> & { selectors?: EventSelectors }>>,
) =>
  snapshotOf(
    whole(trails),
    trails.flatMap((one) => {
      const { selectors, ...status } = answers[one.name] ?? {};
      return [
        section(
          "cloudtrail/trail-status",
          Object.keys(status).length === 0 ? undefined : { ...running, ...status },
          one.arn,
        ),
        section("cloudtrail/event-selectors", selectors, one.arn),
      ];
    }),
  );

/** With an event data store. */
const lake = (fields: Partial<EventDataStore>, base = snapshotOf(whole([]))): Snapshot => {
  const arn = `arn:aws:cloudtrail:us-east-1:${accountId}:eventdatastore/lake`;
  const store = {
    arn,
    name: "lake",
    status: "ENABLED",
    multiRegion: true,
    organization: false,
    terminationProtection: true,
    kmsKeyId: null,
    selectors: [{ name: null, fields: [category("Management")] }],
    ...fields,
  };
  return {
    ...base,
    sections: [
      ...base.sections,
      sectionIn("us-east-1", "cloudtrail/event-data-stores", [arn]),
      sectionIn("us-east-1", "cloudtrail/event-data-store", store, arn),
    ],
  };
};
const keyOf = (account = accountId, name = "log") => `arn:aws:kms:eu-central-1:${account}:key/${name}`;
const rotation = (rotates: boolean, fields: Partial<KmsKey> = {}): KmsKey => ({
  rotates,
  days: rotates ? 365 : null,
  rotatable: true,
  ...fields,
});
/** Trails with these keys, and what KMS says of each; undefined: denied. */
const encrypted = (keys: readonly string[], answers: Readonly<Record<string, KmsKey | undefined>>): Snapshot => {
  const base = snapshotOf(whole(keys.map((kmsKeyId, index) => trail({ name: `t${index}`, kmsKeyId }))));
  return {
    ...base,
    sections: [
      ...base.sections,
      sectionIn("us-east-1", "cloudtrail/event-data-stores", []),
      ...Object.entries(answers).map(([arn, answer]) => sectionIn("eu-central-1", "kms/key", answer, arn)),
    ],
  };
};
table("cloudtrail/key-rotation", [
  {
    name: "rotated",
    snapshot: encrypted([keyOf()], { [keyOf()]: rotation(true) }),
    verdict: "pass",
    reason: /^1 key, renewed by KMS\.$/,
    resources: { "key/log": "pass" },
  },
  {
    name: "rotated, of two trails",
    snapshot: encrypted([keyOf(), keyOf()], { [keyOf()]: rotation(true, { days: null }) }),
    verdict: "pass",
    reason: /^1 key,/,
  },
  {
    name: "never rotated",
    snapshot: encrypted([keyOf()], { [keyOf()]: rotation(false) }),
    verdict: "fail",
    resources: { "key/log": "fail" },
  },
  {
    name: "one of two",
    snapshot: encrypted([keyOf(), keyOf(accountId, "b")], {
      [keyOf()]: rotation(true),
      [keyOf(accountId, "b")]: rotation(false),
    }),
    verdict: "fail",
    reason: /^1 of 2 keys is never renewed\.$/,
    resources: { "key/log": "pass", "key/b": "fail" },
  },
  {
    name: "imported material",
    snapshot: encrypted([keyOf()], { [keyOf()]: rotation(false, { rotatable: false }) }),
    verdict: "not-applicable",
    reason: /cannot renew/,
  },
  {
    name: "another account's key",
    snapshot: encrypted([keyOf("444455556666")], {}),
    verdict: "not-applicable",
    reason: /Account 444455556666/,
  },
  {
    name: "another account's key beside one that is never rotated",
    snapshot: encrypted([keyOf("444455556666"), keyOf()], { [keyOf()]: rotation(false) }),
    verdict: "fail",
    reason: /^1 of 1 key /,
  },
  { name: "no key", snapshot: encrypted([], {}), verdict: "not-applicable", reason: /cloudtrail\/encryption/ },
  {
    name: "an event data store's",
    snapshot: {
      ...lake({ kmsKeyId: keyOf() }),
      sections: [
        ...lake({ kmsKeyId: keyOf() }).sections,
        sectionIn("eu-central-1", "kms/key", rotation(false), keyOf()),
      ],
    },
    verdict: "fail",
  },
  {
    name: "denied",
    snapshot: encrypted([keyOf()], { [keyOf()]: undefined }),
    verdict: "not-assessed",
    missing: ["kms:GetKeyRotationStatus"],
  },
  {
    name: "one denied beside one that is never rotated",
    snapshot: encrypted([keyOf(), keyOf(accountId, "b")], {
      [keyOf()]: undefined,
      [keyOf(accountId, "b")]: rotation(false),
    }),
    verdict: "fail",
    missing: ["kms:GetKeyRotationStatus"],
  },
  {
    name: "the trails are denied",
    snapshot: snapshotOf({ "cloudtrail/trails": denied }),
    verdict: "not-assessed",
    missing: ["cloudtrail:DescribeTrails"],
  },
]);
/** As where this call is denied. */
const without = (name: SectionName, snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  sections: snapshot.sections.map((one) => (one.name === name ? section(name, undefined, one.resource) : one)),
});

table("cloudtrail/all-regions", [
  {
    name: "a multi-region trail with basic selectors",
    snapshot: logs([trail()], { main: { logging: true, selectors: basic() } }),
    verdict: "pass",
  },
  {
    name: "seen from another Region",
    snapshot: logs([trail({ homeRegion: "us-east-1" })], { main: { logging: true, selectors: basic() } }),
    verdict: "pass",
  },
  {
    name: "an organization's trail, owned by another account",
    snapshot: logs(
      [trail({ arn: "arn:aws:cloudtrail:us-east-1:444455556666:trail/org", organization: true, bucket: "central" })],
      { main: { logging: true, selectors: basic() } },
    ),
    verdict: "pass",
  },
  {
    name: "an advanced selector of any name",
    snapshot: logs([trail()], {
      main: { logging: true, selectors: advanced({ name: "whatever", fields: [category("Management")] }) },
    }),
    verdict: "pass",
  },
  {
    name: "advanced without KMS and RDS Data",
    verdict: "pass",
    snapshot: logs([trail()], {
      main: {
        logging: true,
        selectors: advanced({
          fields: [
            category("Management"),
            { field: "eventSource", operators: { notEquals: ["kms.amazonaws.com", "rdsdata.amazonaws.com"] } },
          ],
        }),
      },
    }),
  },
  {
    name: "reads and writes by two advanced selectors",
    verdict: "pass",
    snapshot: logs([trail()], {
      main: {
        logging: true,
        selectors: advanced(
          { fields: [category("Management"), { field: "readOnly", operators: { equals: ["true"] } }] },
          { fields: [category("Management"), { field: "readOnly", operators: { equals: ["false"] } }] },
        ),
      },
    }),
  },
  {
    name: "reads in one trail, writes in another",
    verdict: "pass",
    snapshot: logs([trail(), trail({ name: "other" })], {
      main: { logging: true, selectors: basic("ReadOnly") },
      other: { logging: true, selectors: basic("WriteOnly") },
    }),
  },
  { name: "no trail", snapshot: snapshotOf(whole([])), verdict: "fail", reason: /no trail/ },
  {
    name: "not logging",
    snapshot: logs([trail()], { main: { logging: false, selectors: basic() } }),
    verdict: "fail",
    reason: /not logging/,
  },
  { name: "not logging, selectors denied", snapshot: logs([trail()], { main: { logging: false } }), verdict: "fail" },
  {
    name: "one Region only",
    snapshot: logs([trail({ multiRegion: false })], { main: { logging: true, selectors: basic() } }),
    verdict: "fail",
    reason: /eu-central-1 only/,
  },
  {
    name: "writes only",
    snapshot: logs([trail()], { main: { logging: true, selectors: basic("WriteOnly") } }),
    verdict: "fail",
    reason: /only the write/,
  },
  {
    name: "no management events",
    snapshot: logs([trail()], { main: { logging: true, selectors: basic("All", false) } }),
    verdict: "fail",
  },
  {
    name: "advanced data events only",
    snapshot: logs([trail()], {
      main: { logging: true, selectors: advanced({ name: "Management events", fields: [category("Data")] }) },
    }),
    verdict: "fail",
  },
  {
    name: "advanced for one service only",
    verdict: "fail",
    reason: /eventSource/,
    snapshot: logs([trail()], {
      main: {
        logging: true,
        selectors: advanced({
          fields: [category("Management"), { field: "eventSource", operators: { equals: ["iam.amazonaws.com"] } }],
        }),
      },
    }),
  },
  {
    name: "the trails are denied",
    snapshot: snapshotOf({ "cloudtrail/trails": denied }),
    verdict: "not-assessed",
    missing: ["cloudtrail:DescribeTrails"],
  },
  {
    name: "the status is denied",
    snapshot: logs([trail()], { main: { selectors: basic() } }),
    verdict: "not-assessed",
    missing: ["cloudtrail:GetTrailStatus"],
  },
  {
    name: "the selectors are denied",
    snapshot: logs([trail()], { main: { logging: true } }),
    verdict: "not-assessed",
    missing: ["cloudtrail:GetEventSelectors"],
  },
  {
    name: "no trail, and whether there is an event data store is denied",
    verdict: "not-assessed",
    missing: ["cloudtrail:ListEventDataStores"],
    snapshot: snapshotOf({ ...whole([]), "cloudtrail/event-data-stores": denied }),
  },
  {
    name: "an event data store in place of a trail",
    snapshot: lake({}),
    verdict: "pass",
    resources: { "eventdatastore/lake": "pass" },
  },
  {
    name: "an event data store that takes in nothing",
    snapshot: lake({ status: "STOPPED_INGESTION" }),
    verdict: "fail",
    reason: /no events now/,
  },
  {
    name: "an event data store of one Region",
    snapshot: lake({ multiRegion: false }),
    verdict: "fail",
    reason: /us-east-1 only/,
  },
  {
    name: "an event data store of data events",
    snapshot: lake({ selectors: [{ name: null, fields: [category("Data")] }] }),
    verdict: "fail",
  },
  {
    name: "writes in a trail, everything in an event data store",
    verdict: "pass",
    snapshot: lake({}, logs([trail()], { main: { logging: true, selectors: basic("WriteOnly") } })),
  },
  {
    name: "the list of trails is denied: those of every Region are seen all the same",
    verdict: "pass",
    snapshot: without("cloudtrail/trail-list", logs([trail()], { main: { logging: true, selectors: basic() } })),
  },
  {
    name: "one trail is denied, another is good",
    snapshot: logs([trail(), trail({ name: "other" })], { other: { logging: true, selectors: basic() } }),
    verdict: "pass",
  },
]);

table("cloudtrail/delivery", [
  { name: "no error", snapshot: logs([trail()], { main: { logging: true } }), verdict: "pass" },
  {
    name: "an error",
    snapshot: logs([trail()], { main: { logging: true, latestDeliveryError: "NoSuchBucket" } }),
    verdict: "fail",
    resources: { "trail/main": "fail" },
  },
  { name: "no trail", snapshot: snapshotOf(whole([])), verdict: "not-applicable" },
  { name: "denied", snapshot: logs([trail()], {}), verdict: "not-assessed", missing: ["cloudtrail:GetTrailStatus"] },
  {
    name: "nothing delivered for a year, of a trail of everything",
    verdict: "fail",
    resources: { "trail/main": "fail" },
    snapshot: logs([trail()], { main: { latestDeliveryAt: ago(370), selectors: basic() } }),
  },
  {
    name: "never delivered, started long ago",
    verdict: "fail",
    snapshot: logs([trail()], { main: { latestDeliveryAt: null, selectors: basic() } }),
  },
  {
    name: "never delivered, started just now",
    verdict: "pass",
    snapshot: logs([trail()], { main: { latestDeliveryAt: null, startedAt: ago(0.1), selectors: basic() } }),
  },
  {
    name: "nothing delivered for a year, of a trail of writes",
    verdict: "pass",
    snapshot: logs([trail()], { main: { latestDeliveryAt: ago(370), selectors: basic("WriteOnly") } }),
  },
  {
    name: "nothing delivered for a year, of a trail of one Region",
    verdict: "pass",
    snapshot: logs([trail({ multiRegion: false })], { main: { latestDeliveryAt: ago(370), selectors: basic() } }),
  },
  {
    name: "nothing delivered for a year, what it records is denied",
    verdict: "not-assessed",
    missing: ["cloudtrail:GetEventSelectors"],
    snapshot: logs([trail()], { main: { latestDeliveryAt: ago(370) } }),
  },
  {
    name: "an old error beside a delivery",
    verdict: "fail",
    reason: /1 of 1 trail/,
    snapshot: logs([trail()], { main: { latestDeliveryError: "AccessDenied" } }),
  },
  {
    name: "whether there are others is denied",
    verdict: "not-assessed",
    missing: ["cloudtrail:ListTrails"],
    snapshot: without("cloudtrail/trail-list", logs([trail()], { main: { logging: true } })),
  },
  {
    name: "one denied, one with an error",
    snapshot: logs([trail(), trail({ name: "other" })], {
      other: { logging: true, latestDeliveryError: "AccessDenied" },
    }),
    verdict: "fail",
    missing: ["cloudtrail:GetTrailStatus"],
  },
]);

const trails = (...all: Trail[]) => snapshotOf(whole(all));
table("cloudtrail/log-validation", [
  { name: "on", snapshot: trails(trail()), verdict: "pass" },
  {
    name: "off in a trail of another Region",
    snapshot: {
      ...trails(trail()),
      sections: [
        ...trails(trail()).sections,
        sectionIn("us-east-1", "cloudtrail/trails", [
          trail({ name: "old", homeRegion: "us-east-1", multiRegion: false, logFileValidation: false }),
        ]),
      ],
    },
    verdict: "fail",
    resources: { "trail/old": "fail" },
  },
  {
    name: "trails of another Region are denied",
    snapshot: {
      ...trails(trail()),
      sections: [...trails(trail()).sections, sectionIn("us-east-1", "cloudtrail/trails", undefined)],
    },
    verdict: "not-assessed",
    missing: ["cloudtrail:DescribeTrails"],
  },
  {
    name: "on, whether there are others is denied",
    snapshot: without("cloudtrail/trail-list", trails(trail())),
    verdict: "not-assessed",
    missing: ["cloudtrail:ListTrails"],
  },
  {
    name: "off, whether there are others is denied",
    snapshot: without("cloudtrail/trail-list", trails(trail({ logFileValidation: false }))),
    verdict: "fail",
    missing: ["cloudtrail:ListTrails"],
  },
  {
    name: "off in one",
    snapshot: trails(trail(), trail({ name: "other", logFileValidation: false })),
    verdict: "fail",
    resources: { "trail/other": "fail", "trail/main": "pass" },
  },
  { name: "no trail", snapshot: trails(), verdict: "not-applicable" },
  {
    name: "denied",
    snapshot: snapshotOf({ "cloudtrail/trails": denied }),
    verdict: "not-assessed",
    missing: ["cloudtrail:DescribeTrails"],
  },
]);
table("cloudtrail/encryption", [
  {
    name: "a key",
    snapshot: trails(trail({ kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/k" })),
    verdict: "pass",
  },
  { name: "none", snapshot: trails(trail()), verdict: "fail" },
  { name: "no trail", snapshot: trails(), verdict: "not-applicable" },
]);

table("cloudtrail/cloudwatch-logs", [
  {
    name: "a log group",
    snapshot: trails(trail({ logGroup: "arn:aws:logs:eu-central-1:111122223333:log-group:events:*" })),
    verdict: "pass",
  },
  {
    name: "none in one",
    snapshot: trails(trail(), trail({ name: "other", logGroup: "arn:aws:logs:x" })),
    verdict: "fail",
    resources: { "trail/main": "fail", "trail/other": "pass" },
  },
  {
    name: "an organization's trail, owned by another account",
    snapshot: trails(trail({ arn: "arn:aws:cloudtrail:us-east-1:444455556666:trail/org", organization: true })),
    verdict: "not-applicable",
  },
  { name: "no trail", snapshot: trails(), verdict: "not-applicable" },
  {
    name: "the account is not known",
    snapshot: unnamed(trails(trail())),
    verdict: "not-assessed",
    missing: ["sts:GetCallerIdentity"],
  },
  {
    name: "denied",
    snapshot: snapshotOf({ "cloudtrail/trails": denied }),
    verdict: "not-assessed",
    missing: ["cloudtrail:DescribeTrails"],
  },
]);

const group = { logGroup: `arn:aws:logs:eu-central-1:${accountId}:log-group:events:*` };
table("cloudtrail/cloudwatch-logs-delivery", [
  { name: "no error", snapshot: logs([trail(group)], { main: { logsDeliveryAt: ago(0.01) } }), verdict: "pass" },
  {
    name: "an error",
    snapshot: logs([trail(group)], { main: { logsDeliveryError: "Access denied. Check the role." } }),
    verdict: "fail",
    resources: { "trail/main": "fail" },
  },
  { name: "no log group", snapshot: logs([trail()], { main: { logging: true } }), verdict: "not-applicable" },
  {
    name: "denied",
    snapshot: logs([trail(group)], {}),
    verdict: "not-assessed",
    missing: ["cloudtrail:GetTrailStatus"],
  },
]);

table("cloudtrail/event-data-stores", [
  { name: "protected", snapshot: lake({}), verdict: "pass" },
  {
    name: "not protected",
    snapshot: lake({ terminationProtection: false }),
    verdict: "fail",
    resources: { "eventdatastore/lake": "fail" },
  },
  { name: "none", snapshot: snapshotOf(whole([])), verdict: "not-applicable" },
  {
    name: "the list is denied",
    snapshot: snapshotOf({ "cloudtrail/event-data-stores": denied }),
    verdict: "not-assessed",
    missing: ["cloudtrail:ListEventDataStores"],
  },
  {
    name: "one is denied",
    snapshot: without("cloudtrail/event-data-store", lake({})),
    verdict: "not-assessed",
    missing: ["cloudtrail:GetEventDataStore"],
  },
]);

describe("trailCoverage", () => {
  const regions = [
    { name: "eu-central-1", optInStatus: "opt-in-not-required" },
    { name: "us-east-1", optInStatus: "opted-in" },
    { name: "af-south-1", optInStatus: "not-opted-in" },
  ];
  const withRegions = (snapshot: Snapshot): Snapshot => ({
    ...snapshot,
    sections: [...snapshot.sections, section("ec2/regions", regions)],
  });
  const states = (snapshot: Snapshot) =>
    Object.fromEntries([...trailCoverage(withRegions(snapshot))].map(([region, { state }]) => [region, state]));
  const single = trail({ name: "single", multiRegion: false });
  const cases: readonly { name: string; snapshot: Snapshot; states: Record<string, string> }[] = [
    {
      name: "a trail of every Region",
      snapshot: logs([trail()], { main: { logging: true, selectors: basic() } }),
      states: { "eu-central-1": "covered", "us-east-1": "covered" },
    },
    {
      name: "a trail of one Region",
      snapshot: logs([single], { single: { logging: true, selectors: basic() } }),
      states: { "eu-central-1": "covered", "us-east-1": "none" },
    },
    {
      name: "a trail of one Region, others are denied",
      snapshot: without("cloudtrail/trail-list", logs([single], { single: { logging: true, selectors: basic() } })),
      states: { "eu-central-1": "covered", "us-east-1": "unknown" },
    },
    {
      name: "only writes",
      snapshot: logs([trail()], { main: { logging: true, selectors: basic("WriteOnly") } }),
      states: { "eu-central-1": "partial", "us-east-1": "partial" },
    },
    {
      name: "writes everywhere, reads in one Region",
      snapshot: logs([trail(), single], {
        main: { logging: true, selectors: basic("WriteOnly") },
        single: { logging: true, selectors: basic("ReadOnly") },
      }),
      states: { "eu-central-1": "covered", "us-east-1": "partial" },
    },
    {
      name: "a trail that is stopped",
      snapshot: logs([trail()], { main: { logging: false } }),
      states: { "eu-central-1": "none", "us-east-1": "none" },
    },
    {
      name: "a trail of the organization whose status is denied",
      snapshot: logs([trail({ organization: true })], {}),
      states: { "eu-central-1": "unknown", "us-east-1": "unknown" },
    },
    { name: "an event data store", snapshot: lake({}), states: { "eu-central-1": "covered", "us-east-1": "covered" } },
    { name: "no trail", snapshot: snapshotOf(whole([])), states: { "eu-central-1": "none", "us-east-1": "none" } },
    {
      name: "the trails are denied",
      snapshot: snapshotOf({ "cloudtrail/trails": denied }),
      states: { "eu-central-1": "unknown", "us-east-1": "unknown" },
    },
  ];
  for (const { name, snapshot, states: wanted } of cases) it(name, () => assert.deepEqual(states(snapshot), wanted));

  it("names what records a Region, and what did not answer", () => {
    const covered = trailCoverage(
      withRegions(
        logs([trail(), single], {
          main: { logging: true, selectors: basic() },
          single: { logging: true, selectors: basic() },
        }),
      ),
    );
    assert.deepEqual(covered.get("us-east-1"), { state: "covered", by: [trail().arn], missingActions: [] });
    assert.deepEqual(covered.get("eu-central-1")!.by, [trail().arn, single.arn]);
    assert.deepEqual(trailCoverage(withRegions(logs([trail()], {}))).get("us-east-1")!.missingActions, [
      "cloudtrail:GetTrailStatus",
      "cloudtrail:GetEventSelectors",
    ]);
  });

  it("knows the session's Region alone where the Regions are not known", () => {
    assert.deepEqual(
      [...trailCoverage(logs([trail()], { main: { logging: true, selectors: basic() } })).keys()],
      ["eu-central-1"],
    );
  });
});
