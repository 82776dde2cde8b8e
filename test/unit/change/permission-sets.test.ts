/** Permission sets of Identity Center in Terraform: all that gives one its policies is of one holder. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const set = 'resource "aws_ssoadmin_permission_set" "s" {\n  name         = "s"\n  instance_arn = var.i\n}\n';
const other = set.replaceAll('"s"', '"t"');
const json = (action: string) =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })`;
const of = (name: string) => `permission_set_arn = aws_ssoadmin_permission_set.${name}.arn`;
const inline = (action: string, name = "s") =>
  `resource "aws_ssoadmin_permission_set_inline_policy" "i" {\n  instance_arn  = var.i\n  ${of(name)}\n  inline_policy = ${json(action)}\n}\n`;
const policy = (action: string) => `resource "aws_iam_policy" "p" {\n  name   = "p"\n  policy = ${json(action)}\n}\n`;
const customer = (name = "s") =>
  `resource "aws_ssoadmin_customer_managed_policy_attachment" "c" {\n  instance_arn = var.i\n  ${of(name)}\n  customer_managed_policy_reference {\n    name = aws_iam_policy.p.name\n  }\n}\n`;
const managed = (policy: string) =>
  `resource "aws_ssoadmin_managed_policy_attachment" "m" {\n  instance_arn       = var.i\n  ${of("s")}\n  managed_policy_arn = "arn:aws:iam::aws:policy/${policy}"\n}\n`;
const whom = "aws_ssoadmin_permission_set.s identity";
const [send, all] = ["sqs:SendMessage", "sqs:*"];

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  [
    "from inline to a policy of the account",
    set + inline(send) + policy("sqs:ListQueues"),
    set + policy(send) + customer(),
    [],
  ],
  ["the same by a policy of the account", set + inline(send) + policy(send), set + policy(send) + customer(), []],
  ["the same, inline", set + policy(send) + customer(), set + policy(send) + inline(send), []],
  [
    "what a managed policy has already",
    set + managed("AdministratorAccess"),
    set + managed("AdministratorAccess") + inline(all),
    [],
  ],
  [
    "a statement more",
    set + inline(send),
    set + inline(send) + policy("sns:Publish") + customer(),
    [`${whom}: sns:Publish on *`],
  ],
  [
    "what goes",
    set + inline(send) + managed("ReadOnlyAccess"),
    set + managed("ReadOnlyAccess"),
    [`-${whom}: ${send} on *`],
  ],
  [
    "to another permission set",
    set + other + inline(send),
    set + other + inline(send, "t"),
    ["aws_ssoadmin_permission_set.t identity: sqs:SendMessage on *", `-${whom}: ${send} on *`],
  ],
  [
    "of one that stands elsewhere",
    inline(send).replace(/aws_ssoadmin_permission_set\.s\.arn/, "var.s"),
    inline("sns:Publish").replace(/aws_ssoadmin_permission_set\.s\.arn/, "var.s"),
    [
      "aws_ssoadmin_permission_set_inline_policy.i identity: sns:Publish on *",
      "-aws_ssoadmin_permission_set_inline_policy.i identity: sqs:SendMessage on *",
    ],
  ],
];

describe("permission sets of Identity Center", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
