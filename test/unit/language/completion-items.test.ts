/** What is offered at a place, in its order: the kind, `…` where something is to be completed behind it, and what documents it. */
import assert from "node:assert/strict";

import type { CompletionItem } from "../../../src/language/completion/items";
import { Understanding } from "../../../src/workspace/understanding";
import { marked } from "./marked";

const understanding = new Understanding();

type Place = readonly [name: string, text: string];

const json = (statement: string, before = ""): Place => [
  "policy.json",
  `{ "Version": "2012-10-17", "Statement": [${before}{ ${statement} }] }`,
];
const cfn = (statement: string): Place => [
  "template.json",
  `{ "Resources": { "P": { "Type": "AWS::IAM::ManagedPolicy", "Properties": { "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ ${statement} }] } } } } }`,
];
const inTemplate = (type: string, property: string, statement: string): Place => [
  "template.yaml",
  `Resources:\n  R:\n    Type: ${type}\n    Properties:\n      ${property}:\n        Version: '2012-10-17'\n        Statement:\n          - ${statement}\n`,
];
const managed = (statement: string): Place => inTemplate("AWS::IAM::ManagedPolicy", "PolicyDocument", statement);
const trust = (statement: string): Place => inTemplate("AWS::IAM::Role", "AssumeRolePolicyDocument", statement);
const data = (statement: string, before = ""): Place => [
  "main.tf",
  `${before}data "aws_iam_policy_document" "d" {\n  statement {\n    ${statement}\n  }\n}\n`,
];
const control = (type: string, statements: string): Place => [
  "main.tf",
  `resource "aws_organizations_policy" "p" {\n  type = "${type}"\n  content = jsonencode({ Version = "2012-10-17", Statement = [${statements}] })\n}\n`,
];
const condition = (operator: string, keys = '"¦"', action = "sqs:SendMessage"): Place =>
  json(`"Effect": "Allow", "Action": "${action}", "Condition": { "${operator}": { ${keys} } }`);

/** Only details that are worked out, and what is written where it is more than the label. */
function shown({ kind, label, again, topic, detail, newText }: CompletionItem): string {
  const more = /^(?:action|wildcard|resource|condition-key)$/.test(kind) && topic !== "action *" ? ` | ${detail}` : "";
  const written = newText === label || newText === `"${label}"` ? "" : ` → ${newText.replace(/\s+/g, " ")}`;
  return `${kind} ${label}${again ? " …" : ""}${topic === null ? "" : ` (${topic})`}${more}${written}`;
}

/** The actions of SQS behind the usual ones. */
const restOfSqs = `
    action sqs:TagQueue (action sqs:TagQueue) | Write, Tagging
    action sqs:UntagQueue (action sqs:UntagQueue) | Write, Tagging
    action sqs:GetQueueAttributes (action sqs:GetQueueAttributes) | Read
    action sqs:GetQueueUrl (action sqs:GetQueueUrl) | Read
    action sqs:ListQueueTags (action sqs:ListQueueTags) | Read
    action sqs:ChangeMessageVisibility (action sqs:ChangeMessageVisibility) | Write
    action sqs:ListMessageMoveTasks (action sqs:ListMessageMoveTasks) | Read
    action sqs:CancelMessageMoveTask (action sqs:CancelMessageMoveTask) | Write
    action sqs:StartMessageMoveTask (action sqs:StartMessageMoveTask) | Write
    action sqs:ListDeadLetterSourceQueues (action sqs:ListDeadLetterSourceQueues) | Read
    action sqs:AddPermission (action sqs:AddPermission) | Write, Permissions management
    action sqs:RemovePermission (action sqs:RemovePermission) | Write, Permissions management
    action sqs:SetQueueAttributes (action sqs:SetQueueAttributes) | Write, Permissions management
`;
const wildcardsOfSqs = `
    wildcard sqs:Delete* (action sqs:Delete*) | 2 actions, up to Write
    wildcard sqs:Get* (action sqs:Get*) | 2 actions, up to Read
    wildcard sqs:List* (action sqs:List*) | 4 actions, up to Read
    wildcard sqs:* (action sqs:*) | 20 actions, up to Permissions management
`;

