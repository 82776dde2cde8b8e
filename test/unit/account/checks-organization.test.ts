import assert from "node:assert/strict";

import type { Instance } from "../../../src/account/sections/instances";
import type { MemberAccount, PolicyTarget } from "../../../src/account/sections/organizations";
import type { Snapshot } from "../../../src/account/snapshot";
import { allow, details, detailsDenied, document, managed, role, trust, user } from "./identity";
import {
  accountId,
  type Case,
  denied,
  now,
  report,
  row,
  section,
  sectionIn,
  snapshotOf,
  table,
  unnamed,
  verdictOf,
} from "./support";

const days = (count: number) => new Date(now.getTime() + count * 86_400_000).toISOString();

/** Contacts, one for each kind. */
const contacts = (security: unknown, billing: unknown = null, operations: unknown = null) =>
  snapshotOf({}, [
    section("account/alternate-contacts", security, "SECURITY"),
    section("account/alternate-contacts", billing, "BILLING"),
    section("account/alternate-contacts", operations, "OPERATIONS"),
  ]);
const mailbox = { domain: "example.com" };
const contactDenied: Case = {
  name: "denied",
  snapshot: snapshotOf(
    {},
    ["SECURITY", "BILLING", "OPERATIONS"].map((kind) => section("account/alternate-contacts", undefined, kind)),
  ),
  verdict: "not-assessed",
  missing: ["account:GetAlternateContact"],
};
const abroad = (status: string, data?: unknown): Snapshot => {
  const asked = {
    region: null,
    at: "",
    missingActions: ["account:GetAlternateContact"],
    message: "No such host.",
    data,
  };
  const { account, ...rest } = snapshotOf({});
  return {
    ...rest,
    account: { ...account, partition: "aws-cn" },
    sections: [
      { ...asked, name: "account/alternate-contacts", resource: "SECURITY", status },
      { ...asked, name: "account/contact-information", resource: null, status },
    ] as never,
  };
};
for (const [id, question, answer] of [
  ["contacts/security", /aws-cn could not be read\. Is the security contact set\?$/, mailbox],
  ["contacts/information", /Is the contact information of the account whole\?$/, { absent: [] }],
] as const)
  table(id, [
    { name: "China, where nothing answers", snapshot: abroad("failed"), verdict: "attest", reason: question },
    { name: "China, not asked", snapshot: { ...abroad("failed"), sections: [] }, verdict: "attest" },
    { name: "China, with an answer", snapshot: abroad("ok", answer), verdict: "pass" },
    {
      name: "China, denied",
      snapshot: abroad("denied"),
      verdict: "not-assessed",
      missing: ["account:GetAlternateContact"],
    },
  ]);
table("contacts/security", [
  { name: "set", snapshot: contacts(mailbox), verdict: "pass", reason: /example\.com/ },
  { name: "unset", snapshot: contacts(null, mailbox, mailbox), verdict: "fail" },
  contactDenied,
]);
table("contacts/billing", [
  { name: "set", snapshot: contacts(null, mailbox), verdict: "pass" },
  { name: "unset", snapshot: contacts(mailbox), verdict: "fail" },
  contactDenied,
]);
table("contacts/operations", [
  { name: "set", snapshot: contacts(null, null, mailbox), verdict: "pass" },
  { name: "unset", snapshot: contacts(mailbox), verdict: "fail" },
  contactDenied,
]);
table("contacts/information", [
  { name: "whole", snapshot: snapshotOf({ "account/contact-information": { absent: [] } }), verdict: "pass" },
  {
    name: "without a number",
    snapshot: snapshotOf({ "account/contact-information": { absent: ["PhoneNumber"] } }),
    verdict: "fail",
    reason: /PhoneNumber/,
  },
  { name: "none", snapshot: snapshotOf({ "account/contact-information": null }), verdict: "fail" },
  {
    name: "denied",
    snapshot: snapshotOf({ "account/contact-information": denied }),
    verdict: "not-assessed",
    missing: ["account:GetContactInformation"],
  },
]);

const features = (...all: string[]) => snapshotOf({ "iam/organizations-features": { seen: "here", features: all } });
table("root/central-management", [
  { name: "both", snapshot: features("RootCredentialsManagement", "RootSessions"), verdict: "pass" },
  { name: "one", snapshot: features("RootCredentialsManagement"), verdict: "fail", reason: /RootSessions/ },
  { name: "off", snapshot: features(), verdict: "fail" },
  {
    name: "a member account",
    snapshot: snapshotOf({ "iam/organizations-features": { seen: "elsewhere" } }),
    verdict: "not-applicable",
    reason: /management account/,
  },
  {
    name: "no organization",
    snapshot: snapshotOf({ "iam/organizations-features": { seen: "no-organization" } }),
    verdict: "not-applicable",
  },
  {
    name: "denied",
    snapshot: snapshotOf({ "iam/organizations-features": denied }),
    verdict: "not-assessed",
    missing: ["iam:ListOrganizationsFeatures"],
  },
]);

