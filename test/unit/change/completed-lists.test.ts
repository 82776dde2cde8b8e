/** Lists that a program puts together before it hands them over, and values that become unconditional. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Row = readonly [title: string, before: string, after: string, said: readonly string[]];

const typescript = (lines: string) => `import * as cdk from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
class Stack extends cdk.Stack { constructor(scope: any, id: string, props: any) {
  const role = new iam.Role(this, "Role", {});
  const common = ["sqs:ListQueues"];
  ${lines}
} }
`;
const python = (lines: string) => `from aws_cdk import Stack, aws_iam as iam
class App(Stack):
    def __init__(self, scope, id, on, off):
        role = iam.Role(self, "Role")
        common = ["sqs:ListQueues"]
${lines.replace(/^/gm, "        ")}
`;
const gives = (actions: string) =>
  `role.addToPolicy(new iam.PolicyStatement({ actions: ${actions}, resources: ["*"] }));`;
const givesInPython = (actions: string) =>
  `role.add_to_policy(iam.PolicyStatement(actions=${actions}, resources=["*"]))`;
const purge = "role identity: sqs:PurgeQueue on *";
const unknown = "?role identity";
const listed = 'const all = ["sqs:ListQueues"];';
const listedInPython = 'all = ["sqs:ListQueues"]';
const pushes = (when: string) => `${listed} ${when} { all.push("sqs:PurgeQueue"); } ${gives("all")}`;
const statements = (more: string) => `
  const statements = [new iam.PolicyStatement({ actions: ["sqs:ListQueues"], resources: ["*"] })];
  ${more}
  new iam.Policy(this, "P", { statements, roles: [role] });`;
const statement = (actions: string) => `new iam.PolicyStatement({ actions: [${actions}], resources: ["*"] })`;

const rows: readonly Row[] = [
  ["a spread is written out", gives("[...common]"), gives('["sqs:ListQueues"]'), []],
  [
    "a constant that is spread",
    gives("[...common]"),
    `common[0] = "sqs:PurgeQueue"; ${gives("[...common]")}`,
    [unknown],
  ],
  [
    "another constant that is spread",
    `${listed} ${gives("[...all]")}`,
    `const all = ["sqs:ListQueues", "sqs:PurgeQueue"]; ${gives("[...all]")}`,
    [purge],
  ],
  ["a value beside a spread", gives("[...common]"), gives('[...common, "sqs:PurgeQueue"]'), [purge]],
  [
    "a value in a spread by a condition",
    gives('[...common, ...(props.on ? ["sqs:SendMessage"] : [])]'),
    gives('[...common, ...(props.on ? ["sqs:SendMessage", "sqs:PurgeQueue"] : [])]'),
    [purge],
  ],
  [
    "another condition of a spread",
    gives('[...common, ...(props.on ? ["sqs:PurgeQueue"] : [])]'),
    gives('[...common, ...(props.off ? ["sqs:PurgeQueue"] : [])]'),
    [unknown],
  ],
  [
    "no condition of a spread any more",
    gives('[...common, ...(props.on ? ["sqs:PurgeQueue"] : [])]'),
    gives('[...common, "sqs:PurgeQueue"]'),
    [purge],
  ],
  ["a value that is added", gives("common"), `common.push("sqs:PurgeQueue"); ${gives("common")}`, [purge]],
  [
    "a value that is added as before",
    `common.push("sqs:PurgeQueue"); ${gives("common")}`,
    gives('[...common, "sqs:PurgeQueue"]').replace("...common", '"sqs:ListQueues"'),
    [],
  ],
  [
    "a list that is added by a spread",
    gives("common"),
    `const more = ["sqs:PurgeQueue"]; common.push(...more); ${gives("common")}`,
    [purge],
  ],
  ["a value that is added in a branch", `${listed} ${gives("all")}`, pushes("if (props.on)"), [purge]],
  ["a value that is added in another branch", pushes("if (props.on)"), pushes("if (props.off)"), [unknown]],
  ["a value that is added in any case", pushes("if (props.on)"), pushes(""), [purge]],
  ["a value that is added too late", gives("common"), `${gives("common")} common.push("sqs:PurgeQueue");`, [unknown]],
  [
    "a value that is added in a loop",
    gives("common"),
    `for (const one of props.all) { common.push(one); } ${gives("common")}`,
    [unknown],
  ],
  [
    "a statement that is added",
    statements(""),
    statements(`statements.push(${statement('"sqs:PurgeQueue"')});`),
    [purge],
  ],
  [
    "a statement that is added as before",
    statements(`statements.push(${statement('"sqs:PurgeQueue"')});`),
    statements(`statements.push(${statement("'sqs:PurgeQueue',")});`),
    [],
  ],
];

const pythonRows: readonly Row[] = [
  [
    "a sum",
    `${listedInPython}\n${givesInPython("all")}`,
    `${listedInPython}\nall += ["sqs:PurgeQueue"]\n${givesInPython("all")}`,
    [purge],
  ],
  [
    "a sum in place of what is written",
    givesInPython('["sqs:ListQueues", "sqs:PurgeQueue", "sqs:SendMessage"]'),
    `${listedInPython}\nall += ["sqs:PurgeQueue"]\nall.append("sqs:SendMessage")\n${givesInPython("all")}`,
    [],
  ],
  [
    "a sum with a list of its own",
    `${listedInPython}\nmore = ["sqs:SendMessage"]\nall += more\n${givesInPython("all")}`,
    `${listedInPython}\nmore = ["sqs:PurgeQueue"]\nall += more\n${givesInPython("all")}`,
    [purge, "-role identity: sqs:SendMessage on *"],
  ],
  [
    "a sum in a branch",
    `${listedInPython}\n${givesInPython("all")}`,
    `${listedInPython}\nif on:\n    all += ["sqs:PurgeQueue"]\n${givesInPython("all")}`,
    [purge],
  ],
  [
    "a sum that nobody knows",
    `${listedInPython}\n${givesInPython("all")}`,
    `${listedInPython}\nall += off\n${givesInPython("all")}`,
    [unknown],
  ],
  [
    "a sum too late",
    `${listedInPython}\n${givesInPython("all")}`,
    `${listedInPython}\n${givesInPython("all")}\nall += ["sqs:PurgeQueue"]`,
    [unknown],
  ],
  [
    "a list by name that is added",
    `${listedInPython}\nall.extend(common)\n${givesInPython("all")}`,
    `${listedInPython}\nmore = ["sqs:PurgeQueue"]\nall.extend(more)\n${givesInPython("all")}`,
    [purge],
  ],
  ["a value beside a spread", givesInPython("[*common]"), givesInPython('[*common, "sqs:PurgeQueue"]'), [purge]],
  [
    "another condition of a spread",
    givesInPython('[*common, *(["sqs:PurgeQueue"] if on else [])]'),
    givesInPython('[*common, *(["sqs:PurgeQueue"] if off else [])]'),
    [unknown],
  ],
  [
    "a value that is added",
    `${listedInPython}\n${givesInPython("all")}`,
    `${listedInPython}\nall.append("sqs:PurgeQueue")\n${givesInPython("all")}`,
    [purge],
  ],
  [
    "values that are added in a branch",
    `${listedInPython}\n${givesInPython("all")}`,
    `${listedInPython}\nif on:\n    all.extend(["sqs:PurgeQueue"])\n${givesInPython("all")}`,
    [purge],
  ],
  ["a list of somebody else", givesInPython("[*off]"), givesInPython("[*on]"), [unknown]],
];

const template = (action: string, effect = "Allow") => `Conditions:
  On: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  U:
    Type: AWS::IAM::User
    Properties:
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: ["sqs:ListQueues", "sqs:PurgeQueue"], Resource: "*" }
              - { Effect: ${effect}, Action: ["sns:Publish", ${action}], Resource: "*" }
`;
const ifOn = (action: string) => `!If [On, "${action}", !Ref AWS::NoValue]`;

const templateRows: readonly Row[] = [
  [
    "an action in any deployment",
    template(ifOn("sqs:DeleteQueue")),
    template('"sqs:DeleteQueue"'),
    ["U identity: sqs:DeleteQueue on *"],
  ],
  [
    "an action in some deployments",
    template('"sqs:DeleteQueue"'),
    template(ifOn("sqs:DeleteQueue")),
    ["-U identity: sqs:DeleteQueue on *"],
  ],
  ["an action that is allowed beside it", template(ifOn("sqs:PurgeQueue")), template('"sqs:PurgeQueue"'), []],
  [
    "what is denied in some deployments alone",
    template('"sqs:PurgeQueue"', "Deny"),
    template(ifOn("sqs:PurgeQueue"), "Deny"),
    ["U identity: sqs:PurgeQueue on *"],
  ],
  [
    "what is denied in any deployment",
    template(ifOn("sqs:PurgeQueue"), "Deny"),
    template('"sqs:PurgeQueue"', "Deny"),
    ["-U identity: sqs:PurgeQueue on *"],
  ],
];

describe("lists that are completed", () => {
  for (const [file, all, program] of [
    ["s.ts", rows, typescript],
    ["s.py", pythonRows, python],
    ["t.yaml", templateRows, (text: string) => text],
  ] as const)
    for (const [title, before, after, said] of all)
      it(`${title}, ${file}`, async () => {
        assert.deepEqual(await diffTexts(file, program(before), program(after)), said);
      });
});
