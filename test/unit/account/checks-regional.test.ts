import assert from "node:assert/strict";

import { coverageOf } from "../../../src/account/checks/coverage-map/map";
import type { CoverageColumn } from "../../../src/account/posture";
import type { DeliveryChannelStatus, Recorder, RecorderStatus } from "../../../src/account/sections/config";
import type { IngressRule, SecurityGroup } from "../../../src/account/sections/security-groups";
import type { AnySection, Snapshot } from "../../../src/account/snapshot";
import { accountId, type Case, denied, section, sectionIn, snapshotOf, table, trail, verdictOf } from "./support";

const [home, other, off] = ["eu-central-1", "us-east-1", "af-south-1"] as const;
const regions = [
  { name: home, optInStatus: "opt-in-not-required" },
  { name: other, optInStatus: "opt-in-not-required" },
  { name: off, optInStatus: "not-opted-in" },
];

/** Two Regions on and one off, with these sections. */
const inTwo = (...more: readonly AnySection[]): Snapshot => snapshotOf({ "ec2/regions": regions }, more);
/** The same answers in both. */
const inBoth = (make: (region: string) => readonly AnySection[]): Snapshot => inTwo(...make(home), ...make(other));
const withoutRegions = (...more: readonly AnySection[]): Snapshot => snapshotOf({ "ec2/regions": denied }, more);
const notOffered = (service: string, region: string): AnySection =>
  section("ssm/offered", { [region]: false }, service);

