/** A safe fix takes out no comment: what does is a suggestion, for a person to look at. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";

const engine = createEngine();

/** The kinds of the fixes of a rule, in the order of its findings. */
async function kindsOf(name: string, text: string, rule: string): Promise<readonly string[]> {
  const { findings } = await engine.analyze({ name, text }, { fixes: true });
  return findings.filter(({ ruleId }) => ruleId === rule).flatMap(({ fixes }) => fixes.map(({ kind }) => kind));
}

const yaml = (...actions: readonly string[]): string => `Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action:
${actions.map((line) => `              ${line}`).join("\n")}
            Resource: arn:aws:s3:::b/*
`;
const hcl = (...actions: readonly string[]): string => `data "aws_iam_policy_document" "d" {
  statement {
    actions = [
${actions.map((line) => `      ${line}`).join("\n")}
    ]
    resources = ["arn:aws:s3:::b/*"]
  }
}
`;
const json = (...actions: readonly string[]): string => `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": [
${actions.map((line) => `      ${line}`).join("\n")}
    ],
    "Resource": "arn:aws:s3:::b/*"
  }]
}
`;

const rule = "policy/redundant-action";
describe("a fix and the comments around it", () => {
  const rows: readonly [title: string, name: string, text: string, kinds: readonly string[]][] = [
    ["YAML without", "t.yaml", yaml("- s3:GetObject", "- s3:PutObject", "- s3:Get*"), ["safe"]],
    ["YAML behind what goes", "t.yaml", yaml("- s3:GetObject # keep", "- s3:PutObject", "- s3:Get*"), ["suggestion"]],
    ["YAML behind what stays", "t.yaml", yaml("- s3:GetObject", "- s3:PutObject # keep", "- s3:Get*"), ["safe"]],
    ["YAML above what goes", "t.yaml", yaml("# keep", "- s3:GetObject", "- s3:PutObject", "- s3:Get*"), ["safe"]],
    ["a hash that is none", "t.yaml", yaml("- 's3:GetObject'", "- s3:Put#Object", "- s3:Get*"), ["safe"]],
    ["HCL without", "m.tf", hcl('"s3:GetObject",', '"s3:PutObject",', '"s3:Get*",'), ["safe"]],
    ["HCL behind", "m.tf", hcl('"s3:GetObject", # keep', '"s3:PutObject",', '"s3:Get*",'), ["suggestion"]],
    ["HCL between slashes", "m.tf", hcl('"s3:GetObject", // keep', '"s3:PutObject",', '"s3:Get*",'), ["suggestion"]],
    ["JSON without", "p.json", json('"s3:GetObject",', '"s3:PutObject",', '"s3:Get*"'), ["safe"]],
    ["JSON behind", "p.jsonc", json('"s3:GetObject", // keep', '"s3:PutObject",', '"s3:Get*"'), ["suggestion"]],
    ["JSON in a block", "p.jsonc", json('"s3:GetObject" /* keep */,', '"s3:PutObject",', '"s3:Get*"'), ["suggestion"]],
  ];
  for (const [title, name, text, kinds] of rows)
    it(`${title}: ${kinds.join()}`, async () => assert.deepEqual(await kindsOf(name, text, rule), kinds));

  it("leaves what has a comment where safe fixes are made together", async () => {
    const text = yaml("- s3:GetObject # keep", "- s3:GetObjectAcl", "- s3:PutObject", "- s3:Get*");
    const { together } = await engine.analyze({ name: "t.yaml", text }, { fixes: { together: { kinds: "safe" } } });
    assert.equal(together!.applied, 1);
    const [edit] = together!.edits;
    assert.match(text.slice(edit!.span.start, edit!.span.end), /^\s*- s3:GetObjectAcl\s*$/);
  });
});
