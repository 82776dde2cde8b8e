/**
 * Constructs of AWS CDK with their names and ARNs, and what their methods `grant…` allow (aws-cdk-lib 2.276, found by
 * synthesizing each of them, November 2026). Where properties decide, what the method may allow at most; where feature flags do, what it
 * allows by their defaults. Permissions on the keys of resources are left out, as a key has a policy of its own.
 */
import { tableOf } from "../table";

export interface GrantMethod {
  readonly actions: readonly string[];
  /** What is put behind the ARN; `*` alone for all resources. */
  readonly on: readonly string[];
  /** Of which ARN with the same name, where that is not the construct's own. */
  readonly pattern?: string;
}

export interface CdkConstruct {
  /** The property that gives its name; without it CDK or CloudFormation makes one up. Empty where it cannot be given. */
  readonly property: string;
  /** The attributes of the construct. */
  readonly name: string;
  readonly arn: string;
  readonly url?: string;
  /** Behind `arn:aws:`, with `{name}`; the Region and the account are those of the deployment. */
  readonly pattern: string;
  /** By method. */
  readonly grants: { readonly [method: string]: readonly GrantMethod[] | undefined };
  /** Whether its ARN says more than its name: a role may have a path, and a secret has six characters that AWS chooses. */
  readonly isMoreThanName?: boolean;
  /** What the second argument of a method narrows to the objects of a pattern, by what is put behind the ARN without it. */
  readonly narrowed?: { readonly on: string; readonly argument: string };
  /** What `grant(grantee, …actions)` puts behind the ARN; absent where there is no such method. */
  readonly grant?: readonly string[];
  /** The same of other methods that are given actions. */
  readonly grantOn?: { readonly [method: string]: Omit<GrantMethod, "actions"> | undefined };
}

const on =
  (...places: readonly string[]) =>
  (service: string, actions: string): GrantMethod => ({
    actions: actions.split(" ").map((action) => `${service}:${action}`),
    on: places,
  });
const it = on("");
const all = on("*");
const methods = (grants: CdkConstruct["grants"]): CdkConstruct["grants"] => tableOf(grants);

const inTable = on("", "/index/*");
const readTable = "BatchGetItem Query GetItem Scan ConditionCheckItem";
const writeTable = "BatchWriteItem PutItem UpdateItem DeleteItem";
const ofStream = on("/stream/*");
const readsOfTable = it("dynamodb", "GetRecords GetShardIterator");
const table: CdkConstruct = {
  property: "tableName",
  name: "tableName",
  arn: "tableArn",
  pattern: "dynamodb:{region}:{account}:table/{name}",
  grants: methods({
    grantReadData: [inTable("dynamodb", `${readTable} DescribeTable`), readsOfTable],
    grantWriteData: [inTable("dynamodb", `${writeTable} DescribeTable`)],
    grantReadWriteData: [inTable("dynamodb", `${readTable} ${writeTable} DescribeTable`), readsOfTable],
    grantFullAccess: [inTable("dynamodb", "*")],
    grantTableListStreams: [all("dynamodb", "ListStreams")],
    grantStreamRead: [
      all("dynamodb", "ListStreams"),
      ofStream("dynamodb", "DescribeStream GetRecords GetShardIterator"),
    ],
  }),
  grant: ["", "/index/*"],
};

const inBucket = on("", "/*");
const objects = on("/*");
const read = "GetObject* GetBucket* List*";
const put = "PutObject PutObjectLegalHold PutObjectRetention PutObjectTagging PutObjectVersionTagging Abort*";
const bucket: CdkConstruct = {
  property: "bucketName",
  name: "bucketName",
  arn: "bucketArn",
  pattern: "s3:::{name}",
  grants: methods({
    grantRead: [inBucket("s3", read)],
    grantWrite: [inBucket("s3", `DeleteObject* ${put}`)],
    grantReadWrite: [inBucket("s3", `${read} DeleteObject* ${put}`)],
    grantPut: [objects("s3", put)],
    grantPutAcl: [objects("s3", "PutObjectAcl PutObjectVersionAcl")],
    grantDelete: [objects("s3", "DeleteObject*")],
  }),
  narrowed: { on: "/*", argument: "objects_key_pattern" },
};

