/**
 * What classes of AWS CDK let the role do that they make or are given, for what they use (aws-cdk-lib 2.276: aws-events-targets,
 * aws-scheduler-targets, aws-codepipeline-actions, aws-apigateway, aws-apigatewayv2-integrations, custom-resources, aws-s3-deployment,
 * aws-lambda-destinations, aws-lambda-event-sources, aws-pipes-*-alpha; found by synthesizing them, November 2026). Where feature flags
 * decide, what may be allowed at most.
 */
import { tableOf } from "../table";
import { cdkConstruct, type GrantMethod } from "./cdk-grants";

export interface Use {
  /** What is used, by a property or by the number of an argument; absent: nothing of the program. */
  readonly of?: string | number;
  /** Null: it is allowed something that is not known here. */
  readonly grants: readonly GrantMethod[] | null;
}

/** What the role of a class is called, where it is given none. */
export interface Uses {
  readonly role: string;
  readonly uses: readonly Use[];
}

const grant = (service: string, actions: string, ...on: readonly string[]): GrantMethod => ({
  actions: actions.split(" ").map((action) => `${service}:${action}`),
  on: on.length > 0 ? on : [""],
});
const methodOf = (type: string, method: string): readonly GrantMethod[] => cdkConstruct(type)!.grants[method]!;
const use = (of: string | number | undefined, ...grants: readonly GrantMethod[]): readonly Use[] => [
  of === undefined ? { grants } : { of, grants },
];
const unknown: readonly Use[] = [{ grants: null }];

const invoking = grant("lambda", "InvokeFunction", "", ":*");
const starting = grant("states", "StartExecution");
const sending = grant("sqs", "SendMessage");
const publishing = grant("sns", "Publish");
const putting = grant("events", "PutEvents");
const building = grant("codebuild", "StartBuild");
const running = grant("codepipeline", "StartPipelineExecution");
const delivering = grant("firehose", "PutRecord PutRecordBatch");
const sendingFully = methodOf("sqs.Queue", "grantSendMessages");
const reading = methodOf("s3.Bucket", "grantRead");
const writing = methodOf("s3.Bucket", "grantWrite");

type Table = { readonly [name: string]: readonly Use[] | undefined };

/** The targets that run as a role; the others let EventBridge in by the policy of what they are. */
const targets = tableOf<Table>({
  SfnStateMachine: use(0, starting),
  CodeBuildProject: use(0, building),
  CodePipeline: use(0, running),
  KinesisStream: use(0, grant("kinesis", "ListShards PutRecord PutRecords")),
  KinesisFirehoseStream: use(0, delivering),
  KinesisFirehoseStreamV2: use(0, delivering),
  FirehoseDeliveryStream: use(0, delivering),
  EventBus: use(0, putting),
  ApiDestination: use(0, grant("events", "InvokeApiDestination")),
});
const schedules = tableOf<Table>({
  LambdaInvoke: use(0, invoking),
  SqsSendMessage: use(0, sending),
  SnsPublish: use(0, publishing),
  StepFunctionsStartExecution: use(0, starting),
  CodeBuildStartBuild: use(0, building),
  CodePipelineStartPipelineExecution: use(0, running),
  KinesisStreamPutRecord: use(0, grant("kinesis", "PutRecord PutRecords")),
  FirehosePutRecord: use(0, grant("firehose", "PutRecord")),
  EventBridgePutEvents: unknown,
  EcsRunEc2Task: unknown,
  EcsRunFargateTask: unknown,
  InspectorStartAssessmentRun: unknown,
  SageMakerStartPipelineExecution: unknown,
});
/** What they do with the artifacts of their pipeline is left out: its bucket is not named beside them. */
const actions = tableOf<Table>({
  CodeBuildAction: use("project", grant("codebuild", "BatchGetBuilds StartBuild StopBuild")),
  S3SourceAction: use("bucket", ...reading),
  S3DeployAction: use("bucket", ...writing),
  LambdaInvokeAction: use("lambda", grant("lambda", "ListFunctions", "*"), invoking),
  ManualApprovalAction: use("notificationTopic", publishing),
  EcsDeployAction: unknown,
  StepFunctionInvokeAction: unknown,
  CodeDeployServerDeployAction: unknown,
  CodeDeployEcsDeployAction: unknown,
  CodeCommitSourceAction: unknown,
  CodeStarConnectionsSourceAction: unknown,
  EcrSourceAction: unknown,
  EcrBuildAndPublishAction: unknown,
  CommandsAction: unknown,
  PipelineInvokeAction: unknown,
  Ec2DeployAction: unknown,
  ElasticBeanstalkDeployAction: unknown,
  ServiceCatalogDeployActionBeta1: unknown,
  InspectorEcrImageScanAction: unknown,
  InspectorSourceCodeScanAction: unknown,
  CloudFormationDeployStackSetAction: unknown,
  CloudFormationDeployStackInstancesAction: unknown,
  CloudFormationExecuteChangeSetAction: unknown,
  CloudFormationDeleteStackAction: unknown,
  CloudFormationCreateUpdateStackAction: unknown,
  CloudFormationCreateReplaceChangeSetAction: unknown,
});
const sources = tableOf<Table>({
  SqsSource: use(0, ...methodOf("sqs.Queue", "grantConsumeMessages")),
  DynamoDBSource: use(0, ...methodOf("dynamodb.Table", "grantStreamRead")),
  KinesisSource: use(0, ...methodOf("kinesis.Stream", "grantRead")),
});
const pipeTargets = tableOf<Table>({
  LambdaFunction: use(0, invoking),
  SqsTarget: use(0, ...sendingFully),
  SnsTarget: use(0, publishing),
  SfnStateMachine: use(0, starting),
  EventBridgeTarget: use(0, putting),
  KinesisTarget: use(0, grant("kinesis", "ListShards PutRecord PutRecords")),
  CloudWatchLogsTarget: use(0, grant("logs", "CreateLogStream PutLogEvents")),
});
const framework = [invoking, grant("lambda", "GetFunction")];
const others = tableOf<{ readonly [name: string]: Uses | undefined }>({
  "apigateway.StepFunctionsIntegration.startExecution": {
    role: "apiRole",
    uses: use(0, grant("states", "StartSyncExecution")),
  },
  "apigatewayv2-integrations.HttpSqsIntegration": { role: "apiRole", uses: use("queue", sending) },
  "apigatewayv2-integrations.HttpStepFunctionsIntegration": { role: "apiRole", uses: use("stateMachine", starting) },
  "apigatewayv2-integrations.HttpEventBridgeIntegration": { role: "apiRole", uses: use("eventBusRef", putting) },
  "custom-resources.Provider": {
    role: "framework",
    uses: [...use("onEventHandler", ...framework), ...use("isCompleteHandler", ...framework)],
  },
  "triggers.Trigger": { role: "trigger", uses: use("handler", grant("lambda", "InvokeFunction", ":*")) },
  "pipelines.CodePipelineSource.connection": { role: "sourceRole", uses: unknown },
  "s3-deployment.BucketDeployment": {
    role: "deployment",
    uses: [
      ...use("destinationBucket", ...reading, ...writing),
      ...use("distribution", grant("cloudfront", "GetInvalidation CreateInvalidation", "*")),
    ],
  },
});

