import type { BasicSelector, EventSelectors, FieldSelector, Trail } from "../../../src/account/sections/cloudtrail";
import type { PublicAccessBlock } from "../../../src/account/sections/s3";
import type { AnySection, SectionName, Snapshot } from "../../../src/account/snapshot";
import { accountId, ago, denied, section, sectionIn, snapshotOf, table, trail } from "./support";

interface Bucket {
  readonly own?: readonly string[] | "denied";
  readonly trails?: readonly Trail[];
  /** Of log-bucket; without one: denied. */
  readonly answers?: Partial<Record<SectionName, unknown>>;
  /** What the account blocks; default: nothing. */
  readonly account?: PublicAccessBlock | null | typeof denied;
}

function bucket({ own = ["log-bucket"], trails = [trail()], answers = {}, account = null }: Bucket): Snapshot {
  const asked = [
    "s3/bucket-acl",
    "s3/bucket-policy",
    "s3/bucket-policy-status",
    "s3/public-access-block",
    "s3/bucket-logging",
    "s3/bucket-versioning",
    "s3/bucket-notification",
  ] as const;
  return snapshotOf(
    {
      "cloudtrail/trails": trails,
      "cloudtrail/trail-list": trails.map(({ arn, homeRegion }) => ({ arn, homeRegion })),
      "s3/own-buckets": own === "denied" ? denied : own.map((name) => ({ name, region: "eu-central-1" })),
      "s3/account-public-access-block": account,
    },
    asked.map((name) => section(name, answers[name], "log-bucket")),
  );
}

const blocked = { "s3/public-access-block": { ignorePublicAcls: true, restrictPublicBuckets: true } };
const open = { "s3/public-access-block": null };
const everythingBlocked = { ignorePublicAcls: true, restrictPublicBuckets: true };

for (const [id, call, setting, good, bad] of [
  [
    "cloudtrail/bucket-acl",
    "s3:GetBucketAcl",
    "ignorePublicAcls",
    { "s3/bucket-acl": { publicGrants: [] } },
    { "s3/bucket-acl": { publicGrants: ["AllUsers READ"] } },
  ],
  [
    "cloudtrail/bucket-policy",
    "s3:GetBucketPolicyStatus",
    "restrictPublicBuckets",
    { "s3/bucket-policy-status": { public: false } },
    { "s3/bucket-policy-status": { public: true } },
  ],
] as const) {
  table(id, [
    {
      name: "not public",
      snapshot: bucket({ answers: { ...good, ...open } }),
      verdict: "pass",
      resources: { "log-bucket": "pass" },
    },
    { name: "not public, Block Public Access is denied", snapshot: bucket({ answers: good }), verdict: "pass" },
    {
      name: "public",
      snapshot: bucket({ answers: { ...bad, ...open } }),
      verdict: "fail",
      resources: { "log-bucket": "fail" },
    },
    { name: "public, and blocked", snapshot: bucket({ answers: { ...bad, ...blocked } }), verdict: "pass" },
    {
      name: "public, Block Public Access is denied",
      snapshot: bucket({ answers: bad }),
      verdict: "not-assessed",
      missing: ["s3:GetBucketPublicAccessBlock"],
    },
    {
      name: "public, and the account blocks it",
      snapshot: bucket({ answers: { ...bad, ...open }, account: everythingBlocked }),
      verdict: "pass",
      resources: { "log-bucket": "pass" },
    },
    {
      name: "public, the account blocks something else",
      snapshot: bucket({ answers: { ...bad, ...open }, account: { ...everythingBlocked, [setting]: false } }),
      verdict: "fail",
    },
    {
      name: "public, the account blocks it, the bucket says nothing of its own",
      snapshot: bucket({
        answers: { ...bad, "s3/public-access-block": { ignorePublicAcls: false, restrictPublicBuckets: false } },
        account: everythingBlocked,
      }),
      verdict: "pass",
    },
    {
      name: "public, the account blocks it, the bucket's own is denied",
      snapshot: bucket({ answers: bad, account: everythingBlocked }),
      verdict: "pass",
    },
    {
      name: "public, and blocked, the account's is denied",
      snapshot: bucket({ answers: { ...bad, ...blocked }, account: denied }),
      verdict: "pass",
    },
    {
      name: "public, the account's is denied",
      snapshot: bucket({ answers: { ...bad, ...open }, account: denied }),
      verdict: "not-assessed",
      missing: ["s3:GetAccountPublicAccessBlock"],
    },
    {
      name: "not public, the account's is denied",
      snapshot: bucket({ answers: { ...good, ...open }, account: denied }),
      verdict: "pass",
    },
    { name: "denied", snapshot: bucket({}), verdict: "not-assessed", missing: [call] },
    {
      name: "a central log bucket in another account",
      snapshot: bucket({ own: [] }),
      verdict: "not-applicable",
      reason: /log-bucket belongs to another account/,
    },
    {
      name: "one here, one in another account",
      snapshot: bucket({ trails: [trail(), trail({ name: "org", bucket: "central" })], answers: { ...good, ...open } }),
      verdict: "pass",
      reason: /central belongs to another/,
    },
    {
      name: "whose the buckets are is denied",
      snapshot: bucket({ own: "denied" }),
      verdict: "not-assessed",
      missing: ["s3:ListAllMyBuckets"],
    },
    { name: "no trail", snapshot: bucket({ trails: [] }), verdict: "not-applicable" },
    {
      name: "not public, whether there are others is denied",
      verdict: "not-assessed",
      missing: ["cloudtrail:ListTrails"],
      snapshot: replaced(bucket({ answers: { ...good, ...open } }), section("cloudtrail/trail-list", undefined)),
    },
  ]);
}

