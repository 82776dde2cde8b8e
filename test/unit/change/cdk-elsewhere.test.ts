/** Programs of AWS CDK in several files and loops: the lines of a change, and those of its opposite. */
import { bothWays } from "../../support/both-ways";
import type { TreeFiles } from "../../support/diff-trees";

const stack = (lines: string, imports = "") => `import { Stack } from "aws-cdk-lib";
import * as appsync from "aws-cdk-lib/aws-appsync";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as s3 from "aws-cdk-lib/aws-s3";
import * as sns from "aws-cdk-lib/aws-sns";
import * as sqs from "aws-cdk-lib/aws-sqs";
${imports}
class S extends Stack { constructor(scope: any, id: string, props: any) {
  super(scope, id);
  const caller = new iam.Role(this, "R", { assumedBy: new iam.ServicePrincipal("ecs.amazonaws.com") });
  ${lines}
} }
`;
const python = (lines: string, imports = "") => `from aws_cdk import Stack, aws_iam as iam, aws_lambda as _lambda
${imports}
class S(Stack):
    def __init__(self, scope, id):
        caller = iam.Role(self, "R", assumed_by=iam.ServicePrincipal("ecs.amazonaws.com"))
        ${lines.replaceAll("\n", "\n        ")}
`;
const functions = 'const a = new lambda.Function(this, "A", {}); const b = new lambda.Function(this, "B", {});';
const version = (name: string) =>
  `caller identity: lambda:InvokeFunction on arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${${name}.functionName}:\${${name}.currentVersion.version}`;
const called =
  "a trigger identity: lambda:InvokeFunction on arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${a.functionName}:*";
const looped = (list: string) =>
  `${functions} [${list}].forEach((one) => { one.currentVersion.grantInvoke(caller); });`;
const held = (list: string) =>
  `const q = new sqs.Queue(this, "Q"); for (const one of [${list}]) { q.grantPurge(one.worker); }`;
const purges = (holder: string) =>
  ["sqs:GetQueueAttributes, sqs:GetQueueUrl", "sqs:PurgeQueue"].map(
    (actions) => `${holder} identity: ${actions} on arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:\${q.queueName}`,
  );
const api = 'const api = new appsync.GraphqlApi(this, "Api", {}); const fn = new lambda.Function(this, "F", {});';
const invokes = (holder: string) =>
  `${holder} identity: lambda:InvokeFunction on arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${fn.functionName}, arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${fn.functionName}:*`;
const trusts = (who: string) => `new iam.Role(this, "Own", { assumedBy: ${who} });`;
const elsewhere = 'iam.Role.fromRoleArn(this, "Other", "arn:aws:iam::111122223333:role/other")';
const added = (to: string) =>
  `const files = ${to}; files.addToResourcePolicy(new iam.PolicyStatement({ principals: [new iam.ServicePrincipal("a.amazonaws.com")], actions: ["s3:GetObject"], resources: [files.arnForObjects("*")] }));`;
const statement = (on: string) =>
  `new iam.PolicyStatement({ principals: [new iam.ServicePrincipal("a.amazonaws.com")], actions: ["s3:GetObject"], resources: [${on}] })`;
const fromTrail = 'import { Trail } from "aws-cdk-lib/aws-cloudtrail";';
const trail = [
  "Trail logsRole identity: logs:CreateLogStream, logs:PutLogEvents on ${Trail.logGroup}",
  "files resource: s3:GetBucketAcl on arn:aws:s3:::${files.bucketName} by Service cloudtrail.amazonaws.com",
  "files resource: s3:PutObject on arn:aws:s3:::${files.bucketName}/AWSLogs/${AWS::AccountId}/* by Service cloudtrail.amazonaws.com where StringEquals s3:x-amz-acl bucket-owner-full-control",
];
const bare = 'new iam.PolicyStatement({ actions: ["s3:GetObject"], resources: [files.arnForObjects("*")] })';
const gives = "files resource: s3:GetObject on ${files.bucketArn}/* by Service a.amazonaws.com";
const made = 'new s3.Bucket(this, "B")';
const ssl = (value: string) =>
  `const on = props.on; const off = props.off; new sqs.Queue(this, "Q", { enforceSSL: ${value} });`;
