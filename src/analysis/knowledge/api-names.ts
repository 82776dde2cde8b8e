/**
 * Names that AWS's APIs, tools and SDKs use and IAM does not: which action grants them, which prefix is meant (AWS: the API
 * references of the services and the "API operations" of the Service Authorization Reference). As of November 2026.
 */
import { tableOf } from "../table";
import { apiGatewayVerbs, apiOperations } from "./api-operations";

/** By `service:Operation` in lower case: the IAM actions that grant a call of the API. */
const operations: Readonly<Record<string, readonly string[]>> = tableOf({
  ...Object.fromEntries(
    Object.entries(apiOperations).flatMap(([key, { actions }]) => (actions.length > 0 ? [[key, actions]] : [])),
  ),
  // How DynamoDB's document clients call them.
  "dynamodb:transactget": apiOperations["dynamodb:transactgetitems"]!.actions,
  "dynamodb:transactwrite": apiOperations["dynamodb:transactwriteitems"]!.actions,
});

/** The actions that grant an API operation, where its name is no IAM action. */
export function actionsOfOperation(prefix: string, name: string): readonly string[] {
  const service = (prefixes[prefix.toLowerCase()] ?? [prefix])[0]!.toLowerCase();
  if (service === "apigateway") return apiGatewayVerbs.filter(([verb]) => verb.test(name)).map(([, action]) => action);
  return operations[`${service}:${name.toLowerCase()}`] ?? [];
}

/** All that the table says, for the test that compares it with the catalogue. */
export const operationTable = operations;

/** By the name of an SDK client, command or product: the prefixes that IAM uses. */
const prefixes: Readonly<Record<string, readonly string[]>> = tableOf({
  accessanalyzer: ["access-analyzer"],
  apigatewaymanagementapi: ["execute-api"],
  applicationautoscaling: ["application-autoscaling"],
  applicationdiscoveryservice: ["discovery"],
  "bedrock-agent": ["bedrock"],
  "bedrock-agent-runtime": ["bedrock"],
  "bedrock-runtime": ["bedrock"],
  bedrockruntime: ["bedrock"],
  cloudhsmv2: ["cloudhsm"],
  cloudsearchdomain: ["cloudsearch"],
  cognitoidentity: ["cognito-identity"],
  cognitoidentityprovider: ["cognito-idp"],
  cognitoidentityserviceprovider: ["cognito-idp"],
  databasemigrationservice: ["dms"],
  directoryservice: ["ds"],
  "dynamodb-streams": ["dynamodb"],
  ec2instanceconnect: ["ec2-instance-connect"],
  elasticloadbalancingv2: ["elasticloadbalancing"],
  forecastquery: ["forecast"],
  greengrassv2: ["greengrass"],
  "iot-data": ["iot"],
  iotdata: ["iot"],
  iotdataplane: ["iot"],
  kinesisanalyticsv2: ["kinesisanalytics"],
  lexmodelsv2: ["lex"],
  lexruntime: ["lex"],
  lexruntimev2: ["lex"],
  location: ["geo"],
  "opensearch-serverless": ["aoss"],
  opensearchservice: ["es"],
  "personalize-events": ["personalize"],
  "personalize-runtime": ["personalize"],
  rdsdata: ["rds-data"],
  redshiftdata: ["redshift-data"],
  "resource-groups-tagging-api": ["tag"],
  resourcegroupstaggingapi: ["tag"],
  "sagemaker-runtime": ["sagemaker"],
  sagemakerruntime: ["sagemaker"],
  serverlessapplicationrepository: ["serverlessrepo"],
  "sso-oidc": ["sso-oauth"],
  ssoadmin: ["sso"],
  "timestream-query": ["timestream"],
  "timestream-write": ["timestream"],
  timestreamquery: ["timestream"],
  timestreamwrite: ["timestream"],
  "transfer-family": ["transfer"],
  apigatewayv2: ["apigateway"],
  "api-gateway": ["apigateway"],
  "application-insights": ["applicationinsights"],
  aurora: ["rds"],
  "cloudwatch-events": ["events"],
  "cloudwatch-logs": ["logs"],
  cloudwatchevents: ["events"],
  cloudwatchlogs: ["logs"],
  cognito: ["cognito-idp", "cognito-identity"],
  "cognito-user-pool": ["cognito-idp"],
  configservice: ["config"],
  costexplorer: ["ce"],
  docdb: ["rds"],
  documentdb: ["rds"],
  dynamo: ["dynamodb"],
  dynamodbstreams: ["dynamodb"],
  "ebs-direct": ["ebs"],
  efs: ["elasticfilesystem"],
  elasticsearch: ["es"],
  elasticsearchservice: ["es"],
  elb: ["elasticloadbalancing"],
  elbv2: ["elasticloadbalancing"],
  emr: ["elasticmapreduce"],
  eventbridge: ["events"],
  gateway: ["apigateway"],
  "identity-store": ["identitystore"],
  identitycenter: ["sso"],
  keyspaces: ["cassandra"],
  "kinesis-firehose": ["firehose"],
  kinesisfirehose: ["firehose"],
  "lex-models": ["lex"],
  "lex-runtime": ["lex"],
  "managed-grafana": ["grafana"],
  msk: ["kafka"],
  mwaa: ["airflow"],
  neptune: ["neptune-db", "rds"],
  opensearch: ["es", "aoss"],
  opensearchserverless: ["aoss"],
  "parameter-store": ["ssm"],
  pinpoint: ["mobiletargeting"],
  prometheus: ["aps"],
  amp: ["aps"],
  quota: ["servicequotas"],
  s3api: ["s3"],
  s3control: ["s3"],
  "secrets-manager": ["secretsmanager"],
  sfn: ["states"],
  "service-quotas": ["servicequotas"],
  "ses-v2": ["ses"],
  sesv2: ["ses"],
  "sso-admin": ["sso"],
  stepfunctions: ["states"],
  "step-functions": ["states"],
  "systems-manager": ["ssm"],
  systemsmanager: ["ssm"],
  wafregional: ["waf-regional"],
  "xray-daemon": ["xray"],
});

