/** What tasks of AWS Step Functions let the role of their state machine do (aws-cdk-lib 2.276: aws-stepfunctions-tasks; read in November 2026). */
import { tableOf } from "../table";
import type { GrantMethod } from "./cdk-grants";

export interface TaskEffect {
  /** Of CDK 1: what is given first is the resource. */
  readonly isFirst?: boolean;
  /** The property that names the resource; absent: what is allowed is on all of them. */
  readonly property?: string;
  readonly grants: readonly GrantMethod[];
}

const on = (property: string, actions: string, ...places: readonly string[]): TaskEffect => ({
  property,
  grants: [{ actions: actions.split(" "), on: places.length > 0 ? places : [""] }],
});

/** Those of one kind that are known; the keys of queues and topics have policies of their own. */
const tasks = tableOf<{ readonly [name: string]: TaskEffect }>({
  LambdaInvoke: on("lambdaFunction", "lambda:InvokeFunction", "", ":*"),
  InvokeFunction: { isFirst: true, grants: [{ actions: ["lambda:InvokeFunction"], on: [""] }] },
  RunLambdaTask: { isFirst: true, grants: [{ actions: ["lambda:InvokeFunction"], on: [""] }] },
  DynamoGetItem: on("table", "dynamodb:GetItem"),
  DynamoPutItem: on("table", "dynamodb:PutItem"),
  DynamoDeleteItem: on("table", "dynamodb:DeleteItem"),
  DynamoUpdateItem: on("table", "dynamodb:UpdateItem"),
  SnsPublish: on("topic", "sns:Publish"),
  SqsSendMessage: on("queue", "sqs:SendMessage"),
  StepFunctionsInvokeActivity: { grants: [] },
});

/** Null: it is a task, and what it allows is not known here; undefined: it is none. @param name `LambdaInvoke` */
export function taskEffect(name: string): TaskEffect | null | undefined {
  return tasks[name] ?? (unknownTasks.has(name) ? null : undefined);
}

/** The classes of aws-stepfunctions-tasks that make a state, beside those that are known. */
const unknownTasks: ReadonlySet<string> = new Set([
  ...["PublishToTopic", "RunBatchJob", "RunEcsEc2Task", "RunEcsFargateTask", "RunGlueJobTask", "SendToQueue"],
  ...["SagemakerTrainTask", "SagemakerTransformTask", "StartExecution"],
  "AthenaGetQueryExecution",
  "AthenaGetQueryResults",
  "AthenaStartQueryExecution",
  "AthenaStopQueryExecution",
  "BatchSubmitJob",
  "BedrockCreateModelCustomizationJob",
  "BedrockInvokeModel",
  "CallApiGatewayHttpApiEndpoint",
  "CallApiGatewayRestApiEndpoint",
  "CallAwsService",
  "CallAwsServiceCrossRegion",
  "CodeBuildStartBuild",
  "CodeBuildStartBuildBatch",
  "EcsRunTask",
  "EksCall",
  "EmrAddStep",
  "EmrCancelStep",
  "EmrContainersCreateVirtualCluster",
  "EmrContainersDeleteVirtualCluster",
  "EmrContainersStartJobRun",
  "EmrCreateCluster",
  "EmrModifyInstanceFleetByName",
  "EmrModifyInstanceGroupByName",
  "EmrSetClusterTerminationProtection",
  "EmrTerminateCluster",
  "EvaluateExpression",
  "EventBridgePutEvents",
  "EventBridgeSchedulerCreateScheduleTask",
  "GlueDataBrewStartJobRun",
  "GlueStartCrawlerRun",
  "GlueStartJobRun",
  "HttpInvoke",
  "MediaConvertCreateJob",
  "SageMakerCreateEndpoint",
  "SageMakerCreateEndpointConfig",
  "SageMakerCreateModel",
  "SageMakerCreateTrainingJob",
  "SageMakerCreateTransformJob",
  "SageMakerUpdateEndpoint",
  "StepFunctionsStartExecution",
]);
