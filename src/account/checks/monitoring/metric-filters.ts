/** Section 5 of the CIS benchmark: what somebody should be told of within minutes. */
import { defineMetricFilterCheck } from "../metric-filter-check";
import { consoleUser, type EventFields, rootUser } from "../monitoring-events";

const calls = (source: string, ...names: string[]): EventFields[] =>
  names.map((name) => ({ source: `${source}.amazonaws.com`, name }));
const anyOf = (names: readonly EventFields[]): string =>
  names.map(({ name }) => `($.eventName = ${name})`).join(" || ");
const named = (names: readonly EventFields[]): string => `{ ${anyOf(names)} }`;
const namedOf = (names: readonly EventFields[]): string =>
  `{ ($.eventSource = ${names[0]!.source}) && (${anyOf(names)}) }`;

const signIn = (more: EventFields["more"]): EventFields => ({
  source: "signin.amazonaws.com",
  name: "ConsoleLogin",
  more: { eventType: "AwsConsoleSignIn", ...more },
});

const iam = calls(
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
const cloudtrail = calls("cloudtrail", "CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging");
const keys = calls("kms", "DisableKey", "ScheduleKeyDeletion");
const buckets = calls(
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
const config = calls(
  "config",
  "StopConfigurationRecorder",
  "DeleteDeliveryChannel",
  "PutDeliveryChannel",
  "PutConfigurationRecorder",
);
const securityGroups = calls(
  "ec2",
  "AuthorizeSecurityGroupIngress",
  "AuthorizeSecurityGroupEgress",
  "RevokeSecurityGroupIngress",
  "RevokeSecurityGroupEgress",
  "CreateSecurityGroup",
  "DeleteSecurityGroup",
);
const networkAcls = calls(
  "ec2",
  "CreateNetworkAcl",
  "CreateNetworkAclEntry",
  "DeleteNetworkAcl",
  "DeleteNetworkAclEntry",
  "ReplaceNetworkAclEntry",
  "ReplaceNetworkAclAssociation",
);
const gateways = calls(
  "ec2",
  "CreateCustomerGateway",
  "DeleteCustomerGateway",
  "AttachInternetGateway",
  "CreateInternetGateway",
  "DeleteInternetGateway",
  "DetachInternetGateway",
);
const routes = calls(
  "ec2",
  "CreateRoute",
  "CreateRouteTable",
  "ReplaceRoute",
  "ReplaceRouteTableAssociation",
  "DeleteRouteTable",
  "DeleteRoute",
  "DisassociateRouteTable",
);
const vpcs = calls(
  "ec2",
  "CreateVpc",
  "DeleteVpc",
  "ModifyVpcAttribute",
  "AcceptVpcPeeringConnection",
  "CreateVpcPeeringConnection",
  "DeleteVpcPeeringConnection",
  "RejectVpcPeeringConnection",
);
const organizations = calls(
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

export default [
  defineMetricFilterCheck({
    id: "monitoring/unauthorized-calls",
    mayWait: true,
    what: "calls that are refused",
    severity: "low",
    cis: ["5.1"],
    securityHub: ["CloudWatch.2"],
    why: "Whoever has stolen credentials tries what they are good for, and is refused most of the time. Many refusals at once are often the first trace.",
    events: [
      {
        source: "ec2.amazonaws.com",
        name: "RunInstances",
        more: {
          errorCode: "Client.UnauthorizedOperation",
          errorMessage: "You are not authorized to perform this operation.",
        },
      },
      {
        source: "iam.amazonaws.com",
        name: "ListUsers",
        more: {
          errorCode: "AccessDenied",
          errorMessage: "is not authorized to perform: iam:ListUsers",
          readOnly: true,
        },
      },
    ],
    reads: true,
    pattern: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  }),
  defineMetricFilterCheck({
    id: "monitoring/sign-in-without-mfa",
    what: "console sign-ins without MFA",
    severity: "low",
    cis: ["5.2"],
    securityHub: ["CloudWatch.3"],
    why: "A user who signs in with a password alone can be anybody who has that password.",
    events: [
      signIn({
        userIdentity: consoleUser,
        additionalEventData: {
          LoginTo: "https://console.aws.amazon.com/console/home",
          MobileVersion: "No",
          MFAUsed: "No",
        },
        responseElements: { ConsoleLogin: "Success" },
      }),
    ],
    pattern:
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  }),
  defineMetricFilterCheck({
    id: "monitoring/root-use",
    what: "each use of the root user",
    severity: "medium",
    cis: ["5.3"],
    securityHub: ["CloudWatch.1"],
    why: "Root is for emergencies. If it is used and nobody knows why, somebody else has it.",
    events: [
      signIn({
        userIdentity: rootUser,
        additionalEventData: { MFAUsed: "Yes" },
        responseElements: { ConsoleLogin: "Success" },
      }),
      { source: "iam.amazonaws.com", name: "CreateAccessKey", more: { userIdentity: rootUser } },
    ],
    reads: true,
    pattern:
      '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  }),
  defineMetricFilterCheck({
    id: "monitoring/iam-changes",
    what: "changes of IAM policies",
    severity: "low",
    cis: ["5.4"],
    securityHub: ["CloudWatch.4"],
    why: "An intruder who wants to stay, or to have more, changes a policy.",
    events: iam,
    pattern: named(iam),
  }),
  defineMetricFilterCheck({
    id: "monitoring/trail-changes",
    what: "changes of CloudTrail",
    severity: "medium",
    cis: ["5.5"],
    securityHub: ["CloudWatch.5"],
    why: "Who wants to work unseen stops the trail first.",
    events: cloudtrail,
    pattern: named(cloudtrail),
  }),
  defineMetricFilterCheck({
    id: "monitoring/sign-in-failures",
    mayWait: true,
    what: "failed console sign-ins",
    severity: "low",
    cis: ["5.6"],
    securityHub: ["CloudWatch.6"],
    why: "Guessing a password leaves a trail of failures before it succeeds.",
    events: [
      signIn({
        userIdentity: consoleUser,
        errorMessage: "Failed authentication",
        additionalEventData: { MFAUsed: "No" },
        responseElements: { ConsoleLogin: "Failure" },
      }),
    ],
    pattern: '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
  }),
  defineMetricFilterCheck({
    id: "monitoring/key-deletion",
    what: "KMS keys that are disabled or to be deleted",
    severity: "low",
    cis: ["5.7"],
    securityHub: ["CloudWatch.7"],
    why: "What is encrypted with a deleted key is lost. There are days to cancel that, if somebody notices.",
    events: keys,
    pattern: namedOf(keys),
  }),
  defineMetricFilterCheck({
    id: "monitoring/bucket-policy-changes",
    what: "changes of who may use a bucket",
    severity: "low",
    cis: ["5.8"],
    securityHub: ["CloudWatch.8"],
    why: "One changed policy or replication rule makes the data of a bucket public, or copies it away.",
    events: buckets,
    pattern: namedOf(buckets),
  }),
  defineMetricFilterCheck({
    id: "monitoring/config-changes",
    what: "changes of AWS Config",
    severity: "low",
    cis: ["5.9"],
    securityHub: ["CloudWatch.9"],
    why: "Without its recorder nobody can see later what was changed.",
    events: config,
    pattern: namedOf(config),
  }),
  defineMetricFilterCheck({
    id: "monitoring/security-group-changes",
    what: "changes of security groups",
    severity: "low",
    cis: ["5.10"],
    securityHub: ["CloudWatch.10"],
    why: "A new rule opens a way in, or a way out for data.",
    events: securityGroups,
    pattern: named(securityGroups),
  }),
  defineMetricFilterCheck({
    id: "monitoring/network-acl-changes",
    what: "changes of network ACLs",
    severity: "low",
    cis: ["5.11"],
    securityHub: ["CloudWatch.11"],
    why: "A changed network ACL opens a whole subnet.",
    events: networkAcls,
    pattern: named(networkAcls),
  }),
  defineMetricFilterCheck({
    id: "monitoring/gateway-changes",
    what: "changes of network gateways",
    severity: "low",
    cis: ["5.12"],
    securityHub: ["CloudWatch.12"],
    why: "A new gateway connects a network that was meant to be closed.",
    events: gateways,
    pattern: named(gateways),
  }),
  defineMetricFilterCheck({
    id: "monitoring/route-changes",
    what: "changes of route tables",
    severity: "low",
    cis: ["5.13"],
    securityHub: ["CloudWatch.13"],
    why: "A changed route sends traffic past the firewall, or to somebody who listens.",
    events: routes,
    pattern: named(routes),
  }),
  defineMetricFilterCheck({
    id: "monitoring/vpc-changes",
    what: "changes of VPCs",
    severity: "low",
    cis: ["5.14"],
    securityHub: ["CloudWatch.14"],
    why: "A new peering joins two networks that were kept apart.",
    events: vpcs,
    pattern: named(vpcs),
  }),
  defineMetricFilterCheck({
    id: "monitoring/organization-changes",
    what: "changes of the organization",
    severity: "low",
    cis: ["5.15"],
    securityHub: [],
    why: "An account that leaves the organization, or a policy that is detached from it, is free of all that the organization forbids.",
    events: organizations,
    pattern: namedOf(organizations),
  }),
];
