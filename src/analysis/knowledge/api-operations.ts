/**
 * Operations of AWS's APIs that are authorised by other actions than one of their own name, or by none. Sources: "Actions defined by …"
 * of the Service Authorization Reference, and the guide of each service; read in November 2026.
 */
import { tableOf } from "../table";

/**
 * By IAM prefix: `Operation=Action,Action`. An action without a prefix has that of the service; without an action the call needs
 * no permission, or the policy of who calls is not asked.
 */
const rows: Readonly<Record<string, string>> = {
  bedrock: `Converse=InvokeModel ConverseStream=InvokeModelWithResponseStream StartAsyncInvoke=InvokeModel
    InvokeModelWithBidirectionalStream=InvokeModel RetrieveAndGenerateStream=RetrieveAndGenerate`,
  budgets: `CreateBudget=ModifyBudget CreateNotification=ModifyBudget CreateSubscriber=ModifyBudget DeleteBudget=ModifyBudget
    DeleteNotification=ModifyBudget DeleteSubscriber=ModifyBudget UpdateBudget=ModifyBudget UpdateNotification=ModifyBudget
    UpdateSubscriber=ModifyBudget DescribeBudget=ViewBudget DescribeBudgets=ViewBudget DescribeBudgetPerformanceHistory=ViewBudget
    DescribeBudgetNotificationsForAccount=ViewBudget DescribeNotificationsForBudget=ViewBudget
    DescribeSubscribersForNotification=ViewBudget`,
  cassandra: `CreateKeyspace=Create CreateTable=Create CreateType=Create DeleteKeyspace=Drop DeleteTable=Drop DeleteType=Drop
    GetKeyspace=Select GetTable=Select GetTableAutoScalingSettings=Select GetType=Select ListKeyspaces=Select ListTables=Select
    ListTagsForResource=Select ListTypes=Select RestoreTable=Restore UpdateKeyspace=Alter UpdateTable=Alter`,
  cloudfront: "CreateDistributionWithTags=CreateDistribution,TagResource",
  // The service asks for a token in the name of the caller (IAM User Guide: "Service bearer tokens").
  codeartifact: "GetAuthorizationToken=GetAuthorizationToken,sts:GetServiceBearerToken",
  "ecr-public": "GetAuthorizationToken=GetAuthorizationToken,sts:GetServiceBearerToken",
  cloudsearch: "UploadDocuments=document",
  // Whoever calls these shows a token or a secret of the user pool; policies are not asked.
  "cognito-idp": `AssociateSoftwareToken= ChangePassword= ConfirmDevice= ConfirmForgotPassword= ConfirmSignUp= DeleteUser=
    DeleteUserAttributes= ForgetDevice= ForgotPassword= GetDevice= GetUser= GetUserAttributeVerificationCode= GlobalSignOut=
    InitiateAuth= ListDevices= ResendConfirmationCode= RespondToAuthChallenge= RevokeToken= SetUserMFAPreference= SetUserSettings=
    SignUp= UpdateDeviceStatus= UpdateUserAttributes= VerifySoftwareToken= VerifyUserAttribute= CompleteWebAuthnRegistration=
    DeleteWebAuthnCredential= GetUserAuthFactors= ListWebAuthnCredentials= StartWebAuthnRegistration=`,
  "cognito-identity": "GetId= GetOpenIdToken= GetCredentialsForIdentity= UnlinkIdentity=",
  dynamodb: `BatchExecuteStatement=PartiQLSelect,PartiQLInsert,PartiQLUpdate,PartiQLDelete
    ExecuteStatement=PartiQLSelect,PartiQLInsert,PartiQLUpdate,PartiQLDelete
    ExecuteTransaction=PartiQLSelect,PartiQLInsert,PartiQLUpdate,PartiQLDelete
    TransactGetItems=GetItem TransactWriteItems=ConditionCheckItem,DeleteItem,PutItem,UpdateItem`,
  "execute-api": `PostToConnection=ManageConnections GetConnection=ManageConnections DeleteConnection=ManageConnections
    CancelParticipantAuthentication= CompleteAttachmentUpload= CreateParticipantConnection= DescribeView= DisconnectParticipant=
    GetAttachment= GetAuthenticationUrl= GetTranscript= SendEvent= SendMessage= StartAttachmentUpload=`,
  glue: `BatchGetDataQualityResult=GetDataQualityResult BatchGetDataQualityRulesetEvaluationRun=GetDataQualityRulesetEvaluationRun`,
  kms: "ReEncrypt=ReEncryptFrom,ReEncryptTo",
  lambda: "Invoke=InvokeFunction InvokeWithResponseStream=InvokeFunction GetLayerVersionByArn=GetLayerVersion",
  "neptune-db": `CancelGremlinQuery=CancelQuery CancelOpenCypherQuery=CancelQuery ExecuteFastReset=ResetDatabase
    DeletePropertygraphStatistics=DeleteStatistics DeleteSparqlStatistics=DeleteStatistics
    ExecuteGremlinExplainQuery=ReadDataViaQuery ExecuteGremlinProfileQuery=ReadDataViaQuery ExecuteGremlinQuery=ReadDataViaQuery
    ExecuteOpenCypherExplainQuery=ReadDataViaQuery ExecuteOpenCypherQuery=ReadDataViaQuery GetGremlinQueryStatus=GetQueryStatus
    GetOpenCypherQueryStatus=GetQueryStatus ListGremlinQueries=GetQueryStatus ListOpenCypherQueries=GetQueryStatus
    GetPropertygraphStatistics=GetStatisticsStatus GetSparqlStatistics=GetStatisticsStatus
    ManagePropertygraphStatistics=ManageStatistics ManageSparqlStatistics=ManageStatistics
    GetPropertygraphStream=GetStreamRecords GetSparqlStream=GetStreamRecords
    GetPropertygraphSummary=GetGraphSummary GetRDFGraphSummary=GetGraphSummary`,
  "neptune-graph": `ExecuteQuery=ReadDataViaQuery,WriteDataViaQuery,DeleteDataViaQuery GetQuery=GetQueryStatus`,
  "redshift-data": "GetStatementResultV2=GetStatementResult",
  s3: `CompleteMultipartUpload=PutObject CopyObject=GetObject,PutObject CreateMultipartUpload=PutObject
    DeleteBucketAnalyticsConfiguration=PutAnalyticsConfiguration DeleteBucketCors=PutBucketCORS
    DeleteBucketEncryption=PutEncryptionConfiguration
    DeleteBucketIntelligentTieringConfiguration=PutIntelligentTieringConfiguration
    DeleteBucketInventoryConfiguration=PutInventoryConfiguration DeleteBucketLifecycle=PutLifecycleConfiguration
    DeleteBucketMetricsConfiguration=PutMetricsConfiguration DeleteBucketOwnershipControls=PutBucketOwnershipControls
    DeleteBucketReplication=PutReplicationConfiguration DeleteBucketTagging=PutBucketTagging DeleteObjects=DeleteObject
    DeletePublicAccessBlock=PutBucketPublicAccessBlock GetBucketAccelerateConfiguration=GetAccelerateConfiguration
    GetBucketAnalyticsConfiguration=GetAnalyticsConfiguration GetBucketEncryption=GetEncryptionConfiguration
    GetBucketIntelligentTieringConfiguration=GetIntelligentTieringConfiguration
    GetBucketInventoryConfiguration=GetInventoryConfiguration GetBucketLifecycle=GetLifecycleConfiguration
    GetBucketLifecycleConfiguration=GetLifecycleConfiguration GetBucketMetricsConfiguration=GetMetricsConfiguration
    GetBucketNotificationConfiguration=GetBucketNotification GetBucketReplication=GetReplicationConfiguration
    GetObjectLockConfiguration=GetBucketObjectLockConfiguration GetPublicAccessBlock=GetBucketPublicAccessBlock
    HeadBucket=ListBucket HeadObject=GetObject ListBuckets=ListAllMyBuckets
    ListBucketAnalyticsConfigurations=GetAnalyticsConfiguration
    ListBucketIntelligentTieringConfigurations=GetIntelligentTieringConfiguration
    ListBucketInventoryConfigurations=GetInventoryConfiguration ListBucketMetricsConfigurations=GetMetricsConfiguration
    ListDirectoryBuckets=s3express:ListAllMyDirectoryBuckets CreateSession=s3express:CreateSession
    ListMultipartUploads=ListBucketMultipartUploads ListObjects=ListBucket ListObjectsV2=ListBucket
    ListObjectVersions=ListBucketVersions ListParts=ListMultipartUploadParts
    PutBucketAccelerateConfiguration=PutAccelerateConfiguration PutBucketAnalyticsConfiguration=PutAnalyticsConfiguration
    PutBucketEncryption=PutEncryptionConfiguration
    PutBucketIntelligentTieringConfiguration=PutIntelligentTieringConfiguration
    PutBucketInventoryConfiguration=PutInventoryConfiguration PutBucketLifecycle=PutLifecycleConfiguration
    PutBucketLifecycleConfiguration=PutLifecycleConfiguration PutBucketMetricsConfiguration=PutMetricsConfiguration
    PutBucketNotificationConfiguration=PutBucketNotification PutBucketReplication=PutReplicationConfiguration
    PutObjectLockConfiguration=PutBucketObjectLockConfiguration PutPublicAccessBlock=PutBucketPublicAccessBlock
    SelectObjectContent=GetObject UploadPart=PutObject UploadPartCopy=GetObject,PutObject
    WriteGetObjectResponse=s3-object-lambda:WriteGetObjectResponse`,
  sns: "PublishBatch=Publish",
  sqs: `ChangeMessageVisibilityBatch=ChangeMessageVisibility DeleteMessageBatch=DeleteMessage SendMessageBatch=SendMessage`,
  // The portal of IAM Identity Center is asked with a token.
  sso: "GetRoleCredentials= ListAccountRoles= ListAccounts= Logout=",
  "sso-oauth": "CreateToken= RegisterClient= StartDeviceAuthorization=",
  // "No permissions are required to perform this operation", and tokens of others that are exchanged.
  sts: "GetCallerIdentity= GetSessionToken= GetAccessKeyInfo= AssumeRoleWithWebIdentity= AssumeRoleWithSAML=",
  timestream: "Query=Select",
  verifiedpermissions:
    "BatchIsAuthorized=IsAuthorized BatchIsAuthorizedWithToken=IsAuthorizedWithToken BatchGetPolicy=GetPolicy",
};