const organization = { id: "o-1", managementAccount: accountId, featureSet: "ALL" };
const noOrganization: Case = {
  name: "no organization",
  verdict: "not-applicable",
  snapshot: snapshotOf({
    "organizations/organization": null,
    "organizations/accounts": null,
    "organizations/service-control-policies": null,
    "organizations/resource-control-policies": null,
    "organizations/tag-policies": null,
    "organizations/policy-documents": null,
    "organizations/policy-targets": null,
    "organizations/delegated-administrators": null,
    "organizations/delegated-services": null,
  }),
};
const organizationDenied: Case = {
  name: "denied",
  snapshot: snapshotOf({ "organizations/organization": denied }),
  verdict: "not-assessed",
  missing: ["organizations:DescribeOrganization"],
};
table("organizations/member", [
  {
    name: "a member",
    snapshot: snapshotOf({ "organizations/organization": { ...organization, managementAccount: "999988887777" } }),
    verdict: "pass",
  },
  {
    name: "the management account",
    snapshot: snapshotOf({ "organizations/organization": organization }),
    verdict: "pass",
    reason: /management account/,
  },
  { ...noOrganization, verdict: "fail" },
  organizationDenied,
]);
table("organizations/all-features", [
  { name: "all", snapshot: snapshotOf({ "organizations/organization": organization }), verdict: "pass" },
  {
    name: "billing only",
    snapshot: snapshotOf({ "organizations/organization": { ...organization, featureSet: "CONSOLIDATED_BILLING" } }),
    verdict: "fail",
  },
  noOrganization,
  organizationDenied,
]);
const deny = { Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" };
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const some = { Effect: "Allow", Action: ["s3:*", "ec2:*"], Resource: "*" };
const root: PolicyTarget = { id: "r-1", type: "ROOT", accounts: null };
const unit = (...accounts: readonly string[]): PolicyTarget => ({ id: "ou-1", type: "ORGANIZATIONAL_UNIT", accounts });
const oneAccount = (id: string): PolicyTarget => ({ id, type: "ACCOUNT", accounts: [id] });
const memberId = "777788889999";
interface Policies {
  readonly statements?: readonly object[];
  readonly targets?: readonly PolicyTarget[];
  readonly full?: readonly PolicyTarget[];
  readonly accounts?: readonly MemberAccount[] | null;
}
const limiting = (
  { statements = [deny], targets = [root], full = [root], accounts }: Policies,
  more: Parameters<typeof snapshotOf>[0] = {},
): Snapshot =>
  snapshotOf({
    "organizations/organization": organization,
    "organizations/accounts": accounts ?? [
      { id: accountId, name: "management", status: "ACTIVE" },
      { id: memberId, name: "work", status: "ACTIVE" },
    ],
    "organizations/service-control-policies": [
      { id: "p-FullAWSAccess", name: "FullAWSAccess", awsManaged: true },
      { id: "p-1", name: "own", awsManaged: false },
    ],
    "organizations/resource-control-policies": [
      { id: "p-RCPFullAWSAccess", name: "RCPFullAWSAccess", awsManaged: true },
    ],
    "organizations/policy-documents": [{ id: "p-1", document: document(...statements) }],
    "organizations/policy-targets": { "p-1": targets, "p-FullAWSAccess": full },
    ...more,
  });
/** Two of its own at one unit, where FullAWSAccess is not. */
const beside = (other: object) =>
  limiting(
    { full: [root] },
    {
      "organizations/service-control-policies": ["p-1", "p-2"].map((id) => ({ id, name: id, awsManaged: false })),
      "organizations/policy-documents": [
        { id: "p-1", document: document(some) },
        { id: "p-2", document: document(other) },
      ],
      "organizations/policy-targets": {
        "p-1": [unit(memberId)],
        "p-2": [unit(memberId)],
        "p-FullAWSAccess": [root],
      },
    },
  );
table("organizations/service-control-policies", [
  { name: "a Deny at the root", snapshot: limiting({}), verdict: "pass", resources: { "(own)": "pass" } },
  {
    name: "a Deny of all but some actions, under conditions",
    snapshot: limiting({
      statements: [
        {
          Effect: "Deny",
          NotAction: ["iam:*", "sts:*", "support:*"],
          Resource: "*",
          Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } },
        },
      ],
    }),
    verdict: "pass",
  },
  {
    name: "where the only other account is closed",
    snapshot: limiting({
      accounts: [
        { id: accountId, name: "management", status: "ACTIVE" },
        { id: memberId, name: "work", status: "CLOSED" },
      ],
    }),
    verdict: "fail",
  },
  {
    name: "a Deny of all but every resource",
    snapshot: limiting({ statements: [{ Effect: "Deny", Action: "*", NotResource: "*" }] }),
    verdict: "fail",
  },
  {
    name: "a Deny of all but some resources",
    snapshot: limiting({ statements: [{ Effect: "Deny", Action: "*", NotResource: "arn:aws:s3:::own/*" }] }),
    verdict: "pass",
  },
  {
    name: "a Deny of a misspelt action",
    snapshot: limiting({ statements: [{ ...deny, Action: "organizations:LeaveOrganisation" }] }),
    verdict: "fail",
    reason: /it denies only what AWS does not have: organizations:LeaveOrganisation\.$/,
  },
  {
    name: "a Deny of an action of a misspelt service, beside everything",
    snapshot: limiting({ statements: [{ ...deny, Action: "organisations:LeaveOrganization" }, everything] }),
    verdict: "fail",
    reason: /organisations:LeaveOrganization/,
  },
  {
    name: "a Deny of a pattern that no action fits",
    snapshot: limiting({ statements: [{ ...deny, Action: ["ec2:RunInstancez*", "s3:PutObjekt"] }] }),
    verdict: "fail",
    reason: /ec2:RunInstancez\*, s3:PutObjekt\.$/,
  },
  {
    name: "a Deny of a service that nobody knows",
    snapshot: limiting({ statements: [{ ...deny, Action: "qqxyzzy:Do" }] }),
    verdict: "not-assessed",
    resources: { "(own)": "not-assessed: It denies qqxyzzy:Do, of which nothing is known: it may be misspelt." },
  },
  {
    name: "a misspelt action beside a right one",
    snapshot: limiting({ statements: [{ ...deny, Action: ["s3:PutObjekt", "s3:PutObject"] }] }),
    verdict: "pass",
    resources: {
      "(own)": "pass: It denies s3:PutObject to everybody in r-1, administrators and the root user too.",
    },
  },
  {
    name: "a Deny of all but a misspelt action",
    snapshot: limiting({ statements: [{ Effect: "Deny", NotAction: "s3:PutObjekt", Resource: "*" }] }),
    verdict: "pass",
  },
  {
    name: "a Deny of actions by wildcards, also before the colon",
    snapshot: limiting({ statements: [{ ...deny, Action: ["s3*:Put*", "*"] }] }),
    verdict: "pass",
  },
  {
    name: "an Allow of some, where FullAWSAccess is not, with a Deny of a misspelt action",
    snapshot: limiting({
      statements: [some, { ...deny, Action: "s3:PutObjekt" }],
      targets: [unit(memberId)],
      full: [root],
    }),
    verdict: "pass",
    reason: /./,
  },
  { name: "a Deny at a unit with accounts", snapshot: limiting({ targets: [unit(memberId)] }), verdict: "pass" },
  { name: "a Deny at an account", snapshot: limiting({ targets: [oneAccount(memberId)] }), verdict: "pass" },
  { name: "attached to nothing", snapshot: limiting({ targets: [] }), verdict: "fail", reason: /attached to nothing/ },
  {
    name: "attached to a unit without accounts",
    snapshot: limiting({ targets: [unit()] }),
    verdict: "fail",
    reason: /no account is/,
  },
  {
    name: "attached to the management account alone, which no policy limits",
    snapshot: limiting({ targets: [oneAccount(accountId)] }),
    verdict: "fail",
  },
  {
    name: "at the root of an organization of one account",
    snapshot: limiting({ accounts: [{ id: accountId, name: "management", status: "ACTIVE" }] }),
    verdict: "fail",
  },
  {
    name: "at an account that is closed",
    snapshot: limiting({
      targets: [oneAccount(memberId)],
      accounts: [{ id: memberId, name: "work", status: "SUSPENDED" }],
    }),
    verdict: "fail",
  },
  {
    name: "allows everything",
    snapshot: limiting({ statements: [everything] }),
    verdict: "fail",
    reason: /denies nothing/,
  },
  {
    name: "allows everything in two ways",
    snapshot: limiting({ statements: [some, { Effect: "Allow", Action: ["*"], Resource: ["*"] }] }),
    verdict: "fail",
  },
  {
    name: "allows some actions, beside FullAWSAccess",
    snapshot: limiting({ statements: [some] }),
    verdict: "fail",
    reason: /FullAWSAccess/,
  },
  {
    name: "allows some actions in place of FullAWSAccess",
    snapshot: limiting({ statements: [some], targets: [unit(memberId)], full: [root] }),
    verdict: "pass",
    reason: /1 service control policy limits/,
  },
  {
    name: "allows everything in place of FullAWSAccess",
    snapshot: limiting({ statements: [everything], targets: [unit(memberId)], full: [root] }),
    verdict: "fail",
    reason: /allows everything/,
  },
  {
    name: "allows some actions, beside a copy of FullAWSAccess",
    snapshot: beside(everything),
    verdict: "fail",
    reason: /None of the 2 service control policies/,
  },
  { name: "allows some actions, beside what allows others", snapshot: beside(some), verdict: "pass" },
  {
    name: "denies all but everything",
    snapshot: limiting({ statements: [{ Effect: "Deny", NotAction: "*", Resource: "*" }, everything] }),
    verdict: "fail",
  },
  {
    name: "a document that cannot be read",
    snapshot: limiting({}, { "organizations/policy-documents": [{ id: "p-1", document: "{" }] }),
    verdict: "not-assessed",
  },
  {
    name: "what they are attached to is denied",
    snapshot: limiting({}, { "organizations/policy-targets": denied }),
    verdict: "not-assessed",
    missing: ["organizations:ListTargetsForPolicy"],
  },
  {
    name: "FullAWSAccess alone",
    snapshot: snapshotOf({
      "organizations/service-control-policies": [{ id: "p-FullAWSAccess", name: "FullAWSAccess", awsManaged: true }],
    }),
    verdict: "fail",
  },
  noOrganization,
  {
    name: "denied",
    snapshot: snapshotOf({ "organizations/service-control-policies": denied }),
    verdict: "not-assessed",
    missing: ["organizations:ListPolicies"],
  },
]);
const actions = (...names: string[]) => ({ Effect: "Deny", Action: names, Resource: "*" });
const where = { Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } } };
const denials: readonly [readonly object[], readonly PolicyTarget[], string][] = [
  [
    [deny],
    [root],
    "It denies organizations:LeaveOrganization to everybody in r-1, administrators and the root user too.",
  ],
  [
    [actions("s3:PutObject", "s3:GetObject", "ec2:RunInstances")],
    [root],
    "It denies s3:PutObject, s3:GetObject, ec2:RunInstances to everybody in r-1, administrators and the root user too.",
  ],
  [
    [actions("s3:PutObject", "s3:GetObject", "ec2:RunInstances", "ec2:StopInstances")],
    [unit(memberId), oneAccount(memberId)],
    `It denies s3:PutObject, s3:GetObject, ec2:RunInstances and 1 more to everybody in ou-1 and ${memberId}, administrators and the root user too.`,
  ],
  [
    [actions("s3:PutObject"), actions("s3:PutObject", "s3:GetObject")],
    [root],
    "It denies s3:PutObject, s3:GetObject to everybody in r-1, administrators and the root user too.",
  ],
  [
    [{ Effect: "Deny", NotAction: "iam:*", Resource: "*" }],
    [root],
    "It denies everything but iam:* to everybody in r-1, administrators and the root user too.",
  ],
  [
    [{ Effect: "Deny", NotAction: ["iam:*", "sts:*", "s3:*"], Resource: "*" }],
    [root],
    "It denies everything but iam:* and 2 more to everybody in r-1, administrators and the root user too.",
  ],
  [
    [{ ...deny, ...where }],
    [root],
    "It denies organizations:LeaveOrganization, where its conditions hold, to everybody in r-1, administrators and the root user too.",
  ],
  [
    [{ ...actions("s3:PutObject"), ...where }, actions("s3:GetObject")],
    [root],
    "It denies s3:PutObject, s3:GetObject, some of it under conditions, to everybody in r-1, administrators and the root user too.",
  ],
];
describe("what a service control policy takes away", () => {
  for (const [statements, targets, reason] of denials)
    it(reason, () => {
      const { resources } = verdictOf("organizations/service-control-policies", limiting({ statements, targets }));
      assert.deepEqual(
        resources.map((one) => one.reason),
        [reason],
      );
    });
});

