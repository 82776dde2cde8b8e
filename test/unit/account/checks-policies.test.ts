import { allow, details, detailsDenied, document, group, managed, user } from "./identity";
import { accountId, table } from "./support";

table("policies/full-administrator", [
  { name: "no policies", snapshot: details({}), verdict: "pass" },
  {
    name: "narrow",
    snapshot: details({ policies: [managed(allow("s3:GetObject", "arn:aws:s3:::x/*"))] }),
    verdict: "pass",
  },
  {
    name: "everything",
    snapshot: details({ policies: [managed(allow(["s3:GetObject", "*"]))] }),
    verdict: "fail",
    resources: { "policy/own": "fail" },
  },
  { name: "everything as *:*", snapshot: details({ policies: [managed(allow("*:*"))] }), verdict: "fail" },
  {
    name: "everything, attached to nobody yet",
    snapshot: details({ policies: [managed(allow("*"))] }),
    verdict: "fail",
  },
  {
    name: "an inline policy of a group",
    snapshot: details({ groups: [group("all", { inline: [{ name: "all", document: allow("*") }] })] }),
    verdict: "fail",
    resources: { "(inline policy all)": "fail" },
  },
  {
    name: "a denial of everything",
    snapshot: details({ policies: [managed(document({ Effect: "Deny", Action: "*", Resource: "*" }))] }),
    verdict: "pass",
  },
  { name: "a document that cannot be read", snapshot: details({ policies: [managed("")] }), verdict: "not-assessed" },
  {
    name: "one that cannot be read beside a bad one",
    snapshot: details({ policies: [managed(""), managed(allow("*"))] }),
    verdict: "fail",
  },
  detailsDenied,
]);

table("policies/pass-role", [
  {
    name: "one role",
    snapshot: details({ policies: [managed(allow("iam:PassRole", `arn:aws:iam::${accountId}:role/work`))] }),
    verdict: "pass",
  },
  {
    name: "every role",
    snapshot: details({ policies: [managed(allow("iam:PassRole"))] }),
    verdict: "fail",
    resources: { "policy/own": "fail" },
  },
  {
    name: "every role, by a wildcard",
    snapshot: details({ policies: [managed(allow("iam:Pass*"))] }),
    verdict: "fail",
  },
  {
    name: "every role, inline",
    snapshot: details({ users: [user("alice", { inline: [{ name: "own", document: allow("iam:PassRole") }] })] }),
    verdict: "fail",
  },
  detailsDenied,
]);

