import assert from "node:assert/strict";

import { runCheck } from "../../../src/account/checks/check";
import { checks } from "../../../src/account/checks/generated/index";
import type { AuthorizationDetails, UserDetail } from "../../../src/account/sections/iam";
import type { Snapshot } from "../../../src/account/snapshot";
import { allow, details, detailsDenied, document, group, managed, ofAws, role, trust, user } from "./identity";
import { ago, type Case, denied, now, report, row, table, verdictOf } from "./support";

/** Whether alice is an administrator: the number of them says it. */
function administrators(fields: Partial<AuthorizationDetails>): string {
  const { verdict, evidence } = verdictOf("administrators/number", details(fields));
  return `${verdict} ${evidence.find((one) => one.field === "administrators (users)")?.value}`;
}

const everything = { attached: [ofAws("AdministratorAccess")] };
const own = "arn:aws:iam::111122223333:policy/own";
const withPolicy = (text: string, fields: Partial<UserDetail> = {}) => ({
  users: [user("alice", { inline: [{ name: "own", document: text }], ...fields })],
});
const withBoundary = (text: string) => ({
  users: [user("alice", { ...everything, boundary: own })],
  policies: [managed(text)],
});
const denying = (Action: string | string[]) =>
  document({ Effect: "Allow", Action: "*", Resource: "*" }, { Effect: "Deny", Action, Resource: "*" });

