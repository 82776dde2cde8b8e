/** JSON in texts of Terraform in which a local stands for a text. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const policy = (bucket: string, locals = "") =>
  `${locals}resource "aws_iam_role_policy" "p" {\n  role = "r"\n  policy = <<JSON\n{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::${bucket}/*"}]}\nJSON\n}\n`;
const local = (value: string) => `locals {\n  name = ${value}\n}\n`;
const told = (bucket: string) => `role r identity: s3:GetObject on arn:aws:s3:::${bucket}/*`;
const named = "${local.name}";

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["the same text", policy("files"), policy(named, local('"files"')), []],
  ["the same, filled in", policy("${var.a}-files"), policy(named, local('"${var.a}-files"')), []],
  ["the same by two", policy("files"), policy(named, `locals {\n  first = "files"\n}\n${local("local.first")}`), []],
  ["another one", policy("files"), policy(named, local('"others"')), [told("others"), `-${told("files")}`]],
  [
    "another one by the same local",
    policy(named, local('"${var.a}-files"')),
    policy(named, local('"${var.a}-others"')),
    [told("${var.a}-others"), `-${told("${var.a}-files")}`],
  ],
  [
    "one that is computed otherwise",
    policy(named, local("lower(var.a)")),
    policy(named, local("upper(var.a)")),
    ["?role r identity"],
  ],
];

describe("locals in JSON of a text", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
