/** Values that stand for something in another file: a file that is read, a module's output, what a template above gives. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const policy = (action: string) => `resource "aws_iam_role_policy" "p" {
  role   = "r"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ${action}, Resource = "*" }] })
}
`;
const nested = (given: string, condition = ""): TreeFiles => ({
  "root.yaml": `Conditions: { InProduction: !Equals [!Ref Stage, prod], InTest: !Equals [!Ref Stage, test] }
Resources:
  N:
    Type: AWS::CloudFormation::Stack
${condition && `    Condition: ${condition}\n`}    Properties:
      TemplateURL: ./stacks/t.yaml
      Parameters: { ${given} }
`,
});
const child: TreeFiles = {
  "stacks/t.yaml": `AWSTemplateFormatVersion: "2010-09-09"
Parameters: { Act: { Type: String }, Other: { Type: String } }
Resources:
  R:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Action: !Ref Act, Resource: "*" }]
`,
};
/** One that nests another between the root and the child. */
const between: TreeFiles = {
  "stacks/t.yaml": `Parameters: { Act: { Type: String }, Other: { Type: String } }
Resources:
  M:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./inner/u.yaml
      Parameters: { Act: !Join [",", [!Ref Act]] }
`,
  "stacks/inner/u.yaml": child["stacks/t.yaml"]!,
};
/** A task of org-formation, and the configuration of a stack of Sceptre. */
const task = (given: string, more = ""): TreeFiles => ({
  "tasks.yml": `Stacks:\n  Type: update-stacks\n  Template: ./stacks/t.yaml\n  Parameters: { ${given} }\n${more && `  ${more}\n`}`,
});
const configured = (given: string): TreeFiles => ({
  "config/prod/t.yaml": `template: { path: stacks/t.yaml, type: file }\nparameters: { ${given} }\n`,
});
const serverless = (action: string, custom = ""): TreeFiles => ({
  "serverless.yml": `service: s
${custom}
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: ${action}
          Resource: "*"
`,
});
const decoded = 'jsondecode(file("${path.module}/a.json")).acts';
const inModule = (output: string, more = ""): TreeFiles => ({
  "mod/o.tf": `output "acts" {\n  value = ${output}\n}\n${more}`,
});
const calls = (given = "") => `module "x" {\n  source = "./mod"\n${given}}\n${policy("module.x.acts")}`;

const stack = (actions: string, top = ""): TreeFiles => ({
  "lib/s.ts": `${top}import * as iam from "aws-cdk-lib/aws-iam";
export class S extends Stack {
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    role.addToPolicy(new iam.PolicyStatement({ actions: ${actions}, resources: ["*"] }));
  }
}
`,
});
/** A class that does something with what it is given. */
const kept = (actions: string, doing = ""): TreeFiles => ({
  "lib/s.ts": stack(actions)["lib/s.ts"]!.replace("super(scope, id);", `super(scope, id, props);\n    ${doing}`),
});
const app = (given: string, top = ""): TreeFiles => ({
  "bin/app.ts": `import { S } from "../lib/s";\n${top}new S(app, "S", { ${given} });\n`,
});
const granted = (made: string): TreeFiles => ({
  "lib/s.ts": `import { aws_iam as iam, aws_s3 as s3, aws_stepfunctions as sfn } from "aws-cdk-lib";
class S extends Stack {
  constructor(scope, id, props) {
    super(scope, id);
    const machine = new ${made}(this, "Machine", { given: read("../a.json") });
    props.bucket.grantRead(machine);
  }
}
`,
});
const python: TreeFiles = {
  "lib/s.py": `from aws_cdk import aws_iam as iam
class S(Stack):
    def __init__(self, scope, id, acts, **more):
        role.add_to_policy(iam.PolicyStatement(actions=acts, resources=["*"]))
`,
};
const pythonField: TreeFiles = {
  "lib/s.py": `from aws_cdk import aws_iam as iam
class S(Stack):
    def __init__(self, scope, id, acts, **more):
        self.acts = acts
        self.make()
    def make(self):
        role.add_to_policy(iam.PolicyStatement(actions=self.acts, resources=["*"]))
`,
};
const pythonApp = (given: string): TreeFiles => ({ "app.py": `from lib.s import S\nS(app, "S", ${given})\n` });
const imported = stack("cfg.acts", 'import cfg from "../a.json";\n');

/** What is the same on both sides, and what differs. */
type Row = readonly [title: string, both: TreeFiles, before: TreeFiles, after: TreeFiles, isChanged: boolean];

const json = (acts: string, more = ""): TreeFiles => ({ "a.json": `{ "acts": ["${acts}"]${more} }` });
const yaml = (acts: string, more = ""): TreeFiles => ({ "a.yml": `acts: ["${acts}"]\n${more}` });
const local = (path = "") =>
  `locals {\n  o = yamldecode(file("\${path.module}/a.yml"))\n}\n${policy(`local.o${path}`)}`;
