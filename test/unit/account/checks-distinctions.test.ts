/** Answers that differ in one field, and what the difference makes: of the logs, of networks, and of what people sign in with. */
import type { AnySection, SectionData, Snapshot } from "../../../src/account/snapshot";
import { accountId, ago, denied, report, row, section, sectionIn, snapshotOf, table, trail } from "./support";

const [home, other] = ["eu-central-1", "us-east-1"] as const;
const regions = [home, other].map((name) => ({ name, optInStatus: "opt-in-not-required" }));
const inTwo = (...more: readonly AnySection[]): Snapshot => snapshotOf({ "ec2/regions": regions }, more);

const main = trail();
const second = trail({ name: "second", bucket: "second-bucket" });
const objects = [
  { field: "eventCategory", operators: { equals: ["Data"] } },
  { field: "resources.type", operators: { equals: ["AWS::S3::Object"] } },
];
const oneBucket = { field: "resources.ARN", operators: { startsWith: ["arn:aws:s3:::invoices/"] } };
const management = [{ field: "eventCategory", operators: { equals: ["Management"] } }];
const store = (fields: object = {}) =>
  sectionIn(
    home,
    "cloudtrail/event-data-store",
    {
      arn: "arn:store",
      name: "lake",
      status: "ENABLED",
      multiRegion: true,
      terminationProtection: true,
      kmsKeyId: null,
      selectors: [{ name: "", fields: objects }],
      ...fields,
    },
    "arn:store",
  );
const withTrails = (trails: readonly (typeof main)[], ...more: readonly AnySection[]): Snapshot =>
  snapshotOf(
    {
      "cloudtrail/trails": trails,
      "cloudtrail/trail-list": trails.map(({ arn, homeRegion }) => ({ arn, homeRegion })),
      "cloudtrail/event-data-stores": [],
    },
    more,
  );
const logging = (on: boolean | "denied", { arn } = main) =>
  section(
    "cloudtrail/trail-status",
    on === "denied"
      ? undefined
      : { logging: on, latestDeliveryError: null, logsDeliveryError: null, logsDeliveryAt: null },
    arn,
  );
const selecting = (...advanced: object[][]) =>
  section(
    "cloudtrail/event-selectors",
    { basic: [], advanced: advanced.map((fields) => ({ name: "", fields })) },
    main.arn,
  );

table("cloudtrail/object-writes", [
  {
    name: "an event data store of every Region",
    snapshot: withTrails([], store()),
    verdict: "pass",
    resources: { store: "pass: Records the writes of objects." },
  },
  { name: "one of one Region", snapshot: withTrails([], store({ multiRegion: false })), verdict: "fail" },
  {
    name: "one that is stopped",
    snapshot: withTrails([], store({ status: "STOPPED_INGESTION" })),
    verdict: "fail",
    reason: /^No trail of every Region records them\.$/,
  },
  {
    name: "one of management events",
    snapshot: withTrails([], store({ selectors: [{ name: "", fields: management }] })),
    verdict: "fail",
    reason: /^No trail of every Region records them: does not record the writes of objects\.$/,
    resources: { store: "fail" },
  },
  {
    name: "a trail that is not logging beside a store of one bucket",
    snapshot: withTrails(
      [main],
      logging(false),
      selecting(objects),
      store({ selectors: [{ name: "", fields: [...objects, oneBucket] }] }),
    ),
    verdict: "fail",
    reason: /^No trail of every Region records them\.$/,
    resources: {
      "trail/main": "fail: Is not logging now.",
      store: "fail: Records the writes of some buckets or calls only.",
    },
  },
  {
    name: "a status and selectors that were not asked for",
    snapshot: withTrails([main]),
    verdict: "not-assessed",
    missing: ["cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors"],
    resources: { "trail/main": "not-assessed" },
    evidence: ["trailList: 1"],
  },
  {
    name: "a status that is denied, of what would be recorded",
    snapshot: withTrails([main], logging("denied"), selecting(objects)),
    verdict: "not-assessed",
    missing: ["cloudtrail:GetTrailStatus"],
  },
  {
    name: "a status that is denied, of what would not be",
    snapshot: withTrails([main], logging("denied"), selecting(management)),
    verdict: "fail",
    evidence: ["trailList: 1", "main writes of S3 objects: none"],
  },
  {
    name: "some",
    snapshot: withTrails([main], logging(true), selecting([...objects, oneBucket])),
    verdict: "fail",
    evidence: ["trailList: 1", "main writes of S3 objects: some"],
  },
  {
    name: "all",
    snapshot: withTrails([main], logging(true), selecting(objects)),
    verdict: "pass",
    evidence: ["trailList: 1", "main writes of S3 objects: all"],
  },
]);

