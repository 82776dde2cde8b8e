/** What programs of AWS CDK allow without writing a policy or a grant: the verdict of a change of one line. */
import assert from "node:assert/strict";

import { diffFiles } from "../../../src/workspace/diff/files";
import { temporaryFolder } from "../../support/folder";

const typescript = (line: string, ofFunction = "") => `import * as cdk from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as s3 from "aws-cdk-lib/aws-s3";
import * as sqs from "aws-cdk-lib/aws-sqs";
import * as sfn from "aws-cdk-lib/aws-stepfunctions";
import * as events from "aws-cdk-lib/aws-events";
import * as targets from "aws-cdk-lib/aws-events-targets";
import { KafkaEventSource, SnsEventSource, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
class Stack extends cdk.Stack { constructor(scope: any, id: string, props: any) {
  const role = new iam.Role(this, "Role", {});
  const fn = new lambda.Function(this, "Fn", { handler: "i.h"${ofFunction} });
  const one = new s3.Bucket(this, "One");
  const two = new s3.Bucket(this, "Two");
  const queue = new sqs.Queue(this, "Queue");
  const rule = new events.Rule(this, "Rule", {});
  ${line}
} }
`;
const python = (line: string) => `import json
from aws_cdk import Stack, aws_iam as iam, aws_lambda as lambda_, aws_s3 as s3, aws_sqs as sqs
from aws_cdk import aws_stepfunctions_tasks as tasks
from aws_cdk.aws_lambda_event_sources import SqsEventSource
class App(Stack):
    def __init__(self, scope, id):
        fn = lambda_.Function(self, "Fn", handler="i.h")
        one = s3.Bucket(self, "One")
        queue = sqs.Queue(self, "Queue")
        ${line}
`;
const added = (actions: string, resources = '["*"]') =>
  `role.addToPolicy(new iam.PolicyStatement({ actions: ${actions}, resources: ${resources} }));`;
const addedInPython = (actions: string, resources = '["*"]') =>
  `fn.add_to_role_policy(iam.PolicyStatement(actions=${actions}, resources=${resources}))`;
const get = '["s3:GetObject"]';
const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
const of = (...names: string[]) => `[${names.map((name) => `"arn:aws:s3:::${name}/*"`).join(", ")}]`;

const block = (value: string) =>
  `new s3.BlockPublicAccess({ blockPublicPolicy: ${value}, restrictPublicBuckets: false })`;
const logged = (properties: string) => `const data = new s3.Bucket(this, "Data", { ${properties} });`;

/** A helper of the class, and what the constructor does with it. */
const helped = (line: string) =>
  `${typescript(`const admin = new iam.Role(this, "Admin", {}); ${line}`)}`.replace(
    /\} \}\n$/,
    `}
  private give(r: iam.Role, actions: string[]) { r.addToPolicy(new iam.PolicyStatement({ actions, resources: ["*"] })); }
  private open(b: s3.Bucket, to: iam.IGrantable) { b.grantRead(to); }
}
`,
  );

type Row = readonly [title: string, before: string, after: string];
type Rows = Readonly<Record<"more" | "same" | "unknown", readonly Row[]>>;

