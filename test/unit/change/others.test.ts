/** Policies of whom a document names and does not declare: roles, users and groups of the account. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const statements = (action: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
});
const policy = (properties: object, Type = "AWS::IAM::ManagedPolicy", action = "sqs:*") => ({
  Type,
  Properties: { PolicyDocument: statements(action), ...properties },
});
const ref = (Ref: string) => ({ Ref });
const admins = {
  Type: "AWS::IAM::Group",
  Properties: { Policies: [{ PolicyName: "p", PolicyDocument: statements("sqs:*") }] },
};
const member = (GroupName: unknown, ...Users: unknown[]) => ({
  Type: "AWS::IAM::UserToGroupAddition",
  Properties: { GroupName, Users },
});

interface Case {
  readonly name: string;
  readonly before: object;
  readonly after: object;
  /** `role a` for what is newly allowed, `-` before it for what no longer is, `?` for what is not known. */
  readonly lines: readonly string[];
  readonly parameters?: readonly [before: object, after: object];
}

const templates: readonly Case[] = [
  {
    name: "one more role",
    before: { P: policy({ Roles: ["a"] }) },
    after: { P: policy({ Roles: ["a", "b"] }) },
    lines: ["role b"],
  },
  {
    name: "another role",
    before: { P: policy({ Roles: ["a"] }) },
    after: { P: policy({ Roles: ["b"] }) },
    lines: ["-role a", "role b"],
  },
  {
    name: "a user",
    before: { P: policy({ Roles: ["a"] }) },
    after: { P: policy({ Roles: ["a"], Users: ["a"] }) },
    lines: ["user a"],
  },
  {
    name: "one role less",
    before: { P: policy({ Roles: ["a", "b"] }) },
    after: { P: policy({ Roles: ["b"] }) },
    lines: ["-role a"],
  },
  {
    name: "another role, of a policy of its own type",
    before: { P: policy({ RoleName: "a" }, "AWS::IAM::RolePolicy") },
    after: { P: policy({ RoleName: "b" }, "AWS::IAM::RolePolicy") },
    lines: ["-role a", "role b"],
  },
  {
    name: "a role beside one of the template",
    before: { R: { Type: "AWS::IAM::Role" }, P: policy({ Roles: [ref("R")] }) },
    after: { R: { Type: "AWS::IAM::Role" }, P: policy({ Roles: [ref("R"), "b"] }) },
    lines: ["role b"],
  },
  {
    name: "a role of the template in place of another",
    before: { R: { Type: "AWS::IAM::Role" }, P: policy({ Roles: ["a"] }) },
    after: { R: { Type: "AWS::IAM::Role" }, P: policy({ Roles: [ref("R")] }) },
    lines: ["-role a", "R"],
  },
  {
    name: "a parameter",
    before: { P: policy({ Roles: ["a"] }) },
    after: { P: policy({ Roles: ["a", ref("X")] }) },
    lines: ["role ${X}"],
  },
  {
    name: "another parameter",
    before: { P: policy({ Roles: [ref("X")] }) },
    after: { P: policy({ Roles: [ref("Y")] }) },
    lines: ["?role ${Y}"],
  },
  {
    name: "a parameter with another default",
    before: { P: policy({ Roles: [ref("X")] }) },
    after: { P: policy({ Roles: [ref("X")] }) },
    parameters: [{ X: { Type: "String", Default: "a" } }, { X: { Type: "String", Default: "b" } }],
    lines: ["-role a", "role b"],
  },
  {
    name: "a user in a group",
    before: { G: admins },
    after: { G: admins, M: member(ref("G"), "bob") },
    lines: ["user bob"],
  },
  {
    name: "another user",
    before: { G: admins, M: member(ref("G"), "bob") },
    after: { G: admins, M: member(ref("G"), "eve") },
    lines: ["-user bob", "user eve"],
  },
  {
    name: "a user in a group of the account",
    before: { G: admins },
    after: { G: admins, M: member("admins", "bob") },
    lines: ["?user bob"],
  },
  {
    name: "roles in another order",
    before: { P: policy({ Roles: ["a", "b"] }) },
    after: { P: policy({ Roles: ["b", "a"] }) },
    lines: [],
  },
  {
    name: "a policy that is called otherwise",
    before: { P: policy({ Roles: ["a"] }) },
    after: { Q: policy({ Roles: ["a"] }) },
    lines: [],
  },
  {
    name: "a policy that became two",
    before: { P: policy({ Roles: ["a"] }), O: policy({ Roles: ["a"] }, "AWS::IAM::Policy", "sns:*") },
    after: {
      P: policy({
        Roles: ["a"],
        PolicyDocument: {
          ...statements("sqs:*"),
          Statement: ["sqs:*", "sns:*"].flatMap((one) => statements(one).Statement),
        },
      }),
    },
    lines: [],
  },
  {
    name: "a role that the template has now",
    before: { P: policy({ Roles: ["a"] }) },
    after: { R: { Type: "AWS::IAM::Role", Properties: { RoleName: "a" } }, P: policy({ Roles: [ref("R")] }) },
    lines: [],
  },
];