const recorder = (fields: Partial<Recorder> = {}): Recorder => ({
  name: "default",
  roleArn: `arn:aws:iam::${accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
  strategy: "ALL_SUPPORTED_RESOURCE_TYPES",
  includeGlobalResourceTypes: false,
  resourceTypes: [],
  excludedTypes: [],
  frequency: "CONTINUOUS",
  ...fields,
});
const iamTypes = ["AWS::IAM::User", "AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::Policy"];
const status = (fields: Partial<RecorderStatus> = {}): RecorderStatus => ({
  name: "default",
  recording: true,
  lastStatus: "SUCCESS",
  lastErrorCode: null,
  ...fields,
});
const none = { lastStatus: null, lastErrorCode: null };
const channel = (fields: Partial<DeliveryChannelStatus> = {}): DeliveryChannelStatus => ({
  name: "default",
  history: { lastStatus: "SUCCESS", lastErrorCode: null },
  snapshot: none,
  stream: none,
  ...fields,
});

/** A recorder with its status and delivery; null: none; undefined: denied, as the status is then. */
const config = (
  region: string,
  one: Recorder | null | undefined,
  now: RecorderStatus | "denied" = status(),
  delivery?: DeliveryChannelStatus | null,
): readonly AnySection[] => {
  if (one === null) return [sectionIn(region, "config/recorder-status", [])];
  if (one === undefined || now === "denied") return [sectionIn(region, "config/recorder-status", undefined)];
  const told = [sectionIn(region, "config/recorder-status", [now])];
  return now.recording
    ? [
        ...told,
        sectionIn(region, "config/recorders", [one]),
        sectionIn(
          region,
          "config/delivery-status",
          delivery === undefined ? undefined : delivery === null ? [] : [delivery],
        ),
      ]
    : told;
};
const good = (region: string) => config(region, recorder(), status(), channel());

table("config/recording", [
  { name: "in both Regions", snapshot: inBoth(good), verdict: "pass", resources: { [home]: "pass", [other]: "pass" } },
  {
    name: "in one only",
    snapshot: inTwo(...good(home), ...config(other, null)),
    verdict: "fail",
    reason: /1 of 2 Regions/,
    resources: { [home]: "pass", [other]: "fail" },
  },
  {
    name: "stopped",
    snapshot: inTwo(...good(home), ...config(other, recorder(), status({ recording: false }))),
    verdict: "fail",
    resources: { [other]: "fail" },
  },
  {
    name: "the last event failed",
    snapshot: inTwo(
      ...good(home),
      ...config(other, recorder(), status({ lastStatus: "Failure", lastErrorCode: "AccessDenied" })),
    ),
    verdict: "fail",
  },
  {
    name: "nothing has happened yet",
    snapshot: inTwo(...good(home), ...config(other, recorder(), status({ lastStatus: "Pending" }))),
    verdict: "pass",
  },
  {
    name: "some types only is another matter",
    snapshot: inTwo(
      ...good(home),
      ...config(
        other,
        recorder({ strategy: "INCLUSION_BY_RESOURCE_TYPES", resourceTypes: ["AWS::S3::Bucket"] }),
        status(),
      ),
    ),
    verdict: "pass",
  },
  {
    name: "one Region denied",
    snapshot: inTwo(...good(home), ...config(other, undefined)),
    verdict: "not-assessed",
    missing: ["config:DescribeConfigurationRecorderStatus"],
  },
  {
    name: "one denied, one without",
    snapshot: inTwo(...config(home, null), ...config(other, undefined)),
    verdict: "fail",
    missing: ["config:DescribeConfigurationRecorderStatus"],
  },
  { name: "not offered in one", snapshot: inTwo(...good(home), notOffered("config", other)), verdict: "pass" },
  {
    name: "another service is not offered",
    snapshot: inTwo(...good(home), notOffered("guardduty", other)),
    verdict: "not-assessed",
    missing: ["config:DescribeConfigurationRecorderStatus"],
  },
  {
    name: "the Regions are not known",
    snapshot: withoutRegions(...good(home)),
    verdict: "not-assessed",
    missing: ["ec2:DescribeRegions"],
  },
  {
    name: "the Regions are not known, and the session's has none",
    snapshot: withoutRegions(...config(home, null)),
    verdict: "fail",
    missing: ["ec2:DescribeRegions"],
  },
]);

const types = (fields: Partial<Recorder>) =>
  inTwo(...good(home), ...config(other, recorder(fields), status(), channel()));
table("config/all-types", [
  { name: "all supported", snapshot: inBoth(good), verdict: "pass" },
  {
    name: "one type",
    snapshot: types({ strategy: "INCLUSION_BY_RESOURCE_TYPES", resourceTypes: ["AWS::S3::Bucket"] }),
    verdict: "fail",
    resources: { [home]: "pass", [other]: "fail" },
  },
  {
    name: "all but one",
    snapshot: types({ strategy: "EXCLUSION_BY_RESOURCE_TYPES", excludedTypes: ["AWS::EC2::NetworkInterface"] }),
    verdict: "fail",
  },
  {
    name: "all but the global ones",
    snapshot: types({ strategy: "EXCLUSION_BY_RESOURCE_TYPES", excludedTypes: iamTypes }),
    verdict: "pass",
  },
  { name: "no recorder", snapshot: inBoth((region) => config(region, null)), verdict: "not-applicable" },
  {
    name: "the recorder denied",
    snapshot: inTwo(
      ...good(home),
      sectionIn(other, "config/recorder-status", [status()]),
      sectionIn(other, "config/recorders", undefined),
    ),
    verdict: "not-assessed",
    missing: ["config:DescribeConfigurationRecorders"],
  },
  {
    name: "one denied, the other has none",
    snapshot: inTwo(...config(home, null), ...config(other, undefined)),
    verdict: "not-assessed",
    missing: ["config:DescribeConfigurationRecorderStatus"],
  },
]);

table("config/global-types", [
  {
    name: "in one Region",
    snapshot: types({ includeGlobalResourceTypes: true }),
    verdict: "pass",
    reason: /us-east-1/,
  },
  { name: "in none", snapshot: inBoth(good), verdict: "fail" },
  {
    name: "by exclusion of others",
    snapshot: types({ strategy: "EXCLUSION_BY_RESOURCE_TYPES", excludedTypes: ["AWS::EC2::NetworkInterface"] }),
    verdict: "pass",
  },
  {
    name: "by exclusion of roles",
    snapshot: types({ strategy: "EXCLUSION_BY_RESOURCE_TYPES", excludedTypes: ["AWS::IAM::Role"] }),
    verdict: "fail",
  },
  {
    name: "all four by name",
    snapshot: types({ strategy: "INCLUSION_BY_RESOURCE_TYPES", resourceTypes: iamTypes }),
    verdict: "pass",
  },
  {
    name: "a recorder that is stopped",
    snapshot: inTwo(
      ...good(home),
      ...config(other, recorder({ includeGlobalResourceTypes: true }), status({ recording: false })),
    ),
    verdict: "fail",
  },
  {
    name: "one Region denied, the other does",
    snapshot: inTwo(
      ...config(home, undefined),
      ...config(other, recorder({ includeGlobalResourceTypes: true }), status()),
    ),
    verdict: "pass",
  },
  {
    name: "one Region denied, the other does not",
    snapshot: inTwo(...config(home, undefined), ...good(other)),
    verdict: "not-assessed",
    missing: ["config:DescribeConfigurationRecorderStatus"],
  },
  { name: "no recorder", snapshot: inBoth((region) => config(region, null)), verdict: "not-applicable" },
]);

table("config/delivery", [
  { name: "delivers", snapshot: inBoth(good), verdict: "pass" },
  {
    name: "no channel",
    snapshot: inTwo(...good(home), ...config(other, recorder(), status(), null)),
    verdict: "fail",
    resources: { [other]: "fail" },
  },
  {
    name: "the history failed",
    snapshot: inTwo(
      ...good(home),
      ...config(
        other,
        recorder(),
        status(),
        channel({ history: { lastStatus: "Failure", lastErrorCode: "NoSuchBucket" } }),
      ),
    ),
    verdict: "fail",
  },
  {
    name: "the notifications failed",
    snapshot: inTwo(
      ...good(home),
      ...config(other, recorder(), status(), channel({ stream: { lastStatus: "FAILURE", lastErrorCode: null } })),
    ),
    verdict: "fail",
  },
  {
    name: "nothing delivered yet",
    snapshot: inTwo(...good(home), ...config(other, recorder(), status(), channel({ history: none }))),
    verdict: "pass",
  },
  {
    name: "denied",
    snapshot: inTwo(...good(home), ...config(other, recorder(), status())),
    verdict: "not-assessed",
    missing: ["config:DescribeDeliveryChannelStatus"],
  },
  { name: "no recorder", snapshot: inBoth((region) => config(region, null)), verdict: "not-applicable" },
]);

table("config/service-linked-role", [
  { name: "the service-linked one", snapshot: inBoth(good), verdict: "pass" },
  {
    name: "in another partition",
    snapshot: types({
      roleArn: `arn:aws-cn:iam::${accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
    }),
    verdict: "pass",
  },
  {
    name: "an own one",
    snapshot: types({ roleArn: `arn:aws:iam::${accountId}:role/config.amazonaws.com-recorder` }),
    verdict: "fail",
  },
  { name: "none", snapshot: types({ roleArn: null }), verdict: "fail" },
]);

