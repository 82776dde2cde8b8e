/** Policies that differ in one element, and what the difference makes: who is trusted, who is an administrator, what an organization denies. */
import assert from "node:assert/strict";

import { openToStrangers } from "../../../src/account/checks/address-ranges";
import type { Snapshot } from "../../../src/account/snapshot";
import { allow, details, document, managed, ofAws, outside, role, trust, user } from "./identity";
import { accountId, ago, denied, report, row, snapshotOf, table, verdictOf } from "./support";

const everything = { attached: [ofAws("AdministratorAccess")] };
const administrator = (trustPolicy: string) => details({ roles: [role(trustPolicy, everything)] });
const assuming = (...statements: object[]) =>
  administrator(document(...statements.map((one) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...one }))));

table("administrators/workloads", [
  {
    name: "functions, also of China",
    snapshot: assuming({ Principal: { Service: ["lambda.amazonaws.com", "ec2.amazonaws.com.cn"] } }),
    verdict: "fail",
    resources: { work: "fail: Code in lambda, ec2 has it. May do everything, by AdministratorAccess." },
  },
  {
    name: "functions that are kept out",
    snapshot: assuming(
      { Principal: { AWS: accountId } },
      { Effect: "Deny", Principal: { Service: "lambda.amazonaws.com" } },
    ),
    verdict: "pass",
    resources: { work: "pass: No service that runs code has it. May do everything, by AdministratorAccess." },
  },
  {
    name: "a host that only begins like a service's",
    snapshot: assuming({ Principal: { Service: "lambda.amazonaws.com.example" } }),
    verdict: "pass",
  },
  {
    name: "an account called like a service, and no principal",
    snapshot: assuming({ Principal: { AWS: "lambda" } }, { NotPrincipal: { Service: "lambda.amazonaws.com" } }),
    verdict: "pass",
  },
]);
const ofNobody = { "organizations/organization": null, "organizations/accounts": null } as const;
const stranger = "777788889999";
table("administrators/outside-accounts", [
  {
    name: "an account that is kept out",
    snapshot: assuming({ Principal: { AWS: accountId } }, { Effect: "Deny", Principal: { AWS: outside } }),
    verdict: "pass",
  },
  {
    name: "an id that is no account's, of a service",
    snapshot: assuming({ Principal: { Service: stranger } }),
    verdict: "pass",
  },
  {
    name: "an account twice",
    snapshot: assuming({ Principal: { AWS: [outside, stranger] } }),
    verdict: "fail",
    resources: { work: `fail: Account ${stranger} may assume it. May do everything, by AdministratorAccess.` },
  },
  {
    name: "a statement that only tags sessions",
    snapshot: administrator(trust({ AWS: outside }, undefined, "sts:TagSession")),
    verdict: "pass",
  },
  {
    name: "a vendor, by name",
    snapshot: assuming({ Principal: { AWS: "arn:aws:iam::464622532012:root" } }),
    verdict: "fail",
    resources: {
      work: "fail: Account 464622532012 (Datadog) may assume it. May do everything, by AdministratorAccess.",
    },
  },
  {
    name: "the organization is denied",
    snapshot: details(
      { roles: [role(trust({ AWS: outside }), everything)] },
      { ...ofNobody, "organizations/organization": denied },
    ),
    verdict: "not-assessed",
    missing: ["organizations:DescribeOrganization"],
    resources: {
      work: `not-assessed: Whether account ${stranger} belongs to the organization is not known. May do everything, by AdministratorAccess.`,
    },
  },
]);
table("roles/external-id", [
  {
    name: "a vendor, by name",
    snapshot: details({ roles: [role(trust({ AWS: "arn:aws:iam::464622532012:root" }))] }),
    verdict: "fail",
    resources: { work: "fail: Account 464622532012 (Datadog) can assume it without an external id." },
  },
  {
    name: "a stranger",
    snapshot: details({ roles: [role(trust({ AWS: outside }))] }),
    verdict: "fail",
    resources: { work: `fail: Account ${stranger} can assume it without an external id.` },
  },
]);

const corporate = `arn:aws:iam::${accountId}:saml-provider/corporate`;
const web = `arn:aws:iam::${accountId}:oidc-provider/git.example`;
const federated = (provider: string, Action: string, Condition?: object) =>
  details({ roles: [role(trust({ Federated: provider }, Condition, Action))] });
