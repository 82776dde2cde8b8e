/** Whom a policy of a resource names beside the account's root: they need no policy of the account any more, or are of another one. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const account = 'data "aws_caller_identity" "own" {}\n';
const root = '"arn:aws:iam::${data.aws_caller_identity.own.account_id}:root"';
const role = `resource "aws_iam_role" "reader" {\n  name = "reader"\n}\n`;
const allow = (who: string, action: string, more = "") =>
  `{ Effect = "Allow", Principal = { AWS = ${who} }, Action = ${action}, Resource = "*"${more} }`;
const policy = (...statements: string[]) =>
  `jsonencode({ Version = "2012-10-17", Statement = [${statements.join(", ")}] })`;
const key = (...statements: string[]) =>
  `${account}${role}resource "aws_kms_key" "k" {\n  policy = ${policy(...statements)}\n}\n`;
const queue = (...statements: string[]) =>
  `${account}resource "aws_sqs_queue_policy" "q" {\n  queue_url = "q"\n  policy = ${policy(...statements)}\n}\n`;
const trust = (who: string) =>
  `${account}${role.replace("reader", "other")}resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = ${policy(allow(who, '"sts:AssumeRole"').replace(', Resource = "*"', ""))}\n}\n`;
const endpoint = (...statements: string[]) =>
  `${account}resource "aws_vpc_endpoint" "e" {\n  service_name = "s3"\n  policy = ${policy(...statements)}\n}\n`;
const [all, decrypt] = ['"kms:*"', '"kms:Decrypt"'];
const whole = allow(root, all);
const [reader, readers, module] = ["aws_iam_role.reader.arn", "var.readers", "module.team.role_arn"];
const [ofAccount, elsewhere] = [root.replace(":root", ":role/reader"), '"arn:aws:iam::${var.partner}:root"'];
const onKey = (who: string) => `aws_kms_key.k resource: kms:Decrypt on * by ${who}`;
const ref = (name: string) => `\${${name}}`;
const arn = (text: string) => text.replaceAll('"', "");

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a variable", key(whole), key(whole, allow(readers, decrypt)), [onKey(ref(readers))]],
  ["an output of a module", key(whole), key(whole, allow(module, decrypt)), [onKey(ref(module))]],
  ["a role of the document", key(whole), key(whole, allow(reader, decrypt)), [onKey(ref(reader))]],
  ["a role of the account", key(whole), key(whole, allow(ofAccount, decrypt)), [onKey(arn(ofAccount))]],
  ["another account", key(whole), key(whole, allow(elsewhere, decrypt)), [onKey(arn(elsewhere))]],
  [
    "a variable in the list of the root",
    key(allow(root, decrypt)),
    key(allow(`[${root}, ${readers}]`, decrypt)),
    [onKey(ref(readers))],
  ],
  [
    "more actions for one who is named",
    queue(allow(root, '"sqs:*"'), allow(readers, '"sqs:SendMessage"')),
    queue(allow(root, '"sqs:*"'), allow(readers, '["sqs:SendMessage", "sqs:ReceiveMessage"]')),
    [`aws_sqs_queue_policy.q resource: sqs:ReceiveMessage on * by ${ref(readers)}`],
  ],
  [
    "what the root is allowed and what it is not, once",
    key(allow(root, '"kms:Describe*"')),
    key(allow(root, '"kms:Describe*"'), allow(readers, '["kms:DescribeKey", "kms:Decrypt"]')),
    [onKey(ref(readers)), onKey(ref(readers)).replace("Decrypt", "DescribeKey")],
  ],
  ["nobody any more", key(whole, allow(readers, decrypt)), key(whole), [`-${onKey(ref(readers))}`]],
  [
    "a variable that may take on a role",
    trust(root),
    trust(`[${root}, ${readers}]`),
    [`aws_iam_role.r trust: sts:AssumeRole by ${ref(readers)}`],
  ],
  [
    "a role in place of the root",
    trust(root),
    trust("aws_iam_role.other.arn"),
    [`-aws_iam_role.r trust: sts:AssumeRole by ${arn(root)}`],
  ],
  [
    "the same in one statement",
    key(whole, allow(readers, decrypt)),
    key(allow(`[${root}, ${readers}]`, decrypt), whole),
    [],
  ],
  ["another order", key(whole, allow(readers, decrypt)), key(allow(readers, decrypt), whole), []],
  ["nobody", key(whole), key(whole, allow("[]", decrypt)), []],
  [
    "less for the root",
    key(allow(root, '["kms:Decrypt", "kms:Encrypt"]'), allow(readers, decrypt)),
    key(allow(root, decrypt), allow(readers, decrypt)),
    [`-${onKey(arn(root)).replace("Decrypt", "Encrypt")}`],
  ],
  [
    "in the policy of an endpoint, which only lets through",
    endpoint(allow(root, '"s3:*"')),
    endpoint(allow(root, '"s3:*"'), allow(ofAccount, '"s3:GetObject"')),
    [],
  ],
];

describe("principals beside the account's root", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
