/** Values that are written as before and stand for something else: `diff --policies` on two texts of one name. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const hcl = (top: string, resource: string) => `${top}
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ${resource} }] })
}
`;
const template = (top: string, resource: string) => `AWSTemplateFormatVersion: "2010-09-09"
${top}
Resources:
  R:
    Type: AWS::IAM::Policy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: { Effect: Allow, Action: s3:GetObject, Resource: ${resource} }
`;
const chosen = (choice: string) => `Parameters: { P: { Type: String, Default: ${choice} } }
Conditions: { C: !Equals [!Ref P, "yes"] }`;
const code = (top: string, actions: string) => `import * as iam from "aws-cdk-lib/aws-iam";
${top}
role.addToPolicy(new iam.PolicyStatement({ actions: ${actions}, resources: ["*"] }));
`;
const format = 'format("arn:aws:s3:::%s/*", local.b)';
const loop = '[for b in var.all : "arn:aws:s3:::${b}/*"]';
const mapped = "!FindInMap [M, !Ref AWS::Region, B]";
const either = '!If [C, "arn:aws:s3:::b/*", "*"]';

type Row = readonly [title: string, file: string, before: string, after: string, isChanged: boolean];

const counted = (count: string) => hcl("", '"*"').replace("{\n", `{\n${count === "" ? "" : `  count = ${count}\n`}`);
const gives = (actions: string) => code(`function actions() {\n  return ${actions};\n}`, "actions()");

const rows: readonly Row[] = [
  ["a function of the file", "s.ts", gives('["s3:GetObject"]'), gives('["s3:*"]'), true],
  ["a function that is written otherwise", "s.ts", gives('["s3:GetObject"]'), gives("[ 's3:GetObject' ]"), false],
  ["a count that is always one now", "main.tf", counted("var.on ? 1 : 0"), counted(""), true],
  ["a count by another variable", "main.tf", counted("var.on ? 1 : 0"), counted("var.all ? 1 : 0"), true],
  ["a count where there was always one", "main.tf", counted(""), counted("var.on ? 1 : 0"), false],
  ["a greater count", "main.tf", counted("1"), counted("3"), false],
  [
    "a local in a function that nobody computes",
    "main.tf",
    hcl('locals { b = "a" }', format.replace("format(", "sha256(")),
    hcl('locals { b = "*" }', format.replace("format(", "sha256(")),
    true,
  ],
  [
    "a local that is written otherwise",
    "main.tf",
    hcl('locals { b = "a" }', format),
    hcl('locals {\n  b = "a"\n}', format),
    false,
  ],
  [
    "a default of nothing",
    "main.tf",
    hcl('variable "all" { default = null }', loop),
    hcl('variable "all" { default = ["a"] }', loop),
    false,
  ],
  [
    "a list in another order",
    "main.tf",
    hcl('variable "all" { default = ["a", "b"] }', loop),
    hcl('variable "all" { default = ["b", "a"] }', loop),
    false,
  ],
  [
    "a mapping that has other values for two keys",
    "t.yaml",
    template("Mappings: { M: { prod: { B: a }, dev: { B: b } } }", mapped),
    template('Mappings: { M: { prod: { B: "*" }, dev: { B: c } } }', mapped),
    true,
  ],
  [
    "another key of a mapping",
    "t.yaml",
    template("Mappings: { M: { prod: { B: a } } }", mapped),
    template('Mappings: { M: { prod: { B: a, C: "*" } } }', mapped),
    false,
  ],
  [
    "another mapping",
    "t.yaml",
    template("Mappings: { N: { prod: { B: a } } }", mapped),
    template('Mappings: { N: { prod: { B: "*" } } }', mapped),
    false,
  ],
  [
    "what a condition is decided by",
    "t.yaml",
    template(chosen('"yes"'), either),
    template(chosen('"no"'), either),
    true,
  ],
  [
    "a construct",
    "s.ts",
    code('const b = new Bucket(this, "B", {});', "actionsOf(b)"),
    code('const b = new Bucket(this, "B", { versioned: true });', "actionsOf(b)"),
    false,
  ],
];

describe("what stands for something else", () => {
  for (const [title, file, before, after, isChanged] of rows)
    it(`${title}: ${isChanged ? "not known" : "nothing"}`, async () => {
      const lines = await diffTexts(file, before, after);
      assert.deepEqual([...new Set(lines.map((line) => line[0]))], isChanged ? ["?"] : []);
    });
});
