/** What verdicts rest on, and the sentences that say so: each line of evidence leads back to a field of an answer. */
import type { AnySection, SectionData, Snapshot } from "../../../src/account/snapshot";
import { details, role, trust, user } from "./identity";
import { accountId, ago, denied, report, rootRow, row, section, sectionIn, snapshotOf, table, trail } from "./support";

const [home, other] = ["eu-central-1", "us-east-1"] as const;
const regions = [home, other].map((name) => ({ name, optInStatus: "opt-in-not-required" }));
const inTwo = (...more: readonly AnySection[]): Snapshot => snapshotOf({ "ec2/regions": regions }, more);

type Analyzers = SectionData["access-analyzer/analyzers"];
const analyzers = (region: string, ...all: readonly [name: string, type: string, status: string][]): AnySection =>
  sectionIn(
    region,
    "access-analyzer/analyzers",
    all.map(([name, type, status]) => ({ name, type, status, arn: `arn:${name}` })) satisfies Analyzers,
  );
const findings = (name: string, count: number, more = false) =>
  sectionIn(
    home,
    "access-analyzer/findings",
    {
      findings: Array.from({ length: count }, (_, at) => ({
        resource: `arn:aws:s3:::b${at}`,
        type: "AWS::S3::Bucket",
      })),
      more,
    },
    `arn:${name}`,
  );
table("access-analyzer/findings", [
  {
    name: "of two analyzers",
    snapshot: inTwo(
      analyzers(home, ["a", "ACCOUNT", "ACTIVE"], ["o", "ORGANIZATION", "ACTIVE"]),
      analyzers(other),
      findings("a", 0),
      findings("o", 0),
    ),
    verdict: "pass",
    reason: /^2 analyzers, none with an active finding\.$/,
    evidence: ["a active findings: 0", "o active findings: 0"],
  },
  {
    name: "more than were read",
    snapshot: inTwo(analyzers(home, ["a", "ACCOUNT", "ACTIVE"]), analyzers(other), findings("a", 2, true)),
    verdict: "fail",
    reason: /^2 findings of Access Analyzer are open\.$/,
    evidence: ["a active findings: 2 or more"],
    resources: { b0: "fail", b1: "fail" },
  },
  {
    name: "not asked for",
    snapshot: inTwo(analyzers(home, ["a", "ACCOUNT", "ACTIVE"]), analyzers(other)),
    verdict: "not-assessed",
    missing: ["access-analyzer:ListFindings"],
  },
]);
table("access-analyzer/unused-access", [
  {
    name: "an analyzer",
    snapshot: inTwo(analyzers(home, ["u", "ORGANIZATION_UNUSED_ACCESS", "ACTIVE"]), analyzers(other)),
    verdict: "pass",
    reason: /^An analyzer for unused access is active in eu-central-1\.$/,
    evidence: ["u type: ORGANIZATION_UNUSED_ACCESS", "analyzers: 0"],
    resources: { [home]: "pass" },
  },
  {
    name: "others, and one that is not active",
    snapshot: inTwo(
      analyzers(home, ["a", "ACCOUNT", "ACTIVE"], ["u", "ACCOUNT_UNUSED_ACCESS", "FAILED"]),
      analyzers(other),
    ),
    verdict: "fail",
    evidence: ["analyzers: ACCOUNT, ACCOUNT_UNUSED_ACCESS", "analyzers: 0"],
    resources: { [home]: "fail", [other]: "fail" },
  },
  {
    name: "offered nowhere",
    snapshot: inTwo(section("ssm/offered", { [home]: false, [other]: false }, "accessanalyzer")),
    verdict: "not-applicable",
    reason: /offered in no Region/,
  },
]);

const one = trail({ logGroup: "arn:group" });
const withTrail = (data: Parameters<typeof snapshotOf>[0], ...more: AnySection[]) =>
  snapshotOf(
    { "cloudtrail/trails": [one], "cloudtrail/trail-list": [{ arn: one.arn, homeRegion: home }], ...data },
    more,
  );
const bucket = (name: AnySection["name"], data: unknown) =>
  withTrail({ "s3/own-buckets": [{ name: "log-bucket", region: home }] }, section(name, data, "log-bucket"));
