/** Which grants of a role are called unused, of what its code calls. */
import assert from "node:assert/strict";

import { samTemplate } from "../../../src/analysis/units/sam-policies";
import type { RolePolicy } from "../../../src/analysis/units/unit";
import { unusedGrants } from "../../../src/analysis/units/unused";
import { builtCatalog } from "../../support/catalog";
import { policyOf } from "../policy/oracle";
import { template, unknown } from "../policy/values";

type Row = readonly [title: string, grants: unknown, called: readonly string[], unused: readonly string[]];

const put = "dynamodb:PutItem";
const rows: readonly Row[] = [
  ["what nothing calls", [put, "dynamodb:DeleteItem"], [put], ["dynamodb:DeleteItem"]],
  ["what is called in another case", "dynamodb:putitem", ["dynamodb:PutItem", "dynamodb:GetItem"], []],
  ["what is written in another case", ["DynamoDB:DELETEITEM"], [put], ["DynamoDB:DELETEITEM"]],
  ["nothing of a service that is not called", "sqs:SendMessage", [put], []],
  ["nothing where nothing is called", put, [], []],
  ["nothing of a wildcard", ["dynamodb:Delete*", "dynamodb:*", "*", "dynamodb:DeleteIte?"], [put], []],
  ["nothing that is misspelt", ["dynamodb:DeleteItems"], [put], []],
  ["nothing that a template fills in", [template("dynamodb:", { name: "Action" })], [put], []],
  ["nothing that is there in some deployments", [unknown("dynamodb:DeleteItem", undefined)], [put], []],
  [
    "nothing where a call goes to what may act for the role",
    "dynamodb:DeleteItem",
    [put, "cloudformation:CreateStack"],
    [],
  ],
  [
    "what is unused beside a call of a model, but for what that may read and write",
    ["dynamodb:DeleteItem", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
    [put, "s3:ListBucket", "bedrock:InvokeModel"],
    ["dynamodb:DeleteItem", "s3:DeleteObject"],
  ],
  ["nothing beside an agent", "dynamodb:DeleteItem", [put, "bedrock:InvokeAgent"], []],
  ["what is unused beside a call of logs", "dynamodb:DeleteItem", [put, "logs:PutLogEvents"], ["dynamodb:DeleteItem"]],
  ["nothing of services whose calls are not all seen", "logs:CreateLogGroup", ["logs:PutLogEvents"], []],
  ["nothing that reads a queue for a function", ["sqs:ReceiveMessage", "sqs:DeleteMessage"], ["sqs:SendMessage"], []],
  [
    "nothing that reads a stream for a function",
    ["kinesis:GetRecords", "kinesis:ListShards"],
    ["kinesis:PutRecord"],
    [],
  ],
  ["a write of a stream", ["kinesis:PutRecords"], ["kinesis:PutRecord"], ["kinesis:PutRecords"]],
  [
    "nothing that goes with an upload",
    ["s3:PutObjectAcl", "s3:PutObjectTagging", "s3:GetObjectVersion", "s3:ListBucket"],
    ["s3:PutObject"],
    [],
  ],
  ["a read of a bucket", "s3:GetObject", ["s3:PutObject"], ["s3:GetObject"]],
  [
    "versions of another service than S3",
    "lambda:PublishVersion",
    ["lambda:InvokeFunction"],
    ["lambda:PublishVersion"],
  ],
  ["nothing that is exempt", "sqs:SendMessage", ["sqs:PurgeQueue"], []],
];

function roleWith(statement: object, isLocated = true): RolePolicy {
  return {
    policy: policyOf({ Version: "2012-10-17", Statement: [statement] }, "identity"),
    located: isLocated ? ({} as NonNullable<RolePolicy["located"]>) : null,
  };
}

describe("unused grants", () => {
  const exempt = ["sqs:SendMessage"];
  const unused = (role: RolePolicy, called: readonly string[]): unknown[] =>
    unusedGrants([role], called, exempt, builtCatalog()).map(({ item }) => item.value);
  for (const [title, Action, called, expected] of rows)
    it(title, () => assert.deepEqual(unused(roleWith({ Effect: "Allow", Action, Resource: "*" }), called), expected));

  it("are grants, and written in the document", () => {
    const statement = { Effect: "Allow", Action: "dynamodb:DeleteItem", Resource: "*" };
    assert.deepEqual(unused(roleWith(statement, false), [put]), []);
    assert.deepEqual(unused(roleWith({ ...statement, Effect: "Deny" }), [put]), []);
    assert.deepEqual(unused(roleWith({ Effect: "Allow", NotAction: "dynamodb:DeleteItem", Resource: "*" }), [put]), []);
  });
});

describe("policy templates of SAM", () => {
  const crud = (name: string) =>
    samTemplate(name, (parameter) => (parameter === "TableName" ? [{ name: "Orders" }] : null));
  it("fill in their parameters, the Region and the account", () => {
    const arn = [
      "arn:aws:",
      "dynamodb:",
      { name: "AWS::Region" },
      ":",
      { name: "AWS::AccountId" },
      ":table/",
      { name: "Orders" },
    ];
    assert.deepEqual(crud("DynamoDBWritePolicy"), [
      {
        actions: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:BatchWriteItem"],
        resources: [
          [...arn, ""],
          [...arn, "/index/*"],
        ],
      },
    ]);
  });
  it("leave open what is not known, and are about everything where they name nothing", () => {
    assert.deepEqual(crud("AWSSecretsManagerGetSecretValuePolicy")?.[0]?.resources, [["", { name: "" }, ""]]);
    assert.deepEqual(crud("CloudWatchPutMetricPolicy")?.[0]?.resources, [["*"]]);
    assert.equal(crud("NoSuchPolicy"), null);
    assert.equal(crud("toString"), null);
  });
});
