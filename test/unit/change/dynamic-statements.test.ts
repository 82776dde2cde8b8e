/** Statements that a `dynamic` block of Terraform makes for each of what nobody can compute, and lists that such calls give. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const role = (document: string, more = "") => `data "aws_iam_policy_document" "d" {
  ${document}
}
resource "aws_iam_role_policy" "p" {
  role   = "r"
  policy = data.aws_iam_policy_document.d.json
}
${more}`;
const each = (actions: string, resources = '["${statement.value}/*"]', over = "var.buckets", more = "") =>
  role(
    `dynamic "statement" {\n for_each = ${over}\n ${more}\n content {\n actions = [${actions}]\n resources = ${resources}\n }\n }`,
  );
const gives = (resources: string, action = "s3:PutObject") =>
  role(`statement {\n actions = ["s3:GetObject", "${action}"]\n resources = ${resources}\n }`);
const [get, put] = ['"s3:GetObject"', '"s3:PutObject"'];
const unknown = "?role r identity";

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["another order of actions", each(`${get}, ${put}`), each(`${put}, ${get}`), []],
  ["a remark", each(get), each(`\n # all of them\n ${get}`), []],
  ["an action more", each(get), each(`${get}, ${put}`), ["role r identity: s3:PutObject on ${statement.value}/*"]],
  ["other resources", each(get), each(get, '["${statement.value}/public/*", "${statement.value}/*"]'), []],
  ["for each of other things", each(get), each(get, undefined, "var.others"), [unknown]],
  [
    "whatever formatlist makes of an open list",
    gives('formatlist("%s/*", var.buckets)'),
    gives('formatlist("%s/*", var.buckets)', "s3:DeleteObject"),
    [
      'role r identity: s3:DeleteObject on ${formatlist("%s/*", var.buckets)}',
      '-role r identity: s3:PutObject on ${formatlist("%s/*", var.buckets)}',
    ],
  ],
  [
    "whatever formatlist makes of another open list",
    gives('formatlist("%s/*", var.buckets)'),
    gives('formatlist("%s/*", var.others)'),
    [
      'role r identity: s3:GetObject on ${formatlist("%s/*", var.others)}',
      'role r identity: s3:PutObject on ${formatlist("%s/*", var.others)}',
      '-role r identity: s3:GetObject on ${formatlist("%s/*", var.buckets)}',
      '-role r identity: s3:PutObject on ${formatlist("%s/*", var.buckets)}',
    ],
  ],
  [
    "what formatlist makes of a list, with something open in each",
    gives('formatlist("arn:aws:s3:::%s/%s/*", var.bucket, ["a"])'),
    gives('formatlist("arn:aws:s3:::%s/%s/*", var.bucket, ["a", "b"])'),
    [
      "role r identity: s3:GetObject on arn:aws:s3:::${var.bucket}/b/*",
      "role r identity: s3:PutObject on arn:aws:s3:::${var.bucket}/b/*",
    ],
  ],
];

describe("statements for each of what nobody can compute", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
