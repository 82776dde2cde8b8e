/** ARNs of Terraform's resources: of which service they are, and what is never asked about them. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const role = (action: string, resource: string): string => `
resource "aws_sqs_queue" "q" {
  name = "orders"
}
resource "aws_s3_bucket" "b" {}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["logs:PutLogEvents", "${action}"], Resource = ${resource} }] })
}
`;
const sends = (resource: string): string => role("sqs:SendMessage", resource);
const queue = "aws_sqs_queue.q.arn";
const less = "-aws_iam_role.r identity: sqs:SendMessage on";

const cases: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["every queue, narrowed to one", sends('"arn:aws:sqs:*:*:*"'), sends(queue), [`${less} arn:aws:sqs:*:*:*`]],
  [
    "one queue, widened to all",
    sends(queue),
    sends('"arn:aws:sqs:*:*:*"'),
    ["aws_iam_role.r identity: sqs:SendMessage on arn:aws:sqs:*:*:*"],
  ],
  [
    "topics, in place of which comes a queue",
    sends('"arn:aws:sns:*:*:*"'),
    sends(queue),
    ["aws_iam_role.r identity: sqs:SendMessage on ${aws_sqs_queue.q.arn}"],
  ],
  [
    "queues of another account",
    sends('"arn:aws:sqs:*:444455556666:*"'),
    sends(queue),
    ["aws_iam_role.r identity: sqs:SendMessage on ${aws_sqs_queue.q.arn}", `${less} arn:aws:sqs:*:444455556666:*`],
  ],
  [
    "objects by the ARN of their bucket",
    role("s3:ListBucket", "aws_s3_bucket.b.arn"),
    role("s3:PutObject", "aws_s3_bucket.b.arn"),
    ["-aws_iam_role.r identity: s3:ListBucket on ${aws_s3_bucket.b.arn}"],
  ],
  [
    "objects of a bucket",
    role("s3:GetObject", '"${aws_s3_bucket.b.arn}/*"'),
    role("s3:PutObject", '"${aws_s3_bucket.b.arn}/*"'),
    [
      "aws_iam_role.r identity: s3:PutObject on ${aws_s3_bucket.b.arn}/*",
      "-aws_iam_role.r identity: s3:GetObject on ${aws_s3_bucket.b.arn}/*",
    ],
  ],
];

/** A role that may do something to a bucket of a name, and to tables and queues. */
const named = (resource: string, { bucket = '"files"', more = "", action = "s3:GetObject" } = {}): string => `
variable "env" {}
variable "region" {}
variable "account_id" {}
data "aws_region" "now" {}
data "aws_caller_identity" "me" {}
resource "aws_dynamodb_table" "t" {
  name = "orders"
}
${more}${role(action, resource).replace(/("b" \{)/, `$1\n  bucket = ${bucket}\n`)}`;
const ofEnv = { bucket: '"${var.env}-files"' };
const gets = (resource: string): string => named(resource, { action: "dynamodb:GetItem" });
const own = '"${aws_s3_bucket.b.arn}/*"';
const [reads, readsItems] = [
  "aws_iam_role.r identity: s3:GetObject on",
  "aws_iam_role.r identity: dynamodb:GetItem on",
];
const table = "aws_dynamodb_table.t.arn";
const tableIn = (place: string, name = "${aws_dynamodb_table.t.name}") => `"arn:aws:dynamodb:${place}:table/${name}"`;
const ownTable = `${readsItems} \${${table}}`;
const replica = tableIn("eu-central-1:${var.account_id}");
const shown = (text: string): string => text.replaceAll('"', "");
const sameQueues = `resource "aws_sqs_queue" "other" {
  provider = aws.other
  name     = "orders"
}
`;
/** What the two directions of a change say. */
const spelled: readonly (readonly [
  title: string,
  before: string,
  after: string,
  there: readonly string[],
  back: readonly string[],
])[] = [
  ["the name of a bucket", named('"arn:aws:s3:::files/*"'), named(own), [], []],
  [
    "a path in a bucket by its name",
    named('"arn:aws:s3:::files/a/*"'),
    named(own),
    [`${reads} \${aws_s3_bucket.b.arn}/*`],
    [`-${reads} \${aws_s3_bucket.b.arn}/*`],
  ],
  [
    "the beginning of the name of a bucket",
    named('"arn:aws:s3:::fi*"'),
    named(own),
    [`-${reads} arn:aws:s3:::fi*`],
    [`${reads} arn:aws:s3:::fi*`],
  ],
  [
    "a bucket with a longer name",
    named('"arn:aws:s3:::files-2/*"'),
    named(own),
    [`${reads} \${aws_s3_bucket.b.arn}/*`, `-${reads} arn:aws:s3:::files-2/*`],
    [`${reads} arn:aws:s3:::files-2/*`, `-${reads} \${aws_s3_bucket.b.arn}/*`],
  ],
  [
    "a bucket that has another name now",
    named('"arn:aws:s3:::files/*"'),
    named(own, { bucket: '"other"' }),
    [`${reads} \${aws_s3_bucket.b.arn}/*`, `-${reads} arn:aws:s3:::files/*`],
    [`${reads} arn:aws:s3:::files/*`, `-${reads} \${aws_s3_bucket.b.arn}/*`],
  ],
  ["a name that others give a part of", named('"arn:aws:s3:::${var.env}-files/*"', ofEnv), named(own, ofEnv), [], []],
  [
    "another name that others give a part of",
    named('"arn:aws:s3:::${var.env}-files2/*"', ofEnv),
    named(own, ofEnv),
    [`${reads} \${aws_s3_bucket.b.arn}/*`, `-${reads} arn:aws:s3:::\${var.env}-files2/*`],
    [`${reads} arn:aws:s3:::\${var.env}-files2/*`, `-${reads} \${aws_s3_bucket.b.arn}/*`],
  ],
  ["a table in a Region that is written out", gets(tableIn("eu-west-1:${var.account_id}")), gets(table), [], []],
  ["a table in a Region of variables", gets(tableIn("${var.region}:${var.account_id}")), gets(table), [], []],
  ["a table by its name as a text", gets(tableIn("${var.region}:${var.account_id}", "orders")), gets(table), [], []],
  [
    "a table of the Region that is deployed to, by its name as a text",
    gets(tableIn("${data.aws_region.now.name}:${data.aws_caller_identity.me.account_id}", "orders")),
    gets(table),
    [],
    [],
  ],
  [
    "a table of another account",
    gets(tableIn("eu-west-1:444455556666", "orders")),
    gets(table),
    [ownTable, `-${readsItems} ${shown(tableIn("eu-west-1:444455556666", "orders"))}`],
    [`${readsItems} ${shown(tableIn("eu-west-1:444455556666", "orders"))}`, `-${ownTable}`],
  ],
  [
    "the replica of a table beside it",
    gets(table),
    gets(`[${table}, ${replica}]`),
    [`${readsItems} ${shown(replica)}`],
    [`-${readsItems} ${shown(replica)}`],
  ],
  [
    "a table in every Region",
    gets(table),
    gets(tableIn("*:*")),
    [`${readsItems} ${shown(tableIn("*:*"))}`],
    [`-${readsItems} ${shown(tableIn("*:*"))}`],
  ],
  [
    "queues of one name in two Regions",
    named("aws_sqs_queue.q.arn", { more: sameQueues, action: "sqs:SendMessage" }),
    named("aws_sqs_queue.other.arn", { more: sameQueues, action: "sqs:SendMessage" }),
    ["aws_iam_role.r identity: sqs:SendMessage on ${aws_sqs_queue.other.arn}", `${less} \${aws_sqs_queue.q.arn}`],
    ["aws_iam_role.r identity: sqs:SendMessage on ${aws_sqs_queue.q.arn}", `${less} \${aws_sqs_queue.other.arn}`],
  ],
];

describe("resources of Terraform by their names", () => {
  for (const [title, before, after, there, back] of spelled) {
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), there));
    it(`${title}, the other way round`, async () => assert.deepEqual(await diffTexts("main.tf", after, before), back));
  }
});

describe("ARNs of resources of Terraform", () => {
  for (const [title, before, after, lines] of cases)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