const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const forEverybody = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::log-bucket/*" };
const forTrails = (Condition?: object, Action: string | string[] = "s3:PutObject") => ({
  Effect: "Allow",
  Principal: { Service: "cloudtrail.amazonaws.com" },
  Action,
  Resource: "arn:aws:s3:::log-bucket/AWSLogs/*",
  ...(Condition ? { Condition } : {}),
});

table("cloudtrail/bucket-policy", [
  {
    name: "public, and which statement",
    snapshot: bucket({
      answers: { "s3/bucket-policy-status": { public: true }, "s3/bucket-policy": policy(forEverybody), ...open },
    }),
    verdict: "fail",
  },
  {
    name: "S3 does not say, a policy for everybody",
    snapshot: bucket({
      answers: { "s3/bucket-policy-status": { public: null }, "s3/bucket-policy": policy(forEverybody), ...open },
    }),
    verdict: "fail",
  },
  {
    name: "S3 does not say, a policy for CloudTrail",
    snapshot: bucket({
      answers: { "s3/bucket-policy-status": { public: null }, "s3/bucket-policy": policy(forTrails()), ...open },
    }),
    verdict: "pass",
  },
  {
    name: "S3 does not say, no policy",
    snapshot: bucket({ answers: { "s3/bucket-policy-status": { public: null }, "s3/bucket-policy": null, ...open } }),
    verdict: "pass",
  },
  {
    name: "S3 does not say, the policy is denied",
    snapshot: bucket({ answers: { "s3/bucket-policy-status": { public: null }, ...open } }),
    verdict: "not-assessed",
    missing: ["s3:GetBucketPolicy"],
  },
]);

const policed = (isPublic: boolean, ...statements: object[]) =>
  bucket({
    answers: { "s3/bucket-policy-status": { public: isPublic }, "s3/bucket-policy": policy(...statements), ...open },
  });
const ofOrganization = (operator: string, id = "o-a1b2c3d4e5") => ({ [operator]: { "aws:PrincipalOrgID": id } });
const denyAllBut = { ...forEverybody, Effect: "Deny", Action: "s3:*", Condition: ofOrganization("StringNotEquals") };
/** The rule of the editor decides where there is a document: S3 looks at what is allowed alone. */
table("cloudtrail/bucket-policy", [
  { name: "a Deny for all but the organization", snapshot: policed(true, forEverybody, denyAllBut), verdict: "pass" },
  {
    name: "a Deny for all but the organization, of other objects",
    snapshot: policed(true, forEverybody, { ...denyAllBut, Resource: "arn:aws:s3:::log-bucket/other/*" }),
    verdict: "fail",
  },
  {
    name: "any organization",
    snapshot: policed(false, { ...forEverybody, Condition: ofOrganization("StringLike", "o-*") }),
    verdict: "fail",
    resources: { "log-bucket": "fail" },
  },
  {
    name: "one organization",
    snapshot: policed(false, { ...forEverybody, Condition: ofOrganization("StringEquals") }),
    verdict: "pass",
  },
  {
    name: "half of the internet",
    snapshot: policed(false, { ...forEverybody, Condition: { IpAddress: { "aws:SourceIp": "128.0.0.0/1" } } }),
    verdict: "fail",
  },
  {
    name: "a name that anybody can give a role",
    snapshot: policed(false, {
      ...forEverybody,
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/reader" } },
    }),
    verdict: "fail",
  },
]);

