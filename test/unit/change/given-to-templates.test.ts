/** What templates, tasks of org-formation and stacks of Sceptre give the parameters of a template that has not changed. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const child = (parameter = "{ Type: String }"): TreeFiles => ({
  "stacks/t.yaml": `AWSTemplateFormatVersion: "2010-09-09"
Parameters: { Act: ${parameter}, Other: { Type: String, Default: x } }
Resources:
  R:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Action: !Ref Act, Resource: "*" }]
`,
});
const stack = (name: string, given: string) => `  ${name}:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: ./stacks/t.yaml, Parameters: { ${given} } }
`;
const nested = (given: string, more = ""): TreeFiles => ({
  "root.yaml": `Parameters: { Own: { Type: String } }\nResources:\n${stack("N", given)}${more}`,
});
const task = (given: string): TreeFiles => ({
  "tasks.yml": `Stacks:\n  Type: update-stacks\n  Template: ./stacks/t.yaml\n  Parameters: { ${given} }\n`,
});
const configured = (given: string): TreeFiles => ({
  "config/prod/t.yaml": `template: { path: stacks/t.yaml, type: file }\nparameters: { ${given} }\n`,
});
const [get, put] = ["Act: s3:GetObject", "Act: s3:PutObject"];
const told = ["R identity: s3:PutObject on *", "-R identity: s3:GetObject on *"];
const unknown = ["?R identity"];

type Row = readonly [title: string, child: TreeFiles, before: TreeFiles, after: TreeFiles, lines: readonly string[]];

const rows: readonly Row[] = [
  ["another text", child(), nested(get), nested(put), told],
  ["another text, in another file", child(), nested(get), { "main.yaml": nested(put)["root.yaml"]! }, told],
  ["a list of texts", child("{ Type: CommaDelimitedList }"), nested(get), nested(put), told],
  [
    "a text in place of the default",
    child("{ Type: String, Default: s3:GetObject }"),
    nested("Other: a"),
    nested(put),
    told,
  ],
  ["the default as a text", child("{ Type: String, Default: s3:GetObject }"), nested("Other: a"), nested(get), []],
  ["a text of org-formation", child(), task(get), task(put), told],
  ["a text of Sceptre", child(), configured(get), configured(put), told],
  ["what is open in place of a text", child(), nested(get), nested("Act: !Ref Own"), unknown],
  [
    "what is open in place of the default",
    child("{ Type: String, Default: s3:GetObject }"),
    nested(get),
    nested("Act: !Ref Own"),
    unknown,
  ],
  ["another text in one of two stacks", child(), nested(get, stack("M", get)), nested(get, stack("M", put)), unknown],
  ["another text for something else", child(), nested(`${get}, Other: a`), nested(`${get}, Other: b`), []],
];

describe("what a template is given", () => {
  for (const [title, both, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTrees({ ...both, ...before }, { ...both, ...after }), lines));
});
