/** What programs of AWS CDK give to constructs of libraries and of their other files, and the policies of those: the lines of a change, and those of its opposite. */
import { bothWays } from "../../support/both-ways";
import type { TreeFiles } from "../../support/diff-trees";

const stack = (lines: string) => `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { App, AllowPolicy, QueuePolicies, Reader, ReadPolicy, RetryPolicy, LogDashboard } from "@acme/cdk";
import { Keeper, Runner } from "./own";
class S extends Stack { constructor(scope: any, id: string, props: any) {
  super(scope, id);
  const role = new iam.Role(this, "R", { assumedBy: new iam.ServicePrincipal("ecs.amazonaws.com") });
  const other = new iam.Role(this, "O", { assumedBy: new iam.ServicePrincipal("ecs.amazonaws.com") });
  ${lines}
} }
`;
const python = (lines: string) => `from aws_cdk import Stack, aws_iam as iam
from acme import Reader, ReadPolicy
class S(Stack):
    def __init__(self, scope, id):
        role = iam.Role(self, "R", assumed_by=iam.ServicePrincipal("ecs.amazonaws.com"))
        ${lines}
`;
/** The repository's own: the one gives its role something, the other only runs as it. */
const own = `import { Construct } from "constructs";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
export class Keeper extends Construct { constructor(scope: Construct, id: string, props: { role: iam.IRole }) {
  super(scope, id);
  props.role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ["s3:GetObject"], resources: ["*"] }));
} }
export class Runner extends Construct { constructor(scope: Construct, id: string, props: { role: iam.IRole }) {
  super(scope, id);
  new lambda.Function(this, "F", { role: props.role });
} }
`;
const app = (...policies: string[]) =>
  `const app = new App(this, { name: "a", roleConfiguration: { additionalPolicies: [${policies.join(", ")}] } });`;
const reads = 'new ReadPolicy(this, "P", { bucketName: "files" })';
const writesMetrics = 'new AllowPolicy(this, "M", { actions: ["cloudwatch:PutMetricData"], resources: ["*"] })';
const added =
  'role.addToPolicy(new iam.PolicyStatement({ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::files/*"] }));';
const open = ["?role identity"];

type Row = readonly [title: string, before: string, after: string, there: readonly string[], back?: readonly string[]];
const rows: readonly Row[] = [
  ["a policy of a library that is attached to a role", "", `${reads}.attachToRole(role);`, open],
  ["one in a variable", "", `const p = ${reads}; p.attachToRole(role);`, open],
  ["one that a role attaches", "", `role.attachInlinePolicy(${reads});`, open],
  ["one in a variable that a role attaches", "", `const p = ${reads}; role.attachInlinePolicy(p);`, open],
  ["one in the policies of a construct", app(), app(reads), ["?app identity"]],
  [
    "one in a list of its own",
    `const all = []; ${app("...all")}`,
    `const all = [${reads}]; ${app("...all")}`,
    ["?app identity"],
  ],
  [
    "one that has another bucket",
    app(reads),
    app(reads.replace("files", "secrets")),
    ["?app identity"],
    ["?app identity"],
  ],
  [
    "one in the place of one that is written",
    app(writesMetrics),
    app("new MetricsPolicy(this)"),
    ["?app identity"],
    ["app identity: cloudwatch:PutMetricData on *"],
  ],
  ["one beside one that is written", app(writesMetrics), app(writesMetrics, reads), ["?app identity"]],
  [
    "one of which all is written",
    app(),
    app(writesMetrics),
    ["app identity: cloudwatch:PutMetricData on *"],
    ["-app identity: cloudwatch:PutMetricData on *"],
  ],
  ["policies in another order", app(reads, writesMetrics), app(writesMetrics, reads), []],
  ["what is called a policy and is none", "", "const p = new RetryPolicy(this, { most: 3 });", []],
  ["a construct of a library that is given a role", "", 'new Reader(this, "P", { role });', open],
  [
    "one that is given another",
    'new Reader(this, "P", { role });',
    'new Reader(this, "P", { role: other });',
    ["?other identity"],
    open,
  ],
  ["one that is given it deeper", "", 'new Reader(this, "P", { task: { roles: [role] } });', open],
  [
    "one in the place of a statement",
    added,
    'new Reader(this, "P", { role });',
    open,
    ["role identity: s3:GetObject on arn:aws:s3:::files/*"],
  ],
  [
    "one that is written otherwise",
    'new Reader(this, "P", { role, on: "a" });',
    "new Reader(this, 'P', {\n    role, // for it\n    on: 'a',\n  });",
    [],
  ],
  [
    "one with another time limit",
    'new Reader(this, "P", { role, timeout: 3 });',
    'new Reader(this, "P", { role, timeout: 5, memorySize: 128 });',
    [],
  ],
  [
    "one with another time limit of its function",
    'new Reader(this, "P", { role, options: { timeout: 3 } });',
    'new Reader(this, "P", { role, options: { timeout: 5 /* seconds */ } });',
    [],
  ],
  [
    "one with something else of its function",
    'new Reader(this, "P", { role, options: { timeout: 3, files: "a" } });',
    'new Reader(this, "P", { role, options: { timeout: 3, files: "b" } });',
    open,
    open,
  ],
  [
    "one that stays beside another",
    'new Reader(this, "P", { role });',
    'new Reader(this, "P", { role }); const a = 1;',
    [],
  ],
  ["the name of a role", "", 'new Reader(this, "P", { role: "reader", roleArn: role.roleArn });', []],
  ["what only watches", "", 'new LogDashboard(this, "P", { role });', []],
  ["a construct of CDK that takes a role", "", 'new lambda.Function(this, "F", { role });', []],
  ["a resource that takes a role", "", 'new lambda.CfnFunction(this, "F", { role: role.roleArn });', []],
  [
    "a construct of the repository that gives something",
    'new Keeper(this, "P", { role });',
    'new Keeper(this, "P", { role }); new Keeper(this, "Q", { role: other });',
    ["?other identity"],
  ],
  ["a construct of the repository that gives nothing", "", 'new Runner(this, "P", { role });', []],
];
const pythonRows: readonly Row[] = [
  ["a construct of a library that is given a role", "pass", 'Reader(self, "P", data_access_role=role)', open],
  [
    "a policy of a library that is attached",
    "pass",
    'role.attach_inline_policy(ReadPolicy(self, "P", bucket="a"))',
    open,
  ],
  [
    "one with another memory",
    'Reader(self, "P", role=role, memory_size=1)',
    'Reader(self, "P", role=role, memory_size=2)',
    [],
  ],
];

describe("what constructs of libraries are given in programs of CDK", () => {
  const treesOf = (of: (lines: string) => TreeFiles, all: readonly Row[], name: string) => {
    for (const [title, before, after, there, back = []] of all)
      bothWays(`${title}, ${name}`, [before, after].map(of), there, back);
  };
  treesOf((lines) => ({ "s.ts": stack(lines), "own.ts": own }), rows, "TypeScript");
  treesOf((lines) => ({ "s.py": python(lines) }), pythonRows, "Python");
});