const aggregators = (...all: object[]) => inTwo(sectionIn(home, "config/aggregators", all));
const aggregator = (fields: object = {}) => ({
  name: "all",
  arn: "arn:x",
  organization: false,
  accounts: [accountId],
  regions: null,
  ...fields,
});
table("config/aggregator", [
  { name: "of this account", snapshot: aggregators(aggregator()), verdict: "pass" },
  {
    name: "of the organization",
    snapshot: aggregators(aggregator({ organization: true, accounts: [] })),
    verdict: "pass",
  },
  { name: "of other accounts", snapshot: aggregators(aggregator({ accounts: ["444455556666"] })), verdict: "attest" },
  { name: "of some Regions", snapshot: aggregators(aggregator({ regions: [home] })), verdict: "attest" },
  {
    name: "none",
    snapshot: aggregators(),
    verdict: "attest",
    reason: /No Region that records has an aggregator\./,
  },
  {
    name: "denied",
    snapshot: inTwo(sectionIn(home, "config/aggregators", undefined)),
    verdict: "not-assessed",
    missing: ["config:DescribeConfigurationAggregators"],
  },
  {
    name: "of this account, the Regions are not known",
    snapshot: withoutRegions(sectionIn(home, "config/aggregators", [aggregator()])),
    verdict: "pass",
  },
  {
    name: "none, the Regions are not known",
    snapshot: withoutRegions(sectionIn(home, "config/aggregators", [])),
    verdict: "not-assessed",
    missing: ["ec2:DescribeRegions"],
  },
]);

const analyzers = (region: string, ...all: (readonly [type: string, status?: string])[]): AnySection =>
  sectionIn(
    region,
    "access-analyzer/analyzers",
    all.map(([type, state = "ACTIVE"], index) => ({
      arn: `arn:${index}`,
      name: `analyzer-${index}`,
      type,
      status: state,
    })),
  );
table("access-analyzer/external-access", [
  {
    name: "in both",
    snapshot: inTwo(analyzers(home, ["ACCOUNT"]), analyzers(other, ["ORGANIZATION"])),
    verdict: "pass",
  },
  {
    name: "in one",
    snapshot: inTwo(analyzers(home, ["ACCOUNT"]), analyzers(other)),
    verdict: "fail",
    resources: { [home]: "pass", [other]: "fail" },
  },
  {
    name: "for unused access only",
    snapshot: inTwo(
      analyzers(home, ["ACCOUNT"]),
      analyzers(other, ["ACCOUNT_UNUSED_ACCESS"], ["ACCOUNT_INTERNAL_ACCESS"]),
    ),
    verdict: "fail",
  },
  {
    name: "one that failed beside one that is active",
    snapshot: inTwo(analyzers(home, ["ACCOUNT"]), analyzers(other, ["ACCOUNT", "FAILED"], ["ACCOUNT"])),
    verdict: "pass",
  },
  {
    name: "one that failed",
    snapshot: inTwo(analyzers(home, ["ACCOUNT"]), analyzers(other, ["ACCOUNT", "FAILED"])),
    verdict: "fail",
  },
  {
    name: "not offered in one",
    snapshot: inTwo(analyzers(home, ["ACCOUNT"]), notOffered("accessanalyzer", other)),
    verdict: "pass",
  },
  {
    name: "not offered anywhere",
    snapshot: inTwo(section("ssm/offered", { [home]: false, [other]: false }, "accessanalyzer")),
    verdict: "not-applicable",
  },
  {
    name: "whether it is offered is not known",
    snapshot: inTwo(analyzers(home, ["ACCOUNT"]), section("ssm/offered", {}, "accessanalyzer")),
    verdict: "not-assessed",
    missing: ["access-analyzer:ListAnalyzers"],
  },
  {
    name: "one denied",
    snapshot: inTwo(analyzers(home, ["ACCOUNT"]), sectionIn(other, "access-analyzer/analyzers", undefined)),
    verdict: "not-assessed",
    missing: ["access-analyzer:ListAnalyzers"],
  },
]);

