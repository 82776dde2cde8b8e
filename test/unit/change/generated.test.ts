/** What AWS SAM and the Serverless Framework make of a document, beside what it writes. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const queue = { "Fn::GetAtt": ["Q", "Arn"] };
const sam = (properties: object, more: object = {}, type = "Function") =>
  JSON.stringify({
    Transform: "AWS::Serverless-2016-10-31",
    ...more,
    Resources: {
      F: { Type: `AWS::Serverless::${type}`, Properties: properties },
      Q: { Type: "AWS::SQS::Queue" },
      R: { Type: "AWS::IAM::Role", Properties: {} },
    },
  });
const event = (Type: string, Properties: object = {}) => ({ Events: { E: { Type, Properties } } });
const onQueue = "on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Q.QueueName}";
const polled = ["F identity: sqs:DeleteMessage on *", "F identity: sqs:GetQueueAttributes, sqs:ReceiveMessage on *"];
const ref = (Ref: string) => ({ Ref });
const either = (one: unknown, other: unknown) => ({ "Fn::If": ["C", one, other] });
const chosen = (one: unknown) => either(one, ref("AWS::NoValue"));

const statement = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
const withRole = { Role: "arn:aws:iam::111122223333:role/x" };

const inSam: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  [
    "policies beside a role, which count for nothing",
    sam(withRole),
    sam({ ...withRole, Policies: [statement, "AdministratorAccess", { SQSPollerPolicy: { QueueName: "q" } }] }),
    [],
  ],
  [
    "policies where a role is given in some deployments",
    sam({ Role: chosen("arn:aws:iam::111122223333:role/x") }),
    sam({ Role: chosen("arn:aws:iam::111122223333:role/x"), Policies: [statement] }),
    ["F identity: s3:GetObject on *"],
  ],
  [
    "what a policy of AWS allows, and SAM as well",
    sam({}),
    sam({ Policies: ["AWSXrayWriteOnlyAccess"], Tracing: "Active" }),
    [
      "F identity: xray:GetSamplingRules, xray:GetSamplingStatisticSummaries, xray:GetSamplingTargets on *",
      "F identity: xray:PutTelemetryRecords, xray:PutTraceSegments on *",
    ],
  ],
  ["an event of a queue", sam({}), sam(event("SQS", { Queue: queue })), polled],
  ["one that has gone", sam(event("SQS", { Queue: queue })), sam({}), polled.map((line) => `-${line}`)],
  ["an event that calls the function", sam({}), sam(event("Api", { Path: "/", Method: "get" })), []],
  [
    "another batch",
    sam(event("SQS", { Queue: queue, BatchSize: 1 })),
    sam(event("SQS", { Queue: queue, BatchSize: 9 })),
    [],
  ],
  [
    "a broker, with its secret and its key",
    sam({}),
    sam(
      event("MQ", {
        Broker: "arn:aws:mq:us-east-1:111122223333:broker:b:b-1",
        SourceAccessConfigurations: [
          { Type: "VIRTUAL_HOST", URI: "v" },
          { Type: "BASIC_AUTH", URI: "arn:aws:secretsmanager:us-east-1:111122223333:secret:s-aaaaaa" },
        ],
        SecretsManagerKmsKeyId: "k",
      }),
    ),
    [
      "F identity: secretsmanager:GetSecretValue on arn:aws:secretsmanager:us-east-1:111122223333:secret:s-aaaaaa",
      "F identity: mq:DescribeBroker on arn:aws:mq:us-east-1:111122223333:broker:b:b-1",
      "F identity: kms:Decrypt on arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/k",
    ],
  ],
  [
    "where records go that fail",
    sam(event("Kinesis", { Stream: "s" })),
    sam(event("Kinesis", { Stream: "s", DestinationConfig: { OnFailure: { Type: "SQS", Destination: queue } } })),
    [`F identity: sqs:SendMessage ${onQueue}`],
  ],
  [
    "a dead letter queue",
    sam({}),
    sam({ DeadLetterQueue: { Type: "SQS", TargetArn: queue } }),
    [`F identity: sqs:SendMessage ${onQueue}`],
  ],
  [
    "one for all functions",
    sam({}),
    sam({}, { Globals: { Function: { DeadLetterQueue: { Type: "SQS", TargetArn: queue } } } }),
    [`F identity: sqs:SendMessage ${onQueue}`],
  ],
  [
    "a destination",
    sam({}),
    sam({ EventInvokeConfig: { DestinationConfig: { OnSuccess: { Type: "SQS", Destination: queue } } } }),
    [`F identity: sqs:SendMessage ${onQueue}`],
  ],
  [
    "a destination that SAM makes",
    sam({}),
    sam({ EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: "SNS" } } } }),
    ["F identity: sns:Publish on ${FEventInvokeConfigOnFailureTopic}"],
  ],
  ["retries alone", sam({}), sam({ EventInvokeConfig: { MaximumRetryAttempts: 1 } }), []],
  ["tracing of the gateway alone", sam({}), sam({}, { Globals: { Api: { TracingEnabled: true } } }), []],
  [
    "events that are included",
    sam({}),
    sam({ Events: { "Fn::Transform": { Name: "AWS::Include" } } }),
    ["?F identity"],
  ],
  [
    "a role of its own, and an event",
    sam({ Role: { "Fn::GetAtt": ["R", "Arn"] } }),
    sam({ Role: { "Fn::GetAtt": ["R", "Arn"] }, ...event("SQS") }),
    [],
  ],
  [
    "a role of its own in some deployments",
    sam({ Role: chosen({ "Fn::GetAtt": ["R", "Arn"] }) }),
    sam({ Role: chosen({ "Fn::GetAtt": ["R", "Arn"] }), ...event("SQS") }),
    polled,
  ],
  [
    "one of two roles of its own",
    sam({ Role: either({ "Fn::GetAtt": ["R", "Arn"] }, ref("RoleArn")) }),
    sam({ Role: either({ "Fn::GetAtt": ["R", "Arn"] }, ref("RoleArn")), ...event("SQS"), Policies: [statement] }),
    [],
  ],
  [
    "a role of its own in one branch of a branch",
    sam({ Role: either(ref("RoleArn"), chosen({ "Fn::GetAtt": ["R", "Arn"] })) }),
    sam({ Role: either(ref("RoleArn"), chosen({ "Fn::GetAtt": ["R", "Arn"] })), ...event("SQS") }),
    polled,
  ],
  [
    "a schedule that calls it by a role",
    sam({}),
    sam(event("ScheduleV2", { ScheduleExpression: "rate(1 hour)" })),
    ["FERole identity: lambda:InvokeFunction on arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${F}"],
  ],
  [
    "the same by a role that is named",
    sam({}),
    sam(event("ScheduleV2", { ScheduleExpression: "rate(1 hour)", RoleArn: "arn:aws:iam::111122223333:role/s" })),
    [],
  ],
  [
    "tracing of a state machine",
    sam({}, {}, "StateMachine"),
    sam({ Tracing: { Enabled: true } }, {}, "StateMachine"),
    [
      "F identity: xray:GetSamplingRules, xray:GetSamplingStatisticSummaries, xray:GetSamplingTargets on *",
      "F identity: xray:PutTelemetryRecords, xray:PutTraceSegments on *",
    ],
  ],
  [
    "tracing that is off",
    sam({}, {}, "StateMachine"),
    sam({ Tracing: { Enabled: false }, Logging: { Level: "ALL" } }, {}, "StateMachine"),
    [],
  ],
  [
    "a URL for everybody, for all functions",
    sam({}),
    sam({}, { Globals: { Function: { FunctionUrlConfig: { AuthType: "NONE" } } } }),
    ["F resource: lambda:InvokeFunctionUrl by *"],
  ],
  [
    "a URL whose way of asking a parameter gives",
    sam({}),
    sam({ FunctionUrlConfig: { AuthType: ref("How") } }),
    ["?F resource"],
  ],
];

const service = (functions: object, provider: object = {}, more: object = {}) =>
  JSON.stringify({ service: "x", provider: { name: "aws", ...provider }, functions, ...more }, null, 2);
const served = (a: object) => service({ a: { handler: "a.b", ...a } });
const on = (one: object) => served({ events: [one] });
const plain = served({});
const table = "arn:aws:dynamodb:us-east-1:111122223333:table/t/stream/x";
const stream = "arn:aws:kinesis:us-east-1:111122223333:stream/s";
const orders = "arn:aws:sqs:us-east-1:111122223333:orders";
const held = { iam: { role: { statements: "${self:custom.statements}" } } };
const attached = { iam: { role: { managedPolicies: "${self:custom.managed}" } } };
const one = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" };
const stated = (...Action: string[]) => ({ statements: [{ Effect: "Allow", Action, Resource: "*" }] });

const inServerless: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  [
    "a stream of a table",
    plain,
    on({ stream: table }),
    [`provider identity: dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator, … on ${table}`],
  ],
  [
    "a stream with a consumer",
    plain,
    on({ stream: { arn: stream, consumer: `${stream}/consumer/c:1` } }),
    [
      `provider identity: kinesis:DescribeStreamSummary, kinesis:GetRecords, kinesis:GetShardIterator on ${stream}`,
      `provider identity: kinesis:ListShards on ${stream}`,
      `provider identity: kinesis:SubscribeToShard on ${stream}/consumer/c:1`,
    ],
  ],
  ["a stream whose kind nobody can tell", plain, on({ stream: { arn: "${cf:other.Stream}" } }), ["?provider identity"]],
  [
    "a queue",
    plain,
    on({ sqs: orders }),
    [
      `provider identity: sqs:DeleteMessage on ${orders}`,
      `provider identity: sqs:GetQueueAttributes, sqs:ReceiveMessage on ${orders}`,
    ],
  ],
  ["a request", plain, on({ httpApi: "GET /" }), []],
  [
    "a role that stands elsewhere",
    service({ a: { role: "r" } }),
    service({ a: { role: "r", events: [{ sqs: orders }] } }),
    [],
  ],
  [
    "where calls go that fail",
    plain,
    served({ destinations: { onFailure: orders } }),
    [`provider identity: sqs:SendMessage on ${orders}`],
  ],
  ["a URL for everybody", plain, served({ url: true }), ["a resource: lambda:InvokeFunctionUrl by *"]],
  ["a URL for those who may", plain, served({ url: { authorizer: "aws_iam" } }), []],
  [
    "a URL with cross-origin calls",
    plain,
    served({ url: { cors: true } }),
    ["a resource: lambda:InvokeFunctionUrl by *"],
  ],
  ["no URL", plain, served({ url: false }), []],
  [
    "statements that stand elsewhere in the file",
    service({ a: {} }, held, { custom: stated("sqs:SendMessage") }),
    service({ a: {} }, held, { custom: stated("sqs:SendMessage", "sqs:DeleteQueue") }),
    ["provider identity: sqs:DeleteQueue on *"],
  ],
  [
    "a statement that stands elsewhere in the file, and the same in its place",
    service(
      { a: {} },
      { iam: { role: { statements: ["${self:custom.one}"] } } },
      { custom: { one: { ...one, Sid: "A" } } },
    ),
    service({ a: {} }, { iam: { role: { statements: [one] } } }, { custom: { one: { ...one, Sid: "A" } } }),
    [],
  ],
  [
    "managed policies that stand elsewhere in the file",
    service({ a: {} }, attached, { custom: { managed: [] } }),
    service({ a: {} }, attached, { custom: { managed: ["arn:aws:iam::aws:policy/AWSLambdaInvocation-DynamoDB"] } }),
    [
      "provider identity: lambda:InvokeFunction on *",
      "provider identity: dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator, … on *",
    ],
  ],
  [
    "other subnets of the same network",
    service({ a: { vpc: { subnetIds: ["${self:custom.subnet}"] } } }, {}, { custom: { subnet: "subnet-1" } }),
    service({ a: { vpc: { subnetIds: ["${self:custom.subnet}"] } } }, {}, { custom: { subnet: "subnet-2" } }),
    [],
  ],
  [
    "the same in another place",
    service({ a: {} }, held, { custom: stated("sqs:SendMessage") }),
    service({ a: {} }, { iam: { role: stated("sqs:SendMessage") } }),
    [],
  ],
];

describe("what tools make of a document", () => {
  for (const [title, before, after, lines] of inSam)
    it(`SAM: ${title}`, async () => assert.deepEqual(await diffTexts("template.json", before, after), lines));
  for (const [title, before, after, lines] of inServerless)
    it(`Serverless Framework: ${title}`, async () =>
      assert.deepEqual(await diffTexts("serverless.yml", before, after), lines));
});
