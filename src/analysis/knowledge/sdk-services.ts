/**
 * Which service an SDK's client is of. The names are those of botocore's service models (their folders and ids, August 2026) and of
 * the older clients of AWS SDK for JavaScript v2 and .NET; the prefixes are those of AWS's Service Authorization Reference.
 */
import type { Catalog } from "../../catalog/catalog";
import { tableOf } from "../table";

/** By IAM prefix: clients that are not called like it. Names in lower case, without hyphens. */
const clients: Readonly<Record<string, string>> = {
  acm: "certificatemanager",
  "aco-automation": "computeoptimizerautomation",
  "agent-registry": "agentregistrycontrol",
  aidevops: "devopsagent",
  airflow: "mwaa",
  "airflow-serverless": "mwaaserverless",
  aoss: "opensearchserverless",
  apigateway: "apigatewayv2",
  appconfig: "appconfigdata",
  "application-cost-profiler": "applicationcostprofiler",
  aps: "amp",
  "aws-marketplace":
    "marketplaceagreement marketplacecatalog marketplacedeployment marketplacediscovery marketplaceentitlement marketplaceentitlementservice marketplacemetering marketplacereporting meteringmarketplace",
  bedrock: "bedrockagent bedrockagentruntime bedrockdataautomation bedrockdataautomationruntime bedrockruntime",
  "bedrock-agentcore": "bedrockagentcorecontrol",
  cases: "connectcases",
  cassandra: "keyspaces keyspacesstreams",
  ce: "costexplorer",
  chime: "chimesdkidentity chimesdkmediapipelines chimesdkmeetings chimesdkmessaging chimesdkvoice",
  cloudformation: "cloudcontrol",
  cloudhsm: "cloudhsmv2",
  cloudsearch: "cloudsearchdomain",
  "cognito-idp": "cognitoidentityprovider cognitoidentityserviceprovider",
  config: "configservice",
  connect: "connectcontactlens",
  "connect-campaigns": "connectcampaignsv2",
  cur: "costandusagereportservice",
  discovery: "applicationdiscoveryservice",
  dms: "databasemigrationservice",
  ds: "directoryservice",
  "ds-data": "directoryservicedata",
  dynamodb: "dynamodbstreams dynamodbv2",
  elasticfilesystem: "efs",
  elasticloadbalancing: "elasticloadbalancingv2 elb elbv2",
  elasticmapreduce: "emr",
  es: "elasticsearchservice opensearch opensearchservice",
  events: "cloudwatchevents eventbridge",
  "execute-api": "apigatewaymanagementapi apigatewaymanagement connectparticipant",
  "finspace-api": "finspacedata",
  firehose: "kinesisfirehose",
  forecast: "forecastquery",
  geo: "location",
  greengrass: "greengrassv2",
  "health-agent": "connecthealth",
  iam: "identitymanagement identitymanagementservice",
  iot: "iotdata iotdataplane iotsecuretunneling",
  iotjobsdata: "iotjobsdataplane",
  ivs: "ivsrealtime",
  kinesisanalytics: "kinesisanalyticsv2",
  kinesisvideo: "kinesisvideoarchivedmedia kinesisvideomedia kinesisvideosignaling kinesisvideowebrtcstorage",
  kms: "keymanagementservice",
  lambda: "lambdacore lambdamicrovms",
  lex: "lexmodelbuildingservice lexmodels lexmodelsv2 lexruntime lexruntimeservice lexruntimev2 lexv2models lexv2runtime",
  logs: "cloudwatchlogs",
  mechanicalturk: "mturk",
  mediastore: "mediastoredata",
  mgh: "migrationhub migrationhubconfig",
  mobiletargeting: "pinpoint",
  "neptune-db": "neptunedata",
  partnercentral:
    "partnercentralaccount partnercentralbenefits partnercentralchannel partnercentralrevenuemeasurement partnercentralselling",
  "payment-cryptography": "paymentcryptographydata",
  personalize: "personalizeevents personalizeruntime",
  profile: "customerprofiles",
  rds: "docdb neptune",
  "rds-data": "rdsdataservice",
  "redshift-data": "redshiftdataapi redshiftdataapiservice",
  "refactor-spaces": "migrationhubrefactorspaces",
  resiliencehub: "resiliencehubv2",
  s3: "s3control",
  sagemaker:
    "sagemakera2iruntime sagemakeredge sagemakerfeaturestoreruntime sagemakerjobruntime sagemakermetrics sagemakerruntime",
  scn: "supplychain",
  sdb: "simpledb simpledbv2",
  serverlessrepo: "serverlessapplicationrepository",
  servicecatalog: "servicecatalogappregistry",
  ses: "mailmanager pinpointemail sesv2 simpleemail simpleemailservice simpleemailservicev2 simpleemailv2",
  signer: "signerdata",
  "sms-voice": "pinpointsmsvoice pinpointsmsvoicev2",
  sns: "simplenotificationservice",
  sqs: "simplequeueservice",
  ssm: "simplesystemsmanagement",
  sso: "ssoadmin",
  "sso-oauth": "ssooidc",
  states: "awsstepfunctions sfn stepfunctions",
  sts: "securitytoken securitytokenservice",
  support: "awssupport",
  swf: "simpleworkflow simpleworkflowservice",
  tag: "resourcegroupstaggingapi",
  transcribe: "transcribeservice transcribestreaming transcribestreamingservice",
  tax: "taxsettings",
  thinclient: "workspacesthinclient",
  timestream: "timestreamquery timestreamwrite",
  wisdom: "qconnect",
};

const prefixes: Readonly<Record<string, string>> = tableOf(
  Object.fromEntries(
    Object.entries(clients).flatMap(([prefix, names]) => names.split(" ").map((name) => [name, prefix])),
  ),
);

/** The name of a service as every SDK's package comes to it: `Cognito Identity Provider` is `cognitoidentityprovider`. */
export function serviceName(written: string): string {
  return written.toLowerCase().replace(/[^a-z0-9]/g, "");
}

const byCatalog = new WeakMap<Catalog, ReadonlyMap<string, string>>();

/** The IAM prefix of a client's service; null where this version does not know it. */
export function prefixOfClient(service: string, catalog: Catalog): string | null {
  const known = prefixes[service];
  if (known !== undefined) return known;
  let own = byCatalog.get(catalog);
  if (!own) byCatalog.set(catalog, (own = new Map(catalog.prefixes.map((prefix) => [serviceName(prefix), prefix]))));
  return own.get(service) ?? null;
}
