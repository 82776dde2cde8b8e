/**
 * What AWS SAM and the Serverless Framework give the roles that they make for functions and state machines, beside the policies that
 * are written. SAM: the translator as of 1.100 (`samtranslator/model`: `sam_resources.py`, `eventsources/pull.py`,
 * `stepfunctions/generators.py`, `iam.py`), read in November 2026. Serverless Framework: versions 3 and 4 and osls
 * (`lib/plugins/aws/package`: `lib/merge-iam-templates.js`, `compile/functions.js`, `compile/events`), read on the same day.
 */
import { tableOf } from "../table";

export interface GeneratedStatement {
  readonly actions: readonly string[];
  /** A property of what generates it, in braces; `*`; else what stands behind `arn:aws:`. */
  readonly on: string;
}

export interface Generated {
  /** Managed policies of AWS, with their paths. */
  readonly managed?: readonly string[];
  readonly statements?: readonly GeneratedStatement[];
}

const ofRole = (name: string): string => `service-role/${name}`;

export const basicPolicy = ofRole("AWSLambdaBasicExecutionRole");
export const networkPolicy = ofRole("AWSLambdaVPCAccessExecutionRole");
export const tracingPolicy = "AWSXRayDaemonWriteAccess";

const inNetwork: GeneratedStatement = {
  actions: [
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeVpcs",
    "ec2:DescribeSubnets",
    "ec2:DescribeSecurityGroups",
  ],
  on: "*",
};
/** The parameter groups and subnet groups of a database: `cluster-pg:*`. */
const ofDatabases = (resource: string): string => `rds:{region}:{account}:${resource}:*`;

/** How a function authenticates itself to an event source (`SourceAccessConfigurations`), in SAM and in the Serverless Framework. */
export const secretProperty = "secret";
const secret: GeneratedStatement = { actions: ["secretsmanager:GetSecretValue"], on: `{${secretProperty}}` };
/** `SecretsManagerKmsKeyId` is the id of a key. */
const keyProperty = "SecretsManagerKmsKeyId";
const key: GeneratedStatement = { actions: ["kms:Decrypt"], on: `kms:{region}:{account}:key/{${keyProperty}}` };

/** By the type of an event of `AWS::Serverless::Function`. What names a property that the event does not have is left out. */
export const samEvents: { readonly [type: string]: Generated | undefined } = tableOf({
  SQS: { managed: [ofRole("AWSLambdaSQSQueueExecutionRole")] },
  Kinesis: { managed: [ofRole("AWSLambdaKinesisExecutionRole")] },
  DynamoDB: { managed: [ofRole("AWSLambdaDynamoDBExecutionRole")] },
  MSK: { managed: [ofRole("AWSLambdaMSKExecutionRole")], statements: [secret] },
  MQ: { statements: [secret, { actions: ["mq:DescribeBroker"], on: "{Broker}" }, key] },
  SelfManagedKafka: { statements: [secret, key] },
  DocumentDB: {
    statements: [
      secret,
      { actions: ["rds:DescribeDBClusterParameters"], on: ofDatabases("cluster-pg") },
      { actions: ["rds:DescribeDBSubnetGroups"], on: ofDatabases("subgrp") },
      { actions: ["rds:DescribeDBClusters"], on: "{Cluster}" },
      inNetwork,
      key,
    ],
  },
});

/** What a source of self-managed Kafka in a network adds. */
export const kafkaInNetwork: GeneratedStatement = inNetwork;

/** By the `Type` of a dead letter queue or a destination of SAM. */
export const samDestinations: { readonly [type: string]: string | undefined } = tableOf({
  SQS: "sqs:SendMessage",
  SNS: "sns:Publish",
  EventBridge: "events:PutEvents",
  Lambda: "lambda:InvokeFunction",
});

const stream = (service: string, names: readonly string[]): readonly string[] =>
  names.map((name) => `${service}:${name}`);
const broker: Generated = {
  statements: [
    { actions: ["secretsmanager:GetSecretValue"], on: "{basicAuthArn}" },
    { actions: ["mq:DescribeBroker"], on: "{arn}" },
    inNetwork,
  ],
};

/** By the event of a function of the Serverless Framework; of streams by their type. */
export const serverlessEvents: { readonly [event: string]: Generated | undefined } = tableOf({
  sqs: {
    statements: [{ actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], on: "{arn}" }],
  },
  "stream dynamodb": {
    statements: [
      {
        actions: stream("dynamodb", ["GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"]),
        on: "{arn}",
      },
    ],
  },
  "stream kinesis": {
    statements: [
      { actions: stream("kinesis", ["GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"]), on: "{arn}" },
    ],
  },
  "stream kinesis consumer": {
    statements: [
      {
        actions: stream("kinesis", ["GetRecords", "GetShardIterator", "DescribeStreamSummary", "ListShards"]),
        on: "{arn}",
      },
      { actions: ["kinesis:SubscribeToShard"], on: "{consumer}" },
    ],
  },
  msk: {
    statements: [{ actions: ["kafka:DescribeCluster", "kafka:GetBootstrapBrokers"], on: "{arn}" }, inNetwork],
  },
  kafka: { statements: [secret] },
  activemq: broker,
  rabbitmq: broker,
  websocket: { statements: [{ actions: ["execute-api:ManageConnections"], on: "execute-api:*:*:*/@connections/*" }] },
});

/** What every role has that the framework makes, on the log groups of its functions. */
export const serverlessLogs: readonly { readonly actions: readonly string[]; readonly behind: string }[] = [
  { actions: ["logs:CreateLogStream", "logs:CreateLogGroup", "logs:TagResource"], behind: ":*" },
  { actions: ["logs:PutLogEvents"], behind: ":*:*" },
];

/** By what a function has, what it adds on that. */
export const serverlessProperties: { readonly [property: string]: Generated | undefined } = tableOf({
  kmsKeyArn: { statements: [{ actions: ["kms:Decrypt"], on: "{kmsKeyArn}" }] },
  onError: { statements: [{ actions: ["sns:Publish"], on: "{onError}" }] },
  tracing: { statements: [{ actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], on: "*" }] },
  vpc: { managed: [networkPolicy] },
});

export const fileSystemActions: readonly string[] = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"];

/** By the service of a destination of the Serverless Framework: of its ARN, or as its `type` says it. */
export const serverlessDestinations: { readonly [service: string]: readonly string[] | undefined } = tableOf({
  sqs: ["sqs:SendMessage"],
  sns: ["sns:Publish"],
  lambda: ["lambda:InvokeFunction"],
  function: ["lambda:InvokeFunction"],
  events: ["events:PutEvents"],
  eventBus: ["events:PutEvents"],
});

/** Of a stream whose records could not be read. */
export const serverlessStreamFailures: { readonly [service: string]: readonly string[] | undefined } = tableOf({
  sqs: ["sqs:ListQueues", "sqs:SendMessage"],
  sns: ["sns:Publish"],
});