const rows: Rows = {
  more: [
    ["an action on objects, on what others give as an ARN", "", added(get, "[props.bucketArn]")],
    ["a queue that calls a function", "", "fn.addEventSource(new SqsEventSource(queue));"],
    ["the same in a variable", "", "const from = new SqsEventSource(queue, {}); fn.addEventSource(from);"],
    ["a topic that calls it", "", "fn.addEventSource(new SnsEventSource(props.topic));"],
    ["a target with a role of its own", "", "rule.addTarget(new targets.SfnStateMachine(props.machine));"],
    ["the access logs of a load balancer", "", 'props.balancer.logAccessLogs(one, "alb");'],
    [
      "everybody in a bucket that lets the public in",
      "",
      `new s3.Bucket(this, "Site", { publicReadAccess: true, blockPublicAccess: ${block("false")} });`,
    ],
    [
      "the same by a variable",
      "",
      `const open = ${block("false")}; new s3.Bucket(this, "Site", { publicReadAccess: true, blockPublicAccess: open });`,
    ],
    [
      "a bucket that may let the public in",
      "",
      `new s3.Bucket(this, "Site", { publicReadAccess: true, blockPublicAccess: ${block("props.closed")} });`,
    ],
    ["a bucket that may be read by everybody", "", 'new s3.Bucket(this, "Site", { publicReadAccess: props.isOpen });'],
    ["plain HTTP", logged("enforceSSL: true"), logged("")],
    ["plain HTTP in some deployments", logged("enforceSSL: true"), logged("enforceSSL: props.tls")],
    ["older TLS", logged("enforceSSL: true, minimumTLSVersion: 1.2"), logged("enforceSSL: true")],
    ["plain HTTP to a queue", 'new sqs.Queue(this, "Q", { enforceSSL: true });', 'new sqs.Queue(this, "Q");'],
    ["access logs in another bucket", logged(""), logged("serverAccessLogsBucket: one")],
    ["access logs in the bucket itself", logged(""), logged('serverAccessLogsPrefix: "logs/"')],
    ["what happens in a state machine", "", 'new sfn.StateMachine(this, "M").grantRead(fn);'],
    ["a target of events", "", "rule.addTarget(new targets.LambdaFunction(fn));"],
    ["a bucket that empties itself", "", 'new s3.Bucket(this, "Tmp", { autoDeleteObjects: true });'],
    ["a bucket that may empty itself", "", 'new s3.Bucket(this, "Tmp", { autoDeleteObjects: props.isTest });'],
    ["a repository that empties itself", "", 'new cdk.aws_ecr.Repository(this, "Images", { autoDeleteImages: true });'],
    [
      "a loop over more buckets",
      "for (const b of [one]) b.grantRead(fn);",
      "for (const b of [one, two]) b.grantRead(fn);",
    ],
    [
      "a loop over more actions",
      `for (const a of ${get}) ${added("[a]")}`,
      `for (const a of ["s3:GetObject", "s3:PutObject"]) ${added("[a]")}`,
    ],
    [
      "a list that is made of more names",
      added(get, '["a"].map((n) => `arn:aws:s3:::${n}/*`)'),
      added(get, '["a", "b"].map((n) => `arn:aws:s3:::${n}/*`)'),
    ],
    [
      "a statement that is added to",
      'const s = new iam.PolicyStatement(); s.addActions("s3:GetObject"); s.addAllResources(); role.addToPolicy(s);',
      'const s = new iam.PolicyStatement(); s.addActions("s3:GetObject", "s3:PutObject"); s.addAllResources(); role.addToPolicy(s);',
    ],
    [
      "another variable and more",
      "one.grantRead(fn);",
      'const data = new s3.Bucket(this, "Data"); one.grantRead(fn); data.grantRead(fn);',
    ],
  ],
  same: [
    [
      "the size of a batch",
      "fn.addEventSource(new SqsEventSource(queue, { batchSize: 5 }));",
      "fn.addEventSource(new SqsEventSource(queue, { batchSize: 9 }));",
    ],
    [
      "another setting of a function",
      "",
      '(fn.node.defaultChild as lambda.CfnFunction).addPropertyOverride("MemorySize", 512);',
    ],
    [
      "another setting of a bucket",
      "",
      '(one.node.defaultChild as s3.CfnBucket).addPropertyOverride("VersioningConfiguration.Status", "Enabled");',
    ],
    [
      "the access logs of a load balancer in a bucket of elsewhere",
      "",
      'props.balancer.logAccessLogs(s3.Bucket.fromBucketName(this, "L", "logs"));',
    ],
    [
      "a bucket that keeps the public out",
      "",
      `new s3.Bucket(this, "Site", { publicReadAccess: true, blockPublicAccess: ${block("true")} });`,
    ],
    ["a new bucket that wants TLS", "", logged("enforceSSL: true")],
    ["a bucket that has gone, and wanted TLS", logged("enforceSSL: true"), ""],
    [
      "one without a variable that has gone, and wanted TLS",
      logged("enforceSSL: true").slice("const data = ".length),
      "",
    ],
    [
      "a Deny that is written out",
      logged("enforceSSL: true"),
      `${logged("")} data.addToResourcePolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ["s3:*"], resources: [data.bucketArn, data.arnForObjects("*")], principals: [new iam.AnyPrincipal()], conditions: { Bool: { "aws:SecureTransport": "false" } } }));`,
    ],
    [
      "another variable of a bucket that wants TLS",
      logged("enforceSSL: true"),
      logged("enforceSSL: true").replace("data", "files"),
    ],
    [
      "access logs in a bucket of elsewhere",
      logged(""),
      logged('serverAccessLogsBucket: s3.Bucket.fromBucketName(this, "L", "logs")'),
    ],
    ["an ACL that opens nothing", logged(""), logged("accessControl: s3.BucketAccessControl.PRIVATE")],
    ["tags", "", 'cdk.Tags.of(this).add("team", "a");'],
    ["an aspect that only looks", "", "cdk.Aspects.of(this).add(new AwsSolutionsChecks());"],
    ["a bucket that does not empty itself", "", 'new s3.Bucket(this, "Tmp", { autoDeleteObjects: false });'],
    [
      "an override of what happens to a resource that goes",
      "",
      '(role.node.defaultChild as iam.CfnRole).addOverride("UpdateReplacePolicy", "Retain");',
    ],
    [
      "a statement that cannot be read, beside a change",
      "role.addToPolicy(make()); let other = 1;",
      "role.addToPolicy(make()); let other = 2;",
    ],
    [
      "one statement in place of a loop",
      added('["s3:GetObject", "s3:PutObject"]'),
      `["s3:PutObject", "s3:GetObject"].forEach((a) => ${added("[a]").replace(";", "")});`,
    ],
    [
      "a loop in place of grants",
      "one.grantRead(fn); two.grantRead(fn);",
      "for (const b of [one, two]) b.grantRead(fn);",
    ],
    ["names in a list", added(get, of("a", "b")), added(get, '["a", "b"].map((n) => `arn:aws:s3:::${n}/*`)')],
    [
      "methods of a statement",
      added(get),
      'const s = new iam.PolicyStatement(); s.addActions("s3:GetObject"); s.addAllResources(); role.addToPolicy(s);',
    ],
    [
      "methods beside properties",
      added('["s3:GetObject", "s3:PutObject"]'),
      `const s = new iam.PolicyStatement({ actions: ${get}, resources: ["*"] }); s.addActions("s3:PutObject"); role.addToPolicy(s);`,
    ],
    ["an action on objects, on the bucket itself", "", added(get, "[one.bucketArn]")],
    [
      "the ARN of a queue, put together",
      added('["sqs:SendMessage"]', "[queue.queueArn]"),
      added('["sqs:SendMessage"]', "[`arn:aws:sqs:${this.region}:${this.account}:${queue.queueName}`]"),
    ],
    ["all objects of a bucket", added(get, '[one.bucketArn + "/*"]'), added(get, '[one.arnForObjects("*")]')],
    [
      "another variable",
      'const b = new s3.Bucket(this, "B"); b.grantRead(fn);',
      'const data = new s3.Bucket(this, "B"); data.grantRead(fn);',
    ],
    [
      "variables that change their names",
      'const a = new s3.Bucket(this, "A"); const b = new s3.Bucket(this, "B"); a.grantRead(fn);',
      'const b = new s3.Bucket(this, "A"); const a = new s3.Bucket(this, "B"); b.grantRead(fn);',
    ],
    [
      "another field",
      'this.b = new s3.Bucket(this, "B"); this.b.grantRead(fn);',
      'this.data = new s3.Bucket(this, "B"); this.data.grantRead(fn);',
    ],
  ],
  unknown: [
    ["an ACL that opens a bucket", logged(""), logged("accessControl: s3.BucketAccessControl.PUBLIC_READ")],
    ["a source that is not known", "", "fn.addEventSource(new KafkaEventSource({}));"],
    [
      "a target of which more has to be known",
      "",
      "rule.addTarget(new targets.EcsTask({ taskDefinition: props.task }));",
    ],
    [
      "what is put over a role",
      "",
      `(fn.role!.node.defaultChild as iam.CfnRole).addPropertyOverride("ManagedPolicyArns", ["${admin}"]);`,
    ],
    [
      "what is put over at a path",
      "",
      `(role.node.defaultChild as iam.CfnRole).addOverride("Properties.ManagedPolicyArns", ["${admin}"]);`,
    ],
    [
      "what is taken out of a bucket",
      "",
      '(one.node.defaultChild as s3.CfnBucket).addPropertyDeletionOverride("PublicAccessBlockConfiguration");',
    ],
    [
      "a property of the template",
      "",
      `const own = role.node.defaultChild as iam.CfnRole; own.managedPolicyArns = ["${admin}"];`,
    ],
    ["an aspect", "", "cdk.Aspects.of(this).add(new Grants());"],
    ["a statement that cannot be read", "", "role.addToPolicy(make());"],
    [
      "actions that are spread in",
      'one.grantRead(fn); queue.grant(fn, "sqs:SendMessage");',
      "one.grantRead(fn); queue.grant(fn, ...props.actions);",
    ],
  ],
};

