/** What allows a call of code in the file of its policy: each fix that is offered is made, and the call is found no more. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Finding, Fix } from "../../../src/analysis/finding";
import { applyEdits, checkOf } from "../../../src/analysis/text";
import { cdkGrants } from "../../support/cdk-grants";
import { temporaryFolder } from "../../support/folder";
import { parcelsHandler, parcelsTemplate } from "../../support/parcels";
import { planeguard } from "../../support/terminal";

interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly file: string;
  /** By the title of each fix: what the file has afterwards. */
  readonly fixes: Readonly<Record<string, RegExp>>;
}

const sends = `import os
import boto3

queue = boto3.client("sqs")

def handler(event, context):
    queue.send_message(QueueUrl=os.environ["QUEUE"], MessageBody="a")
`;
const stores = `import os
import boto3

store = boto3.client("s3")

def handler(event, context):
    store.put_object(Bucket=os.environ["BUCKET"], Key="a", Body=b"")
`;
const sam = (variables: string, policies: string, resources: string): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Track:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: track.handler
      Runtime: python3.13
      Environment:
        Variables:
          ${variables}
${policies}  ${resources}
`;
const queue = "Labels:\n    Type: AWS::SQS::Queue";

const cases: Readonly<Record<string, Case>> = {
  "a statement on the same resource": {
    files: { "template.yaml": parcelsTemplate("dynamodb:GetItem"), "src/track.py": parcelsHandler },
    file: "template.yaml",
    fixes: {
      "Allow dynamodb:PutItem in a policy of TrackRole":
        /Action:\n +- dynamodb:GetItem\n +- dynamodb:PutItem\n +Resource: !GetAtt Parcels\.Arn/,
      "Allow dynamodb:PutItem by the policy template DynamoDBWritePolicy":
        /- DynamoDBWritePolicy:\n +TableName: !Ref Parcels/,
    },
  },
  "a function of SAM without policies": {
    files: { "template.yaml": sam("QUEUE: !Ref Labels", "", queue), "src/track.py": sends },
    file: "template.yaml",
    fixes: {
      "Allow sqs:SendMessage by the policy template SQSSendMessagePolicy":
        /Policies:\n +- SQSSendMessagePolicy:\n +QueueName: !GetAtt Labels\.QueueName/,
      "Allow sqs:SendMessage in a policy of TrackRole":
        /Policies:\n +- Version: ["']2012-10-17["']\n +Statement:\n +- Effect: Allow\n +Action: sqs:SendMessage\n +Resource: !GetAtt Labels\.Arn/,
    },
  },
  "a function of SAM with policy templates, and objects of a bucket": {
    files: {
      "template.yaml": sam(
        "BUCKET: !Ref Letters",
        "      Policies:\n        - SQSPollerPolicy:\n            QueueName: !GetAtt Labels.QueueName\n",
        `${queue}\n  Letters:\n    Type: AWS::S3::Bucket`,
      ),
      "src/track.py": stores,
    },
    file: "template.yaml",
    fixes: {
      "Allow s3:PutObject by the policy template S3WritePolicy": /- S3WritePolicy:\n +BucketName: !Ref Letters/,
      "Allow s3:PutObject in a policy of TrackRole": /Resource: !Sub ["']?\$\{Letters\.Arn\}\/a["']?/,
    },
  },
  "a role in JSON": {
    files: {
      "template.json": JSON.stringify(
        {
          Resources: {
            Labels: { Type: "AWS::SQS::Queue" },
            Track: {
              Type: "AWS::Lambda::Function",
              Properties: {
                Code: "./src",
                Handler: "track.handler",
                Runtime: "python3.13",
                Role: { "Fn::GetAtt": ["Runner", "Arn"] },
                Environment: { Variables: { QUEUE: { Ref: "Labels" } } },
              },
            },
            Runner: {
              Type: "AWS::IAM::Role",
              Properties: {
                AssumeRolePolicyDocument: {
                  Statement: [
                    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
                  ],
                },
                Policies: [
                  {
                    PolicyName: "labels",
                    PolicyDocument: {
                      Statement: [{ Effect: "Allow", Action: "sqs:GetQueueAttributes", Resource: "*" }],
                    },
                  },
                ],
              },
            },
          },
        },
        null,
        2,
      ),
      "src/track.py": sends,
    },
    file: "template.json",
    fixes: {
      "Allow sqs:SendMessage in a policy of Runner":
        /"Action": "sqs:SendMessage",\s+"Resource": \{\s*"Fn::GetAtt": \[\s*"Labels",\s*"Arn"\s*\]/,
    },
  },
  "a module of Terraform": {
    files: {
      "main.tf": `resource "aws_sqs_queue" "labels" {}

data "archive_file" "track" {
  type        = "zip"
  source_dir  = "\${path.module}/src"
  output_path = "track.zip"
}

