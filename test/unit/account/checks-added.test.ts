import type { Instance } from "../../../src/account/sections/instances";
import type { AnySection, Snapshot } from "../../../src/account/snapshot";
import { allow, details, detailsDenied, ofAws, trusting, user } from "./identity";
import { accountId, denied, report, row, section, sectionIn, snapshotOf, table, trail } from "./support";

const [home, other] = ["eu-central-1", "us-east-1"] as const;
const regions = [home, other].map((name) => ({ name, optInStatus: "opt-in-not-required" }));
const inTwo = (...more: readonly AnySection[]): Snapshot => snapshotOf({ "ec2/regions": regions }, more);

const trails = (...all: ReturnType<typeof trail>[]) =>
  snapshotOf({
    "cloudtrail/trails": all,
    "cloudtrail/trail-list": all.map(({ arn, homeRegion }) => ({ arn, homeRegion })),
  });
table("cloudtrail/insights", [
  { name: "on a trail of every Region", snapshot: trails(trail({ insights: true })), verdict: "pass" },
  { name: "on one of two", snapshot: trails(trail(), trail({ name: "b", insights: true })), verdict: "pass" },
  { name: "on none", snapshot: trails(trail()), verdict: "fail", resources: { "trail/main": "fail" } },
  {
    name: "on a trail of one Region alone",
    snapshot: trails(trail(), trail({ name: "b", insights: true, multiRegion: false })),
    verdict: "fail",
  },
  { name: "no trail of every Region", snapshot: trails(trail({ multiRegion: false })), verdict: "not-applicable" },
  {
    name: "denied",
    snapshot: snapshotOf({ "cloudtrail/trails": denied }),
    verdict: "not-assessed",
    missing: ["cloudtrail:DescribeTrails"],
  },
]);

const versioned = (data: object | undefined) =>
  snapshotOf(
    {
      "cloudtrail/trails": [trail()],
      "cloudtrail/trail-list": [{ arn: trail().arn, homeRegion: home }],
      "s3/own-buckets": [{ name: "log-bucket", region: home }],
    },
    [section("s3/bucket-versioning", data, "log-bucket")],
  );
table("cloudtrail/mfa-delete", [
  { name: "on", snapshot: versioned({ status: "Enabled", mfaDelete: true }), verdict: "pass" },
  { name: "off", snapshot: versioned({ status: "Enabled", mfaDelete: false }), verdict: "fail" },
  {
    name: "on, but no versions are kept",
    snapshot: versioned({ status: "Suspended", mfaDelete: true }),
    verdict: "fail",
  },
  { name: "never", snapshot: versioned({ status: null, mfaDelete: false }), verdict: "fail" },
  { name: "denied", snapshot: versioned(undefined), verdict: "not-assessed", missing: ["s3:GetBucketVersioning"] },
]);

const organization = { id: "o-1", managementAccount: "999988887777", featureSet: "ALL" };
const recorded = (fields: Partial<ReturnType<typeof trail>>, logging: boolean | "denied" = true) => {
  const one = trail({ organization: true, ...fields });
  return snapshotOf(
    {
      "organizations/organization": organization,
      "cloudtrail/trails": [one],
      "cloudtrail/trail-list": [{ arn: one.arn, homeRegion: home }],
    },
    [
      section(
        "cloudtrail/trail-status",
        logging === "denied" ? undefined : { logging, latestDeliveryError: null },
        one.arn,
      ),
      section(
        "cloudtrail/event-selectors",
        { basic: [{ readWriteType: "All", managementEvents: true, dataResources: [] }], advanced: [] },
        one.arn,
      ),
    ],
  );
};
table("organizations/organization-trail", [
  { name: "one", snapshot: recorded({}), verdict: "pass" },
  { name: "one of the account alone", snapshot: recorded({ organization: false }), verdict: "fail" },
  { name: "one of one Region", snapshot: recorded({ multiRegion: false }), verdict: "fail" },
  { name: "one that is stopped", snapshot: recorded({}, false), verdict: "fail", reason: /not logging/i },
  {
    name: "one whose status a member is not told",
    snapshot: recorded({}, "denied"),
    verdict: "not-assessed",
    missing: ["cloudtrail:GetTrailStatus"],
  },
  { name: "no organization", snapshot: snapshotOf({ "organizations/organization": null }), verdict: "not-applicable" },
  {
    name: "denied",
    snapshot: snapshotOf({ "organizations/organization": denied }),
    verdict: "not-assessed",
    missing: ["organizations:DescribeOrganization"],
  },
]);

