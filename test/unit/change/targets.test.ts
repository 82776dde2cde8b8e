/** What policies of resources stand on, and control policies are attached to. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Case = readonly [name: string, before: string, after: string, lines: readonly string[]];

const document = (effect: string, action: string, principal = true) =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "${effect}", ${principal ? 'Principal = "*", ' : ""}Action = "${action}", Resource = "*" }] })`;
const block = (type: string, label: string, body: string) => `resource "${type}" "${label}" {\n${body}\n}\n`;
const queues = block("aws_sqs_queue", "a", '  name = "a"') + block("aws_sqs_queue", "b", '  name = "b"');
const onQueue = (queue: string, label = "q", policy = document("Allow", "sqs:*")) =>
  block("aws_sqs_queue_policy", label, `  queue_url = ${queue}\n  policy = ${policy}`);
const onBucket = (bucket: string, label = "p", action = "s3:GetObject") =>
  block("aws_s3_bucket_policy", label, `  bucket = ${bucket}\n  policy = ${document("Allow", action)}`);
const bucket = (label: string, body: string) => block("aws_s3_bucket", label, body);
const control = block(
  "aws_organizations_policy",
  "p",
  `  name = "p"\n  content = ${document("Deny", "cloudtrail:*", false)}`,
);
const attached = (target: string, policy = "aws_organizations_policy.p.id", label = "a") =>
  block("aws_organizations_policy_attachment", label, `  policy_id = ${policy}\n  target_id = ${target}`);
const invokes = (name: string) =>
  block(
    "aws_lambda_permission",
    "p",
    `  action = "lambda:InvokeFunction"\n  principal = "*"\n  function_name = ${name}`,
  );
const keyPolicy = (principal: string) =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "${principal}" }, Action = "kms:*", Resource = "*" }] })`;
const [owner, reader] = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:role/x"];
const key = (body = "") => block("aws_kms_key", "k", body);
const onKey = block("aws_kms_key_policy", "p", `  key_id = aws_kms_key.k.id\n  policy = ${keyPolicy(reader)}`);
const shared = `data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["sqs:*"]\n    resources = ["*"]\n    principals {\n      type = "*"\n      identifiers = ["*"]\n    }\n  }\n}\n`;
const json = "data.aws_iam_policy_document.d.json";

const modules: readonly Case[] = [
  [
    "another queue",
    queues + onQueue("aws_sqs_queue.a.id"),
    queues + onQueue("aws_sqs_queue.b.id"),
    ["-aws_sqs_queue_policy.q on aws_sqs_queue.a", "aws_sqs_queue_policy.q on aws_sqs_queue.b"],
  ],
  [
    "one more queue, with the same document",
    shared + queues + onQueue("aws_sqs_queue.a.id", "q", json),
    shared + queues + onQueue("aws_sqs_queue.a.id", "q", json) + onQueue("aws_sqs_queue.b.id", "r", json),
    ["aws_sqs_queue_policy.q on aws_sqs_queue.b"],
  ],
  [
    "another bucket, by its name",
    onBucket('"a"'),
    onBucket('"b"'),
    ["-aws_s3_bucket_policy.p on a", "aws_s3_bucket_policy.p on b"],
  ],
  ["a bucket that a variable names", onBucket('"a"'), onBucket("var.b"), ["?aws_s3_bucket_policy.p"]],
  [
    "another function",
    invokes('"a"'),
    invokes('"b"'),
    ["-aws_lambda_permission.p on a", "aws_lambda_permission.p on b"],
  ],
  [
    "another instance",
    onQueue('aws_sqs_queue.a["x"].id'),
    onQueue('aws_sqs_queue.a["y"].id'),
    ['-aws_sqs_queue_policy.q on aws_sqs_queue.a["x"]', 'aws_sqs_queue_policy.q on aws_sqs_queue.a["y"]'],
  ],
  ["the same bucket by its name", onBucket('"a"'), bucket("r", '  bucket = "a"') + onBucket("aws_s3_bucket.r.id"), []],
  ["the same bucket by another attribute", onBucket("aws_s3_bucket.r.id"), onBucket('"${aws_s3_bucket.r.bucket}"'), []],
  [
    "a bucket that is called otherwise",
    bucket("r", "  force_destroy = true") + onBucket("aws_s3_bucket.r.id"),
    bucket("s", "  force_destroy = true") + onBucket("aws_s3_bucket.s.id"),
    [],
  ],
  [
    "policies that are called otherwise",
    queues + onQueue("aws_sqs_queue.a.id", "x") + onQueue("aws_sqs_queue.b.id", "y"),
    queues + onQueue("aws_sqs_queue.a.id", "v") + onQueue("aws_sqs_queue.b.id", "u"),
    [],
  ],
  ["a control policy that is detached", control + attached('"r-1"'), control, ["aws_organizations_policy.p on r-1"]],
  [
    "a control policy that is aimed elsewhere",
    control + attached('"r-1"'),
    control + attached('"ou-1"'),
    ["-aws_organizations_policy.p on ou-1", "aws_organizations_policy.p on r-1"],
  ],
  [
    "a control policy on one more",
    control + attached('"r-1"'),
    control + attached('"r-1"') + attached('"ou-1"', undefined, "b"),
    ["-aws_organizations_policy.p on ou-1"],
  ],
  [
    "a control policy on a target that a variable names",
    control + attached('"r-1"'),
    control + attached("var.target"),
    ["?aws_organizations_policy.p"],
  ],
  [
    "a control policy of elsewhere that is detached",
    control + attached('"r-1"', '"p-1"'),
    control,
    ["?aws_organizations_policy_attachment.a"],
  ],
  [
    "an attachment that is called otherwise",
    control + attached('"r-1"'),
    control + attached('"r-1"', undefined, "z"),
    [],
  ],
  ["a key that loses its policy", key(`  policy = ${keyPolicy(reader)}`), key(), ["-aws_kms_key.k", "aws_kms_key.k"]],
  ["a key that loses it elsewhere", key() + onKey, key(), ["-aws_kms_key_policy.p", "aws_kms_key_policy.p"]],
  ["a key that loses the policy that AWS gives it", key(`  policy = ${keyPolicy(owner)}`), key(), []],
  ["a key that goes with its policy", key(`  policy = ${keyPolicy(reader)}`), "", ["-aws_kms_key.k"]],
  ["a key that comes without a policy", queues, queues + key(), []],
];

const policy = (properties: object, Type: string, Action: string) => ({
  P: {
    Type,
    Properties: {
      PolicyDocument: { Statement: [{ Effect: "Allow", Principal: "*", Action, Resource: "*" }] },
      ...properties,
    },
  },
});
const ref = (Ref: string) => ({ Ref });
const both = { A: { Type: "AWS::SQS::Queue" }, B: { Type: "AWS::SQS::Queue" } };
const onQueues = (...Queues: unknown[]) => ({ ...both, ...policy({ Queues }, "AWS::SQS::QueuePolicy", "sqs:*") });
const scp = (...TargetIds: unknown[]) => ({
  P: {
    Type: "AWS::Organizations::Policy",
    Properties: {
      Type: "SERVICE_CONTROL_POLICY",
      TargetIds,
      Content: { Statement: [{ Effect: "Deny", Action: "cloudtrail:*", Resource: "*" }] },
    },
  },
});
const onTopic = (topic: unknown) => policy({ Topics: [topic] }, "AWS::SNS::TopicPolicy", "sns:Publish");

const templates: readonly (readonly [name: string, before: object, after: object, lines: readonly string[]])[] = [
  ["one more queue", onQueues(ref("A")), onQueues(ref("A"), ref("B")), ["P on B"]],
  ["another queue", onQueues(ref("A")), onQueues(ref("B")), ["-P on A", "P on B"]],
  ["a queue less", onQueues(ref("A"), ref("B")), onQueues(ref("B")), ["-P on A"]],
  ["queues in another order", onQueues(ref("A"), ref("B")), onQueues(ref("B"), ref("A")), []],
  [
    "another topic",
    onTopic("arn:aws:sns:us-east-1:111122223333:a"),
    onTopic("arn:aws:sns:us-east-1:111122223333:b"),
    ["-P on arn:aws:sns:us-east-1:111122223333:a", "P on arn:aws:sns:us-east-1:111122223333:b"],
  ],
  [
    "a topic of another account",
    onTopic("arn:aws:sns:us-east-1:111122223333:a"),
    onTopic("arn:aws:sns:us-east-1:444455556666:a"),
    ["-P on arn:aws:sns:us-east-1:111122223333:a", "P on arn:aws:sns:us-east-1:444455556666:a"],
  ],
  ["a topic that a parameter names", onTopic(ref("X")), onTopic(ref("Y")), ["?P"]],
  ["a control policy on less", scp("r-1", "ou-1"), scp("ou-1"), ["P on r-1"]],
  ["a control policy on the same in another order", scp("r-1", "ou-1"), scp("ou-1", "r-1"), []],
];

describe("what policies stand on", () => {
  for (const [name, before, after, lines] of modules)
    it(`in Terraform, ${name}: ${lines.join(", ") || "nothing"}`, async () =>
      assert.deepEqual(shortened(await diffTexts("main.tf", before, after)), [...lines].sort()));
  for (const [name, before, after, lines] of templates)
    it(`${name}: ${lines.join(", ") || "nothing"}`, async () => {
      const text = (Resources: object) => JSON.stringify({ Resources }, null, 1);
      assert.deepEqual(shortened(await diffTexts("t.json", text(before), text(after))), [...lines].sort());
    });
});

/** Without what is allowed. */
function shortened(lines: readonly string[]): string[] {
  return [...new Set(lines.map((line) => line.replace(/ (?:resource|scp)(?::.*)?$/, "")))].sort();
}