const status = (fields: object) =>
  withTrail({}, section("cloudtrail/trail-status", { logging: true, latestDeliveryError: null, ...fields }, one.arn));
table("cloudtrail/mfa-delete", [
  {
    name: "on",
    snapshot: bucket("s3/bucket-versioning", { status: "Enabled", mfaDelete: true }),
    verdict: "pass",
    evidence: ["log-bucket is of this account: true", "log-bucket MFADelete: true"],
    resources: { "log-bucket": "pass" },
  },
]);
table("cloudtrail/bucket-source", [
  {
    name: "no policy",
    snapshot: bucket("s3/bucket-policy", null),
    verdict: "pass",
    evidence: ["log-bucket is of this account: true", "log-bucket Policy: absent"],
    resources: { "log-bucket": "pass" },
  },
  {
    name: "a policy for something else",
    snapshot: bucket(
      "s3/bucket-policy",
      JSON.stringify({ Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }] }),
    ),
    verdict: "pass",
    evidence: ["log-bucket is of this account: true", "log-bucket Policy: read"],
    resources: { "log-bucket": "pass" },
  },
  {
    name: "whose bucket it is is not known",
    snapshot: withTrail({ "s3/own-buckets": denied }),
    verdict: "not-assessed",
    missing: ["s3:ListAllMyBuckets"],
  },
  {
    name: "whose bucket it is was not asked",
    snapshot: withTrail({}),
    verdict: "not-assessed",
    missing: ["s3:ListAllMyBuckets"],
  },
  {
    name: "its policy was not asked for",
    snapshot: withTrail({ "s3/own-buckets": [{ name: "log-bucket", region: home }] }),
    verdict: "not-assessed",
    missing: ["s3:GetBucketPolicy"],
    evidence: ["log-bucket is of this account: true"],
  },
]);
table("cloudtrail/cloudwatch-logs-delivery", [
  {
    name: "one that fails",
    snapshot: status({ logsDeliveryError: "AccessDenied", logsDeliveryAt: null }),
    verdict: "fail",
    evidence: [
      "trailList: 1",
      "main LatestCloudWatchLogsDeliveryError: AccessDenied",
      "main LatestCloudWatchLogsDeliveryTime: absent",
    ],
    resources: { "trail/main": "fail: The last delivery to arn:group failed: AccessDenied." },
  },
  {
    name: "one that does not",
    snapshot: status({ logsDeliveryError: null, logsDeliveryAt: "2026-06-15T11:00:00Z" }),
    verdict: "pass",
    evidence: [
      "trailList: 1",
      "main LatestCloudWatchLogsDeliveryError: absent",
      "main LatestCloudWatchLogsDeliveryTime: 2026-06-15T11:00:00Z",
    ],
    resources: { "trail/main": "pass: No delivery error." },
  },
  {
    name: "a status that was not asked for",
    snapshot: withTrail({}),
    verdict: "not-assessed",
    missing: ["cloudtrail:GetTrailStatus"],
    evidence: ["trailList: 1"],
  },
]);
const store = (terminationProtection: boolean) =>
  snapshotOf({}, [
    sectionIn(home, "cloudtrail/event-data-stores", [{ arn: "arn:store" }]),
    sectionIn(
      home,
      "cloudtrail/event-data-store",
      {
        arn: "arn:store",
        name: "lake",
        status: "ENABLED",
        multiRegion: true,
        terminationProtection,
        kmsKeyId: null,
        selectors: [],
      },
      "arn:store",
    ),
  ]);
table("cloudtrail/event-data-stores", [
  {
    name: "protected",
    snapshot: store(true),
    verdict: "pass",
    evidence: ["lake TerminationProtectionEnabled: true"],
    resources: { store: "pass" },
  },
  {
    name: "not protected",
    snapshot: store(false),
    verdict: "fail",
    evidence: ["lake TerminationProtectionEnabled: false"],
    resources: { store: "fail" },
  },
]);

