/** The calls that the filters of section 5 of the CIS benchmark count. */
import type { EventFields } from "../monitoring-events";

const calls = (source: string, ...names: string[]): EventFields[] =>
  names.map((name) => ({ source: `${source}.amazonaws.com`, name }));

const anyOf = (names: readonly EventFields[]): string =>
  names.map(({ name }) => `($.eventName = ${name})`).join(" || ");

export const named = (names: readonly EventFields[]): string => `{ ${anyOf(names)} }`;

export const namedOf = (names: readonly EventFields[]): string =>
  `{ ($.eventSource = ${names[0]!.source}) && (${anyOf(names)}) }`;

export const signIn = (more: EventFields["more"]): EventFields => ({
  source: "signin.amazonaws.com",
  name: "ConsoleLogin",
  more: { eventType: "AwsConsoleSignIn", ...more },
});

export const iam = calls(
  "iam",
  "DeleteGroupPolicy",
  "DeleteRolePolicy",
  "DeleteUserPolicy",
  "PutGroupPolicy",
  "PutRolePolicy",
  "PutUserPolicy",
  "CreatePolicy",
  "DeletePolicy",
  "CreatePolicyVersion",
  "DeletePolicyVersion",
  "AttachRolePolicy",
  "DetachRolePolicy",
  "AttachUserPolicy",
  "DetachUserPolicy",
  "AttachGroupPolicy",
  "DetachGroupPolicy",
);

export const cloudtrail = calls(
  "cloudtrail",
  "CreateTrail",
  "UpdateTrail",
  "DeleteTrail",
  "StartLogging",
  "StopLogging",
);

export const keys = calls("kms", "DisableKey", "ScheduleKeyDeletion");

export const buckets = calls(
  "s3",
  "PutBucketAcl",
  "PutBucketPolicy",
  "PutBucketCors",
  "PutBucketLifecycle",
  "PutBucketReplication",
  "DeleteBucketPolicy",
  "DeleteBucketCors",
  "DeleteBucketLifecycle",
  "DeleteBucketReplication",
);

export const config = calls(
  "config",
  "StopConfigurationRecorder",
  "DeleteDeliveryChannel",
  "PutDeliveryChannel",
  "PutConfigurationRecorder",
);

export const securityGroups = calls(
  "ec2",
  "AuthorizeSecurityGroupIngress",
  "AuthorizeSecurityGroupEgress",
  "RevokeSecurityGroupIngress",
  "RevokeSecurityGroupEgress",
  "CreateSecurityGroup",
  "DeleteSecurityGroup",
);

export const networkAcls = calls(
  "ec2",
  "CreateNetworkAcl",
  "CreateNetworkAclEntry",
  "DeleteNetworkAcl",
  "DeleteNetworkAclEntry",
  "ReplaceNetworkAclEntry",
  "ReplaceNetworkAclAssociation",
);

export const gateways = calls(
  "ec2",
  "CreateCustomerGateway",
  "DeleteCustomerGateway",
  "AttachInternetGateway",
  "CreateInternetGateway",
  "DeleteInternetGateway",
  "DetachInternetGateway",
);

export const routes = calls(
  "ec2",
  "CreateRoute",
  "CreateRouteTable",
  "ReplaceRoute",
  "ReplaceRouteTableAssociation",
  "DeleteRouteTable",
  "DeleteRoute",
  "DisassociateRouteTable",
);

export const vpcs = calls(
  "ec2",
  "CreateVpc",
  "DeleteVpc",
  "ModifyVpcAttribute",
  "AcceptVpcPeeringConnection",
  "CreateVpcPeeringConnection",
  "DeleteVpcPeeringConnection",
  "RejectVpcPeeringConnection",
);

export const organizations = calls(
  "organizations",
  "AcceptHandshake",
  "AttachPolicy",
  "CreateAccount",
  "CreateOrganizationalUnit",
  "CreatePolicy",
  "DeclineHandshake",
  "DeleteOrganization",
  "DeleteOrganizationalUnit",
  "DeletePolicy",
  "DetachPolicy",
  "DisablePolicyType",
  "EnablePolicyType",
  "InviteAccountToOrganization",
  "LeaveOrganization",
  "MoveAccount",
  "RemoveAccountFromOrganization",
  "UpdatePolicy",
  "UpdateOrganizationalUnit",
);