/** A policy of another kind, beside the service control policies. */
const ofKind = (
  kind: "resource-control" | "tag",
  content: object,
  targets: readonly PolicyTarget[] = [root],
  accounts: readonly MemberAccount[] | null = null,
): Snapshot =>
  limiting(
    { accounts },
    {
      [`organizations/${kind}-policies`]: [{ id: "p-2", name: "own", awsManaged: false }],
      "organizations/policy-documents": [{ id: "p-2", document: JSON.stringify(content) }],
      "organizations/policy-targets": { "p-1": [root], "p-2": targets, "p-FullAWSAccess": [root] },
    },
  );
const perimeter = (...statements: readonly object[]) => ({ Version: "2012-10-17", Statement: statements });
const strangers = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "*",
  Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } },
};
const management = [{ id: accountId, name: "management", status: "ACTIVE" }];
table("organizations/resource-control-policies", [
  {
    name: "a Deny at the root",
    snapshot: ofKind("resource-control", perimeter(strangers)),
    verdict: "pass",
    reason: /^1 resource control policy limits/,
    resources: { "(own)": "pass" },
  },
  {
    name: "a Deny of a misspelt action",
    snapshot: ofKind("resource-control", perimeter({ ...strangers, Action: "s3:GetObjekt" })),
    verdict: "fail",
    reason: /it denies only what AWS does not have: s3:GetObjekt\.$/,
  },
  {
    name: "an Allow of everything",
    snapshot: ofKind("resource-control", perimeter({ ...everything, Principal: "*" })),
    verdict: "fail",
    reason: /denies nothing/,
  },
  {
    name: "attached to nothing",
    snapshot: ofKind("resource-control", perimeter(strangers), []),
    verdict: "fail",
    reason: /attached to nothing/,
  },
  {
    name: "attached to a unit without accounts",
    snapshot: ofKind("resource-control", perimeter(strangers), [unit()]),
    verdict: "fail",
    reason: /no account is/,
  },
  {
    name: "attached to the management account alone, whose resources none limits",
    snapshot: ofKind("resource-control", perimeter(strangers), [oneAccount(accountId)]),
    verdict: "fail",
  },
  { name: "none", snapshot: limiting({}), verdict: "not-applicable" },
  noOrganization,
  {
    name: "denied",
    snapshot: snapshotOf({ "organizations/resource-control-policies": denied }),
    verdict: "not-assessed",
    missing: ["organizations:ListPolicies"],
  },
]);
const tagged = (more: object = {}) => ({ tags: { team: { tag_key: { "@@assign": "Team" }, ...more } } });
const enforced = { enforced_for: { "@@assign": ["ec2:instance"] } };
table("organizations/tag-policies", [
  {
    name: "enforced for instances",
    snapshot: ofKind("tag", tagged(enforced)),
    verdict: "pass",
    reason: /^1 tag policy is enforced/,
    resources: { "(own)": "pass" },
  },
  {
    name: "enforced in the management account alone, for which it holds too",
    snapshot: ofKind("tag", tagged(enforced), [oneAccount(accountId)], management),
    verdict: "pass",
  },
  { name: "enforced for nothing", snapshot: ofKind("tag", tagged()), verdict: "fail", reason: /is reported/ },
  {
    name: "enforced for an empty list",
    snapshot: ofKind("tag", tagged({ enforced_for: { "@@assign": [] } })),
    verdict: "fail",
  },
  {
    name: "more that is enforced in what is added",
    snapshot: ofKind("tag", tagged({ enforced_for: { "@@append": ["ec2:volume"] } })),
    verdict: "pass",
  },
  { name: "without a tag", snapshot: ofKind("tag", { tags: {} }), verdict: "fail", reason: /names no tag/ },
  { name: "without tags", snapshot: ofKind("tag", {}), verdict: "fail", reason: /names no tag/ },
  { name: "no document", snapshot: ofKind("tag", { tags: 1 }), verdict: "not-assessed" },
  { name: "attached to nothing", snapshot: ofKind("tag", tagged(enforced), []), verdict: "fail", reason: /to nothing/ },
  { name: "attached to a unit without accounts", snapshot: ofKind("tag", tagged(enforced), [unit()]), verdict: "fail" },
  { name: "none", snapshot: limiting({}, { "organizations/tag-policies": [] }), verdict: "not-applicable" },
  noOrganization,
  {
    name: "denied",
    snapshot: snapshotOf({ "organizations/tag-policies": denied }),
    verdict: "not-assessed",
    missing: ["organizations:ListPolicies"],
  },
]);
const misspelt = { Effect: "Deny", Action: "cloudtrail:StopLoging", Resource: "*" };
const unknownKey = {
  Effect: "Deny",
  Action: "cloudtrail:StopLogging",
  Resource: "*",
  Condition: { StringEquals: { "aws:PrincipalOrgIdentity": "o-1" } },
};
table("organizations/policy-content", [
  {
    name: "names that exist",
    snapshot: limiting({
      statements: [{ Effect: "Deny", Action: ["cloudtrail:StopLogging", "ec2:*"], Resource: "*" }],
    }),
    verdict: "pass",
    resources: { "(own)": "pass" },
  },
  {
    name: "a misspelt action, which denies nothing",
    snapshot: limiting({ statements: [misspelt] }),
    verdict: "fail",
    reason: /StopLoging/,
    resources: { "(own)": "fail" },
  },
  {
    name: "a condition key that does not exist",
    snapshot: limiting({ statements: [unknownKey] }),
    verdict: "fail",
    reason: /PrincipalOrgIdentity/,
  },
  {
    name: "more policies than are read",
    snapshot: limiting({}, { "organizations/policy-documents": [] }),
    verdict: "not-assessed",
    reason: /1 of 1/,
  },
  {
    name: "a resource control policy that names an unknown key",
    snapshot: limiting(
      {},
      {
        "organizations/resource-control-policies": [{ id: "p-2", name: "perimeter", awsManaged: false }],
        "organizations/policy-documents": [
          { id: "p-1", document: document(deny) },
          { id: "p-2", document: document({ ...unknownKey, Action: "s3:*", Principal: "*" }) },
        ],
      },
    ),
    verdict: "fail",
    reason: /PrincipalOrgIdentity/,
    resources: { "(own)": "pass", "(perimeter)": "fail" },
  },
  {
    name: "a resource control policy without mistakes",
    snapshot: limiting(
      {},
      {
        "organizations/resource-control-policies": [{ id: "p-2", name: "perimeter", awsManaged: false }],
        "organizations/policy-documents": [
          { id: "p-1", document: document(deny) },
          {
            id: "p-2",
            document: document({
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: "*",
              Condition: {
                StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-1" },
                BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
              },
            }),
          },
        ],
      },
    ),
    verdict: "pass",
    resources: { "(own)": "pass", "(perimeter)": "pass" },
  },
  {
    name: "resource control policies denied",
    snapshot: limiting({}, { "organizations/resource-control-policies": denied }),
    verdict: "not-assessed",
    missing: ["organizations:ListPolicies"],
  },
  {
    name: "no policy of its own",
    snapshot: snapshotOf({
      "organizations/resource-control-policies": [],
      "organizations/service-control-policies": [{ id: "p-FullAWSAccess", name: "FullAWSAccess", awsManaged: true }],
    }),
    verdict: "not-applicable",
  },
  {
    name: "documents denied",
    snapshot: limiting({}, { "organizations/policy-documents": denied }),
    verdict: "not-assessed",
    missing: ["organizations:DescribePolicy"],
  },
]);
table("organizations/delegated-administrators", [
  {
    name: "one",
    snapshot: snapshotOf({
      "organizations/delegated-administrators": [{ id: "1", name: "security" }],
      "organizations/delegated-services": { "1": ["guardduty.amazonaws.com"] },
    }),
    verdict: "pass",
    reason: /administers for it: `guardduty\.amazonaws\.com`/,
    resources: { "(security)": "pass" },
  },
  {
    name: "one, and nobody says of what",
    snapshot: snapshotOf({
      "organizations/delegated-administrators": [{ id: "1", name: "security" }],
      "organizations/delegated-services": denied,
    }),
    verdict: "pass",
    reason: /administers services for it/,
  },
  { name: "none", snapshot: snapshotOf({ "organizations/delegated-administrators": [] }), verdict: "fail" },
  noOrganization,
]);
table("organizations/closed-accounts", [
  {
    name: "all active",
    snapshot: snapshotOf({ "organizations/accounts": [{ id: "1", name: "a", status: "ACTIVE" }] }),
    verdict: "pass",
  },
  {
    name: "one suspended",
    snapshot: snapshotOf({
      "organizations/accounts": [
        { id: "1", name: "a", status: "ACTIVE" },
        { id: "2", name: "b", status: "SUSPENDED" },
      ],
    }),
    verdict: "fail",
    resources: { "2 (b)": "fail" },
  },
  noOrganization,
]);

