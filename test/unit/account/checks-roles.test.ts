import assert from "node:assert/strict";

import type { RoleDetail } from "../../../src/account/sections/iam";
import { details, detailsDenied, document, outside, role, trust, trusting } from "./identity";
import { accountId, ago, denied, table, unnamed, verdictOf } from "./support";

table("roles/any-principal", [
  { name: "no roles", snapshot: details({}), verdict: "pass" },
  { name: "a service", snapshot: trusting({ Service: "ec2.amazonaws.com" }), verdict: "pass" },
  { name: '"AWS": "*"', snapshot: trusting({ AWS: "*" }), verdict: "fail", resources: { "role/work": "fail" } },
  { name: '"AWS": ["…", "*"]', snapshot: trusting({ AWS: [outside, "*"] }), verdict: "fail" },
  { name: "a bare *", snapshot: trusting("*"), verdict: "fail" },
  {
    name: "* of one organization",
    snapshot: trusting({ AWS: "*" }, { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }),
    verdict: "pass",
  },
  {
    name: "a service-linked role",
    snapshot: details({
      roles: [
        role(document({ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }), { path: "/aws-service-role/x/" }),
      ],
    }),
    verdict: "pass",
  },
  { name: "a trust policy that cannot be read", snapshot: details({ roles: [role("[]")] }), verdict: "not-assessed" },
  detailsDenied,
]);

const all = { AWS: "*" };
const like = (key: string, value: string | string[], operator = "StringLike") => ({ [operator]: { [key]: value } });
const trustingAll = (...statements: object[]) =>
  details({
    roles: [role(document({ Effect: "Allow", Principal: all, Action: "sts:AssumeRole" }, ...statements))],
  });
const keepOut = (Condition: object, more = {}) => ({
  Effect: "Deny",
  Principal: all,
  Action: "sts:AssumeRole",
  Condition,
  ...more,
});

/** Everybody is named: what then fixes an account, an organization or a resource, and what only looks as if it did. */
table("roles/any-principal", [
  { name: "any organization", snapshot: trusting(all, like("aws:PrincipalOrgID", "o-*")), verdict: "fail" },
  { name: "any path", snapshot: trusting(all, like("aws:PrincipalOrgPaths", "o-*/r-*")), verdict: "fail" },
  {
    name: "any role of any account",
    snapshot: trusting(all, like("aws:PrincipalArn", "arn:aws:iam::*:role/deploy", "ArnLike")),
    verdict: "fail",
  },
  {
    name: "any account by wildcards",
    snapshot: trusting(all, like("aws:PrincipalAccount", "1111*")),
    verdict: "fail",
  },
  { name: "any session of a name", snapshot: trusting(all, like("aws:userid", "*:deploy")), verdict: "fail" },
  { name: "a tag", snapshot: trusting(all, like("aws:PrincipalTag/team", "core", "StringEquals")), verdict: "fail" },
  {
    name: "an organization, if there is one",
    snapshot: trusting(all, like("aws:PrincipalOrgID", "o-a1b2c3d4e5", "StringEqualsIfExists")),
    verdict: "fail",
  },
  {
    name: "another organization than this",
    snapshot: trusting(all, like("aws:PrincipalOrgID", "o-a1b2c3d4e5", "StringNotEquals")),
    verdict: "fail",
  },
  {
    name: "the sessions of one role",
    snapshot: trusting(all, like("aws:userid", "AROAEXAMPLEEXAMPLE123:*")),
    verdict: "pass",
  },
  {
    name: "any role of one account",
    snapshot: trusting(all, like("aws:PrincipalArn", `arn:aws:iam::${accountId}:role/*`, "ArnLike")),
    verdict: "pass",
  },
  {
    name: "the paths of one organization",
    snapshot: trusting(all, like("aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/*", "ForAnyValue:StringLike")),
    verdict: "pass",
  },
  {
    name: "a Deny for all but the organization",
    snapshot: trustingAll(keepOut(like("aws:PrincipalOrgID", "o-a1b2c3d4e5", "StringNotEquals"))),
    verdict: "pass",
  },
  {
    name: "a Deny for all but the account",
    snapshot: trustingAll(keepOut(like("aws:PrincipalAccount", accountId, "StringNotEquals"))),
    verdict: "pass",
  },
  {
    name: "a Deny for all but the organization, of another action",
    snapshot: trustingAll(
      keepOut(like("aws:PrincipalOrgID", "o-a1b2c3d4e5", "StringNotEquals"), { Action: "sts:TagSession" }),
    ),
    verdict: "fail",
  },
  {
    name: "a Deny that strangers avoid",
    snapshot: trustingAll(keepOut(like("aws:RequestTag/team", "core", "StringNotEquals"))),
    verdict: "fail",
  },
  {
    name: "a Deny for one account alone",
    snapshot: trustingAll(keepOut(like("aws:PrincipalAccount", "777788889999", "StringEquals"))),
    verdict: "fail",
  },
  { name: "tags for a session alone", snapshot: trusting(all, undefined, "sts:TagSession"), verdict: "pass" },
  {
    name: "a source identity alone",
    snapshot: trusting(all, undefined, ["sts:SetSourceIdentity", "sts:TagSession"]),
    verdict: "pass",
  },
  {
    name: "tags for a session and the session",
    snapshot: trusting(all, undefined, ["sts:TagSession", "sts:AssumeRole"]),
    verdict: "fail",
  },
  { name: "every action", snapshot: trusting(all, undefined, "sts:*"), verdict: "fail" },
  { name: "what begins with Assume", snapshot: trusting(all, undefined, "sts:Assume*"), verdict: "fail" },
]);

