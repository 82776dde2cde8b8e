/** Apps of AWS CDK whose functions may not do what their code does, and how it is granted to them. */
const sends = `import os
import boto3

def handler(event, context):
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody="a")
`;
const stores = `import { PutObjectTaggingCommand, S3Client } from "@aws-sdk/client-s3";

export const handler = () =>
  new S3Client({}).send(new PutObjectTaggingCommand({ Bucket: process.env.BUCKET, Key: "a", Tagging: { TagSet: [] } }));
`;
const waits = `import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";

export const handler = () => new SQSClient({}).send(new CreateQueueCommand({ QueueName: "labels" }));
`;

export const cdkGrants = {
  "a method of a construct of CDK in Python": {
    files: {
      "app/stack.py": `from aws_cdk import Stack, aws_iam as iam, aws_lambda as lambda_, aws_sqs as sqs


class Parcels(Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        labels = sqs.Queue(self, "Labels")
        self._track = lambda_.Function(
            self,
            "Track",
            runtime=lambda_.Runtime.PYTHON_3_13,
            handler="track.handler",
            code=lambda_.Code.from_asset("src"),
            environment={"QUEUE": labels.queue_url},
        )
        self._track.add_environment("LEVEL", "info")
`,
      "src/track.py": sends,
    },
    file: "app/stack.py",
    fixes: {
      "Allow sqs:SendMessage by labels.grant_send_messages(self._track)":
        /\n {8}\)\n {8}labels\.grant_send_messages\(self\._track\)\n/,
      "Allow sqs:SendMessage by a statement of self._track":
        /self\._track\.add_to_role_policy\(\n {12}iam\.PolicyStatement\(\n {16}actions=\["sqs:SendMessage"\],\n {16}resources=\[labels\.queue_arn\],\n {12}\)\n {8}\)\n/,
    },
  },
  "a method of a construct of CDK behind other grants": {
    files: {
      "lib/stack.ts": `import { Stack } from 'aws-cdk-lib';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Bucket } from 'aws-cdk-lib/aws-s3';

export class Parcels extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const letters = new Bucket(this, 'Letters');
    const track = new NodejsFunction(this, 'Track', {
      entry: 'src/track.ts',
      environment: { BUCKET: letters.bucketName },
    });
    letters.grantDelete(track);
  }
}
`,
      "src/track.ts": stores,
    },
    file: "lib/stack.ts",
    fixes: {
      "Allow s3:PutObjectTagging by letters.grantPut(track)":
        /letters\.grantDelete\(track\);\n {4}letters\.grantPut\(track\);\n {2}\}/,
      "Allow s3:PutObjectTagging by a statement of track":
        /aws-s3';\nimport \* as iam from 'aws-cdk-lib\/aws-iam';\n[^]*grantDelete\(track\);\n {4}track\.addToRolePolicy\(new iam\.PolicyStatement\(\{\n {6}actions: \['s3:PutObjectTagging'\],\n {6}resources: \[`\$\{letters\.bucketArn\}\/a`\],\n {4}\}\)\);\n/,
    },
  },
  "a statement in CDK where no construct is called on": {
    files: {
      "lib/stack.ts": `import { Stack } from "aws-cdk-lib"
import { PolicyStatement } from "aws-cdk-lib/aws-iam"
import { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs"

export class Parcels extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id)
    const track = new NodejsFunction(this, "Track", { entry: "src/track.ts" })
  }
}
`,
      "src/track.ts": waits,
    },
    file: "lib/stack.ts",
    fixes: {
      "Allow sqs:CreateQueue by a statement of track":
        /\}\)\n {4}track\.addToRolePolicy\(new PolicyStatement\(\{\n {6}actions: \["sqs:CreateQueue"\],\n {6}resources: \["arn:aws:sqs:\*:\*:labels"\],\n {4}\}\)\)\n {2}\}/,
    },
  },
} as const;