table("cloudtrail/all-regions", [
  {
    name: "the only trail",
    snapshot: withTrails([trail({ multiRegion: false })]),
    verdict: "fail",
    reason: /^The only trail, main, does not cover it: records eu-central-1 only\.$/,
    resources: { "trail/main": "fail: Records eu-central-1 only." },
  },
  {
    name: "the only store",
    snapshot: withTrails([], store({ multiRegion: false })),
    verdict: "fail",
    reason: /^The only event data store, lake, does not cover it: records eu-central-1 only\.$/,
  },
  {
    name: "two",
    snapshot: withTrails([trail({ multiRegion: false })], store()),
    verdict: "fail",
    reason:
      /^None of 2 trails and event data stores covers it: main records eu-central-1 only; lake records no management events\.$/,
  },
  {
    name: "a store",
    snapshot: withTrails([], store({ selectors: [{ name: "", fields: management }] })),
    verdict: "pass",
    reason: /^lake records the management events of every Region, now\.$/,
    evidence: ["trailList: 0", "lake Status: ENABLED", "lake management events: read, write"],
  },
]);
const managing = (which: "All" | "ReadOnly" | "WriteOnly", { arn } = main) =>
  section(
    "cloudtrail/event-selectors",
    { basic: [{ readWriteType: which, managementEvents: true, dataResources: [] }], advanced: [] },
    arn,
  );
const one = { id: "trail/main", rest: "trail/second" };
table("cloudtrail/all-regions", [
  {
    name: "reads, and a trail of which nothing is told",
    snapshot: withTrails([main, second], logging(true), managing("ReadOnly"), logging("denied", second)),
    verdict: "not-assessed",
    missing: ["cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors"],
    resources: { [one.id]: "not-assessed", [one.rest]: "not-assessed" },
  },
  {
    name: "nothing, and a trail of which nothing is told",
    snapshot: withTrails([main, second], logging(false), managing("ReadOnly"), logging("denied", second)),
    verdict: "not-assessed",
    missing: ["cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors"],
    resources: { [one.id]: "fail", [one.rest]: "not-assessed" },
  },
  {
    name: "reads alone",
    snapshot: withTrails([main], logging(true), managing("ReadOnly")),
    verdict: "fail",
    resources: { [one.id]: "fail: Records only the read management events." },
  },
  {
    name: "reads and writes by two",
    snapshot: withTrails(
      [main, second],
      ...[main, second].map((each) => logging(true, each)),
      managing("ReadOnly"),
      managing("WriteOnly", second),
    ),
    verdict: "pass",
    reason: /^main and second record the management events of every Region, now\.$/,
    resources: { [one.id]: "pass", [one.rest]: "pass" },
  },
  {
    name: "all by one beside one of one Region",
    snapshot: withTrails([main, { ...second, multiRegion: false }], logging(true), managing("All")),
    verdict: "pass",
    reason: /^main records the management events of every Region, now\.$/,
    resources: { [one.id]: "pass" },
  },
]);
table("cloudtrail/insights", [
  {
    name: "no trail of every Region",
    snapshot: withTrails([trail({ multiRegion: false })]),
    verdict: "not-applicable",
    evidence: ["trailList: 1", "IsMultiRegionTrail: none"],
  },
]);

const group = "arn:aws:logs:eu-central-1:111122223333:log-group:events:*";
const grouped = trail({ logGroup: group });
const retention = (retentionDays: number | null) =>
  withTrails([grouped], section("logs/log-group", { retentionDays }, group));
