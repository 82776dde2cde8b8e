/** What the roles of functions of CDK allow: as far as the file says it, and with doubt where it may be more. */
import assert from "node:assert/strict";

import { readCode } from "../../../src/analysis/code/code-file";
import { locatePolicies } from "../../../src/analysis/locate/locate";
import { Source } from "../../../src/analysis/source/source";
import { readCdk } from "../../../src/analysis/units/cdk/cdk-units";
import { writtenParts } from "../../../src/analysis/units/declared-names";
import { grantedBy } from "../../../src/analysis/units/granted";
import type { UnitRole } from "../../../src/analysis/units/unit";
import { loadParsers } from "../../../src/data/grammars";
import { builtManagedPolicies } from "../../support/managed-policies";

type Form = "typescript" | "python";

async function roleOf(text: string, form: Form): Promise<UnitRole | null> {
  const source = new Source({ name: form === "python" ? "app.py" : "app.ts", text }, await loadParsers([form]));
  const file = readCode(source.syntax(form), form)!;
  const { functions } = readCdk(file, form, {
    located: locatePolicies(source).policies,
    managed: builtManagedPolicies(),
  });
  assert.equal(functions.length, 1);
  return functions[0]!.unit.role;
}

/** The statements that are not of AWS's managed policies, each as `actions on resources`. */
function statementsOf(role: UnitRole): string[] {
  return role.policies
    .filter(({ policy }) => !/^AWS|^CloudWatch|^Amazon/.test(policy.place.label ?? ""))
    .flatMap(({ policy }) => policy.statements)
    .map(
      ({ action, resource }) =>
        `${action?.items.map(({ value }) => value).join(" ")} on ${resource?.items.map(({ parts }) => writtenParts(parts)).join(" ")}`,
    );
}

const table = "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${table.tableName}";
const bucket = "arn:aws:s3:::${bucket.bucketName}";
const queue = "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${queue.queueName}";

const stack = (after: string, { before = "", properties = "", members = "" } = {}): string => `
import { Stack, aws_apigateway as apigateway, Tags } from "aws-cdk-lib";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { LambdaInvokeAction } from "aws-cdk-lib/aws-codepipeline-actions";
import * as s3 from "aws-cdk-lib/aws-s3";
import * as secretsmanager from "aws-cdk-lib/aws-secretsmanager";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Api } from "./api";

interface Props {
  readonly orders: dynamodb.ITable;
  readonly store: { readonly jobs: sqs.IQueue };
}

export class Shop extends Stack {
  ${members}
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    const table = new dynamodb.Table(this, "Orders", { partitionKey });
    const bucket = new s3.Bucket(this, "Files");
    const queue = new sqs.Queue(this, "Jobs");
    ${before}
    const fn = new NodejsFunction(this, "Write", { entry: "src/write.ts",${properties} });
    ${after}
  }
}
`;

const writes =
  "dynamodb:BatchWriteItem dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:DescribeTable";
const sends = "sqs:SendMessage sqs:GetQueueAttributes sqs:GetQueueUrl";

interface Row {
  readonly title: string;
  readonly after?: string;
  readonly before?: string;
  readonly properties?: string;
  readonly members?: string;
  readonly is: readonly string[];
  readonly doubt?: string;
}