const topicPolicy = (more: string) =>
  `const topic = new sns.Topic(this, "T"); new sns.TopicPolicy(this, "P", { topics: [topic]${more} });`;
const url = (type: string) =>
  `const kind = props.kind ?? lambda.FunctionUrlAuthType.NONE; const fn = new lambda.Function(this, "F", {}); ${type && `fn.addFunctionUrl({ authType: ${type} });`}`;
const everybody = "fn resource: lambda:InvokeFunctionUrl by *";
const named = (text: string) => ({
  "names.ts": `export const names = { reader: "${text}", both: ["sqs:SendMessage"] };\n`,
});
const reader = (name: string) => `caller.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName(${name}));`;
const traces = [
  "xray:GetSamplingRules, xray:GetSamplingStatisticSummaries, xray:GetSamplingTargets",
  "xray:PutTelemetryRecords, xray:PutTraceSegments",
].map((actions) => `caller identity: ${actions} on *`);
const helper = { "gives.py": "def grant_use(what):\n    pass\n\ndef tag_all(what):\n    pass\n" };
const fromHelper = "from .gives import grant_use, tag_all";
const own = 'handler = _lambda.Function(self, "F")\nother = _lambda.Function(self, "G")\n';

interface Row {
  readonly title: string;
  readonly beside?: TreeFiles;
  readonly before: string;
  readonly after: string;
  readonly imports?: string;
  readonly there: readonly string[];
  readonly back: readonly string[];
  readonly inPython?: boolean;
}