const pythonRows: Rows = {
  more: [
    ["a queue that calls a function", "", "fn.add_event_source(SqsEventSource(queue))"],
    [
      "a statement by its keyword",
      addedInPython(get),
      addedInPython('["s3:*"]').replace("policy(iam", "policy(statement=iam"),
    ],
    ["plain HTTP", 's3.Bucket(self, "Data", enforce_ssl=True)', 's3.Bucket(self, "Data")'],
    ["access logs", 's3.Bucket(self, "Data")', 's3.Bucket(self, "Data", server_access_logs_bucket=one)'],
    [
      "everybody in a bucket that lets the public in",
      "",
      's3.Bucket(self, "Site", public_read_access=True, block_public_access=s3.BlockPublicAccess(block_public_policy=False))',
    ],
    ["a task of CDK 1", "", "tasks.RunLambdaTask(fn)"],
    ["an effect by its value", "", addedInPython(get).replace("actions", 'effect=iam.Effect("ALLOW"), actions')],
    ["actions that a grant names", addedInPython(get), `${addedInPython(get)}; queue.grant(fn, "sqs:*")`],
    ["a bucket that empties itself", "", 's3.Bucket(self, "Tmp", auto_delete_objects=True)'],
    [
      "a loop over more actions",
      `for a in ${get}: ${addedInPython("[a]")}`,
      `for a in ["s3:GetObject", "s3:PutObject"]: ${addedInPython("[a]")}`,
    ],
  ],
  same: [
    ["an action on objects, on the bucket itself", "pass", addedInPython(get, "[one.bucket_arn]")],
    [
      "a statement by its keyword",
      addedInPython(get),
      addedInPython(get).replace("policy(iam", "policy(statement=iam"),
    ],
    [
      "all objects of a bucket",
      addedInPython(get, '[one.bucket_arn + "/*"]'),
      addedInPython(get, '[one.arn_for_objects("*")]'),
    ],
    [
      "names in a list",
      addedInPython(get, of("a", "b")),
      addedInPython(get, '[f"arn:aws:s3:::{n}/*" for n in ["a", "b"]]'),
    ],
    [
      "another variable",
      'b = s3.Bucket(self, "B"); b.grant_read(fn)',
      'data = s3.Bucket(self, "B"); data.grant_read(fn)',
    ],
  ],
  unknown: [
    [
      "what is put over a role",
      "",
      `fn.role.node.default_child.add_property_override("ManagedPolicyArns", ["${admin}"])`,
    ],
  ],
};

