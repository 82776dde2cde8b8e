/** Whom the policies of a program of AWS CDK are for, where helpers, constants and other libraries stand between: the verdict of a change. */
import assert from "node:assert/strict";

import { diffTexts } from "../../../src/workspace/diff/files";

const typescript = (lines: string, beside = "") => `import * as cdk from "aws-cdk-lib";
import * as ecr from "aws-cdk-lib/aws-ecr";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as sqs from "aws-cdk-lib/aws-sqs";
import * as sfn from "aws-cdk-lib/aws-stepfunctions";
import * as tasks from "aws-cdk-lib/aws-stepfunctions-tasks";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { WebSocketLambdaIntegration } from "@aws-cdk/aws-apigatewayv2-integrations-alpha";
import { AcmeFunction, AcmeTable } from "@acme/constructs";
import { ADMINISTRATOR, ID } from "./constants";
${beside}
class App extends cdk.Stack { constructor(scope: any, id: string, props: any) {
  const role = new iam.Role(this, "Role", {});
  const admin = new iam.Role(this, "Admin", {});
  const fn = new lambda.Function(this, "Fn", { handler: "i.h" });
  const other = new lambda.Function(this, "Other", { handler: "i.h" });
  const queue = new sqs.Queue(this, "Queue");
  const images = new ecr.Repository(this, "Images");
  ${lines}
} }
`;
/** A state machine with one task. */
const machine = (task: string, settings = "") =>
  typescript(
    `const step = ${task}; const all = new sfn.StateMachine(this, "All", { definitionBody: sfn.DefinitionBody.fromChainable(step)${settings} });`,
  );
const invoke = (to: string, more = "") => `new tasks.LambdaInvoke(this, "Step", { lambdaFunction: ${to}${more} })`;
const service = (action: string, on: string, more = "") =>
  `new tasks.CallAwsService(this, "Step", { service: "sfn", action: "${action}", iamResources: ["${on}"]${more} })`;
const pass = 'new sfn.Pass(this, "Step")';
const profile = (of: string) => typescript(`new iam.CfnInstanceProfile(this, "Profile", { roles: [${of}.roleName] });`);
const powerful = 'admin.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName("AdministratorAccess"));';
const python = (lines: string) => `from aws_cdk import Stack, aws_iam as iam, pipelines
from .constants import BASIC, ID
class App(Stack):
    def __init__(self, scope, id):
        group = iam.Group(self, "Group", managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name("ReadOnlyAccess")])
        user = iam.User(self, "User")
        ${lines}
`;
const statement = (actions = '["s3:GetObject"]', resources = '["*"]') =>
  `new iam.PolicyStatement({ actions: ${actions}, resources: ${resources} })`;
const helper =
  'const reading = (actions: string[], resources: string[] = ["*"]) => new iam.PolicyStatement({ actions, resources });';
const managed = (name: string) => `managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(${name})]`;
const pull = (...arns: string[]) =>
  `images.addToResourcePolicy(new iam.PolicyStatement({ actions: ["ecr:BatchGetImage"], principals: [${arns.map((one) => `new iam.ArnPrincipal(${one})`).join(", ")}] }));`;
/** A method of an API. */
const routed = (integration: string) =>
  typescript(
    `props.api.root.addMethod("POST", ${integration});`,
    'import { LambdaIntegration } from "aws-cdk-lib/aws-apigateway"; import { openIntegration } from "./responses";',
  );
const overEach = (...lists: string[]) =>
  `const give = (to: lambda.Function) => { ${lists
    .map((list) => `for (const item of ${list}) to.addToRolePolicy(${statement('["sts:AssumeRole"]', "[item.arn]")});`)
    .join(" ")} }; give(fn);`;

/** A function with a role of the program, and what it is given. */
const working = (role: string, lines: string) =>
  typescript(
    `const job = new lambda.Function(this, "Job", { handler: "i.h", role: ${role} }); ${lines}`,
    "interface AppProps { readonly data: iam.IRole }",
  ).replace("props: any", "props: AppProps");

type Row = readonly [title: string, before: string, after: string];