table("logs/trail-retention", [
  {
    name: "a day less than a year",
    snapshot: retention(364),
    verdict: "fail",
    reason: /^1 of 1 log group of trails keeps events for less than 365 days\.$/,
    evidence: ["trailList: 1", `main CloudWatchLogsLogGroupArn: ${group}`, "events retentionInDays: 364"],
    resources: { ":events:*": "fail: Keeps events for 364 days only." },
  },
  {
    name: "one day",
    snapshot: retention(1),
    verdict: "fail",
    resources: { ":events:*": "fail: Keeps events for 1 day only." },
  },
  {
    name: "for ever",
    snapshot: retention(null),
    verdict: "pass",
    evidence: ["trailList: 1", `main CloudWatchLogsLogGroupArn: ${group}`, "events retentionInDays: never expires"],
    resources: { ":events:*": "pass: Keeps events for ever." },
  },
  {
    name: "that was not asked for",
    snapshot: withTrails([grouped]),
    verdict: "not-assessed",
    missing: ["logs:DescribeLogGroups"],
    resources: { ":events:*": "not-assessed" },
  },
]);

const owning = (...names: readonly string[]) =>
  section(
    "s3/own-buckets",
    names.map((name) => ({ name, region: home })),
  );
const notifying = (bucket: string, ...to: readonly string[]) => section("s3/bucket-notification", to, bucket);
const subscribing = (...to: readonly string[]) =>
  section(
    "logs/subscription-filters",
    to.map((destination) => ({ name: "f", pattern: "", destination })),
    group,
  );
table("logs/trail-feed", [
  {
    name: "twice to the same",
    snapshot: withTrails(
      [grouped],
      owning("log-bucket"),
      subscribing("arn:a", "arn:b"),
      notifying("log-bucket", "arn:a"),
    ),
    verdict: "pass",
    reason: /^Events go on to arn:a, arn:b\.$/,
    evidence: ["trailList: 1", "main subscriptionFilters: arn:a, arn:b", "log-bucket notifications: arn:a"],
  },
  {
    name: "nothing, of one bucket here and one elsewhere",
    snapshot: withTrails([main, second], owning("log-bucket"), notifying("log-bucket")),
    verdict: "attest",
    reason: /the log bucket of the other account\?$/,
    evidence: ["trailList: 2", "log-bucket notifications: none"],
  },
  {
    name: "notifications of two buckets here",
    snapshot: withTrails(
      [main, second],
      owning("second-bucket", "log-bucket"),
      notifying("log-bucket"),
      notifying("second-bucket", "arn:a", "arn:b"),
    ),
    verdict: "pass",
    evidence: ["trailList: 2", "log-bucket notifications: none", "second-bucket notifications: arn:a, arn:b"],
  },
  {
    name: "notifications that were not asked for",
    snapshot: withTrails([main], owning("log-bucket")),
    verdict: "not-assessed",
    missing: ["s3:GetBucketNotification"],
  },
  {
    name: "filters that were not asked for",
    snapshot: withTrails([trail({ logGroup: group, bucket: null })], owning()),
    verdict: "not-assessed",
    missing: ["logs:DescribeSubscriptionFilters"],
  },
  {
    name: "the log group of an organization's trail, which is another account's",
    snapshot: withTrails(
      [trail({ logGroup: "arn:aws:logs:eu-central-1:444455556666:log-group:o:*", organization: true, bucket: null })],
      owning(),
    ),
    verdict: "attest",
    reason: /fetch them from the bucket\?$/,
  },
  {
    name: "nothing, and whether another Region has a trail was not asked",
    snapshot: snapshotOf({ "cloudtrail/trails": [main], "s3/own-buckets": [] }),
    verdict: "not-assessed",
    missing: ["cloudtrail:ListTrails"],
  },
  {
    name: "no trail, and whether another Region has one is denied",
    snapshot: snapshotOf({ "cloudtrail/trails": [], "cloudtrail/trail-list": denied }),
    verdict: "not-assessed",
    missing: ["cloudtrail:ListTrails"],
  },
]);

interface Group {
  readonly id?: string;
  readonly name?: string;
  readonly vpcId?: string | null;
  readonly isDefault?: boolean;
  readonly rules?: readonly [inwards: number, outwards: number];
  readonly ingress?: readonly object[];
}
const securityGroup = ({
  id = "sg-1",
  name = "default",
  vpcId = "vpc-1",
  isDefault = true,
  rules: [ingressRules, egressRules] = [0, 0],
  ingress = [],
}: Group) => ({ id, name, vpcId, isDefault, ingressRules, egressRules, ingress });
const groupsAt = (region: string, ...all: readonly Group[]) =>
  sectionIn(region, "ec2/security-groups", { count: all.length, groups: all.map(securityGroup) });