const ofFunctions: Rows = {
  more: [
    ["events", "", ", events: [new SqsEventSource(queue)]"],
    ["traces", "", ", tracing: lambda.Tracing.ACTIVE"],
    ["a network", "", ", vpc: props.vpc"],
    ["a queue for what fails", "", ", deadLetterQueue: queue"],
    ["statements", "", `, initialPolicy: [new iam.PolicyStatement({ actions: ${get}, resources: ["*"] })]`],
  ],
  same: [
    ["memory", "", ", memorySize: 512"],
    ["no traces", "", ", tracing: lambda.Tracing.DISABLED"],
  ],
  unknown: [["a destination", "", ", onFailure: props.destination"]],
};

const ofHelpers: readonly (readonly [title: string, before: string, after: string, verdict: string])[] = [
  ["more actions", `this.give(role, ${get});`, 'this.give(role, ["s3:GetObject", "s3:PutObject"]);', "more"],
  ["one more holder", `this.give(role, ${get});`, `this.give(role, ${get}); this.give(admin, ${get});`, "more"],
  ["another holder", `this.give(role, ${get});`, `this.give(admin, ${get});`, "incomparable"],
  ["one more bucket", "this.open(one, fn);", "this.open(one, fn); this.open(two, fn);", "more"],
  ["another bucket", "this.open(one, fn);", "this.open(two, fn);", "incomparable"],
  [
    "a call in another order",
    "this.open(one, fn); this.open(two, fn);",
    "this.open(two, fn); this.open(one, fn);",
    "same",
  ],
];

async function verdictOf(file: string, before: string, after: string): Promise<string> {
  const folder = temporaryFolder({
    [`old/${file}`]: before,
    [`new/${file}`]: after,
  });
  try {
    return (
      await diffFiles({
        folder: folder.path,
        old: `old/${file}`,
        current: `new/${file}`,
      })
    ).verdict;
  } finally {
    folder.remove();
  }
}

describe("what CDK allows beside policies and grants", () => {
  for (const [title, before, after, verdict] of ofHelpers)
    it(`${title} in calls of a helper: ${verdict}`, async () =>
      assert.equal(await verdictOf("s.ts", helped(before), helped(after)), verdict));
  it("a statement that another role gets: incomparable", async () =>
    assert.equal(
      await verdictOf(
        "s.ts",
        typescript(`const admin = new iam.Role(this, "Admin", {}); ${added(get)}`),
        typescript(`const admin = new iam.Role(this, "Admin", {}); ${added(get).replace("role", "admin")}`),
      ),
      "incomparable",
    ));

  const verdicts = ["more", "same", "unknown"] as const;
  for (const verdict of verdicts) {
    for (const [title, before, after] of rows[verdict])
      it(`${title}: ${verdict}`, async () =>
        assert.equal(await verdictOf("s.ts", typescript(before), typescript(after)), verdict));
    for (const [title, before, after] of pythonRows[verdict])
      it(`${title}, in Python: ${verdict}`, async () =>
        assert.equal(await verdictOf("s.py", python(before), python(after)), verdict));
    for (const [title, before, after] of ofFunctions[verdict])
      it(`${title} of a function: ${verdict}`, async () =>
        assert.equal(await verdictOf("s.ts", typescript("", before), typescript("", after)), verdict));
  }
});