/** aws-appsync: what the role of a data source may do, by the class or the last part of the method that adds it; the use is of the second argument or a property. */
const dataSources = tableOf<{
  readonly [name: string]: { readonly property: string; readonly grants: readonly GrantMethod[] | null } | undefined;
}>({
  LambdaDataSource: { property: "lambdaFunction", grants: [invoking] },
  DynamoDbDataSource: { property: "table", grants: methodOf("dynamodb.Table", "grantReadWriteData") },
  EventBridgeDataSource: { property: "eventBus", grants: [putting] },
  OpenSearchDataSource: { property: "domain", grants: methodOf("opensearchservice.Domain", "grantReadWrite") },
  ElasticsearchDataSource: { property: "domain", grants: methodOf("opensearchservice.Domain", "grantReadWrite") },
  RdsDataSource: { property: "serverlessCluster", grants: null },
});
const readsTable = methodOf("dynamodb.Table", "grantReadData");

/** What a data source of AppSync may do with what it is of; undefined for one that needs nothing, or is none. @param name `LambdaDataSource` */
export function dataSource(
  name: string,
  isReadOnly: boolean,
): { readonly property: string; readonly grants: readonly GrantMethod[] | null } | undefined {
  const known = dataSources[name];
  return known && isReadOnly && name === "DynamoDbDataSource" ? { ...known, grants: readsTable } : known;
}

const noTable: Table = {};
const byModule: { readonly [module: string]: readonly [role: string, table: Table, unknown: boolean] | undefined } = {
  "events-targets": ["eventsRole", targets, false],
  "scheduler-targets": ["schedulerRole", schedules, false],
  "codepipeline-actions": ["actionRole", actions, false],
  "pipes-sources": ["pipeRole", sources, true],
  "pipes-targets": ["pipeRole", pipeTargets, true],
};

/** What a class lets its role do; null for any other class. @param name `events-targets.SfnStateMachine` */
export function usesOf(name: string): Uses | null {
  const known = others[name];
  if (known) return known;
  const [, module = "", own = ""] = /^([\w-]{1,60}?)(?:-alpha)?\.([A-Z]\w{1,80})$/.exec(name) ?? [];
  const [role, table, isOpen] = byModule[module] ?? ["", noTable, false];
  const uses = table[own] ?? (isOpen && /(?:Source|Target|Destination)$/.test(own) ? unknown : undefined);
  return uses ? { role, uses } : null;
}

/** Where something is sent that has failed or succeeded: what whoever sends it may do. */
const destinations = tableOf<Table>({
  SqsDestination: use(0, ...sendingFully),
  SnsDestination: use(0, publishing),
  S3Destination: use(0, ...reading, ...methodOf("s3.Bucket", "grantPut")),
  LambdaDestination: use(0, invoking),
  EventBridgeDestination: use(0, putting),
  SqsDlq: use(0, ...sendingFully),
  SnsDlq: use(0, publishing),
  S3OnFailureDestination: use(0, ...reading, ...writing),
});

/** @param name `lambda-destinations.SqsDestination` */
export function destinationUses(name: string): readonly Use[] | null {
  const own = /^lambda-(?:destinations|event-sources)\.(\w{1,60})$/.exec(name)?.[1];
  return (own !== undefined && destinations[own]) || null;
}

/** What the sources of a deployment to a bucket are read with. */
export const sourceGrants = reading;