table("access-analyzer/unused-access", [
  {
    name: "in one Region",
    snapshot: inTwo(analyzers(home), analyzers(other, ["ACCOUNT_UNUSED_ACCESS"])),
    verdict: "pass",
    reason: /us-east-1/,
  },
  {
    name: "of the organization",
    snapshot: inTwo(
      analyzers(home, ["ORGANIZATION_UNUSED_ACCESS"]),
      sectionIn(other, "access-analyzer/analyzers", undefined),
    ),
    verdict: "pass",
  },
  { name: "in none", snapshot: inTwo(analyzers(home, ["ACCOUNT"]), analyzers(other)), verdict: "fail" },
  {
    name: "not active",
    snapshot: inTwo(analyzers(home, ["ACCOUNT_UNUSED_ACCESS", "DISABLED"]), analyzers(other)),
    verdict: "fail",
  },
  {
    name: "in none of those where it is offered",
    snapshot: inTwo(analyzers(home), notOffered("accessanalyzer", other)),
    verdict: "fail",
  },
  {
    name: "one denied",
    snapshot: inTwo(analyzers(home), sectionIn(other, "access-analyzer/analyzers", undefined)),
    verdict: "not-assessed",
    missing: ["access-analyzer:ListAnalyzers"],
  },
]);

const detector = (region: string, state: string | null | undefined): readonly AnySection[] => [
  sectionIn(region, "guardduty/detectors", state === null ? [] : [`id-${region}`]),
  ...(state === null
    ? []
    : [
        sectionIn(
          region,
          "guardduty/detector",
          state === undefined ? undefined : { status: state, plans: {} },
          `id-${region}`,
        ),
      ]),
];
table("guardduty/enabled", [
  { name: "in both", snapshot: inBoth((region) => detector(region, "ENABLED")), verdict: "pass" },
  {
    name: "none in one",
    snapshot: inTwo(...detector(home, "ENABLED"), ...detector(other, null)),
    verdict: "fail",
    resources: { [home]: "pass", [other]: "fail" },
  },
  {
    name: "suspended in one",
    snapshot: inTwo(...detector(home, "ENABLED"), ...detector(other, "DISABLED")),
    verdict: "fail",
  },
  {
    name: "not offered in one",
    snapshot: inTwo(...detector(home, "ENABLED"), notOffered("guardduty", other)),
    verdict: "pass",
  },
  {
    name: "the detector denied",
    snapshot: inTwo(...detector(home, "ENABLED"), ...detector(other, undefined)),
    verdict: "not-assessed",
    missing: ["guardduty:GetDetector"],
  },
  {
    name: "the list denied",
    snapshot: inTwo(...detector(home, "ENABLED"), sectionIn(other, "guardduty/detectors", undefined)),
    verdict: "not-assessed",
    missing: ["guardduty:ListDetectors"],
  },
]);

const rule = (fields: Partial<IngressRule> = {}): IngressRule => ({
  protocol: "tcp",
  fromPort: 22,
  toPort: 22,
  ranges: ["0.0.0.0/0"],
  prefixLists: [],
  ...fields,
});
const group = (fields: Partial<SecurityGroup> = {}): SecurityGroup => ({
  id: "sg-1",
  name: "own",
  vpcId: "vpc-1",
  isDefault: false,
  ingress: [],
  ingressRules: 1,
  egressRules: 1,
  ...fields,
});
const groups = (region: string, ...all: SecurityGroup[]): AnySection =>
  sectionIn(region, "ec2/security-groups", { count: all.length + 3, groups: all });
const open = (fields: Partial<IngressRule>, ...more: readonly AnySection[]) =>
  inTwo(groups(home), groups(other, group({ ingress: [rule(fields)] })), ...more);
const listOf = (...ranges: string[]) => sectionIn(other, "ec2/prefix-list", ranges, "pl-1");
const byList: Partial<IngressRule> = { ranges: [], prefixLists: ["pl-1"] };

