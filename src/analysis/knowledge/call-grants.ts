/**
 * What AWS authorises a call by beside its own action. Sources: "Actions, resources, and condition keys" of AWS's Service Authorization
 * Reference (dependent actions), the API references' pages of the operations, and each service's guide on encryption with AWS KMS.
 * As of November 2026.
 */
import { tableOf } from "../table";

/** By IAM prefix: `Operation=parameter,parameter` with the parameters that give a role which the service takes (`iam:PassRole`). */
const roles: Readonly<Record<string, string>> = {
  amplify: "CreateApp=iamServiceRoleArn UpdateApp=iamServiceRoleArn",
  apprunner: `CreateService=SourceConfiguration.AuthenticationConfiguration.AccessRoleArn,InstanceConfiguration.InstanceRoleArn
    UpdateService=SourceConfiguration.AuthenticationConfiguration.AccessRoleArn,InstanceConfiguration.InstanceRoleArn`,
  appsync: `CreateDataSource=serviceRoleArn UpdateDataSource=serviceRoleArn`,
  "application-autoscaling": "RegisterScalableTarget=RoleARN",
  backup:
    "CreateBackupSelection=BackupSelection.IamRoleArn StartBackupJob=IamRoleArn StartRestoreJob=IamRoleArn StartCopyJob=IamRoleArn",
  batch: `CreateComputeEnvironment=serviceRole,computeResources.instanceRole
    RegisterJobDefinition=containerProperties.jobRoleArn,containerProperties.executionRoleArn`,
  bedrock: `CreateAgent=agentResourceRoleArn UpdateAgent=agentResourceRoleArn CreateKnowledgeBase=roleArn UpdateKnowledgeBase=roleArn
    CreateFlow=executionRoleArn UpdateFlow=executionRoleArn CreateModelCustomizationJob=roleArn CreateModelInvocationJob=roleArn
    CreateEvaluationJob=roleArn CreateModelImportJob=roleArn`,
  "bedrock-agentcore":
    "CreateAgentRuntime=roleArn UpdateAgentRuntime=roleArn CreateGateway=roleArn UpdateGateway=roleArn",
  cloudformation: `CreateStack=RoleARN UpdateStack=RoleARN DeleteStack=RoleARN CreateChangeSet=RoleARN ContinueUpdateRollback=RoleARN
    RollbackStack=RoleARN CreateStackSet=AdministrationRoleARN UpdateStackSet=AdministrationRoleARN`,
  cloudtrail: "CreateTrail=CloudWatchLogsRoleArn UpdateTrail=CloudWatchLogsRoleArn",
  codebuild: "CreateProject=serviceRole UpdateProject=serviceRole",
  codedeploy: "CreateDeploymentGroup=serviceRoleArn UpdateDeploymentGroup=serviceRoleArn",
  codepipeline: "CreatePipeline=pipeline.roleArn UpdatePipeline=pipeline.roleArn",
  "cognito-idp": "CreateGroup=RoleArn UpdateGroup=RoleArn CreateUserImportJob=CloudWatchLogsRoleArn",
  "cognito-identity": "SetIdentityPoolRoles=Roles.authenticated,Roles.unauthenticated",
  comprehend: `StartDocumentClassificationJob=DataAccessRoleArn StartEntitiesDetectionJob=DataAccessRoleArn
    StartKeyPhrasesDetectionJob=DataAccessRoleArn StartSentimentDetectionJob=DataAccessRoleArn StartTopicsDetectionJob=DataAccessRoleArn
    CreateDocumentClassifier=DataAccessRoleArn CreateEntityRecognizer=DataAccessRoleArn`,
  config:
    "PutConfigurationRecorder=ConfigurationRecorder.roleARN PutConfigurationAggregator=OrganizationAggregationSource.RoleArn",
  datasync: "CreateLocationS3=S3Config.BucketAccessRoleArn",
  dlm: "CreateLifecyclePolicy=ExecutionRoleArn UpdateLifecyclePolicy=ExecutionRoleArn",
  dms: "CreateEndpoint=ServiceAccessRoleArn ModifyEndpoint=ServiceAccessRoleArn",
  ec2: `RunInstances=IamInstanceProfile AssociateIamInstanceProfile=IamInstanceProfile
    ReplaceIamInstanceProfileAssociation=IamInstanceProfile RequestSpotInstances=LaunchSpecification.IamInstanceProfile
    RequestSpotFleet=SpotFleetRequestConfig.IamFleetRole CreateFlowLogs=DeliverLogsPermissionArn`,
  ecs: `RegisterTaskDefinition=taskRoleArn,executionRoleArn RunTask=overrides.taskRoleArn,overrides.executionRoleArn
    StartTask=overrides.taskRoleArn,overrides.executionRoleArn CreateService=role`,
  eks: `CreateCluster=roleArn CreateNodegroup=nodeRole CreateFargateProfile=podExecutionRoleArn CreateAddon=serviceAccountRoleArn
    UpdateAddon=serviceAccountRoleArn CreatePodIdentityAssociation=roleArn UpdatePodIdentityAssociation=roleArn`,
  elasticbeanstalk: "CreateEnvironment=OperationsRole AssociateEnvironmentOperationsRole=OperationsRole",
  elasticmapreduce: "RunJobFlow=ServiceRole,JobFlowRole CreateStudio=ServiceRole,UserRole",
  elastictranscoder: "CreatePipeline=Role UpdatePipeline=Role",
  "emr-containers": "StartJobRun=executionRoleArn",
  "emr-serverless": "StartJobRun=executionRoleArn",
  events: "PutTargets=Targets.RoleArn PutRule=RoleArn CreateEndpoint=RoleArn UpdateEndpoint=RoleArn",
  firehose: `CreateDeliveryStream=S3DestinationConfiguration.RoleARN,ExtendedS3DestinationConfiguration.RoleARN,KinesisStreamSourceConfiguration.RoleARN,RedshiftDestinationConfiguration.RoleARN,AmazonopensearchserviceDestinationConfiguration.RoleARN,HttpEndpointDestinationConfiguration.RoleARN
    UpdateDestination=S3DestinationUpdate.RoleARN,ExtendedS3DestinationUpdate.RoleARN`,
  fis: "CreateExperimentTemplate=roleArn UpdateExperimentTemplate=roleArn",
  forecast: "CreateDatasetImportJob=DataSource.S3Config.RoleArn CreateForecastExportJob=Destination.S3Config.RoleArn",
  glue: `CreateJob=Role UpdateJob=JobUpdate.Role CreateCrawler=Role UpdateCrawler=Role CreateSession=Role CreateDevEndpoint=RoleArn
    CreateMLTransform=Role UpdateMLTransform=Role StartBlueprintRun=RoleArn StartDataQualityRulesetEvaluationRun=Role`,
  healthlake: "StartFHIRImportJob=DataAccessRoleArn StartFHIRExportJob=DataAccessRoleArn",
  iam: "AddRoleToInstanceProfile=RoleName",
  iot: `CreateRoleAlias=roleArn UpdateRoleAlias=roleArn CreateProvisioningTemplate=provisioningRoleArn CreateStream=roleArn
    CreateOTAUpdate=roleArn StartThingRegistrationTask=roleArn SetV2LoggingOptions=roleArn SetLoggingOptions=loggingOptionsPayload.roleArn`,
  kendra: "CreateIndex=RoleArn CreateDataSource=RoleArn CreateFaq=RoleArn UpdateIndex=RoleArn UpdateDataSource=RoleArn",
  kinesisanalytics: "CreateApplication=ServiceExecutionRole UpdateApplication=ServiceExecutionRoleUpdate",
  lambda: "CreateFunction=Role UpdateFunctionConfiguration=Role",
  lex: "CreateBot=roleArn UpdateBot=roleArn",
  logs: "PutDestination=roleArn PutSubscriptionFilter=roleArn",
  mediaconvert: "CreateJob=Role",
  mediapackage: "CreateHarvestJob=S3Destination.RoleArn",
  opensearch: "CreateDomain=CognitoOptions.RoleArn",
  osis: "CreatePipeline=PipelineRoleArn",
  personalize: "CreateDatasetGroup=roleArn CreateDatasetImportJob=roleArn CreateBatchInferenceJob=roleArn",
  pipes: "CreatePipe=RoleArn UpdatePipe=RoleArn",
  rds: `CreateDBInstance=MonitoringRoleArn,DomainIAMRoleName ModifyDBInstance=MonitoringRoleArn,DomainIAMRoleName
    AddRoleToDBCluster=RoleArn AddRoleToDBInstance=RoleArn StartExportTask=IamRoleArn CreateDBProxy=RoleArn ModifyDBProxy=RoleArn`,
  redshift: "CreateScheduledAction=IamRole ModifyScheduledAction=IamRole ModifyClusterIamRoles=AddIamRoles",
  rekognition: `StartLabelDetection=NotificationChannel.RoleArn StartFaceDetection=NotificationChannel.RoleArn
    StartTextDetection=NotificationChannel.RoleArn StartPersonTracking=NotificationChannel.RoleArn StartFaceSearch=NotificationChannel.RoleArn
    StartCelebrityRecognition=NotificationChannel.RoleArn StartContentModeration=NotificationChannel.RoleArn
    StartSegmentDetection=NotificationChannel.RoleArn CreateStreamProcessor=RoleArn`,
  s3: "PutBucketReplication=ReplicationConfiguration.Role CreateJob=RoleArn",
  sagemaker: `CreateTrainingJob=RoleArn CreateModel=ExecutionRoleArn CreateNotebookInstance=RoleArn CreateProcessingJob=RoleArn
    CreatePipeline=RoleArn UpdatePipeline=RoleArn CreateAutoMLJob=RoleArn CreateAutoMLJobV2=RoleArn CreateEndpointConfig=ExecutionRoleArn
    CreateFeatureGroup=RoleArn CreateLabelingJob=RoleArn CreateCompilationJob=RoleArn CreateFlowDefinition=RoleArn
    CreateHyperParameterTuningJob=TrainingJobDefinition.RoleArn CreateDomain=DefaultUserSettings.ExecutionRole
    UpdateNotebookInstance=RoleArn CreateImage=RoleArn`,
  scheduler: "CreateSchedule=Target.RoleArn UpdateSchedule=Target.RoleArn",
  servicecatalog: "CreateConstraint=Parameters.RoleArn",
  sns: "CreatePlatformApplication=Attributes.SuccessFeedbackRoleArn",
  ssm: `RegisterTaskWithMaintenanceWindow=ServiceRoleArn StartAutomationExecution=Parameters.AutomationAssumeRole
    CreateActivation=IamRole SendCommand=ServiceRoleArn`,
  states: "CreateStateMachine=roleArn UpdateStateMachine=roleArn TestState=roleArn",
  textract: `StartDocumentAnalysis=NotificationChannel.RoleArn StartDocumentTextDetection=NotificationChannel.RoleArn
    StartExpenseAnalysis=NotificationChannel.RoleArn StartLendingAnalysis=NotificationChannel.RoleArn`,
  timestream: "CreateScheduledQuery=ScheduledQueryExecutionRoleArn",
  transcribe: "StartTranscriptionJob=JobExecutionSettings.DataAccessRoleArn",
  transfer: "CreateUser=Role UpdateUser=Role CreateServer=LoggingRole UpdateServer=LoggingRole CreateAccess=Role",
  xray: "",
};

