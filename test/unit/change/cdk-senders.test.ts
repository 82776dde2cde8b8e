/** Whose messages come to queues, topics and functions of AWS CDK: the lines of a change, and those of its opposite. */
import { type Change, programsBothWays } from "../../support/both-ways";

const stack = (lines: string) => `import { Stack } from "aws-cdk-lib";
import * as apigw from "aws-cdk-lib/aws-apigateway";
import { HttpLambdaAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as s3 from "aws-cdk-lib/aws-s3";
import * as s3n from "aws-cdk-lib/aws-s3-notifications";
import * as sns from "aws-cdk-lib/aws-sns";
import * as subs from "aws-cdk-lib/aws-sns-subscriptions";
import * as sqs from "aws-cdk-lib/aws-sqs";
class S extends Stack { constructor(scope: any, id: string, props: any) {
  super(scope, id);
  const queue = new sqs.Queue(this, "Q");
  const fn = new lambda.Function(this, "F", {});
  const news = new sns.Topic(this, "News");
  const jobs = new sns.Topic(this, "Jobs");
  const files = new s3.Bucket(this, "Files");
  const made = s3.EventType.OBJECT_CREATED;
  ${lines}
} }
`;
const python = (
  lines: string,
) => `from aws_cdk import Stack, aws_lambda as lambda_, aws_s3 as s3, aws_s3_notifications as s3n

class S(Stack):
    def __init__(self, scope, id):
        fn = lambda_.Function(self, "F")
        files = s3.Bucket(self, "Files")
        ${lines}
`;
const topic = (name: string) =>
  `where ArnLike aws:SourceArn arn:aws:sns:\${AWS::Region}:\${AWS::AccountId}:\${${name}.topicName}`;
const bucket = "where ArnLike aws:SourceArn arn:aws:s3:::${files.bucketName}";
const sends = (who: string) => `queue resource: sqs:SendMessage on \${queue} by Service sns.amazonaws.com ${who}`;
const ofFiles = `fn resource: lambda:InvokeFunction on \${fn} by Service s3.amazonaws.com ${bucket} and StringEquals aws:SourceAccount \${AWS::AccountId}`;
const calls = (who: string) => `fn resource: lambda:InvokeFunction on \${fn} by Service sns.amazonaws.com ${who}`;

const own = (encryption: string) => `const own = new sqs.Queue(this, "Own", { ${encryption} });`;
const ownTo = (encryption: string) => `${own(encryption)} news.addSubscription(new subs.SqsSubscription(own));`;
const sendsOwn = sends(topic("news")).replaceAll("queue", "own");
const decrypts = (key: string) =>
  `${key} resource: kms:Decrypt, kms:GenerateDataKey on * by Service sns.amazonaws.com ${topic("news")}`;

const byFiles = [
  ...["sqs:GetQueueAttributes, sqs:GetQueueUrl", "sqs:SendMessage"].map(
    (actions) => `own resource: ${actions} on \${own} by Service s3.amazonaws.com ${bucket}`,
  ),
  ...["", ` ${bucket}`].map(
    (where) =>
      `props.key resource: kms:Decrypt, kms:GenerateDataKey, kms:GenerateDataKeyPair, … on * by Service s3.amazonaws.com${where}`,
  ),
];
const asks = (what: string, by = "ask") =>
  `${what} resource: lambda:InvokeFunction on \${${what}} by Service apigateway.amazonaws.com where ArnLike aws:SourceArn \${${by}.authorizerArn}`;
const elsewhere = (how: string) => `const fn2 = lambda.Function.${how};`;
const authorizer = (of: string, more = "") =>
  `const ask = new apigw.RequestAuthorizer(this, "A", { handler: ${of}, identitySources: []${more} });`;

