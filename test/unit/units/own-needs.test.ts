/** Several handlers in one file: each needs what it reaches, and what runs when the file is loaded. */
import assert from "node:assert/strict";

import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  First: { Type: AWS::Serverless::Function, Properties: { CodeUri: src/, Handler: app.first, Runtime: python3.13 } }
  Second: { Type: AWS::Serverless::Function, Properties: { CodeUri: src/, Handler: app.second, Runtime: python3.13 } }
`;

async function neededBy(name: string, code: string): Promise<string[]> {
  const made = temporaryFolder({ "template.yaml": template, "src/app.py": code });
  try {
    const { out } = await planeguard(made.path, ["needs", ".", "--unit", name, "--format", "json"]);
    const { units } = JSON.parse(out) as { units: { calls: { actions: string[] }[] }[] };
    return units.flatMap(({ calls }) => calls.flatMap(({ actions }) => actions)).sort();
  } finally {
    made.remove();
  }
}

const code = `import boto3
s3 = boto3.client("s3")
boto3.client("ssm").get_parameter(Name="a")

def shared():
    s3.list_buckets()

def unused():
    s3.delete_bucket(Bucket="b")

def first(event, context):
    shared()
    boto3.client("sqs").list_queues()

def second(event, context):
    shared()
    boto3.client("sns").list_topics()
`;

describe("handlers of one file", () => {
  it("need what they reach, what both reach, and what nobody is seen to reach", async () => {
    const both = ["s3:DeleteBucket", "s3:ListAllMyBuckets", "ssm:GetParameter"];
    assert.deepEqual(await neededBy("First", code), [...both, "sqs:ListQueues"].sort());
    assert.deepEqual(await neededBy("Second", code), [...both, "sns:ListTopics"].sort());
  });

  it("need everything where functions are called by names that are not written", async () => {
    const dynamic = code.replace("    shared()", '    globals()[event["name"]](event, context)');
    assert.deepEqual(await neededBy("First", dynamic), [
      "s3:DeleteBucket",
      "s3:ListAllMyBuckets",
      "sns:ListTopics",
      "sqs:ListQueues",
      "ssm:GetParameter",
    ]);
  });
});