table("roles/saml-audience", [
  { name: "another kind of provider", snapshot: federated(web, "sts:AssumeRoleWithWebIdentity"), verdict: "pass" },
  {
    name: "no condition",
    snapshot: federated(corporate, "sts:AssumeRoleWithSAML"),
    verdict: "fail",
    resources: { work: "fail: Any assertion of corporate is taken, whomever it was made for." },
  },
  {
    name: "a Deny of all other audiences",
    snapshot: details({
      roles: [
        role(
          document(
            { Effect: "Allow", Principal: { Federated: corporate }, Action: "sts:AssumeRoleWithSAML" },
            {
              Effect: "Deny",
              Principal: { Federated: corporate },
              Action: "sts:AssumeRoleWithSAML",
              Condition: { StringNotEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
            },
          ),
        ),
      ],
    }),
    verdict: "pass",
  },
]);

const providers = (saml: readonly string[] | "denied", oidc: readonly string[] | "denied", more: object = {}) =>
  details(
    { roles: [role(trust({ Federated: corporate }, undefined, "sts:AssumeRoleWithSAML"))] },
    {
      "iam/saml-providers": saml === "denied" ? denied : saml.map((arn) => ({ arn, validUntil: null })),
      "iam/oidc-providers": oidc === "denied" ? denied : oidc,
      ...more,
    },
  );
table("single-sign-on/unused-providers", [
  {
    name: "one that serves a role, the others are denied",
    snapshot: providers([corporate], "denied"),
    verdict: "not-assessed",
    missing: ["iam:ListOpenIDConnectProviders"],
    evidence: ["SAMLProviderList: 1"],
    resources: { corporate: "pass: A role trusts it." },
  },
  {
    name: "one that serves no role, the others are denied",
    snapshot: providers("denied", [web]),
    verdict: "fail",
    evidence: ["OpenIDConnectProviderList: 1"],
    resources: { "git.example": "fail: No role trusts it." },
  },
  {
    name: "both denied",
    snapshot: providers("denied", "denied"),
    verdict: "not-assessed",
    missing: ["iam:ListSAMLProviders", "iam:ListOpenIDConnectProviders"],
  },
  {
    name: "the roles are denied",
    snapshot: providers([corporate], [], { "iam/authorization-details": denied }),
    verdict: "not-assessed",
    missing: ["iam:GetAccountAuthorizationDetails"],
  },
  {
    name: "the roles were not asked for",
    snapshot: snapshotOf({ "iam/saml-providers": [], "iam/oidc-providers": [] }),
    verdict: "not-assessed",
    missing: ["iam:GetAccountAuthorizationDetails"],
  },
  { name: "none", snapshot: providers([], []), verdict: "not-applicable" },
]);

/** Who is an administrator by a policy of their own. */
describe("an administrator by", () => {
  const self = "arn:aws:iam::*:user/${aws:username}";
  const cases: readonly (readonly [string, string, "everything" | "permissions" | "less"])[] = [
    ["everything", allow("*"), "everything"],
    ["setting policies of users", allow("iam:PutUserPolicy"), "permissions"],
    ["setting policies of oneself", allow("iam:PutUserPolicy", self), "permissions"],
    ["setting policies of somebody else", allow("iam:PutUserPolicy", `arn:aws:iam::${accountId}:user/bob`), "less"],
    [
      "setting policies of oneself and of somebody else",
      allow("iam:PutUserPolicy", [`arn:aws:iam::${accountId}:user/bob`, self]),
      "permissions",
    ],
    ["attaching any policy", allow("iam:AttachUserPolicy"), "permissions"],
    [
      "attaching AdministratorAccess",
      allow("iam:AttachUserPolicy", "*", {
        Condition: { ArnEquals: { "iam:PolicyARN": ofAws("AdministratorAccess") } },
      }),
      "permissions",
    ],
    [
      "attaching ReadOnlyAccess",
      allow("iam:AttachUserPolicy", "*", { Condition: { ArnEquals: { "iam:PolicyARN": ofAws("ReadOnlyAccess") } } }),
      "less",
    ],
    ["reading users", allow("iam:GetUser"), "less"],
    ["nothing", document({ Effect: "Deny", Action: "*", Resource: "*" }), "less"],
  ];
  const reasons = {
    everything: /May do everything, by own \(inline\)\.$/,
    permissions: /May give anybody every permission, by own \(inline\)\.$/,
  };
  for (const [name, text, reach] of cases)
    it(`${name}: ${reach}`, () => {
      const { evidence } = verdictOf(
        "administrators/number",
        details({ users: [user("alice", { inline: [{ name: "own", document: text }] })] }),
      );
      assert.deepEqual(
        evidence.map(({ field, value }) => `${field}: ${value}`),
        ["users: 1", `administrators (users): ${reach === "less" ? 0 : 1}`, "administrators (roles): 0"],
      );
      const many = verdictOf(
        "administrators/number",
        details({
          users: Array.from({ length: 9 }, (_, at) => user(`u${at}`, { inline: [{ name: "own", document: text }] })),
        }),
      );
      assert.equal(many.verdict, reach === "less" ? "pass" : "fail");
      if (reach !== "less") assert.match(many.resources[0]!.reason, reasons[reach]);
    });
});

const organization = { id: "o-1", managementAccount: accountId, featureSet: "ALL", policyTypes: null };
const controlling = (documents: readonly (readonly [string, string])[] | "denied", more: object = {}): Snapshot =>
  snapshotOf({
    "organizations/organization": organization as never,
    "organizations/service-control-policies": ["p-1", "p-2"].map((id) => ({ id, name: `n${id}`, awsManaged: false })),
    "organizations/resource-control-policies": [],
    "organizations/policy-documents":
      documents === "denied" ? denied : documents.map(([id, text]) => ({ id, document: text })),
    ...more,
  });
const misspelt = { Effect: "Deny", Action: "cloudtrail:StopLoging", Resource: "*" };
const right = document({ Effect: "Deny", Action: "cloudtrail:StopLogging", Resource: "*" });
table("organizations/policy-content", [
  {
    name: "one of two",
    snapshot: controlling([
      ["p-1", document(misspelt)],
      ["p-2", right],
    ]),
    verdict: "fail",
    reason: /^p-1 \(np-1\): (?!.* more\.$)/,
    evidence: ["not AwsManaged: np-1, np-2"],
    resources: { "(np-1)": "fail", "(np-2)": "pass: What it names exists." },
  },
  {
    name: "two mistakes in one",
    snapshot: controlling([
      ["p-1", document(misspelt, { ...misspelt, Action: "cloudtrail:DeleteTrial" })],
      ["p-2", right],
    ]),
    verdict: "fail",
    reason: /^p-1 \(np-1\): .* And 1 more\.$/,
  },
  {
    name: "both",
    snapshot: controlling([
      ["p-1", document(misspelt)],
      ["p-2", document(misspelt)],
    ]),
    verdict: "fail",
    reason: /^2 of 2 policies of the organization have mistakes\.$/,
  },
  {
    name: "one that is broken",
    snapshot: controlling([
      ["p-1", "{"],
      ["p-2", right],
    ]),
    verdict: "not-assessed",
    reason: /^1 of 2 policies of the organization could not be read\.$/,
    resources: { "(np-1)": "not-assessed: Its document cannot be read." },
  },
  {
    name: "one that was not read",
    snapshot: controlling([["p-2", right]]),
    verdict: "not-assessed",
    resources: { "(np-1)": "not-assessed: It is one of more than are read." },
  },
  {
    name: "the documents are denied",
    snapshot: controlling("denied"),
    verdict: "not-assessed",
    missing: ["organizations:DescribePolicy"],
    evidence: ["not AwsManaged: np-1, np-2"],
  },
  {
    name: "none of its own",
    snapshot: controlling([], { "organizations/service-control-policies": [] }),
    verdict: "not-applicable",
    evidence: ["not AwsManaged: none"],
  },
  {
    name: "resource control policies were not asked for",
    snapshot: snapshotOf({ "organizations/service-control-policies": [] }),
    verdict: "not-assessed",
    missing: ["organizations:ListPolicies"],
  },
]);

const region = (Condition: object, Effect = "Deny") => document({ Effect, Action: "*", Resource: "*", Condition });
const inRegion = region({ StringNotEquals: { "aws:RequestedRegion": "eu-central-1" } });
const inOffice = region({ NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } });
const bounded = (text: string, more: object) =>
  details({}, { "organizations/policy-documents": [{ id: "p-1", document: text }], ...more });
