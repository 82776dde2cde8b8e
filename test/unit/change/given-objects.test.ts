/** Objects that a program of CDK gives to its classes and functions: only the part counts that is taken of them. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const own = `import { Construct } from "constructs";
import * as iam from "aws-cdk-lib/aws-iam";
export class Own extends Construct { constructor(scope: any, id: string, props: any) {
  super(scope, id);
  const role = new iam.Role(this, "R", { assumedBy: new iam.ServicePrincipal("ecs.amazonaws.com") });
  role.addToPolicy(new iam.PolicyStatement({ actions: props.actions, resources: ["*"] }));
} }
`;
const app = (given: string, before = "") => `import { App } from "aws-cdk-lib";
import { Own } from "./own";
const app = new App();
${before}
new Own(app, "O", ${given});
`;
const files = (text: string): TreeFiles => ({ "own.ts": own, "app.ts": text });
const pythonOwn = `from aws_cdk import Stack, aws_iam as iam
class Own(Stack):
    def __init__(self, scope, id, props):
        super().__init__(scope, id)
        role = iam.Role(self, "R", assumed_by=iam.ServicePrincipal("ecs.amazonaws.com"))
        role.add_to_policy(iam.PolicyStatement(actions=props["actions"], resources=["*"]))
`;
const pythonApp = (image: string, actions: string) => `from aws_cdk import App
from own import Own
props = {"image": "${image}", "actions": ["${actions}"]}
Own(App(), "O", props)
`;
const inPython = (text: string): TreeFiles => ({ "own.py": pythonOwn, "app.py": text });
const open = ["?role identity"];
const helper = (line: string) => `import * as iam from "aws-cdk-lib/aws-iam";
class S { constructor(scope: any, given: iam.IRole) { this.make({ env: {}, target: given }); }
make(props: { env: any; target: iam.IRole }) {
  const role = new iam.Role(this, "R", { assumedBy: new iam.ServicePrincipal("ecs.amazonaws.com") });
  ${line}
} }
`;

type Row = readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]];

const rows: readonly Row[] = [
  [
    "an object that is spread behind it and does not have it",
    files(app('{ actions: ["a:B"] }')),
    files(app('{ actions: ["a:B"], ...other }', "const other = { image: 1 };")),
    [],
  ],
  [
    "one of two that are spread, neither of which has it",
    files(app('{ actions: ["a:B"] }')),
    files(app('{ actions: ["a:B"], ...(process.env.A ? { image: 1 } : { tag: 2 }) }')),
    [],
  ],
  [
    "what a function gives that is called in place, and that does not have it",
    files(app('{ actions: ["a:B"], ...(process.env.A ? { image: 1 } : {}) }')),
    files(
      app(
        '{ actions: ["a:B"], ...other }',
        "const other = (() => { if (process.env.A) return { image: 1 }; return {}; })();",
      ),
    ),
    [],
  ],
  [
    "one of two that are spread, which has it",
    files(app('{ actions: ["a:B"] }')),
    files(app('{ actions: ["a:B"], ...(process.env.A ? { actions: ["a:C"] } : {}) }')),
    open,
  ],
  [
    "what a function gives that is called in place, and that may have it",
    files(app('{ actions: ["a:B"] }')),
    files(
      app(
        '{ actions: ["a:B"], ...other }',
        'const other = (() => { if (process.env.A) return { actions: ["a:C"] }; return {}; })();',
      ),
    ),
    open,
  ],
  [
    "an object that is spread and that nobody knows",
    files(app('{ actions: ["a:B"] }')),
    files(app('{ actions: ["a:B"], ...process.env }')),
    open,
  ],
  [
    "another key of a dictionary that a variable keeps",
    inPython(pythonApp("a", "a:B")),
    inPython(pythonApp("b", "a:B")),
    [],
  ],
  ["the key of it that is taken", inPython(pythonApp("a", "a:B")), inPython(pythonApp("a", "a:C")), open],
  [
    "a grant of what an object has that a method is given, in other words",
    { "s.ts": helper('props.target.grant(role, "sts:AssumeRole");') },
    { "s.ts": helper("props.target.grantAssumeRole(role);") },
    [],
  ],
  [
    "a grant of what an object has that a method is given",
    { "s.ts": helper("") },
    { "s.ts": helper("props.target.grantAssumeRole(role);") },
    ["role identity: sts:AssumeRole on ${given.roleArn}"],
  ],
];

describe("what is given as a part of an object", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTrees(before, after), lines));
});