const instance = (fields: Partial<Instance> = {}): Instance => ({
  id: "i-1",
  name: null,
  profile: null,
  tokensRequired: true,
  running: true,
  managedBy: null,
  ...fields,
});
const managed = (instances: readonly Instance[], known: object[] | undefined) =>
  inTwo(
    sectionIn(home, "ec2/instances", instances),
    sectionIn(other, "ec2/instances", []),
    sectionIn(home, "ssm/managed-instances", known),
    sectionIn(other, "ssm/managed-instances", []),
  );
const online = { id: "i-1", pingStatus: "Online" };
table("instances/managed", [
  { name: "managed", snapshot: managed([instance()], [online]), verdict: "pass" },
  { name: "not known", snapshot: managed([instance()], []), verdict: "fail", resources: { "i-1": "fail" } },
  {
    name: "without a connection",
    snapshot: managed([instance()], [{ ...online, pingStatus: "ConnectionLost" }]),
    verdict: "fail",
  },
  { name: "stopped", snapshot: managed([instance({ running: false })], []), verdict: "not-applicable" },
  {
    name: "a service's own",
    snapshot: managed([instance({ managedBy: "eks.amazonaws.com" })], []),
    verdict: "not-applicable",
  },
  {
    name: "one of two",
    snapshot: managed([instance(), instance({ id: "i-2", name: "web" })], [online]),
    verdict: "fail",
    resources: { "i-1": "pass", "i-2 (web)": "fail" },
  },
  {
    name: "what is managed is denied",
    snapshot: managed([instance()], undefined),
    verdict: "not-assessed",
    missing: ["ssm:DescribeInstanceInformation"],
  },
  {
    name: "the instances of a Region are denied",
    snapshot: inTwo(sectionIn(home, "ec2/instances", []), sectionIn(other, "ec2/instances", undefined)),
    verdict: "not-assessed",
    missing: ["ec2:DescribeInstances"],
  },
]);

const anywhere = { Service: "rolesanywhere.amazonaws.com" };
const anchor = `arn:aws:rolesanywhere:${home}:${accountId}:trust-anchor/0a1b`;
const assumes = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
table("roles/anywhere", [
  { name: "no such role", snapshot: trusting({ Service: "ec2.amazonaws.com" }), verdict: "pass" },
  {
    name: "any certificate",
    snapshot: trusting(anywhere, undefined, assumes),
    verdict: "fail",
    resources: { "role/work": "fail" },
  },
  {
    name: "under a condition on something else",
    snapshot: trusting(anywhere, { StringEquals: { "aws:RequestedRegion": home } }, assumes),
    verdict: "fail",
  },
  {
    name: "of one anchor",
    snapshot: trusting(anywhere, { ArnEquals: { "aws:SourceArn": anchor } }, assumes),
    verdict: "pass",
  },
  ...(
    [
      ["like anything", { StringLike: { "aws:SourceArn": "*" } }],
      ["any anchor", { ArnLike: { "aws:SourceArn": `arn:aws:rolesanywhere:*:${accountId}:trust-anchor/*` } }],
      ["one of two that is any", { ArnLike: { "aws:SourceArn": [anchor, "*"] } }],
      ["all but one anchor", { ArnNotEquals: { "aws:SourceArn": anchor } }],
      ["some anchor", { Null: { "aws:SourceArn": "false" } }],
      ["any name", { StringLike: { "aws:PrincipalTag/x509Subject/CN": "*" } }],
    ] as const
  ).map(([name, condition]) => ({
    name,
    snapshot: trusting(anywhere, condition, assumes),
    verdict: "fail" as const,
  })),
  {
    name: "a name that begins so",
    snapshot: trusting(anywhere, { StringLike: { "aws:PrincipalTag/x509Subject/CN": "build-*" } }, assumes),
    verdict: "pass",
  },
  { name: "what assumes nothing", snapshot: trusting(anywhere, undefined, "sts:TagSession"), verdict: "pass" },
  {
    name: "of one name",
    snapshot: trusting(anywhere, { StringEquals: { "aws:PrincipalTag/x509Subject/CN": "build" } }, assumes),
    verdict: "pass",
  },
  detailsDenied,
]);