const subscription = (name: string, subscribers: object[]) => ({ name, monitors: ["arn:monitor"], subscribers });
const anomalies = (subscriptions: object[], ...more: AnySection[]) =>
  snapshotOf(
    {
      "ce/anomaly-monitors": [{ arn: "arn:monitor", name: "m", type: "DIMENSIONAL" }],
      "ce/anomaly-subscriptions": subscriptions as never,
    },
    more,
  );
const topic = "arn:aws:sns:us-east-1:111122223333:costs";
table("billing/anomaly-alert", [
  {
    name: "by mail",
    snapshot: anomalies([subscription("a", []), subscription("b", [{ topic: null, declined: false }])]),
    verdict: "pass",
    reason: /^b notifies by e-mail\.$/,
    evidence: ["AnomalySubscriptions: a, b"],
  },
  { name: "none", snapshot: anomalies([]), verdict: "fail", evidence: ["AnomalySubscriptions: none"] },
  {
    name: "through a topic",
    snapshot: anomalies(
      [subscription("a", [{ topic, declined: false }])],
      section("sns/subscriptions", { confirmed: ["email"], pending: 0 }, topic),
    ),
    verdict: "pass",
    evidence: ["AnomalySubscriptions: a", "costs confirmed subscriptions: email"],
  },
  {
    name: "through a topic that may not be asked about",
    snapshot: anomalies(
      [subscription("a", [{ topic, declined: false }])],
      section("sns/subscriptions", undefined, topic),
    ),
    verdict: "not-assessed",
    missing: ["sns:ListSubscriptionsByTopic"],
  },
]);

const account = (rows: Record<string, string>[], serials: readonly string[] = []) =>
  details(
    { users: rows.map(({ user: name }) => user(name, { attached: ["arn:aws:iam::aws:policy/AdministratorAccess"] })) },
    {
      "iam/credential-report": report(rootRow(), ...rows),
      "iam/virtual-mfa-devices": serials.map((name) => ({
        serialNumber: `arn:aws:iam::${accountId}:mfa/${name}`,
        userArn: `arn:aws:iam::${accountId}:user/${name}`,
      })) as never,
    },
  );
table("administrators/phishing-resistant-mfa", [
  {
    name: "a key",
    snapshot: account([row({ user: "alice", password_enabled: "true", mfa_active: "true" })]),
    verdict: "pass",
    resources: { "user/alice": "pass" },
  },
  {
    name: "a report that does not say",
    snapshot: account([row({ user: "alice", password_enabled: "true", mfa_active: "N/A" })]),
    verdict: "not-assessed",
    reason: /does not say whether it has MFA/,
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
    snapshot: detector({ S3_DATA_EVENTS: true, EKS_AUDIT_LOGS: true }),
    verdict: "pass",
    reason: /^Every plan is on in 1 Region with a detector\.$/,
    evidence: ["Features that are off: none"],
    resources: { [home]: "pass" },
  },
  {
    name: "two are off",
    snapshot: detector({ S3_DATA_EVENTS: false, EKS_AUDIT_LOGS: false, RDS_LOGIN_EVENTS: true }),
    verdict: "fail",
    evidence: ["Features that are off: S3 Protection, EKS Protection"],
    resources: { [home]: "fail" },
  },
  { name: "a Region that tells of none", snapshot: detector({}), verdict: "not-applicable" },
  {
    name: "a detector that is suspended",
    snapshot: inTwo(
      sectionIn(home, "guardduty/detectors", ["d"]),
      sectionIn(home, "guardduty/detector", { status: "DISABLED", plans: { S3_DATA_EVENTS: false } }, "d"),
      sectionIn(other, "guardduty/detectors", []),
    ),
    verdict: "not-applicable",
  },
]);

const defaults = (tokens: string | null) =>
  inTwo(
    sectionIn(home, "ec2/security-groups", { count: 1, groups: [] }),
    sectionIn(home, "ec2/metadata-defaults", { tokens }),
    sectionIn(other, "ec2/security-groups", { count: 0, groups: [] }),
  );
table("instances/metadata-defaults", [
  {
    name: "required",
    snapshot: defaults("required"),
    verdict: "pass",
    evidence: ["AccountLevel.HttpTokens: required"],
    resources: { [home]: "pass" },
  },
  {
    name: "optional",
    snapshot: defaults("optional"),
    verdict: "fail",
    evidence: ["AccountLevel.HttpTokens: optional"],
  },
  { name: "not set", snapshot: defaults(null), verdict: "fail", evidence: ["AccountLevel.HttpTokens: absent"] },
]);

