/** What Terraform gives several by their number, of whom nobody knows which one that is: the same policy once, or several times. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const text = (action: string) =>
  `jsonencode({ Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })`;
const roles = "element(concat(module.a.roles, module.b.roles), count.index)";
const inline = (action = "sqs:*", role = roles) =>
  `resource "aws_iam_role_policy" "p" {\n  count = 2\n  role = ${role}\n  policy = ${text(action)}\n}\n`;
const managed = (action = "sqs:*", name = "p", role = roles) =>
  `resource "aws_iam_policy" "${name}" {\n  policy = ${text(action)}\n}\nresource "aws_iam_role_policy_attachment" "${name}" {\n  count = 2\n  role = ${role}\n  policy_arn = aws_iam_policy.${name}.arn\n}\n`;
const [a, b] = ["a", "b"].map((name) => `role \${module.${name}.roles} identity`) as [string, string];
const counted = (name: string, on: string) =>
  `variable "${on}" {}\nresource "aws_iam_role_policy" "${name}" {\n  count = var.${on} ? 1 : 0\n  role = "deploy"\n  policy = ${text("sqs:*")}\n}\n`;

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a managed policy that becomes an inline one", managed(), inline(), []],
  ["an inline policy that becomes a managed one", inline(), managed(), []],
  [
    "another action",
    managed(),
    inline("sns:*"),
    [`${a}: sns:* on *`, `-${a}: sqs:* on *`, `${b}: sns:* on *`, `-${b}: sqs:* on *`],
  ],
  ["one more", managed(), managed() + managed("sns:*", "q"), [`${a}: sns:* on *`, `${b}: sns:* on *`]],
  [
    "the same by another condition",
    counted("p", "one"),
    counted("p", "one") + counted("q", "two"),
    ["role deploy identity: sqs:* on *"],
  ],
];

describe("policies of several by their number", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
