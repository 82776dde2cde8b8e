/** Policies that calls of local modules write in place, with what is filled in there. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const bucket = `variable "policy" {\n  type = string\n  default = ""\n}\nresource "aws_s3_bucket_policy" "b" {\n  bucket = "site"\n  policy = var.policy\n}\n`;
const several = `variable "all" {\n  type = any\n}\nresource "aws_sqs_queue_policy" "q" {\n  for_each = var.all\n  queue_url = each.key\n  policy = each.value\n}\n`;
const role = `variable "policy" {\n  type = string\n}\nresource "aws_iam_role_policy" "p" {\n  role = "deploy"\n  policy = var.policy\n}\n`;
const variable = 'variable "partner" {}\n';
const call = (given: string) => `${variable}module "m" {\n  source = "./m"\n  ${given}\n}\n`;
const allow = (action: string, account = "${var.partner}") =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::${account}:root" }, "Action": "${action}", "Resource": "*" }] }`;
const inHcl = (action: string, account?: string) => `jsonencode(${allow(action, account).replaceAll('": ', '" = ')})`;
const inText = (action: string) => `<<P\n${allow(action)}\nP`;
const own = (action: string) =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "arn:aws:s3:::\${var.partner}/*" }] })`;
const [reads, writes] = ["s3:GetObject", "s3:PutObject"];
const is = (action: string, by = "${var.partner}") =>
  `module.m.aws_s3_bucket_policy.b resource: ${action} on * by arn:aws:iam::${by}:root`;

const rows: readonly (readonly [
  title: string,
  module: string,
  before: string,
  after: string,
  lines: readonly string[],
])[] = [
  ["a new call", bucket, variable, call(`policy = ${inHcl(reads)}`), [is(reads)]],
  ["a new call with a text", bucket, variable, call(`policy = ${inText(reads)}`), [is(reads)]],
  [
    "another action",
    bucket,
    call(`policy = ${inHcl(reads)}`),
    call(`policy = ${inHcl(writes)}`),
    [is(writes), `-${is(reads)}`],
  ],
  [
    "another action in a text",
    bucket,
    call(`policy = ${inText(reads)}`),
    call(`policy = ${inText(writes)}`),
    [is(writes), `-${is(reads)}`],
  ],
  ["a condition around it", bucket, variable, call(`policy = var.partner == "" ? "" : ${inHcl(reads)}`), [is(reads)]],
  [
    "a local in it",
    bucket,
    variable,
    `locals {\n  who = "444455556666"\n}\n${call(`policy = ${inHcl(reads, "${local.who}")}`)}`,
    [is(reads, "444455556666")],
  ],
  [
    "one of a map",
    several,
    variable,
    call(`all = { jobs = ${inHcl("sqs:SendMessage")} }`),
    ['module.m.aws_sqs_queue_policy.q["jobs"] resource: sqs:SendMessage on * by arn:aws:iam::${var.partner}:root'],
  ],
  [
    "the policy of a role",
    role,
    variable,
    call(`policy = ${own(writes)}`),
    [`role deploy identity: ${writes} on arn:aws:s3:::\${var.partner}/*`],
  ],
  ["other blanks", bucket, call(`policy = ${inHcl(reads)}`), call(`policy    =    ${inHcl(reads)}`), []],
  ["a text in place of HCL", bucket, call(`policy = ${inText(reads)}`), call(`policy = ${inHcl(reads)}`), []],
  [
    "a source that is aligned",
    bucket,
    call(`policy = ${inHcl(reads)}`),
    call(`policy = ${inHcl(reads)}`).replace("source = ", `source${" ".repeat(60)} = `),
    [],
  ],
  [
    "a new call with a source that is aligned",
    bucket,
    variable,
    call(`policy = ${inHcl(reads)}`).replace("source = ", `source${" ".repeat(60)} = `),
    [is(reads)],
  ],
];

describe("policies that calls of local modules write in place", () => {
  for (const [title, module, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () =>
      assert.deepEqual(
        await diffTrees({ "m/main.tf": module, "main.tf": before }, { "m/main.tf": module, "main.tf": after }),
        lines,
      ));
});