const lambda: CdkConstruct = {
  property: "functionName",
  name: "functionName",
  arn: "functionArn",
  pattern: "lambda:{region}:{account}:function:{name}",
  grants: methods({
    grantInvoke: [on("", ":*")("lambda", "InvokeFunction")],
    grantInvokeLatestVersion: [on("", ":$LATEST")("lambda", "InvokeFunction")],
    grantInvokeUrl: [it("lambda", "InvokeFunctionUrl InvokeFunction")],
  }),
};

const stream =
  "DescribeStreamSummary GetRecords GetShardIterator ListShards SubscribeToShard DescribeStream ListStreams";
const readStream = `${stream} DescribeStreamConsumer`;

const pull = "BatchCheckLayerAvailability GetDownloadUrlForLayer BatchGetImage";
const push = "CompleteLayerUpload UploadLayerPart InitiateLayerUpload BatchCheckLayerAvailability PutImage";
const registry = all("ecr", "GetAuthorizationToken");

const executions = { on: [":*"], pattern: "states:{region}:{account}:execution:{name}" };
const ofExecutions = (actions: string): GrantMethod => ({ ...it("states", actions), ...executions });

/** The user is that of the database, or the one that is given. */
const database: CdkConstruct = {
  property: "",
  name: "instanceResourceId",
  arn: "",
  pattern: "rds-db:{region}:{account}:dbuser:{name}",
  grants: methods({ grantConnect: [on("/*")("rds-db", "connect")] }),
};

const inDomain = on("", "/*");
const readDomain = "ESHttpGet ESHttpHead";
const writeDomain = "ESHttpDelete ESHttpPost ESHttpPut ESHttpPatch";

