/** Expressions of Terraform that nobody can compute, beside the same written out: whether that is the same is not known. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const locals = `variable "extra" {}
locals {
  all = ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*", aws_s3_bucket.c.arn, "\${aws_s3_bucket.c.arn}/*", "arn:aws:s3:::\${var.extra}/*"]
  some = slice(local.all, 0, var.extra == "" ? 4 : length(local.all))
}
resource "aws_s3_bucket" "c" {}
`;
const policy = (resources: string, actions = '["s3:GetObject"]') =>
  `${locals}resource "aws_iam_role_policy" "p" {
  role = "deploy"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ${actions}, Resource = ${resources} }] })
}
`;
const unknown = "?role deploy identity";
const newly = (resource: string, actions = "s3:GetObject") => `role deploy identity: ${actions} on ${resource}`;
const two = '["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]';

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a local that becomes what it holds", policy("local.some"), policy(two), [unknown]],
  ["what it holds that becomes a local", policy(two), policy("local.some"), [unknown]],
  ["a call that becomes what it takes", policy("slice(local.all, 0, var.extra)"), policy(two), [unknown]],
  ["an attribute", policy("local.some"), policy('["${aws_s3_bucket.c.arn}/*"]'), [unknown]],
  [
    "one that it does not hold",
    policy("local.some"),
    policy('["arn:aws:s3:::d/*"]'),
    [newly("arn:aws:s3:::d/*"), `-${newly("${local.some}")}`],
  ],
  [
    "an action more",
    policy("local.some"),
    policy(two, '["s3:GetObject", "s3:PutObject"]'),
    [unknown, newly("arn:aws:s3:::a/*, arn:aws:s3:::b/*", "s3:PutObject")],
  ],
];

describe("expressions and what is written out", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