const nothingThere = groupsAt(other);
const defaultWith = (...rules: readonly [number, number]) => ({
  snapshot: inTwo(groupsAt(home, { rules }, { id: "sg-2", isDefault: false, rules: [5, 5] }), nothingThere),
  verdict: "fail" as const,
});
table("network/default-group", [
  {
    ...defaultWith(1, 2),
    name: "both",
    resources: { "sg-1": "fail: The default group of vpc-1 has 1 rule in, 2 rules out." },
  },
  { ...defaultWith(2, 0), name: "in", resources: { "sg-1": "fail: The default group of vpc-1 has 2 rules in." } },
  { ...defaultWith(0, 1), name: "out", resources: { "sg-1": "fail: The default group of vpc-1 has 1 rule out." } },
  {
    name: "one of none",
    snapshot: inTwo(groupsAt(home, { id: "sg-2", isDefault: false, rules: [5, 5] }), nothingThere),
    verdict: "pass",
    reason: /^There is no VPC in 2 Regions\.$/,
    evidence: ["SecurityGroups: 1", "SecurityGroups: 0"],
  },
]);

const acl = (id: string, ...ingress: readonly object[]) => ({
  id,
  vpcId: "vpc-1",
  isDefault: true,
  subnets: 1,
  ingress: ingress.map((fields, number) => ({
    number,
    allows: true,
    protocol: "6",
    range: "0.0.0.0/0",
    fromPort: 22,
    toPort: 22,
    ...fields,
  })),
});
const inUse = (...more: readonly AnySection[]) => inTwo(groupsAt(home, {}), nothingThere, ...more);
const acls = (...all: readonly object[]) => inUse(sectionIn(home, "ec2/network-acls", all));
const passing = { verdict: "pass" as const, resources: { [home]: "pass: 1 ACL of subnets, none open." } };
table("network/open-network-acl", [
  {
    name: "two that are open",
    snapshot: acls(acl("acl-1", { fromPort: 0, toPort: 9999 }), acl("acl-2", {}), acl("acl-3")),
    verdict: "fail",
    evidence: ["NetworkAcls: 3"],
    resources: { [home]: "fail: Open: acl-1 (22, 3389), acl-2 (22)." },
  },
  { ...passing, name: "UDP", snapshot: acls(acl("acl-1", { protocol: "17" })) },
  { ...passing, name: "up to the port before", snapshot: acls(acl("acl-1", { fromPort: 0, toPort: 21 })) },
  { ...passing, name: "from the port after", snapshot: acls(acl("acl-1", { fromPort: 23, toPort: 80 })) },
  { name: "TCP without ports", snapshot: acls(acl("acl-1", { fromPort: null, toPort: null })), verdict: "fail" },
  { name: "TCP without an end", snapshot: acls(acl("acl-1", { fromPort: 80, toPort: null })), verdict: "fail" },
  { name: "TCP without a beginning", snapshot: acls(acl("acl-1", { fromPort: null, toPort: 21 })), verdict: "fail" },
  {
    name: "every protocol, whatever the ports",
    snapshot: acls(acl("acl-1", { protocol: "-1", fromPort: 0, toPort: 0 })),
    verdict: "fail",
  },
]);

const flowLog = (resource: string) => ({ resource, traffic: "ALL", active: true });
const flowLogs = sectionIn(home, "ec2/flow-logs", [flowLog("vpc-1")]);
table("network/flow-logs", [
  {
    name: "of one VPC of two",
    snapshot: inTwo(
      groupsAt(home, {}, { id: "sg-2", vpcId: "vpc-2" }, { id: "sg-3", vpcId: "vpc-3", isDefault: false }),
      nothingThere,
      flowLogs,
    ),
    verdict: "fail",
    evidence: ["FlowLogs: 1"],
    resources: { [home]: "fail: Not logged: vpc-2." },
  },
  {
    name: "of the only one",
    snapshot: inUse(flowLogs),
    verdict: "pass",
    resources: { [home]: "pass: 1 VPC, each logged." },
  },
  {
    name: "which VPCs there are is not known",
    snapshot: inTwo(sectionIn(home, "ec2/security-groups", undefined), nothingThere, flowLogs),
    verdict: "not-assessed",
    missing: ["ec2:DescribeSecurityGroups"],
    resources: { [home]: "not-assessed" },
  },
]);