/** By module and class: `dynamodb.Table`. */
const constructs: { readonly [name: string]: CdkConstruct | undefined } = tableOf({
  "dynamodb.Table": table,
  "dynamodb.TableV2": {
    ...table,
    grants: methods({
      ...table.grants,
      grantTableListStreams: [ofStream("dynamodb", "ListStreams")],
      grantStreamRead: [ofStream("dynamodb", "ListStreams DescribeStream GetRecords GetShardIterator")],
    }),
  },
  "rds.DatabaseInstance": database,
  "rds.DatabaseInstanceFromSnapshot": database,
  "rds.DatabaseCluster": { ...database, name: "clusterResourceIdentifier" },
  "rds.DatabaseProxy": { ...database, name: "dbProxyName" },
  "s3.Bucket": bucket,
  "sqs.Queue": {
    property: "queueName",
    name: "queueName",
    arn: "queueArn",
    url: "queueUrl",
    pattern: "sqs:{region}:{account}:{name}",
    grants: methods({
      grantConsumeMessages: [
        it("sqs", "ReceiveMessage ChangeMessageVisibility GetQueueUrl DeleteMessage GetQueueAttributes"),
      ],
      grantSendMessages: [it("sqs", "SendMessage GetQueueAttributes GetQueueUrl")],
      grantPurge: [it("sqs", "PurgeQueue GetQueueAttributes GetQueueUrl")],
    }),
    grant: [""],
  },
  "sns.Topic": {
    property: "topicName",
    name: "topicName",
    arn: "topicArn",
    pattern: "sns:{region}:{account}:{name}",
    grants: methods({ grantPublish: [it("sns", "Publish")], grantSubscribe: [it("sns", "Subscribe")] }),
  },
  "kms.Key": {
    property: "",
    name: "keyId",
    arn: "keyArn",
    pattern: "kms:{region}:{account}:key/{name}",
    grants: methods({
      grantAdmin: [
        it(
          "kms",
          "Create* Describe* Enable* List* Put* Update* Revoke* Disable* Get* Delete* TagResource UntagResource ScheduleKeyDeletion CancelKeyDeletion",
        ),
      ],
      grantDecrypt: [it("kms", "Decrypt")],
      grantEncrypt: [it("kms", "Encrypt ReEncrypt* GenerateDataKey*")],
      grantEncryptDecrypt: [it("kms", "Decrypt Encrypt ReEncrypt* GenerateDataKey*")],
      grantSign: [it("kms", "Sign")],
      grantVerify: [it("kms", "Verify")],
      grantSignVerify: [it("kms", "Sign Verify")],
      grantGenerateMac: [it("kms", "GenerateMac")],
      grantVerifyMac: [it("kms", "VerifyMac")],
    }),
    grant: [""],
  },
  // AWS puts six characters behind the name.
  "secretsmanager.Secret": {
    property: "secretName",
    name: "secretName",
    arn: "secretArn",
    pattern: "secretsmanager:{region}:{account}:secret:{name}-??????",
    isMoreThanName: true,
    grants: methods({
      grantRead: [it("secretsmanager", "GetSecretValue DescribeSecret")],
      grantWrite: [it("secretsmanager", "PutSecretValue UpdateSecret UpdateSecretVersionStage")],
    }),
  },
  "ssm.StringParameter": {
    property: "parameterName",
    name: "parameterName",
    arn: "parameterArn",
    pattern: "ssm:{region}:{account}:parameter/{name}",
    grants: methods({
      grantRead: [it("ssm", "DescribeParameters GetParameters GetParameter GetParameterHistory")],
      grantWrite: [it("ssm", "PutParameter")],
    }),
  },
  "ecr.Repository": {
    property: "repositoryName",
    name: "repositoryName",
    arn: "repositoryArn",
    pattern: "ecr:{region}:{account}:repository/{name}",
    grants: methods({
      grantPull: [it("ecr", pull), registry],
      grantPush: [it("ecr", push), registry],
      grantPullPush: [it("ecr", `${pull} ${push}`), registry],
      grantRead: [it("ecr", "DescribeRepositories DescribeImages")],
    }),
    grant: [""],
  },
  "lambda.Function": lambda,
  "lambda.DockerImageFunction": lambda,
  "lambda-nodejs.NodejsFunction": lambda,
  "lambda-python-alpha.PythonFunction": lambda,
  "kinesis.Stream": {
    property: "streamName",
    name: "streamName",
    arn: "streamArn",
    pattern: "kinesis:{region}:{account}:stream/{name}",
    grants: methods({
      grantRead: [it("kinesis", readStream)],
      grantWrite: [it("kinesis", "ListShards PutRecord PutRecords")],
      grantReadWrite: [it("kinesis", `${readStream} PutRecord PutRecords`)],
    }),
    grant: [""],
  },
  "events.EventBus": {
    property: "eventBusName",
    name: "eventBusName",
    arn: "eventBusArn",
    pattern: "events:{region}:{account}:event-bus/{name}",
    grants: methods({ grantPutEventsTo: [it("events", "PutEvents")] }),
  },
  "stepfunctions.StateMachine": {
    property: "stateMachineName",
    name: "stateMachineName",
    arn: "stateMachineArn",
    pattern: "states:{region}:{account}:stateMachine:{name}",
    grants: methods({
      grantStartExecution: [it("states", "StartExecution")],
      grantStartSyncExecution: [it("states", "StartSyncExecution")],
      grantTaskResponse: [it("states", "SendTaskSuccess SendTaskFailure SendTaskHeartbeat")],
      grantRead: [
        it("states", "ListExecutions ListStateMachines"),
        ofExecutions("DescribeExecution DescribeStateMachineForExecution GetExecutionHistory"),
        all("states", "ListActivities DescribeStateMachine DescribeActivity"),
      ],
      grantRedriveExecution: [ofExecutions("RedriveExecution")],
    }),
    grant: [""],
    grantOn: tableOf({ grantExecution: executions }),
  },
  "logs.LogGroup": {
    property: "logGroupName",
    name: "logGroupName",
    arn: "logGroupArn",
    pattern: "logs:{region}:{account}:log-group:{name}:*",
    grants: methods({
      grantWrite: [it("logs", "CreateLogStream PutLogEvents")],
      grantRead: [it("logs", "FilterLogEvents GetLogEvents GetLogGroupFields DescribeLogGroups DescribeLogStreams")],
    }),
    grant: [""],
  },
  "cognito.UserPool": {
    property: "",
    name: "userPoolId",
    arn: "userPoolArn",
    pattern: "cognito-idp:{region}:{account}:userpool/{name}",
    grants: methods({}),
    grant: [""],
  },
  "apigatewayv2.WebSocketApi": {
    property: "",
    name: "apiId",
    arn: "",
    pattern: "execute-api:{region}:{account}:{name}",
    grants: methods({ grantManageConnections: [on("/*/*/@connections/*")("execute-api", "ManageConnections")] }),
  },
  "codecommit.Repository": {
    property: "repositoryName",
    name: "repositoryName",
    arn: "repositoryArn",
    pattern: "codecommit:{region}:{account}:{name}",
    grants: methods({
      grantPull: [it("codecommit", "GitPull")],
      grantPullPush: [it("codecommit", "GitPull GitPush")],
      grantRead: [it("codecommit", "GitPull EvaluatePullRequestApprovalRules Get* Describe*")],
    }),
    grant: [""],
  },
  "kinesisfirehose.DeliveryStream": {
    property: "deliveryStreamName",
    name: "deliveryStreamName",
    arn: "deliveryStreamArn",
    pattern: "firehose:{region}:{account}:deliverystream/{name}",
    grants: methods({ grantPutRecords: [it("firehose", "PutRecord PutRecordBatch")] }),
    grant: [""],
  },
  "cloudfront.Distribution": {
    property: "",
    name: "distributionId",
    arn: "distributionArn",
    pattern: "cloudfront::{account}:distribution/{name}",
    grants: methods({ grantCreateInvalidation: [it("cloudfront", "CreateInvalidation")] }),
    grant: [""],
  },
  "appsync.GraphqlApi": {
    property: "",
    name: "apiId",
    arn: "arn",
    pattern: "appsync:{region}:{account}:apis/{name}",
    grants: methods({
      grantMutation: [on("/types/Mutation/*")("appsync", "GraphQL")],
      grantQuery: [on("/types/Query/*")("appsync", "GraphQL")],
      grantSubscription: [on("/types/Subscription/*")("appsync", "GraphQL")],
    }),
  },
  "opensearchservice.Domain": {
    property: "domainName",
    name: "domainName",
    arn: "domainArn",
    pattern: "es:{region}:{account}:domain/{name}",
    grants: methods({
      grantRead: [inDomain("es", readDomain)],
      grantWrite: [inDomain("es", writeDomain)],
      grantReadWrite: [inDomain("es", `${readDomain} ${writeDomain}`)],
    }),
  },
  "iam.Role": {
    property: "roleName",
    name: "roleName",
    arn: "roleArn",
    pattern: "iam::{account}:role/{name}",
    isMoreThanName: true,
    grants: methods({
      grantPassRole: [it("iam", "PassRole")],
      grantAssumeRole: [it("sts", "AssumeRole")],
    }),
    grant: [""],
  },
});

/** @param name `dynamodb.Table`; its interface, `dynamodb.ITable`, has the same methods */
export function cdkConstruct(name: string): CdkConstruct | null {
  return constructs[name] ?? constructs[name.replace(/\.I(?=[A-Z])/, ".")] ?? null;
}

/** Attributes of constructs that are constructs themselves, by the class and the attribute. */
export function constructWithin(name: string, attribute: string): string | null {
  if (/^rds\.[A-Z]/.test(name) && attribute === "secret") return "secretsmanager.Secret";
  return null;
}

/** What a function may do for each kind of source that it is invoked by (aws-cdk-lib/aws-lambda-event-sources). */
export const eventSourceGrants: { readonly [name: string]: readonly GrantMethod[] | undefined } = tableOf({
  SqsEventSource: constructs["sqs.Queue"]!.grants["grantConsumeMessages"]!,
  DynamoEventSource: table.grants["grantStreamRead"]!,
  KinesisEventSource: constructs["kinesis.Stream"]!.grants["grantRead"]!,
  SnsEventSource: [],
  S3EventSource: [],
  S3EventSourceV2: [],
  ApiEventSource: [],
});
