/** Roles, users and groups of Terraform's provider that is made of CloudFormation's types. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const policy = (action: string, more = "") =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}"${more} }] })`;
const trusting = (service: string) => policy("sts:AssumeRole", `, Principal = { Service = "${service}" }`);
const role = (more = "", service = "ec2.amazonaws.com") =>
  `resource "awscc_iam_role" "r" {\n  role_name = "r"\n  assume_role_policy_document = ${trusting(service)}\n${more}}\n`;
const user = (more = "", type = "user") => `resource "awscc_iam_${type}" "u" {\n  ${type}_name = "u"\n${more}}\n`;
const managed = (...names: string[]) =>
  `  managed_policy_arns = ${JSON.stringify(names.map((name) => `arn:aws:iam::aws:policy/${name}`))}\n`;
const inline = (action: string) =>
  `  policies = [{ policy_name = "p", policy_document = ${policy(action, ', Resource = "*"')} }]\n`;
const [admin, reader] = [managed("AdministratorAccess"), managed("AWSLambdaExecute")];
const r = "awscc_iam_role.r";

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  ["a new role", "", role(admin), [`${r} identity: * on *`, `${r} trust: sts:AssumeRole by Service ec2.amazonaws.com`]],
  ["another managed policy", role(reader), role(admin), [`${r} identity: * on *`]],
  ["one that goes", role(admin), role(), [`-${r} identity: * on *`]],
  [
    "the same in another order",
    role(managed("AdministratorAccess", "AWSLambdaExecute")),
    role(managed("AWSLambdaExecute", "AdministratorAccess")),
    [],
  ],
  ["one of the account", role(), role("  managed_policy_arns = [var.more]\n"), [`?${r} identity`]],
  [
    "an inline policy",
    role(inline("s3:GetObject")),
    role(inline("iam:*")),
    [`${r} identity: iam:* on *`, `-${r} identity: s3:GetObject on *`],
  ],
  ["an inline policy that a managed one allows already", role(admin), role(admin + inline("iam:*")), []],
  [
    "whom it trusts",
    role(),
    role("", "lambda.amazonaws.com"),
    [
      `${r} trust: sts:AssumeRole by Service lambda.amazonaws.com`,
      `-${r} trust: sts:AssumeRole by Service ec2.amazonaws.com`,
    ],
  ],
  ["a user", user(), user(admin), ["awscc_iam_user.u identity: * on *"]],
  ["a group", user("", "group"), user(admin, "group"), ["awscc_iam_group.u identity: * on *"]],
  ["a description", role(admin), role(`${admin}  description = "x"\n`), []],
  [
    "a policy of its own",
    role(),
    role() +
      `resource "awscc_iam_role_policy" "p" {\n  role_name = awscc_iam_role.r.role_name\n  policy_name = "p"\n  policy_document = ${policy("iam:*", ', Resource = "*"')}\n}\n`,
    [`awscc_iam_role_policy.p identity: iam:* on *`],
  ],
  [
    "a managed policy that it has",
    role(),
    role() +
      `resource "awscc_iam_managed_policy" "p" {\n  managed_policy_name = "p"\n  policy_document = ${policy("iam:*", ', Resource = "*"')}\n  roles = [awscc_iam_role.r.role_name]\n}\n`,
    [`awscc_iam_managed_policy.p identity: iam:* on *`],
  ],
];

describe("what roles of the provider that is made of CloudFormation's types have", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