table("network/open-ssh", [
  {
    name: "no group is open",
    snapshot: inTwo(groups(home), groups(other)),
    verdict: "pass",
    reason: /^6 security groups in 2 Regions, none with a rule/,
  },
  { name: "port 22 from everywhere", snapshot: open({}), verdict: "fail", resources: { "sg-1": "fail" } },
  { name: "port 22 from everywhere by IPv6", snapshot: open({ ranges: ["::/0"] }), verdict: "fail" },
  { name: "a range of ports with 22 in it", snapshot: open({ fromPort: 0, toPort: 1024 }), verdict: "fail" },
  { name: "all protocols", snapshot: open({ protocol: "-1", fromPort: null, toPort: null }), verdict: "fail" },
  { name: "TCP by number", snapshot: open({ protocol: "6" }), verdict: "fail" },
  { name: "a range of ports beside it", snapshot: open({ fromPort: 23, toPort: 65535 }), verdict: "pass" },
  { name: "UDP, by which nobody speaks SSH", snapshot: open({ protocol: "udp" }), verdict: "pass" },
  { name: "ICMP", snapshot: open({ protocol: "icmp", fromPort: -1, toPort: -1 }), verdict: "pass" },
  { name: "HTTPS", snapshot: open({ fromPort: 443, toPort: 443 }), verdict: "pass" },
  {
    name: "a prefix list of known ranges",
    snapshot: open(byList, listOf("203.0.113.0/28")),
    verdict: "pass",
    resources: { "sg-1": "pass" },
  },
  {
    name: "a prefix list with everybody in it",
    snapshot: open(byList, listOf("203.0.113.0/28", "::/0")),
    verdict: "fail",
  },
  {
    name: "a prefix list that is not known",
    snapshot: open(byList, sectionIn(other, "ec2/prefix-list", undefined, "pl-1")),
    verdict: "not-assessed",
    missing: ["ec2:GetManagedPrefixListEntries"],
  },
  {
    name: "a prefix list that is not known, beside an open rule",
    snapshot: inTwo(groups(home), groups(other, group({ ingress: [rule(byList), rule()] }))),
    verdict: "fail",
  },
  {
    name: "one Region denied",
    snapshot: inTwo(groups(home), sectionIn(other, "ec2/security-groups", undefined)),
    verdict: "not-assessed",
    missing: ["ec2:DescribeSecurityGroups"],
  },
  {
    name: "one Region denied, the other open",
    snapshot: inTwo(groups(home, group({ ingress: [rule()] })), sectionIn(other, "ec2/security-groups", undefined)),
    verdict: "fail",
    missing: ["ec2:DescribeSecurityGroups"],
  },
  {
    name: "the Regions are not known",
    snapshot: withoutRegions(groups(home)),
    verdict: "not-assessed",
    missing: ["ec2:DescribeRegions"],
  },
]);

const ruled = (...all: readonly Partial<IngressRule>[]) =>
  inTwo(groups(home), groups(other, group({ ingress: all.map(rule) })), listOf("128.0.0.0/1", "203.0.113.0/28"));
/** Everybody in pieces is everybody. */
table("network/open-ssh", [
  { name: "two halves in a rule", snapshot: ruled({ ranges: ["0.0.0.0/1", "128.0.0.0/1"] }), verdict: "fail" },
  {
    name: "two halves in two rules",
    snapshot: ruled({ ranges: ["0.0.0.0/1"] }, { ranges: ["128.0.0.0/1"], fromPort: 0, toPort: 65_535 }),
    verdict: "fail",
    reason: /1 security group lets/,
  },
  { name: "half of IPv4", snapshot: ruled({ ranges: ["128.0.0.0/1"] }), verdict: "fail" },
  { name: "all that is given out of IPv6", snapshot: ruled({ ranges: ["2000::/3"] }), verdict: "fail" },
  { name: "halves of IPv6", snapshot: ruled({ ranges: ["2000::/4"] }, { ranges: ["3000::/4"] }), verdict: "fail" },
  {
    name: "a half, and the other half in a prefix list",
    snapshot: ruled({ ranges: [], prefixLists: ["pl-1"] }),
    verdict: "fail",
    reason: /1 security group/,
  },
  {
    name: "two halves, of which one is on another port",
    snapshot: ruled({ ranges: ["11.0.0.0/8"] }, { ranges: ["128.0.0.0/1"], fromPort: 443, toPort: 443 }),
    verdict: "pass",
  },
  { name: "the network of one company", snapshot: ruled({ ranges: ["17.0.0.0/8"] }), verdict: "pass" },
  {
    name: "the same network twice",
    snapshot: ruled({ ranges: ["17.0.0.0/8"] }, { ranges: ["17.0.0.0/8"] }),
    verdict: "pass",
  },
]);

table("network/open-rdp", [
  { name: "port 3389", snapshot: open({ fromPort: 3389, toPort: 3389 }), verdict: "fail" },
  { name: "port 3389 by UDP", snapshot: open({ protocol: "17", fromPort: 3389, toPort: 3389 }), verdict: "fail" },
  { name: "port 22", snapshot: open({}), verdict: "pass" },
]);

const byDefault = (fields: Partial<SecurityGroup>) =>
  inTwo(
    groups(home, group({ id: "sg-d", name: "default", isDefault: true, ingressRules: 0, egressRules: 0 })),
    groups(other, group({ id: "sg-e", isDefault: true, ...fields })),
  );
table("network/default-group", [
  { name: "without rules", snapshot: byDefault({ ingressRules: 0, egressRules: 0 }), verdict: "pass" },
  {
    name: "as AWS makes it",
    snapshot: byDefault({}),
    verdict: "fail",
    reason: /1 of 2 default groups/,
    resources: { "sg-d": "pass", "sg-e": "fail" },
  },
  { name: "everything out", snapshot: byDefault({ ingressRules: 0 }), verdict: "fail" },
  { name: "no VPC", snapshot: inTwo(groups(home), groups(other)), verdict: "pass" },
  {
    name: "denied",
    snapshot: inTwo(groups(home), sectionIn(other, "ec2/security-groups", undefined)),
    verdict: "not-assessed",
    missing: ["ec2:DescribeSecurityGroups"],
  },
]);

