/** The policies of one key of KMS that several resources of Terraform write. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const account = "arn:aws:iam::111122223333:root";
const statement = (action: string, resource: string) =>
  `{ Effect = "Allow", Action = "${action}", Resource = ${resource}, Principal = { AWS = "${account}" } }`;
const policy = (...statements: string[]) =>
  `jsonencode({ Version = "2012-10-17", Statement = [${statements.join(", ")}] })`;
const key = (own = "") => `resource "aws_kms_key" "k" {\n  description = "d"\n  ${own}\n}\n`;
const beside = (text: string, id = "k") =>
  `resource "aws_kms_key_policy" "p" {\n  key_id = aws_kms_key.${id}.id\n  policy = ${text}\n}\n`;
const itself = "aws_kms_key.k.arn";
const all = policy(statement("kms:*", '"*"'));
const other = key().replace('"k"', '"o"') + beside(all, "o");

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  [
    "the key repeats what its policy says",
    key() + beside(policy(statement("kms:*", itself))),
    key(`policy = ${all}`) + beside(policy(statement("kms:*", itself))),
    [],
  ],
  ["the policy moves from one to the other", key(`policy = ${all}`), key() + beside(all), []],
  [
    "the key says more than its policy",
    key() + beside(policy(statement("kms:Decrypt", itself))),
    key(`policy = ${policy(statement("kms:Encrypt", '"*"'))}`) + beside(policy(statement("kms:Decrypt", itself))),
    [`aws_kms_key.k resource: kms:Encrypt on * by ${account}`],
  ],
  [
    "the policy of another key",
    key(`policy = ${policy(statement("kms:Decrypt", '"*"'))}`) + other,
    key(`policy = ${policy(statement("kms:Encrypt", '"*"'))}`) + other,
    [
      `aws_kms_key.k resource: kms:Encrypt on * by ${account}`,
      `-aws_kms_key.k resource: kms:Decrypt on * by ${account}`,
    ],
  ],
];

describe("the policies of one key", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
