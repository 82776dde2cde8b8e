/** Long expressions in policies of programs of AWS CDK, of which a name shows a part: they are told apart by all that they say. */
import assert from "node:assert/strict";

import { namesWithin, shortName } from "../../../src/analysis/short-name";
import { diffTexts } from "../../support/diff-texts";

const typescript = (line: string) => `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as s3 from "aws-cdk-lib/aws-s3";
import * as sfn from "aws-cdk-lib/aws-stepfunctions";
import * as tasks from "aws-cdk-lib/aws-stepfunctions-tasks";
class S extends Stack { constructor(scope: any, id: string, props: any) { super(scope, id);
  const role = new iam.Role(this, "R", {});
  ${line}
} }
`;
const python = (line: string) => `from aws_cdk import Stack, aws_iam as iam
class S(Stack):
    def __init__(self, scope, id, props):
        role = iam.Role(self, "R")
        ${line}
`;
const bucket = (end: string, blank = " ") =>
  `Stack.of(this).formatArn({${blank}service: "s3", region: "", account: "", resource: "the-first-bucket-of-all", resourceName: "${end}"${blank}})`;
const resource = (text: string) =>
  `role.addToPolicy(new iam.PolicyStatement({ actions: ["s3:GetObject"], resources: [${text}] }));`;
const inPython = (end: string) =>
  `role.add_to_policy(iam.PolicyStatement(actions=["s3:GetObject"], resources=[f"{props.stack_of_the_account.format_arn(service='s3', resource='the-first-bucket-of-all', resource_name='${end}')}/*"]))`;
const task = (end: string) =>
  `const m = new sfn.StateMachine(this, "M", { definition: new tasks.CallAwsService(this, "T", { service: "bedrockagent", action: "startIngestionJob", iamAction: "bedrock:StartIngestionJob", iamResources: [\`arn:aws:bedrock:\${Stack.of(this).region}:\${Stack.of(this).account}:knowledge-base/of-the-first-stack/${end}\`] }) });`;

type Row = readonly [title: string, before: string, after: string, isOther: boolean];

const rows: readonly Row[] = [
  [
    "another end within a text",
    typescript(resource(`\`\${${bucket("one")}}/*\``)),
    typescript(resource(`\`\${${bucket("two")}}/*\``)),
    true,
  ],
  [
    "other blanks within a text",
    typescript(resource(`\`\${${bucket("one")}}/*\``)),
    typescript(resource(`\`\${${bucket("one", "\n    ").replace("({\n    ", "({ ")}}/*\``)),
    false,
  ],
  [
    "another pattern of objects",
    typescript(`const b = new s3.Bucket(this, "B"); b.grantRead(role, ${bucket("one")});`),
    typescript(`const b = new s3.Bucket(this, "B"); b.grantRead(role, ${bucket("two")});`),
    true,
  ],
  ["another resource of a task", typescript(task("one")), typescript(task("two")), true],
];

describe("long expressions in programs of CDK", () => {
  for (const [title, before, after, isOther] of rows)
    it(title, async () => {
      const lines = await diffTexts("s.ts", before, after);
      assert.equal(
        lines.some((line) => !line.startsWith("-")),
        isOther,
        lines.join("\n"),
      );
    });
  it("another end, in Python", async () => {
    const lines = await diffTexts("s.py", python(inPython("one")), python(inPython("two")));
    assert.equal(lines.length, 2, lines.join("\n"));
  });
});

describe("short names", () => {
  const long = `${"a".repeat(90)}(x)`;
  it("are what they stand for, where that is short", () => assert.equal(shortName("a".repeat(80)), "a".repeat(80)));
  it("are no longer than asked", () => assert.ok(shortName(long).length <= 80));
  it("tell ends apart", () => assert.notEqual(shortName(long), shortName(long.replace("(x)", "(y)"))));
  it("are the same however they are laid out", () =>
    assert.equal(shortName(`${"a".repeat(90)}({ b: 'c' })`), shortName(`${"a".repeat(90)}({\n  b: "c",\n})`)));
});

describe("a name of a stretch of a text", () => {
  const long = `first(${"a, ".repeat(60)}second(${"b, ".repeat(60)}third))`;
  for (const [start, end] of [
    [0, long.length],
    [6, long.length - 1],
    [long.indexOf("second"), long.length - 1],
    [0, 20],
  ] as const)
    it(`is that of its text alone: ${start} to ${end}`, () =>
      assert.equal(namesWithin(long)(start, end), shortName(long.slice(start, end))));
});
