/** Templates of Terraform that are filled with heredocs, and with other templates in these: `diff` of two folders. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const trust = (service: string) =>
  `assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "${service}.amazonaws.com" } }] })`;
const role = (name: string, service: string) => `resource "aws_iam_role" "${name}" {\n  ${trust(service)}\n}\n`;
const outer = '{ "Version": "2012-10-17", "Statement": ${statement} }\n';
const inner = '{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "${bucket_arn}/*" }\n';
const policy = (statement: string, top = "") => `${top}resource "aws_s3_bucket_policy" "b" {
  bucket = "b"
  policy = templatefile("\${path.module}/p/outer.json.tpl", {
    statement = <<EOT
    [
    ${statement}
    ]
    EOT
  })
}
`;
const filled = (arn: string) => `\${templatefile("\${path.module}/p/inner.json.tpl", { bucket_arn = ${arn} })}`;
const variable = 'variable "arn" { type = string }\n';
const inPlace = '{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" }';

const withFiles = (main: string, others: string): TreeFiles => ({
  "main.tf": main,
  "z.tf": others,
  "p/outer.json.tpl": outer,
  "p/inner.json.tpl": inner,
});
const [kept, fresh] = [role("old", "ec2"), role("new", "lambda")];
const told = "aws_s3_bucket_policy.b resource: s3:GetObject on arn:aws:s3:::b/* by *";
const trusted = "aws_iam_role.new trust: sts:AssumeRole by Service lambda.amazonaws.com";

const rows: readonly (readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]])[] = [
  ["a template in a heredoc", withFiles("", kept), withFiles(policy(filled('"arn:aws:s3:::b"')), kept), [told]],
  [
    "what stands behind it",
    withFiles("", kept),
    withFiles(policy(filled('"arn:aws:s3:::b"')), kept + fresh),
    [told, trusted],
  ],
  ["a heredoc without a template", withFiles("", kept), withFiles(policy(inPlace), kept + fresh), [told, trusted]],
  [
    "a template by a variable",
    withFiles("", kept),
    withFiles(policy(filled("var.arn"), variable), kept + fresh),
    ["aws_s3_bucket_policy.b resource: s3:GetObject on ${var.arn}/* by *", trusted],
  ],
  [
    "a template that nobody can fill in",
    withFiles("", kept),
    withFiles(policy('${templatefile("${path.module}/p/other.json.tpl", {})}'), kept + fresh),
    ["?aws_s3_bucket_policy.b resource", trusted],
  ],
  [
    "what goes",
    withFiles(policy(filled('"arn:aws:s3:::b"')), kept + fresh),
    withFiles("", kept),
    [`-${told}`, `-${trusted}`],
  ],
  ["the same in place", withFiles(policy(filled('"arn:aws:s3:::b"')), kept), withFiles(policy(inPlace), kept), []],
];

describe("templates in heredocs", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual((await diffTrees(before, after)).toSorted(), [...lines].toSorted()));
});