const opened = (ranges: readonly string[], ...more: readonly object[]) =>
  inTwo(
    groupsAt(home, {
      name: "door",
      isDefault: false,
      ingress: [{ ranges }, ...more].map((fields) => ({
        protocol: "tcp",
        fromPort: 22,
        toPort: 22,
        ranges: [],
        prefixLists: [],
        ...fields,
      })),
    }),
    nothingThere,
  );
table("network/open-ssh", [
  {
    name: "the ports of the rule that lets everybody in",
    snapshot: opened(["0.0.0.0/0"], { ranges: ["203.0.113.0/24", "17.0.0.0/8"], fromPort: 20, toPort: 30 }),
    verdict: "fail",
    resources: { "sg-1": "fail: door lets 0.0.0.0/0 in on port 22." },
  },
  {
    name: "one of the ranges of a rule",
    snapshot: opened(["203.0.113.0/24", "0.0.0.0/0"]),
    verdict: "fail",
    reason: /^1 security group lets everybody in on port 22\.$/,
    evidence: ["SecurityGroups: 1", "SecurityGroups: 0"],
    resources: { "sg-1": "fail: door lets 0.0.0.0/0 in on port 22." },
  },
]);

const ofReport = (...rows: readonly Record<string, string>[]) =>
  snapshotOf({ "iam/credential-report": report(...rows) });
const key = (number: 1 | 2, active: string, days: number, used = "N/A") => ({
  [`access_key_${number}_active`]: active,
  [`access_key_${number}_last_rotated`]: ago(days),
  [`access_key_${number}_last_used_date`]: used,
});
const cannotBeRead = (column: string, value: string) =>
  `not-assessed: The credential report's ${column} of alice cannot be read (${value}).`;
table("users/unused-credentials", [
  {
    name: "whether there is a password is not told",
    snapshot: ofReport(row({ password_enabled: "N/A" })),
    verdict: "not-assessed",
    resources: { "(password)": cannotBeRead("password_enabled", "N/A") },
  },
  {
    name: "a password whose use cannot be read",
    snapshot: ofReport(row({ password_enabled: "true", password_last_used: "soon", password_last_changed: ago(1) })),
    verdict: "not-assessed",
    resources: { "(password)": cannotBeRead("password_last_used", "soon") },
  },
  {
    name: "no password, and a key",
    snapshot: ofReport(row(key(1, "true", 3))),
    verdict: "pass",
    reason: /^1 credential, each used within 45 days\.$/,
    resources: { "(access key 1)": "pass: Never used; made 3 days ago." },
  },
  {
    name: "an inactive key beside one",
    snapshot: ofReport(row({ ...key(1, "false", 900), ...key(2, "true", 100, ago(46)) })),
    verdict: "fail",
    reason: /^1 of 1 credential has not been used/,
    resources: { "(access key 2)": "fail: Last used 46 days ago." },
  },
  {
    name: "whether a key is active is not told",
    snapshot: ofReport(row({ access_key_1_active: "" })),
    verdict: "not-assessed",
    resources: { "(access key 1)": cannotBeRead("access_key_1_active", "") },
  },
]);
table("users/access-key-age", [
  {
    name: "an inactive one beside a young one",
    snapshot: ofReport(row({ ...key(1, "false", 900), ...key(2, "true", 5) })),
    verdict: "pass",
    reason: /^1 active access key, none older than 90 days\.$/,
  },
]);
table("users/machine-keys", [
  {
    name: "one in use beside a person's and one that is not used",
    snapshot: ofReport(
      row({ user: "robot", ...key(1, "true", 5, ago(2)) }),
      row({ user: "person", password_enabled: "true", ...key(1, "true", 5, ago(2)) }),
      row({ user: "idle", ...key(1, "true", 5) }),
    ),
    verdict: "fail",
    reason: /^1 user without a password signs in/,
    resources: { "user/robot": "fail: Its key was last used 2 days ago." },
  },
  {
    name: "people's alone",
    snapshot: ofReport(row({ password_enabled: "true", ...key(1, "true", 5, ago(2)) })),
    verdict: "pass",
    evidence: ["users: 1", `GeneratedTime: ${ago(0.1)}`],
  },
]);