const sessions = (preferences: object | null) =>
  inTwo(
    sectionIn(home, "ssm/managed-instances", [{ id: "i-1", pingStatus: "Online" }]),
    sectionIn(other, "ssm/managed-instances", []),
    sectionIn(home, "ssm/session-preferences", preferences),
  );
table("session-manager/logging", [
  {
    name: "to both",
    snapshot: sessions({ bucket: "b", logGroup: "/g", kmsKey: null }),
    verdict: "pass",
    evidence: ["InstanceInformationList: 1", "s3BucketName: b", "cloudWatchLogGroupName: /g"],
    resources: { [home]: "pass" },
  },
  {
    name: "nobody has chosen",
    snapshot: sessions(null),
    verdict: "fail",
    evidence: ["InstanceInformationList: 1", "SSM-SessionManagerRunShell: none (InvalidDocument)"],
  },
  {
    name: "preferences that were not asked for",
    snapshot: inTwo(
      sectionIn(home, "ssm/managed-instances", [{ id: "i-1", pingStatus: "Online" }]),
      sectionIn(other, "ssm/managed-instances", []),
    ),
    verdict: "not-assessed",
    missing: ["ssm:GetDocument"],
    evidence: ["InstanceInformationList: 1"],
  },
  {
    name: "a Region that may not be asked about",
    snapshot: inTwo(
      sectionIn(home, "ssm/managed-instances", [{ id: "i-1", pingStatus: "Online" }]),
      sectionIn(other, "ssm/managed-instances", undefined),
      sectionIn(home, "ssm/session-preferences", { bucket: "b", logGroup: null, kmsKey: null }),
    ),
    verdict: "not-assessed",
    missing: ["ssm:DescribeInstanceInformation"],
  },
]);

const aggregated = (aggregator: object | null) =>
  inTwo(
    sectionIn(home, "securityhub/hub", { arn: "arn:hub" }),
    sectionIn(other, "securityhub/hub", { arn: "arn:hub-2" }),
    sectionIn(home, "securityhub/aggregator", aggregator),
    sectionIn(other, "securityhub/aggregator", aggregator),
  );
table("securityhub/aggregation", [
  {
    name: "none",
    snapshot: aggregated(null),
    verdict: "attest",
    evidence: ["FindingAggregatorArn: absent"],
  },
  {
    name: "of all",
    snapshot: aggregated({ arn: "arn:aggregator", region: home, mode: "ALL_REGIONS", regions: [] }),
    verdict: "pass",
    evidence: ["FindingAggregatorArn: arn:aggregator", "RegionLinkingMode: ALL_REGIONS"],
  },
]);

const root = (
  summary: Record<string, number>,
  ...more: [serials?: readonly string[], fields?: Record<string, string>]
) =>
  snapshotOf({
    "iam/account-summary": summary,
    "iam/virtual-mfa-devices": (more[0] ?? []).map((serialNumber) => ({
      serialNumber,
      userArn: null,
    })) as never,
    "iam/credential-report": report(rootRow(more[1])),
  });
table("root/access-keys", [
  {
    name: "none",
    snapshot: root({ AccountAccessKeysPresent: 0 }),
    verdict: "pass",
    evidence: ["AccountAccessKeysPresent: 0"],
  },
  { name: "not told", snapshot: root({}), verdict: "not-assessed", evidence: ["AccountAccessKeysPresent: absent"] },
]);
table("root/hardware-mfa", [
  {
    name: "a virtual device",
    snapshot: root({ AccountMFAEnabled: 1 }, [`arn:aws:iam::${accountId}:mfa/root-account-mfa-device`]),
    verdict: "fail",
    evidence: [
      "AccountMFAEnabled: 1",
      `VirtualMFADevices of :root: arn:aws:iam::${accountId}:mfa/root-account-mfa-device`,
    ],
  },
  {
    name: "another device",
    snapshot: root({ AccountMFAEnabled: 1 }),
    verdict: "pass",
    evidence: ["AccountMFAEnabled: 1", "VirtualMFADevices of :root: none"],
  },
  {
    name: "nothing to protect, by the report",
    snapshot: root({ AccountMFAEnabled: 0, AccountAccessKeysPresent: 0 }, [], { password_enabled: "false" }),
    verdict: "pass",
    evidence: ["AccountMFAEnabled: 0", "AccountAccessKeysPresent: 0", "<root_account> password_enabled: false"],
  },
  {
    name: "a password of which the report does not tell",
    snapshot: root({ AccountMFAEnabled: 0, AccountAccessKeysPresent: 0 }),
    verdict: "fail",
    evidence: ["AccountMFAEnabled: 0", "AccountAccessKeysPresent: 0", "<root_account> password_enabled: not_supported"],
  },
]);