/** An operation with the actions that authorise it. */
export interface ApiOperation {
  /** As the API spells it: `ListObjectsV2`. */
  readonly name: string;
  /** With their prefixes. */
  readonly actions: readonly string[];
}

function read(prefix: string, row: string): readonly (readonly [string, ApiOperation])[] {
  return row.split(/\s+/).map((entry) => {
    const [name = "", actions = ""] = entry.split("=");
    const list = actions.split(",").filter((action) => action !== "");
    const full = list.map((action) => (action.includes(":") ? action : `${prefix}:${action}`));
    return [`${prefix}:${name.toLowerCase()}`, { name, actions: full }];
  });
}

/** By `prefix:operation` in lower case. */
export const apiOperations: Readonly<Record<string, ApiOperation>> = tableOf(
  Object.fromEntries(Object.entries(rows).flatMap(([prefix, row]) => read(prefix, row))),
);

/** API Gateway names its permissions after the HTTP methods. */
export const apiGatewayVerbs: readonly (readonly [RegExp, string])[] = [
  [/^(get|list|export)/i, "apigateway:GET"],
  [/^(create|import|generate|test|tag)/i, "apigateway:POST"],
  [/^update/i, "apigateway:PATCH"],
  [/^(put|reimport)/i, "apigateway:PUT"],
  [/^(delete|untag|reset|flush)/i, "apigateway:DELETE"],
];
