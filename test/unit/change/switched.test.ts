/** What Terraform makes once or not at all, and what it takes of that: switches, copies of AWS's policies, and what versions before 0.12 wrote. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const role = 'resource "aws_iam_role" "r" {\n  name = "r"\n}\n';
const variable = (name: string, value: string) => `variable "${name}" {\n  default = ${value}\n}\n`;
const policy = (count: string, action = "sqs:*") => `resource "aws_iam_role_policy" "p" {
  ${count === "" ? "" : `count  = ${count}`}
  role   = aws_iam_role.r.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })
}
`;
const locals = (count: string, on: string) => `locals {\n  count = ${count}\n  on    = ${on}\n}\n`;
const document = (more: string) => `${role}resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = data.aws_iam_policy_document.d.json
}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["sns:*"]
    resources = ["*"]
  }
${more}}
`;
const statement = (more = "") => `statement {
    actions   = ["sqs:*"]
    resources = ["*"]
${more}  }
`;
const dynamic = (over: string) =>
  `  dynamic "statement" {\n    for_each = ${over}\n    content {\n      actions   = ["sqs:*"]\n      resources = ["*"]\n    }\n  }\n`;
const managed = (arn: string) =>
  `${role}resource "aws_iam_role_policy_attachment" "a" {\n  role       = aws_iam_role.r.name\n  policy_arn = ${arn}\n}\n`;
const attached = (count: string) =>
  managed('"arn:aws:iam::aws:policy/AdministratorAccess"').replace('"a" {', `"a" {\n  count = ${count}`);
const reads = '"arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"';
const data = (arn: string) => `data "aws_iam_policy" "x" {\n  arn = ${arn}\n}\n`;
const copy = 'resource "aws_iam_policy" "p" {\n  policy = data.aws_iam_policy.x.policy\n}\n';
const own = `resource "aws_iam_policy" "p" {
  count  = 1
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })
}
`;

const queues = "aws_iam_role.r identity: sqs:* on *";

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a policy that is off by default", role, role + variable("on", "false") + policy("var.on ? 1 : 0"), [queues]],
  ["a policy that is on by default", role, role + variable("on", "true") + policy("var.on ? 1 : 0"), [queues]],
  [
    "a policy that a local switches off by default",
    role,
    role + variable("on", "false") + locals("local.on ? 1 : 0", "var.on") + policy("local.count"),
    [queues],
  ],
  [
    "a policy that a local switched off by default",
    role + variable("on", "false") + locals("local.on ? 1 : 0", "var.on") + policy("local.count"),
    role,
    [`-${queues}`],
  ],
  ["a policy that was off by default", role + variable("on", "false") + policy("var.on ? 1 : 0"), role, [`-${queues}`]],
  ["a policy of which there is none", role, role + policy("0"), []],
  [
    "a policy for each of none by default",
    role,
    role + variable("all", "[]") + policy("length(var.all) > 0 ? 1 : 0"),
    [queues],
  ],
  [
    "a switch around what was there, on by default",
    role + policy(""),
    role + variable("on", "true") + policy("var.on ? 1 : 0"),
    [],
  ],
  [
    "a switch around what was there, off by default",
    role + policy(""),
    role + variable("on", "false") + policy("var.on ? 1 : 0"),
    [`-${queues}`],
  ],
  [
    "a statement that is off by default",
    document(""),
    variable("on", "false") + document(dynamic("var.on ? [1] : []")),
    [queues],
  ],
  [
    "statements that a variable gives",
    document(""),
    variable("all", '[{ actions = ["sqs:*"], resources = ["*"] }]') +
      document(
        '  dynamic "statement" {\n    for_each = var.all\n    content {\n      actions   = statement.value.actions\n      resources = statement.value.resources\n    }\n  }\n',
      ),
    [queues],
  ],
  [
    "a statement that is switched off by default",
    document(statement()),
    variable("on", "false") + document(dynamic("var.on ? [1] : []")),
    [`-${queues}`],
  ],
  ["a list of no documents", document(""), document("  source_policy_documents = []\n"), []],
  ["one condition more", role + policy("var.a == null ? 1 : 0"), role + policy("var.a == null && var.b ? 1 : 0"), []],
  [
    "a condition more, by a local",
    role + policy("var.a && var.b ? 1 : 0"),
    role + locals("local.on ? 1 : 0", "var.a && var.b && var.c != null") + policy("local.count"),
    [],
  ],
  [
    "the same conditions, by a local",
    role + locals("local.on && var.b ? 1 : 0", "var.a") + policy("local.count"),
    role + policy("var.a && var.b ? 1 : 0"),
    [],
  ],
  [
    "another condition, by a local",
    role + policy("var.a && var.b ? 1 : 0"),
    role + locals("local.on ? 1 : 0", "var.a || var.b") + policy("local.count"),
    ["?aws_iam_role.r identity"],
  ],
  [
    "a condition more for what is attached",
    attached("var.a ? 1 : 0"),
    attached("local.count") + locals("local.on ? 1 : 0", "var.a && var.b"),
    [],
  ],
  [
    "a condition less for what is attached",
    attached("local.count") + locals("local.on ? 1 : 0", "var.a && var.b"),
    attached("var.a ? 1 : 0"),
    [
      "!The count of aws_iam_role_policy_attachment.a has changed, and whether it is there now is not known. What that allows was not compared.",
    ],
  ],
  [
    "one condition less",
    role + policy("var.a == null && var.b ? 1 : 0"),
    role + policy("var.a == null ? 1 : 0"),
    ["?aws_iam_role.r identity"],
  ],
  ["a count as it was once written", role + policy('"${var.a ? 1 : 0}"'), role + policy("var.a ? 1 : 0"), []],
  [
    "another count than was once written",
    role + policy('"${var.a ? 1 : 0}"'),
    role + policy("var.b ? 1 : 0"),
    ["?aws_iam_role.r identity"],
  ],
  [
    "an effect as it was once written",
    role,
    document(statement('    effect = "${var.a ? "Allow" : "Deny"}"\n')),
    ["aws_iam_role.r identity: sns:* on *", queues],
  ],
  [
    "the same effect in both ways",
    document(statement('    effect = "${var.a ? "Allow" : "Deny"}"\n')),
    document(statement('    effect = var.a ? "Allow" : "Deny"\n')),
    [],
  ],
  [
    "another condition",
    role + policy("var.a == null ? 1 : 0"),
    role + policy("var.b && var.c ? 1 : 0"),
    ["?aws_iam_role.r identity"],
  ],
  [
    "one or another condition",
    role + policy("var.a ? 1 : 0"),
    role + policy("var.b || var.a && var.c ? 1 : 0"),
    ["?aws_iam_role.r identity"],
  ],
  ["a policy of AWS that is copied", managed(reads), data(reads) + copy + managed("aws_iam_policy.p.arn"), []],
  [
    "a policy of AWS that is copied inline",
    managed(reads),
    `${data(reads)}${role}resource "aws_iam_role_policy" "p" {\n  role   = aws_iam_role.r.id\n  policy = data.aws_iam_policy.x.policy\n}\n`,
    [],
  ],
  [
    "one policy of several, which is one",
    `${own}${managed("aws_iam_policy.p[0].arn")}`,
    `${own}${managed("one(aws_iam_policy.p[*].arn)")}`,
    [],
  ],
  [
    "one policy of several, as it was once written",
    `${own}${managed("aws_iam_policy.p[0].arn")}`,
    `${own}${managed('join("", aws_iam_policy.p.*.arn)')}`,
    [],
  ],
  [
    "one policy of several that is newly attached",
    own + role,
    `${own}${managed("one(aws_iam_policy.p[*].arn)")}`,
    [queues],
  ],
  [
    "a condition that is an argument",
    document(""),
    document(
      statement(
        '    condition = {\n      test = "Bool"\n      variable = "aws:MultiFactorAuthPresent"\n      values = ["true"]\n    }\n',
      ),
    ),
    ["aws_iam_role.r identity: sqs:* on * where Bool aws:MultiFactorAuthPresent true"],
  ],
];

describe("what Terraform makes once or not at all", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () =>
      assert.deepEqual(
        (await diffTexts("main.tf", before, after)).map((line) => line.replace(/sqs:\w.*?(?= on )/, "sqs:*")),
        lines,
      ),
    );
});
