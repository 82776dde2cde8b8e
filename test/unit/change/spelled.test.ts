/** The same resource, or the same bucket for everybody, written otherwise: `diff` of two texts. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const here = "${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}";
const policy = (resource: string) => `resource "aws_iam_policy" "p" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "${resource}" }] })
}
`;
const bucket = (blocks: string) => `resource "aws_s3_bucket" "b" {
  bucket = "files"
}
${blocks}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.b.arn}/*" },
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "s3:PutObject", Resource = "\${aws_s3_bucket.b.arn}/*" },
  ] })
}
`;
const block = (value: string, of = "b") => `resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.${of}.id
  restrict_public_buckets = ${value}
}
`;
const literal = (value: string, of = '"files"') => `resource "aws_s3_bucket_policy" "p" {
  bucket = "files"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::files/*" }] })
}
resource "aws_s3_bucket_public_access_block" "b" {
  bucket              = ${of}
  block_public_policy = ${value}
}
`;
const template = (value: string) => `Resources:
  B:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration: { RestrictPublicBuckets: ${value} }
  P:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref B
      PolicyDocument: { Version: "2012-10-17", Statement: { Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: !Sub "\${B.Arn}/*" } }
`;
const services = ["a.amazonaws.com", "b.amazonaws.com"];
const granted = (Principal: object) => {
  const Statement = [{ Effect: "Allow", Principal, Action: "s3:GetObject", Resource: "arn:aws:s3:::files/*" }];
  const Properties = { Bucket: "files", PolicyDocument: { Version: "2012-10-17", Statement } };
  return JSON.stringify({ Resources: { P: { Type: "AWS::S3::BucketPolicy", Properties } } });
};
const split = { "Fn::Split": [",", { Ref: "Accounts" }] };
const everybody = (named: string, arn: string) => `${named}: s3:GetObject on \${${arn}}/* by *`;
const open = everybody("aws_s3_bucket_policy.b resource", "aws_s3_bucket.b.arn");

type Row = readonly [title: string, file: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  ...(
    [
      ["a bucket", "arn:aws:s3:::${aws_s3_bucket.b.bucket}/*", "${aws_s3_bucket.b.arn}/*"],
      [
        "a bucket by its id",
        "arn:${data.aws_partition.current.partition}:s3:::${aws_s3_bucket.b.id}",
        "${aws_s3_bucket.b.arn}",
      ],
      ["a queue", `arn:aws:sqs:${here}:\${aws_sqs_queue.b.name}`, "${aws_sqs_queue.b.arn}"],
      [
        "a table",
        `arn:aws:dynamodb:${here}:table/\${aws_dynamodb_table.b.name}/index/*`,
        "${aws_dynamodb_table.b.arn}/index/*",
      ],
      [
        "a function",
        `arn:aws:lambda:${here}:function:\${aws_lambda_function.b.function_name}`,
        "${aws_lambda_function.b.arn}",
      ],
    ] as const
  ).map(([title, one, other]): Row => [`${title} by its name`, "main.tf", policy(one), policy(other), []]),
  ...(
    [
      ["another bucket", "arn:aws:s3:::${aws_s3_bucket.a.bucket}/*", "${aws_s3_bucket.b.arn}/*"],
      ["what begins with its name", "arn:aws:s3:::${aws_s3_bucket.b.bucket}-logs/*", "${aws_s3_bucket.b.arn}/*"],
      ["what ends with its name", "arn:aws:s3:::my-${aws_s3_bucket.b.bucket}/*", "${aws_s3_bucket.b.arn}/*"],
      ["a queue elsewhere", "arn:aws:sqs:us-east-1:444455556666:${aws_sqs_queue.b.name}", "${aws_sqs_queue.b.arn}"],
    ] as const
  ).map(([title, one, other]): Row => [
    title,
    "main.tf",
    policy(one),
    policy(other),
    [`aws_iam_policy.p identity: * on ${other}`, `-aws_iam_policy.p identity: * on ${one}`],
  ]),
  ["a bucket that is opened", "main.tf", bucket(block("true")), bucket(block("false")), [open]],
  ["a block that is gone", "main.tf", bucket(block("true")), bucket(""), [open]],
  ["a bucket that is closed", "main.tf", bucket(""), bucket(block("true")), [`-${open}`]],
  ["a block of another bucket", "main.tf", bucket(block("true", "c")), bucket(block("false", "c")), []],
  ["a bucket that stays closed", "main.tf", bucket(block("true")), bucket(`${block("true")}# as before\n`), []],
  ...(["true", '"true"'] as const).map((value): Row => [
    `a bucket by its name, with ${value}`,
    "main.tf",
    literal(value),
    literal(value.replace("true", "false")),
    [everybody("aws_s3_bucket_policy.p resource", "x").replace("${x}", "arn:aws:s3:::files")],
  ]),
  ["a bucket of another name", "main.tf", literal("true", '"logs"'), literal("false", '"logs"'), []],
  [
    "a bucket of no known name",
    "main.tf",
    literal("true", 'join("", [var.a])'),
    literal("false", 'join("", [var.a])'),
    [],
  ],
  [
    "a bucket of a template, as texts",
    "t.yaml",
    template('"true"'),
    template('"false"'),
    ["P resource: s3:GetObject on arn:aws:s3:::${B}/* by *"],
  ],
  [
    "accounts that a parameter lists, beside services that were there",
    "t.json",
    granted({ Service: services }),
    granted({ AWS: split, Service: services }),
    [`P resource: s3:GetObject on arn:aws:s3:::files/* by $\{${JSON.stringify(split)}}`],
  ],
  [
    "a bucket of a template",
    "t.yaml",
    template("true"),
    template("false"),
    ["P resource: s3:GetObject on arn:aws:s3:::${B}/* by *"],
  ],
];

describe("what is spelled otherwise", () => {
  for (const [title, file, before, after, lines] of rows)
    it(title, async () =>
      assert.deepEqual(
        (await diffTexts(file, before, after)).map((line) => line.replace(/: (?!s3:)[\w:*, ]+(?:, …)? on/, ": * on")),
        lines,
      ),
    );
});