const outsider = (principal: unknown, members: SectionData["organizations/accounts"]) =>
  details({ roles: [role(trust(principal))] }, { "organizations/accounts": members });
table("roles/unknown-accounts", [
  {
    name: "no organization",
    snapshot: outsider({ AWS: "777788889999" }, null),
    verdict: "fail",
    reason: /^1 of 1 role can be/,
    evidence: ["roles read: 1", "Accounts: no organization"],
  },
  {
    name: "this account by its id",
    snapshot: outsider({ AWS: accountId }, null),
    verdict: "pass",
    evidence: ["roles read: 1", "Accounts: no organization"],
  },
  {
    name: "what is neither an id nor an ARN",
    snapshot: outsider({ AWS: ["1234567890123", "777788889999x", "AIDACKCEVSQ6C2EXAMPLE"] }, null),
    verdict: "pass",
  },
]);
table("roles/unused", [
  {
    name: "never",
    snapshot: details({ roles: [role(trust({ Service: "ec2.amazonaws.com" }), { lastUsedAt: null })] }),
    verdict: "fail",
    resources: { "role/work": "fail" },
  },
  {
    name: "long ago",
    snapshot: details({ roles: [role(trust({ Service: "ec2.amazonaws.com" }), { lastUsedAt: ago(91) })] }),
    verdict: "fail",
  },
]);
table("single-sign-on/server-certificates", [
  {
    name: "one",
    snapshot: snapshotOf({
      "iam/server-certificates": [{ arn: "arn:aws:iam::1:server-certificate/a", expiresAt: ago(-10) }],
    }),
    verdict: "pass",
    reason: /^1 certificate, none expired\.$/,
    evidence: ["ServerCertificateMetadataList: 1"],
  },
  {
    name: "this moment",
    snapshot: snapshotOf({
      "iam/server-certificates": [{ arn: "arn:aws:iam::1:server-certificate/a", expiresAt: ago(0) }],
    }),
    verdict: "fail",
  },
  {
    name: "without a date",
    snapshot: snapshotOf({
      "iam/server-certificates": [{ arn: "arn:aws:iam::1:server-certificate/a", expiresAt: null }],
    }),
    verdict: "not-assessed",
    reason: /does not say until when/,
  },
]);

const group = (id: string, name: string, rules: object[]) => ({
  id,
  name,
  vpcId: "vpc-1",
  isDefault: false,
  ingressRules: rules.length,
  egressRules: 0,
  ingress: rules.map((fields) => ({
    protocol: "tcp",
    fromPort: 22,
    toPort: 22,
    ranges: [],
    prefixLists: [],
    ...fields,
  })),
});
const groups = (rules: object[], ...lists: [id: string, ranges: readonly string[] | undefined][]) =>
  inTwo(
    sectionIn(home, "ec2/security-groups", { count: 1, groups: [group("sg-1", "door", rules)] }),
    sectionIn(other, "ec2/security-groups", { count: 0, groups: [] }),
    ...lists.map(([id, ranges]) => sectionIn(home, "ec2/prefix-list", ranges, id)),
  );
