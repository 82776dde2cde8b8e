/**
 * The policy templates of AWS SAM that are used most, as statements (AWS SAM: "Policy template list"): those of which the
 * effect is known. With any other the grants of a function are not known.
 */
import { tableOf } from "../table";
import type { TextPart } from "../value";

export interface TemplateStatement {
  readonly actions: readonly string[];
  readonly resources: readonly (readonly TextPart[])[];
}

interface Row {
  readonly actions: string;
  /** Behind `arn:aws:`, with `{Parameter}`; `*` for all, and the parameter alone where it is an ARN. */
  readonly on: string;
}

const at = (service: string, resource: string): string => `${service}:{region}:{account}:${resource}`;
const table = `${at("dynamodb", "table/{TableName}")} ${at("dynamodb", "table/{TableName}/index/*")}`;
const bucket = "s3:::{BucketName} s3:::{BucketName}/*";
const stream = at("kinesis", "stream/{StreamName}");
const identity = at("ses", "identity/{IdentityName}");
const delivery = at("firehose", "deliverystream/{DeliveryStreamName}");

const rows: { readonly [template: string]: readonly Row[] | undefined } = tableOf({
  DynamoDBCrudPolicy: [
    {
      actions:
        "dynamodb:GetItem DeleteItem PutItem Scan Query UpdateItem BatchWriteItem BatchGetItem DescribeTable ConditionCheckItem",
      on: table,
    },
  ],
  DynamoDBReadPolicy: [{ actions: "dynamodb:GetItem Scan Query BatchGetItem DescribeTable", on: table }],
  DynamoDBWritePolicy: [{ actions: "dynamodb:PutItem UpdateItem BatchWriteItem", on: table }],
  DynamoDBReconfigurePolicy: [{ actions: "dynamodb:UpdateTable", on: at("dynamodb", "table/{TableName}") }],
  DynamoDBStreamReadPolicy: [
    {
      actions: "dynamodb:DescribeStream GetRecords GetShardIterator",
      on: at("dynamodb", "table/{TableName}/stream/{StreamName}"),
    },
    { actions: "dynamodb:ListStreams", on: at("dynamodb", "table/{TableName}/stream/*") },
  ],
  S3ReadPolicy: [
    { actions: "s3:GetObject ListBucket GetBucketLocation GetObjectVersion GetLifecycleConfiguration", on: bucket },
  ],
  S3WritePolicy: [{ actions: "s3:PutObject PutObjectAcl PutLifecycleConfiguration", on: bucket }],
  S3CrudPolicy: [
    {
      actions:
        "s3:GetObject ListBucket GetBucketLocation GetObjectVersion PutObject PutObjectAcl GetLifecycleConfiguration PutLifecycleConfiguration DeleteObject",
      on: bucket,
    },
  ],
  S3FullAccessPolicy: [
    {
      actions:
        "s3:GetObject GetObjectAcl GetObjectVersion PutObject PutObjectAcl DeleteObject DeleteObjectTagging DeleteObjectVersionTagging GetObjectTagging GetObjectVersionTagging PutObjectTagging PutObjectVersionTagging",
      on: "s3:::{BucketName}/*",
    },
    {
      actions: "s3:ListBucket GetBucketLocation GetLifecycleConfiguration PutLifecycleConfiguration",
      on: "s3:::{BucketName}",
    },
  ],
  SQSPollerPolicy: [
    {
      actions:
        "sqs:ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage DeleteMessageBatch GetQueueAttributes ReceiveMessage",
      on: at("sqs", "{QueueName}"),
    },
  ],
  SQSSendMessagePolicy: [{ actions: "sqs:SendMessage*", on: at("sqs", "{QueueName}") }],
  SNSPublishMessagePolicy: [{ actions: "sns:Publish", on: at("sns", "{TopicName}") }],
  SNSCrudPolicy: [
    {
      actions: "sns:ListSubscriptionsByTopic CreateTopic SetTopicAttributes Subscribe Publish",
      on: at("sns", "{TopicName}*"),
    },
  ],
  LambdaInvokePolicy: [{ actions: "lambda:InvokeFunction", on: at("lambda", "function:{FunctionName}*") }],
  StepFunctionsExecutionPolicy: [
    { actions: "states:StartExecution", on: at("states", "stateMachine:{StateMachineName}") },
  ],
  EventBridgePutEventsPolicy: [{ actions: "events:PutEvents", on: at("events", "event-bus/{EventBusName}") }],
  CloudWatchPutMetricPolicy: [{ actions: "cloudwatch:PutMetricData", on: "*" }],
  KinesisStreamReadPolicy: [
    { actions: "kinesis:ListStreams DescribeLimits", on: at("kinesis", "stream/*") },
    { actions: "kinesis:DescribeStream DescribeStreamSummary GetRecords GetShardIterator", on: stream },
  ],
  KinesisCrudPolicy: [
    {
      actions:
        "kinesis:AddTagsToStream CreateStream DecreaseStreamRetentionPeriod DeleteStream DescribeStream DescribeStreamSummary GetShardIterator IncreaseStreamRetentionPeriod ListTagsForStream MergeShards PutRecord PutRecords SplitShard RemoveTagsFromStream",
      on: stream,
    },
  ],
  FirehoseWritePolicy: [{ actions: "firehose:PutRecord PutRecordBatch", on: delivery }],
  FirehoseCrudPolicy: [
    {
      actions:
        "firehose:CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream PutRecord PutRecordBatch UpdateDestination",
      on: delivery,
    },
  ],
  KMSDecryptPolicy: [{ actions: "kms:Decrypt", on: at("kms", "key/{KeyId}") }],
  KMSEncryptPolicy: [{ actions: "kms:Encrypt", on: at("kms", "key/{KeyId}") }],
  SSMParameterReadPolicy: [
    { actions: "ssm:DescribeParameters", on: "*" },
    { actions: "ssm:GetParameters GetParameter GetParametersByPath", on: at("ssm", "parameter/{ParameterName}") },
  ],
  SSMParameterWithSlashPrefixReadPolicy: [
    { actions: "ssm:DescribeParameters", on: "*" },
    { actions: "ssm:GetParameters GetParameter GetParametersByPath", on: at("ssm", "parameter{ParameterName}") },
  ],
  AWSSecretsManagerGetSecretValuePolicy: [{ actions: "secretsmanager:GetSecretValue", on: "{SecretArn}" }],
  SESCrudPolicy: [
    { actions: "ses:GetIdentityVerificationAttributes SendEmail SendRawEmail VerifyEmailIdentity", on: identity },
  ],
  SESSendBouncePolicy: [{ actions: "ses:SendBounce", on: identity }],
  SESEmailTemplateCrudPolicy: [
    {
      actions: "ses:CreateTemplate GetTemplate ListTemplates UpdateTemplate DeleteTemplate TestRenderTemplate",
      on: "*",
    },
  ],
  RekognitionDetectOnlyPolicy: [
    { actions: "rekognition:DetectFaces DetectLabels DetectModerationLabels DetectText", on: "*" },
  ],
  RekognitionLabelsPolicy: [{ actions: "rekognition:DetectLabels DetectModerationLabels", on: "*" }],
  RekognitionFacesPolicy: [{ actions: "rekognition:CompareFaces DetectFaces", on: "*" }],
  ComprehendBasicAccessPolicy: [
    {
      actions:
        "comprehend:BatchDetectKeyPhrases DetectDominantLanguage DetectEntities BatchDetectEntities DetectKeyPhrases DetectSentiment BatchDetectDominantLanguage BatchDetectSentiment",
      on: "*",
    },
  ],
  CodePipelineLambdaExecutionPolicy: [{ actions: "codepipeline:PutJobSuccessResult PutJobFailureResult", on: "*" }],
  FilterLogEventsPolicy: [{ actions: "logs:FilterLogEvents", on: at("logs", "log-group:{LogGroupName}:log-stream:*") }],
  VPCAccessPolicy: [
    {
      actions: "ec2:CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DetachNetworkInterface",
      on: "*",
    },
  ],
});