const root = (summary: Record<string, number>, devices: SectionData["iam/virtual-mfa-devices"] = []) =>
  snapshotOf({ "iam/account-summary": summary, "iam/virtual-mfa-devices": devices });
const serial = (name: string) => `arn:aws:iam::${accountId}:mfa/${name}`;
table("root/hardware-mfa", [
  {
    name: "a virtual device of nobody",
    snapshot: root({ AccountMFAEnabled: 1 }, [{ serialNumber: serial("phone"), userArn: null }]),
    verdict: "pass",
  },
  {
    name: "root's, by its name",
    snapshot: root({ AccountMFAEnabled: 1 }, [{ serialNumber: serial("root-account-mfa-device"), userArn: null }]),
    verdict: "fail",
  },
]);
table("root/mfa", [
  {
    name: "a password of which the summary tells, and not of keys",
    snapshot: root({ AccountMFAEnabled: 0, AccountPasswordPresent: 1 }),
    verdict: "not-assessed",
    missing: ["iam:GetCredentialReport", "iam:GenerateCredentialReport"],
    evidence: ["AccountMFAEnabled: 0", "AccountAccessKeysPresent: absent"],
  },
  {
    name: "a key of which the summary tells",
    snapshot: root({ AccountMFAEnabled: 0, AccountAccessKeysPresent: 1 }),
    verdict: "fail",
    evidence: ["AccountMFAEnabled: 0", "AccountAccessKeysPresent: 1"],
  },
  {
    name: "neither",
    snapshot: root({ AccountMFAEnabled: 0, AccountAccessKeysPresent: 0, AccountPasswordPresent: 0 }),
    verdict: "pass",
    evidence: ["AccountMFAEnabled: 0", "AccountAccessKeysPresent: 0", "AccountPasswordPresent: 0"],
  },
]);

const rootBy = (fields: Record<string, string>) =>
  snapshotOf({
    "iam/account-summary": { AccountMFAEnabled: 0 },
    "iam/credential-report": report(row({ user: "<root_account>", arn: "arn:root", ...fields })),
  });
table("root/mfa", [
  {
    name: "an active second key, by the report",
    snapshot: rootBy({ access_key_2_active: "true" }),
    verdict: "fail",
    evidence: ["AccountMFAEnabled: 0", "AccountAccessKeysPresent: absent", "<root_account> password_enabled: false"],
  },
  { name: "neither key nor password, by the report", snapshot: rootBy({}), verdict: "pass" },
  { name: "a password, by the report", snapshot: rootBy({ password_enabled: "true" }), verdict: "fail" },
]);

const madeAt = "2026-06-01T10:00:00Z";
const withKey = (rotated: string, used = "N/A", fields: Record<string, string> = {}) =>
  ofReport(
    row({
      password_enabled: "true",
      user_creation_time: madeAt,
      access_key_1_active: "true",
      access_key_1_last_rotated: rotated,
      access_key_1_last_used_date: used,
      ...fields,
    }),
  );
const keyOne = "(access key 1)";
table("users/initial-keys", [
  {
    name: "a minute after the user",
    snapshot: withKey("2026-06-01T10:01:00Z"),
    verdict: "fail",
    resources: { [keyOne]: "fail: Made together with the user and never used." },
  },
  {
    name: "a second more",
    snapshot: withKey("2026-06-01T10:01:01Z"),
    verdict: "pass",
    resources: { [keyOne]: "pass: Made later than the user." },
  },
  {
    name: "used",
    snapshot: withKey(madeAt, ago(1)),
    verdict: "pass",
    resources: { [keyOne]: "pass: Has been used." },
  },
  {
    name: "whose use cannot be read",
    snapshot: withKey(madeAt, "soon"),
    verdict: "not-assessed",
    resources: { [keyOne]: cannotBeRead("access_key_1_last_used_date", "soon") },
  },
  {
    name: "of a user without a date",
    snapshot: withKey(madeAt, "N/A", { user_creation_time: "N/A" }),
    verdict: "not-assessed",
    resources: { [keyOne]: cannotBeRead("user_creation_time", "N/A") },
  },
]);