const github = { Federated: `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com` };
const audience = { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" };
const web = "sts:AssumeRoleWithWebIdentity";

table("roles/oidc-subject", [
  { name: "GitHub without a condition", snapshot: trusting(github, undefined, web), verdict: "fail" },
  {
    name: "GitHub without sub",
    snapshot: trusting(github, { StringEquals: audience }, web),
    verdict: "fail",
    resources: { "role/work": "fail" },
  },
  {
    name: "GitHub with sub",
    snapshot: trusting(
      github,
      {
        StringEquals: {
          ...audience,
          "token.actions.githubusercontent.com:sub": "repo:harbour/app:ref:refs/heads/main",
        },
      },
      web,
    ),
    verdict: "pass",
  },
  { name: "no provider", snapshot: trusting({ AWS: accountId }), verdict: "pass" },
  detailsDenied,
]);

table("roles/external-id", [
  { name: "an outside account", snapshot: trusting({ AWS: outside }), verdict: "fail", reason: /1 of 1 role/ },
  { name: "an outside account as a number", snapshot: trusting({ AWS: "777788889999" }), verdict: "fail" },
  {
    name: "a role of an outside account beside the own one",
    snapshot: trusting({ AWS: [accountId, "arn:aws:iam::777788889999:role/agent"] }),
    verdict: "fail",
  },
  {
    name: "with an external id",
    snapshot: trusting({ AWS: outside }, { StringEquals: { "sts:ExternalId": "a-4711" } }),
    verdict: "pass",
  },
  {
    name: "with any external id",
    snapshot: trusting({ AWS: outside }, { StringLike: { "sts:ExternalId": "*" } }),
    verdict: "fail",
  },
  {
    name: "with an external id if there is one",
    snapshot: trusting({ AWS: outside }, { StringEqualsIfExists: { "sts:ExternalId": "a-4711" } }),
    verdict: "fail",
  },
  {
    name: "with any other external id",
    snapshot: trusting({ AWS: outside }, { StringNotEquals: { "sts:ExternalId": "a-4711" } }),
    verdict: "fail",
  },
  {
    name: "of the own organization",
    snapshot: trusting({ AWS: outside }, { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }),
    verdict: "pass",
  },
  {
    name: "an outside account that may tag sessions only",
    snapshot: trusting({ AWS: outside }, undefined, "sts:TagSession"),
    verdict: "pass",
  },
  {
    name: "a Deny without the external id",
    snapshot: details({
      roles: [
        role(
          document(
            { Effect: "Allow", Principal: { AWS: outside }, Action: "sts:AssumeRole" },
            keepOut(like("sts:ExternalId", "a-4711", "StringNotEquals")),
          ),
        ),
      ],
    }),
    verdict: "pass",
  },
  {
    name: "a Deny without MFA",
    snapshot: details({
      roles: [
        role(
          document(
            { Effect: "Allow", Principal: { AWS: outside }, Action: "sts:AssumeRole" },
            keepOut(like("aws:MultiFactorAuthPresent", "false", "BoolIfExists")),
          ),
        ),
      ],
    }),
    verdict: "fail",
  },
  {
    name: "the own account, whose number is not known",
    snapshot: unnamed(trusting({ AWS: accountId })),
    verdict: "pass",
  },
  { name: "the own account", snapshot: trusting({ AWS: `arn:aws:iam::${accountId}:root` }), verdict: "pass" },
  { name: "a service", snapshot: trusting({ Service: "ec2.amazonaws.com" }), verdict: "pass" },
  detailsDenied,
]);

const used = (fields: Partial<RoleDetail>) => details({ roles: [role(document(), fields)] });
table("roles/unused", [
  { name: "no roles", snapshot: details({}), verdict: "pass" },
  { name: "used yesterday", snapshot: used({}), verdict: "pass" },
  {
    name: "used 91 days ago",
    snapshot: used({ lastUsedAt: ago(91) }),
    verdict: "fail",
    resources: { "role/work": "fail" },
  },
  { name: "never used, new", snapshot: used({ lastUsedAt: null, createdAt: ago(3) }), verdict: "pass" },
  { name: "never used, old", snapshot: used({ lastUsedAt: null }), verdict: "fail" },
  {
    name: "a role of Identity Center",
    snapshot: used({ lastUsedAt: null, path: "/aws-reserved/sso.amazonaws.com/" }),
    verdict: "pass",
  },
  { name: "no dates", snapshot: used({ lastUsedAt: null, createdAt: null }), verdict: "not-assessed" },
  detailsDenied,
]);

const organization = { id: "o-1", managementAccount: "999988887777", featureSet: "ALL" };
const member = [{ id: "777788889999", name: "x", status: "ACTIVE" }];
const among = (
  Principal: unknown,
  accounts: typeof member | typeof denied = member,
  own: typeof organization | typeof denied = organization,
) =>
  details(
    { roles: [role(trust(Principal))] },
    { "organizations/organization": own, "organizations/accounts": accounts },
  );
const vendor = "arn:aws:iam::464622532012:root";

table("roles/external-id", [
  { name: "an account of the organization", snapshot: among({ AWS: outside }), verdict: "pass" },
  {
    name: "the management account, the others are denied",
    snapshot: among({ AWS: "999988887777" }, denied),
    verdict: "pass",
  },
  { name: "an account outside of the organization", snapshot: among({ AWS: "123412341234" }), verdict: "fail" },
  {
    name: "the accounts of the organization are denied",
    snapshot: among({ AWS: outside }, denied),
    verdict: "not-assessed",
    missing: ["organizations:ListAccounts"],
    reason: /777788889999/,
  },
  {
    name: "the organization is denied",
    snapshot: among({ AWS: outside }, denied, denied),
    verdict: "not-assessed",
    missing: ["organizations:DescribeOrganization"],
  },
  {
    name: "a vendor, the organization is denied",
    snapshot: among({ AWS: vendor }, denied, denied),
    verdict: "fail",
    resources: { "role/work": "fail" },
  },
  {
    name: "an account that the project trusts",
    snapshot: { ...trusting({ AWS: outside }), trustedAccounts: ["777788889999"] },
    verdict: "pass",
  },
]);
table("roles/unknown-accounts", [
  { name: "the own account", snapshot: trusting({ AWS: accountId }), verdict: "pass" },
  { name: "an account of the organization", snapshot: among({ AWS: outside }), verdict: "pass" },
  { name: "a vendor", snapshot: trusting({ AWS: vendor }), verdict: "pass" },
  {
    name: "a stranger",
    snapshot: trusting({ AWS: outside }, { StringEquals: { "sts:ExternalId": "a" } }),
    verdict: "fail",
    resources: { "role/work": "fail" },
  },
  {
    name: "an account that the project trusts",
    snapshot: { ...trusting({ AWS: outside }), trustedAccounts: ["777788889999"] },
    verdict: "pass",
  },
  {
    name: "the accounts of the organization are denied",
    snapshot: among({ AWS: outside }, denied),
    verdict: "not-assessed",
    missing: ["organizations:ListAccounts"],
  },
  detailsDenied,
]);
table("roles/confused-deputy", [
  { name: "a service that does not tell", snapshot: trusting({ Service: "ec2.amazonaws.com" }), verdict: "pass" },
  { name: "a scheduler", snapshot: trusting({ Service: "scheduler.amazonaws.com" }), verdict: "fail" },
  {
    name: "a scheduler for this account",
    snapshot: trusting({ Service: "scheduler.amazonaws.com" }, { StringEquals: { "aws:SourceAccount": accountId } }),
    verdict: "pass",
  },
  detailsDenied,
]);
const corporate = { Federated: `arn:aws:iam::${accountId}:saml-provider/corporate` };
table("roles/saml-audience", [
  { name: "no SAML", snapshot: trusting({ AWS: accountId }), verdict: "pass" },
  { name: "no condition", snapshot: trusting(corporate, undefined, "sts:AssumeRoleWithSAML"), verdict: "fail" },
  { name: "what assumes nothing", snapshot: trusting(corporate, undefined, "sts:TagSession"), verdict: "pass" },
  ...(
    [
      ["any audience", { StringLike: { "SAML:aud": "*" } }],
      ["all but one audience", { StringNotEquals: { "SAML:aud": "https://example.com" } }],
      ["some audience", { Null: { "SAML:aud": "false" } }],
      ["a key that is not of SAML", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } }],
    ] as const
  ).map(([name, condition]) => ({
    name,
    snapshot: trusting(corporate, condition, "sts:AssumeRoleWithSAML"),
    verdict: "fail" as const,
  })),
  {
    name: "the audience",
    snapshot: trusting(
      corporate,
      { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
      "sts:AssumeRoleWithSAML",
    ),
    verdict: "pass",
  },
  detailsDenied,
]);
table("roles/oidc-subject", [
  {
    name: "a statement that only lets tags in",
    snapshot: trusting(github, undefined, "sts:TagSession"),
    verdict: "pass",
  },
]);
table("roles/oidc-breadth", [
  {
    name: "one branch",
    snapshot: trusting(
      github,
      {
        StringEquals: {
          ...audience,
          "token.actions.githubusercontent.com:sub": "repo:harbour/app:ref:refs/heads/main",
        },
      },
      web,
    ),
    verdict: "pass",
  },
  {
    name: "every repository of an organization",
    snapshot: trusting(
      github,
      { StringEquals: audience, StringLike: { "token.actions.githubusercontent.com:sub": "repo:harbour/*" } },
      web,
    ),
    verdict: "fail",
  },
  detailsDenied,
]);

describe("the evidence of a trust policy", () => {
  const evidenceOf = (snapshot: Parameters<typeof verdictOf>[1]) =>
    verdictOf("roles/any-principal", snapshot).evidence.map(({ field, value }) => [
      field.replace(/^.*role\//, ""),
      value,
    ]);
  const open = { Effect: "Allow", Principal: all, Action: "sts:AssumeRole" };

  it("is the statement", () => {
    assert.deepEqual(evidenceOf(trusting(all)).slice(1), [["work statement", JSON.stringify(open)]]);
  });

  it("is the Deny that does not help, too", () => {
    const deny = keepOut(like("aws:PrincipalAccount", "777788889999", "StringEquals"));
    assert.deepEqual(evidenceOf(trustingAll(deny)).slice(1), [
      ["work (statement 1) statement", JSON.stringify(open)],
      ["work (statement 2) Deny that does not help", JSON.stringify(deny)],
    ]);
  });

  it("is no statement of what passes", () => {
    assert.equal(evidenceOf(trusting({ AWS: accountId })).length, 1);
  });
});
