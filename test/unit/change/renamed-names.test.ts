/** Parameters and conditions of templates that are called otherwise than before. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const statement = (resource: string) => `{ Effect: Allow, Action: "s3:GetObject", Resource: ${resource} }`;
const template = (parameters: string, resource: string, more = "") => `Parameters: { ${parameters} }
${more}Resources:
  U: { Type: AWS::IAM::User, Properties: { Policies: [{ PolicyName: p, PolicyDocument: { Version: "2012-10-17", Statement: [${statement(resource)}] } }] } }
`;
const text = (name: string) => `!Sub "arn:aws:s3:::\${${name}}/*"`;
const one = template("A: { Type: String }", text("A"));
const on = (name: string) => `U identity: s3:GetObject on arn:aws:s3:::\${${name}}/*`;
const conditional = (name: string, value: string, asked = "A") =>
  template(
    `${asked}: { Type: String }`,
    `!If [${name}, "arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]`,
    `Conditions: { ${name}: !Equals [!Ref ${asked}, ${value}] }\n`,
  );

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  ["a parameter", one, template("B: { Type: String, Description: b }", text("B")), []],
  [
    "a parameter in the long form",
    template("A: { Type: String }", '{ "Fn::Sub": "arn:aws:s3:::${A}/*" }'),
    template("B: { Type: String }", text("B")),
    [],
  ],
  [
    "a parameter of another type",
    one,
    template("B: { Type: AWS::SSM::Parameter::Value<String> }", text("B")),
    [on("B"), `-${on("A")}`],
  ],
  [
    "a parameter beside the old one",
    one,
    template("A: { Type: String }, B: { Type: String }", text("B")),
    [on("B"), `-${on("A")}`],
  ],
  [
    "two parameters that change places",
    template("A: { Type: String }, B: { Type: String }", `[${text("A")}]`),
    template("A: { Type: String }, B: { Type: String }", `[${text("B")}]`),
    [on("B"), `-${on("A")}`],
  ],
  [
    "one of two that may be it",
    one,
    template("B: { Type: String }, C: { Type: String }", `[${text("B")}, ${text("C")}]`),
    ["U identity: s3:GetObject on arn:aws:s3:::${B}/*, arn:aws:s3:::${C}/*", `-${on("A")}`],
  ],
  ["a condition", conditional("X", "a"), conditional("Y", "a"), []],
  ["a condition and its parameter", conditional("X", "a"), conditional("Y", "a", "Q"), []],
  ["a condition that says something else", conditional("X", "a"), conditional("Y", "b"), ["?U identity"]],
  [
    "a name that is only a text beside",
    template("A: { Type: String }", `[${text("A")}, "arn:aws:s3:::A/*"]`),
    template("B: { Type: String }", `[${text("B")}, "arn:aws:s3:::A/*"]`),
    [],
  ],
];

describe("names of a template that are called otherwise", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("t.yaml", before, after), lines));
});