export const samTemplateNames: readonly string[] = Object.keys(rows);

/**
 * What a policy template grants; null for one that is not known here.
 * @param parameter the value of a parameter of the template; null where it is not known
 */
export function samTemplate(
  name: string,
  parameter: (name: string) => readonly TextPart[] | null,
): readonly TemplateStatement[] | null {
  return (
    rows[name]?.map(({ actions, on }) => ({
      actions: actionsIn(actions),
      resources: on.split(" ").map((pattern) => resourceOf(pattern, parameter)),
    })) ?? null
  );
}

/** `dynamodb:GetItem PutItem` as two actions. */
function actionsIn(written: string): readonly string[] {
  const colon = written.indexOf(":");
  return written
    .slice(colon + 1)
    .split(" ")
    .map((name) => `${written.slice(0, colon)}:${name}`);
}

function resourceOf(pattern: string, parameter: (name: string) => readonly TextPart[] | null): readonly TextPart[] {
  const parts = pattern.split(/(\{\w+\})/).flatMap((part): readonly TextPart[] => {
    if (part === "{region}") return [{ name: "AWS::Region" }];
    if (part === "{account}") return [{ name: "AWS::AccountId" }];
    return part.startsWith("{") ? (parameter(part.slice(1, -1)) ?? [{ name: "" }]) : [part];
  });
  return pattern === "*" || pattern.startsWith("{") ? parts : ["arn:aws:", ...parts];
}
