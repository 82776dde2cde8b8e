/** Modules of elsewhere, of which nobody knows here what they make of what they are given. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const call = (body: string, source = "registry.example/team/role/aws") =>
  `module "m" {\n  source = "${source}"\n  name = "m"\n  ${body}\n}\n`;
const policy = `resource "aws_iam_policy" "p" {\n  name = "p"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "dynamodb:*", Resource = "*" }] })\n}\n`;
const bucket = (name: string) => `{ id = "${name}", arn = "arn:aws:s3:::${name}" }`;
const ofSet = (name: string) =>
  `resource "aws_ssoadmin_customer_managed_policy_attachment" "s" {\n  instance_arn = "i"\n  permission_set_arn = "s"\n  customer_managed_policy_reference {\n    name = ${name}\n    path = "/"\n  }\n}\n`;
const [unknown, same] = [["?module.m identity"], []];

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a policy more", policy + call(""), policy + call("policies = [aws_iam_policy.p.arn]"), unknown],
  ["a policy less", policy + call("policies = [aws_iam_policy.p.arn]"), policy + call(""), same],
  ["a policy of the account", call(""), call("policies = { a = data.aws_iam_policy.p.arn }"), unknown],
  [
    "the same policy otherwise",
    policy + call("policies = [aws_iam_policy.p.arn]"),
    policy +
      call("policies = tolist([aws_iam_policy.p.arn])").replace(
        "tolist([aws_iam_policy.p.arn])",
        "[\n    aws_iam_policy.p.arn,\n  ]",
      ),
    same,
  ],
  [
    "the same policy by a local",
    policy + call("policies = [aws_iam_policy.p.arn]"),
    `${policy}locals {\n  p = [aws_iam_policy.p.arn]\n}\n${call("policies = local.p")}`,
    same,
  ],
  ["a module that is called newly", policy, policy + call("policies = [aws_iam_policy.p.arn]"), unknown],
  [
    "another bucket beside actions",
    call(`bucket = ${bucket("a")}\n  allowed_actions = ["s3:*"]`),
    call(`bucket = ${bucket("b")}\n  allowed_actions = ["s3:*"]`),
    unknown,
  ],
  [
    "one more action",
    call('allowed_actions = ["s3:GetObject"]'),
    call('allowed_actions = ["s3:GetObject", "s3:PutObject"]'),
    unknown,
  ],
  ["another bucket for something else", call(`logs = ${bucket("a")}`), call(`logs = ${bucket("b")}`), same],
  ["another boundary", call("boundary = aws_iam_policy.p.arn"), call("boundary = aws_iam_policy.q.arn"), same],
  [
    "another version",
    call('policies = [aws_iam_policy.p.arn]\n  version = "1.0.0"'),
    call('policies = [aws_iam_policy.p.arn]\n  version = "2.0.0"'),
    same,
  ],
  [
    "two calls of one name",
    call(""),
    call("") + call(""),
    ["!`module.m` stands there twice, which Terraform refuses. What this one is given was not compared."],
  ],
  ["two calls of one name that were there", call("") + call(""), `${call("") + call("")}# two\n`, same],
  [
    "a policy of the account by its name",
    "",
    ofSet('"readers"'),
    ["?aws_ssoadmin_customer_managed_policy_attachment.s identity"],
  ],
  [
    "another name of a policy",
    ofSet('"readers"'),
    ofSet('"writers"'),
    ["?aws_ssoadmin_customer_managed_policy_attachment.s identity"],
  ],
  ["a policy of the account that goes", ofSet('"readers"'), "", same],
  [
    "a policy of the folder by its name",
    policy,
    policy + ofSet('"p"'),
    ["aws_ssoadmin_customer_managed_policy_attachment.s identity: dynamodb:* on *"],
  ],
  [
    "a policy of the folder by a reference",
    policy,
    policy + ofSet("aws_iam_policy.p.name"),
    ["aws_ssoadmin_customer_managed_policy_attachment.s identity: dynamodb:* on *"],
  ],
  ["the same policy by a reference", policy + ofSet('"p"'), policy + ofSet("aws_iam_policy.p.name"), same],
  [
    "another description",
    call('policies = [aws_iam_policy.p.arn]\n  about = "one"'),
    call('policies = [aws_iam_policy.p.arn]\n  about = "two"'),
    same,
  ],
];

describe("what modules of elsewhere are given", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
