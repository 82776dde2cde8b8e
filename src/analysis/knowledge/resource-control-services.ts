/**
 * What resource control policies are about (AWS Organizations User Guide: "Resource control policies (RCPs)", its list of services and
 * "Resources and entities not restricted by RCPs"). As of 26 September 2026.
 */

/** By the prefixes of their actions. */
export const resourceControlServices: readonly string[] = [
  "aoss",
  "appconfig",
  "appstream",
  "autoscaling",
  "autoscaling-plans",
  "budgets",
  "clouddirectory",
  "cloudfront",
  "cloudsearch",
  "cloudtrail-data",
  "codeartifact",
  "codebuild",
  "codecommit",
  "codepipeline",
  "cognito-identity",
  "cognito-idp",
  "comprehend",
  "comprehendmedical",
  "compute-optimizer",
  "cost-optimization-hub",
  "dax",
  "dsql",
  "dynamodb",
  "ecr",
  "ecr-public",
  "events",
  "firehose",
  "fis",
  "fms",
  "gamelift",
  "health",
  "inspector-scan",
  "kendra",
  "kinesisvideo",
  "kms",
  "logs",
  "memorydb",
  "networkmonitor",
  "notifications",
  "opensearch",
  "pca-connector-ad",
  "personalize",
  "polly",
  "pricing",
  "resource-groups",
  "rolesanywhere",
  "s3",
  "secretsmanager",
  "servicediscovery",
  "signin",
  "sqs",
  "sts",
  "support",
  "swf",
  "textract",
  "timestream-influxdb",
  "transcribe",
  "transfer",
  "translate",
  "wafv2",
  "workspaces",
  "xray",
];

/** Actions of these services that no such policy restricts. */
export const beyondResourceControl: readonly string[] = ["kms:RetireGrant"];

/** Whether a resource control policy is asked about an action. */
export function takesResourceControl(action: string): boolean {
  const name = action.toLowerCase();
  const isBeyond = beyondResourceControl.some((one) => one.toLowerCase() === name);
  return !isBeyond && resourceControlServices.includes(name.slice(0, Math.max(0, name.indexOf(":"))));
}