const anyHub = { arn: "arn:hub", subscribedAt: "2025-01-01T00:00:00Z" };
const hubIn = (region: string, data: object | null | undefined) => sectionIn(region, "securityhub/hub", data);
const noHubThere = hubIn(other, null);
const someHub = hubIn(home, anyHub);
table("securityhub/enabled", [
  { name: "a hub in each", snapshot: inTwo(someHub, hubIn(other, anyHub)), verdict: "pass" },
  {
    name: "a hub in one",
    snapshot: inTwo(someHub, noHubThere),
    verdict: "fail",
    reason: /1 of 2 Regions/,
    resources: { "eu-central-1": "pass", "us-east-1": "fail" },
  },
  { name: "none", snapshot: inTwo(hubIn(home, null), noHubThere), verdict: "fail" },
  {
    name: "a hub in one, and not offered in the other",
    snapshot: inTwo(someHub, notOffered("securityhub", other)),
    verdict: "pass",
  },
  {
    name: "one denied",
    snapshot: inTwo(someHub, hubIn(other, undefined)),
    verdict: "not-assessed",
    missing: ["securityhub:DescribeHub"],
  },
  {
    name: "one denied, none in the other",
    snapshot: inTwo(hubIn(home, null), hubIn(other, undefined)),
    verdict: "fail",
    missing: ["securityhub:DescribeHub"],
  },
]);
for (const id of ["securityhub/enabled", "securityhub/standards", "securityhub/aggregation", "session-manager/logging"])
  describe(`${id}, wherever it is asked from`, () => {
    const snapshot = inTwo(
      someHub,
      noHubThere,
      sectionIn(home, "securityhub/standards", []),
      sectionIn(home, "securityhub/aggregator", null),
      sectionIn(home, "ssm/managed-instances", [{ id: "i-1", pingStatus: "Online" }]),
      sectionIn(home, "ssm/session-preferences", null),
      sectionIn(other, "ssm/managed-instances", []),
    );
    it("is the same", () => {
      const [here, there] = [home, other].map((region) => verdictOf(id, { ...snapshot, region }));
      assert.deepEqual(here, there);
      assert.notEqual(here!.verdict, "not-assessed");
    });
  });

const standards = (...states: string[]) =>
  inTwo(
    someHub,
    noHubThere,
    sectionIn(
      home,
      "securityhub/standards",
      states.map((state, index) => ({
        standard: `arn:aws:securityhub:eu-central-1::standards/standard-${index}/v/1`,
        status: state,
      })),
    ),
  );
table("securityhub/standards", [
  { name: "one", snapshot: standards("READY"), verdict: "pass" },
  { name: "one in part", snapshot: standards("INCOMPLETE"), verdict: "pass" },
  {
    name: "one that failed",
    snapshot: standards("READY", "FAILED"),
    verdict: "fail",
    resources: { "standard-0/v/1": "pass", "standard-1/v/1": "fail" },
  },
  { name: "one that is being set up", snapshot: standards("PENDING"), verdict: "not-applicable" },
  { name: "none", snapshot: standards(), verdict: "fail", resources: { "eu-central-1": "fail" } },
  { name: "no hub", snapshot: inTwo(hubIn(home, null), noHubThere), verdict: "not-applicable" },
  {
    name: "denied",
    snapshot: inTwo(someHub, noHubThere, sectionIn(home, "securityhub/standards", undefined)),
    verdict: "not-assessed",
    missing: ["securityhub:GetEnabledStandards"],
  },
  {
    name: "the hubs denied",
    snapshot: inTwo(hubIn(home, undefined), hubIn(other, undefined)),
    verdict: "not-assessed",
    missing: ["securityhub:DescribeHub"],
  },
]);

const findings = (mode: string | null, ...linked: string[]) =>
  inTwo(
    someHub,
    noHubThere,
    sectionIn(
      home,
      "securityhub/aggregator",
      mode === null ? null : { arn: "arn:aggregator", region: home, mode, regions: linked },
    ),
  );
table("securityhub/aggregation", [
  { name: "every Region", snapshot: findings("ALL_REGIONS"), verdict: "pass" },
  { name: "those that are on", snapshot: findings("SPECIFIED_REGIONS", other), verdict: "pass" },
  { name: "one left out", snapshot: findings("SPECIFIED_REGIONS"), verdict: "fail", reason: /us-east-1/ },
  {
    name: "every Region but one that is off",
    snapshot: findings("ALL_REGIONS_EXCEPT_SPECIFIED", off),
    verdict: "pass",
  },
  { name: "every Region but one", snapshot: findings("ALL_REGIONS_EXCEPT_SPECIFIED", other), verdict: "fail" },
  { name: "no Region", snapshot: findings("NO_REGIONS"), verdict: "fail" },
  { name: "none of this account", snapshot: findings(null), verdict: "attest" },
  { name: "no hub", snapshot: inTwo(hubIn(home, null), noHubThere), verdict: "not-applicable" },
  {
    name: "denied",
    snapshot: inTwo(someHub, noHubThere, sectionIn(home, "securityhub/aggregator", undefined)),
    verdict: "not-assessed",
    missing: ["securityhub:GetFindingAggregator"],
  },
  {
    name: "the Regions are not known",
    snapshot: withoutRegions(
      someHub,
      sectionIn(home, "securityhub/aggregator", { arn: "arn:x", region: home, mode: "SPECIFIED_REGIONS", regions: [] }),
    ),
    verdict: "not-assessed",
    missing: ["ec2:DescribeRegions"],
  },
]);

