/**
 * Actions by the harm that they do, where their access level does not tell; in AWS's spelling (AWS: what the API references
 * say that each answers or changes). As of November 2026.
 */
import { tableOf } from "../table";

/** Actions that answer with credentials, or make some, with what they give where every resource is allowed. */
export const credentialsGiven: Readonly<Record<string, string>> = tableOf({
  "cognito-identity:GetOpenIdTokenForDeveloperIdentity": "a token for any user of any identity pool",
  "connect:GetFederationToken": "a sign-in to any instance of Amazon Connect",
  "codeartifact:GetAuthorizationToken": "a token for the packages of any domain, with the caller’s own permissions",
  "dsql:DbConnectAdmin": "a connection to any cluster as its administrator",
  "elasticmapreduce:GetClusterSessionCredentials": "credentials for any cluster",
  "gamelift:RequestUploadCredentials": "credentials to replace the files of any build",
  "gamelift:GetComputeAuthToken": "a token of any compute of any fleet",
  "iam:CreateServiceSpecificCredential": "a password of any user for the services that take one",
  "iam:ResetServiceSpecificCredential": "a new password of any user for the services that take one",
  "lightsail:GetInstanceAccessDetails": "the key to sign in to any instance",
  "lightsail:GetRelationalDatabaseMasterUserPassword": "the master password of any database",
  "lightsail:CreateBucketAccessKey": "an access key to any bucket of Lightsail",
  "mediapackage:RotateIngestEndpointCredentials": "new credentials to feed any channel",
  "rds-db:connect": "a connection to any database, as any of its users who sign in by IAM",
  "redshift:CreateClusterUser": "a new user of the database in any cluster",
  "redshift:GetClusterCredentials": "a password for any user of the database in any cluster",
  "redshift:GetClusterCredentialsWithIAM": "a password for the caller’s own user of the database in any cluster",
  "redshift-serverless:GetCredentials": "a password for the database of any workgroup",
  "sts:AssumeRoleWithSAML": "a session of any role that trusts the caller’s SAML provider",
  "sts:AssumeRoleWithWebIdentity": "a session of any role that trusts the caller’s OIDC provider",
  "sts:GetFederationToken":
    "a session of up to 36 hours with the caller’s own permissions at most, under a name of the caller’s choice",
});

/** They answer with credentials, or make some. */
export const givesCredentials: ReadonlySet<string> = new Set(Object.keys(credentialsGiven));

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
  /WebACL|Replication$|AccessAll$|:CreateNetworkInterfacePermission$|:(Cancel|Delete|Detach|Disassociate|Revoke|Remove|Reset|Deregister|Unassign|Get|List|Describe|Retire|Reject|Bypass)/;
/** Of AWS's level "Permissions management", though they give nobody anything. */
const givesNobody =
  /VendedLogDelivery|VaultLock$|OdbNetworkPeering$|:(?:UpdateAccessProfile|AttachApplianceToNatGateway|AttachResourcesToPlacementGroup|ModifySelfservicePermissions|InvokeGateway|InvokeWebSearch|SynchronizeGatewayTargets|SearchRecoveryPoint|AddCertificateToDomain|TestConnection|ValidateResourcePolicy|RefreshOAuth2Tokens|GenerateCommandPayload|SetStackPolicy|ViewLoginPage|ReplicateEmailIdentityDkimSigningKey|AssociateContact|AssociateAccessGrantsIdentityCenter)$|^organizations:(?:Attach|Create|Detach|Update|Delete)Policy$/;

/** Whether an action that manages permissions can let others in. */
export function letsOthersIn(name: string): boolean {
  return !opensNothing.test(name) && !givesNobody.test(name);
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