const instance = (fields: Partial<Instance> = {}): Instance => ({
  id: "i-1",
  name: null,
  profile: "arn:aws:iam::111122223333:instance-profile/web",
  tokensRequired: true,
  running: true,
  managedBy: null,
  ...fields,
});
const regions = [
  { name: "eu-central-1", optInStatus: "opted-in" },
  { name: "us-east-1", optInStatus: "opt-in-not-required" },
  { name: "af-south-1", optInStatus: "not-opted-in" },
];
const inRegions = (
  here: readonly Instance[],
  there: readonly Instance[] | "denied" = [],
  more: Parameters<typeof snapshotOf>[0] = {},
): Snapshot =>
  snapshotOf({ "ec2/regions": regions, ...more }, [
    sectionIn("eu-central-1", "ec2/instances", here),
    sectionIn("us-east-1", "ec2/instances", there === "denied" ? undefined : there),
  ]);
const regionDenied: Case = {
  name: "denied in a Region",
  snapshot: inRegions([instance()], "denied"),
  verdict: "not-assessed",
  missing: ["ec2:DescribeInstances"],
};

table("instances/roles", [
  { name: "no instances", snapshot: inRegions([]), verdict: "not-applicable" },
  { name: "with roles", snapshot: inRegions([instance()]), verdict: "pass" },
  {
    name: "one without in another Region",
    snapshot: inRegions([instance()], [instance({ id: "i-2", name: "old", profile: null })]),
    verdict: "fail",
    reason: /1 of 2/,
    resources: { "i-2 (old)": "fail" },
  },
  {
    name: "one that a service runs",
    snapshot: inRegions([instance({ profile: null, managedBy: "eks.amazonaws.com" })]),
    verdict: "not-applicable",
  },
  {
    name: "one without, another Region denied",
    snapshot: inRegions([instance({ profile: null })], "denied"),
    verdict: "fail",
    missing: ["ec2:DescribeInstances"],
  },
  regionDenied,
  {
    name: "the Regions are denied",
    snapshot: snapshotOf({ "ec2/regions": denied }, [sectionIn("us-east-1", "ec2/instances", [instance()])]),
    verdict: "not-assessed",
    missing: ["ec2:DescribeRegions"],
  },
]);
table("instances/metadata-tokens", [
  { name: "required", snapshot: inRegions([instance()]), verdict: "pass" },
  { name: "optional", snapshot: inRegions([instance({ tokensRequired: false })]), verdict: "fail" },
  {
    name: "optional without a role",
    snapshot: inRegions([instance({ tokensRequired: false, profile: null })]),
    verdict: "not-applicable",
  },
  { name: "the service is off", snapshot: inRegions([instance({ tokensRequired: null })]), verdict: "not-applicable" },
  regionDenied,
]);
table("organizations/management-workloads", [
  {
    name: "a member account",
    snapshot: inRegions([instance()], [], {
      "organizations/organization": { ...organization, managementAccount: "999988887777" },
    }),
    verdict: "not-applicable",
  },
  {
    name: "no instances",
    snapshot: inRegions([], [], { "organizations/organization": organization }),
    verdict: "pass",
  },
  {
    name: "an instance",
    snapshot: inRegions([instance()], "denied", { "organizations/organization": organization }),
    verdict: "fail",
  },
  {
    name: "denied in a Region",
    snapshot: inRegions([], "denied", { "organizations/organization": organization }),
    verdict: "not-assessed",
    missing: ["ec2:DescribeInstances"],
  },
  {
    name: "the account is not known",
    snapshot: unnamed(inRegions([], [], { "organizations/organization": organization })),
    verdict: "not-assessed",
    missing: ["sts:GetCallerIdentity"],
  },
  noOrganization,
  organizationDenied,
]);

