/** The policies that the snippets offer, once for every form. `«1:name»` is a place to fill in, with what stands there at first. */

export type Document = { readonly [key: string]: unknown };

export interface PolicySnippet {
  /** What is typed: `iam-trust-ec2`. */
  readonly prefix: string;
  readonly title: string;
  readonly description: string;
  readonly kind: "trust" | "identity" | "scp";
  /** Of the resource in a template: `DeployRole`. */
  readonly name: string;
  readonly policy: Document;
}

const version = "2012-10-17";

function trust(prefix: string, title: string, description: string, name: string, statement: Document): PolicySnippet {
  return {
    prefix: `iam-trust-${prefix}`,
    title,
    description,
    kind: "trust",
    name,
    policy: { Version: version, Statement: [{ Effect: "Allow", ...statement }] },
  };
}

function serviceTrust(prefix: string, service: string, who: string, condition?: Document): PolicySnippet {
  return trust(
    prefix,
    `Trust policy: ${who}`,
    `Lets ${who} assume the role, and nobody else.`,
    `${prefix[0]!.toUpperCase()}${prefix.slice(1)}Role`,
    {
      Principal: { Service: service },
      Action: "sts:AssumeRole",
      ...(condition && { Condition: condition }),
    },
  );
}

export const policySnippets: readonly PolicySnippet[] = [
  serviceTrust("ec2", "ec2.amazonaws.com", "EC2 instances"),
  serviceTrust("lambda", "lambda.amazonaws.com", "Lambda functions"),
  serviceTrust("ecs", "ecs-tasks.amazonaws.com", "ECS tasks of this account", {
    StringEquals: { "aws:SourceAccount": "«2:111122223333»" },
    ArnLike: { "aws:SourceArn": "arn:aws:ecs:«3:eu-central-1»:«2:111122223333»:*" },
  }),
  trust(
    "github",
    "Trust policy: GitHub Actions by OpenID Connect",
    "Lets the workflows of one branch of one repository assume the role, without any stored key.",
    "GitHubRole",
    {
      Principal: { Federated: "arn:aws:iam::«2:111122223333»:oidc-provider/token.actions.githubusercontent.com" },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:«3:owner»/«4:repository»:ref:refs/heads/«5:main»",
        },
      },
    },
  ),
  trust(
    "account",
    "Trust policy: another account, with an external id",
    "Lets one role of another account assume this one, if it gives the external id that you agreed on.",
    "PartnerRole",
    {
      Principal: { AWS: "arn:aws:iam::«2:444455556666»:role/«3:their-role»" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": "«4:id-agreed-with-the-partner»" } },
    },
  ),
  {
    prefix: "iam-least-s3",
    title: "Policy: read one prefix of one bucket",
    kind: "identity",
    name: "ReadReports",
    description: "Lists and reads what is below one prefix, and nothing else.",
    policy: {
      Version: version,
      Statement: [
        {
          Sid: "ListPrefix",
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: "arn:aws:s3:::«2:bucket»",
          Condition: { StringLike: { "s3:prefix": "«3:reports»/*" } },
        },
        {
          Sid: "ReadObjects",
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::«2:bucket»/«3:reports»/*",
        },
      ],
    },
  },
  {
    prefix: "iam-least-dynamodb",
    title: "Policy: read and write one table",
    kind: "identity",
    name: "UseTable",
    description:
      "The calls that an application makes on one DynamoDB table and its indexes; it can neither scan nor delete it.",
    policy: {
      Version: version,
      Statement: [
        {
          Sid: "UseTable",
          Effect: "Allow",
          Action: [
            "dynamodb:GetItem",
            "dynamodb:Query",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
          ],
          Resource: [
            "arn:aws:dynamodb:«2:eu-central-1»:«3:111122223333»:table/«4:orders»",
            "arn:aws:dynamodb:«2:eu-central-1»:«3:111122223333»:table/«4:orders»/index/*",
          ],
        },
      ],
    },
  },
  {
    prefix: "iam-tag-based",
    title: "Policy: instances of one's own team, by tag",
    kind: "identity",
    name: "OwnTeamInstances",
    description: "Starts and stops the instances whose tag is that of the person who asks, and nobody else's.",
    policy: {
      Version: version,
      Statement: [
        {
          Sid: "OwnTeam",
          Effect: "Allow",
          Action: ["ec2:StartInstances", "ec2:StopInstances", "ec2:RebootInstances"],
          Resource: "arn:aws:ec2:*:«2:111122223333»:instance/*",
          Condition: { StringEquals: { "aws:ResourceTag/«3:team»": "${aws:PrincipalTag/«3:team»}" } },
        },
      ],
    },
  },
  {
    prefix: "iam-deny-without-mfa",
    title: "Policy: nothing without MFA",
    kind: "identity",
    name: "DenyWithoutMfa",
    description:
      "Denies all but setting up MFA to whoever signed in without it. Attach it beside the policies that allow.",
    policy: {
      Version: version,
      Statement: [
        {
          Sid: "DenyAllWithoutMfa",
          Effect: "Deny",
          NotAction: [
            "iam:CreateVirtualMFADevice",
            "iam:EnableMFADevice",
            "iam:GetUser",
            "iam:ListMFADevices",
            "iam:ListVirtualMFADevices",
            "iam:ResyncMFADevice",
            "sts:GetSessionToken",
          ],
          Resource: "*",
          Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
        },
      ],
    },
  },
  {
    prefix: "iam-region-guard",
    title: "Policy: nothing outside these Regions",
    kind: "scp",
    name: "RegionGuard",
    description:
      "Denies every Region but those named; services that are global are left out. As a service control policy or beside what allows.",
    policy: {
      Version: version,
      Statement: [
        {
          Sid: "DenyOtherRegions",
          Effect: "Deny",
          NotAction: [
            "account:*",
            "billing:*",
            "budgets:*",
            "ce:*",
            "cloudfront:*",
            "globalaccelerator:*",
            "iam:*",
            "organizations:*",
            "route53:*",
            "route53domains:*",
            "shield:*",
            "sts:*",
            "support:*",
            "waf:*",
            "wafv2:*",
          ],
          Resource: "*",
          Condition: { StringNotEquals: { "aws:RequestedRegion": ["«2:eu-central-1»", "«3:eu-west-1»"] } },
        },
      ],
    },
  },
];