const rows: Readonly<Record<string, readonly Row[]>> = {
  same: [
    [
      "the role that a function is given in place of its principal",
      working("role", 'props.data.grant(job.grantPrincipal, "sts:AssumeRole");'),
      working("role", "props.data.grantAssumeRole(role);"),
    ],
    [
      "the same in place of what the function says is its role",
      working("role", "queue.grantSendMessages(job.role!);"),
      working("role", "queue.grantSendMessages(role);"),
    ],
    [
      "the same in place of the function",
      working("role", "queue.grantSendMessages(job);"),
      working("role", "queue.grantSendMessages(role);"),
    ],
    [
      "a statement that moves into a helper with a default",
      typescript(`role.addToPolicy(${statement()});`),
      typescript('role.addToPolicy(reading(["s3:GetObject"]));', helper),
    ],
    [
      "the role of a function in place of the function",
      typescript(`fn.addToRolePolicy(${statement()});`),
      typescript(`fn.role!.addToPrincipalPolicy(${statement()});`),
    ],
    [
      "a statement that moves into a constant",
      typescript(`fn.addToRolePolicy(${statement()});`),
      typescript(`const read = ${statement()}; fn.addToRolePolicy(read);`),
    ],
    [
      "a managed policy by its ARN",
      typescript('role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName("ReadOnlyAccess"));'),
      typescript('role.addManagedPolicy({ managedPolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" });'),
    ],
    ["another time for a task", machine(invoke("fn", ', comment: "a"')), machine(invoke("fn", ', comment: "b"'))],
    [
      "a task as a method makes it",
      machine(invoke("fn")),
      machine(invoke("fn").replace("new tasks.LambdaInvoke", "tasks.LambdaInvoke.jsonata")),
    ],
    [
      "other words in a task that is not known",
      machine('new tasks.EksCall(this, "Step", { cluster: props.one, comment: "a" })'),
      machine('new tasks.EksCall(this, "Step", { cluster: props.one, comment: "b" })'),
    ],
    ["what a task passes on", machine(pass), machine(pass.replace('"Step"', '"Other"'))],
    [
      "an override of a file that projen writes",
      'import { awscdk } from "projen";\nconst project = new awscdk.AwsCdkTypeScriptApp({ name: "aws-cdk-app" });\n',
      'import { awscdk } from "projen";\nconst project = new awscdk.AwsCdkTypeScriptApp({ name: "aws-cdk-app" });\nproject.file.addOverride("tool.permissions", 1);\n',
    ],
    ["the order of principals", typescript(pull("props.a", "props.b")), typescript(pull("props.b", "props.a"))],
    ["the same loop", typescript(overEach("props.a")), typescript(`let n = 1; ${overEach("props.a")}`)],
    [
      "events of what is no function",
      typescript(""),
      typescript('new AcmeTable(this, "Table", { events: [props.created] });'),
    ],
    [
      "another setting of a library's function",
      typescript('new AcmeFunction(this, "F", { timeout: 1 });'),
      typescript('new AcmeFunction(this, "F", { timeout: 2 });'),
    ],
    [
      "a managed policy by a constant, beside a change",
      typescript(`new iam.Role(this, ID, { ${managed("ADMINISTRATOR")} }); let n = 1;`),
      typescript(`new iam.Role(this, ID, { ${managed("ADMINISTRATOR")} }); let n = 2;`),
    ],
  ],
  more: [
    [
      "a statement in a constant that is given to another, too",
      typescript(`fn.addToRolePolicy(${statement()});`),
      typescript(
        `const read = ${statement()}; fn.addToRolePolicy(read); role.attachInlinePolicy(new iam.Policy(this, "Reads", { statements: [read] }));`,
      ),
    ],
    [
      "a call of a helper that no longer says on what",
      typescript('role.addToPolicy(reading(["s3:GetObject"], ["arn:aws:s3:::mine/*"]));', helper),
      typescript('role.addToPolicy(reading(["s3:GetObject"]));', helper),
    ],
    [
      "another managed policy by its ARN",
      typescript('role.addManagedPolicy({ managedPolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" });'),
      typescript('role.addManagedPolicy({ managedPolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" });'),
    ],
    ["a task that calls a function", machine(pass), machine(invoke("fn"))],
    ["a task that calls a function, in a role", machine(pass, ", role"), machine(invoke("fn"), ", role")],
    [
      "a service that a task calls on more",
      machine(service("startExecution", "arn:aws:states:us-east-1:111122223333:stateMachine:a")),
      machine(service("startExecution", "*")),
    ],
    [
      "another role of an instance profile",
      profile("role").replace("} }\n", `${powerful} } }\n`),
      profile("admin").replace("} }\n", `${powerful} } }\n`),
    ],
    ["one more principal", typescript(pull("props.a")), typescript(pull("props.a", "props.b"))],
    [
      "events of a library's function",
      typescript('new AcmeFunction(this, "F", {});'),
      typescript('new AcmeFunction(this, "F", { events: [new SqsEventSource(queue)] });'),
    ],
    [
      "an integration of an alpha package",
      typescript(""),
      typescript('props.api.addRoute("a", { integration: new WebSocketLambdaIntegration("a", fn) });'),
    ],
  ],
  incomparable: [
    [
      "what a function has that works with another role",
      working("role", "queue.grantSendMessages(job);"),
      working("admin", "queue.grantSendMessages(job);"),
    ],
    ["a task that calls another function", machine(invoke("fn")), machine(invoke("other"))],
    [
      "a service that a task calls otherwise",
      machine(service("describeExecution", "*")),
      machine(service("stopExecution", "*")),
    ],
  ],
  less: [["one principal fewer", typescript(pull("props.a", "props.b")), typescript(pull("props.a"))]],
  unknown: [
    ["an integration that another file makes", routed("new LambdaIntegration(fn)"), routed("openIntegration(fn, {})")],
    [
      "a managed policy by a constant, of a role whose id is one",
      typescript("this.make(new iam.Role(this, ID, {}));"),
      typescript(`this.make(new iam.Role(this, ID, { ${managed("ADMINISTRATOR")} }));`),
    ],
    ["a task that is not known", machine(pass), machine('new tasks.EksCall(this, "Step", { cluster: props.one })')],
    [
      "another cluster of a task that is not known",
      machine('new tasks.EksCall(this, "Step", { cluster: props.one })'),
      machine('new tasks.EksCall(this, "Step", { cluster: props.two })'),
    ],
    [
      "a service whose resources are not seen",
      machine(pass),
      machine('new tasks.CallAwsService(this, "Step", { service: "s3", action: props.action, iamResources: ["*"] })'),
    ],
    [
      "a managed policy that is handed on",
      typescript(""),
      typescript("props.attach(iam.ManagedPolicy.fromAwsManagedPolicyName(ADMINISTRATOR));"),
    ],
    [
      "a variable that goes over another list as well",
      typescript(overEach("props.a")),
      typescript(overEach("props.a", "props.b")),
    ],
  ],
};