table("split/regions", [
  {
    name: "attached to a unit",
    snapshot: bounded(inRegion, { "organizations/policy-targets": { "p-1": [{ id: "ou-1" }] } }),
    verdict: "pass",
    reason: /^A policy bounds the Regions\.$/,
    evidence: ["policies with aws:RequestedRegion: 0", "service control policies with aws:RequestedRegion: 1"],
    resources: { "service control policy p-1": "pass" },
  },
  {
    name: "attached to nothing",
    snapshot: bounded(inRegion, { "organizations/policy-targets": { "p-1": [] } }),
    verdict: "fail",
  },
  { name: "about something else", snapshot: bounded(inOffice, {}), verdict: "fail" },
  { name: "one that is broken", snapshot: bounded("{", {}), verdict: "fail" },
  {
    name: "two of the account",
    snapshot: details(
      { policies: [managed(inRegion), managed(inRegion, "other"), managed(inOffice, "third")] },
      { "organizations/policy-documents": null },
    ),
    verdict: "pass",
    reason: /^2 policies bound the Regions\.$/,
    evidence: [
      "policies with aws:RequestedRegion: 2",
      "service control policies with aws:RequestedRegion: no organization",
    ],
  },
]);

const withPolicy = (text: string) => details({ policies: [managed(text)] });
table("policies/kms-decrypt", [
  {
    name: "a Deny",
    snapshot: withPolicy(document({ Effect: "Deny", Action: "kms:Decrypt", Resource: "*" })),
    verdict: "pass",
  },
  {
    name: "under a condition",
    snapshot: withPolicy(
      allow("kms:Decrypt", "*", { Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } } }),
    ),
    verdict: "pass",
  },
  { name: "another action", snapshot: withPolicy(allow(["kms:Encrypt", "s3:*"])), verdict: "pass" },
  { name: "beside others", snapshot: withPolicy(allow(["kms:Encrypt", "kms:Decrypt"])), verdict: "fail" },
  {
    name: "all but some actions",
    snapshot: withPolicy(document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" })),
    verdict: "fail",
    resources: { "policy/own": "fail: Allows kms:Decrypt with every key of the account." },
  },
  {
    name: "all but some actions of KMS",
    snapshot: withPolicy(document({ Effect: "Allow", NotAction: ["iam:*", "kms:Decrypt*"], Resource: "*" })),
    verdict: "fail",
    resources: { "policy/own": "fail: Allows kms:ReEncryptFrom with every key of the account." },
  },
  {
    name: "all but KMS",
    snapshot: withPolicy(document({ Effect: "Allow", NotAction: ["iam:*", "kms:*"], Resource: "*" })),
    verdict: "pass",
  },
  {
    name: "one key",
    snapshot: withPolicy(allow("kms:Decrypt", `arn:aws:kms:eu-west-1:${accountId}:key/1`)),
    verdict: "pass",
  },
]);
table("policies/support-role", [
  {
    name: "beside another policy",
    snapshot: details({
      users: [
        user("bob", { attached: [ofAws("ReadOnlyAccess")] }),
        user("alice", { attached: [ofAws("ReadOnlyAccess"), ofAws("AWSSupportAccess")] }),
      ],
    }),
    verdict: "pass",
    reason: /to 1 identity\.$/,
    evidence: ["AWSSupportAccess attached to: alice"],
  },
  {
    name: "another policy alone",
    snapshot: details({ users: [user("bob", { attached: [ofAws("NotAWSSupportAccess")] })] }),
    verdict: "fail",
    evidence: ["AWSSupportAccess attached to: nobody"],
  },
]);

