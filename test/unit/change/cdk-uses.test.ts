/** What constructs of AWS CDK may do for what they use: targets, schedules, builds, steps of pipelines, destinations. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const typescript = (line: string) => `import { Stack } from "aws-cdk-lib";
import * as actions from "aws-cdk-lib/aws-codepipeline-actions";
import * as api from "aws-cdk-lib/aws-apigateway";
import * as build from "aws-cdk-lib/aws-codebuild";
import * as cr from "aws-cdk-lib/custom-resources";
import * as deployment from "aws-cdk-lib/aws-s3-deployment";
import * as destinations from "aws-cdk-lib/aws-lambda-destinations";
import * as events from "aws-cdk-lib/aws-events";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as schedule from "aws-cdk-lib/aws-scheduler-targets";
import * as sources from "aws-cdk-lib/aws-lambda-event-sources";
import * as targets from "aws-cdk-lib/aws-events-targets";
import { Pipe } from "@aws-cdk/aws-pipes-alpha";
import { SqsSource } from "@aws-cdk/aws-pipes-sources-alpha";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Stream } from "aws-cdk-lib/aws-kinesis";
export class Jobs extends Stack {
  constructor(scope: any, id: string, props: any) {
    super(scope, id);
    const role = new iam.Role(this, "Role", {});
    const fn = new lambda.Function(this, "Fn", { handler: "i.h" });
    const queue = new Queue(this, "Queue", { queueName: "q" });
    const bucket = new Bucket(this, "Bucket", { bucketName: "b" });
    const machine = new StateMachine(this, "M", { stateMachineName: "m" });
    const rule = new events.Rule(this, "Rule", {});
    ${line}
  }
}
`;
const here = "${AWS::Region}:${AWS::AccountId}";
const starts = (holder: string, action = "StartExecution") =>
  `${holder} identity: states:${action} on arn:aws:states:${here}:stateMachine:m`;
const variable = (type: string, value: string) =>
  `new build.Project(this, "P", { environmentVariables: { A: { type: build.BuildEnvironmentVariableType.${type}, value: ${value} } } });`;
const custom = (calls: string, resources = '["arn:aws:ssm:*:*:parameter/a"]') =>
  `new cr.AwsCustomResource(this, "C", { ${calls}, policy: cr.AwsCustomResourcePolicy.fromSdkCalls({ resources: ${resources} }) });`;
const parameter = 'service: "SSM", action: "getParameter", parameters: { Name: "a" }';
const deploys = (options: string) =>
  `new actions.CloudFormationCreateUpdateStackAction({ actionName: "Deploy", stackName: "s", ${options} });`;
const sends = (holder: string) => `${holder} identity: sqs:SendMessage on arn:aws:sqs:${here}:q`;

const stream = `arn:aws:kinesis:${here}:stream/\${stream.streamName}`;

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  [
    "a target with its own role",
    "",
    "rule.addTarget(new targets.SfnStateMachine(machine));",
    [starts("machine eventsRole")],
  ],
  [
    "a target with a role of the program",
    "",
    "rule.addTarget(new targets.SfnStateMachine(machine, { role }));",
    [starts("role")],
  ],
  [
    "a call as a target",
    "",
    'rule.addTarget(new targets.AwsApi({ service: "ECS", action: "updateService" }));',
    ["AwsApi identity: ecs:UpdateService on *"],
  ],
  ["a schedule", "", "new schedule.SqsSendMessage(queue, {});", [sends("queue schedulerRole")]],
  [
    "a call by schedule",
    "",
    'new schedule.Universal({ service: "rds", action: "stopDBCluster" });',
    ["Universal schedulerRole identity: rds:StopDBCluster on *"],
  ],
  ["a schedule of tasks", "", "new schedule.EcsRunFargateTask(props.cluster, {});", ["?schedulerRole identity"]],
  [
    "another time of a schedule",
    "new schedule.SqsSendMessage(queue, { a: 1 });",
    "new schedule.SqsSendMessage(queue, { a: 2 });",
    [],
  ],
  [
    "a queue of a pipe",
    "",
    'new Pipe(this, "Pipe", { source: new SqsSource(queue), target: props.target });',
    [
      `Pipe identity: sqs:ChangeMessageVisibility, sqs:DeleteMessage on arn:aws:sqs:${here}:q`,
      `Pipe identity: sqs:GetQueueAttributes, sqs:GetQueueUrl, sqs:ReceiveMessage on arn:aws:sqs:${here}:q`,
    ],
  ],
  [
    "a secret as a variable of a build",
    "",
    variable("SECRETS_MANAGER", '"token:key"'),
    [`P identity: secretsmanager:GetSecretValue on arn:aws:secretsmanager:${here}:secret:token-??????`],
  ],
  [
    "a parameter as a variable of a build",
    "",
    variable("PARAMETER_STORE", '"/a/b"'),
    [`P identity: ssm:GetParameters on arn:aws:ssm:${here}:parameter/a/b`],
  ],
  ["a plain variable of a build", "", variable("PLAINTEXT", '"a"'), []],
  [
    "another key of the secret",
    variable("SECRETS_MANAGER", '"token:key"'),
    variable("SECRETS_MANAGER", '"token:other"'),
    [],
  ],
  [
    "the cache of a build",
    "",
    'new build.Project(this, "P", { role, cache: build.Cache.bucket(bucket) });',
    [
      "role identity: s3:AbortMultipartUpload, s3:DeleteObject, s3:DeleteObjectAnnotation, … on arn:aws:s3:::b, arn:aws:s3:::b/*",
      "role identity: s3:GetBucketAbac, s3:GetBucketAcl, s3:GetBucketCORS, … on arn:aws:s3:::b, arn:aws:s3:::b/*",
      "role identity: s3:ListBucket, s3:ListBucketMultipartUploads, s3:ListBucketVersions, … on arn:aws:s3:::b, arn:aws:s3:::b/*",
    ],
  ],
  [
    "a stack that is deployed by an administrator",
    deploys("adminPermissions: false"),
    deploys("adminPermissions: true"),
    ["Deploy deploymentRole identity: * on *"],
  ],
  ["a step that asks somebody", "", 'new actions.ManualApprovalAction({ actionName: "Ask" });', []],
  [
    "a call of a custom resource",
    custom(`onCreate: { ${parameter} }`),
    custom(
      `onCreate: { ${parameter} }, onDelete: { service: "@aws-sdk/client-ssm", action: "DeleteParameterCommand" }`,
    ),
    ["AwsCustomResource identity: ssm:DeleteParameter on arn:aws:ssm:*:*:parameter/a"],
  ],
  [
    "another parameter of a call",
    custom(`onCreate: { ${parameter} }`),
    custom(`onCreate: { ${parameter.replace('"a"', '"b"')} }`),
    [],
  ],
  [
    "calls on everything",
    custom(`onCreate: { ${parameter} }`),
    custom(`onCreate: { ${parameter} }`, "cr.AwsCustomResourcePolicy.ANY_RESOURCE"),
    ["AwsCustomResource identity: ssm:GetParameter on *"],
  ],
  [
    "a call that others name",
    custom(`onCreate: { ${parameter} }`),
    custom(`onCreate: { service: "SSM", action: props.action }`),
    ["-AwsCustomResource identity: ssm:GetParameter on arn:aws:ssm:*:*:parameter/a", "?AwsCustomResource identity"],
  ],
  [
    "where a function sends what has failed",
    "",
    "fn.configureAsyncInvoke({ onFailure: new destinations.SqsDestination(queue) });",
    [`fn identity: sqs:GetQueueAttributes, sqs:GetQueueUrl on arn:aws:sqs:${here}:q`, sends("fn")],
  ],
  [
    "where a source sends what has failed",
    'fn.addEventSource(new sources.SqsEventSource(queue)); const stream = new Stream(this, "S", {});',
    'fn.addEventSource(new sources.SqsEventSource(queue)); const stream = new Stream(this, "S", {}); fn.addEventSource(new sources.KinesisEventSource(stream, { onFailure: new sources.SqsDlq(queue) }));',
    [
      `fn identity: kinesis:DescribeStream, kinesis:DescribeStreamSummary, kinesis:GetRecords, … on ${stream}`,
      `fn identity: kinesis:ListShards on ${stream}`,
      sends("fn"),
    ],
  ],
  [
    "an API that starts a machine",
    "",
    "api.StepFunctionsIntegration.startExecution(machine);",
    [starts("machine apiRole", "StartSyncExecution")],
  ],
  [
    "an authorizer",
    "",
    'new api.TokenAuthorizer(this, "A", { handler: fn });',
    [
      "fn resource: lambda:InvokeFunction on ${fn} by Service apigateway.amazonaws.com where ArnLike aws:SourceArn ${A.authorizerArn}",
    ],
  ],
  [
    "a deployment to a bucket",
    "",
    'new deployment.BucketDeployment(this, "D", { sources: [deployment.Source.data("a", "b")], destinationBucket: bucket, distribution: props.site });',
    [
      "D deployment identity: cloudfront:CreateInvalidation on *",
      "D deployment identity: cloudfront:GetInvalidation on *",
    ],
  ],
  [
    "traces of a machine",
    "",
    'new StateMachine(this, "Other", { tracingEnabled: true });',
    [
      "Other identity: xray:GetSamplingRules, xray:GetSamplingTargets on *",
      "Other identity: xray:PutTelemetryRecords, xray:PutTraceSegments on *",
    ],
  ],
];

describe("what CDK allows for what it uses", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => {
      const found = (await diffTexts("s.ts", typescript(before), typescript(after))).sort();
      assert.deepEqual(
        title.startsWith("a deployment") ? found.filter((one) => /cloudfront/.test(one)) : found,
        [...lines].sort(),
      );
    });
});
