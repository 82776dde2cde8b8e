/**
 * What containers of AWS CDK let the roles of their tasks do, found by synthesizing them (aws-cdk-lib 2.276: aws-ecs, aws-ecs-patterns,
 * aws-batch; November 2026). A file of environment variables allows nothing.
 */
import { tableOf } from "../table";
import { cdkConstruct, type GrantMethod } from "./cdk-grants";

const grantsOf = (type: string, method: string): readonly GrantMethod[] => cdkConstruct(type)!.grants[method]!;

/** What reads a secret or parameter, by the class and method that names it. */
const secrets: { readonly [name: string]: readonly GrantMethod[] | undefined } = tableOf({
  fromSecretsManager: grantsOf("secretsmanager.Secret", "grantRead"),
  fromSecretsManagerVersion: grantsOf("secretsmanager.Secret", "grantRead"),
  fromSsmParameter: grantsOf("ssm.StringParameter", "grantRead"),
});

/** @param name `ecs.Secret.fromSecretsManager` */
export function secretGrants(name: string): readonly GrantMethod[] | null {
  const method = /^(?:ecs|batch)\.Secret\.(\w{1,40})$/.exec(name)?.[1];
  return (method !== undefined && secrets[method]) || null;
}

export const credentialGrants = grantsOf("secretsmanager.Secret", "grantRead");
export const pullGrants = grantsOf("ecr.Repository", "grantPull");
export const logActions = ["logs:CreateLogStream", "logs:PutLogEvents"];
/** What the router of FireLens may do for its own image. */
export const routerActions = [
  "ecr:GetAuthorizationToken",
  "ecr:BatchCheckLayerAvailability",
  "ecr:GetDownloadUrlForLayer",
  "ecr:BatchGetImage",
];

/** What the task may do for the output of FireLens of a name. */
export const outputActions: { readonly [output: string]: readonly string[] | undefined } = tableOf({
  cloudwatch: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
  firehose: ["firehose:PutRecordBatch"],
  kinesis: ["kinesis:PutRecords"],
});

/** `enableExecuteCommand` of a service, where its cluster says nothing about logs. */
export const commandActions = [
  ...["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"].map(
    (one) => `ssmmessages:${one}`,
  ),
  ...["DescribeLogGroups", "CreateLogStream", "DescribeLogStreams", "PutLogEvents"].map((one) => `logs:${one}`),
];

/** What an image is by the class or method that names it. */
const images: { readonly [name: string]: "repository" | "asset" | "registry" | undefined } = tableOf({
  "ecs.ContainerImage.fromEcrRepository": "repository",
  "ecs.EcrImage": "repository",
  "ecs.TagParameterContainerImage": "repository",
  "ecs.ContainerImage.fromAsset": "asset",
  "ecs.ContainerImage.fromTarball": "asset",
  "ecs.ContainerImage.fromDockerImageAsset": "asset",
  "ecs.AssetImage": "asset",
  "ecs.AssetImage.fromAsset": "asset",
  "ecs.EcrImage.fromEcrRepository": "repository",
  "ecs.ContainerImage.fromRegistry": "registry",
  "ecs.RepositoryImage": "registry",
});

export function imageKind(name: string): "repository" | "asset" | "registry" | null {
  return images[name] ?? null;
}

/** `ecs.LogDrivers.awsLogs`, `ecs.AwsLogDriver` */
export function logDriver(name: string): "awsLogs" | "fireLens" | "other" | null {
  const own = /^ecs\.(?:LogDrivers?\.)?(\w{1,40})$/.exec(name)?.[1];
  if (own === undefined) return null;
  if (/^(?:awsLogs|AwsLogDriver)$/.test(own)) return "awsLogs";
  if (/^fire[lL]ens(?:LogDriver)?$|^FireLensLogDriver$/.test(own)) return "fireLens";
  return /LogDriver$/.test(own) || name.startsWith("ecs.LogDriver") ? "other" : null;
}
