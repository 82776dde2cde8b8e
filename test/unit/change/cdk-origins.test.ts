/** What origins of CloudFront add to the policies of buckets and functions in a program of AWS CDK. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const typescript = (line: string, ofBucket = "") => `import { Stack, aws_lambda as lambda } from "aws-cdk-lib";
import * as s3 from "aws-cdk-lib/aws-s3";
import * as kms from "aws-cdk-lib/aws-kms";
import { AccessLevel, Distribution, OriginAccessIdentity } from "aws-cdk-lib/aws-cloudfront";
import * as origins from "aws-cdk-lib/aws-cloudfront-origins";
class Site extends Stack { constructor(scope: any, id: string, props: any) {
  const key = new kms.Key(this, "Key");
  const bucket = new s3.Bucket(this, "B"${ofBucket});
  const foreign = s3.Bucket.fromBucketName(this, "F", "shared");
  ${line}
} }
`;
const served = (origin: string, id = "D") =>
  `new Distribution(this, "${id}", { defaultBehavior: { origin: origins.${origin} } });`;
const byName = "origins.S3BucketOrigin.withOriginAccessControl(bucket)";
const objects = "arn:aws:s3:::${bucket.bucketName}/*";
const by = "by Service cloudfront.amazonaws.com where ArnLike aws:SourceArn";
const read = `bucket resource: s3:GetObject on ${objects} ${by} \${D}`;

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["origin access control", "", served("S3BucketOrigin.withOriginAccessControl(bucket)"), [read]],
  [
    "one in a variable",
    "",
    `const origin = ${byName}; new Distribution(this, "D", { defaultBehavior: { origin } });`,
    [read],
  ],
  [
    "the same in a variable",
    served("S3BucketOrigin.withOriginAccessControl(bucket)"),
    `const origin = ${byName}; const site = new Distribution(this, "D", { defaultBehavior: { origin } });`,
    [],
  ],
  [
    "another distribution",
    served("S3BucketOrigin.withOriginAccessControl(bucket)"),
    served("S3BucketOrigin.withOriginAccessControl(bucket)", "E"),
    [`bucket resource: s3:GetObject on ${objects} ${by} \${E}`, `-${read}`],
  ],
  [
    "levels of access",
    served("S3BucketOrigin.withOriginAccessControl(bucket)"),
    served(
      "S3BucketOrigin.withOriginAccessControl(bucket, { originAccessLevels: [AccessLevel.READ, AccessLevel.WRITE, AccessLevel.LIST] })",
    ),
    [
      `bucket resource: s3:PutObject on ${objects} ${by} \${D}`,
      `bucket resource: s3:ListBucket on arn:aws:s3:::\${bucket.bucketName} ${by} \${D}`,
    ],
  ],
  [
    "levels that are given",
    served("S3BucketOrigin.withOriginAccessControl(bucket)"),
    served("S3BucketOrigin.withOriginAccessControl(bucket, { originAccessLevels: props.levels })"),
    ["?bucket resource"],
  ],
  [
    "an identity",
    "",
    served("S3BucketOrigin.withOriginAccessIdentity(bucket)"),
    [`bucket resource: s3:GetObject on ${objects} by CanonicalUser \${OriginAccessIdentity}`],
  ],
  [
    "the older class in place of an identity",
    served("S3BucketOrigin.withOriginAccessIdentity(bucket)"),
    `new Distribution(this, "D", { defaultBehavior: { origin: new origins.S3Origin(bucket) } });`,
    [],
  ],
  [
    "two origins of one distribution",
    "",
    `new Distribution(this, "D", { defaultBehavior: { origin: ${byName} }, additionalBehaviors: { a: { origin: ${byName} } } });`,
    [read],
  ],
  ["a bucket of elsewhere", "", served("S3BucketOrigin.withOriginAccessControl(foreign)"), []],
  ["no access", "", served("S3BucketOrigin.withBucketDefaults(bucket)"), []],
  [
    "a host",
    "",
    'new Distribution(this, "D", { defaultBehavior: { origin: new origins.HttpOrigin("a.example") } });',
    [],
  ],
  [
    "another setting of the distribution",
    served("S3BucketOrigin.withOriginAccessControl(bucket)"),
    served("S3BucketOrigin.withOriginAccessControl(bucket)").replace("} });", '}, comment: "c" });'),
    [],
  ],
];

const python = (line: string) => `from aws_cdk import Stack, aws_s3 as s3, aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
class Site(Stack):
    def __init__(self, scope, id):
        bucket = s3.Bucket(self, "B")
        ${line}
`;
const inPython = (origin: string) =>
  `cloudfront.Distribution(self, "D", default_behavior=cloudfront.BehaviorOptions(origin=origins.${origin}))`;

describe("origins of CloudFront in CDK", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () =>
      assert.deepEqual((await diffTexts("s.ts", typescript(before), typescript(after))).sort(), [...lines].sort()),
    );
  it("a bucket that is a website, by the older class", async () => {
    const website = ', { websiteIndexDocument: "index.html" }';
    const line = 'new Distribution(this, "D", { defaultBehavior: { origin: new origins.S3Origin(bucket) } });';
    assert.deepEqual(await diffTexts("s.ts", typescript("", website), typescript(line, website)), []);
  });
  it("a bucket with a key: CloudFront may decrypt with it", async () => {
    const line = served("S3BucketOrigin.withOriginAccessControl(bucket)");
    const lines = await diffTexts(
      "s.ts",
      typescript("", ", { encryptionKey: key }"),
      typescript(line, ", { encryptionKey: key }"),
    );
    assert.deepEqual(lines.sort(), [read, `key resource: kms:Decrypt on * ${by} \${D}`]);
  });
  for (const origin of ["S3BucketOrigin.with_origin_access_control(bucket)", "S3Origin(bucket)"])
    it(`${origin} in Python`, async () => {
      const lines = await diffTexts("s.py", python("pass"), python(inPython(origin)));
      assert.deepEqual(
        lines.map((line) => line.replace(/ by .*/, "")),
        ["bucket resource: s3:GetObject on arn:aws:s3:::${bucket.bucket_name}/*"],
      );
    });
});