/**
 * By IAM prefix: `Operation=parameter>action` for what is asked for where a parameter is given, `parameter!parameter>action` where another is
 * not. An action without a prefix has that of the service; behind `@` is the service that asks in the name of the caller.
 */
const parameters: Readonly<Record<string, string>> = {
  athena: `StartQueryExecution=ResultConfiguration.OutputLocation>s3:GetBucketLocation@athena,ResultConfiguration.OutputLocation>s3:GetObject@athena,ResultConfiguration.OutputLocation>s3:PutObject@athena,ResultConfiguration.EncryptionConfiguration.KmsKey>kms:GenerateDataKey@s3,ResultConfiguration.EncryptionConfiguration.KmsKey>kms:Decrypt@s3`,
  dynamodb:
    "CreateTable=Tags>TagResource,SSESpecification.KMSMasterKeyId>kms:DescribeKey@dynamodb,SSESpecification.KMSMasterKeyId>kms:CreateGrant@dynamodb",
  ec2: `RunInstances=TagSpecifications>CreateTags CreateVolume=TagSpecifications>CreateTags CreateSnapshot=TagSpecifications>CreateTags
    CreateVpc=TagSpecifications>CreateTags CreateSubnet=TagSpecifications>CreateTags CreateSecurityGroup=TagSpecifications>CreateTags
    CreateImage=TagSpecifications>CreateTags CreateKeyPair=TagSpecifications>CreateTags CreateLaunchTemplate=TagSpecifications>CreateTags
    AllocateAddress=TagSpecifications>CreateTags`,
  ecr: "CreateRepository=tags>TagResource",
  ecs: "CreateCluster=tags>TagResource CreateService=tags>TagResource RegisterTaskDefinition=tags>TagResource RunTask=tags>TagResource",
  elasticloadbalancing: "CreateLoadBalancer=Tags>AddTags CreateTargetGroup=Tags>AddTags",
  events: "PutRule=Tags>TagResource CreateEventBus=Tags>TagResource",
  iam: `CreateRole=Tags>TagRole CreateUser=Tags>TagUser CreatePolicy=Tags>TagPolicy CreateInstanceProfile=Tags>TagInstanceProfile
    CreateOpenIDConnectProvider=Tags>TagOpenIDConnectProvider`,
  kms: "CreateKey=Tags>TagResource",
  lambda: `CreateFunction=Tags>TagResource,Code.S3Bucket>s3:GetObject@lambda,Code.ImageUri>ecr:BatchGetImage@lambda,Code.ImageUri>ecr:GetDownloadUrlForLayer@lambda,Layers>GetLayerVersion
    UpdateFunctionConfiguration=Layers>GetLayerVersion UpdateFunctionCode=S3Bucket>s3:GetObject@lambda`,
  logs: "CreateLogGroup=tags>TagResource",
  rds: "CreateDBInstance=Tags>AddTagsToResource CreateDBCluster=Tags>AddTagsToResource CreateDBSnapshot=Tags>AddTagsToResource",
  "rds-data": `ExecuteStatement=secretArn>secretsmanager:GetSecretValue BatchExecuteStatement=secretArn>secretsmanager:GetSecretValue
    BeginTransaction=secretArn>secretsmanager:GetSecretValue CommitTransaction=secretArn>secretsmanager:GetSecretValue
    RollbackTransaction=secretArn>secretsmanager:GetSecretValue`,
  "redshift-data": [
    "ExecuteStatement",
    "BatchExecuteStatement",
    "DescribeTable",
    "ListDatabases",
    "ListSchemas",
    "ListTables",
  ]
    .map(
      (operation) =>
        `${operation}=SecretArn>secretsmanager:GetSecretValue,WorkgroupName!SecretArn>redshift-serverless:GetCredentials,DbUser!SecretArn>redshift:GetClusterCredentials,ClusterIdentifier!SecretArn!DbUser>redshift:GetClusterCredentialsWithIAM`,
    )
    .join(" "),
  rekognition: [
    "CompareFaces",
    "DetectFaces",
    "DetectLabels",
    "DetectModerationLabels",
    "DetectText",
    "IndexFaces",
    "RecognizeCelebrities",
    "SearchFacesByImage",
  ]
    .map((operation) => `${operation}=Image.S3Object.Bucket>s3:GetObject@rekognition`)
    .join(" "),
  s3: `PutObject=SSEKMSKeyId>kms:GenerateDataKey@s3,Tagging>PutObjectTagging,ACL>PutObjectAcl,ObjectLockMode>PutObjectRetention,ObjectLockLegalHoldStatus>PutObjectLegalHold
    CreateMultipartUpload=SSEKMSKeyId>kms:GenerateDataKey@s3,SSEKMSKeyId>kms:Decrypt@s3,Tagging>PutObjectTagging,ACL>PutObjectAcl
    CopyObject=SSEKMSKeyId>kms:GenerateDataKey@s3,Tagging>PutObjectTagging,ACL>PutObjectAcl
    CreateBucket=ACL>PutBucketAcl,ObjectOwnership>PutBucketOwnershipControls
    GetObject=VersionId>GetObjectVersion HeadObject=VersionId>GetObjectVersion DeleteObject=VersionId>DeleteObjectVersion
    DeleteObjects=Delete.Objects.VersionId>DeleteObjectVersion
    PutBucketEncryption= PutBucketLogging=`,
  secretsmanager: `CreateSecret=Tags>TagResource,KmsKeyId>kms:GenerateDataKey@secretsmanager,KmsKeyId>kms:Decrypt@secretsmanager
    RotateSecret=RotationLambdaARN>lambda:InvokeFunction`,
  sns: "CreateTopic=Tags>TagResource",
  sqs: "CreateQueue=tags>TagQueue",
  ssm: "PutParameter=KeyId>kms:Encrypt@ssm,Tags>AddTagsToResource",
  states: "CreateStateMachine=tags>TagResource",
  textract: ["AnalyzeDocument", "DetectDocumentText", "AnalyzeExpense"]
    .map((operation) => `${operation}=Document.S3Object.Bucket>s3:GetObject@textract`)
    .concat(
      ["StartDocumentAnalysis", "StartDocumentTextDetection", "StartExpenseAnalysis"].map(
        (operation) => `${operation}=DocumentLocation.S3Object.Bucket>s3:GetObject@textract`,
      ),
    )
    .join(" "),
};

