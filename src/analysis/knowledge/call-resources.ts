/**
 * Which parameter of a call names its resource, where it is not called like the part of the ARN. Sources: the API references of the services
 * and the resource types of AWS's Service Authorization Reference, November 2026.
 */
import { tableOf } from "../table";

/**
 * By `prefix:type`: for each part of the ARN in the catalogue's pattern the parameters that may give it, the first one that is given.
 * `#arn` gives the whole ARN, `#url` the URL of a queue.
 */
const rows: Readonly<Record<string, Readonly<Record<string, string>>>> = tableOf({
  "athena:workgroup": { WorkGroupName: "WorkGroup Name" },
  "bedrock:foundation-model": { ResourceId: "modelId" },
  "bedrock:agent": { AgentId: "agentId" },
  "bedrock:agent-alias": { AgentId: "agentId", AgentAliasId: "agentAliasId" },
  "bedrock:knowledge-base": { KnowledgeBaseId: "knowledgeBaseId" },
  "cloudformation:stack": { StackName: "StackName" },
  "cognito-idp:userpool": { UserPoolId: "UserPoolId" },
  "dynamodb:table": { TableName: "TableName" },
  "ec2:instance": { InstanceId: "InstanceId InstanceIds" },
  "ec2:key-pair": { KeyPairName: "KeyName KeyNames" },
  "ec2:launch-template": { LaunchTemplateId: "LaunchTemplateId LaunchTemplate.LaunchTemplateId LaunchTemplate" },
  "ec2:placement-group": { PlacementGroupName: "Placement.GroupName" },
  "ec2:security-group": { SecurityGroupId: "GroupId SecurityGroupId SecurityGroupIds Groups" },
  "ec2:snapshot": { SnapshotId: "SnapshotId BlockDeviceMappings.Ebs.SnapshotId" },
  "ecr:repository": { RepositoryName: "repositoryName" },
  "events:event-bus": { EventBusName: "EventBusName Entries.EventBusName Name" },
  "firehose:deliverystream": { DeliveryStreamName: "DeliveryStreamName" },
  // A catalog of catalogs; the account's own has no name.
  "glue:catalog": { CatalogName: "" },
  "glue:database": { DatabaseName: "DatabaseName Name DatabaseInput.Name" },
  "glue:table": { DatabaseName: "DatabaseName", TableName: "TableName Name TableInput.Name" },
  "glue:job": { JobName: "JobName Name" },
  "iam:role": { RoleNameWithPath: "RoleName" },
  "iam:user": { UserNameWithPath: "UserName" },
  "iam:group": { GroupNameWithPath: "GroupName" },
  "kinesis:stream": { StreamName: "StreamName", "#arn": "StreamARN" },
  "kms:key": { KeyId: "KeyId" },
  "lambda:function": { FunctionName: "FunctionName" },
  "logs:log-group": { LogGroupName: "logGroupName" },
  "logs:log-stream": { LogGroupName: "logGroupName", LogStreamName: "logStreamName" },
  "rds-data:cluster": { "#arn": "resourceArn" },
  "redshift:dbname": { ClusterName: "ClusterIdentifier", DbName: "Database" },
  "redshift:dbuser": { ClusterName: "ClusterIdentifier", DbUser: "DbUser" },
  "redshift-data:cluster": { ClusterName: "ClusterIdentifier" },
  "redshift-data:workgroup": { WorkgroupId: "WorkgroupName" },
  "s3:bucket": { BucketName: "Bucket" },
  "s3:object": { BucketName: "Bucket", ObjectName: "Key" },
  "secretsmanager:secret": { SecretId: "SecretId Name" },
  "ses:identity": { IdentityName: "Source FromEmailAddress Identity EmailIdentity" },
  "ses:template": { TemplateName: "Template TemplateName" },
  "ses:configuration-set": { ConfigurationSetName: "ConfigurationSetName" },
  "sns:topic": { "#arn": "TopicArn TargetArn", TopicName: "Name" },
  "sqs:queue": { "#url": "QueueUrl", QueueName: "QueueName" },
  "ssm:bucket": { BucketName: "OutputS3BucketName" },
  "ssm:document": { DocumentName: "DocumentName" },
  "ssm:instance": { InstanceId: "InstanceIds" },
  "ssm:managed-instance": { InstanceId: "InstanceIds" },
  "ssm:parameter": { ParameterNameWithoutLeadingSlash: "Name Names Path*" },
  "states:statemachine": { "#arn": "stateMachineArn", StateMachineName: "name" },
  "states:execution": { "#arn": "executionArn" },
  "states:express": {},
  "sts:role": { "#arn": "RoleArn" },
  "iam:passed-role": { "#arn": "" },
});

/** Whether the parameters that may give a part of the ARN are all known. */
export function listsParameters(prefix: string, type: string, part: string): boolean {
  return rows[`${prefix}:${type.toLowerCase()}`]?.[part] !== undefined;
}

/** By part of the ARN: the parameters that may give it. */
export function parametersOf(prefix: string, type: string, part: string): readonly string[] {
  const listed = rows[`${prefix}:${type.toLowerCase()}`]?.[part];
  if (listed !== undefined) return listed.split(" ").filter((name) => name !== "");
  return part.startsWith("#") ? [] : [part];
}