/** The IAM prefixes that a name of another kind may stand for. */
export function prefixesOfName(name: string): readonly string[] {
  return prefixes[name.toLowerCase()] ?? [];
}

/** Services whose actions are often looked for in one another. */
const neighbours: Readonly<Record<string, readonly string[]>> = tableOf({
  aoss: ["es"],
  apigateway: ["execute-api"],
  autoscaling: ["application-autoscaling", "ec2"],
  bedrock: ["bedrock-agentcore", "bedrock-mantle"],
  cloudwatch: ["logs", "events", "synthetics", "rum"],
  "cognito-identity": ["cognito-idp", "sts"],
  "cognito-idp": ["cognito-identity"],
  dynamodb: ["dax"],
  ec2: ["autoscaling", "elasticloadbalancing", "ssm", "ec2-instance-connect", "ebs", "ec2messages"],
  ecr: ["ecr-public", "ecs"],
  ecs: ["ecr", "ecs-tasks", "application-autoscaling"],
  events: ["scheduler", "pipes", "schemas"],
  "execute-api": ["apigateway"],
  iam: ["sts", "sso", "account", "access-analyzer", "rolesanywhere"],
  iot: ["iotwireless", "greengrass"],
  kms: ["cloudhsm"],
  logs: ["cloudwatch"],
  organizations: ["account"],
  rds: ["rds-data", "rds-db"],
  redshift: ["redshift-data", "redshift-serverless"],
  route53: ["route53domains", "route53resolver"],
  s3: ["s3express", "s3tables", "s3-object-lambda", "s3-outposts", "s3vectors"],
  secretsmanager: ["ssm", "kms"],
  ssm: ["ssmmessages", "ec2messages", "secretsmanager", "ec2"],
  sso: ["identitystore", "sso-directory", "sso-oauth"],
  sts: ["iam"],
});

/** Services in which an action that is not one of this service may be meant. */
export function neighboursOf(prefix: string): readonly string[] {
  return neighbours[prefix.toLowerCase()] ?? [];
}