const rows: readonly (readonly [what: string, place: Place, count: number | null, items: string])[] = [
  [
    "services, the usual ones first",
    json('"Effect": "Allow", "Action": "¦"'),
    26,
    `
    service s3: … (service s3)
    service iam: … (service iam)
    service sts: … (service sts)
    service ec2: … (service ec2)
    service lambda: … (service lambda)
    service dynamodb: … (service dynamodb)
    service logs: … (service logs)
    service kms: … (service kms)
    service sqs: … (service sqs)
    service sns: … (service sns)
    service secretsmanager: … (service secretsmanager)
    service ssm: … (service ssm)
    service cloudwatch: … (service cloudwatch)
    service ecr: … (service ecr)
    service ecs: … (service ecs)
    service rds: … (service rds)
    service cloudformation: … (service cloudformation)
    service events: … (service events)
    service states: … (service states)
    service apigateway: … (service apigateway)
    service cloudfront: … (service cloudfront)
    service route53: … (service route53)
    service kinesis: … (service kinesis)
    service eks: … (service eks)
    service elasticloadbalancing: … (service elasticloadbalancing)
    service autoscaling: … (service autoscaling)
  `,
  ],
  [
    "the services that the statement names, then those of the policy",
    json('"Effect": "Allow", "NotAction": ["kinesis:*", "¦"]', '{ "Effect": "Allow", "Action": ["SQS:*", "*"] }, '),
    3,
    `
    service kinesis: … (service kinesis)
    service sqs: … (service sqs)
    service s3: … (service s3)
  `,
  ],
  [
    "every action of a service, those that it is there for first",
    json('"Effect": "Allow", "Action": "sqs:¦"'),
    null,
    `
    action sqs:ReceiveMessage (action sqs:ReceiveMessage) | Read
    action sqs:ListQueues (action sqs:ListQueues) | Read
    action sqs:CreateQueue (action sqs:CreateQueue) | Write
    action sqs:DeleteMessage (action sqs:DeleteMessage) | Write
    action sqs:DeleteQueue (action sqs:DeleteQueue) | Write
    action sqs:PurgeQueue (action sqs:PurgeQueue) | Write
    action sqs:SendMessage (action sqs:SendMessage) | Write
    ${restOfSqs}
    ${wildcardsOfSqs}
  `,
  ],
  [
    "actions without those that are there, in any case",
    json('"Effect": "Allow", "Action": ["SQS:sendmessage", "sqs:get*", "sqs:¦"], "Resource": "*"'),
    -19,
    `
    action sqs:DeleteMessage (action sqs:DeleteMessage) | Write
    action sqs:DeleteQueue (action sqs:DeleteQueue) | Write
    action sqs:PurgeQueue (action sqs:PurgeQueue) | Write
    ${restOfSqs}
    wildcard sqs:Delete* (action sqs:Delete*) | 2 actions, up to Write
    wildcard sqs:List* (action sqs:List*) | 4 actions, up to Read
    wildcard sqs:* (action sqs:*) | 20 actions, up to Permissions management
  `,
  ],
  [
    "actions without those that are left out already, beside a value that is open",
    cfn('"Effect": "Allow", "NotAction": [{ "Ref": "A" }, "sqs:SendMessage", "sqs:¦"]'),
    -18,
    `
    action sqs:PurgeQueue (action sqs:PurgeQueue) | Write
    ${restOfSqs}
    ${wildcardsOfSqs}
  `,
  ],
  [
    "actions of the resource's type first",
    json('"Effect": "Allow", "Action": "s3:¦", "Resource": ["arn:aws:s3:::a/*", "arn:aws:sqs:*:*:*", "*"]'),
    5,
    `
    action s3:GetObject (action s3:GetObject) | Read
    action s3:DeleteObject (action s3:DeleteObject) | Write
    action s3:InitiateReplication (action s3:InitiateReplication) | Write
    action s3:PutObject (action s3:PutObject) | Write
    action s3:ReplicateDelete (action s3:ReplicateDelete) | Write
  `,
  ],
  [
    "wildcards of what was typed",
    json('"Effect": "Allow", "Action": "sqs:ListQueueT¦"'),
    -5,
    `
    action sqs:SetQueueAttributes (action sqs:SetQueueAttributes) | Write, Permissions management
    ${wildcardsOfSqs}
  `,
  ],
  [
    "wildcards of what was typed with one already",
    json('"Effect": "Allow", "Action": "sqs:listqueue*¦"'),
    -5,
    `
    action sqs:SetQueueAttributes (action sqs:SetQueueAttributes) | Write, Permissions management
    ${wildcardsOfSqs}
  `,
  ],
  [
    "wildcards of what begins like whole names",
    json('"Effect": "Allow", "Action": "sqs:GetQ¦"'),
    -5,
    `
    wildcard sqs:Delete* (action sqs:Delete*) | 2 actions, up to Write
    wildcard sqs:Get* (action sqs:Get*) | 2 actions, up to Read
    wildcard sqs:GetQueue* (action sqs:GetQueue*) | 2 actions, up to Read
    wildcard sqs:List* (action sqs:List*) | 4 actions, up to Read
    wildcard sqs:* (action sqs:*) | 20 actions, up to Permissions management
  `,
  ],
  [
    "wildcards of one action, which are none",
    json('"Effect": "Allow", "Action": "sqs:ReceiveM¦"'),
    -5,
    `
    action sqs:SetQueueAttributes (action sqs:SetQueueAttributes) | Write, Permissions management
    ${wildcardsOfSqs}
  `,
  ],
  [
    "nothing of a service that there is not",
    json('"Effect": "Allow", "Action": "nosuch:¦"'),
    null,
    `

  `,
  ],
  [
    "nothing before a colon without a service",
    json('"Effect": "Allow", "Action": ":¦"'),
    null,
    `

  `,
  ],
  [
    "elements of a statement",
    json('"¦"'),
    null,
    `
    element Effect … (element Effect) → "Effect": "$1"
    element Action … (element Action) → "Action": ["$1"]
    element Resource … (element Resource) → "Resource": ["$1"]
    element Condition (element Condition) → "Condition": { $1 }
    element Sid (element Sid) → "Sid": "$1"
    element Principal (element Principal) → "Principal": { $1 }
    element NotAction … (element NotAction) → "NotAction": ["$1"]
    element NotResource … (element NotResource) → "NotResource": ["$1"]
    element NotPrincipal (element NotPrincipal) → "NotPrincipal": { $1 }
    policy Effect, Action, Resource … → "Effect": "Allow", "Action": ["$1"], "Resource": ["$2"]
    policy Effect, Principal, Action, Resource … → "Effect": "Allow", "Principal": { $1 }, "Action": ["$2"], "Resource": ["$3"]
  `,
  ],
  [
    "elements beside others",
    json('"Effect": "Allow", "Principal": "*", "NotAction": "*", ¦'),
    null,
    `
    element Resource … (element Resource) → "Resource": ["$1"]
    element Condition (element Condition) → "Condition": { $1 }
    element Sid (element Sid) → "Sid": "$1"
    element NotResource … (element NotResource) → "NotResource": ["$1"]
  `,
  ],
  [
    "elements of an identity policy",
    managed("¦"),
    null,
    `
    element Effect … (element Effect) → Effect: $1
    element Action … (element Action) → Action: - $1
    element Resource … (element Resource) → Resource: - $1
    element Condition (element Condition) → Condition: $1
    element Sid (element Sid) → Sid: $1
    element NotAction … (element NotAction) → NotAction: - $1
    element NotResource … (element NotResource) → NotResource: - $1
    policy Effect, Action, Resource … → Effect: Allow Action: - $1 Resource: - $2
  `,
  ],
  [
    "elements of a trust policy",
    trust("¦"),
    null,
    `
    element Effect … (element Effect) → Effect: $1
    element Principal (element Principal) → Principal: $1
    element Action … (element Action) → Action: - $1
    element Condition (element Condition) → Condition: $1
    element Sid (element Sid) → Sid: $1
    element NotAction … (element NotAction) → NotAction: - $1
    element NotPrincipal (element NotPrincipal) → NotPrincipal: $1
    policy Effect, Principal, Action … → Effect: Allow Principal: $1 Action: - $2
  `,
  ],
  [
    "elements before the colon of one",
    trust("Act¦:"),
    null,
    `
    element Effect … (element Effect)
    element Principal (element Principal)
    element Action … (element Action)
    element Condition (element Condition)
    element Sid (element Sid)
    element NotAction … (element NotAction)
    element NotPrincipal (element NotPrincipal)
  `,
  ],
  [
    "statements of an SCP",
    control("SERVICE_CONTROL_POLICY", "¦"),
    null,
    `
    policy Effect, Action, Resource … → { Effect = "Deny" Action = ["$1"] Resource = ["$2"] }
  `,
  ],
  [
    "statements of an RCP",
    control("RESOURCE_CONTROL_POLICY", "¦"),
    null,
    `
    policy Effect, Principal, Action, Resource … → { Effect = "Deny" Principal = { $1 } Action = ["$2"] Resource = ["$3"] }
  `,
  ],
  [
    "statements of a policy whose type is not known",
    ["policy.json", '{ "Version": "2012-10-17", "Statement": [¦] }'],
    null,
    `
    policy Effect, Action, Resource … → { "Effect": "Allow", "Action": ["$1"], "Resource": ["$2"] }
    policy Effect, Principal, Action, Resource … → { "Effect": "Allow", "Principal": { $1 }, "Action": ["$2"], "Resource": ["$3"] }
  `,
  ],
  [
    "elements of an SCP",
    control("SERVICE_CONTROL_POLICY", "{ ¦ }"),
    null,
    `
    element Effect … (element Effect) → Effect = "$1"
    element Action … (element Action) → Action = ["$1"]
    element Resource … (element Resource) → Resource = ["$1"]
    element Condition (element Condition) → Condition = { $1 }
    element Sid (element Sid) → Sid = "$1"
    element NotAction … (element NotAction) → NotAction = ["$1"]
    element NotResource … (element NotResource) → NotResource = ["$1"]
    policy Effect, Action, Resource … → Effect = "Deny" Action = ["$1"] Resource = ["$2"]
  `,
  ],
  [
    "blocks of a statement, of which there may be several",
    data('condition {\n      test = "Bool"\n    }\n    effect = "Deny"\n    ¦'),
    null,
    `
    element actions … (element Action) → actions = ["$1"]
    element resources … (element Resource) → resources = ["$1"]
    element condition (element Condition) → condition { test = "\${1:StringEquals}" variable = "$2" values = ["$3"] }
    element sid … (element Sid) → sid = "$1"
    element principals (element Principal) → principals { type = "\${1:AWS}" identifiers = ["$2"] }
    element not_actions … (element NotAction) → not_actions = ["$1"]
    element not_resources … (element NotResource) → not_resources = ["$1"]
    element not_principals (element NotPrincipal) → not_principals { type = "\${1:AWS}" identifiers = ["$2"] }
  `,
  ],
  [
    "blocks of a document, of which there may be several",
    ["main.tf", 'data "aws_iam_policy_document" "d" {\n  statement {}\n  ¦\n}\n'],
    null,
    `
    element version … (element Version) → version = "$1"
    element statement (element Statement) → statement { actions = ["$1"] resources = ["$2"] }
    element policy_id … (element Id) → policy_id = "$1"
  `,
  ],
  [
    "resources that Terraform declares, for the service of the actions",
    data(
      'actions = ["s3:GetObject"]\n    resources = ["¦"]',
      'resource "aws_s3_bucket" "b" {}\nresource "aws_sqs_queue" "q" {}\nresource "aws_nosuch" "n" {}\n',
    ),
    null,
    `
    reference \${aws_s3_bucket.b.arn}/*
    reference \${aws_s3_bucket.b.arn}
    resource arn:aws:s3:::BucketName/ObjectName | object of Amazon S3 → arn:aws:s3:::\${1:BucketName}/\${2:ObjectName}
    resource arn:aws:s3:REGION:ACCOUNT:accesspoint/AccessPointName/object/ObjectName | accesspointobject of Amazon S3 → arn:aws:s3:\${1:REGION}:\${2:ACCOUNT}:accesspoint/\${3:AccessPointName}/object/\${4:ObjectName}
    resource * (resource *) | Every resource
  `,
  ],
  [
    "resources that Terraform declares, where no action is known",
    data("resources = [¦]", 'resource "aws_s3_bucket" "b" {}\nresource "aws_sqs_queue" "q" {}\n'),
    null,
    `
    reference "\${aws_s3_bucket.b.arn}/*"
    reference aws_s3_bucket.b.arn
    reference aws_sqs_queue.q.arn
    resource * (resource *) | Every resource
  `,
  ],
  [
    "the resources of a type that an action needs, then others",
    json('"Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "¦"'),
    3,
    `
    resource arn:aws:ec2:REGION::image/ImageId | image of Amazon EC2 → arn:aws:ec2:\${1:REGION}::image/\${2:ImageId}
    resource arn:aws:ec2:REGION::snapshot/SnapshotId | snapshot of Amazon EC2 → arn:aws:ec2:\${1:REGION}::snapshot/\${2:SnapshotId}
    resource arn:aws:ec2:REGION:ACCOUNT:instance/InstanceId | instance of Amazon EC2 → arn:aws:ec2:\${1:REGION}:\${2:ACCOUNT}:instance/\${3:InstanceId}
  `,
  ],
  [
    "versions",
    ["policy.json", '{ "Version": "¦", "Statement": [{ "Effect": "Allow", "Action": "*" }] }'],
    null,
    `
    value 2012-10-17 (version 2012-10-17)
    value 2008-10-17 (version 2008-10-17)
  `,
  ],
  [
    "effects",
    json('"Effect": "¦"'),
    null,
    `
    value Allow (effect Allow)
    value Deny (effect Deny)
  `,
  ],
  [
    "resources of actions, and all of them",
    json('"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "¦"'),
    null,
    `
    resource arn:aws:sqs:REGION:ACCOUNT:QueueName | queue of Amazon SQS → arn:aws:sqs:\${1:REGION}:\${2:ACCOUNT}:\${3:QueueName}
    resource * (resource *) | Every resource
  `,
  ],
  [
    "resources beside an action that has none",
    json('"Effect": "Allow", "Action": ["ec2:DescribeInstances", "sqs:SendMessage"], "Resource": "¦"'),
    null,
    `
    resource arn:aws:sqs:REGION:ACCOUNT:QueueName | queue of Amazon SQS → arn:aws:sqs:\${1:REGION}:\${2:ACCOUNT}:\${3:QueueName}
    resource * (resource *) | Some of the actions cannot be limited to resources
  `,
  ],
  [
    "every resource first, where no action has any",
    json('"Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "¦"'),
    null,
    `
    resource * (resource *) | Some of the actions cannot be limited to resources
  `,
  ],
  [
    "simple resources first",
    json('"Effect": "Allow", "Action": "s3:PutObject", "Resource": "¦"'),
    null,
    `
    resource arn:aws:s3:::BucketName/ObjectName | object of Amazon S3 → arn:aws:s3:::\${1:BucketName}/\${2:ObjectName}
    resource arn:aws:s3:REGION:ACCOUNT:accesspoint/AccessPointName/object/ObjectName | accesspointobject of Amazon S3 → arn:aws:s3:\${1:REGION}:\${2:ACCOUNT}:accesspoint/\${3:AccessPointName}/object/\${4:ObjectName}
    resource * (resource *) | Every resource
  `,
  ],
  [
    "keys of the actions, then the usual ones",
    condition("StringEquals"),
    12,
    `
    condition-key aws:ResourceTag/TagKey … (key aws:ResourceTag/\${TagKey}) | String → "aws:ResourceTag/\${1:TagKey}": "$2"
    condition-key aws:PrincipalAccount … (key aws:PrincipalAccount) | String → "aws:PrincipalAccount": "$1"
    condition-key aws:PrincipalOrgID … (key aws:PrincipalOrgID) | String → "aws:PrincipalOrgID": "$1"
    condition-key aws:PrincipalTag/TagKey … (key aws:PrincipalTag/\${TagKey}) | String → "aws:PrincipalTag/\${1:TagKey}": "$2"
    condition-key aws:RequestTag/TagKey … (key aws:RequestTag/\${TagKey}) | String → "aws:RequestTag/\${1:TagKey}": "$2"
    condition-key aws:RequestedRegion … (key aws:RequestedRegion) | String → "aws:RequestedRegion": "$1"
    condition-key aws:ResourceAccount … (key aws:ResourceAccount) | String → "aws:ResourceAccount": "$1"
    condition-key aws:ResourceOrgID … (key aws:ResourceOrgID) | String → "aws:ResourceOrgID": "$1"
    condition-key aws:SourceAccount … (key aws:SourceAccount) | String → "aws:SourceAccount": "$1"
    condition-key aws:SourceVpce … (key aws:SourceVpce) | String → "aws:SourceVpce": "$1"
    condition-key aws:TagKeys … (key aws:TagKeys) | String, several values → "aws:TagKeys": "$1"
    condition-key aws:CalledVia … (key aws:CalledVia) | String, several values → "aws:CalledVia": "$1"
  `,
  ],
  [
    "keys with several values",
    condition("ForAllValues:StringEquals"),
    4,
    `
    condition-key aws:TagKeys … (key aws:TagKeys) | String, several values → "aws:TagKeys": "$1"
    condition-key aws:CalledVia … (key aws:CalledVia) | String, several values → "aws:CalledVia": "$1"
    condition-key aws:PrincipalOrgPaths … (key aws:PrincipalOrgPaths) | String, several values → "aws:PrincipalOrgPaths": "$1"
    condition-key aws:PrincipalServiceNamesList … (key aws:PrincipalServiceNamesList) | String, several values → "aws:PrincipalServiceNamesList": "$1"
  `,
  ],
  [
    "keys of numbers",
    condition("NumericLessThan"),
    3,
    `
    condition-key aws:MultiFactorAuthAge … (key aws:MultiFactorAuthAge) | Numeric → "aws:MultiFactorAuthAge": "$1"
    condition-key ec2:RoleDelivery … (key ec2:RoleDelivery) | Numeric → "ec2:RoleDelivery": "$1"
    condition-key aws:ResourceTag/TagKey … (key aws:ResourceTag/\${TagKey}) | String → "aws:ResourceTag/\${1:TagKey}": "$2"
  `,
  ],
  [
    "keys of dates",
    condition("DateLessThan"),
    3,
    `
    condition-key aws:CurrentTime … (key aws:CurrentTime) | Date → "aws:CurrentTime": "$1"
    condition-key aws:EpochTime … (key aws:EpochTime) | Date → "aws:EpochTime": "$1"
    condition-key aws:MultiFactorAuthAge … (key aws:MultiFactorAuthAge) | Numeric → "aws:MultiFactorAuthAge": "$1"
  `,
  ],
  [
    "keys of addresses",
    condition("IpAddress"),
    3,
    `
    condition-key aws:SourceIp … (key aws:SourceIp) | IPAddress → "aws:SourceIp": "$1"
    condition-key aws:Ec2InstanceSourcePrivateIPv4 … (key aws:Ec2InstanceSourcePrivateIPv4) | IPAddress → "aws:Ec2InstanceSourcePrivateIPv4": "$1"
    condition-key aws:VpcSourceIp … (key aws:VpcSourceIp) | IPAddress → "aws:VpcSourceIp": "$1"
  `,
  ],
  [
    "keys of ARNs",
    condition("ArnLike"),
    3,
    `
    condition-key aws:PrincipalArn … (key aws:PrincipalArn) | ARN → "aws:PrincipalArn": "$1"
    condition-key aws:SourceArn … (key aws:SourceArn) | ARN → "aws:SourceArn": "$1"
    condition-key aws:ChatbotSourceArn … (key aws:ChatbotSourceArn) | ARN → "aws:ChatbotSourceArn": "$1"
  `,
  ],
  [
    "keys of no operator that there is",
    condition("Nosuch"),
    3,
    `
    condition-key aws:ResourceTag/TagKey … (key aws:ResourceTag/\${TagKey}) | String → "aws:ResourceTag/\${1:TagKey}": "$2"
    condition-key aws:MultiFactorAuthPresent … (key aws:MultiFactorAuthPresent) | Bool → "aws:MultiFactorAuthPresent": "$1"
    condition-key aws:PrincipalAccount … (key aws:PrincipalAccount) | String → "aws:PrincipalAccount": "$1"
  `,
  ],
  [
    "keys of what an action and its type ask for, once",
    condition("StringEquals", '"¦"', "s3:GetObject"),
    2,
    `
    condition-key s3:ExistingObjectTag/key … (key s3:ExistingObjectTag/<key>) | String → "s3:ExistingObjectTag/\${1:key}": "$2"
    condition-key s3:ResourceAccount … (key s3:ResourceAccount) | String → "s3:ResourceAccount": "$1"
  `,
  ],
  [
    "operators",
    json('"Effect": "Allow", "Action": "*", "Condition": { "¦" }'),
    4,
    `
    operator StringEquals (operator StringEquals) → "StringEquals": { $1 }
    operator StringLike (operator StringLike) → "StringLike": { $1 }
    operator StringNotEquals (operator StringNotEquals) → "StringNotEquals": { $1 }
    operator ArnLike (operator ArnLike) → "ArnLike": { $1 }
  `,
  ],
  [
    "types of principals",
    json('"Effect": "Allow", "Principal": { "¦" }'),
    null,
    `
    principal AWS … → "AWS": "$1"
    principal Service … → "Service": "$1"
    principal Federated … → "Federated": "$1"
    principal CanonicalUser … → "CanonicalUser": "$1"
  `,
  ],
  [
    "principals of a trust policy",
    trust("Principal:\n              AWS: '¦'\n            Action: sts:AssumeRole"),
    null,
    `
    principal arn:aws:iam::ACCOUNT:root → arn:aws:iam::\${1:ACCOUNT}:root
    principal arn:aws:iam::ACCOUNT:role/ROLE → arn:aws:iam::\${1:ACCOUNT}:role/\${2:ROLE}
    principal arn:aws:iam::ACCOUNT:user/USER → arn:aws:iam::\${1:ACCOUNT}:user/\${2:USER}
  `,
  ],
  [
    "principals of accounts that are named",
    json(
      '"Effect": "Allow", "Principal": { "AWS": "¦" }, "Resource": ["111122223333", "1111222233334"], "Action": "s3:*"',
    ),
    null,
    `
    principal arn:aws:iam::111122223333:root
    principal arn:aws:iam::ACCOUNT:root → arn:aws:iam::\${1:ACCOUNT}:root
    principal arn:aws:iam::ACCOUNT:role/ROLE → arn:aws:iam::\${1:ACCOUNT}:role/\${2:ROLE}
    principal arn:aws:iam::ACCOUNT:user/USER → arn:aws:iam::\${1:ACCOUNT}:user/\${2:USER}
    principal *
  `,
  ],
  [
    "providers",
    json('"Effect": "Allow", "Principal": { "Federated": "¦" }'),
    null,
    `
    principal arn:aws:iam::ACCOUNT:oidc-provider/token.actions.githubusercontent.com → arn:aws:iam::\${1:ACCOUNT}:oidc-provider/token.actions.githubusercontent.com
    principal arn:aws:iam::ACCOUNT:oidc-provider/oidc.eks.REGION.amazonaws.com/id/CLUSTER → arn:aws:iam::\${1:ACCOUNT}:oidc-provider/oidc.eks.\${2:REGION}.amazonaws.com/id/\${3:CLUSTER}
    principal arn:aws:iam::ACCOUNT:saml-provider/PROVIDER → arn:aws:iam::\${1:ACCOUNT}:saml-provider/\${2:PROVIDER}
    principal cognito-identity.amazonaws.com
    principal accounts.google.com
    principal www.amazon.com
    principal graph.facebook.com
  `,
  ],
  [
    "services as principals",
    json('"Effect": "Allow", "Principal": { "Service": "¦" }'),
    2,
    `
    principal lambda.amazonaws.com
    principal ec2.amazonaws.com
  `,
  ],
  [
    "whether a key is there",
    condition("Null", '"aws:TagKeys": "¦"'),
    null,
    `
    value true
    value false
  `,
  ],
  [
    "values with a part to fill in",
    condition("StringEquals", '"kms:ViaService": "¦"', "kms:Decrypt"),
    2,
    `
    value s3.REGION.amazonaws.com → s3.\${1:REGION}.amazonaws.com
    value ec2.REGION.amazonaws.com → ec2.\${1:REGION}.amazonaws.com
  `,
  ],
  [
    "booleans",
    condition("Bool", '"aws:SecureTransport": "¦"'),
    null,
    `
    value true
    value false
  `,
  ],
];

describe("what is offered", () => {
  for (const [what, [name, text], count, items] of rows)
    it(what, async () => {
      const { document, offset } = marked(name, text);
      const found = (await understanding.completionsAt(document, offset))?.items ?? [];
      // Some of the first or, below zero, of the last.
      const some = count === null ? found : count < 0 ? found.slice(count) : found.slice(0, count);
      assert.deepEqual(some.map(shown), linesOf(items));
      assert.deepEqual(
        found.map(({ sortText }) => sortText),
        found.map(({ sortText }) => sortText).sort(),
      );
    });
});

function linesOf(text: string): readonly string[] {
  return text.split("\n").flatMap((line) => line.trim() || []);
}