const managed = (region: string, count: number) =>
  sectionIn(
    region,
    "ssm/managed-instances",
    Array.from({ length: count }, (_, index) => ({ id: `i-${index}`, pingStatus: "Online" })),
  );
const preferences = (region: string, fields: object | null) =>
  sectionIn(region, "ssm/session-preferences", fields && { bucket: null, logGroup: null, kmsKey: null, ...fields });
const sessions = (fields: object | null, count = 2, ...more: readonly AnySection[]) =>
  inTwo(managed(home, count), managed(other, 0), preferences(home, fields), ...more);
table("session-manager/logging", [
  { name: "to a log group", snapshot: sessions({ logGroup: "/sessions" }), verdict: "pass" },
  { name: "to a bucket", snapshot: sessions({ bucket: "sessions" }), verdict: "pass" },
  { name: "to nowhere", snapshot: sessions({}), verdict: "fail", resources: { "eu-central-1": "fail" } },
  { name: "no preferences", snapshot: sessions(null, 1), verdict: "fail" },
  { name: "no instance", snapshot: inTwo(managed(home, 0), managed(other, 0)), verdict: "not-applicable" },
  {
    name: "in one Region of two",
    snapshot: inTwo(
      managed(home, 1),
      managed(other, 3),
      preferences(home, { bucket: "sessions" }),
      preferences(other, {}),
    ),
    verdict: "fail",
    reason: /1 of 2 Regions/,
    resources: { "eu-central-1": "pass", "us-east-1": "fail" },
  },
  {
    name: "the instances denied",
    snapshot: inTwo(managed(home, 0), sectionIn(other, "ssm/managed-instances", undefined)),
    verdict: "not-assessed",
    missing: ["ssm:DescribeInstanceInformation"],
  },
  {
    name: "the preferences denied",
    snapshot: inTwo(managed(home, 1), managed(other, 0), sectionIn(home, "ssm/session-preferences", undefined)),
    verdict: "not-assessed",
    missing: ["ssm:GetDocument"],
  },
]);
table("session-manager/encryption", [
  { name: "a key", snapshot: sessions({ kmsKey: "alias/sessions" }), verdict: "pass" },
  { name: "none", snapshot: sessions({ logGroup: "/sessions" }, 1), verdict: "fail" },
  { name: "no instance", snapshot: inTwo(managed(home, 0), managed(other, 0)), verdict: "not-applicable" },
]);

const trailArn = `arn:aws:cloudtrail:eu-central-1:${accountId}:trail/main`;
const others = [section("cloudtrail/trail-list", []), sectionIn(home, "cloudtrail/event-data-stores", [])];
const trails = (multiRegion = true, logging = true, readWriteType = "All"): readonly AnySection[] => [
  ...others,
  sectionIn(home, "cloudtrail/trails", [trail({ multiRegion })]),
  sectionIn(home, "cloudtrail/trail-status", { logging, latestDeliveryError: null }, trailArn),
  sectionIn(
    home,
    "cloudtrail/event-selectors",
    { basic: [{ readWriteType, managementEvents: true, dataResources: [] }], advanced: [] },
    trailArn,
  ),
];
const noTrails = [...others, sectionIn(home, "cloudtrail/trails", [])];

table("coverage/blind-regions", [
  {
    name: "a trail of every Region",
    snapshot: inTwo(...trails(), ...config(home, null), ...config(other, null)),
    verdict: "pass",
  },
  { name: "a recorder in every Region", snapshot: inTwo(...noTrails, ...good(home), ...good(other)), verdict: "pass" },
  {
    name: "neither, in the session's Region",
    snapshot: inTwo(...noTrails, ...config(home, null), ...good(other)),
    verdict: "fail",
    resources: { [home]: "fail", [other]: "pass" },
  },
  {
    name: "the recorders denied, a trail everywhere",
    snapshot: inTwo(...trails(), ...config(home, undefined), ...config(other, undefined)),
    verdict: "pass",
  },
  {
    name: "the recorders denied, no trail",
    verdict: "not-assessed",
    missing: ["config:DescribeConfigurationRecorderStatus"],
    snapshot: inTwo(...noTrails, ...config(home, undefined), ...config(other, undefined)),
  },
]);

const optedIn = (...more: readonly AnySection[]) =>
  snapshotOf({ "ec2/regions": [...regions, { name: "eu-south-1", optInStatus: "opted-in" }] }, more);
