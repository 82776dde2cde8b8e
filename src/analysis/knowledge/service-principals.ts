/** Service principals that policies name (AWS: "AWS service principals"), most used first, with what they are called. As of November 2026. */
import type { Catalog } from "../../catalog/catalog";
import { tableOf } from "../table";

/** Those that are not called like the prefix of a service, or that carry out something of it. */
const names: Readonly<Record<string, string>> = tableOf({
  "lambda.amazonaws.com": "AWS Lambda",
  "ec2.amazonaws.com": "Amazon EC2",
  "ecs-tasks.amazonaws.com": "The tasks of Amazon ECS",
  "ecs.amazonaws.com": "Amazon ECS",
  "events.amazonaws.com": "Amazon EventBridge",
  "scheduler.amazonaws.com": "Amazon EventBridge Scheduler",
  "pipes.amazonaws.com": "Amazon EventBridge Pipes",
  "states.amazonaws.com": "AWS Step Functions",
  "s3.amazonaws.com": "Amazon S3",
  "sns.amazonaws.com": "Amazon SNS",
  "sqs.amazonaws.com": "Amazon SQS",
  "apigateway.amazonaws.com": "Amazon API Gateway",
  "cloudformation.amazonaws.com": "AWS CloudFormation",
  "cloudfront.amazonaws.com": "Amazon CloudFront",
  "cloudtrail.amazonaws.com": "AWS CloudTrail",
  "cloudwatch.amazonaws.com": "Amazon CloudWatch",
  "logs.amazonaws.com": "Amazon CloudWatch Logs",
  "delivery.logs.amazonaws.com": "The log delivery of AWS services",
  "logdelivery.elasticloadbalancing.amazonaws.com": "The access logs of Elastic Load Balancing",
  "codebuild.amazonaws.com": "AWS CodeBuild",
  "codedeploy.amazonaws.com": "AWS CodeDeploy",
  "codepipeline.amazonaws.com": "AWS CodePipeline",
  "config.amazonaws.com": "AWS Config",
  "glue.amazonaws.com": "AWS Glue",
  "firehose.amazonaws.com": "Amazon Data Firehose",
  "sagemaker.amazonaws.com": "Amazon SageMaker",
  "bedrock.amazonaws.com": "Amazon Bedrock",
  "bedrock-agentcore.amazonaws.com": "Amazon Bedrock AgentCore",
  "ssm.amazonaws.com": "AWS Systems Manager",
  "secretsmanager.amazonaws.com": "AWS Secrets Manager",
  "rds.amazonaws.com": "Amazon RDS",
  "monitoring.rds.amazonaws.com": "The enhanced monitoring of Amazon RDS",
  "dynamodb.amazonaws.com": "Amazon DynamoDB",
  "eks.amazonaws.com": "Amazon EKS",
  "eks-fargate-pods.amazonaws.com": "The Fargate pods of Amazon EKS",
  "pods.eks.amazonaws.com": "The pods of Amazon EKS, by EKS Pod Identity",
  "elasticmapreduce.amazonaws.com": "Amazon EMR",
  "emr-serverless.amazonaws.com": "Amazon EMR Serverless",
  "batch.amazonaws.com": "AWS Batch",
  "backup.amazonaws.com": "AWS Backup",
  "appsync.amazonaws.com": "AWS AppSync",
  "tasks.apprunner.amazonaws.com": "The services of AWS App Runner",
  "build.apprunner.amazonaws.com": "The builds of AWS App Runner",
  "autoscaling.amazonaws.com": "Amazon EC2 Auto Scaling",
  "application-autoscaling.amazonaws.com": "Application Auto Scaling",
  "elasticbeanstalk.amazonaws.com": "AWS Elastic Beanstalk",
  "iot.amazonaws.com": "AWS IoT",
  "kinesisanalytics.amazonaws.com": "Amazon Managed Service for Apache Flink",
  "redshift.amazonaws.com": "Amazon Redshift",
  "transfer.amazonaws.com": "AWS Transfer Family",
  "cognito-idp.amazonaws.com": "Amazon Cognito user pools",
  "ses.amazonaws.com": "Amazon SES",
  "vpc-flow-logs.amazonaws.com": "The flow logs of Amazon VPC",
  "edgelambda.amazonaws.com": "Lambda@Edge",
  "replicator.lambda.amazonaws.com": "The replication of Lambda@Edge",
  "amplify.amazonaws.com": "AWS Amplify",
  "airflow-env.amazonaws.com": "Amazon MWAA environments",
  "export.rds.amazonaws.com": "The exports of Amazon RDS",
  "access-analyzer.amazonaws.com": "IAM Access Analyzer",
  "guardduty.amazonaws.com": "Amazon GuardDuty",
});

export const servicePrincipals: readonly string[] = Object.keys(names);

/** What the service is called; null where it is not known. Some have a Region in their name, or another ending in China. */
export function serviceOf(principal: string, catalog: Catalog): string | null {
  const known = names[principal] ?? names[principal.replace(/\.amazonaws\.com\.cn$/, ".amazonaws.com")];
  if (known !== undefined) return known;
  const prefix = /^([a-z0-9-]+)(?:\.[a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com(?:\.cn)?$/.exec(principal)?.[1];
  return prefix === undefined ? null : (catalog.service(prefix)?.name ?? null);
}