const administrator = user("alice", { attached: [ofAws("AdministratorAccess")] });
const devices = (virtual: readonly string[] | typeof denied, fields = {}, one = administrator) =>
  details(
    { users: [one] },
    {
      "iam/credential-report": report(row({ password_enabled: "true", mfa_active: "true", ...fields })),
      "iam/virtual-mfa-devices":
        "denied" in virtual
          ? virtual
          : virtual.map((name) => ({ serialNumber: name, userArn: `arn:aws:iam::${accountId}:user/${name}` })),
    },
  );
table("administrators/phishing-resistant-mfa", [
  { name: "a virtual device", snapshot: devices(["alice"]), verdict: "fail", resources: { "user/alice": "fail" } },
  { name: "another device", snapshot: devices(["bob"]), verdict: "pass" },
  { name: "no MFA", snapshot: devices([], { mfa_active: "false" }), verdict: "not-applicable" },
  { name: "no password", snapshot: devices(["alice"], { password_enabled: "false" }), verdict: "not-applicable" },
  {
    name: "no administrator",
    snapshot: devices(["alice"], {}, user("alice", { inline: [{ name: "a", document: allow("s3:GetObject") }] })),
    verdict: "not-applicable",
  },
  {
    name: "the devices are denied",
    snapshot: devices(denied),
    verdict: "not-assessed",
    missing: ["iam:ListVirtualMFADevices"],
  },
  detailsDenied,
]);

const detector = (region: string, plans: Readonly<Record<string, boolean>> | null, status = "ENABLED") => [
  sectionIn(region, "guardduty/detectors", plans === null ? [] : [`id-${region}`]),
  ...(plans === null ? [] : [sectionIn(region, "guardduty/detector", { status, plans }, `id-${region}`)]),
];
const every = Object.fromEntries(
  ["S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS"].map(
    (name) => [name, true],
  ),
);
table("guardduty/plans", [
  { name: "every one", snapshot: inTwo(...detector(home, every), ...detector(other, every)), verdict: "pass" },
  {
    name: "one off",
    snapshot: inTwo(...detector(home, every), ...detector(other, { ...every, RDS_LOGIN_EVENTS: false })),
    verdict: "fail",
    reason: /1 of 2 Regions/,
    resources: { [home]: "pass", [other]: "fail" },
  },
  {
    name: "one that a Region has not got",
    snapshot: inTwo(...detector(home, every), ...detector(other, { S3_DATA_EVENTS: true })),
    verdict: "pass",
  },
  {
    name: "no detector",
    snapshot: inTwo(...detector(home, null), ...detector(other, null)),
    verdict: "not-applicable",
  },
  {
    name: "a suspended detector",
    snapshot: inTwo(...detector(home, {}, "DISABLED"), ...detector(other, null)),
    verdict: "not-applicable",
  },
  {
    name: "denied",
    snapshot: inTwo(...detector(home, every), sectionIn(other, "guardduty/detectors", undefined)),
    verdict: "not-assessed",
    missing: ["guardduty:ListDetectors"],
  },
]);

const vpc = (region: string) =>
  sectionIn(region, "ec2/security-groups", {
    count: 1,
    groups: [
      {
        id: "sg-d",
        name: "default",
        vpcId: `vpc-${region}`,
        isDefault: true,
        ingress: [],
        ingressRules: 0,
        egressRules: 0,
      },
    ],
  });
const noVpc = (region: string) => sectionIn(region, "ec2/security-groups", { count: 0, groups: [] });
/** A VPC at home, and what is said of it; none elsewhere. */
const atHome = (name: Parameters<typeof sectionIn>[1], data: unknown) =>
  inTwo(vpc(home), noVpc(other), sectionIn(home, name, data));
const nowhere = inTwo(noVpc(home), noVpc(other));

const rule = (
  number: number,
  allows: boolean,
  range = "0.0.0.0/0",
  ports: readonly [number, number] | null = null,
) => ({
  number,
  allows,
  protocol: ports ? "6" : "-1",
  range,
  fromPort: ports?.[0] ?? null,
  toPort: ports?.[1] ?? null,
});
const acl = (...ingress: ReturnType<typeof rule>[]) =>
  atHome("ec2/network-acls", [{ id: "acl-1", vpcId: "vpc-1", isDefault: true, subnets: 2, ingress }]);