const watched = (region: string) => [
  ...trails(),
  ...good(region),
  analyzers(region, ["ACCOUNT"]),
  ...detector(region, "ENABLED"),
];
table("coverage/opted-in-regions", [
  { name: "none", snapshot: inTwo(), verdict: "not-applicable" },
  { name: "one that is watched", snapshot: optedIn(...watched("eu-south-1")), verdict: "pass" },
  {
    name: "one without a detector",
    snapshot: optedIn(
      ...trails(),
      ...good("eu-south-1"),
      analyzers("eu-south-1", ["ACCOUNT"]),
      ...detector("eu-south-1", null),
    ),
    verdict: "fail",
    reason: /1 of 1 Region/,
  },
  {
    name: "one that is not known",
    snapshot: optedIn(...trails(), ...good("eu-south-1"), analyzers("eu-south-1", ["ACCOUNT"])),
    verdict: "not-assessed",
    missing: ["guardduty:ListDetectors"],
  },
  {
    name: "the Regions are not known",
    snapshot: withoutRegions(),
    verdict: "not-assessed",
    missing: ["ec2:DescribeRegions"],
  },
]);

const ask: Case = { name: "a person says it", snapshot: inTwo(...trails()), verdict: "attest", reason: /\?$/ };
table("coverage/gaps-accepted", [ask]);
table("session-manager/portal", [ask]);

describe("the coverage map", () => {
  const cell = (snapshot: Snapshot, region: string, column: CoverageColumn) =>
    coverageOf(snapshot).regions.find((row) => row.region === region)![column];
  const cases: readonly (readonly [
    name: string,
    snapshot: Snapshot,
    region: string,
    column: CoverageColumn,
    state: string,
  ])[] = [
    ["a Region that is off", inTwo(), off, "recorder", "off"],
    ["nothing has come in", inTwo(), home, "detector", "unknown"],
    ["a multi-Region trail", inTwo(...trails()), other, "trail", "covered"],
    ["a trail of another Region", inTwo(...trails(false)), home, "trail", "covered"],
    ["a Region without a trail of its own", inTwo(...trails(false)), other, "trail", "not"],
    ["a Region whose own trails are not seen", inTwo(...trails(false).slice(1)), other, "trail", "unknown"],
    ["a trail of writes", inTwo(...trails(true, true, "WriteOnly")), other, "trail", "partial"],
    ["a trail that is stopped", inTwo(...trails(true, false)), home, "trail", "not"],
    [
      "a trail whose status is denied",
      inTwo(
        sectionIn(home, "cloudtrail/trails", [trail()]),
        sectionIn(home, "cloudtrail/trail-status", undefined, trailArn),
      ),
      home,
      "trail",
      "unknown",
    ],
    [
      "trails that are denied",
      snapshotOf({ "ec2/regions": regions, "cloudtrail/trails": denied }),
      home,
      "trail",
      "unknown",
    ],
    ["a recorder of all types", inBoth(good), other, "recorder", "covered"],
    [
      "a recorder of one type",
      types({ strategy: "INCLUSION_BY_RESOURCE_TYPES", resourceTypes: ["AWS::S3::Bucket"] }),
      other,
      "recorder",
      "partial",
    ],
    [
      "a recorder that fails",
      inTwo(...config(other, recorder(), status({ lastStatus: "Failure" }))),
      other,
      "recorder",
      "partial",
    ],
    [
      "a recorder that is stopped",
      inTwo(...config(other, recorder(), status({ recording: false }))),
      other,
      "recorder",
      "not",
    ],
    ["no recorder", inTwo(...config(other, null)), other, "recorder", "not"],
    ["a recorder whose status is denied", inTwo(...config(other, recorder(), "denied")), other, "recorder", "unknown"],
    ["a service that is not offered", inTwo(notOffered("guardduty", other)), other, "detector", "not-offered"],
    [
      "a service that is offered, and did not answer",
      inTwo(section("ssm/offered", { [other]: true }, "guardduty"), sectionIn(other, "guardduty/detectors", undefined)),
      other,
      "detector",
      "unknown",
    ],
    ["an analyzer", inTwo(analyzers(other, ["ACCOUNT"])), other, "analyzer", "covered"],
    ["a suspended detector", inTwo(...detector(other, "DISABLED")), other, "detector", "not"],
  ];
  for (const [name, snapshot, region, column, state] of cases) {
    it(`${state}: ${name}`, () => {
      const found = cell(snapshot, region, column);
      assert.equal(found.state, state, found.reason);
      assert.match(found.reason, /\S.*\.$/);
    });
  }

  it("has a row for every Region, and says where there may be more", () => {
    assert.deepEqual(
      coverageOf(inTwo()).regions.map((row) => row.region),
      [home, other, off],
    );
    assert.equal(coverageOf(inTwo()).incomplete, null);
    const unknown = coverageOf(withoutRegions());
    assert.deepEqual(
      unknown.regions.map((row) => row.region),
      [home],
    );
    assert.match(unknown.incomplete!, /DescribeRegions was denied/);
  });
});
