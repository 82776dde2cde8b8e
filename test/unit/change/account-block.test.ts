/** Block of public access to all buckets of an account, which limits what the policy of a bucket lets in. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const bucketPolicy = (principal: string, more = "") => `resource "aws_s3_bucket_policy" "p" {
  bucket = "mine"
  ${more}
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = ${principal}, Action = "s3:GetObject", Resource = "arn:aws:s3:::mine/*" }]
  })
}
`;
const open = bucketPolicy('"*"');
const account = (more = "block_public_policy = true") =>
  `resource "aws_s3_account_public_access_block" "a" {\n  ${more}\n}\n`;
const ofBucket =
  'resource "aws_s3_bucket_public_access_block" "b" {\n  bucket = "mine"\n  restrict_public_buckets = true\n}\n';
const both = (restricts: boolean, refuses = true) =>
  account(`block_public_policy = ${refuses}\n  restrict_public_buckets = ${restricts}`);
const counted = (value: string) =>
  `variable "on" {\n  default = ${value}\n}\n${account("count = var.on ? 1 : 0\n  restrict_public_buckets = true")}${open}`;
const everybody = "aws_s3_bucket_policy.p resource: s3:GetObject on arn:aws:s3:::mine/* by *";
const named = bucketPolicy('{ AWS = "arn:aws:iam::111122223333:root" }');

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["one that goes", account() + open, open, [everybody]],
  ["one that comes", open, account() + open, [`-${everybody}`]],
  ["one that a count takes away", counted("true"), counted("false"), [everybody]],
  ["one that is switched off", account() + open, account("block_public_policy = false") + open, [everybody]],
  ["one that no longer restricts what is there", both(true) + open, both(false) + open, [everybody]],
  ["one that no longer restricts, beside a policy for an account", both(true) + named, both(false) + named, []],
  ["one that never did", both(false) + open, both(false) + open + "# nothing\n", []],
  ["one that restricts as before, and refuses no more", both(true) + open, both(true, false) + open, []],
  ["one that goes where the bucket has its own", account() + ofBucket + open, ofBucket + open, []],
  ["one that is about ACLs", account("block_public_acls = true") + open, open, []],
  ["one beside a policy for an account", account() + named, named, []],
  ["one of another account", account('account_id = "444455556666"\n  block_public_policy = true') + open, open, []],
  ["one of another provider", account("provider = aws.other\n  block_public_policy = true") + open, open, []],
  [
    "one beside the policy of a bucket of another provider",
    account() + bucketPolicy('"*"', "provider = aws.other"),
    bucketPolicy('"*"', "provider = aws.other"),
    [],
  ],
];

describe("the block of public access of an account", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});

const template = (block: object) => {
  const Statement = [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" }];
  const P = { Type: "AWS::S3::BucketPolicy", Properties: { Bucket: { Ref: "B" }, PolicyDocument: { Statement } } };
  const B = { Type: "AWS::S3::Bucket", Properties: { PublicAccessBlockConfiguration: block } };
  return JSON.stringify({ Resources: { B, P } });
};

describe("the block of public access of a bucket of a template", () => {
  const whole = template({ BlockPublicPolicy: true, RestrictPublicBuckets: true });
  for (const block of [{ BlockPublicPolicy: true, RestrictPublicBuckets: false }, { BlockPublicPolicy: true }])
    it(`that no longer restricts: ${JSON.stringify(block)}`, async () =>
      assert.deepEqual(await diffTexts("t.json", whole, template(block)), [
        "P resource: s3:GetObject on arn:aws:s3:::b/* by *",
      ]));
});
