/** What attaching policies, and taking them away, newly allows: `diff --policies` on two texts of one name. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const trust = {
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const role = (properties: object = {}) => ({
  Type: "AWS::IAM::Role",
  Properties: { AssumeRolePolicyDocument: trust, ...properties },
});
const document = (Effect: string, Action: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect, Action, Resource: "*" }],
});
const policy = (Action: string, properties: object = {}, Effect = "Allow", Type = "AWS::IAM::ManagedPolicy") => ({
  Type,
  Properties: { PolicyDocument: document(Effect, Action), ...properties },
});
const ref = (Ref: string) => ({ Ref });
const attached = (...ManagedPolicyArns: unknown[]) => role({ ManagedPolicyArns });
const inline = (Action: string) => ({ Policies: [{ PolicyName: "p", PolicyDocument: document("Allow", Action) }] });

const templates: readonly (readonly [name: string, before: object, after: object, lines: readonly string[]])[] = [
  [
    "a policy of its own, by reference",
    { R: role(), Adm: policy("sqs:*") },
    { R: attached(ref("Adm")), Adm: policy("sqs:*") },
    ["R sqs"],
  ],
  ["no longer", { R: attached(ref("Adm")), Adm: policy("sqs:*") }, { R: role(), Adm: policy("sqs:*") }, ["-R sqs"]],
  [
    "one more role",
    { A: role(), B: role(), P: policy("sqs:*", { Roles: [ref("A")] }) },
    { A: role(), B: role(), P: policy("sqs:*", { Roles: [ref("A"), ref("B")] }) },
    ["B sqs"],
  ],
  [
    "another role",
    { A: role(), B: role(), P: policy("sqs:*", { Roles: [ref("A")] }) },
    { A: role(), B: role(), P: policy("sqs:*", { Roles: [ref("B")] }) },
    ["-A sqs", "B sqs"],
  ],
  [
    "a user in a group",
    { U: { Type: "AWS::IAM::User" }, G: { Type: "AWS::IAM::Group", Properties: inline("sqs:*") } },
    {
      U: { Type: "AWS::IAM::User" },
      G: { Type: "AWS::IAM::Group", Properties: inline("sqs:*") },
      Add: { Type: "AWS::IAM::UserToGroupAddition", Properties: { GroupName: ref("G"), Users: [ref("U")] } },
    },
    ["U sqs"],
  ],
  ["a policy by a parameter", { R: role() }, { R: attached(ref("P")) }, ["?R"]],
  ["a policy of the account", { R: role() }, { R: attached("arn:aws:iam::111122223333:policy/team") }, ["?R"]],
  ["such a one, no longer", { R: attached("arn:aws:iam::111122223333:policy/team") }, { R: role() }, []],
  [
    "such a one as before",
    { R: attached(ref("P")), A: role() },
    { R: attached(ref("P")), A: role(inline("sqs:*")) },
    ["A sqs"],
  ],
  [
    "a Deny in some deployments",
    { R: role(inline("sqs:*")), D: policy("sqs:*", { Roles: [ref("R")] }, "Deny") },
    { R: role(inline("sqs:*")), D: { ...policy("sqs:*", { Roles: [ref("R")] }, "Deny"), Condition: "C" } },
    ["R sqs"],
  ],
  [
    "a policy template of SAM",
    { F: { Type: "AWS::Serverless::Function", Properties: { Policies: [{ SQSPollerPolicy: { QueueName: "q" } }] } } },
    {
      F: {
        Type: "AWS::Serverless::Function",
        Properties: {
          Policies: [{ SQSPollerPolicy: { QueueName: "q" } }, { SQSSendMessagePolicy: { QueueName: "q" } }],
        },
      },
    },
    ["F sqs"],
  ],
  [
    "a connector of SAM",
    { F: { Type: "AWS::Serverless::Function" }, R: role() },
    {
      F: {
        Type: "AWS::Serverless::Function",
        Connectors: { C: { Properties: { Destination: { Id: "B" }, Permissions: ["Write"] } } },
      },
      R: role(),
    },
    ["?F"],
  ],
];

const hcl = (body: string) => `resource "aws_iam_role" "r" {
  name               = "rname"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
resource "aws_iam_user" "u" {
  name = "bob"
}
resource "aws_iam_group" "g" {
  name = "team"
}
resource "aws_iam_policy" "adm" {
  name   = "adm"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })
}
resource "aws_iam_group_policy" "g" {
  group  = aws_iam_group.g.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sns:*", Resource = "*" }] })
}
${body}
`;
const denial = (more: string) => `resource "aws_iam_role_policy_attachment" "r" {
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.adm.arn
}
resource "aws_iam_role_policy" "d" {
  ${more}
  role   = aws_iam_role.r.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "sqs:*", Resource = "*" }] })
}`;
const attach = (role: string, policy: string, more = "") =>
  `resource "aws_iam_role_policy_attachment" "r" {\n  ${more}\n  role = ${role}\n  policy_arn = ${policy}\n}`;

const inlineIn = (policy: string, role: string) => `data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["sqs:*"]
    resources = ["*"]
  }
}
resource "aws_iam_role_policy" "r" {
  policy = ${policy}
  role   = ${role}
}`;

const sharing = (first: string, second: string, other = "local.on ? 0 : 1") => `data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["sqs:*"]
    resources = ["*"]
  }
}
resource "aws_iam_policy" "${first}" {
  count  = ${first === "a" ? "local.on ? 1 : 0" : other}
  policy = data.aws_iam_policy_document.d.json
}
resource "aws_iam_policy" "${second}" {
  count  = ${second === "a" ? "local.on ? 1 : 0" : other}
  policy = data.aws_iam_policy_document.d.json
}
resource "aws_iam_role" "o" {
  count = local.on ? 1 : 0
}
resource "aws_iam_role_policy_attachment" "o" {
  count      = local.on ? 1 : 0
  role       = aws_iam_role.o[0].name
  policy_arn = aws_iam_policy.a[0].arn
}`;

const modules: readonly (readonly [name: string, before: string, after: string, lines: readonly string[]])[] = [
  ["by its address", "", attach("aws_iam_role.r.name", "aws_iam_policy.adm.arn"), ["aws_iam_role.r sqs"]],
  ["by the name of the role", "", attach('"rname"', "aws_iam_policy.adm.arn"), ["aws_iam_role.r sqs"]],
  [
    "for each",
    "",
    attach("aws_iam_role.r.name", "each.value", "for_each = { a = aws_iam_policy.adm.arn }"),
    ["aws_iam_role.r sqs"],
  ],
  ["by a variable", "", attach("aws_iam_role.r.name", "var.p"), ["?aws_iam_role.r"]],
  [
    "inline, by a variable",
    "",
    'resource "aws_iam_role_policy" "r" {\n  role = aws_iam_role.r.name\n  policy = var.p\n}',
    ["?aws_iam_role.r"],
  ],
  [
    "by a module",
    "",
    'module "m" {\n  source = "registry/m/aws"\n  role = aws_iam_role.r.name\n}',
    ["?aws_iam_role.r"],
  ],
  [
    "to a user, by a group",
    "",
    'resource "aws_iam_user_group_membership" "u" {\n  user = aws_iam_user.u.name\n  groups = [aws_iam_group.g.name]\n}',
    ["aws_iam_user.u sns"],
  ],
  [
    "in quotes, as it was once written",
    inlineIn('"${data.aws_iam_policy_document.d.json}"', '"${aws_iam_role.r.id}"'),
    inlineIn("data.aws_iam_policy_document.d.json", "aws_iam_role.r.id"),
    [],
  ],
  [
    "on a variable, once in quotes",
    inlineIn("data.aws_iam_policy_document.d.json", "aws_iam_role.r.id").replace('"*"', '"${var.arn}"'),
    inlineIn("data.aws_iam_policy_document.d.json", "aws_iam_role.r.id").replace('"*"', "var.arn"),
    [],
  ],
  ["by two policies with one document, in another order", sharing("b", "a"), sharing("a", "b"), []],
  ["by two policies, of which there is one", sharing("b", "a", "0"), sharing("a", "b", "0"), []],
  ["a Deny of which there is none", denial(""), denial("count = 0"), ["aws_iam_role.r sqs"]],
  ["a Deny of which there may be none", denial(""), denial("count = var.on ? 1 : 0"), ["aws_iam_role.r sqs"]],
  ["a Deny of which there is one", denial(""), denial("count = 1"), []],
];

describe("what is attached", () => {
  for (const [name, before, after, lines] of templates)
    it(`${name}: ${lines.join(", ") || "nothing"}`, async () => {
      const text = (Resources: object) =>
        JSON.stringify({ AWSTemplateFormatVersion: "2010-09-09", Resources }, null, 1);
      assert.deepEqual(shortened(await diffTexts("t.json", text(before), text(after))), lines);
    });
  for (const [name, before, after, lines] of modules)
    it(`in Terraform, ${name}: ${lines.join(", ") || "nothing"}`, async () =>
      assert.deepEqual(shortened(await diffTexts("main.tf", hcl(before), hcl(after))), lines));
});

/** `R identity: sqs:SendMessage on *` as `R sqs`, each once. */
function shortened(lines: readonly string[]): string[] {
  return [
    ...new Set(
      lines.map((line) =>
        line.replace(/ identity(?:: (\w+):.*)?$/, (_, service?: string) => (service ? ` ${service}` : "")),
      ),
    ),
  ].sort();
}