table("network/open-ssh", [
  {
    name: "everybody, by one of two rules",
    snapshot: groups([{ ranges: ["0.0.0.0/0"] }, { ranges: ["10.0.0.0/8"], fromPort: 20, toPort: 30 }]),
    verdict: "fail",
    resources: { "sg-1": "fail" },
  },
  {
    name: "everybody, by a prefix list",
    snapshot: groups([{ prefixLists: ["pl-1"] }], ["pl-1", ["0.0.0.0/0"]]),
    verdict: "fail",
  },
  {
    name: "half by a rule and half by a list",
    snapshot: groups([{ ranges: ["0.0.0.0/1"], prefixLists: ["pl-1"] }], ["pl-1", ["128.0.0.0/1"]]),
    verdict: "fail",
  },
  {
    name: "a quarter of a tenth by each of many lists",
    snapshot: groups(
      [{ prefixLists: ["pl-1", "pl-2"] }],
      ["pl-1", ["16.0.0.0/5"]],
      ["pl-2", ["32.0.0.0/5", "48.0.0.0/5"]],
    ),
    verdict: "fail",
  },
  {
    name: "a list of few",
    snapshot: groups([{ prefixLists: ["pl-1"] }], ["pl-1", ["198.51.100.0/24"]]),
    verdict: "pass",
    resources: { "sg-1": "pass" },
  },
  {
    name: "a list that was not asked for",
    snapshot: groups([{ prefixLists: ["pl-1"] }]),
    verdict: "not-assessed",
    missing: ["ec2:GetManagedPrefixListEntries"],
    resources: { "sg-1": "not-assessed" },
  },
  {
    name: "a list that may not be read",
    snapshot: groups([{ prefixLists: ["pl-1"] }], ["pl-1", undefined]),
    verdict: "not-assessed",
    missing: ["ec2:GetManagedPrefixListEntries"],
  },
]);

/** Resources that fail and that do not, and why. */
const ports = (fields: object, reason: string) => ({
  name: reason,
  snapshot: groups([{ ranges: ["0.0.0.0/0"], ...fields }]),
  verdict: "fail" as const,
  resources: { "sg-1": `fail: door lets 0.0.0.0/0 in on ${reason}.` },
});
table("network/open-ssh", [
  ports({}, "port 22"),
  ports({ fromPort: 20, toPort: 30 }, "the ports 20 to 30"),
  ports({ fromPort: null, toPort: null }, "every port"),
  ports({ protocol: "-1", fromPort: 0, toPort: 65_535 }, "every port"),
  ports({ fromPort: 22, toPort: null }, "every port"),
  ports({ fromPort: null, toPort: 22 }, "every port"),
]);
table("users/direct-policies", [
  {
    name: "one of two users",
    snapshot: details({
      users: [
        user("alice", {
          attached: ["arn:aws:iam::aws:policy/job/ReadOnlyAccess"],
          inline: [{ name: "own", document: "{}" }],
        }),
        user("bob"),
      ],
    }),
    verdict: "fail",
    resources: {
      "user/alice": "fail: Has ReadOnlyAccess, own (inline).",
      "user/bob": "pass: Has no policy of its own.",
    },
  },
]);
table("users/access-key-age", [
  {
    name: "90 days and 91",
    snapshot: snapshotOf({
      "iam/credential-report": report(
        row({ user: "a", access_key_1_active: "true", access_key_1_last_rotated: ago(90) }),
        row({ user: "b", access_key_2_active: "true", access_key_2_last_rotated: ago(91) }),
      ),
    }),
    verdict: "fail",
    resources: {
      "user/a (access key 1)": "pass: Made or rotated 90 days ago.",
      "user/b (access key 2)": "fail: Made or rotated 91 days ago.",
    },
  },
]);
const versions = (status: string | null) => bucket("s3/bucket-versioning", { status, mfaDelete: false });
table("cloudtrail/bucket-versioning", [
  {
    name: "on",
    snapshot: versions("Enabled"),
    verdict: "pass",
    evidence: ["log-bucket is of this account: true", "log-bucket Status: Enabled", "log-bucket MFADelete: false"],
    resources: { "log-bucket": "pass" },
  },
  {
    name: "suspended",
    snapshot: versions("Suspended"),
    verdict: "fail",
    resources: { "log-bucket": "fail: Keeps no new versions: versioning is suspended." },
  },
  { name: "never", snapshot: versions(null), verdict: "fail", resources: { "log-bucket": "fail: Keeps no versions." } },
]);
table("password-policy/characters", [
  {
    name: "two kinds",
    snapshot: snapshotOf({
      "iam/account-summary": { Users: 1 },
      "iam/password-policy": {
        minimumLength: 8,
        reusePrevention: null,
        maximumAge: null,
        usersMayChange: false,
        requires: ["numbers", "symbols"],
      },
    }),
    verdict: "fail",
    reason: /asks for no uppercase letters, no lowercase letters\.$/,
    evidence: [
      "RequireUppercaseCharacters, RequireLowercaseCharacters, RequireNumbers, RequireSymbols: numbers, symbols",
      "Users: 1",
    ],
  },
  {
    name: "none",
    snapshot: snapshotOf({
      "iam/account-summary": { Users: 1 },
      "iam/password-policy": {
        minimumLength: 8,
        reusePrevention: null,
        maximumAge: null,
        usersMayChange: false,
        requires: [],
      },
    }),
    verdict: "fail",
    evidence: [
      "RequireUppercaseCharacters, RequireLowercaseCharacters, RequireNumbers, RequireSymbols: none of them",
      "Users: 1",
    ],
  },
  {
    name: "no policy",
    snapshot: snapshotOf({ "iam/account-summary": { Users: 1 }, "iam/password-policy": null }),
    verdict: "fail",
    evidence: ["PasswordPolicy: none (NoSuchEntity)", "Users: 1"],
  },
]);
const accounts = (...statuses: string[]) =>
  snapshotOf({
    "organizations/accounts": statuses.map((status, at) => ({ id: `${at}`, name: `n${at}`, status })) as never,
  });