const tagged = (Resource: string, Condition?: object) =>
  details({ policies: [managed(allow("s3:GetObject", Resource, Condition ? { Condition } : {}))] });
table("tags/conditions", [
  {
    name: "a tag of who calls in a resource",
    snapshot: tagged("arn:aws:s3:::x/${aws:PrincipalTag/team}/*"),
    verdict: "pass",
  },
  { name: "who calls in a resource", snapshot: tagged("arn:aws:s3:::x/${aws:username}/*"), verdict: "fail" },
  {
    name: "what only looks like a variable",
    snapshot: tagged("arn:aws:s3:::x/aws:PrincipalTag/team"),
    verdict: "fail",
  },
  { name: "a variable that is broken", snapshot: tagged("arn:aws:s3:::x/${aws:PrincipalTag/team"), verdict: "fail" },
  {
    name: "a tag as a value",
    snapshot: tagged("*", { StringLike: { "s3:prefix": "${aws:PrincipalTag/team}/*" } }),
    verdict: "pass",
  },
]);

describe("the ranges that are named for everybody", () => {
  for (const [given, named] of [
    [["0.0.0.0/0", "0.0.0.0/1"], ["0.0.0.0/0"]],
    [["0.0.0.0/1", "0.0.0.0/0"], ["0.0.0.0/0"]],
    [["0.0.0.0/0", "0.0.0.0/0"], ["0.0.0.0/0"]],
    [
      ["16.0.0.0/5", "0.0.0.0/1", "128.0.0.0/2"],
      ["0.0.0.0/1", "128.0.0.0/2"],
    ],
    [
      ["2000::/4", "2000::/5", "0.0.0.0/0"],
      ["0.0.0.0/0", "2000::/4"],
    ],
    [["2000::/6"], ["2000::/6"]],
    [["2000::/7"], []],
    [["2000::/8"], []],
    [["48.0.0.0/4"], []],
    [
      ["48.0.0.0/4", "64.0.0.0/8"],
      ["48.0.0.0/4", "64.0.0.0/8"],
    ],
  ] as const)
    it(`${given.join()}: ${named.join() || "none"}`, () => assert.deepEqual(openToStrangers(given), named));
});