resource "aws_lambda_function" "track" {
  function_name = "track"
  filename      = data.archive_file.track.output_path
  handler       = "track.handler"
  runtime       = "python3.13"
  role          = aws_iam_role.track.arn
  environment {
    variables = { QUEUE = aws_sqs_queue.labels.url }
  }
}
`,
      "roles.tf": `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "track" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "track" {
  role = aws_iam_role.track.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["sqs:GetQueueAttributes"]
        Resource = aws_sqs_queue.labels.arn
      },
      {
        Effect   = "Allow"
        Action   = ["sqs:ListQueues"]
        Resource = "*"
      }
    ]
  })
}
`,
      "src/track.py": sends,
    },
    file: "roles.tf",
    fixes: {
      "Allow sqs:SendMessage in a policy of track":
        /Action\s+= \["sqs:GetQueueAttributes", "sqs:SendMessage"\]\n\s+Resource\s+= aws_sqs_queue\.labels\.arn/,
    },
  },
  "a policy that a planeguard.json names": {
    files: {
      "planeguard.json": '{ "units": [{ "code": "src", "policy": "policy.json" }] }',
      "policy.json":
        '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*" }]\n}\n',
      "src/track.py": 'import boto3\n\nboto3.client("s3").put_object(Bucket="letters", Key="a", Body=b"")\n',
    },
    file: "policy.json",
    fixes: { "Allow s3:PutObject in policy.json": /"Resource": "arn:aws:s3:::letters\/a"/ },
  },
  ...cdkGrants,
};

describe("the fix of a call that is not granted", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());

  async function check(...more: readonly string[]): Promise<readonly Finding[]> {
    const { out } = await planeguard(folder.path, ["check", ".", "--format", "json", "--fail-on", "never", ...more]);
    return (JSON.parse(out) as { findings: Finding[] }).findings;
  }

  const missing = (findings: readonly Finding[]) => findings.filter(({ ruleId }) => ruleId === "code/not-granted");

  for (const [name, { files, file, fixes }] of Object.entries(cases))
    it(`allows the call by ${name}`, async () => {
      folder = temporaryFolder(files);
      const [finding, ...others] = missing(await check());
      assert.ok(finding && others.length === 0);
      assert.deepEqual(
        finding.fixes.map(({ title }) => title),
        Object.keys(fixes),
      );
      for (const fix of finding.fixes) {
        writeFileSync(join(folder.path, file), applied(fix, files[file]!, file));
        assert.match(readFileSync(join(folder.path, file), "utf8"), fixes[fix.title]!);
        assert.deepEqual(missing(await check()), []);
      }
    });

  function applied({ kind, delta, edits, elsewhere }: Fix, text: string, file: string): string {
    assert.equal(kind, "suggestion");
    assert.ok(delta!.newlyAllowed.length > 0 && delta!.noLongerAllowed.length === 0);
    assert.deepEqual(elsewhere, { file, check: checkOf(text) });
    assert.ok(edits.every((edit) => edit.file === file));
    return applyEdits(
      text,
      edits.map(({ range: { start, end }, newText }) => ({ span: { start: start.offset, end: end.offset }, newText })),
    );
  }

  it("is never made by the terminal", async () => {
    const { files, file } = cases["a statement on the same resource"]!;
    folder = temporaryFolder(files);
    await check("--fix");
    assert.equal(readFileSync(join(folder.path, file), "utf8"), files[file]);
  });

  it("is not offered where the role may have other policies, or something denies the call", async () => {
    folder = temporaryFolder({
      "template.yaml": `${parcelsTemplate("dynamodb:GetItem")}            - Effect: Deny\n              Action: dynamodb:PutItem\n              Resource: "*"\n`,
      "src/track.py": parcelsHandler,
    });
    const denied = (await check()).filter(({ ruleId }) => ruleId === "code/denied");
    assert.deepEqual(
      denied.map(({ fixes }) => fixes),
      [[]],
    );
  });
});

describe("the fix of a permission that nothing calls", () => {
  it("says what is no longer allowed, and leaves of the policy what is called", async () => {
    const folder = temporaryFolder({
      "template.yaml": parcelsTemplate("[dynamodb:PutItem, dynamodb:GetItem, dynamodb:Scan]"),
      "src/track.py": parcelsHandler,
    });
    try {
      const { out } = await planeguard(folder.path, ["check", ".", "--format", "json", "--fail-on", "never"]);
      const { findings } = JSON.parse(out) as { findings: Finding[] };
      const unused = findings.filter(({ ruleId }) => ruleId === "code/unused-grant");
      assert.deepEqual(
        unused[0]!.fixes.map(({ title, delta }) => [title, delta!.noLongerAllowed]),
        [
          ["Remove dynamodb:GetItem", ["dynamodb:GetItem on ${Parcels.Arn}"]],
          [
            "Remove all 2 permissions of this policy that nothing calls",
            ["dynamodb:GetItem, dynamodb:Scan on ${Parcels.Arn}"],
          ],
        ],
      );
    } finally {
      folder.remove();
    }
  });
});