/** By IAM prefix: what AWS KMS is asked for in the name of the caller, where the resource has a key of the customer's. */
const encrypted: Readonly<Record<string, string>> = {
  dynamodb: `GetItem=Decrypt PutItem=Decrypt UpdateItem=Decrypt DeleteItem=Decrypt Query=Decrypt Scan=Decrypt BatchGetItem=Decrypt
    BatchWriteItem=Decrypt TransactGetItems=Decrypt TransactWriteItems=Decrypt ExecuteStatement=Decrypt
    BatchExecuteStatement=Decrypt ExecuteTransaction=Decrypt`,
  kinesis: `PutRecord=GenerateDataKey PutRecords=GenerateDataKey GetRecords=Decrypt SubscribeToShard=Decrypt`,
  s3: `GetObject=Decrypt PutObject=GenerateDataKey CopyObject=Decrypt,GenerateDataKey
    CreateMultipartUpload=GenerateDataKey,Decrypt UploadPart=GenerateDataKey,Decrypt CompleteMultipartUpload=Decrypt
    SelectObjectContent=Decrypt UploadPartCopy=Decrypt,GenerateDataKey`,
  secretsmanager: `GetSecretValue=Decrypt BatchGetSecretValue=Decrypt PutSecretValue=GenerateDataKey,Decrypt
    UpdateSecret=GenerateDataKey,Decrypt CreateSecret=GenerateDataKey,Decrypt`,
  sns: "Publish=GenerateDataKey,Decrypt PublishBatch=GenerateDataKey,Decrypt",
  sqs: `SendMessage=GenerateDataKey,Decrypt SendMessageBatch=GenerateDataKey,Decrypt ReceiveMessage=Decrypt`,
  ssm: `GetParameter=Decrypt GetParameters=Decrypt GetParametersByPath=Decrypt GetParameterHistory=Decrypt PutParameter=Encrypt`,
  lambda: "Invoke=Decrypt",
};