/** Each rule of the editor on a live policy: one that it finds, and one that it leaves alone. */
const found: Readonly<Record<string, readonly [string, string]>> = {
  "policies/escalation-by-iam": [
    allow("iam:AttachUserPolicy"),
    allow("iam:AttachUserPolicy", "*", {
      Condition: { ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess" } },
    }),
  ],
  "policies/escalation-by-pass-role": [
    allow(["iam:PassRole", "ec2:RunInstances"]),
    document(
      { Effect: "Allow", Action: "ec2:RunInstances", Resource: "*" },
      { Effect: "Allow", Action: "iam:PassRole", Resource: `arn:aws:iam::${accountId}:role/work` },
    ),
  ],
  "policies/escalation-by-takeover": [
    allow("ssm:StartSession"),
    allow("ssm:StartSession", `arn:aws:ec2:eu-central-1:${accountId}:instance/i-1`),
  ],
  "policies/service-linked-roles": [
    allow("iam:CreateServiceLinkedRole"),
    allow("iam:CreateServiceLinkedRole", "*", {
      Condition: { StringEquals: { "iam:AWSServiceName": "rds.amazonaws.com" } },
    }),
  ],
  "policies/service-wildcard": [allow("s3:*"), allow("s3:*", ["arn:aws:s3:::own", "arn:aws:s3:::own/*"])],
  "policies/credentials-exposure": [
    allow("redshift:GetClusterCredentials"),
    allow("redshift:GetClusterCredentials", `arn:aws:redshift:eu-central-1:${accountId}:dbuser:a/b`),
  ],
  "policies/data-exfiltration": [
    allow("secretsmanager:GetSecretValue"),
    allow("secretsmanager:GetSecretValue", `arn:aws:secretsmanager:eu-central-1:${accountId}:secret:a-*`),
  ],
  "policies/resource-exposure": [allow("s3:PutBucketPolicy"), allow("s3:PutBucketPolicy", "arn:aws:s3:::own")],
  "policies/infrastructure-modification": [
    allow("sqs:PurgeQueue"),
    allow("sqs:PurgeQueue", `arn:aws:sqs:eu-central-1:${accountId}:own`),
  ],
  "policies/kms-decrypt": [allow("kms:*"), allow("kms:Decrypt", `arn:aws:kms:eu-central-1:${accountId}:key/own`)],
  "policies/avoidable-mfa": [
    document(
      { Effect: "Allow", Action: "ec2:*", Resource: "*" },
      {
        Effect: "Deny",
        Action: "ec2:*",
        Resource: "*",
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
      },
    ),
    document(
      { Effect: "Allow", Action: "ec2:*", Resource: "*" },
      {
        Effect: "Deny",
        Action: "ec2:*",
        Resource: "*",
        Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
      },
    ),
  ],
  "policies/avoidable-conditions": [
    allow("s3:GetObject", "arn:aws:s3:::own/*", {
      Condition: { StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" } },
    }),
    allow("s3:GetObject", "arn:aws:s3:::own/*", { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }),
  ],
  "policies/conditions-without-effect": [
    document({
      Effect: "Deny",
      Action: "ec2:CreateVolume",
      Resource: "*",
      Condition: { StringEquals: { "ec2:InstanceType": "p5.48xlarge" } },
    }),
    document({
      Effect: "Deny",
      Action: "ec2:RunInstances",
      Resource: "*",
      Condition: { StringEquals: { "ec2:InstanceType": "p5.48xlarge" } },
    }),
  ],
  "policies/tag-guards": [
    document(
      {
        Effect: "Allow",
        Action: "ec2:TerminateInstances",
        Resource: "*",
        Condition: { StringEquals: { "aws:ResourceTag/team": "own" } },
      },
      { Effect: "Allow", Action: "ec2:CreateTags", Resource: "*" },
    ),
    document({
      Effect: "Allow",
      Action: "ec2:TerminateInstances",
      Resource: "*",
      Condition: { StringEquals: { "aws:ResourceTag/team": "own" } },
    }),
  ],
};
for (const [id, [bad, good]] of Object.entries(found)) {
  table(id, [
    { name: "no policies", snapshot: details({}), verdict: "pass" },
    {
      name: "a policy that is attached to nobody",
      snapshot: details({ policies: [{ ...managed(bad), attachments: 0 }, managed(good, "other")] }),
      verdict: "fail",
      resources: { "policy/other": "pass" },
    },
    {
      name: "an inline policy",
      snapshot: details({ users: [user("alice", { inline: [{ name: "own", document: bad }] })] }),
      verdict: "fail",
    },
    { name: "one that is narrow enough", snapshot: details({ policies: [managed(good)] }), verdict: "pass" },
    {
      name: "one that cannot be read",
      snapshot: details({ policies: [managed("{")] }),
      verdict: "not-assessed",
      reason: /cannot be read/,
    },
    detailsDenied,
  ]);
}

table("policies/service-wildcard", [
  {
    name: "names the statement where there are several",
    verdict: "fail",
    reason: /^1 of 1 policy document/,
    snapshot: details({
      policies: [
        managed(
          document(
            { Sid: "All", Effect: "Allow", Action: "s3:*", Resource: "*" },
            { Effect: "Allow", Action: "ec2:DescribeRegions", Resource: "*" },
            { Effect: "Allow", Action: "sqs:*", Resource: "*" },
          ),
        ),
      ],
    }),
    resources: { "policy/own (statement All)": "fail", "policy/own (statement 3)": "fail" },
  },
  {
    name: "names it behind an inline policy",
    snapshot: details({
      users: [
        user("alice", {
          inline: [
            {
              name: "own",
              document: document(
                { Effect: "Allow", Action: "ec2:DescribeRegions", Resource: "*" },
                { Effect: "Allow", Action: "s3:*", Resource: "*" },
              ),
            },
          ],
        }),
      ],
    }),
    verdict: "fail",
    resources: { "user/alice (inline policy own, statement 2)": "fail" },
  },
]);

const attaching = (name: string) =>
  details({ groups: [group("all", { attached: [`arn:aws:iam::aws:policy/${name}`] })] });
table("policies/cloudshell", [
  { name: "nobody", snapshot: details({}), verdict: "pass" },
  {
    name: "a group",
    snapshot: attaching("AWSCloudShellFullAccess"),
    verdict: "fail",
    resources: { "group/all": "fail" },
  },
  {
    name: "an own policy of that name",
    snapshot: details({
      groups: [group("all", { attached: [`arn:aws:iam::${accountId}:policy/AWSCloudShellFullAccess`] })],
    }),
    verdict: "pass",
  },
  detailsDenied,
]);
table("policies/support-role", [
  { name: "nobody", snapshot: details({}), verdict: "fail" },
  { name: "a group", snapshot: attaching("AWSSupportAccess"), verdict: "pass" },
  detailsDenied,
]);

table("users/direct-policies", [
  { name: "no users", snapshot: details({}), verdict: "pass" },
  { name: "none", snapshot: details({ users: [user()] }), verdict: "pass" },
  {
    name: "attached",
    snapshot: details({ users: [user("alice", { attached: ["arn:aws:iam::aws:policy/AdministratorAccess"] })] }),
    verdict: "fail",
    resources: { "user/alice": "fail" },
  },
  {
    name: "inline",
    snapshot: details({ users: [user("alice", { inline: [{ name: "own", document: allow("s3:GetObject") }] })] }),
    verdict: "fail",
  },
  {
    name: "of a group",
    snapshot: details({ users: [user()], groups: [group("all", { attached: ["arn:x"] })] }),
    verdict: "pass",
  },
  detailsDenied,
]);
