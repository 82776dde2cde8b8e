/** The actions of IAM that calls of the SDK need, by the names that AWS CDK takes (aws-cdk-lib 2.276: `iamServiceMap`, `awsSdkToIamAction`; November 2026). */
import { tableOf } from "../table";

/** The prefixes of IAM of services that the SDK calls otherwise, as tasks of Step Functions know them. */
const ofTasks: { readonly [service: string]: string | undefined } = tableOf({
  bedrockagent: "bedrock",
  sfn: "states",
  cloudwatchlogs: "logs",
  efs: "elasticfilesystem",
  elasticloadbalancingv2: "elasticloadbalancing",
  mediapackagevod: "mediapackage-vod",
  mwaa: "airflow",
});
/** As custom resources and targets know them beside these: the names of clients of the SDK for JavaScript 3, and those of 2. */
const ofClients: { readonly [service: string]: string | undefined } = tableOf({
  "bedrock-agent": "bedrock",
  stepfunctions: "states",
  "cloudwatch-logs": "logs",
  "elastic-load-balancing-v2": "elasticloadbalancing",
  eventbridge: "events",
  cognitoidentityserviceprovider: "cognito-idp",
  "cognito-identity-provider": "cognito-idp",
});

/** `s3:GetObject` for `s3` and `getObject`, as a task of Step Functions makes it */
export function taskAction(service: string, method: string): string {
  const own = service.toLowerCase();
  return `${ofTasks[own] ?? own}:${capital(method)}`;
}

/** `s3:GetObject` for `S3` or `@aws-sdk/client-s3`, and `getObject` or `GetObjectCommand` */
export function sdkAction(service: string, method: string): string {
  const own = service.toLowerCase().replace(/^@aws-sdk\/client-/, "");
  return `${ofClients[own] ?? ofTasks[own] ?? own}:${capital(method.replace(/Command$/, ""))}`;
}

function capital(method: string): string {
  return method.slice(0, 1).toUpperCase() + method.slice(1);
}