table("network/open-network-acl", [
  {
    name: "as AWS makes it",
    snapshot: acl(rule(100, true), rule(32767, false)),
    verdict: "fail",
    reason: /1 of 1 Region/,
  },
  { name: "everything refused", snapshot: acl(rule(32767, false)), verdict: "pass" },
  {
    name: "the ports refused before",
    snapshot: acl(rule(1, false, "0.0.0.0/0", [22, 22]), rule(2, false, "0.0.0.0/0", [3389, 3389]), rule(100, true)),
    verdict: "pass",
  },
  {
    name: "one of the ports refused before",
    snapshot: acl(rule(1, false, "0.0.0.0/0", [22, 22]), rule(100, true)),
    verdict: "fail",
    resources: { [home]: "fail" },
  },
  {
    name: "the ports refused behind",
    snapshot: acl(rule(100, true), rule(200, false, "0.0.0.0/0", [22, 3389])),
    verdict: "fail",
  },
  {
    name: "two halves",
    snapshot: acl(rule(1, true, "0.0.0.0/1", [22, 22]), rule(2, true, "128.0.0.0/1", [0, 1024])),
    verdict: "fail",
  },
  {
    name: "refused by halves before",
    snapshot: acl(rule(1, false, "0.0.0.0/1"), rule(2, false, "128.0.0.0/1"), rule(100, true)),
    verdict: "pass",
  },
  {
    name: "one half refused before",
    snapshot: acl(rule(1, false, "0.0.0.0/1"), rule(100, true)),
    verdict: "fail",
  },
  {
    name: "one network refused before",
    snapshot: acl(rule(1, false, "203.0.113.0/24"), rule(100, true)),
    verdict: "fail",
  },
  {
    name: "refused wider before",
    snapshot: acl(rule(1, false), rule(2, true, "0.0.0.0/1"), rule(3, true, "128.0.0.0/1")),
    verdict: "pass",
  },
  {
    name: "the networks that are not routed allowed",
    snapshot: acl(rule(1, true, "10.0.0.0/8"), rule(2, true, "224.0.0.0/3")),
    verdict: "pass",
  },
  { name: "by IPv6", snapshot: acl(rule(1, true, "::/0", [22, 22])), verdict: "fail" },
  {
    name: "by IPv6 in halves, refused in halves before",
    snapshot: acl(rule(1, false, "::/1"), rule(2, false, "8000::/1"), rule(3, true, "::/0")),
    verdict: "pass",
  },
  { name: "by half of IPv6", snapshot: acl(rule(1, true, "::/1", [22, 22])), verdict: "fail" },
  { name: "by the half of IPv6 that nobody has", snapshot: acl(rule(1, true, "8000::/1")), verdict: "pass" },
  { name: "a known network", snapshot: acl(rule(1, true, "203.0.113.0/24")), verdict: "pass" },
  { name: "other ports", snapshot: acl(rule(1, true, "0.0.0.0/0", [443, 443])), verdict: "pass" },
  {
    name: "of no subnet",
    snapshot: atHome("ec2/network-acls", [
      { id: "acl-1", vpcId: "v", isDefault: false, subnets: 0, ingress: [rule(100, true)] },
    ]),
    verdict: "not-applicable",
  },
  { name: "no VPC", snapshot: nowhere, verdict: "not-applicable" },
  {
    name: "denied",
    snapshot: atHome("ec2/network-acls", undefined),
    verdict: "not-assessed",
    missing: ["ec2:DescribeNetworkAcls"],
  },
]);

const log = (fields: object = {}) => ({ resource: `vpc-${home}`, traffic: "ALL", active: true, ...fields });
table("network/flow-logs", [
  { name: "of the VPC", snapshot: atHome("ec2/flow-logs", [log()]), verdict: "pass" },
  { name: "of what is refused", snapshot: atHome("ec2/flow-logs", [log({ traffic: "REJECT" })]), verdict: "pass" },
  {
    name: "of what is accepted alone",
    snapshot: atHome("ec2/flow-logs", [log({ traffic: "ACCEPT" })]),
    verdict: "fail",
    reason: /1 of 1 Region/,
  },
  {
    name: "of what is accepted and of what is refused",
    snapshot: atHome("ec2/flow-logs", [log({ traffic: "ACCEPT" }), log({ traffic: "REJECT" })]),
    verdict: "pass",
  },
  {
    name: "none in a Region in whose VPC nothing stands",
    snapshot: inTwo(
      ...[home, other].map(vpc),
      sectionIn(other, "ec2/network-interfaces", { any: false }),
      sectionIn(home, "ec2/network-interfaces", { any: true }),
      sectionIn(home, "ec2/flow-logs", [log()]),
    ),
    verdict: "pass",
    reason: /1 Region every/,
  },
  {
    name: "none, and whether anything stands in the VPC is denied",
    snapshot: inTwo(
      ...[home, other].map(vpc),
      sectionIn(home, "ec2/flow-logs", [log()]),
      sectionIn(other, "ec2/network-interfaces", undefined),
      sectionIn(other, "ec2/flow-logs", []),
    ),
    verdict: "fail",
    resources: { [home]: "pass", [other]: "fail" },
  },
  { name: "of a subnet alone", snapshot: atHome("ec2/flow-logs", [log({ resource: "subnet-1" })]), verdict: "fail" },
  { name: "that are not delivered", snapshot: atHome("ec2/flow-logs", [log({ active: false })]), verdict: "fail" },
  { name: "none", snapshot: atHome("ec2/flow-logs", []), verdict: "fail", resources: { [home]: "fail" } },
  { name: "no VPC", snapshot: nowhere, verdict: "not-applicable" },
  {
    name: "denied",
    snapshot: atHome("ec2/flow-logs", undefined),
    verdict: "not-assessed",
    missing: ["ec2:DescribeFlowLogs"],
  },
]);