table("cloudtrail/bucket-source", [
  {
    name: "for trails of any account",
    snapshot: bucket({
      answers: {
        "s3/bucket-policy": policy(
          forTrails({ ArnLike: { "aws:SourceArn": "arn:aws:cloudtrail:*:*:trail/management-events" } }),
        ),
      },
    }),
    verdict: "fail",
  },
  {
    name: "for every trail of an account",
    snapshot: bucket({
      answers: {
        "s3/bucket-policy": policy(
          forTrails({ ArnLike: { "aws:SourceArn": `arn:aws:cloudtrail:*:${accountId}:trail/*` } }),
        ),
      },
    }),
    verdict: "pass",
  },
  {
    name: "for a trail, if it says so",
    snapshot: bucket({
      answers: { "s3/bucket-policy": policy(forTrails({ StringEqualsIfExists: { "aws:SourceAccount": accountId } })) },
    }),
    verdict: "fail",
  },
  {
    name: "a Deny for all but the account",
    snapshot: bucket({
      answers: {
        "s3/bucket-policy": policy(forTrails(), {
          ...forTrails({ StringNotEquals: { "aws:SourceAccount": accountId } }),
          Effect: "Deny",
        }),
      },
    }),
    verdict: "pass",
  },
  {
    name: "for a trail",
    snapshot: bucket({
      answers: { "s3/bucket-policy": policy(forTrails({ StringEquals: { "aws:SourceArn": trail().arn } })) },
    }),
    verdict: "pass",
  },
  {
    name: "for an account",
    snapshot: bucket({
      answers: { "s3/bucket-policy": policy(forTrails({ StringEquals: { "AWS:SourceAccount": accountId } })) },
    }),
    verdict: "pass",
  },
  {
    name: "for any trail",
    snapshot: bucket({
      answers: {
        "s3/bucket-policy": policy(forTrails({ StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } })),
      },
    }),
    verdict: "fail",
    resources: { "log-bucket": "fail" },
  },
  {
    name: "for any trail, with every action",
    snapshot: bucket({ answers: { "s3/bucket-policy": policy(forTrails(undefined, ["s3:*"])) } }),
    verdict: "fail",
  },
  {
    name: "any trail may look, none may write",
    snapshot: bucket({ answers: { "s3/bucket-policy": policy(forTrails(undefined, "s3:GetBucketAcl")) } }),
    verdict: "pass",
  },
  { name: "no policy", snapshot: bucket({ answers: { "s3/bucket-policy": null } }), verdict: "pass" },
  {
    name: "a policy that cannot be read",
    snapshot: bucket({ answers: { "s3/bucket-policy": "{" } }),
    verdict: "not-assessed",
  },
  { name: "denied", snapshot: bucket({}), verdict: "not-assessed", missing: ["s3:GetBucketPolicy"] },
]);

function replaced(snapshot: Snapshot, one: AnySection): Snapshot {
  return { ...snapshot, sections: [...snapshot.sections.filter(({ name }) => name !== one.name), one] };
}

table("cloudtrail/bucket-access-logging", [
  { name: "logged", snapshot: bucket({ answers: { "s3/bucket-logging": { target: "access" } } }), verdict: "pass" },
  { name: "not logged", snapshot: bucket({ answers: { "s3/bucket-logging": { target: null } } }), verdict: "fail" },
  { name: "denied", snapshot: bucket({}), verdict: "not-assessed", missing: ["s3:GetBucketLogging"] },
  { name: "in another account", snapshot: bucket({ own: [] }), verdict: "not-applicable" },
]);