const rows: readonly Row[] = [
  {
    title: "a version that somebody more may call, of a loop",
    before: looped("a"),
    after: looped("a, b"),
    there: [version("b")],
    back: [`-${version("b")}`],
  },
  {
    title: "a version that a variable names",
    before: functions,
    after: `${functions} a.currentVersion.grantInvoke(caller);`,
    there: [version("a")],
    back: [`-${version("a")}`],
  },
  {
    title: "the same functions in another order",
    before: looped("a, b"),
    after: looped("b, a"),
    there: [],
    back: [],
  },
  {
    title: "a member of the items of a loop that is given something",
    before: held("props.a"),
    after: held("props.a, props.b"),
    there: purges("props.b.worker"),
    back: purges("props.b.worker").map((one) => `-${one}`),
  },
  {
    title: "a grant to somebody whose type is told",
    before: 'const q = new sqs.Queue(this, "Q"); q.grantPurge(caller);',
    after: 'const q = new sqs.Queue(this, "Q"); q.grantPurge(<iam.IRole>caller);',
    there: [],
    back: [],
  },
  {
    title: "a data source of AppSync",
    before: api,
    after: `${api} const source = api.addLambdaDataSource("Own", fn);`,
    there: [invokes("source")],
    back: [`-${invokes("source")}`],
  },
  {
    title: "a data source that is made of its class, with the role that it is given",
    before: api,
    after: `${api} new appsync.LambdaDataSource(this, "Own", { api, lambdaFunction: fn, serviceRole: caller });`,
    there: [invokes("caller")],
    back: [`-${invokes("caller")}`],
  },
  {
    title: "a data source that needs nothing",
    before: api,
    after: `${api} api.addNoneDataSource("Own"); api.addHttpDataSource("Web", "https://example.com");`,
    there: [],
    back: [],
  },
  {
    title: "a role that another one may assume, which is made elsewhere",
    before: "",
    after: trusts(elsewhere),
    there: ["Own trust: sts:AssumeRole by arn:aws:iam::111122223333:role/other"],
    back: ["-Own trust: sts:AssumeRole by arn:aws:iam::111122223333:role/other"],
  },
  {
    title: "a role that another one of the program may assume",
    before: "",
    after: trusts("caller"),
    there: ["Own trust: sts:AssumeRole by ${caller.roleArn}"],
    back: ["-Own trust: sts:AssumeRole by ${caller.roleArn}"],
  },
  {
    title: "a function that a trigger calls",
    before: functions,
    after: `${functions} new Trigger(this, "T", { handler: a });`,
    imports: 'import { Trigger } from "aws-cdk-lib/triggers";',
    there: [called],
    back: [`-${called}`],
  },
  {
    title: "a role that may be assumed by whom nobody knows",
    before: "",
    after: trusts("props.whom"),
    there: ["?Own trust"],
    back: [],
  },
  {
    title: "what is added to the policy of a bucket",
    before: `const files = ${made};`,
    after: added(made),
    there: [gives],
    back: [`-${gives}`],
  },
  {
    title: "what is added to the policy of a bucket of elsewhere, which CDK does not write",
    before: "",
    after: added('s3.Bucket.fromBucketName(this, "B", "files")'),
    there: [],
    back: [],
  },
  {
    title: "a grant on a bucket of elsewhere to another account, which CDK does not write",
    before: "",
    after: 's3.Bucket.fromBucketName(this, "B", "files").grantRead(new iam.AccountPrincipal("111122223333"));',
    there: [],
    back: [],
  },
  {
    title: "a statement that goes from a policy by itself to that of the bucket",
    before: `const files = ${made}; const own = new s3.BucketPolicy(this, "P", { bucket: files }); own.document.addStatements(${statement('files.arnForObjects("*")')});`,
    after: added(made),
    there: [],
    back: [],
  },
  {
    title: "a trail with the bucket and the role that it writes its logs by",
    before: `const files = ${made};`,
    after: `const files = ${made}; new Trail(this, "Trail", { bucket: files, sendToCloudWatchLogs: true });`,
    imports: fromTrail,
    there: trail,
    back: trail.map((one) => `-${one}`),
  },
  {
    title: "a trail with a bucket of elsewhere, whose policy CDK does not write",
    before: "",
    after: 'new Trail(this, "Trail", { bucket: s3.Bucket.fromBucketName(this, "B", "files") });',
    imports: fromTrail,
    there: [],
    back: [],
  },
  {
    title: "principals that methods add, in other words",
    before: `const files = ${made}; files.addToResourcePolicy(${statement('files.arnForObjects("*")')});`,
    after: `const files = ${made}; const one = ${bare}; one.addServicePrincipal("a.amazonaws.com"); files.addToResourcePolicy(one);`,
    there: [],
    back: [],
  },
  {
    title: "everybody, whom a method adds",
    before: `const files = ${made};`,
    after: `const files = ${made}; const one = ${bare}; one.addAnyPrincipal(); files.addToResourcePolicy(one);`,
    there: ["files resource: s3:GetObject on ${files.bucketArn}/* by *"],
    back: ["-files resource: s3:GetObject on ${files.bucketArn}/* by *"],
  },
  {
    title: "a principal that brings nothing but itself",
    before: `const files = ${made};`,
    after: `const files = ${made}; const one = ${bare}; one.addPrincipals(new iam.ServicePrincipal("a.amazonaws.com")); files.addToResourcePolicy(one);`,
    there: [gives],
    back: [`-${gives}`],
  },
  {
    title: "TLS that is asked for by another switch",
    before: ssl("on"),
    after: ssl("off"),
    there: ["?Q resource"],
    back: ["?Q resource"],
  },
  {
    title: "TLS that is asked for by the same switch",
    before: ssl("on"),
    after: `${ssl("on")} new s3.Bucket(this, "Other");`,
    there: [],
    back: [],
  },
  {
    title: "TLS that the policy of topics asks for",
    before: topicPolicy(", enforceSSL: true"),
    after: topicPolicy(""),
    there: [
      "topic resource: sns:Publish on arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${topic.topicName} by * where Bool aws:SecureTransport false",
    ],
    back: [
      "-topic resource: sns:Publish on arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${topic.topicName} by * where Bool aws:SecureTransport false",
    ],
  },
  {
    title: "a URL that was open to everybody, and may be so",
    before: url("lambda.FunctionUrlAuthType.NONE"),
    after: url("kind"),
    there: [`-${everybody}`],
    back: [everybody],
  },
  {
    title: "a URL that may be open to everybody, as nobody says otherwise",
    before: url(""),
    after: url("kind"),
    there: [everybody],
    back: [`-${everybody}`],
  },
  {
    title: "a managed policy that another file names",
    beside: named("AWSXrayWriteOnlyAccess"),
    imports: 'import { names } from "./names";',
    before: "",
    after: reader("names.reader"),
    there: traces,
    back: traces.map((one) => `-${one}`),
  },
  {
    title: "a managed policy of which another file says nothing",
    beside: named("AWSXrayWriteOnlyAccess"),
    imports: 'import { names } from "./names";',
    before: "",
    after: reader("names.writer"),
    there: ["?caller identity"],
    back: [],
  },
  {
    title: "actions that another file lists",
    beside: named(""),
    imports: 'import { names } from "./names";',
    before: "",
    after: 'caller.addToPolicy(new iam.PolicyStatement({ actions: names.both, resources: ["*"] }));',
    there: ["caller identity: sqs:SendMessage on *"],
    back: ["-caller identity: sqs:SendMessage on *"],
  },
  {
    title: "a managed policy that a class of another file names, within a text",
    beside: { "names.py": 'class Names:\n    READER = "AWSXrayWriteOnlyAccess"\n' },
    imports: "from .names import Names",
    before: "",
    after: 'caller.add_managed_policy(iam.ManagedPolicy.from_aws_managed_policy_name(f"{Names.READER}"))',
    there: traces,
    back: traces.map((one) => `-${one}`),
    inPython: true,
  },
  {
    title: "a statement that another file keeps",
    beside: {
      "names.ts":
        'import * as iam from "aws-cdk-lib/aws-iam";\nexport const SENDS = new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: ["*"] });\n',
    },
    imports: 'import { SENDS } from "./names";',
    before: "",
    after: "caller.addToPolicy(SENDS);",
    there: ["caller identity: sqs:SendMessage on *"],
    back: ["-caller identity: sqs:SendMessage on *"],
  },
  {
    title: "what another file keeps and is no statement",
    beside: { "names.ts": "export const SENDS = make();\n" },
    imports: 'import { SENDS } from "./names";',
    before: "",
    after: "caller.addToPolicy(SENDS);",
    there: ["?caller identity"],
    back: [],
  },
  ...(
    [
      ["a function of which the role is not known", "fromFunctionArn", []],
      ["a function that brings its role", "fromFunctionAttributes", ["fn identity: sqs:SendMessage on *"]],
    ] as const
  ).map(([title, method, there]): Row => ({
    title,
    before: `const fn = lambda.Function.${method}(this, "F", props.of);`,
    after: `const fn = lambda.Function.${method}(this, "F", props.of); fn.addToRolePolicy(new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: ["*"] }));`,
    there,
    back: there.map((one) => `-${one}`),
  })),
  {
    title: "a function that is given to one of another file that gives permissions",
    beside: helper,
    imports: fromHelper,
    before: own,
    after: `${own}grant_use({caller: [handler]})`,
    there: ["?handler identity"],
    back: [],
    inPython: true,
  },
  {
    title: "another function that is given to it in another entry",
    beside: helper,
    imports: fromHelper,
    before: `${own}grant_use({"a": [handler]})`,
    after: `${own}grant_use({"a": [handler], "b": [other]})`,
    there: ["?other identity"],
    back: [],
    inPython: true,
  },
  {
    title: "a function that is given to one of another file that gives nothing",
    beside: helper,
    imports: fromHelper,
    before: own,
    after: `${own}tag_all({caller: [handler]})`,
    there: [],
    back: [],
    inPython: true,
  },
];

describe("what a program of CDK newly allows, and no longer allows", () => {
  for (const { title, beside = {}, before, after, imports = "", there, back, inPython = false } of rows)
    bothWays(
      title,
      [before, after].map((lines) => ({
        ...beside,
        ...(inPython ? { "s.py": python(lines, imports) } : { "s.ts": stack(lines, imports) }),
      })),
      there,
      back,
    );
});
