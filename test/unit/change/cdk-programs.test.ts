/** Programs of AWS CDK as people change them: the lines of a change, and those of its opposite. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";
import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const typescript = (lines: string) => `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as sqs from "aws-cdk-lib/aws-sqs";
import * as s3 from "aws-cdk-lib/aws-s3";
import * as sns from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { LambdaIntegration } from "aws-cdk-lib/aws-apigateway";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { Provider } from "aws-cdk-lib/custom-resources";
import { LibraryFunction } from "library";
class S extends Stack { job: any; handler: any; constructor(scope: any, id: string, props: any) {
  super(scope, id);
  ${lines}
} }
`;
const python = (lines: string) => `from aws_cdk import Stack, aws_iam as iam
def made(scope, on=False):
    own = iam.Policy(scope, "Own", statements=[iam.PolicyStatement(actions=["sqs:SendMessage"], resources=["*"])])
    return own
class S(Stack):
    def __init__(self, scope, id, on):
        policy = iam.ManagedPolicy(self, "P")
        role = iam.Role(self, "R", managed_policies=[policy])
        ${lines.replaceAll("\n", "\n        ")}
`;
const allow = (action: string, on = "*") => `new iam.PolicyStatement({ actions: ["${action}"], resources: ["${on}"] })`;
const fn = (id: string) => `new lambda.Function(this, "${id}", { handler: "i.h" })`;
const topic = 'const topic = new sns.Topic(this, "T");';
const oidc = (claim: string) =>
  `new iam.Role(this, "Deploy", { assumedBy: new iam.OpenIdConnectPrincipal(provider, { StringLike: { "token.actions.githubusercontent.com:sub": "${claim}" } }) });`;
const handler = (...actions: string[]) =>
  `this.handler = new OwnFunction(this, "On", { initialPolicy: [${actions.map((one) => allow(one)).join(", ")}] }); new Provider(this, "P", { onEventHandler: this.handler });`;
const denial = (who: string) =>
  `const files = new s3.Bucket(this, "B"); files.addToResourcePolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ["s3:PutBucketPolicy"], resources: [files.bucketArn], notPrincipals: [${who}] }));`;

type Row = readonly [title: string, before: string, after: string, there: string[], back: string[]];

const rows: Row[] = [
  [
    "a field in place of a variable with another name",
    `const own = ${fn("F")}; own.addToRolePolicy(${allow("sqs:SendMessage")}); new LambdaIntegration(own);`,
    `this.handler = ${fn("F")}; this.handler.addToRolePolicy(${allow("sqs:SendMessage")}); new LambdaIntegration(this.handler);`,
    [],
    [],
  ],
  [
    "a name for what had none",
    `new lambda.Function(this, "F", { handler: "i.h", tracing: lambda.Tracing.ACTIVE });`,
    `const own = new lambda.Function(this, "F", { handler: "i.h", tracing: lambda.Tracing.ACTIVE });`,
    [],
    [],
  ],
  [
    "another name for a function with an id that is put together",
    `const own = new lambda.Function(this, \`\${stage()}_f\`, { handler: "i.h" }); new LambdaIntegration(own);`,
    `const site = new lambda.Function(this, \`\${stage()}_f\`, { handler: "i.h" }); new LambdaIntegration(site);`,
    [],
    [],
  ],
  [
    "something for a version of a function, which has its role",
    `const own = ${fn("F")}; own.addToRolePolicy(${allow("sqs:SendMessage")});`,
    `const own = ${fn("F")}; own.currentVersion.role!.addToPrincipalPolicy(${allow("sqs:SendMessage")});`,
    [],
    [],
  ],
  [
    "something more for a version of a function",
    `const own = ${fn("F")};`,
    `const own = ${fn("F")}; own.currentVersion.addToRolePolicy(${allow("sqs:SendMessage")});`,
    ["own identity: sqs:SendMessage on *"],
    ["-own identity: sqs:SendMessage on *"],
  ],
  [
    "such a field for another function",
    `const own = ${fn("F")}; new LambdaIntegration(own);`,
    `this.handler = ${fn("G")}; new LambdaIntegration(this.handler);`,
    [
      "this.handler resource: lambda:InvokeFunction on ${this.handler} by Service apigateway.amazonaws.com where ArnLike aws:SourceArn ${the API}",
      "-own resource: lambda:InvokeFunction on ${own} by Service apigateway.amazonaws.com where ArnLike aws:SourceArn ${the API}",
    ],
    [
      "own resource: lambda:InvokeFunction on ${own} by Service apigateway.amazonaws.com where ArnLike aws:SourceArn ${the API}",
      "-this.handler resource: lambda:InvokeFunction on ${this.handler} by Service apigateway.amazonaws.com where ArnLike aws:SourceArn ${the API}",
    ],
  ],
  [
    "a subscription of a queue of elsewhere",
    topic,
    `${topic} topic.addSubscription(new SqsSubscription(sqs.Queue.fromQueueArn(this, "Q", props.arn)));`,
    [],
    [],
  ],
  [
    "a subscription of a queue",
    topic,
    `${topic} const queue = new sqs.Queue(this, "Q"); topic.addSubscription(new SqsSubscription(queue));`,
    [
      "queue resource: sqs:SendMessage on ${queue} by Service sns.amazonaws.com where ArnLike aws:SourceArn arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${topic.topicName}",
    ],
    [
      "-queue resource: sqs:SendMessage on ${queue} by Service sns.amazonaws.com where ArnLike aws:SourceArn arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${topic.topicName}",
    ],
  ],
  [
    "what a function of a library sends where it fails",
    'const dead = new sqs.Queue(this, "D"); const own = new LibraryFunction(this, "F", {});',
    'const dead = new sqs.Queue(this, "D"); const own = new LibraryFunction(this, "F", { onFailure: new SqsDestination(dead) });',
    [
      "own identity: sqs:GetQueueAttributes, sqs:GetQueueUrl on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${dead.queueName}",
      "own identity: sqs:SendMessage on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${dead.queueName}",
    ],
    [
      "-own identity: sqs:GetQueueAttributes, sqs:GetQueueUrl on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${dead.queueName}",
      "-own identity: sqs:SendMessage on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${dead.queueName}",
    ],
  ],
  [
    "what a function of the program may do, beside its provider",
    handler("sqs:SendMessage"),
    handler("sqs:SendMessage", "sqs:DeleteQueue"),
    ["this.handler identity: sqs:DeleteQueue on *"],
    ["-this.handler identity: sqs:DeleteQueue on *"],
  ],
  [
    "what a role may do that may be given",
    `this.job = props.job ?? new iam.Role(this, "R", { inlinePolicies: {} }); new lambda.Function(this, "F", { role: this.job, tracing: lambda.Tracing.ACTIVE });`,
    `this.job = props.job ?? new iam.Role(this, "R", { description: "job", inlinePolicies: {} }); new lambda.Function(this, "F", { role: this.job, tracing: lambda.Tracing.ACTIVE });`,
    [],
    [],
  ],
  [
    "a claim that a role asks for",
    oidc("repo:acme/*"),
    oidc("repo:acme/site:*"),
    [
      "-Deploy trust: sts:AssumeRoleWithWebIdentity by Federated ${provider}:oidc-provider/token.actions.githubusercontent.com where StringLike token.actions.githubusercontent.com:sub repo:acme/*",
    ],
    [
      "Deploy trust: sts:AssumeRoleWithWebIdentity by Federated ${provider}:oidc-provider/token.actions.githubusercontent.com where StringLike token.actions.githubusercontent.com:sub repo:acme/*",
    ],
  ],
  [
    "a grant to a principal with conditions",
    'const files = new s3.Bucket(this, "B");',
    'const files = new s3.Bucket(this, "B"); const who = new iam.ServicePrincipal("sns.amazonaws.com").withConditions({ StringEquals: { "aws:SourceAccount": "111122223333" } }); files.grantPutAcl(who);',
    [
      "files resource: s3:PutObjectAcl, s3:PutObjectVersionAcl on arn:aws:s3:::${files.bucketName}/* by Service sns.amazonaws.com where StringEquals aws:SourceAccount 111122223333",
    ],
    [
      "-files resource: s3:PutObjectAcl, s3:PutObjectVersionAcl on arn:aws:s3:::${files.bucketName}/* by Service sns.amazonaws.com where StringEquals aws:SourceAccount 111122223333",
    ],
  ],
  [
    "a statement about an organization",
    'const files = new s3.Bucket(this, "B");',
    'const files = new s3.Bucket(this, "B"); files.addToResourcePolicy(new iam.PolicyStatement({ actions: ["s3:GetObject"], resources: [files.arnForObjects("*")], principals: [new iam.OrganizationPrincipal("o-abcdefghij")] }));',
    ["files resource: s3:GetObject on ${files.bucketArn}/* by * where StringEquals aws:PrincipalOrgID o-abcdefghij"],
    ["-files resource: s3:GetObject on ${files.bucketArn}/* by * where StringEquals aws:PrincipalOrgID o-abcdefghij"],
  ],
  [
    "a Deny of all but the account",
    denial("new iam.AccountRootPrincipal()"),
    'const files = new s3.Bucket(this, "B");',
    [
      "files resource: s3:PutBucketPolicy on ${files.bucketArn} by whoever has permissions for it, but arn:aws:iam::${AWS::AccountId}:root",
    ],
    [
      "-files resource: s3:PutBucketPolicy on ${files.bucketArn} by whoever has permissions for it, but arn:aws:iam::${AWS::AccountId}:root",
    ],
  ],
];
const given = (made: string) => `${made} this.job.addToPolicy(${allow("sqs:SendMessage")});`;
const own = 'this.job = new iam.Role(this, "R", {});';
rows.push(
  [
    "what a role has that may be one of elsewhere now",
    given(own),
    given(`if (props.on) { ${own} } else { this.job = iam.Role.fromRoleArn(this, "E", props.arn); }`),
    ["?this.job identity"],
    ["?this.job identity"],
  ],
  [
    "what a role of elsewhere has",
    given('this.job = iam.Role.fromRoleArn(this, "E", props.arn);'),
    given('this.job = iam.Role.fromRoleArn( this, "E", props.arn );'),
    [],
    [],
  ],
  [
    "what a policy of a library allows by its name",
    "",
    'const publish = new LibraryAllowPolicy(this, "Publish", { actions: ["sns:Publish"], resources: ["arn:aws:sns:eu-west-1:111122223333:news"] }); use([publish]);',
    ["publish identity: sns:Publish on arn:aws:sns:eu-west-1:111122223333:news"],
    ["-publish identity: sns:Publish on arn:aws:sns:eu-west-1:111122223333:news"],
  ],
  [
    "what one does not allow by its name",
    "",
    'const publish = new LibraryDenyPolicy(this, "Publish", { actions: ["sns:Publish"], resources: ["*"] });',
    ["?publish identity"],
    ["?publish identity"],
  ],
  ["a Deny of what the program makes no more", denial("new iam.AccountRootPrincipal()"), "", [], []],
  [
    "a Deny of what it is given",
    denial("new iam.AccountRootPrincipal()").replace(/const .*?; files/, "props.files"),
    "",
    [
      "props.files resource: s3:PutBucketPolicy on ${files.bucketArn} by whoever has permissions for it, but arn:aws:iam::${AWS::AccountId}:root",
    ],
    [],
  ],
);
const pythonRows: Row[] = [
  [
    "statements that a policy gets in a branch",
    "pass",
    'if on:\n    policy.add_statements(iam.PolicyStatement(actions=["s3:PutObject"], resources=["*"]))',
    ["role identity: s3:PutObject on *"],
    ["-role identity: s3:PutObject on *"],
  ],
];

const core = (condition: string) => `import * as iam from "aws-cdk-lib/aws-iam";
import { Stack } from "aws-cdk-lib";
export interface Props { on: boolean; name: string }
export class Core extends Stack { constructor(scope: any, id: string, props: Props) { super(scope, id);
  const role = new iam.Role(this, "Role");
  if (${condition}) role.addToPolicy(${allow("sqs:SendMessage")});
} }
`;
const app = (given: string) =>
  `import { App } from "aws-cdk-lib";\nimport { Core } from "./core";\nnew Core(new App(), "c", ${given});\n`;
pythonRows.push([
  "a policy that a function gives back",
  "role.attach_inline_policy(made(self))",
  "role.attach_inline_policy(made(self, on))",
  [],
  [],
]);
pythonRows.push([
  "such a policy for one role more",
  "role.attach_inline_policy(made(self))",
  'other = iam.Role(self, "O")\nrole.attach_inline_policy(made(self))\nother.attach_inline_policy(made(self))',
  ["other identity: sqs:SendMessage on *"],
  ["-other identity: sqs:SendMessage on *"],
]);
const invokes = (
  ...names: string[]
) => `from aws_cdk import Stack, aws_iam as iam, aws_lambda as lambda_, aws_sqs as sqs
class S(Stack):
    def __init__(self, scope, id):
        queue = sqs.Queue(self, "Q")
${names.map((one) => `        ${one} = lambda_.Function(self, "${one}", handler="a.b")\n`).join("")}        self._role(${names.join(", ")}, queue)
    def _role(self, ${names.join(", ")}, queue):
        role = iam.Role(self, "R")
        role.add_to_policy(iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[${names.map((one) => `${one}.function_arn`).join(", ")}]))
        queue.grant_purge(role)
`;
const trees: readonly (readonly [title: string, before: TreeFiles, after: TreeFiles, there: string[]])[] = [
  [
    "another property beside what is spread",
    { "core.ts": core("props.on"), "app.ts": app("{ on: true, name: 'a', ...rest }") },
    { "core.ts": core("props.on"), "app.ts": app("{ on: true, name: 'b', ...rest }") },
    [],
  ],
  [
    "the property itself",
    { "core.ts": core("props.on"), "app.ts": app("{ on: false, name: 'a', ...rest }") },
    { "core.ts": core("props.on"), "app.ts": app("{ on: true, name: 'a', ...rest }") },
    ["?role identity"],
  ],
  [
    "a parameter in the middle of a method of Python",
    { "app.py": invokes("digest") },
    { "app.py": invokes("digest", "link") },
    ["role identity: lambda:InvokeFunction on ${link.function_arn}"],
  ],
  [
    "what is spread",
    { "core.ts": core("props.on"), "app.ts": app("{ name: 'a', ...rest }") },
    { "core.ts": core("props.on"), "app.ts": app("{ name: 'a', ...other }") },
    ["?role identity"],
  ],
];

const bucket = "Resources:\n  B:\n    Type: AWS::S3::Bucket\n";
const policy = `  P:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref B
      PolicyDocument: { Statement: [{ Effect: Deny, Principal: "*", Action: "s3:GetBucketAcl", Resource: !GetAtt B.Arn }] }
`;

describe("a template that has no policy any more", () => {
  it("no longer denies what its policy of a bucket did", async () =>
    assert.deepEqual(await diffTexts("t.yaml", bucket + policy, bucket), [
      "P resource: s3:GetBucketAcl on arn:aws:s3:::${B} by *",
    ]));
  it("denies nothing to a bucket that has gone", async () =>
    assert.deepEqual(await diffTexts("t.yaml", bucket + policy, bucket.replace("B:", "C:")), []));
});

describe("programs of CDK that change", () => {
  const all = [
    ...rows.map((row) => ["s.ts", row, typescript] as const),
    ...pythonRows.map((row) => ["s.py", row, python] as const),
  ];
  for (const [file, [title, before, after, there, back], of] of all) {
    it(`${title}: ${there.join("; ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts(file, of(before), of(after)), there));
    it(`${title}, back: ${back.join("; ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts(file, of(after), of(before)), back));
  }

  for (const [title, before, after, there] of trees)
    it(`${title}: ${there.join("; ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTrees(before, after), there));
});