const saml = (validUntil: string | null) =>
  snapshotOf({ "iam/saml-providers": [{ arn: "arn:aws:iam::1:saml-provider/corporate", validUntil }] });
table("single-sign-on/saml-expiry", [
  { name: "none", snapshot: snapshotOf({ "iam/saml-providers": [] }), verdict: "not-applicable" },
  { name: "a year", snapshot: saml(days(365)), verdict: "pass" },
  { name: "soon", snapshot: saml(days(29)), verdict: "fail", resources: { corporate: "fail" } },
  { name: "expired", snapshot: saml(days(-1)), verdict: "fail", reason: /1 of 1/ },
  { name: "not told", snapshot: saml(null), verdict: "not-assessed" },
  {
    name: "denied",
    snapshot: snapshotOf({ "iam/saml-providers": denied }),
    verdict: "not-assessed",
    missing: ["iam:ListSAMLProviders"],
  },
]);
const certificate = (expiresAt: string) =>
  snapshotOf({ "iam/server-certificates": [{ arn: "arn:aws:iam::1:server-certificate/x", expiresAt }] });
table("single-sign-on/server-certificates", [
  { name: "none", snapshot: snapshotOf({ "iam/server-certificates": [] }), verdict: "pass" },
  { name: "valid until tomorrow", snapshot: certificate(days(1)), verdict: "pass" },
  { name: "expired", snapshot: certificate(days(-1)), verdict: "fail" },
  {
    name: "denied",
    snapshot: snapshotOf({ "iam/server-certificates": denied }),
    verdict: "not-assessed",
    missing: ["iam:ListServerCertificates"],
  },
]);
const github = `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com`;
const providers = (oidc: readonly string[] | typeof denied, trusts = "*") =>
  details({ roles: [role(trust({ Federated: trusts }))] }, { "iam/saml-providers": [], "iam/oidc-providers": oidc });