const notRead = "not-assessed: The trust policy cannot be read.";
for (const [id, right] of [
  ["roles/external-id", "No account of others may assume it without an external id."],
  ["roles/unknown-accounts", "Only known accounts may assume it."],
] as const)
  table(id, [
    {
      name: "what can be read and what cannot",
      snapshot: details({ roles: [role(trust({ AWS: accountId })), role("{", { name: "broken" })] }),
      verdict: "not-assessed",
      evidence: ["roles read: 2", "Accounts: no organization"],
      resources: { work: `pass: ${right}`, broken: notRead },
    },
    {
      name: "members that were not asked for",
      snapshot: snapshotOf({
        "iam/authorization-details": {
          users: [],
          groups: [],
          policies: [],
          awsPolicies: [],
          roles: [role(trust({ AWS: outside }))],
        },
        "organizations/organization": organization,
      }),
      verdict: "not-assessed",
      reason: /Whether that account is of your organization is not known: Organizations has not answered\.$/,
      missing: ["organizations:ListAccounts"],
    },
    {
      name: "members that are denied",
      snapshot: details(
        { roles: [role(trust({ AWS: outside }))] },
        { "organizations/organization": organization, "organizations/accounts": denied },
      ),
      verdict: "not-assessed",
      reason: /is not known: organizations:ListAccounts was denied: not authorized\.$/,
      missing: ["organizations:ListAccounts"],
    },
    {
      name: "the management account, whose members are denied",
      snapshot: details(
        { roles: [role(trust({ AWS: outside }))] },
        {
          "organizations/organization": { ...organization, managementAccount: stranger },
          "organizations/accounts": denied,
        },
      ),
      verdict: "pass",
    },
    {
      name: "no member",
      snapshot: details(
        { roles: [role(trust({ AWS: outside }))] },
        { "organizations/organization": organization, "organizations/accounts": [] },
      ),
      verdict: "fail",
      evidence: ["roles read: 1", "Accounts: 0"],
    },
  ]);

const keysOfAlice = (...active: readonly string[]) =>
  details(
    { users: [user("alice", everything)] },
    { "iam/credential-report": report(row({ access_key_1_active: active[0]!, access_key_2_active: active[1]! })) },
  );
const reach = "May do everything, by AdministratorAccess.";
table("administrators/access-keys", [
  {
    name: "both",
    snapshot: keysOfAlice("true", "true"),
    verdict: "fail",
    resources: { alice: `fail: Both access keys are active. ${reach}` },
  },
  {
    name: "the first",
    snapshot: keysOfAlice("true", "false"),
    verdict: "fail",
    resources: { alice: `fail: Access key 1 is active. ${reach}` },
  },
  {
    name: "the second",
    snapshot: keysOfAlice("false", "true"),
    verdict: "fail",
    resources: { alice: `fail: Access key 2 is active. ${reach}` },
  },
  {
    name: "none",
    snapshot: keysOfAlice("false", "false"),
    verdict: "pass",
    evidence: ["administrators (users): 1", `GeneratedTime: ${ago(0.1)}`],
    resources: { alice: `pass: Has no active access key. ${reach}` },
  },
  {
    name: "one that is not told",
    snapshot: keysOfAlice("false", "N/A"),
    verdict: "not-assessed",
    resources: { alice: "not-assessed" },
  },
  {
    name: "a user who is none, and a role that is",
    snapshot: details(
      { users: [user("bob")], roles: [role(trust({ AWS: accountId }), everything)] },
      { "iam/credential-report": report(row({ user: "bob", access_key_1_active: "true" })) },
    ),
    verdict: "pass",
    evidence: ["administrators (users): 0", `GeneratedTime: ${ago(0.1)}`],
  },
]);