function read<T>(
  rows: Readonly<Record<string, string>>,
  value: (prefix: string, text: string) => T,
): Readonly<Record<string, T>> {
  return tableOf(
    Object.fromEntries(
      Object.entries(rows).flatMap(([prefix, row]) =>
        row.split(/\s+/).flatMap((entry): [string, T][] => {
          const [operation, text] = entry.split("=");
          return operation && text ? [[`${prefix}:${operation}`, value(prefix, text)]] : [];
        }),
      ),
    ),
  );
}

/** What is asked for beside a call's own action. */
export interface FurtherGrant {
  /** The parameter that has to be given: `Target.RoleArn`. */
  readonly parameter: string;
  /** Parameters that must not be given. */
  readonly without: readonly string[];
  readonly action: string;
  readonly via: string | null;
}

function further(prefix: string, text: string): readonly FurtherGrant[] {
  return text.split(",").map((one) => {
    const [condition = "", what = ""] = one.split(">");
    const [parameter = "", ...without] = condition.split("!");
    const [action = "", via] = what.split("@");
    return { parameter, without, action: action.includes(":") ? action : `${prefix}:${action}`, via: via ?? null };
  });
}

const passed = read(roles, (_, text) => text.split(","));
const furtherGrants = read(parameters, further);
const kms = read(encrypted, (_, text) => text.split(",").map((name) => `kms:${name}`));

