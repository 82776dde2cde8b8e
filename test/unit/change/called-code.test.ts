/** Code of AWS CDK that nobody calls, that others newly call, and that moves into a method. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const head = 'import * as iam from "aws-cdk-lib/aws-iam";\nimport { Stack } from "aws-cdk-lib";\n';
const gives = (to: string, action = "sqs:SendMessage") =>
  `${to}.addToPolicy(new iam.PolicyStatement({ actions: ["${action}"], resources: ["*"] }));`;
const stack = (lines: string, more = "") =>
  `${head}export class Core extends Stack { role: iam.Role; constructor(scope: any, id: string, on: boolean) { super(scope, id);
  this.role = new iam.Role(this, "Role", { assumedBy: new iam.ServicePrincipal("ec2.amazonaws.com") }); ${lines} }
${more} }\n`;
const app = (lines: string) =>
  `import { App } from "aws-cdk-lib";\nimport { Core } from "./core";\nconst app = new App();\n${lines}\n`;
const method = (kind: string, action?: string) => `${kind} extra() { ${gives("this.role", action)} }`;
const python = (call: string, more: string) => `from aws_cdk import aws_iam as iam, Stack
class Core(Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        self.role = iam.Role(self, "Role")
        ${call}
${more}`;
const pythonMethod = `    def extra(self):
        self.role.add_to_policy(iam.PolicyStatement(actions=["sqs:SendMessage"], resources=["*"]))
`;
const core = (text: string): TreeFiles => ({ "core.ts": text });
const sends = "this.role identity: sqs:SendMessage on *";
const toRole = `extra(role: iam.Role) { ${gives("role")} }`;

type Row = readonly [title: string, before: TreeFiles, after: TreeFiles, there: string[], back: string[]];

const isCore = "\nexport function isOwn(node: unknown) { return node instanceof Core; }\n";
const isCoreInPython = "\ndef is_own(node):\n    return isinstance(node, Core)\n";

const rows: readonly Row[] = [
  [
    "a class of which it is asked whether it is that",
    core(stack(gives("this.role"))),
    core(stack(gives("this.role")) + isCore),
    [],
    [],
  ],
  [
    "the same in Python",
    { "core.py": python("self.role", pythonMethod) },
    { "core.py": python("self.role", pythonMethod) + isCoreInPython },
    [],
    [],
  ],
  ["a private method that nobody calls", core(stack("")), core(stack("", method("private"))), [], []],
  ["a public one", core(stack("")), core(stack("", method("public"))), [sends], [`-${sends}`]],
  [
    "a private method that is called",
    core(stack("", method("private"))),
    core(stack("this.extra();", method("private"))),
    [sends],
    [`-${sends}`],
  ],
  [
    "one that is called by a name",
    core(stack("")),
    core(stack('(this as any)["extra"]();', method("private"))),
    [sends],
    [`-${sends}`],
  ],
  [
    "a method of Python that nobody calls",
    { "core.py": python("pass", "") },
    { "core.py": python("pass", pythonMethod) },
    [],
    [],
  ],
  [
    "a method of Python that another file calls",
    { "core.py": python("pass", ""), "app.py": "from core import Core\nCore(None, 'c').extra()\n" },
    { "core.py": python("pass", pythonMethod), "app.py": "from core import Core\nCore(None, 'c').extra()\n" },
    ["self.role identity: sqs:SendMessage on *"],
    ["-self.role identity: sqs:SendMessage on *"],
  ],
  [
    "a class that another file newly makes",
    { ...core(stack(gives("this.role"))), "app.ts": app('// new Core(app, "c", true);') },
    { ...core(stack(gives("this.role"))), "app.ts": app('new Core(app, "c", true);') },
    ["?this.role identity"],
    [],
  ],
  [
    "a class that another file makes as well",
    { ...core(stack(gives("this.role"))), "app.ts": app(""), "other.ts": app('new Core(app, "c", true);') },
    {
      ...core(stack(gives("this.role"))),
      "app.ts": app('new Core(app, "c", true);'),
      "other.ts": app('new Core(app, "c", true);'),
    },
    [],
    [],
  ],
  [
    "a class that another file makes now",
    { ...core(stack(gives("this.role"))), "app.ts": app('new Core(app, "c", true);'), "other.ts": app("") },
    { ...core(stack(gives("this.role"))), "app.ts": app(""), "other.ts": app('new Core(app, "c", true);') },
    [],
    [],
  ],
  [
    "what stood in a branch in a method that is called there",
    core(stack(`if (on) { ${gives("this.role")} }`)),
    core(stack("if (on) this.extra(this.role);", `private ${toRole}`)),
    [],
    [],
  ],
  [
    "a call that stands in no branch any more",
    core(stack("if (on) this.extra(this.role);", `private ${toRole}`)),
    core(stack("this.extra(this.role);", `private ${toRole}`)),
    [sends],
    [`-${sends}`],
  ],
  [
    "another action in it",
    core(stack("if (on) this.extra();", method("private"))),
    core(stack("if (on) this.extra();", method("private", "sqs:DeleteQueue"))),
    ["this.role identity: sqs:DeleteQueue on *", `-${sends}`],
    [sends, "-this.role identity: sqs:DeleteQueue on *"],
  ],
  [
    "a comment of a function that others call",
    {
      "step.ts": "export function step(of: string) {\n  // needs `sts:TagSession`\n  return { name: of };\n}\n",
      "a.ts": 'import { step } from "./step";\nstep("a");\n',
    },
    {
      "step.ts": "export function step(of: string) {\n  // needs `sts:TagSession`\n  return { title: of };\n}\n",
      "a.ts": 'import { step } from "./step";\nstep("a");\n',
    },
    [],
    [],
  ],
];

describe("code of CDK that is called", () => {
  for (const [title, before, after, there, back] of rows) {
    it(`${title}: ${there.join("; ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTrees(before, after), there));
    it(`${title}, back: ${back.join("; ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTrees(after, before), back));
  }
});