const inPython: Readonly<Record<string, readonly Row[]>> = {
  same: [
    [
      "a step of a pipeline that goes",
      python('pipelines.CodeBuildStep("One", role=self.one); pipelines.CodeBuildStep("Two", role=self.two)'),
      python('pipelines.CodeBuildStep("Two", role=self.two)'),
    ],
  ],
  more: [["a user who gets into a group", python("pass"), python("user.add_to_group(group)")]],
  unknown: [
    [
      "a managed policy by a constant, of a role whose id is one",
      python("self.make(iam.Role(self, ID))"),
      python(
        'self.make(iam.Role(self, ID, managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name(managed_policy_name=(f"service-role/{BASIC}"))]))',
      ),
    ],
  ],
};

async function verdictOf(name: string, before: string, after: string): Promise<string> {
  return (await diffTexts({ name, text: before }, { name, text: after })).verdict;
}

describe("whom policies of CDK are for", () => {
  for (const [verdict, all] of Object.entries(rows))
    for (const [title, before, after] of all)
      it(`${title}: ${verdict}`, async () => assert.equal(await verdictOf("s.ts", before, after), verdict));
  for (const [verdict, all] of Object.entries(inPython))
    for (const [title, before, after] of all)
      it(`${title}, in Python: ${verdict}`, async () => assert.equal(await verdictOf("s.py", before, after), verdict));

  it("tells which principal has gone", async () => {
    const { subjects } = await diffTexts(
      { name: "s.ts", text: typescript(pull("props.a", "props.b")) },
      { name: "s.ts", text: typescript(pull("props.a")) },
    );
    assert.deepEqual(
      subjects.flatMap(({ noLongerAllowed }) => noLongerAllowed.flatMap(({ principals }) => principals)),
      ["${props.b}"],
    );
  });
});
