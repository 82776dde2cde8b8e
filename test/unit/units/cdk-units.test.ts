import assert from "node:assert/strict";

import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const stack = `import { Stack } from "aws-cdk-lib";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import * as path from "path";

export class Shop extends Stack {
  constructor(scope, id) {
    super(scope, id);
    const table = new dynamodb.Table(this, "Orders", {});
    new lambda.Function(this, "Read", {
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: "read.handler",
      code: lambda.Code.fromAsset("lambda"),
      environment: { TABLE: table.tableName },
    });
    new NodejsFunction(this, "Write", { entry: path.join(__dirname, "../src/write.ts") });
    new Function("return 1");
  }
}
`;
const app = `import aws_cdk as cdk
from aws_cdk import aws_lambda as _lambda


class Shop(cdk.Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        _lambda.Function(
            self,
            "Remove",
            runtime=_lambda.Runtime.PYTHON_3_13,
            handler="read.handler",
            code=_lambda.Code.from_asset("lambda"),
        )
`;
const read = `import os

import boto3


def handler(event, context):
    boto3.client("dynamodb").get_item(TableName=os.environ["TABLE"], Key={})
`;
const write = `import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";

export const handler = async () => new SNSClient({}).send(new PublishCommand({ TopicArn: "arn:aws:sns:eu-west-1:111122223333:news", Message: "a" }));
`;

describe("the functions of an app of CDK", () => {
  it("have their code and their environment, in TypeScript and in Python", async () => {
    const folder = temporaryFolder({
      "lib/shop.ts": stack,
      "shop/shop.py": app,
      "lambda/read.py": read,
      "src/write.ts": write,
    });
    try {
      const { out } = await planeguard(folder.path, ["needs", ".", "--format", "json"]);
      const { units } = JSON.parse(out) as {
        units: { name: string; entry: string; calls: { actions: string[]; resources: string[] }[] }[];
      };
      assert.deepEqual(
        units.map(({ name, entry, calls }) => [
          name,
          entry.replaceAll("\\", "/"),
          ...calls.flatMap(({ actions, resources }) => [...actions, ...resources]),
        ]),
        [
          [
            "Read",
            "lambda/read.py",
            "dynamodb:GetItem",
            "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${table.tableName}",
          ],
          ["Write", "src/write.ts", "sns:Publish", "arn:aws:sns:eu-west-1:111122223333:news"],
          ["Remove", "lambda/read.py", "dynamodb:GetItem", "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*"],
        ],
      );
    } finally {
      folder.remove();
    }
  });
});