const [get, all] = ["s3:GetObject", "s3:*"];

const rows: readonly Row[] = [
  ["a file that Terraform reads", { "m.tf": policy(decoded) }, json(get), json(all), true],
  ["another key of it", { "m.tf": policy(decoded) }, json(get), json(get, ', "size": 3'), false],
  [
    "another file of that name",
    { "m.tf": policy(decoded) },
    { "b/a.json": '{ "acts": 1 }' },
    { "b/a.json": '{ "acts": 2 }' },
    false,
  ],
  ["it is written otherwise", { "m.tf": policy(decoded) }, json(get), { "a.json": `{\n "acts": "${get}"\n}` }, false],
  ["a file in a local", { "m.tf": local(".acts") }, yaml(get), yaml(all), true],
  ["another key of a file in a local", { "m.tf": local(".acts") }, yaml(get), yaml(get, "size: 3\n"), false],
  ["all of a file", { "m.tf": local() }, { "a.yml": `- ${get}\n` }, { "a.yml": `- ${all}\n` }, true],
  [
    "one of several files",
    { "m.tf": policy('jsondecode(file("${path.module}/env/${var.env}.json")).acts') },
    { "env/prod.json": `{ "acts": "${get}" }` },
    { "env/prod.json": `{ "acts": "${all}" }` },
    true,
  ],
  ["what a module gives", { "m.tf": calls() }, inModule(`["${get}"]`), inModule(`["${all}"]`), true],
  [
    "something else that a module gives",
    { "m.tf": calls() },
    inModule(`["${get}"]`),
    inModule(`["${get}"]`, 'output "size" {\n  value = 3\n}\n'),
    false,
  ],
  [
    "a local of what a module gives",
    { "m.tf": calls() },
    inModule("local.acts", `locals {\n  acts = ["${get}"]\n}\n`),
    inModule("local.acts", `locals {\n  acts = ["${all}"]\n}\n`),
    true,
  ],
  [
    "what a module is given for it",
    inModule("var.acts", 'variable "acts" {}\n'),
    { "m.tf": calls(`  acts = ["${get}"]\n`) },
    { "m.tf": calls(`  acts = ["${all}"]\n`) },
    true,
  ],
  [
    "what a module is given for something else",
    inModule(`["${get}"]`, 'variable "size" {}\n'),
    { "m.tf": calls("  size = 1\n") },
    { "m.tf": calls("  size = 2\n") },
    false,
  ],
  ["what a template gives one that nests another", between, nested(`Act: "${get}"`), nested(`Act: "${all}"`), true],
  ["a template above that has gone", child, nested(`Act: "${get}"`), {}, false],
  ["what it gives it for nothing", between, nested("Act: a, Other: a"), nested("Act: a, Other: b"), false],
  ["where a template above nests it", child, nested("Act: a", "InTest"), nested("Act: a", "InProduction"), true],
  ["that a template above nests it everywhere", child, nested("Act: a", "InTest"), nested("Act: a"), true],
  ["that a template above nests it less often", child, nested("Act: a"), nested("Act: a", "InTest"), false],
  [
    "what a template above gives for something else",
    child,
    nested(`Act: "${get}", Other: a`),
    nested(`Act: "${get}", Other: b`),
    false,
  ],
  [
    "a default of a template above",
    child,
    { "root.yaml": `Parameters: { A: { Type: String, Default: "${get}" } }\n${nested("Act: !Ref A")["root.yaml"]}` },
    { "root.yaml": `Parameters: { A: { Type: String, Default: "${all}" } }\n${nested("Act: !Ref A")["root.yaml"]}` },
    true,
  ],
  [
    "a parameter of a template above that is called otherwise",
    child,
    { "root.yaml": `Parameters: { A: { Type: String } }\n${nested("Act: !Ref A")["root.yaml"]}` },
    { "root.yaml": `Parameters: { B: { Type: String } }\n${nested("Act: !Ref B")["root.yaml"]}` },
    false,
  ],
  [
    "a parameter of a template above that is another one",
    child,
    { "root.yaml": `Parameters: { A: { Type: String }, B: { Type: String } }\n${nested("Act: !Ref A")["root.yaml"]}` },
    { "root.yaml": `Parameters: { A: { Type: String }, B: { Type: String } }\n${nested("Act: !Ref B")["root.yaml"]}` },
    true,
  ],
  [
    "the same resource of a template above",
    child,
    { "root.yaml": `${nested("Act: !GetAtt B.Arn")["root.yaml"]}  B: { Type: AWS::S3::Bucket }\n` },
    { "root.yaml": `${nested('Act: !Sub "arn:aws:s3:::${B}"')["root.yaml"]}  B: { Type: AWS::S3::Bucket }\n` },
    false,
  ],
  ["what org-formation gives for something else", child, task("Act: a, Other: a"), task("Act: a, Other: b"), false],
  ["what else a task of org-formation says", child, task("Act: a"), task("Act: a", "StackName: n"), false],
  [
    "what Sceptre gives for something else",
    child,
    configured("Act: a, Other: a"),
    configured("Act: a, Other: b"),
    false,
  ],
  ["a file of the Serverless Framework", serverless("${file(a.yml):acts}"), yaml(get), yaml(all), true],
  ["another key of that", serverless("${file(./a.yml):acts}"), yaml(get), yaml(get, "size: 3\n"), false],
  [
    "a file in custom",
    serverless("${self:custom.a.acts}", "custom: { a: '${file(a.yml)}' }"),
    yaml(get),
    yaml(all),
    true,
  ],
  [
    "another key of a file in custom",
    serverless("${self:custom.a.acts}", "custom: { a: '${file(a.yml)}' }"),
    yaml(get),
    yaml(get, "size: 3\n"),
    false,
  ],
  [
    "what an arrow function with a rest parameter is called with",
    {
      "lib/reads.ts": `import * as iam from "aws-cdk-lib/aws-iam";
export const reads = (...resources: string[]) => new iam.PolicyStatement({ actions: ["s3:GetObject"], resources });
`,
    },
    { "lib/s.ts": 'import { reads } from "./reads";\nuse([reads("arn:aws:s3:::a/*")]);\n' },
    { "lib/s.ts": 'import { reads } from "./reads";\nuse([reads("arn:aws:s3:::a/*"), reads("arn:aws:s3:::b/*")]);\n' },
    true,
  ],
  ["a file that code imports", imported, json(get), json(all), true],
  ["another key of a file that code imports", imported, json(get), json(get, ', "size": 3'), false],
  ["what a class is given", stack("props.acts"), app(`acts: ["${get}"]`), app(`acts: ["${all}"]`), true],
  [
    "what a class is given for something else",
    stack("props.acts"),
    app(`acts: ["${get}"], size: 1`),
    app(`acts: ["${get}"], size: 2`),
    false,
  ],
  [
    "a constant that a class is given",
    stack("props.acts"),
    app("acts: all", `const all = ["${get}"];\n`),
    app("acts: all", `const all = ["${all}"];\n`),
    true,
  ],
  [
    "what a class of the same file is given",
    {},
    { "lib/s.ts": `${stack("props.acts")["lib/s.ts"]}new S(app, "S", { acts: ["${get}"] });\n` },
    { "lib/s.ts": `${stack("props.acts")["lib/s.ts"]}new S(app, "S", { acts: ["${all}"] });\n` },
    true,
  ],
  [
    "what another class is given",
    stack("props.acts"),
    app("acts: []", 'new T({ acts: ["a"] });'),
    app("acts: []", 'new T({ acts: ["b"] });'),
    false,
  ],
  ...(
    [
      ["that is taken out of its parameter", kept("acts", "const { acts } = props;")],
      ["in its own field", kept("this.props.acts", "this.props = props;")],
      ["in the field of a part", kept("this.acts", "this.acts = props.acts;")],
      ["in the field of a class that it extends", kept("this.props.acts")],
    ] as const
  ).flatMap(([title, files]): Row[] => [
    [`what a class is given ${title}`, files, app(`acts: ["${get}"]`), app(`acts: ["${all}"]`), true],
    [
      `what a class is given for something else, ${title}`,
      files,
      app(`acts: ["${get}"], size: 1`),
      app(`acts: ["${get}"], size: 2`),
      false,
    ],
  ]),
  [
    "what is spread before what a class is given",
    stack("props.acts"),
    app(`...one(), acts: ["${get}"]`),
    app(`...other(), acts: ["${get}"]`),
    false,
  ],
  [
    "what is spread behind what a class is given",
    stack("props.acts"),
    app(`acts: ["${get}"], ...one()`),
    app(`acts: ["${get}"], ...other()`),
    true,
  ],
  ["the file of a state machine that is granted something", granted("sfn.StateMachine"), json(get), json(all), false],
  ["the file of a policy that is granted something", granted("iam.Policy"), json(get), json(all), true],
  ["what a class of Python keeps", pythonField, pythonApp(`acts=["${get}"]`), pythonApp(`acts=["${all}"]`), true],
  ["what a class of Python is given", python, pythonApp(`acts=["${get}"]`), pythonApp(`acts=["${all}"]`), true],
  [
    "what it is given for something else",
    python,
    pythonApp(`acts=["${get}"], n=1`),
    pythonApp(`acts=["${get}"], n=2`),
    false,
  ],
];

describe("what stands for something beside", () => {
  for (const [title, both, before, after, isChanged] of rows)
    it(`${title}: ${isChanged ? "not known" : "nothing"}`, async () => {
      const lines = await diffTrees({ ...both, ...before }, { ...both, ...after });
      assert.deepEqual([...new Set(lines.map((line) => line[0]))], isChanged ? ["?"] : []);
    });
});