table("organizations/closed-accounts", [
  { name: "none", snapshot: accounts("ACTIVE"), verdict: "pass", evidence: ["Accounts: 1", "suspended: none"] },
  {
    name: "two",
    snapshot: accounts("ACTIVE", "SUSPENDED", "CLOSED"),
    verdict: "fail",
    evidence: ["Accounts: 3", "suspended: 1, 2"],
  },
]);
const [saml, oidc] = [
  `arn:aws:iam::${accountId}:saml-provider/corp`,
  `arn:aws:iam::${accountId}:oidc-provider/git.example`,
];
table("single-sign-on/unused-providers", [
  {
    name: "one of two",
    snapshot: details(
      { roles: [role(trust({ Federated: saml }, undefined, "sts:AssumeRoleWithSAML"))] },
      { "iam/saml-providers": [{ arn: saml, validUntil: null }], "iam/oidc-providers": [oidc] },
    ),
    verdict: "fail",
    evidence: ["SAMLProviderList: 1", "OpenIDConnectProviderList: 1"],
    resources: { "saml-provider/corp": "pass: A role trusts it.", "git.example": "fail: No role trusts it." },
  },
]);
table("session-manager/portal", [
  {
    name: "what is known",
    snapshot: inTwo(
      sectionIn(home, "ssm/managed-instances", [{ id: "i-1", pingStatus: "Online" }]),
      sectionIn(other, "ssm/managed-instances", []),
      sectionIn(home, "ssm/session-preferences", { bucket: null, logGroup: null, kmsKey: null }),
      sectionIn(other, "ssm/session-preferences", null),
    ),
    verdict: "attest",
    evidence: [
      `Account: ${accountId}`,
      "InstanceInformationList: 1",
      "SSM-SessionManagerRunShell: set",
      "SSM-SessionManagerRunShell: none",
    ],
  },
]);
table("roles/unused", [
  {
    name: "why",
    snapshot: details({
      roles: [
        role(trust({ Service: "ec2.amazonaws.com" }), { name: "never", lastUsedAt: null }),
        role(trust({ Service: "ec2.amazonaws.com" }), { name: "lately", lastUsedAt: ago(90) }),
        role(trust({ Service: "ec2.amazonaws.com" }), { name: "once", lastUsedAt: ago(91) }),
      ],
    }),
    verdict: "fail",
    resources: {
      never: "fail: Not used within the 400 days that AWS remembers; made 500 days ago.",
      lately: "pass",
      once: "fail: Last used 91 days ago.",
    },
  },
]);
