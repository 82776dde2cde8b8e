/** Keys of the customer's with which a template encrypts what its code calls on. */
import assert from "node:assert/strict";

import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const code = `import os
import boto3

queue = boto3.client("sqs")
store = boto3.client("s3")

def handler(event, context):
    queue.send_message(QueueUrl=os.environ["JOBS"], MessageBody="a")
    store.get_object(Bucket=os.environ["SCANS"], Key="a")
`;

const template = (ofQueue: string, ofBucket: string): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Key:
    Type: AWS::KMS::Key
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: jobs
${ofQueue}
  Scans:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: scans
${ofBucket}
  Work:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: work.handler
      Runtime: python3.13
      Environment:
        Variables:
          JOBS: !Ref Jobs
          SCANS: !Ref Scans
`;

const key = "arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}";
const bucketKey = (value: string): string => `      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms
              KMSMasterKeyID: ${value}`;

describe("what a call needs on the key of its resource", () => {
  const cases: Record<string, [ofQueue: string, ofBucket: string, sends: readonly string[], gets: readonly string[]]> =
    {
      "nothing where there is none": ["", "", [], []],
      "nothing where it is one of AWS's": ["      KmsMasterKeyId: alias/aws/sqs", bucketKey("alias/aws/s3"), [], []],
      "by the key of the template": [
        "      KmsMasterKeyId: !Ref Key",
        bucketKey("!GetAtt Key.Arn"),
        ["kms:Decrypt", "kms:GenerateDataKey", key],
        ["kms:Decrypt", key],
      ],
      "on any key where it cannot be told which": [
        "      KmsMasterKeyId: !ImportValue SharedKey",
        "",
        ["kms:Decrypt", "kms:GenerateDataKey", "arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/*"],
        [],
      ],
    };
  for (const [name, [ofQueue, ofBucket, sends, gets]] of Object.entries(cases))
    it(name, async () => {
      const folder = temporaryFolder({ "template.yaml": template(ofQueue, ofBucket), "src/work.py": code });
      try {
        const { out } = await planeguard(folder.path, ["needs", ".", "--format", "json"]);
        const [unit] = JSON.parse(out).units as {
          calls: { operation: string; actions: string[]; resources: string[] }[];
        }[];
        const ofKeys = (operation: string): string[] => {
          const call = unit!.calls.find((one) => one.operation === operation)!;
          return [...call.actions, ...call.resources].filter((one) => /\bkms:/.test(one)).sort();
        };
        const sorted = (all: readonly string[]): string[] => [...all].sort();
        assert.deepEqual(ofKeys("sqs:SendMessage"), sorted(sends));
        assert.deepEqual(ofKeys("s3:GetObject"), sorted(gets));
      } finally {
        folder.remove();
      }
    });
});