table("single-sign-on/unused-providers", [
  { name: "none", snapshot: providers([]), verdict: "not-applicable" },
  { name: "used", snapshot: providers([github], github), verdict: "pass" },
  { name: "unused", snapshot: providers([github]), verdict: "fail", resources: { "githubusercontent.com": "fail" } },
  { name: "denied", snapshot: providers(denied), verdict: "not-assessed", missing: ["iam:ListOpenIDConnectProviders"] },
  { ...detailsDenied, snapshot: snapshotOf({ "iam/oidc-providers": [github], "iam/authorization-details": denied }) },
]);
const ofIdentityCenter = role(trust({ Federated: "x" }), { path: "/aws-reserved/sso.amazonaws.com/eu-central-1/" });
const center = { arn: "arn:aws:sso:::instance/i", owner: accountId };
table("single-sign-on/in-use", [
  {
    name: "a role of Identity Center",
    snapshot: details({ roles: [ofIdentityCenter] }, { "sso/instances": denied }),
    verdict: "pass",
  },
  { name: "an instance", snapshot: details({}, { "sso/instances": [center] }), verdict: "pass" },
  {
    name: "a role for SAML",
    snapshot: details(
      { roles: [role(trust({ Federated: "arn:aws:iam::1:saml-provider/x" }))] },
      { "sso/instances": [] },
    ),
    verdict: "pass",
    reason: /SAML/,
  },
  { name: "neither", snapshot: details({}, { "sso/instances": [] }), verdict: "fail" },
  ...(
    [
      ["keeps SAML out", { Effect: "Deny", Principal: { Federated: "arn:aws:iam::1:saml-provider/x" } }],
      ["names SAML in its id", { Effect: "Allow", Principal: { AWS: accountId }, Sid: "not:saml-provider/x" }],
    ] as const
  ).map(([name, statement]) => ({
    name: `a role that ${name}`,
    snapshot: details(
      { roles: [role(document({ ...statement, Action: "sts:AssumeRoleWithSAML" }))] },
      { "sso/instances": [] },
    ),
    verdict: "fail" as const,
  })),
  {
    name: "the instances are denied",
    snapshot: details({}, { "sso/instances": denied }),
    verdict: "not-assessed",
    missing: ["sso:ListInstances"],
  },
]);
table("single-sign-on/console-users", [
  {
    name: "no single sign-on",
    snapshot: details({}, { "sso/instances": [], "iam/credential-report": report(row({ password_enabled: "true" })) }),
    verdict: "not-applicable",
  },
  {
    name: "nobody with a password",
    snapshot: details({}, { "sso/instances": [center], "iam/credential-report": report(row()) }),
    verdict: "pass",
  },
  {
    name: "a user with a password",
    snapshot: details(
      {},
      { "sso/instances": [center], "iam/credential-report": report(row({ password_enabled: "true" })) },
    ),
    verdict: "fail",
    resources: { "user/alice": "fail" },
  },
  {
    name: "the report is denied",
    snapshot: details({}, { "sso/instances": [center], "iam/credential-report": denied }),
    verdict: "not-assessed",
    missing: ["iam:GetCredentialReport"],
  },
]);
table("single-sign-on/organization-instance", [
  {
    name: "none",
    snapshot: snapshotOf({ "ec2/regions": [], "sso/instances": [], "organizations/organization": organization }),
    verdict: "not-applicable",
  },
  {
    name: "the organization's",
    snapshot: snapshotOf({ "ec2/regions": [], "sso/instances": [center], "organizations/organization": organization }),
    verdict: "pass",
  },
  {
    name: "a member account's",
    snapshot: snapshotOf({
      "ec2/regions": [],
      "sso/instances": [center],
      "organizations/organization": { ...organization, managementAccount: "999988887777" },
    }),
    verdict: "fail",
  },
  {
    name: "the organization is denied",
    snapshot: snapshotOf({ "ec2/regions": [], "sso/instances": [center], "organizations/organization": denied }),
    verdict: "not-assessed",
    missing: ["organizations:DescribeOrganization"],
  },
]);

