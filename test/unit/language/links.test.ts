import assert from "node:assert/strict";

import { actionUrl } from "../../../src/language/links/service-pages";
import { Understanding } from "../../../src/workspace/understanding";
import { forms } from "./marked";

const understanding = new Understanding();

/** Each link as `text → where to`: a page of AWS, or the line of the document. */
async function linksOf(name: string, text: string): Promise<string[]> {
  return (await understanding.linksOf({ name, text })).map(({ range: { start, end }, target }) => {
    const to = "url" in target ? target.url.replace(/^.*\/reference\//, "") : `line ${target.at.start.line}`;
    return `${text.slice(start.offset, end.offset)} → ${to}`;
  });
}

const statement = {
  json: `"Effect": "Allow", "Action": ["s3:getobject", "sqs:Send*", "s3:GetObjct", "*"], "Resource": "*"`,
  yaml: `Effect: Allow\nAction: [s3:getobject, "sqs:Send*", 's3:GetObjct', "*"]\nResource: "*"`,
  hcl: `Effect = "Allow"\nAction = ["s3:getobject", "sqs:Send*", "s3:GetObjct", "*"]\nResource = "*"`,
  js: `Effect: 'Allow', Action: ['s3:getobject', 'sqs:Send*', 's3:GetObjct', '*'], Resource: '*'`,
  py: `'Effect': 'Allow', 'Action': ['s3:getobject', 'sqs:Send*', 's3:GetObjct', '*'], 'Resource': '*'`,
};

describe("document links", () => {
  for (const [form, make] of Object.entries(forms)) {
    it(`lead from actions to AWS's pages in ${form}`, async () => {
      const { name, text } = make(statement);
      assert.deepEqual(await linksOf(name, text), [
        "s3:getobject → list_amazons3.html#amazons3-GetObject",
        "sqs:Send* → list_amazonsqs.html",
      ]);
    });
  }

  it("lead from managed policies to AWS's pages, and from ARNs to what the template calls so", async () => {
    const text = `Resources:
  Files:
    Type: AWS::S3::Bucket
    Properties: { BucketName: quarterly-reports }
  Jobs:
    Type: AWS::SQS::Queue
    Properties: { QueueName: jobs }
  Role:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess
        - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAcess
      Policies:
        - PolicyName: all
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: "*"
                Resource:
                  - arn:aws:s3:::quarterly-reports/*
                  - arn:aws:s3:::quarterly-reports-archive
                  - !Sub arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:jobs
                  - arn:aws:sqs:eu-west-1:111122223333:jobs
`;
    assert.deepEqual(await linksOf("template.yaml", text), [
      "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess → AmazonS3ReadOnlyAccess.html",
      "arn:aws:s3:::quarterly-reports/* → line 2",
      "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:jobs → line 5",
    ]);
  });

  it("lead from principals and values of conditions to what the template calls so, and from no text that only has an ARN in it", async () => {
    const text = `Resources:
  Reader:
    Type: AWS::IAM::Role
    Properties: { RoleName: reader }
  Topic:
    Type: AWS::SNS::Topic
    Properties: { TopicName: news }
  One:
    Type: AWS::SQS::Queue
    Properties: { QueueName: twice }
  Two:
    Type: AWS::SQS::Queue
    Properties: { QueueName: twice }
  Other:
    Type: AWS::SQS::Queue
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      PolicyDocument:
        Statement:
          - Sid: arn:aws:iam::\${AWS::AccountId}:role/reader
            Effect: Allow
            Principal: { AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:role/reader" }
            Action: sqs:SendMessage
            Resource:
              - !Sub arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:twice
              - !Sub \${Other.Arn}
            Condition:
              ArnEquals: { aws:SourceArn: !Sub "arn:aws:sns:\${AWS::Region}:\${AWS::AccountId}:news" }
              StringEquals: { aws:userid: news }
`;
    const links = await understanding.linksOf({ name: "template.yaml", text });
    assert.deepEqual(
      links.map(({ range, tooltip }) => `${text.slice(range.start.offset, range.end.offset)}: ${tooltip}`),
      [
        "arn:aws:iam::${AWS::AccountId}:role/reader: Go to Reader",
        "sqs:SendMessage: sqs:SendMessage in AWS's service authorization reference",
        "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:news: Go to Topic",
      ],
    );
  });

  it("lead from managed policies in the partition of the deployment, and from names that CDK is given", async () => {
    const text = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns:
        - !Sub "arn:\${AWS::Partition}:iam::aws:policy/ReadOnlyAccess"
        - !Ref Other
`;
    assert.deepEqual(await linksOf("template.yaml", text), [
      "arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess → ReadOnlyAccess.html",
    ]);
    assert.deepEqual(
      await linksOf(
        "stack.ts",
        "role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('SecurityAudit'));\n",
      ),
      ["SecurityAudit → SecurityAudit.html"],
    );
  });

  // As AWS calls its pages.
  for (const [prefix, name, page] of [
    [
      "iam",
      "AWS Identity and Access Management (IAM)",
      "list_awsidentityandaccessmanagementiam.html#awsidentityandaccessmanagementiam-",
    ],
    ["xray", "AWS X-Ray", "list_awsx-ray.html#awsx-ray-"],
    ["appstream", "Amazon AppStream 2.0", "list_amazonappstream2.0.html#amazonappstream2.0-"],
    [
      "odb",
      "AWS Service - Oracle Database@AWS",
      "list_awsservice-oracledatabase_aws.html#awsservice-oracledatabase_aws-",
    ],
    ["cloudformation", "AWS Cloud Control API", "list_awscloudformation.html"],
  ] as const) {
    it(`find the page of ${prefix}`, () => {
      assert.match(
        actionUrl({ prefix, name }, "Do"),
        new RegExp(`/${page.replace(/[.]/g, "\\.")}${page.endsWith("-") ? "Do" : ""}$`),
      );
    });
  }

  it("are none where no policy stands", async () => {
    assert.deepEqual(await linksOf("a.json", `{ "Action": "s3:GetObject" }`), []);
  });
});