/** The parameters of an operation that give a role; the operation is spelled as the API does, with its prefix. */
export function roleParameters(operation: string): readonly string[] {
  return passed[operation] ?? [];
}

export function furtherGrantsOf(operation: string): readonly FurtherGrant[] {
  return furtherGrants[operation] ?? [];
}

/** The actions of AWS KMS that an operation needs on the customer's key of what it is called on. */
export function keyActionsOf(operation: string): readonly string[] {
  return kms[operation] ?? [];
}

/** With one of these an object is encrypted otherwise than its bucket says; .NET calls them otherwise (Amazon S3 API Reference: PutObject). */
const ownEncryption = [
  ...["ServerSideEncryption", "SSECustomerAlgorithm", "SSEKMSKeyId", "ServerSideEncryptionMethod"],
  ...["ServerSideEncryptionCustomerMethod", "ServerSideEncryptionKeyManagementServiceKeyId"],
];

/** The parameters with which an operation asks for nothing on the key of the bucket. */
export function ownEncryptionOf(operation: string): readonly string[] {
  if (operation === "s3:GetObject") return ["SSECustomerAlgorithm", "ServerSideEncryptionCustomerMethod"];
  return /^s3:(?:PutObject|CopyObject|CreateMultipartUpload)$/.test(operation) ? ownEncryption : [];
}

/** Everything that the tables name, for the test that compares it with the catalogue. */
export const namedActions: readonly string[] = [
  ...new Set([
    ...Object.values(furtherGrants).flatMap((list) => list.map(({ action }) => action)),
    ...Object.values(kms).flat(),
  ]),
];