const many = (count: number, fields: object = everything) =>
  Array.from({ length: count }, (_, at) => user(`u${at}`, fields));
const unread = { attached: [ofAws("NotSent")] };
table("administrators/number", [
  { name: "one", snapshot: details({ users: many(1) }), verdict: "pass", reason: /^1 user is an administrator\.$/ },
  { name: "five", snapshot: details({ users: many(5) }), verdict: "pass", reason: /^5 users are administrators\.$/ },
  { name: "six", snapshot: details({ users: many(6) }), verdict: "fail", reason: /^6 users are administrators\.$/ },
  {
    name: "five, and one whose policy was not sent",
    snapshot: details({ users: [...many(5), user("new", unread)] }),
    verdict: "not-assessed",
    reason: /^5 users are administrators; of 1 more a policy could not be read\.$/,
    evidence: ["users: 6", "administrators (users): 5", "administrators (roles): 0"],
  },
]);

const anywhere = "rolesanywhere.amazonaws.com";
const certified = (...statements: object[]) =>
  details({
    roles: [role(document(...statements.map((one) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...one }))))],
  });
table("roles/anywhere", [
  {
    name: "beside other services",
    snapshot: certified({ Principal: { Service: ["ec2.amazonaws.com", anywhere] } }),
    verdict: "fail",
  },
  {
    name: "beside an account",
    snapshot: certified({ Principal: { AWS: accountId, Service: anywhere } }),
    verdict: "fail",
  },
  { name: "an account called so", snapshot: certified({ Principal: { AWS: anywhere } }), verdict: "pass" },
  {
    name: "kept out",
    snapshot: certified({ Principal: { AWS: accountId } }, { Effect: "Deny", Principal: { Service: anywhere } }),
    verdict: "pass",
  },
]);

/** What helps a person to answer. */
describe("what is known of what a person is asked", () => {
  const known = (id: string, snapshot: Snapshot) =>
    verdictOf(id, snapshot)
      .evidence.slice(1)
      .map(({ field, value }) => `${field}: ${value}`);
  const used = (fields: Record<string, string>) =>
    details(
      {
        users: [user("alice", everything)],
        roles: [role(trust({ AWS: accountId }), { ...everything, lastUsedAt: null })],
      },
      { "iam/credential-report": report(row(fields)) },
    );
  const cases: readonly (readonly [string, string, Snapshot, readonly string[]])[] = [
    [
      "administrators/daily-use",
      "the latest of the uses",
      used({ password_last_used: ago(9), access_key_1_last_used_date: ago(3), access_key_2_last_used_date: "N/A" }),
      [`user alice: ${reach} Last used: ${ago(3)}`, `role work: ${reach} Last used: not recorded`],
    ],
    [
      "administrators/daily-use",
      "no use",
      used({ password_last_used: "no_information" }),
      [`user alice: ${reach} Last used: not recorded`, `role work: ${reach} Last used: not recorded`],
    ],
    [
      "administrators/daily-use",
      "a second key",
      used({ access_key_2_last_used_date: ago(2) }),
      [`user alice: ${reach} Last used: ${ago(2)}`, `role work: ${reach} Last used: not recorded`],
    ],
    [
      "split/intended",
      "delegated administrators",
      snapshotOf({ "organizations/delegated-administrators": [{ id: stranger, name: "tools" }] as never }),
      [`${stranger}: tools`],
    ],
    [
      "roles/jobs",
      "roles of people, not of services",
      details({
        roles: ["read", "deploy"]
          .map((name) => role(trust({ AWS: accountId }), { name }))
          .concat(role(trust({ Service: "x.amazonaws.com" }), { name: "linked", path: "/aws-service-role/x/" })),
      }),
      ["roles: read, deploy"],
    ],
    ["roles/jobs", "no role", details({}), ["roles: none"]],
    ["split/intended", "no organization", snapshotOf({ "organizations/delegated-administrators": null }), []],
    [
      "single-sign-on/provider-mfa",
      "providers",
      snapshotOf({
        "iam/saml-providers": [
          { arn: corporate, validUntil: ago(-9) },
          { arn: `${corporate}-2`, validUntil: null },
        ],
      }),
      [`corporate: valid until ${ago(-9)}`, "corporate-2: valid until not said"],
    ],
  ];
  for (const [id, name, snapshot, wanted] of cases)
    it(`${id}: ${name}`, () => assert.deepEqual(known(id, snapshot), wanted));
});