table("cloudtrail/bucket-versioning", [
  {
    name: "enabled",
    snapshot: bucket({ answers: { "s3/bucket-versioning": { status: "Enabled", mfaDelete: false } } }),
    verdict: "pass",
  },
  {
    name: "suspended",
    snapshot: bucket({ answers: { "s3/bucket-versioning": { status: "Suspended", mfaDelete: false } } }),
    verdict: "fail",
  },
  {
    name: "never",
    snapshot: bucket({ answers: { "s3/bucket-versioning": { status: null, mfaDelete: false } } }),
    verdict: "fail",
  },
  { name: "denied", snapshot: bucket({}), verdict: "not-assessed", missing: ["s3:GetBucketVersioning"] },
]);

const group = `arn:aws:logs:eu-central-1:${accountId}:log-group:events:*`;
const logged = (
  name: SectionName,
  data: unknown,
  fields: Partial<Trail> = {},
  notification: readonly string[] | "denied" = [],
): Snapshot => {
  const base = bucket({
    trails: [trail({ logGroup: group, ...fields })],
    answers: notification === "denied" ? {} : { "s3/bucket-notification": notification },
  });
  return { ...base, sections: [...base.sections, sectionIn("eu-central-1", name, data, group)] };
};

table("logs/trail-retention", [
  { name: "for ever", snapshot: logged("logs/log-group", { retentionDays: null }), verdict: "pass" },
  { name: "a year", snapshot: logged("logs/log-group", { retentionDays: 365 }), verdict: "pass" },
  {
    name: "three months",
    snapshot: logged("logs/log-group", { retentionDays: 90 }),
    verdict: "fail",
    resources: { "log-group:events:*": "fail" },
  },
  { name: "gone", snapshot: logged("logs/log-group", null), verdict: "fail" },
  { name: "no log group", snapshot: bucket({}), verdict: "not-applicable" },
  {
    name: "denied",
    snapshot: logged("logs/log-group", undefined),
    verdict: "not-assessed",
    missing: ["logs:DescribeLogGroups"],
  },
]);

const subscribed = [{ name: "siem", pattern: "", destination: "arn:aws:firehose:siem" }];
table("logs/trail-feed", [
  {
    name: "a subscription filter",
    snapshot: logged("logs/subscription-filters", subscribed),
    verdict: "pass",
    reason: /firehose/,
  },
  {
    name: "a subscription filter, the bucket is denied",
    snapshot: logged("logs/subscription-filters", subscribed, {}, "denied"),
    verdict: "pass",
  },
  {
    name: "a notification of the bucket",
    snapshot: logged("logs/subscription-filters", [], {}, ["arn:aws:sqs:siem"]),
    verdict: "pass",
    reason: /sqs/,
  },
  {
    name: "a notification of the trail",
    snapshot: logged("logs/subscription-filters", [], { snsTopic: "arn:aws:sns:siem" }),
    verdict: "pass",
  },
  {
    name: "nothing that can be seen",
    snapshot: logged("logs/subscription-filters", []),
    verdict: "attest",
    reason: /fetch them from the bucket\?$/,
  },
  {
    name: "nothing here, the bucket is in another account",
    snapshot: replaced(logged("logs/subscription-filters", []), section("s3/own-buckets", [])),
    verdict: "attest",
    reason: /other account\?$/,
  },
  { name: "no trail", snapshot: bucket({ trails: [] }), verdict: "not-applicable" },
  {
    name: "the filters are denied",
    snapshot: logged("logs/subscription-filters", undefined),
    verdict: "not-assessed",
    missing: ["logs:DescribeSubscriptionFilters"],
  },
  {
    name: "the notifications are denied",
    snapshot: logged("logs/subscription-filters", [], {}, "denied"),
    verdict: "not-assessed",
    missing: ["s3:GetBucketNotification"],
  },
]);