describe("who is an administrator", () => {
  const cases: readonly (readonly [string, Partial<AuthorizationDetails>, "is" | "is not"])[] = [
    ["nothing", { users: [user()] }, "is not"],
    ["AdministratorAccess, whose document AWS did not send", { users: [user("alice", everything)] }, "is"],
    [
      "AdministratorAccess of a group",
      { users: [user("alice", { groups: ["all"] })], groups: [group("all", everything)] },
      "is",
    ],
    [
      "a group of others",
      { users: [user("alice", { groups: ["few"] })], groups: [group("all", everything), group("few")] },
      "is not",
    ],
    ["IAMFullAccess", { users: [user("alice", { attached: [ofAws("IAMFullAccess")] })] }, "is"],
    ["PowerUserAccess", { users: [user("alice", { attached: [ofAws("PowerUserAccess")] })] }, "is not"],
    [
      "a policy called Administrator that reads",
      {
        users: [user("Administrator", { attached: [own] })],
        policies: [managed(allow(["s3:Get*", "ec2:Describe*"]), "own")],
      },
      "is not",
    ],
    ["* on * inline", withPolicy(allow("*")), "is"],
    [
      "* on * under MFA",
      withPolicy(allow("*", "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })),
      "is",
    ],
    [
      "* on * from the office",
      withPolicy(allow("*", "*", { Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } })),
      "is",
    ],
    [
      "NotAction",
      withPolicy(document({ Effect: "Allow", NotAction: "organizations:LeaveOrganization", Resource: "*" })),
      "is",
    ],
    ["everything, IAM denied", withPolicy(denying("iam:*")), "is not"],
    [
      "everything, all changes of permissions denied",
      withPolicy(denying(["iam:Put*", "iam:Attach*", "iam:Create*"])),
      "is not",
    ],
    ["everything, one service denied", withPolicy(denying("sagemaker:*")), "is"],
    ["AttachUserPolicy on everybody", withPolicy(allow("iam:AttachUserPolicy")), "is"],
    ["PutUserPolicy on every user", withPolicy(allow("iam:PutUserPolicy", "arn:aws:iam::*:user/*")), "is"],
    ["PutUserPolicy on oneself", withPolicy(allow("iam:PutUserPolicy", "arn:aws:iam::*:user/${aws:username}")), "is"],
    [
      "PutUserPolicy on another user",
      withPolicy(allow("iam:PutUserPolicy", "arn:aws:iam::111122223333:user/bob")),
      "is not",
    ],
    [
      "AttachRolePolicy of one policy only",
      withPolicy(
        allow("iam:AttachRolePolicy", "*", { Condition: { ArnEquals: { "iam:PolicyARN": ofAws("ReadOnlyAccess") } } }),
      ),
      "is not",
    ],
    [
      "PutRolePolicy with a boundary demanded",
      withPolicy(allow("iam:PutRolePolicy", "*", { Condition: { StringEquals: { "iam:PermissionsBoundary": own } } })),
      "is not",
    ],
    [
      "a password of their own",
      withPolicy(allow(["iam:ChangePassword", "iam:CreateAccessKey"], "arn:aws:iam::*:user/${aws:username}")),
      "is not",
    ],
    ["a boundary without IAM", withBoundary(allow(["s3:*", "ec2:*"])), "is not"],
    ["a boundary that denies nothing", withBoundary(allow("*")), "is"],
    ["a boundary that takes IAM away", withBoundary(denying("iam:*")), "is not"],
    [
      "two halves that are nothing alone",
      {
        users: [
          user("alice", {
            inline: [
              { name: "a", document: allow("iam:*", "*") },
              { name: "b", document: document({ Effect: "Deny", Action: "iam:*", Resource: "*" }) },
            ],
          }),
        ],
      },
      "is not",
    ],
  ];
  for (const [name, fields, wanted] of cases)
    it(`${name}: ${wanted} one`, () => assert.equal(administrators(fields), `pass ${wanted === "is" ? 1 : 0}`));

  it("says by which policy", () => {
    const { resources } = verdictOf(
      "administrators/mfa",
      details(
        { users: [user("alice", { ...everything, attached: [ofAws("ReadOnlyAccess"), ...everything.attached] })] },
        { "iam/credential-report": report(row({ password_enabled: "true" })) },
      ),
    );
    assert.match(resources[0]!.reason, /May do everything, by AdministratorAccess\./);
  });

  it("says by which group", () => {
    const everybody = { inline: [{ name: "p", document: allow("*") }] };
    const { resources } = verdictOf(
      "administrators/mfa",
      details(
        { users: [user("alice", { groups: ["leads"] })], groups: [group("leads", everybody)] },
        { "iam/credential-report": report(row({ password_enabled: "true" })) },
      ),
    );
    assert.match(resources[0]!.reason, /May do everything, by p \(inline\) of the group leads\./);
  });
});

const noDocument = { attached: [ofAws("SomethingNew")] };
const six = (fields: Partial<UserDetail>) => Array.from({ length: 6 }, (_, index) => user(`user-${index}`, fields));
table("administrators/number", [
  { name: "nobody", snapshot: details({}), verdict: "pass", reason: /No user is an administrator/ },
  {
    name: "six",
    snapshot: details({ users: six(everything) }),
    verdict: "fail",
    reason: /6 users/,
    resources: { "user/user-5": "fail" },
  },
  { name: "six of whom a policy is missing", snapshot: details({ users: six(noDocument) }), verdict: "not-assessed" },
  {
    name: "one of whom a policy is missing",
    snapshot: details({ users: [user("alice", noDocument)] }),
    verdict: "pass",
  },
  {
    name: "six roles",
    snapshot: details({
      roles: Array.from({ length: 6 }, (_, index) =>
        role(trust({ AWS: "111122223333" }), { ...everything, name: `r${index}` }),
      ),
    }),
    verdict: "pass",
  },
  detailsDenied,
]);

const reported = (fields: Record<string, string>, alice: Partial<UserDetail> = everything): Snapshot =>
  details({ users: [user("alice", alice)] }, { "iam/credential-report": report(row(fields)) });
const reportDenied: Case = {
  name: "the report is denied",
  snapshot: details({ users: [user("alice", everything)] }, { "iam/credential-report": denied }),
  verdict: "not-assessed",
  missing: ["iam:GetCredentialReport"],
};
const password = { password_enabled: "true", password_last_used: ago(2), password_last_changed: ago(20) };
const key = { access_key_1_active: "true", access_key_1_last_rotated: ago(20), access_key_1_last_used_date: ago(2) };

table("administrators/mfa", [
  {
    name: "no administrators",
    snapshot: reported(password, {}),
    verdict: "pass",
    reason: /No user is an administrator/,
  },
  { name: "a password and MFA", snapshot: reported({ ...password, mfa_active: "true" }), verdict: "pass" },
  { name: "a password alone", snapshot: reported(password), verdict: "fail", resources: { "user/alice": "fail" } },
  { name: "a key alone", snapshot: reported(key), verdict: "fail", reason: /1 of 1/ },
  { name: "nothing to sign in with", snapshot: reported({}), verdict: "pass" },
  { name: "MFA is not told", snapshot: reported({ ...password, mfa_active: "N/A" }), verdict: "not-assessed" },
  {
    name: "not in the report yet",
    snapshot: details({ users: [user("bob", everything)] }, { "iam/credential-report": report(row()) }),
    verdict: "not-assessed",
  },
  { name: "a policy that AWS did not send", snapshot: reported(password, noDocument), verdict: "not-assessed" },
  {
    name: "a policy that cannot be read",
    snapshot: reported(password, { inline: [{ name: "own", document: "{" }] }),
    verdict: "not-assessed",
  },
  {
    name: "an administrator beside a policy that cannot be read",
    snapshot: reported(password, { ...everything, inline: [{ name: "own", document: "{" }] }),
    verdict: "fail",
  },
  reportDenied,
  detailsDenied,
]);
table("administrators/access-keys", [
  { name: "none", snapshot: reported(password), verdict: "pass" },
  { name: "one", snapshot: reported(key), verdict: "fail" },
  { name: "an inactive one", snapshot: reported({ ...key, access_key_1_active: "false" }), verdict: "pass" },
  { name: "not told", snapshot: reported({ ...key, access_key_1_active: "N/A" }), verdict: "not-assessed" },
  { name: "somebody else", snapshot: reported(key, {}), verdict: "pass" },
  reportDenied,
]);
table("administrators/unused", [
  { name: "used", snapshot: reported(password), verdict: "pass" },
  {
    name: "a key in use, an old password",
    snapshot: reported({ ...password, password_last_used: ago(100), ...key }),
    verdict: "pass",
  },
  { name: "unused", snapshot: reported({ ...password, password_last_used: ago(45) }), verdict: "fail" },
  { name: "never used, old", snapshot: reported({ password_last_used: "no_information" }), verdict: "fail" },
  { name: "never used, new", snapshot: reported({ user_creation_time: ago(3) }), verdict: "pass" },
  { name: "unreadable", snapshot: reported({ ...password, password_last_used: "soon" }), verdict: "not-assessed" },
  reportDenied,
]);

const roleFor = (principal: unknown, more = {}, fields = everything) =>
  details({ roles: [role(trust(principal), fields)] }, more);
table("administrators/workloads", [
  { name: "people", snapshot: roleFor({ AWS: "111122223333" }), verdict: "pass" },
  {
    name: "a function",
    snapshot: roleFor({ Service: "lambda.amazonaws.com" }),
    verdict: "fail",
    resources: { "role/work": "fail" },
  },
  {
    name: "an instance in China",
    snapshot: roleFor({ Service: ["config.amazonaws.com", "ec2.amazonaws.com.cn"] }),
    verdict: "fail",
  },
  { name: "CloudFormation", snapshot: roleFor({ Service: "cloudformation.amazonaws.com" }), verdict: "pass" },
  {
    name: "a function that may little",
    snapshot: details({ roles: [role(trust({ Service: "lambda.amazonaws.com" }))] }),
    verdict: "pass",
    reason: /No role/,
  },
  {
    name: "a trust policy that cannot be read",
    snapshot: details({ roles: [role("[]", everything)] }),
    verdict: "not-assessed",
  },
  {
    name: "a boundary",
    snapshot: details({
      roles: [role(trust({ Service: "lambda.amazonaws.com" }), { ...everything, boundary: own })],
      policies: [managed(allow("s3:GetObject"))],
    }),
    verdict: "pass",
  },
  {
    name: "a boundary that AWS did not send",
    snapshot: details({
      roles: [role(trust({ Service: "lambda.amazonaws.com" }), { ...everything, boundary: ofAws("SomethingNew") })],
    }),
    verdict: "not-assessed",
  },
  detailsDenied,
]);

const organization = { id: "o-1", managementAccount: "999988887777", featureSet: "ALL" };
const stranger = { AWS: "arn:aws:iam::777788889999:root" };
table("administrators/outside-accounts", [
  { name: "the own account", snapshot: roleFor({ AWS: "111122223333" }), verdict: "pass" },
  { name: "another account, no organization", snapshot: roleFor(stranger), verdict: "fail" },
  {
    name: "a vendor",
    snapshot: roleFor({ AWS: "arn:aws:iam::464622532012:root" }),
    verdict: "fail",
    resources: { "role/work": "fail" },
  },
  {
    name: "an account of the organization",
    snapshot: roleFor(stranger, {
      "organizations/organization": organization,
      "organizations/accounts": [{ id: "777788889999", name: "x", status: "ACTIVE" }],
    }),
    verdict: "pass",
  },
  {
    name: "the management account, where the others are not told",
    snapshot: roleFor(
      { AWS: "999988887777" },
      { "organizations/organization": organization, "organizations/accounts": denied },
    ),
    verdict: "pass",
  },
  {
    name: "the accounts of the organization are denied",
    snapshot: roleFor(stranger, { "organizations/organization": organization, "organizations/accounts": denied }),
    verdict: "not-assessed",
    missing: ["organizations:ListAccounts"],
  },
  {
    name: "an account that the project trusts",
    snapshot: { ...roleFor(stranger), trustedAccounts: ["777788889999"] },
    verdict: "pass",
  },
]);

describe("without the catalogue", () => {
  for (const check of checks.filter((one) => one.needsCatalog)) {
    it(`${check.id} decides nothing`, () => {
      const snapshot = details(
        { users: [user("alice", everything)], policies: [managed(allow("*"))], roles: [role(trust({ AWS: "*" }))] },
        { "iam/credential-report": report(row(password)) },
      );
      const result = runCheck(check, snapshot, now, null);
      assert.ok(["not-assessed", "attest"].includes(result.verdict), result.verdict);
    });
  }
});

describe("5,000 users and 1,000 roles", () => {
  it("are judged by their own documents, each once", () => {
    const users = Array.from({ length: 5000 }, (_, index) =>
      user(`user-${index}`, {
        inline: [{ name: "own", document: allow("s3:GetObject", `arn:aws:s3:::bucket-${index % 50}/*`) }],
      }),
    );
    const roles = Array.from({ length: 1000 }, (_, index) =>
      role(trust({ AWS: `arn:aws:iam::111122223333:role/r-${index % 100}` }), { name: `role-${index}` }),
    );
    const snapshot = details({ users, roles }, { "iam/credential-report": report(row()) });
    assert.equal(verdictOf("policies/service-wildcard", snapshot).verdict, "pass");
    assert.equal(verdictOf("administrators/number", snapshot).verdict, "pass");
    assert.equal(verdictOf("roles/any-principal", snapshot).resources.length, 1000);
  });
});
