/** Statements of AWS CDK that a loop gives to somebody, one after another: whose they are. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const typescript = (line: string) => `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
export class Jobs extends Stack {
  constructor(scope: any, id: string, props: any) {
    super(scope, id);
    const role = new iam.Role(this, "Role", {});
    ${line}
  }
}
`;
const python = (...lines: string[]) => `from aws_cdk import Stack, aws_iam as iam
class Jobs(Stack):
    def __init__(self, scope, id, props):
        role = iam.Role(self, "Role")
${lines.map((line) => `        ${line}`).join("\n")}
`;
const allow = (action: string) => `new iam.PolicyStatement({ actions: ["${action}"], resources: ["*"] })`;
const inPython = (action: string) => `iam.PolicyStatement(actions=["${action}"], resources=["*"])`;
const two = `[${allow("sqs:SendMessage")}, ${allow("sns:Publish")}]`;
const both = ["role identity: sns:Publish on *", "role identity: sqs:SendMessage on *"];

const rows: readonly (readonly [title: string, line: string, lines: readonly string[]])[] = [
  ["a list of a variable", `const all = ${two}; all.forEach((one) => role.addToPolicy(one));`, both],
  ["a list of a variable, with a block", `const all = ${two}; all.forEach((one) => { role.addToPolicy(one); });`, both],
  ["a list of a variable, item by item", `const all = ${two}; for (const one of all) role.addToPolicy(one);`, both],
  ["a list in its place", `${two}.forEach((one) => role.addToPolicy(one));`, both],
  ["a list in its place, item by item", `for (const one of ${two}) role.addToPolicy(one);`, both],
  ["a list of others", "for (const one of props.statements) role.addToPolicy(one);", ["?role identity"]],
  [
    "a list that nobody is given",
    `const all = ${two}; all.forEach((one) => console.log(one.sid));`,
    ["s.ts identity: sns:Publish on *", "s.ts identity: sqs:SendMessage on *"],
  ],
];

describe("statements of CDK in loops", () => {
  for (const [title, line, lines] of rows)
    it(title, async () => assert.deepEqual((await diffTexts("s.ts", typescript(""), typescript(line))).sort(), lines));
  it("one after another in place of a loop: nothing", async () => {
    const loop = `const all = ${two}; all.forEach((one) => role.addToPolicy(one));`;
    const each = `role.addToPolicy(${allow("sns:Publish")}); role.addToPolicy(${allow("sqs:SendMessage")});`;
    assert.deepEqual(await diffTexts("s.ts", typescript(loop), typescript(each)), []);
  });
  it("a loop of Python", async () => {
    const list = `[${inPython("sqs:SendMessage")}, ${inPython("sns:Publish")}]`;
    for (const lines of [
      [`for one in ${list}:`, "    role.add_to_policy(one)"],
      [`all = ${list}`, "for one in all:", "    role.add_to_policy(one)"],
    ])
      assert.deepEqual((await diffTexts("s.py", python("pass"), python(...lines))).sort(), both);
  });
  it("an aspect that is written in several lines: nothing", async () => {
    const before = 'Aspects.of(this).add(new Quiet({ "a": ["b", "c"] }))';
    const after = "Aspects.of(this).add(\n  new Quiet({\n    a: ['b', 'c'],\n  }),\n);";
    assert.deepEqual(await diffTexts("s.ts", typescript(before), typescript(after)), []);
    assert.deepEqual(await diffTexts("s.ts", typescript(before), typescript(after.replace("'c'", "'d'"))), [
      "?Aspects identity",
    ]);
  });
});
