/** Templates and files with resources that a change newly takes in. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const template = (action: string) => `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  R:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "${action}", Resource: "*" }] }
`;
const parent = (at: string, more = ""): TreeFiles => ({
  "parent.yaml": `Resources:
  N:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ${at}
${more}`,
});
const application = (version: string): TreeFiles => ({
  "t.yaml": `Transform: AWS::Serverless-2016-10-31
Resources:
  A:
    Type: AWS::Serverless::Application
    Properties:
      Location: { ApplicationId: "arn:aws:serverlessrepo:us-east-1:111122223333:applications/x", SemanticVersion: ${version} }
`,
});
const service = (file: string): TreeFiles => ({
  "serverless.yml": `service: s\nprovider:\n  name: aws\nresources:\n  - \${file(${file})}\n`,
});
const children: TreeFiles = { "a.yaml": template("sqs:SendMessage"), "c.yaml": template("sqs:*") };
const included: TreeFiles = {
  "res/a.yml": `Resources: { T: { Type: AWS::SNS::Topic } }\n`,
  "res/b.yml": `Resources: { U: { Type: AWS::SNS::Topic } }\n`,
};
const including = (location: string, more = ""): TreeFiles => ({
  "t.yaml": `Resources:\n  Fn::Transform: { Name: AWS::Include, Parameters: { Location: ${location} } }\n${more}`,
});
const newly = (by: string, child: string) =>
  `!\`${by}\` newly takes in \`${child}\`: nobody knows here what that newly allows.`;

const cases: readonly (readonly [name: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]])[] = [
  ["other resources", including("s3://a/b.yaml"), including("s3://a/c.yaml"), [newly("AWS::Include", "s3://a/c.yaml")]],
  ["the same resources", including("s3://a/b.yaml"), including("s3://a/b.yaml", "Outputs: { A: { Value: a } }\n"), []],
  [
    "another template that has been there",
    { ...parent("./a.yaml"), ...children },
    { ...parent("./c.yaml"), ...children },
    [newly("N", "./c.yaml")],
  ],
  [
    "the same template in another place",
    { ...parent("./a.yaml"), ...children },
    { ...parent("stacks/a.yaml"), "stacks/a.yaml": template("sqs:SendMessage"), "c.yaml": template("sqs:*") },
    [],
  ],
  [
    "a copy that has been there",
    { ...parent("./a.yaml"), "a.yaml": template("sqs:*"), "c.yaml": template("sqs:*") },
    { ...parent("./c.yaml"), "a.yaml": template("sqs:*"), "c.yaml": template("sqs:*") },
    [],
  ],
  [
    "the same template by another address",
    { ...parent("https://x.s3.amazonaws.com/v1/a.yaml"), ...children },
    { ...parent("https://x.s3.amazonaws.com/v2/a.yaml"), ...children },
    [],
  ],
  [
    "the same template by another name of the stack",
    { ...parent("./a.yaml"), ...children },
    { "other.yaml": parent("./a.yaml")["parent.yaml"]!, ...children },
    [],
  ],
  [
    "another template of elsewhere",
    parent("https://x.s3.amazonaws.com/v1.yaml"),
    parent("https://x.s3.amazonaws.com/v2.yaml"),
    [newly("N", "https://x.s3.amazonaws.com/v2.yaml")],
  ],
  [
    "the same template of elsewhere",
    parent("https://x.s3.amazonaws.com/v1.yaml"),
    parent("https://x.s3.amazonaws.com/v1.yaml", "  T: { Type: AWS::SNS::Topic }\n"),
    [],
  ],
  [
    "another version of an application",
    application("1.0.0"),
    application("2.0.0"),
    [
      newly(
        "A",
        '{ApplicationId:"arn:aws:serverlessrepo:us-east-1:111122223333:applications/x";SemanticVersion:"2.0.0"}',
      ),
    ],
  ],
  [
    "another file of a service",
    { ...service("res/a.yml"), ...included },
    { ...service("res/b.yml"), ...included },
    [newly("resources", "res/b.yml")],
  ],
  [
    "a file that is new",
    { ...service("res/a.yml"), "res/a.yml": included["res/a.yml"]! },
    { ...service("res/b.yml"), ...included },
    [],
  ],
];

const built = (given: string, hash: string): TreeFiles => ({
  "cdk.out/S.template.json": JSON.stringify({
    Resources: {
      N: {
        Type: "AWS::CloudFormation::Stack",
        Properties: {
          TemplateURL: { "Fn::Sub": `https://s3.\${AWS::URLSuffix}/x/${hash}.json` },
          Parameters: { Act: given },
        },
        Metadata: { "aws:asset:path": "N.nested.template.json" },
      },
    },
  }),
  "cdk.out/N.nested.template.json": JSON.stringify({
    Parameters: { Act: { Type: "String" } },
    Resources: {
      P: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: { PolicyDocument: { Statement: [{ Effect: "Allow", Action: { Ref: "Act" }, Resource: "*" }] } },
      },
    },
  }),
});

describe("a template that CDK has made for a nested stack", () => {
  it("is given something else", async () =>
    assert.deepEqual(await diffTrees(built("s3:GetObject", "a"), built("*", "a")), ["P identity: * on *"]));
  it("has another address", async () =>
    assert.deepEqual(await diffTrees(built("s3:GetObject", "a"), built("s3:GetObject", "b")), []));
});

describe("what a template or service newly takes in", () => {
  for (const [name, before, after, lines] of cases)
    it(`${name}: ${lines.length > 0 ? "unknown" : "nothing"}`, async () =>
      assert.deepEqual(await diffTrees(before, after), lines));
});

describe("a template that could not be read to its end", () => {
  const broken = (at: string): TreeFiles => ({
    "parent.yaml": `Resources:\n  "N": [\n  N:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ${at}\n`,
  });
  it("took in what it names", async () => {
    const url = "https://files.example/wide/c.yaml";
    const newlyThere = (await diffTrees({ ...children, ...broken(url) }, { ...children, ...parent(url) })).filter(
      (line) => line.includes("newly takes in"),
    );
    assert.deepEqual(newlyThere, []);
  });
  it("did not take in what it does not name", async () => {
    const [was, is] = ["https://files.example/a.yaml", "https://files.example/wide/c.yaml"];
    const lines = await diffTrees({ ...children, ...broken(was) }, { ...children, ...parent(is) });
    assert.ok(lines.includes(newly("N", is)));
  });
});
