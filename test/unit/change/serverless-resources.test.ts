/** Resources of a service of the Serverless Framework, which stand in several entries of a list. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const document = (Action: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*" }],
});
const policy = (Action: string, PolicyName = "p") => ({ PolicyName, PolicyDocument: document(Action) });
const role = (properties: object = {}) => ({
  R: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust, ...properties } },
});
const more = (Properties: object, id = "R") => ({ [id]: { Properties } });
const service = (...all: readonly object[]) =>
  JSON.stringify({
    service: "a",
    provider: { name: "aws" },
    functions: { f: { handler: "i.h" } },
    resources: all.map((Resources) => ({ Resources })),
  });
const attached = (name: string) => ({ ManagedPolicyArns: [`arn:aws:iam::aws:policy/${name}`] });

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const [read, write] = ["R identity: s3:GetObject on *", "R identity: s3:PutObject on *"];
const rows: readonly Row[] = [
  [
    "a policy that a later entry gives",
    service(role(), {}),
    service(role(), more({ Policies: [policy("s3:GetObject")] })),
    [read],
  ],
  [
    "another policy in a later entry",
    service(role(), more({ Policies: [policy("s3:GetObject")] })),
    service(role(), more({ Policies: [policy("s3:PutObject")] })),
    [write, `-${read}`],
  ],
  [
    "what an earlier entry says of a later resource",
    service(more({ Policies: [policy("s3:GetObject")] }), role()),
    service(more({ Policies: [policy("s3:PutObject")] }), role()),
    [write, `-${read}`],
  ],
  [
    "the same in one entry",
    service(role(), more({ Policies: [policy("s3:GetObject")] })),
    service(role({ Policies: [policy("s3:GetObject")] })),
    [],
  ],
  [
    "a list of which the later one counts at its place",
    service(role(attached("AmazonS3ReadOnlyAccess")), more(attached("AmazonSQSReadOnlyAccess"))),
    service(role(attached("AmazonSQSReadOnlyAccess"))),
    [],
  ],
  [
    "resources of other ids",
    service(role({ Policies: [policy("s3:GetObject")] }), {}),
    service(role({ Policies: [policy("s3:GetObject")] }), { Q: { Type: "AWS::SQS::Queue" } }),
    [],
  ],
  [
    "properties of a resource that no entry has a type for",
    service(role(), {}),
    service(role(), more({ Tags: [] }, "Other")),
    [],
  ],
];

describe("resources of several entries", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("serverless.json", before, after), lines));

  it("have the managed policies of a later entry", async () => {
    const lines = await diffTexts(
      "serverless.json",
      service(role(), {}),
      service(role(), more(attached("AdministratorAccess"))),
    );
    assert.deepEqual(lines, ["R identity: * on *"]);
  });
});
