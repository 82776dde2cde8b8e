/** What SAM and the Serverless Framework give the roles that they make is held to assertions. */
import assert from "node:assert/strict";

import { judged, told } from "./workspace";

const sam = (properties: object) => ({
  "template.json": JSON.stringify({
    Transform: "AWS::Serverless-2016-10-31",
    Resources: { F: { Type: "AWS::Serverless::Function", Properties: properties } },
  }),
});
const service = (a: object) => ({
  "serverless.yml": JSON.stringify({ service: "x", provider: { name: "aws" }, functions: { a } }, null, 2),
});
const polled = { Events: { E: { Type: "SQS", Properties: { Queue: "arn:aws:sqs:us-east-1:111122223333:q" } } } };
const noDelete = (role: string) => ({ role, mayNot: "sqs:DeleteMessage" });
const open = { preset: "no-public-access" };

const rows: readonly (readonly [title: string, assertion: object, files: Record<string, string>, said: string[]])[] = [
  ["an event of SAM", noDelete("F"), sam(polled), ["broken F sqs:DeleteMessage"]],
  ["no event", noDelete("F"), sam({}), []],
  [
    "a role of its own",
    { role: "*", mayNot: "sqs:DeleteMessage" },
    sam({ ...polled, Role: "arn:aws:iam::111122223333:role/r" }),
    [],
  ],
  ["logs", { role: "F", mayNot: "logs:PutLogEvents" }, sam({}), ["broken F logs:PutLogEvents"]],
  [
    "an event of a service",
    noDelete("provider"),
    service({ events: [{ sqs: "arn:aws:sqs:us-east-1:111122223333:q" }] }),
    ["broken provider sqs:DeleteMessage"],
  ],
  ["a URL of SAM", open, sam({ FunctionUrlConfig: { AuthType: "NONE" } }), ["broken F lambda:InvokeFunctionUrl"]],
  ["a URL of a service", open, service({ url: true }), ["broken a lambda:InvokeFunctionUrl"]],
  ["a URL for those who may", open, service({ url: { authorizer: "aws_iam" } }), []],
];

describe("assertions about what tools make", () => {
  for (const [title, assertion, files, said] of rows)
    it(title, async () => {
      const { outcomes } = await judged([assertion], files);
      assert.deepEqual(outcomes.map(told), said);
    });
});
