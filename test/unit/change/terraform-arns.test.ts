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

describe("ARNs of resources of Terraform", () => {
  for (const [title, before, after, lines] of cases)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