const byTag = allow("ec2:StopInstances", "*", {
  Condition: { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } },
});
table("tags/conditions", [
  { name: "no policies", snapshot: details({}), verdict: "not-applicable" },
  {
    name: "one",
    snapshot: details({ policies: [managed(byTag), managed(allow("s3:GetObject"), "other")] }),
    verdict: "pass",
    resources: { "policy/own": "pass" },
  },
  { name: "none", snapshot: details({ policies: [managed(allow("s3:GetObject"))] }), verdict: "fail" },
  {
    name: "an inline policy of a user",
    snapshot: details({ users: [user("alice", { inline: [{ name: "own", document: byTag }] })] }),
    verdict: "pass",
  },
  detailsDenied,
]);
const tagging = (Condition?: object) =>
  details({
    policies: [managed(byTag)],
    roles: [role(trust({ AWS: accountId }, Condition, ["sts:AssumeRole", "sts:TagSession"]))],
  });
table("tags/session-tags", [
  {
    name: "no policy goes by tags of who calls",
    snapshot: details({ roles: [role(trust({ AWS: accountId }, undefined, "sts:TagSession"))] }),
    verdict: "not-applicable",
  },
  {
    name: "no session is tagged",
    snapshot: details({ policies: [managed(byTag)], roles: [role(trust({ AWS: accountId }))] }),
    verdict: "pass",
  },
  { name: "tags chosen freely", snapshot: tagging(), verdict: "fail", resources: { "role/work": "fail" } },
  {
    name: "a value of the tag is demanded",
    snapshot: tagging({ StringEquals: { "aws:RequestTag/team": "own" } }),
    verdict: "pass",
  },
  {
    name: "another tag is demanded",
    snapshot: tagging({ StringEquals: { "aws:RequestTag/stage": "own" } }),
    verdict: "fail",
  },
  {
    name: "keys are named",
    snapshot: tagging({ "ForAllValues:StringEquals": { "aws:TagKeys": ["stage"] } }),
    verdict: "pass",
  },
  detailsDenied,
]);

