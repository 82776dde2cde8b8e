/** Actions by the harm that they do, where their access level does not tell; in AWS's spelling. */

/** They answer with credentials, or make some. */
export const givesCredentials: ReadonlySet<string> = new Set([
  "cognito-identity:GetOpenIdTokenForDeveloperIdentity",
  "connect:GetFederationToken",
  "codeartifact:GetAuthorizationToken",
  "dsql:DbConnectAdmin",
  "elasticmapreduce:GetClusterSessionCredentials",
  "gamelift:RequestUploadCredentials",
  "gamelift:GetComputeAuthToken",
  "iam:CreateServiceSpecificCredential",
  "iam:ResetServiceSpecificCredential",
  "lightsail:GetInstanceAccessDetails",
  "lightsail:GetRelationalDatabaseMasterUserPassword",
  "lightsail:CreateBucketAccessKey",
  "mediapackage:RotateIngestEndpointCredentials",
  "rds-db:connect",
  "redshift:CreateClusterUser",
  "redshift:GetClusterCredentials",
  "redshift:GetClusterCredentialsWithIAM",
  "redshift-serverless:GetCredentials",
  "sts:AssumeRoleWithSAML",
  "sts:AssumeRoleWithWebIdentity",
  "sts:GetFederationToken",
]);

/** They read what the resources hold. */
export const takesData: ReadonlySet<string> = new Set([
  "athena:GetQueryResults",
  "cassandra:Select",
  "codecommit:GitPull",
  "dynamodb:BatchGetItem",
  "dynamodb:ExportTableToPointInTime",
  "dynamodb:GetItem",
  "dynamodb:GetRecords",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  "ebs:GetSnapshotBlock",
  "kinesis:GetRecords",
  "lambda:GetFunction",
  "rds:CopyDBSnapshot",
  "rds:StartExportTask",
  "rds-data:ExecuteStatement",
  "redshift-data:ExecuteStatement",
  "s3:GetObject",
  "s3:GetObjectVersion",
  "s3tables:GetTableData",
  "secretsmanager:GetSecretValue",
  "sqs:ReceiveMessage",
  "ssm:GetParameter",
  "ssm:GetParameterHistory",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
]);

/** AWS's own documentation allows them on every resource: logs and network interfaces of functions, agents. */
export const recommendedUnscoped: ReadonlySet<string> = new Set([
  "cloudwatch:PutMetricData",
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:UnassignPrivateIpAddresses",
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "logs:PutRetentionPolicy",
  "ssm:PutComplianceItems",
  "ssm:UpdateInstanceInformation",
  "ssm:UpdateInstanceAssociationStatus",
  "ssm:UpdateAssociationStatus",
]);

/** Firewalls and network interfaces lend nothing of theirs, and who takes access away opens nothing. */
const opensNothing =
  /WebACL|Replication$|AccessAll$|:CreateNetworkInterfacePermission$|:(Delete|Detach|Disassociate|Revoke|Remove|Reset|Deregister|Unassign|Get|List|Describe)/;

/** Whether an action that manages permissions can let others in. */
export function letsOthersIn(name: string): boolean {
  return !opensNothing.test(name);
}

const changing =
  /^(?:Cancel|Delete|Deregister|Detach|Disable|Disassociate|Modify|Purge|Put|Reboot|Release|Remove|Replace|Reset|Restore|Revoke|Set|Stop|Terminate|Update)/;
/** What is put somewhere as it comes, and replaces nothing. */
const sent = /^(?:Events?|Records?|RecordBatch|RawMessage)$/;

/** Whether an action changes what is there, or takes it away, rather than send something to it. */
export function changesWhatIsThere(name: string): boolean {
  const action = name.slice(name.indexOf(":") + 1);
  const verb = changing.exec(action)?.[0];
  return verb !== undefined && !action.includes("WebACL") && !sent.test(action.slice(verb.length));
}