table("instances/metadata-defaults", [
  { name: "a token", snapshot: atHome("ec2/metadata-defaults", { tokens: "required" }), verdict: "pass" },
  { name: "no token", snapshot: atHome("ec2/metadata-defaults", { tokens: "optional" }), verdict: "fail" },
  {
    name: "nothing set",
    snapshot: atHome("ec2/metadata-defaults", { tokens: null }),
    verdict: "fail",
    resources: { [home]: "fail" },
  },
  { name: "no VPC", snapshot: nowhere, verdict: "not-applicable" },
  {
    name: "denied",
    snapshot: atHome("ec2/metadata-defaults", undefined),
    verdict: "not-assessed",
    missing: ["ec2:GetInstanceMetadataDefaults"],
  },
]);

table("session-manager/public-documents", [
  { name: "blocked", snapshot: atHome("ssm/public-sharing", { enabled: false }), verdict: "pass" },
  {
    name: "allowed",
    snapshot: atHome("ssm/public-sharing", { enabled: true }),
    verdict: "fail",
    resources: { [home]: "fail" },
  },
  { name: "no VPC", snapshot: nowhere, verdict: "not-applicable" },
  {
    name: "denied",
    snapshot: atHome("ssm/public-sharing", undefined),
    verdict: "not-assessed",
    missing: ["ssm:GetServiceSetting"],
  },
]);

const analyzer = { arn: "arn:analyzer", name: "outside", type: "ACCOUNT", status: "ACTIVE" };
const found = (findings: object | undefined, fields: object = {}) =>
  inTwo(
    sectionIn(home, "access-analyzer/analyzers", [{ ...analyzer, ...fields }]),
    sectionIn(other, "access-analyzer/analyzers", []),
    sectionIn(home, "access-analyzer/findings", findings, "arn:analyzer"),
  );
const bucket = { resource: "arn:aws:s3:::open", type: "AWS::S3::Bucket" };
table("access-analyzer/findings", [
  { name: "none", snapshot: found({ findings: [], more: false }), verdict: "pass" },
  {
    name: "one",
    snapshot: found({ findings: [bucket], more: false }),
    verdict: "fail",
    reason: /1 finding of/,
    resources: { ":::open": "fail" },
  },
  { name: "more than a page", snapshot: found({ findings: [bucket, bucket], more: true }), verdict: "fail" },
  { name: "no active analyzer", snapshot: found(undefined, { status: "FAILED" }), verdict: "not-applicable" },
  {
    name: "an analyzer for unused access alone",
    snapshot: found(undefined, { type: "ACCOUNT_UNUSED_ACCESS" }),
    verdict: "not-applicable",
  },
  {
    name: "denied",
    snapshot: found(undefined),
    verdict: "not-assessed",
    missing: ["access-analyzer:ListFindings"],
  },
  {
    name: "the analyzers of a Region are denied",
    snapshot: inTwo(
      sectionIn(home, "access-analyzer/analyzers", [analyzer]),
      sectionIn(home, "access-analyzer/findings", { findings: [], more: false }, "arn:analyzer"),
      sectionIn(other, "access-analyzer/analyzers", undefined),
    ),
    verdict: "not-assessed",
    missing: ["access-analyzer:ListAnalyzers"],
  },
]);
