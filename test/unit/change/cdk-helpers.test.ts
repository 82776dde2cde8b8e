/** What functions of other files of a program of AWS CDK give those whom they are called with: the lines of a change, and those of its opposite. */
import { bothWays, type Change } from "../../support/both-ways";
import type { TreeFiles } from "../../support/diff-trees";

const helpers = `import * as iam from "aws-cdk-lib/aws-iam";
import * as s3 from "aws-cdk-lib/aws-s3";
import * as sqs from "aws-cdk-lib/aws-sqs";
const shared = ["sqs:SendMessage"];
export function allowRead(bucket: s3.IBucket, to: iam.IRole): void {
  bucket.grantRead(to);
}
export const allowPurge = (queue: sqs.IQueue, to: iam.IGrantable) => {
  queue.grantPurge(to);
};
export function addParameter(role: iam.Role, path: string) {
  role.addToPolicy(new iam.PolicyStatement({ actions: ["ssm:GetParameter"], resources: [path] }));
}
export function allowShared(role: iam.Role) {
  role.addToPolicy(new iam.PolicyStatement({ actions: shared, resources: ["*"] }));
}
export function allowAll({ role }: { role: iam.Role }, bucket: s3.IBucket) {
  bucket.grantRead(role);
}
export function describeRole(role: iam.Role) {
  return role.roleArn;
}
`;
const stack = (lines: string) => `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as s3 from "aws-cdk-lib/aws-s3";
import { addParameter, allowAll, allowPurge, allowRead, allowRead as reads, allowShared } from "./helpers";
class S extends Stack { constructor(scope: any, id: string, props: any) {
  super(scope, id);
  const job = new iam.Role(this, "R", { assumedBy: new iam.ServicePrincipal("ecs.amazonaws.com") });
  const files = new s3.Bucket(this, "B");
  const others = new s3.Bucket(this, "O");
  ${lines}
} }
`;
const inPython = `from aws_cdk import aws_iam as iam

def allow_parameter(role: iam.Role, path: str):
    role.add_to_policy(iam.PolicyStatement(actions=["ssm:GetParameter"], resources=[path]))
`;
const python = (lines: string) => `from aws_cdk import Stack, aws_iam as iam
from .helpers import allow_parameter

class S(Stack):
    def __init__(self, scope, id):
        job = iam.Role(self, "R", assumed_by=iam.ServicePrincipal("ecs.amazonaws.com"))
        ${lines}
`;
const reads = (bucket: string) =>
  [
    "s3:GetBucketAbac, s3:GetBucketAcl, s3:GetBucketCORS, …",
    "s3:ListBucket, s3:ListBucketMultipartUploads, s3:ListBucketVersions, …",
  ].map(
    (actions) =>
      `job identity: ${actions} on arn:aws:s3:::\${${bucket}.bucketName}, arn:aws:s3:::\${${bucket}.bucketName}/*`,
  );
const purges = ["sqs:GetQueueAttributes, sqs:GetQueueUrl", "sqs:PurgeQueue"].map(
  (actions) => `job identity: ${actions} on arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:\${props.queue.queueName}`,
);
const parameter = (path: string) => `job identity: ssm:GetParameter on ${path}`;
const gone = (lines: readonly string[]) => lines.map((one) => `-${one}`);

const rows: readonly Change[] = [
  ["a role that may read by a function", "", "allowRead(files, job);", reads("files"), gone(reads("files"))],
  ["a grant that a function gives from now on", "files.grantRead(job);", "allowRead(files, job);", [], []],
  [
    "another bucket for the same function",
    "allowRead(files, job);",
    "allowRead(others, job);",
    [...gone(reads("files")), ...reads("others")],
    [...reads("files"), ...gone(reads("others"))],
  ],
  [
    "a bucket more",
    "allowRead(files, job);",
    "allowRead(files, job); allowRead(others, job);",
    reads("others"),
    gone(reads("others")),
  ],
  [
    "a function that a constant keeps, of a type that the caller does not name",
    "",
    "const queue = props.queue; allowPurge(props.queue, job);",
    purges,
    gone(purges),
  ],
  [
    "a statement with what a function is given",
    'addParameter(job, "arn:aws:ssm:*:*:parameter/a");',
    'addParameter(job, "arn:aws:ssm:*:*:parameter/b");',
    [...gone([parameter("arn:aws:ssm:*:*:parameter/a")]), parameter("arn:aws:ssm:*:*:parameter/b")],
    [parameter("arn:aws:ssm:*:*:parameter/a"), ...gone([parameter("arn:aws:ssm:*:*:parameter/b")])],
  ],
  [
    "such a statement in Python",
    "pass",
    'allow_parameter(job, "arn:aws:ssm:*:*:parameter/a")',
    [parameter("arn:aws:ssm:*:*:parameter/a")],
    gone([parameter("arn:aws:ssm:*:*:parameter/a")]),
    python,
  ],
  [
    "a function that needs more of its file",
    "",
    "allowShared(job);",
    ["?job identity", "?role in allowShared identity"],
    [],
  ],
  ["a function of another name here", "", "reads(files, job);", ["?job identity"], []],
  ["a function that gives nothing", "", "describeRole(job);", [], []],
  ["a call in other words", "allowRead(files, job);", "allowRead(\n    files,\n    job,\n  );", [], []],
];

describe("what functions of other files give", () => {
  for (const [title, before, after, there, back, make = stack] of rows)
    bothWays(
      title,
      [before, after].map((lines): TreeFiles =>
        make === python
          ? { "helpers.py": inPython, "s.py": make(lines) }
          : { "helpers.ts": helpers, "s.ts": make(lines) },
      ),
      there,
      back,
    );
});
