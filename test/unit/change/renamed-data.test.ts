/** Data of Terraform that are called otherwise. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const data = (name: string, asks = 'bucket = "logs"', type = "aws_s3_bucket") =>
  `data "${type}" "${name}" {\n  ${asks}\n}\n`;
const reads = (name: string) =>
  `resource "aws_iam_role_policy" "p" {\n  role = "r"\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "\${${name}}/*" }] })\n}\n`;
const side = (name: string, asks?: string) => data(name, asks) + reads(`data.aws_s3_bucket.${name}.arn`);
const bounded = (name: string, asks = 'name = "limit"') =>
  `${data(name, asks, "aws_iam_policy")}resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = "{}"\n  permissions_boundary = data.aws_iam_policy.${name}.arn\n}\nresource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.r.id\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })\n}\n`;
const line = (name: string) => `role r identity: s3:GetObject on \${data.aws_s3_bucket.${name}.arn}/*`;
const both = [line("b"), `-${line("a")}`];

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["another name", side("a"), side("b"), []],
  ["another name, set otherwise", side("a"), side("b", 'bucket   =   "logs" '), []],
  ["a boundary of another name", bounded("a"), bounded("b"), []],
  ["another boundary", bounded("a"), bounded("b", 'name = "other"'), ["?aws_iam_role.r identity"]],
  ["another bucket by another name", side("a"), side("b", 'bucket = "reports"'), both],
  ["one beside it", side("a"), data("a") + side("b"), both],
  ["one of two of the same", side("a") + data("c"), side("b") + data("d"), both],
  [
    "another name beside one of another type",
    side("a") + data("x", 'key_id = "k"', "aws_kms_key"),
    side("b") + data("a", 'key_id = "k"', "aws_kms_key"),
    [],
  ],
];

describe("data of another name", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () =>
      assert.deepEqual([...(await diffTrees({ "main.tf": before }, { "main.tf": after }))].sort(), [...lines].sort()));
});