const document = (action: string) =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })`;
const own = `resource "aws_iam_policy" "p" {\n  policy = ${document("sqs:*")}\n}\n`;
const attached = (role: string, policy = "aws_iam_policy.p.arn", label = "x", more = "") =>
  `resource "aws_iam_role_policy_attachment" "${label}" {\n  ${more}\n  role = ${role}\n  policy_arn = ${policy}\n}\n`;
const inline = (role: string) =>
  `resource "aws_iam_role_policy" "i" {\n  role = ${role}\n  policy = ${document("sqs:*")}\n}\n`;
const looked = (name: string) => `data "aws_iam_role" "r" {\n  name = "${name}"\n}\n`;
const aws = '"arn:aws:iam::aws:policy/AmazonSQSFullAccess"';

const modules: readonly (readonly [name: string, before: string, after: string, lines: readonly string[]])[] = [
  ["one more role", own + attached('"a"'), own + attached('"a"') + attached('"b"', undefined, "y"), ["role b"]],
  ["another role", own + attached('"a"'), own + attached('"b"'), ["-role a", "role b"]],
  ["another role, inline", inline('"a"'), inline('"b"'), ["-role a", "role b"]],
  ["another role for a policy of AWS", attached('"a"', aws), attached('"b"', aws), ["-role a", "role b"]],
  [
    "a policy of the account",
    own + attached('"a"'),
    own + attached('"a"') + attached('"a"', "var.p", "y"),
    ["?role a"],
  ],
  [
    "a list of roles",
    `${own}resource "aws_iam_policy_attachment" "x" {\n  roles = ["a"]\n  policy_arn = aws_iam_policy.p.arn\n}\n`,
    `${own}resource "aws_iam_policy_attachment" "x" {\n  roles = ["a", "b"]\n  policy_arn = aws_iam_policy.p.arn\n}\n`,
    ["role b"],
  ],
  [
    "a role that is looked up",
    own + attached('"a"'),
    own + attached('"a"') + attached("data.aws_iam_role.r.name", undefined, "y") + looked("b"),
    ["role b"],
  ],
  [
    "another one that is looked up",
    own + attached("data.aws_iam_role.r.name") + looked("a"),
    own + attached("data.aws_iam_role.r.name") + looked("b"),
    ["-role a", "role b"],
  ],
  [
    "a variable with another default",
    `${own + attached("var.r")}variable "r" {\n  default = "a"\n}\n`,
    `${own + attached("var.r")}variable "r" {\n  default = "b"\n}\n`,
    ["-role a", "role b"],
  ],
  [
    "another output of a module",
    own + attached("module.m.reader"),
    own + attached("module.m.admin"),
    ["?role ${module.m.admin}"],
  ],
  [
    "for each of a list",
    own + attached("each.value", undefined, "x", 'for_each = toset(["a"])'),
    own + attached("each.value", undefined, "x", 'for_each = toset(["a", "b"])'),
    ["role b"],
  ],
  [
    "a role of which nobody knows whether it is there",
    own + attached('"a"'),
    own + attached('"a"', undefined, "x", "count = var.on ? 1 : 0"),
    ["-role a"],
  ],
  [
    "a role by its name, and looked up",
    own + attached('"a"'),
    own + attached("data.aws_iam_role.r.name") + looked("a"),
    [],
  ],
  [
    "a role by its name, and by a local",
    own + attached('"a"'),
    `${own + attached("local.r")}locals {\n  r = "a"\n}\n`,
    [],
  ],
  ["an attachment that is called otherwise", own + attached('"a"'), own + attached('"a"', undefined, "z"), []],
  [
    "a policy that is called otherwise",
    own + attached('"a"'),
    (own + attached('"a"')).replaceAll("aws_iam_policy.p", "aws_iam_policy.q").replace('"p"', '"q"'),
    [],
  ],
  ["inline, and by an attachment", inline('"a"'), own + attached('"a"'), []],
  [
    "a role that the module has now",
    own + attached('"a"'),
    `${own + attached("aws_iam_role.r.name")}resource "aws_iam_role" "r" {\n  name = "a"\n}\n`,
    [],
  ],
];

const planned = (role: string) =>
  JSON.stringify({
    format_version: "1.2",
    resource_changes: [
      {
        address: "aws_iam_role_policy.i",
        mode: "managed",
        type: "aws_iam_role_policy",
        change: { actions: ["create"], before: null, after: { role, policy: JSON.stringify(statements("sqs:*")) } },
      },
    ],
  });

describe("what those have whom a document only names", () => {
  for (const { name, before, after, lines, parameters } of templates)
    it(`${name}: ${lines.join(", ") || "nothing"}`, async () => {
      const text = (Resources: object, Parameters = {}) => JSON.stringify({ Parameters, Resources }, null, 1);
      assert.deepEqual(
        shortened(await diffTexts("t.json", text(before, parameters?.[0]), text(after, parameters?.[1]))),
        [...lines].sort(),
      );
    });
  for (const [name, before, after, lines] of modules)
    it(`in Terraform, ${name}: ${lines.join(", ") || "nothing"}`, async () =>
      assert.deepEqual(shortened(await diffTexts("main.tf", before, after)), [...lines].sort()));
});

describe("a plan that gives another role what one had", () => {
  it("says so of both", async () =>
    assert.deepEqual(shortened(await diffTexts("plan.json", planned("a"), planned("b"))), ["-a", "b"]));
  it("says nothing of the same role", async () =>
    assert.deepEqual(await diffTexts("plan.json", planned("a"), planned("a")), []));
});

/** Without what is allowed. */
function shortened(lines: readonly string[]): string[] {
  return [...new Set(lines.map((line) => line.replace(/ identity(?::.*)?$/, "")))].sort();
}
