/** Buckets by the expression of their name, and interpolations over several lines. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const bucket = (resource: string, name = "var.bucket", effect = "Deny", who = "*") =>
  `variable "bucket" {}\nvariable "other" {}\nresource "aws_s3_bucket" "b" {\n  bucket = ${name}\n}\nresource "aws_s3_bucket_policy" "b" {\n  bucket = aws_s3_bucket.b.id\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "${effect}", Principal = { AWS = "${who}" }, Action = "s3:PutObject", Resource = "${resource}/*" }] })\n}\n`;
const heredoc = (resource: string) =>
  `resource "aws_iam_role_policy" "p" {\n  role   = "r"\n  policy = <<EOF\n{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ecs:RunTask", "Resource": "${resource}" }] }\nEOF\n}\n`;
const quoted = (resource: string) =>
  `resource "aws_iam_role_policy" "p" {\n  role   = "r"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ecs:RunTask", Resource = "${resource}" }] })\n}\n`;
const lines = '${replace(\n  aws_ecs_task_definition.t.arn,\n  "/:\\\\d+$/",\n  ":*",\n)}';
const line = '${replace(aws_ecs_task_definition.t.arn, "/:\\\\d+$/", ":*")}';
const account = "arn:aws:iam::999999999999:root";

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  ["a bucket by its id", bucket("arn:aws:s3:::${var.bucket}"), bucket("arn:aws:s3:::${aws_s3_bucket.b.id}"), []],
  ["a bucket by its name", bucket("arn:aws:s3:::${aws_s3_bucket.b.bucket}"), bucket("arn:aws:s3:::${var.bucket}"), []],
  [
    "a bucket by its ARN",
    bucket("arn:aws:s3:::${var.bucket}", undefined, "Allow", account),
    bucket("${aws_s3_bucket.b.arn}", undefined, "Allow", account),
    [],
  ],
  [
    "another bucket",
    bucket("arn:aws:s3:::${var.bucket}", "var.other", "Allow", account),
    bucket("${aws_s3_bucket.b.arn}", "var.other", "Allow", account),
    [
      `aws_s3_bucket_policy.b resource: s3:PutObject on \${aws_s3_bucket.b.arn}/* by ${account}`,
      `-aws_s3_bucket_policy.b resource: s3:PutObject on arn:aws:s3:::\${var.bucket}/* by ${account}`,
    ],
  ],
  ["one line in place of several", heredoc(lines), heredoc(line), []],
  ["several lines in place of one", heredoc(line), heredoc(lines), []],
  ["one line of a text", quoted(lines), quoted(line), []],
];

describe("what is named by an expression", () => {
  for (const [title, before, after, expected] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), expected));
});