const known: readonly Row[] = [
  { title: "nothing", is: [] },
  { title: "a grant", after: "table.grantWriteData(fn);", is: [`${writes} on ${table}`] },
  {
    title: "actions that are named",
    after: 'table.grant(fn, "dynamodb:GetItem", "dynamodb:Query");',
    is: [`dynamodb:GetItem dynamodb:Query on ${table}`],
  },
  {
    title: "a grant on objects below a prefix",
    after: 'bucket.grantDelete(fn, "old/*");',
    is: [`s3:DeleteObject* on ${bucket}/old/*`],
  },
  {
    title: "a statement",
    after:
      'fn.addToRolePolicy(new iam.PolicyStatement({ actions: ["s3:GetObject"], resources: [`${bucket.bucketArn}/*`, table.tableArn, bucket.arnForObjects("a/*"), `arn:aws:s3:::x-${this.account}`] }));',
    is: [`s3:GetObject on ${bucket}/* ${table} ${bucket}/a/* arn:aws:s3:::x-\${AWS::AccountId}`],
  },
  {
    title: "a statement of the role",
    after:
      'fn.role?.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ["s3:ListAllMyBuckets"], resources: ["*"] }));',
    is: ["s3:ListAllMyBuckets on *"],
  },
  {
    title: "statements that it begins with",
    properties:
      ' initialPolicy: [new iam.PolicyStatement({ actions: ["sns:Publish"], resources: ["*"] })], environment: {},',
    is: ["sns:Publish on *"],
  },
  {
    title: "a policy of its own",
    after:
      'fn.role!.attachInlinePolicy(new iam.Policy(this, "P", { statements: [new iam.PolicyStatement({ actions: ["sns:Publish"], resources: ["*"] })] }));',
    is: ["sns:Publish on *"],
  },
  {
    title: "a grant by IAM's own function",
    after: 'iam.Grant.addToPrincipal({ grantee: fn, actions: ["sns:Publish"], resourceArns: ["*"] });',
    is: ["sns:Publish on *"],
  },
  {
    title: "a source of events",
    after: "fn.addEventSource(new SqsEventSource(queue));",
    is: [
      `sqs:ReceiveMessage sqs:ChangeMessageVisibility sqs:GetQueueUrl sqs:DeleteMessage sqs:GetQueueAttributes on ${queue}`,
    ],
  },
  {
    title: "what sends on to a queue that CDK makes",
    properties: " deadLetterQueueEnabled: true,",
    is: ["sqs:SendMessage sns:Publish lambda:InvokeFunction events:PutEvents on ${destination}"],
  },
  {
    title: "what a pipeline adds",
    after: 'new LambdaInvokeAction({ actionName: "a", lambda: fn });',
    is: ["codepipeline:PutJobSuccessResult codepipeline:PutJobFailureResult on *"],
  },
  {
    title: "a role that is made here, and grants to its function",
    before:
      'const role = new iam.Role(this, "Own", { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com"), inlinePolicies: { a: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ["sns:Publish"], resources: ["*"] })] }) } });',
    properties: " role,",
    after: "table.grantWriteData(fn); queue.grantSendMessages(role);",
    is: ["sns:Publish on *", `${sends} on ${queue}`, `${writes} on ${table}`],
  },
  {
    title: "what is given, by the type of an object",
    after: "const { jobs } = props.store; props.store.jobs.grantSendMessages(fn);",
    is: [`${sends} on ${queue.replace("queue.queueName", "props.store.jobs.queueName")}`],
  },
  {
    title: "a table of the properties",
    after: "props.orders.grantWriteData(fn);",
    is: [
      `${writes} on ${table.replace("table.tableName", "props.orders.tableName")} ${table.replace("table.tableName", "props.orders.tableName")}/index/*`,
    ],
  },
  {
    title: "a table that has a name",
    before: 'const named = dynamodb.Table.fromTableName(this, "N", "orders");',
    after: "named.grantWriteData(fn);",
    is: [`${writes} on ${table.replace("${table.tableName}", "orders")}`],
  },
  {
    title: "a private field",
    members: "private readonly handler: NodejsFunction;",
    after: "this.handler = fn; queue.grantSendMessages(this.handler);",
    is: [`${sends} on ${queue}`],
  },
  {
    title: "each of a list",
    after: "for (const one of [fn]) queue.grantSendMessages(one); [fn].forEach((one) => table.grantWriteData(one));",
    is: [`${writes} on ${table}`, `${sends} on ${queue}`],
  },
  {
    title: "what adds nothing",
    after:
      'new apigateway.LambdaRestApi(this, "A", { handler: fn }); Tags.of(fn).add("a", "b"); fn.addEnvironment("A", "a"); api.root.addMethod("GET", new apigateway.LambdaIntegration(fn)); fn.grantInvoke(other); console.log(fn.functionArn);',
    is: [],
  },
];