const inRegion = { StringNotEquals: { "aws:RequestedRegion": "eu-central-1" } };
const scp = document({ Effect: "Deny", NotAction: "iam:*", Resource: "*", Condition: inRegion });
table("split/regions", [
  {
    name: "a service control policy",
    snapshot: details({}, { "organizations/policy-documents": [{ id: "p-1", document: scp }] }),
    verdict: "pass",
    resources: { "p-1": "pass" },
  },
  {
    name: "an own policy",
    snapshot: details({ policies: [managed(scp)] }, { "organizations/policy-documents": denied }),
    verdict: "pass",
  },
  {
    name: "neither",
    snapshot: details(
      {},
      {
        "organizations/policy-documents": [
          { id: "p-1", document: document({ Effect: "Deny", Action: "s3:*", Resource: "*" }) },
        ],
      },
    ),
    verdict: "fail",
  },
  {
    name: "a service control policy that is attached to nothing",
    snapshot: details(
      {},
      {
        "organizations/policy-documents": [{ id: "p-1", document: scp }],
        "organizations/policy-targets": { "p-1": [] },
      },
    ),
    verdict: "fail",
  },
  { name: "no organization", snapshot: details({}, { "organizations/policy-documents": null }), verdict: "fail" },
  {
    name: "the service control policies are denied",
    snapshot: details({}, { "organizations/policy-documents": denied }),
    verdict: "not-assessed",
    missing: ["organizations:DescribePolicy"],
  },
]);