const basic = (readWriteType: string, ...values: string[]): EventSelectors => ({
  basic: [
    {
      readWriteType,
      managementEvents: true,
      dataResources: [{ type: "AWS::S3::Object", values }],
    } satisfies BasicSelector,
  ],
  advanced: [],
});
const advanced = (...fields: FieldSelector[]): EventSelectors => ({
  basic: [],
  advanced: [
    {
      name: "any name",
      fields: [equals("eventCategory", "Data"), equals("resources.type", "AWS::S3::Object"), ...fields],
    },
  ],
});
const equals = (field: string, value: string): FieldSelector => ({ field, operators: { equals: [value] } });
const recording = (selectors: EventSelectors | undefined, fields: Partial<Trail> = {}, logging = true) =>
  snapshotOf({ "cloudtrail/trails": [trail(fields)], "cloudtrail/event-data-stores": [] }, [
    section("cloudtrail/event-selectors", selectors, trail().arn),
    section(
      "cloudtrail/trail-status",
      {
        logging,
        startedAt: ago(9),
        latestDeliveryError: null,
        latestDeliveryAt: ago(0),
        logsDeliveryError: null,
        logsDeliveryAt: null,
      },
      trail().arn,
    ),
  ]);

table("cloudtrail/object-writes", [
  { name: "basic, every bucket", snapshot: recording(basic("All", "arn:aws:s3")), verdict: "pass" },
  {
    name: "basic, every bucket, as it is also written",
    snapshot: recording(basic("WriteOnly", "arn:aws:s3:::")),
    verdict: "pass",
  },
  { name: "basic, reads", snapshot: recording(basic("ReadOnly", "arn:aws:s3")), verdict: "fail" },
  {
    name: "basic, one bucket",
    snapshot: recording(basic("All", "arn:aws:s3:::invoices/")),
    verdict: "fail",
    reason: /some buckets/,
  },
  {
    name: "basic, functions",
    snapshot: recording({
      basic: [
        {
          readWriteType: "All",
          managementEvents: true,
          dataResources: [{ type: "AWS::Lambda::Function", values: ["arn:aws:lambda"] }],
        },
      ],
      advanced: [],
    }),
    verdict: "fail",
  },
  { name: "advanced", snapshot: recording(advanced()), verdict: "pass" },
  {
    name: "advanced, but for the log bucket",
    snapshot: recording(advanced({ field: "resources.ARN", operators: { notStartsWith: ["arn:aws:s3:::log/"] } })),
    verdict: "pass",
  },
  { name: "advanced, writes", snapshot: recording(advanced(equals("readOnly", "false"))), verdict: "pass" },
  { name: "advanced, reads", snapshot: recording(advanced(equals("readOnly", "true"))), verdict: "fail" },
  {
    name: "advanced, one bucket",
    snapshot: recording(advanced({ field: "resources.ARN", operators: { startsWith: ["arn:aws:s3:::invoices/"] } })),
    verdict: "fail",
    reason: /some buckets/,
  },
  { name: "advanced, one call", snapshot: recording(advanced(equals("eventName", "PutObject"))), verdict: "fail" },
  { name: "a trail of one Region", snapshot: recording(advanced(), { multiRegion: false }), verdict: "fail" },
  {
    name: "a trail that is stopped",
    snapshot: recording(advanced(), {}, false),
    verdict: "fail",
    reason: /not logging/,
  },
  { name: "none", snapshot: recording({ basic: [], advanced: [] }), verdict: "fail" },
  {
    name: "denied",
    snapshot: recording(undefined),
    verdict: "not-assessed",
    missing: ["cloudtrail:GetEventSelectors"],
  },
]);

table("cloudtrail/object-reads", [
  { name: "basic, reads", snapshot: recording(basic("ReadOnly", "arn:aws:s3")), verdict: "pass" },
  { name: "basic, writes", snapshot: recording(basic("WriteOnly", "arn:aws:s3")), verdict: "fail" },
  { name: "advanced, reads", snapshot: recording(advanced(equals("readOnly", "true"))), verdict: "pass" },
  { name: "advanced, writes", snapshot: recording(advanced(equals("readOnly", "false"))), verdict: "fail" },
]);
