/** Names that AWS's APIs, tools and SDKs use and IAM does not: which action grants them, which prefix is meant. */
import { tableOf } from '../../table';

/** By `service:Operation` in lower case: the IAM actions that grant a call of the API. */
const operations: Readonly<Record<string, readonly string[]>> = tableOf({
  's3:completemultipartupload': ['s3:PutObject'],
  's3:copyobject': ['s3:GetObject', 's3:PutObject'],
  's3:createmultipartupload': ['s3:PutObject'],
  's3:deletebucketcors': ['s3:PutBucketCORS'],
  's3:deletebucketencryption': ['s3:PutEncryptionConfiguration'],
  's3:deletebucketlifecycle': ['s3:PutLifecycleConfiguration'],
  's3:deletebucketownershipcontrols': ['s3:PutBucketOwnershipControls'],
  's3:deletebucketreplication': ['s3:PutReplicationConfiguration'],
  's3:deletebuckettagging': ['s3:PutBucketTagging'],
  's3:deleteobjects': ['s3:DeleteObject'],
  's3:deletepublicaccessblock': ['s3:PutBucketPublicAccessBlock'],
  's3:getbucketaccelerateconfiguration': ['s3:GetAccelerateConfiguration'],
  's3:getbucketanalyticsconfiguration': ['s3:GetAnalyticsConfiguration'],
  's3:getbucketencryption': ['s3:GetEncryptionConfiguration'],
  's3:getbucketintelligenttieringconfiguration': ['s3:GetIntelligentTieringConfiguration'],
  's3:getbucketinventoryconfiguration': ['s3:GetInventoryConfiguration'],
  's3:getbucketlifecycle': ['s3:GetLifecycleConfiguration'],
  's3:getbucketlifecycleconfiguration': ['s3:GetLifecycleConfiguration'],
  's3:getbucketmetricsconfiguration': ['s3:GetMetricsConfiguration'],
  's3:getbucketnotificationconfiguration': ['s3:GetBucketNotification'],
  's3:getbucketreplication': ['s3:GetReplicationConfiguration'],
  's3:getobjectlockconfiguration': ['s3:GetBucketObjectLockConfiguration'],
  's3:getpublicaccessblock': ['s3:GetBucketPublicAccessBlock'],
  's3:headbucket': ['s3:ListBucket'],
  's3:headobject': ['s3:GetObject'],
  's3:listbuckets': ['s3:ListAllMyBuckets'],
  's3:listmultipartuploads': ['s3:ListBucketMultipartUploads'],
  's3:listobjects': ['s3:ListBucket'],
  's3:listobjectsv2': ['s3:ListBucket'],
  's3:listobjectversions': ['s3:ListBucketVersions'],
  's3:listparts': ['s3:ListMultipartUploadParts'],
  's3:putbucketaccelerateconfiguration': ['s3:PutAccelerateConfiguration'],
  's3:putbucketanalyticsconfiguration': ['s3:PutAnalyticsConfiguration'],
  's3:putbucketencryption': ['s3:PutEncryptionConfiguration'],
  's3:putbucketintelligenttieringconfiguration': ['s3:PutIntelligentTieringConfiguration'],
  's3:putbucketinventoryconfiguration': ['s3:PutInventoryConfiguration'],
  's3:putbucketlifecycle': ['s3:PutLifecycleConfiguration'],
  's3:putbucketlifecycleconfiguration': ['s3:PutLifecycleConfiguration'],
  's3:putbucketmetricsconfiguration': ['s3:PutMetricsConfiguration'],
  's3:putbucketnotificationconfiguration': ['s3:PutBucketNotification'],
  's3:putbucketreplication': ['s3:PutReplicationConfiguration'],
  's3:putobjectlockconfiguration': ['s3:PutBucketObjectLockConfiguration'],
  's3:putpublicaccessblock': ['s3:PutBucketPublicAccessBlock'],
  's3:selectobjectcontent': ['s3:GetObject'],
  's3:uploadpart': ['s3:PutObject'],
  's3:uploadpartcopy': ['s3:GetObject', 's3:PutObject'],
  's3:writegetobjectresponse': ['s3-object-lambda:WriteGetObjectResponse'],
  'lambda:invoke': ['lambda:InvokeFunction'],
  'lambda:invokewithresponsestream': ['lambda:InvokeFunction'],
  'dynamodb:batchexecutestatement': ['dynamodb:PartiQLSelect', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', 'dynamodb:PartiQLDelete'],
  'dynamodb:executestatement': ['dynamodb:PartiQLSelect', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', 'dynamodb:PartiQLDelete'],
  'dynamodb:executetransaction': ['dynamodb:PartiQLSelect', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', 'dynamodb:PartiQLDelete'],
  'dynamodb:transactgetitems': ['dynamodb:GetItem'],
  'dynamodb:transactwriteitems': ['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  'sqs:changemessagevisibilitybatch': ['sqs:ChangeMessageVisibility'],
  'sqs:deletemessagebatch': ['sqs:DeleteMessage'],
  'sqs:sendmessagebatch': ['sqs:SendMessage'],
  'sns:publishbatch': ['sns:Publish'],
  'bedrock:converse': ['bedrock:InvokeModel'],
  'bedrock:conversestream': ['bedrock:InvokeModelWithResponseStream'],
  'bedrock:invokemodelwithbidirectionalstream': ['bedrock:InvokeModel'],
});

/** API Gateway names its permissions after the HTTP methods. */
const apiGatewayVerbs: readonly (readonly [RegExp, string])[] = [
  [/^(get|list|export)/i, 'apigateway:GET'],
  [/^(create|import|generate|flush|test|tag)/i, 'apigateway:POST'],
  [/^update/i, 'apigateway:PATCH'],
  [/^put/i, 'apigateway:PUT'],
  [/^(delete|untag)/i, 'apigateway:DELETE'],
];

/** The actions that grant an API operation, where its name is no IAM action. */
export function actionsOfOperation(prefix: string, name: string): readonly string[] {
  const service = (prefixes[prefix.toLowerCase()] ?? [prefix])[0]!.toLowerCase();
  if (service === 'apigateway') return apiGatewayVerbs.filter(([verb]) => verb.test(name)).map(([, action]) => action);
  return operations[`${service}:${name.toLowerCase()}`] ?? [];
}

/** All that the table says, for the test that compares it with the catalogue. */
export const operationTable = operations;

/** By the name of an SDK client, command or product: the prefixes that IAM uses. */
const prefixes: Readonly<Record<string, readonly string[]>> = tableOf({
  'apigatewayv2': ['apigateway'],
  'api-gateway': ['apigateway'],
  'application-insights': ['applicationinsights'],
  'aurora': ['rds'],
  'cloudwatch-events': ['events'],
  'cloudwatch-logs': ['logs'],
  'cloudwatchevents': ['events'],
  'cloudwatchlogs': ['logs'],
  'cognito': ['cognito-idp', 'cognito-identity'],
  'cognito-user-pool': ['cognito-idp'],
  'configservice': ['config'],
  'costexplorer': ['ce'],
  'docdb': ['rds'],
  'documentdb': ['rds'],
  'dynamo': ['dynamodb'],
  'dynamodbstreams': ['dynamodb'],
  'ebs-direct': ['ebs'],
  'efs': ['elasticfilesystem'],
  'elasticsearch': ['es'],
  'elasticsearchservice': ['es'],
  'elb': ['elasticloadbalancing'],
  'elbv2': ['elasticloadbalancing'],
  'emr': ['elasticmapreduce'],
  'eventbridge': ['events'],
  'gateway': ['apigateway'],
  'identity-store': ['identitystore'],
  'identitycenter': ['sso'],
  'keyspaces': ['cassandra'],
  'kinesis-firehose': ['firehose'],
  'kinesisfirehose': ['firehose'],
  'lex-models': ['lex'],
  'lex-runtime': ['lex'],
  'managed-grafana': ['grafana'],
  'msk': ['kafka'],
  'mwaa': ['airflow'],
  'neptune': ['neptune-db', 'rds'],
  'opensearch': ['es', 'aoss'],
  'opensearchserverless': ['aoss'],
  'parameter-store': ['ssm'],
  'pinpoint': ['mobiletargeting'],
  'prometheus': ['aps'],
  'amp': ['aps'],
  'quota': ['servicequotas'],
  's3api': ['s3'],
  's3control': ['s3'],
  'secrets-manager': ['secretsmanager'],
  'sfn': ['states'],
  'service-quotas': ['servicequotas'],
  'ses-v2': ['ses'],
  'sesv2': ['ses'],
  'sso-admin': ['sso'],
  'stepfunctions': ['states'],
  'step-functions': ['states'],
  'systems-manager': ['ssm'],
  'systemsmanager': ['ssm'],
  'wafregional': ['waf-regional'],
  'xray-daemon': ['xray'],
});

/** The IAM prefixes that a name of another kind may stand for. */
export function prefixesOfName(name: string): readonly string[] {
  return prefixes[name.toLowerCase()] ?? [];
}

/** Services whose actions are often looked for in one another. */
const neighbours: Readonly<Record<string, readonly string[]>> = tableOf({
  'aoss': ['es'],
  'apigateway': ['execute-api'],
  'autoscaling': ['application-autoscaling', 'ec2'],
  'bedrock': ['bedrock-agentcore', 'bedrock-mantle'],
  'cloudwatch': ['logs', 'events', 'synthetics', 'rum'],
  'cognito-identity': ['cognito-idp', 'sts'],
  'cognito-idp': ['cognito-identity'],
  'dynamodb': ['dax'],
  'ec2': ['autoscaling', 'elasticloadbalancing', 'ssm', 'ec2-instance-connect', 'ebs', 'ec2messages'],
  'ecr': ['ecr-public', 'ecs'],
  'ecs': ['ecr', 'ecs-tasks', 'application-autoscaling'],
  'events': ['scheduler', 'pipes', 'schemas'],
  'execute-api': ['apigateway'],
  'iam': ['sts', 'sso', 'account', 'access-analyzer', 'rolesanywhere'],
  'iot': ['iotwireless', 'greengrass'],
  'kms': ['cloudhsm'],
  'logs': ['cloudwatch'],
  'organizations': ['account'],
  'rds': ['rds-data', 'rds-db'],
  'redshift': ['redshift-data', 'redshift-serverless'],
  'route53': ['route53domains', 'route53resolver'],
  's3': ['s3express', 's3tables', 's3-object-lambda', 's3-outposts', 's3vectors'],
  'secretsmanager': ['ssm', 'kms'],
  'ssm': ['ssmmessages', 'ec2messages', 'secretsmanager', 'ec2'],
  'sso': ['identitystore', 'sso-directory', 'sso-oauth'],
  'sts': ['iam'],
});

/** Services in which an action that is not one of this service may be meant. */
export function neighboursOf(prefix: string): readonly string[] {
  return neighbours[prefix.toLowerCase()] ?? [];
}