const rows: readonly Change[] = [
  ["an authorizer of a REST API", "", authorizer("fn"), [asks("fn")], [`-${asks("fn")}`]],
  ["one of an HTTP API", "", 'const ask = new HttpLambdaAuthorizer("A", fn);', [asks("fn")], [`-${asks("fn")}`]],
  ["one that calls by a role", "", authorizer("fn", ", assumeRole: props.role"), [], []],
  [
    "an HTTP API's that calls by a role",
    "",
    'const ask = new HttpLambdaAuthorizer("A", fn, { role: props.role });',
    [],
    [],
  ],
  [
    "one that asks a function of elsewhere",
    elsewhere('fromFunctionArn(this, "F2", props.arn)'),
    elsewhere('fromFunctionArn(this, "F2", props.arn)') + authorizer("fn2"),
    ["?fn2 resource"],
    [],
  ],
  [
    "one that asks a function of the same account",
    elsewhere('fromFunctionAttributes(this, "F2", { functionArn: props.arn, sameEnvironment: true })'),
    elsewhere('fromFunctionAttributes(this, "F2", { functionArn: props.arn, sameEnvironment: true })') +
      authorizer("fn2"),
    [asks("fn2")],
    [`-${asks("fn2")}`],
  ],
  [
    "a queue with a key, which a bucket sends to",
    own("encryptionMasterKey: props.key"),
    `${own("encryptionMasterKey: props.key")} files.addObjectCreatedNotification(new s3n.SqsDestination(own));`,
    byFiles,
    byFiles.map((line) => `-${line}`),
  ],
  [
    "a queue with a key, which the topic may use",
    own("encryptionMasterKey: props.key"),
    ownTo("encryptionMasterKey: props.key"),
    [decrypts("props.key"), sendsOwn],
    [`-${decrypts("props.key")}`, `-${sendsOwn}`],
  ],
  [
    "a queue with a key that CDK makes",
    own("encryption: sqs.QueueEncryption.KMS"),
    ownTo("encryption: sqs.QueueEncryption.KMS"),
    [sendsOwn, decrypts("own.encryptionMasterKey")],
    [`-${sendsOwn}`, `-${decrypts("own.encryptionMasterKey")}`],
  ],
  [
    "a queue with the key of AWS",
    own("encryption: sqs.QueueEncryption.KMS_MANAGED"),
    ownTo("encryption: sqs.QueueEncryption.KMS_MANAGED"),
    [sendsOwn],
    [`-${sendsOwn}`],
  ],
  [
    "a queue that is subscribed to a topic",
    "",
    "news.addSubscription(new subs.SqsSubscription(queue));",
    [sends(topic("news"))],
    [`-${sends(topic("news"))}`],
  ],
  [
    "a queue that is subscribed to another topic",
    "news.addSubscription(new subs.SqsSubscription(queue));",
    "jobs.addSubscription(new subs.SqsSubscription(queue));",
    [`-${sends(topic("news"))}`, sends(topic("jobs"))],
    [sends(topic("news")), `-${sends(topic("jobs"))}`],
  ],
  [
    "a subscription that a variable keeps, for one topic more",
    "const one = new subs.SqsSubscription(queue); news.addSubscription(one);",
    "const one = new subs.SqsSubscription(queue); news.addSubscription(one); jobs.addSubscription(one);",
    [sends(topic("jobs"))],
    [`-${sends(topic("jobs"))}`],
  ],
  [
    "the same subscription in a variable",
    "news.addSubscription(new subs.SqsSubscription(queue));",
    "const one = new subs.SqsSubscription(queue, { rawMessageDelivery: true }); news.addSubscription(one);",
    [],
    [],
  ],
  [
    "a function that is subscribed to a topic",
    "",
    "news.addSubscription(new subs.LambdaSubscription(fn));",
    [calls(topic("news"))],
    [`-${calls(topic("news"))}`],
  ],
  [
    "a subscription that is given to something else",
    "",
    "props.wire(new subs.LambdaSubscription(fn));",
    ["fn resource: lambda:InvokeFunction on ${fn} by Service sns.amazonaws.com"],
    ["-fn resource: lambda:InvokeFunction on ${fn} by Service sns.amazonaws.com"],
  ],
  [
    "a function that a bucket calls",
    "",
    "files.addEventNotification(made, new s3n.LambdaDestination(fn));",
    [ofFiles],
    [`-${ofFiles}`],
  ],
  [
    "such a function in Python",
    "pass",
    "files.add_object_created_notification(s3n.LambdaDestination(fn))",
    [ofFiles.replace("bucketName", "bucket_name")],
    [`-${ofFiles.replace("bucketName", "bucket_name")}`],
    python,
  ],
  [
    "another kind of event of the bucket",
    "files.addObjectCreatedNotification(new s3n.LambdaDestination(fn));",
    "files.addObjectRemovedNotification(new s3n.LambdaDestination(fn));",
    [],
    [],
  ],
  [
    "a topic that a bucket sends to",
    "",
    'files.addObjectCreatedNotification(new s3n.SnsDestination(news), { prefix: "in/" });',
    [`news resource: sns:Publish on \${news} by Service s3.amazonaws.com ${bucket}`],
    [`-news resource: sns:Publish on \${news} by Service s3.amazonaws.com ${bucket}`],
  ],
];

describe("whose messages come to what a program of CDK makes", () => {
  programsBothWays(rows, stack, python);
});
