/** Grants of AWS CDK: what they allow where the construct is known, and that it is not known where it is not. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const stack = (line: string) => `import * as s3 from "aws-cdk-lib/aws-s3";
import * as sqs from "aws-cdk-lib/aws-sqs";
import * as iam from "aws-cdk-lib/aws-iam";
class S { constructor(job: any, other: any) {
  const queue = new sqs.Queue(this, "Q");
  const store = new s3.Bucket(this, "B");
  ${line}
} }
`;
const pythonStack = (line: string) => `from aws_cdk import aws_s3 as s3
class S:
    def make(self, job):
        store = s3.Bucket(self, "B")
        ${line}
`;
const cdk = (line: string) => `import * as s3 from "aws-cdk-lib/aws-s3";\n${line}\n`;

const machine = (line: string) => `import * as sfn from "aws-cdk-lib/aws-stepfunctions";
class S { constructor(job: any) { const flow = new sfn.StateMachine(this, "M", {}); ${line} } }
`;
const statement = (actions: string, resource: string) =>
  `job.addToPolicy(new iam.PolicyStatement({ actions: ${JSON.stringify(actions.split(" "))}, resources: [${resource}] }));`;
const secret = (line: string) =>
  `from aws_cdk import aws_secretsmanager as sm, aws_iam as iam
class S:
    def make(self, job):
        own = sm.Secret(self, "B")
        ${line}
`
    .replace("GET", '"secretsmanager:GetSecretValue"')
    .replace("DESCRIBE", '"secretsmanager:DescribeSecret"');
const deliveries = (line: string) => `import { DeliveryStream } from "aws-cdk-lib/aws-kinesisfirehose";
const to = new DeliveryStream(this, "D");
${line}
`;

const own = (line: string) => `class Own { job: any; queue: sqs.IQueue | undefined; constructor(on: boolean) {
  if (on) this.queue = new sqs.Queue(this, "A"); else this.queue = sqs.Queue.fromQueueArn(this, "B", "arn:b");
  ${line}
}
grantUse(whom: any) { this.queue.grantPurge(whom); } }
`;

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
const readsOf = (sign: string, to: string, bucket: string) =>
  [
    "s3:GetBucketAbac, s3:GetBucketAcl, s3:GetBucketCORS, …",
    "s3:ListBucket, s3:ListBucketMultipartUploads, s3:ListBucketVersions, …",
  ].map((actions) => `${sign}${to} identity: ${actions} on arn:aws:s3:::\${${bucket}}, arn:aws:s3:::\${${bucket}}/*`);
const reads = (sign: string, to: string) => readsOf(sign, to, "props.store.bucketName");
const deletes = (bucket: string, objects: string) =>
  `job identity: s3:DeleteObject, s3:DeleteObjectAnnotation, s3:DeleteObjectTagging, … on arn:aws:s3:::\${${bucket}}/${objects}`;

const lineOfDelete = (account: string) =>
  `${account.startsWith("-") ? "-" : ""}store resource: s3:DeleteObject, s3:DeleteObjectAnnotation, s3:DeleteObjectTagging, … on arn:aws:s3:::\${store.bucketName}/* by arn:aws:iam::${account.replace("-", "")}:root`;

const everybody =
  "store resource: s3:DeleteObject, s3:DeleteObjectAnnotation, s3:DeleteObjectTagging, … on arn:aws:s3:::${store.bucket_name}/* by *";

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
  ...(
    [
      ["the account of others", "new iam.AccountPrincipal('111122223333')", "arn:aws:iam::111122223333:root", ""],
      ["everybody", "new iam.AnyPrincipal()", "*", ""],
      ["a service", "new iam.ServicePrincipal('sns.amazonaws.com')", "Service sns.amazonaws.com", ""],
      [
        "a role by its ARN",
        "new iam.ArnPrincipal('arn:aws:iam::111122223333:role/r')",
        "arn:aws:iam::111122223333:role/r",
        "",
      ],
      [
        "an organization",
        "new iam.OrganizationPrincipal('o-abcdefghij')",
        "*",
        " where StringEquals aws:PrincipalOrgID o-abcdefghij",
      ],
    ] as const
  ).map(([who, principal, shown, where]): Row => {
    const line = `queue resource: sqs:PurgeQueue on arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:\${queue.queueName} by ${shown}${where}`;
    const reads = line.replace("sqs:PurgeQueue", "sqs:GetQueueAttributes, sqs:GetQueueUrl");
    const all = [reads, line];
    return [
      `a grant to ${who}`,
      "s.ts",
      stack(""),
      stack(`queue.grantPurge(${principal});`),
      all,
      all.map((one) => `-${one}`),
    ];
  }),
  [
    "a grant to another account",
    "s.ts",
    stack("store.grantDelete(new iam.AccountPrincipal('111122223333'));"),
    stack("const other = new iam.AccountPrincipal('444455556666'); store.grantDelete(other);"),
    ["444455556666", "-111122223333"].map((one) => lineOfDelete(one)),
    ["111122223333", "-444455556666"].map((one) => lineOfDelete(one)),
  ],
  [
    "a grant of Python to everybody",
    "s.py",
    pythonStack('store.grant_delete(iam.AccountPrincipal("111122223333"))').replace(
      "aws_s3 as s3",
      "aws_s3 as s3, aws_iam as iam",
    ),
    pythonStack("store.grant_delete(iam.AnyPrincipal())").replace("aws_s3 as s3", "aws_s3 as s3, aws_iam as iam"),
    [everybody],
    [`-${everybody}`],
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
  [
    "actions on executions of a state machine",
    "s.ts",
    machine(""),
    machine('flow.grantExecution(job, "states:StopExecution");'),
    [
      "job identity: states:StopExecution on arn:aws:states:${AWS::Region}:${AWS::AccountId}:execution:${flow.stateMachineName}:*",
    ],
    [
      "-job identity: states:StopExecution on arn:aws:states:${AWS::Region}:${AWS::AccountId}:execution:${flow.stateMachineName}:*",
    ],
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
    "a loop with one item, of several with one name",
    "s.py",
    pythonStack(
      "for one in [job]:\n            store.grant_delete(one)\n        for one in [store]:\n            one.grant_read(job)",
    ),
    pythonStack("store.grant_delete(job)\n        store.grant_read(job)"),
    [],
    [],
  ],
  [
    "a method of the class itself",
    "s.ts",
    stack("") + own("this.grantUse(this.other);"),
    stack("") + own("this.grantUse(this.other); this.grantUse(this.job);"),
    [
      "this.job identity: sqs:GetQueueAttributes, sqs:GetQueueUrl on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${this.queue.queueName}",
      "this.job identity: sqs:PurgeQueue on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${this.queue.queueName}",
    ],
    [
      "-this.job identity: sqs:GetQueueAttributes, sqs:GetQueueUrl on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${this.queue.queueName}",
      "-this.job identity: sqs:PurgeQueue on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${this.queue.queueName}",
    ],
  ],
  [
    "a field that is one of two",
    "s.ts",
    stack("") + own(""),
    stack("") + own("this.queue.grantPurge(this.job);"),
    [
      "this.job identity: sqs:GetQueueAttributes, sqs:GetQueueUrl on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${this.queue.queueName}",
      "this.job identity: sqs:PurgeQueue on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${this.queue.queueName}",
    ],
    [
      "-this.job identity: sqs:GetQueueAttributes, sqs:GetQueueUrl on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${this.queue.queueName}",
      "-this.job identity: sqs:PurgeQueue on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${this.queue.queueName}",
    ],
  ],
  [
    "a grant in another place",
    "s.ts",
    cdk("a();\nstore.grantRead(job);"),
    cdk("store.grantRead( job );\na();"),
    [],
    [],
  ],
  [
    "a grant on some objects",
    "s.ts",
    stack("store.grantDelete(job);"),
    stack('store.grantDelete(job, "a/*");'),
    [`-${deletes("store.bucketName", "*")}`],
    [deletes("store.bucketName", "*")],
  ],
  [
    "a grant on the same objects",
    "s.ts",
    stack('store.grantDelete(job, "a/*");'),
    stack("store.grantDelete(job, 'a/*');"),
    [],
    [],
  ],
  [
    "a grant of Python on some objects",
    "s.py",
    pythonStack("store.grant_delete(job, objects_key_pattern='a/*')"),
    pythonStack("store.grant_delete(job, objects_key_pattern='b/*')"),
    [deletes("store.bucket_name", "b/*"), `-${deletes("store.bucket_name", "a/*")}`],
    [deletes("store.bucket_name", "a/*"), `-${deletes("store.bucket_name", "b/*")}`],
  ],
  [
    "a grant on objects that are computed",
    "s.ts",
    stack(""),
    stack("store.grantDelete(job, keys);"),
    [deletes("store.bucketName", "${keys}")],
    [`-${deletes("store.bucketName", "${keys}")}`],
  ],
  [
    "the parts of a grant on such objects",
    "s.ts",
    stack("store.grantReadWrite(job, `a/${key}*`);"),
    stack("store.grantRead(job, `a/${key}*`); store.grantWrite(job, `a/${ key }*`);"),
    [],
    [],
  ],
  [
    "a grant on some of all objects",
    "s.ts",
    stack("store.grantDelete(job);"),
    stack("store.grantDelete(job, `a/${key}*`);"),
    [`-${deletes("store.bucketName", "*")}`],
    [deletes("store.bucketName", "*")],
  ],
  [
    "grants that are handed on",
    "s.py",
    pythonStack("store.grant_read(job)"),
    pythonStack("for one in [store.grant_read, store.grant_write]: one(job)"),
    ["?s.py identity", ...readsOf("-", "job", "store.bucket_name")],
    readsOf("", "job", "store.bucket_name"),
  ],
  [
    "the same grants that are handed on",
    "s.py",
    pythonStack("for one in [store.grant_read, store.grant_write]: one(job)"),
    pythonStack("for one in [ store.grant_read, store.grant_write ]:\n            one(job)"),
    [],
    [],
  ],
  [
    "a role's ARN in place of its grant",
    "s.ts",
    stack(`const target = new iam.Role(this, "T"); ${statement("iam:PassRole", "target.roleArn")}`),
    stack('const target = new iam.Role(this, "T"); target.grantPassRole(job);'),
    [],
    [],
  ],
  [
    "a secret's ARN in place of its grant",
    "s.py",
    secret("job.add_to_policy(iam.PolicyStatement(actions=[GET, DESCRIBE], resources=[own.secret_arn]))"),
    secret("own.grant_read(job)"),
    [],
    [],
  ],
  [
    "another role",
    "s.ts",
    stack(`const target = new iam.Role(this, "T"); ${statement("iam:PassRole", "target.roleArn")}`),
    stack('const target = new iam.Role(this, "T"); const more = new iam.Role(this, "M"); more.grantPassRole(job);'),
    ["job identity: iam:PassRole on ${more.roleArn}", "-job identity: iam:PassRole on ${target.roleArn}"],
    ["job identity: iam:PassRole on ${target.roleArn}", "-job identity: iam:PassRole on ${more.roleArn}"],
  ],
  [
    "a role of the account beside every role of it",
    "s.ts",
    stack(statement("iam:PassRole", "`arn:aws:iam::${this.account}:role/*`")),
    stack(
      `${statement("iam:PassRole", "`arn:aws:iam::${this.account}:role/*`")} const own = new iam.Role(this, "T"); own.grantPassRole(job);`,
    ),
    [],
    [],
  ],
  [
    "a write in place of what it allows",
    "s.ts",
    stack(
      statement(
        "s3:PutObject s3:PutObjectLegalHold s3:PutObjectRetention s3:PutObjectTagging s3:PutObjectVersionTagging s3:AbortMultipartUpload",
        'store.arnForObjects("*")',
      ),
    ),
    stack("store.grantPut(job);"),
    [],
    [],
  ],
  [
    "records of a stream that delivers",
    "s.ts",
    deliveries(""),
    deliveries("to.grantPutRecords(job);"),
    [
      "job identity: firehose:PutRecord, firehose:PutRecordBatch on arn:aws:firehose:${AWS::Region}:${AWS::AccountId}:deliverystream/${to.deliveryStreamName}",
    ],
    [
      "-job identity: firehose:PutRecord, firehose:PutRecordBatch on arn:aws:firehose:${AWS::Region}:${AWS::AccountId}:deliverystream/${to.deliveryStreamName}",
    ],
  ],
  ["a property of that name", "s.ts", stack(""), stack("if (other.grantRead) job.run();"), [], []],
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