const doubtful: readonly Row[] = [
  {
    title: "a boundary that is applied to it",
    after: "iam.PermissionsBoundary.of(fn).apply(policy);",
    is: [],
    doubt: "a permissions boundary limits it",
  },
  {
    title: "a grant on a condition",
    after: "if (props.orders) table.grantWriteData(fn);",
    is: [],
    doubt: "a grant depends on a condition of the app",
  },
  {
    title: "a grant of something that is not known",
    after: "thing.grantRead(fn);",
    is: [],
    doubt: "a grant to it is not known",
  },
  { title: "a construct of the project", after: 'new Api(this, "Api", { fn });', is: [] },
  { title: "an alias", after: 'const live = new lambda.Alias(this, "Live", { version: fn.currentVersion });', is: [] },
  { title: "a function of the project", after: "grantAll(fn);", is: [] },
  {
    title: "a rotation",
    after: 'secret.addRotationSchedule("R", { rotationLambda: fn });',
    is: [],
  },
  {
    title: "a field that others read",
    members: "readonly handler: NodejsFunction;",
    after: "this.handler = fn;",
    is: [],
    doubt: "other files may add to it",
  },
  {
    title: "properties that are spread in",
    properties: " ...common,",
    is: [],
    doubt: "not all of its properties are written in this file",
  },
  {
    title: "a managed policy of the account",
    after: 'fn.role!.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyName(this, "M", "mine"));',
    is: [],
    doubt: "a managed policy of it is not known",
  },
  {
    title: "objects that are not known",
    after: "bucket.grantDelete(fn, prefix);",
    is: [],
    doubt: "a grant to it is for objects that are not known",
  },
  {
    title: "actions that are not known",
    after: "table.grant(fn, ...actions);",
    is: [],
    doubt: "a grant to it is not known",
  },
  {
    title: "an aspect",
    after: "Aspects.of(this).add(new Grants());",
    is: [],
    doubt: "an aspect of the app may add to it",
  },
  { title: "what is returned", after: "return fn;", is: [] },
];

const python = (after: string, properties = ""): string => `
from aws_cdk import Stack, aws_dynamodb as dynamodb, aws_iam as iam, aws_lambda as _lambda, aws_s3 as s3, aws_sqs as sqs


class Shop(Stack):
    def __init__(self, scope, id, orders: dynamodb.ITable, **kwargs):
        super().__init__(scope, id, **kwargs)
        table = dynamodb.Table(self, "Orders")
        self.bucket = s3.Bucket(self, "Files")
        fn = _lambda.Function(self, "Write", runtime=_lambda.Runtime.PYTHON_3_13, handler="a.run", code=_lambda.Code.from_asset("src"),${properties})
        ${after}
`;
const inPython: readonly Row[] = [
  {
    title: "a grant",
    after: "table.grant_write_data(fn)",
    is: [`${writes} on ${table.replace("tableName", "table_name")}`],
  },
  {
    title: "a grant by its parameter's name",
    after: "self.bucket.grant_delete(identity=fn)",
    is: ["s3:DeleteObject* on arn:aws:s3:::${self.bucket.bucket_name}/*"],
  },
  {
    title: "a table that is given",
    after: "orders.grant_write_data(fn)",
    is: [
      `${writes} on ${table.replace("table.tableName", "orders.table_name")} ${table.replace("table.tableName", "orders.table_name")}/index/*`,
    ],
  },
  {
    title: "a statement",
    after:
      'fn.add_to_role_policy(iam.PolicyStatement(actions=["s3:GetObject"], resources=[self.bucket.bucket_arn + "/*", f"{self.bucket.bucket_arn}/a"]))',
    is: ["s3:GetObject on arn:aws:s3:::${self.bucket.bucket_name}/* arn:aws:s3:::${self.bucket.bucket_name}/a"],
  },
  {
    title: "a field that others read",
    after: "self.handler = fn",
    is: [],
    doubt: "other files may add to it",
  },
  { title: "a private field", after: "self._handler = fn", is: [] },
];

describe("the roles of functions of CDK", () => {
  async function check(text: string, { is, doubt }: Row, form: Form, isDoubtful: boolean): Promise<void> {
    const role = await roleOf(text, form);
    assert.ok(role);
    if (isDoubtful && doubt === undefined) assert.ok(role.doubt);
    else assert.equal(role.doubt, doubt ?? null);
    if (!isDoubtful && doubt === undefined) assert.deepEqual(statementsOf(role).sort(), [...is].sort());
  }
  for (const row of known) it(`allow ${row.title}`, () => check(stack(row.after ?? "", row), row, "typescript", false));
  for (const row of doubtful)
    it(`are in doubt with ${row.title}`, () => check(stack(row.after ?? "", row), row, "typescript", true));
  for (const row of inPython) it(`in Python: ${row.title}`, () => check(python(row.after!), row, "python", false));

  it("are the function's own, with the basic permissions of Lambda", async () => {
    const role = (await roleOf(stack(""), "typescript"))!;
    assert.equal(role.name, "Write/ServiceRole");
    const wanted = { action: "logs:PutLogEvents", resource: ["*"], withoutResource: false };
    const policies = role.policies.map(({ policy }) => policy);
    assert.equal(grantedBy(wanted, policies, role.names).granted, "yes");
  });

  it("are not known where another file makes them", async () => {
    assert.equal(await roleOf(stack("", { properties: " role: props.role," }), "typescript"), null);
  });
});
