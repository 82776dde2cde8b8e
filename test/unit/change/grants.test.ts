/** Grants of AWS CDK: what they allow where the construct is known, and that it is not known where it is not. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const stack = (line: string) => `import * as s3 from "aws-cdk-lib/aws-s3";
import * as sqs from "aws-cdk-lib/aws-sqs";
class S { constructor(job: any, other: any) {
  const queue = new sqs.Queue(this, "Q");
  const store = new s3.Bucket(this, "B");
  ${line}
} }
`;
const cdk = (line: string) => `import * as s3 from "aws-cdk-lib/aws-s3";\n${line}\n`;

const purges = (sign: string) =>
  ["sqs:GetQueueAttributes, sqs:GetQueueUrl", "sqs:PurgeQueue"].map(
    (actions) =>
      `${sign}job identity: ${actions} on arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:\${queue.queueName}`,
  );

const twice = (first: string, second: string) => `import * as s3 from "aws-cdk-lib/aws-s3";
interface Props { store: s3.IBucket }
class One { constructor(props: Props, job: any, other: any) { ${first} } }
class Two { constructor(props: Props, job: any, other: any) { ${second} } }
`;
const reads = (sign: string, to: string) =>
  [
    "s3:GetBucketAbac, s3:GetBucketAcl, s3:GetBucketCORS, …",
    "s3:ListAllMyBuckets, s3:ListBucket, s3:ListBucketMultipartUploads, …",
  ].map(
    (actions) =>
      `${sign}${to} identity: ${actions} on arn:aws:s3:::\${props.store.bucketName}, arn:aws:s3:::\${props.store.bucketName}/*`,
  );

type Row = readonly [title: string, file: string, before: string, after: string, there: string[], back: string[]];

const rows: readonly Row[] = [
  [
    "a grant on what the file makes",
    "s.ts",
    stack(""),
    stack("queue.grantPurge(job);"),
    [...purges("")],
    [...purges("-")],
  ],
  [
    "the same grant twice",
    "s.ts",
    stack("queue.grantPurge(job);"),
    stack("queue.grantPurge(job); queue.grantPurge( job );"),
    [],
    [],
  ],
  [
    "a grant on what another class has by that name, too",
    "s.ts",
    twice("", "props.store.grantRead(job);"),
    twice("props.store.grantRead(other);", "props.store.grantRead(job);"),
    reads("", "other"),
    reads("-", "other"),
  ],
  ["a grant on what it is given", "s.ts", cdk(""), cdk("store.grantRead(job);"), ["?job identity"], []],
  [
    "a grant of actions that are named",
    "s.ts",
    cdk(""),
    cdk('machine.grantExecution(job, "states:StopExecution");'),
    ["?job identity"],
    [],
  ],
  ["a grant of Python", "s.py", "import aws_cdk\n", "import aws_cdk\nstore.grant_read(job)\n", ["?job identity"], []],
  [
    "another grant",
    "s.ts",
    cdk("store.grantRead(job);"),
    cdk("store.grantReadWrite(job);"),
    ["?job identity"],
    ["?job identity"],
  ],
  [
    "a grant in another place",
    "s.ts",
    cdk("a();\nstore.grantRead(job);"),
    cdk("store.grantRead( job );\na();"),
    [],
    [],
  ],
  ["a grant in a comment", "s.ts", cdk(""), cdk("// store.grantRead(job);"), [], []],
  ["a grant in a text", "s.ts", cdk(""), cdk('log("store.grantRead(job)");'), [], []],
  ["a grant of others", "s.ts", "", "access.grantRole(user);\n", [], []],
];

describe("grants of CDK that change", () => {
  for (const [title, file, before, after, there, back] of rows) {
    it(`${title}: ${there.join("; ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts(file, before, after), there));
    it(`${title}, back: ${back.join("; ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts(file, after, before), back));
  }
});