const granting = (publicGrants: readonly string[], block: object | null) =>
  withTrails(
    [main],
    owning("log-bucket"),
    section("s3/bucket-acl", { publicGrants }, "log-bucket"),
    section("s3/public-access-block", block, "log-bucket"),
    section("s3/account-public-access-block", null),
  );
table("cloudtrail/bucket-acl", [
  {
    name: "two grants",
    snapshot: granting(["AllUsers READ", "AllUsers WRITE"], { ignorePublicAcls: false, restrictPublicBuckets: true }),
    verdict: "fail",
    evidence: [
      "log-bucket is of this account: true",
      "log-bucket public grants: AllUsers READ, AllUsers WRITE",
      "log-bucket IgnorePublicAcls: false",
      "account IgnorePublicAcls: false",
    ],
    resources: { "log-bucket": "fail: Its ACL grants AllUsers READ, AllUsers WRITE." },
  },
  {
    name: "a grant that is ignored",
    snapshot: granting(["AllUsers READ"], { ignorePublicAcls: true, restrictPublicBuckets: false }),
    verdict: "pass",
    evidence: [
      "log-bucket is of this account: true",
      "log-bucket public grants: AllUsers READ",
      "log-bucket IgnorePublicAcls: true",
    ],
    resources: { "log-bucket": "pass: Its ACL is public, but Block Public Access ignores it." },
  },
  {
    name: "no grant",
    snapshot: granting([], null),
    verdict: "pass",
    evidence: ["log-bucket is of this account: true", "log-bucket public grants: none"],
  },
]);

const detector = (plans: Record<string, boolean>) =>
  inTwo(
    sectionIn(home, "guardduty/detectors", ["d"]),
    sectionIn(home, "guardduty/detector", { status: "ENABLED", plans }, "d"),
    sectionIn(other, "guardduty/detectors", []),
  );
table("guardduty/plans", [
  {
    name: "all",
    snapshot: detector({ S3_DATA_EVENTS: true }),
    verdict: "pass",
    resources: { [home]: "pass: Every plan is on." },
  },
  {
    name: "one is off",
    snapshot: detector({ S3_DATA_EVENTS: false, EKS_AUDIT_LOGS: true }),
    verdict: "fail",
    reason: /^In 1 of 1 Region with a detector plans are off\.$/,
    resources: { [home]: "fail: Off: S3 Protection." },
  },
]);

const budget = (name: string, filtered: boolean, type = "COST") => ({
  name,
  type,
  filtered,
  subscribers: [{ topic: null, declined: false }],
});
table("billing/budget", [
  {
    name: "two",
    snapshot: snapshotOf({ "budgets/budgets": [budget("ec2", true), budget("all", false)] }),
    verdict: "pass",
    reason: /^all notifies by e-mail\.$/,
    evidence: ["Budgets: ec2 (COST, filtered), all (COST)"],
  },
  { name: "none", snapshot: snapshotOf({ "budgets/budgets": [] }), verdict: "fail", evidence: ["Budgets: none"] },
]);

const linked = (mode: string, ...those: readonly string[]) =>
  sectionIn(home, "securityhub/aggregator", { arn: "arn:aggregator", region: home, mode, regions: those });
const hubs = [home, other].map((region) => sectionIn(region, "securityhub/hub", { arn: `arn:${region}` }));
table("securityhub/aggregation", [
  { name: "those that are named", snapshot: inTwo(...hubs, linked("SPECIFIED_REGIONS", other)), verdict: "pass" },
  {
    name: "none that is named",
    snapshot: inTwo(...hubs, linked("SPECIFIED_REGIONS")),
    verdict: "fail",
    reason: /^The findings of 1 Region that is on do not come to eu-central-1: us-east-1\.$/,
  },
  {
    name: "all but one",
    snapshot: inTwo(...hubs, linked("ALL_REGIONS_EXCEPT_SPECIFIED", other)),
    verdict: "fail",
  },
  {
    name: "all but one that is off",
    snapshot: inTwo(...hubs, linked("ALL_REGIONS_EXCEPT_SPECIFIED", "af-south-1")),
    verdict: "pass",
    reason: /^The findings of every Region that is on come to eu-central-1\.$/,
  },
  { name: "none linked", snapshot: inTwo(...hubs, linked("NO_REGIONS", other)), verdict: "fail" },
]);
