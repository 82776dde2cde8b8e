/** All that a hover says, and over what. */
import assert from "node:assert/strict";

import { Understanding } from "../../../src/workspace/understanding";
import { marked } from "./marked";

const understanding = new Understanding();

const action = (pattern: string): string => `"Effect": "Allow", "Action": "${pattern}"`;
const resource = (pattern: string): string => `"Effect": "Allow", "Resource": "${pattern}"`;

const rows: readonly (readonly [
  statement: string,
  over: string | null,
  links?: readonly string[],
  sections?: readonly string[],
])[] = [
  [
    action("sqs:Send¦Message"),
    "sqs:SendMessage",
    [],
    [
      "**sqs:SendMessage** · Write · Amazon SQS",
      "Deliver a message to the specified queue.",
      "Resource types:\n- queue (required): `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`",
    ],
  ],
  [
    action("s¦qs:SendMessage"),
    "sqs:SendMessage",
    ["All of Amazon SQS: service/sqs"],
    [
      "**sqs** · Amazon SQS",
      "20 actions: 3 Permissions management, 10 Write, 7 Read. 1 resource types, 3 condition keys.",
    ],
  ],
  [
    action("sqs¦:SendMessage"),
    "sqs:SendMessage",
    [],
    [
      "**sqs:SendMessage** · Write · Amazon SQS",
      "Deliver a message to the specified queue.",
      "Resource types:\n- queue (required): `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`",
    ],
  ],
  [
    action("¦sqs:SendMessage"),
    "sqs:SendMessage",
    ["All of Amazon SQS: service/sqs"],
    [
      "**sqs** · Amazon SQS",
      "20 actions: 3 Permissions management, 10 Write, 7 Read. 1 resource types, 3 condition keys.",
    ],
  ],
  [
    action("sqs:Delete¦*"),
    "sqs:Delete*",
    [],
    [
      "**sqs:Delete\\*** · 2 actions of Amazon SQS: 2 Write",
      "- `sqs:DeleteMessage` · Write · changes or deletes what is there\n- `sqs:DeleteQueue` · Write · changes or deletes what is there",
    ],
  ],
  [action("¦*:*"), "*:*", [], ["**\\*:\\*** · every action of every service, also those that AWS adds later"]],
  [action("**¦"), "**", [], ["**\\*\\*** · every action of every service, also those that AWS adds later"]],
  [
    action("sqs:**¦"),
    "sqs:**",
    ["All 20 actions: actions/sqs:**"],
    [
      "**sqs:\\*\\*** · 20 actions of Amazon SQS: 3 Permissions management, 10 Write, 7 Read",
      "- `sqs:AddPermission` · Write, Permissions management · changes who may do what\n- `sqs:SetQueueAttributes` · Write, Permissions management · changes who may do what\n- `sqs:ReceiveMessage` · Read · reads what resources hold\n- `sqs:RemovePermission` · Write, Permissions management · changes or deletes what is there\n- `sqs:CancelMessageMoveTask` · Write · changes or deletes what is there\n- `sqs:DeleteMessage` · Write · changes or deletes what is there\n- `sqs:DeleteQueue` · Write · changes or deletes what is there\n- `sqs:PurgeQueue` · Write · changes or deletes what is there\n- and 12 more",
    ],
  ],
  [
    action("ec2:Describe¦Instances"),
    "ec2:DescribeInstances",
    [],
    [
      "**ec2:DescribeInstances** · List · Amazon EC2",
      "Describe one or more instances.",
      'Cannot be limited to resources: `Resource` must be `"*"`.',
      "Condition keys: `ec2:Region`",
    ],
  ],
  [
    action("iam:Attach¦RolePolicy"),
    "iam:AttachRolePolicy",
    [],
    [
      "**iam:AttachRolePolicy** · Write, Permissions management · AWS Identity and Access Management (IAM)",
      "Attach a managed policy to the specified IAM role.",
      "Risky: leads to more permissions.",
      "Resource types:\n- role (required): `arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}`",
      "Condition keys: `iam:PermissionsBoundary`, `iam:PolicyARN`, `iam:RoleTemplateARN`",
    ],
  ],
  [
    action("account:¦*"),
    "account:*",
    ["All 17 actions: actions/account:*"],
    [
      "**account:\\*** · 17 actions of AWS Account Management: 9 Write, 7 Read, 1 List",
      "- `account:DeleteAlternateContact` · Write · changes or deletes what is there\n- `account:DisableRegion` · Write · changes or deletes what is there\n- `account:PutAccountName` · Write · changes or deletes what is there\n- `account:PutAlternateContact` · Write · changes or deletes what is there\n- `account:PutContactInformation` · Write · changes or deletes what is there\n- `account:AcceptPrimaryEmailUpdate` · Write\n- `account:CloseAccount` · Write\n- `account:EnableRegion` · Write\n- and 9 more",
    ],
  ],
  [action("s3:List¦Objects"), null],
  [
    resource("arn:aws:sqs:eu-west-1:*:¦jobs"),
    "arn:aws:sqs:eu-west-1:*:jobs",
    [],
    [
      "**queue** of Amazon SQS",
      "- Partition: `aws`\n- Region: `eu-west-1`\n- Account: any\n- Resource: `jobs`",
      "Written as `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`",
    ],
  ],
  [
    resource("arn:aws:s3:::¦a/b"),
    "arn:aws:s3:::a/b",
    [],
    [
      "**object** of Amazon S3",
      "- Partition: `aws`\n- Region: none: the name is enough\n- Account: none: the name is enough\n- Resource: `a/b`",
      "Written as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`",
    ],
  ],
  [
    resource("arn:aws:ec2:*:*:¦*/x"),
    "arn:aws:ec2:*:*:*/x",
    [],
    ["**resource** of Amazon EC2", "- Partition: `aws`\n- Region: any\n- Account: any\n- Resource: `*/x`"],
  ],
  [
    resource("arn:aws:*:*:*:¦a"),
    "arn:aws:*:*:*:a",
    [],
    ["**resource**", "- Partition: `aws`\n- Region: any\n- Account: any\n- Resource: `a`"],
  ],
  [resource("arn:aws:nosuch:::¦a"), "arn:aws:nosuch:::a", [], ["**resource**", "- Partition: `aws`\n- Resource: `a`"]],
  [resource("¦*"), "*", [], ["**\\*** · every resource of every account that the caller reaches"]],
  [
    resource("arn:aws:ec2:*::image/¦x"),
    "arn:aws:ec2:*::image/x",
    [],
    [
      "**image** of Amazon EC2",
      "- Partition: `aws`\n- Region: any\n- Account: none: the name is enough\n- Resource: `image/x`",
      "Written as `arn:${Partition}:ec2:${Region}::image/${ImageId}`",
    ],
  ],
  [
    resource("arn:aws:ec2:*:*:image/¦x"),
    "arn:aws:ec2:*:*:image/x",
    [],
    ["**resource** of Amazon EC2", "- Partition: `aws`\n- Region: any\n- Account: any\n- Resource: `image/x`"],
  ],
  [
    resource("arn:aws:ec2:::¦image/x"),
    "arn:aws:ec2:::image/x",
    [],
    ["**resource** of Amazon EC2", "- Partition: `aws`\n- Resource: `image/x`"],
  ],
  [
    resource("arn:aws:s3:::${aws:¦username}/a"),
    "${aws:username}",
    [],
    ["**aws:username** · String · every service", "The name of the IAM user; absent for roles."],
  ],
  [
    resource("arn:aws:s3:::¦${aws:username}/a"),
    "${aws:username}",
    [],
    ["**aws:username** · String · every service", "The name of the IAM user; absent for roles."],
  ],
  [
    resource("arn:aws:s3:::${aws:username}¦/a"),
    "${aws:username}",
    [],
    ["**aws:username** · String · every service", "The name of the IAM user; absent for roles."],
  ],
  [
    resource("arn:aws:s3:::${*}¦/a"),
    "arn:aws:s3:::${*}/a",
    [],
    [
      "**object** of Amazon S3",
      "- Partition: `aws`\n- Region: none: the name is enough\n- Account: none: the name is enough\n- Resource: `${*}/a`",
      "Written as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`",
    ],
  ],
  [
    resource("arn:aws:s3:::x${$}¦/${aws:userid}"),
    "arn:aws:s3:::x${$}/${aws:userid}",
    [],
    [
      "**object** of Amazon S3",
      "- Partition: `aws`\n- Region: none: the name is enough\n- Account: none: the name is enough\n- Resource: `x${$}/${aws:userid}`",
      "Written as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`",
    ],
  ],
  [
    resource("arn:aws:dynamodb:*:*:¦table/*"),
    "arn:aws:dynamodb:*:*:table/*",
    [],
    [
      "**table** of Amazon DynamoDB",
      "- Partition: `aws`\n- Region: any\n- Account: any\n- Resource: `table/*`",
      "Written as `arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}`",
    ],
  ],
  [
    resource("arn:aws:s3:::¦a*"),
    "arn:aws:s3:::a*",
    [],
    [
      "**bucket or object** of Amazon S3",
      "- Partition: `aws`\n- Region: none: the name is enough\n- Account: none: the name is enough\n- Resource: `a*`",
    ],
  ],
  [
    resource("arn:aws:lambda:*:*:¦function:*"),
    "arn:aws:lambda:*:*:function:*",
    [],
    [
      "**function** of AWS Lambda",
      "- Partition: `aws`\n- Region: any\n- Account: any\n- Resource: `function:*`",
      "Written as `arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}`",
    ],
  ],
  [
    resource("arn:aws:iam::1:ro¦le/*"),
    "arn:aws:iam::1:role/*",
    [],
    [
      "**role or iam-role** of AWS Identity and Access Management (IAM)",
      "- Partition: `aws`\n- Region: none: the name is enough\n- Account: `1`\n- Resource: `role/*`",
    ],
  ],
  [
    resource("arn:aws:dynamodb:*:*:table/a/in¦dex/*"),
    "arn:aws:dynamodb:*:*:table/a/index/*",
    [],
    [
      "**index** of Amazon DynamoDB",
      "- Partition: `aws`\n- Region: any\n- Account: any\n- Resource: `table/a/index/*`",
      "Written as `arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/index/${IndexName}`",
    ],
  ],
  [
    resource("arn:aws:ec2:*:*:¦i*"),
    "arn:aws:ec2:*:*:i*",
    [],
    ["**resource** of Amazon EC2", "- Partition: `aws`\n- Region: any\n- Account: any\n- Resource: `i*`"],
  ],
  [
    '"Condition": { "StringEquals": { "aws:Source¦Ip": "a" } }',
    "aws:SourceIp",
    [],
    [
      "**aws:SourceIp** · IPAddress · every service",
      "The address of the caller. Absent where a service calls, and through VPC endpoints: there it is `aws:VpcSourceIp`\\.",
    ],
  ],
  [
    '"Condition": { "StringEquals": { "aws:Principal¦Type": "a" } }',
    "aws:PrincipalType",
    [],
    [
      "**aws:PrincipalType** · String · every service",
      "What kind of caller it is.",
      "Values: `AssumedRole`, `User`, `Account`, `FederatedUser`, `Anonymous`",
    ],
  ],
  [
    '"Condition": { "StringEquals": { "aws:Tag¦Keys": "a" } }',
    "aws:TagKeys",
    [],
    [
      "**aws:TagKeys** · String, several values · every service",
      "The names of the tags in the request. Several values: use `ForAllValues` or `ForAnyValue`\\.",
    ],
  ],
  [
    '"Condition": { "StringEquals": { "s3:pre¦fix": "a" } }',
    "s3:prefix",
    [],
    ["**s3:prefix** · String · Amazon S3", "Key name prefix."],
  ],
  ['"Condition": { "StringEquals": { "no:su¦ch": "a" } }', null],
  [
    '"Condition": { "StringEquals": { "aws:PrincipalTag/te¦am": "a" } }',
    "aws:PrincipalTag/team",
    [],
    [
      "**aws:PrincipalTag/\\${TagKey}** · String · every service",
      "A tag of the caller: of the role, the user or the session.",
    ],
  ],
  ['"Condition": { "StringEquals": { "aws:PrincipalType": "Us¦er" } }', "User", [], ["**User**", "An IAM user."]],
  ['"Condition": { "StringEquals": { "aws:PrincipalType": "No¦ne" } }', null],
  [
    '"Condition": { "StringEquals": { "aws:Requested¦Region": "a" } }',
    "aws:RequestedRegion",
    [],
    [
      "**aws:RequestedRegion** · String · every service",
      "The Region that is called. Global services are called in `us-east-1`\\.",
    ],
  ],
  [
    '"Condition": { "StringEquals": { "aws:username": "${aws:PrincipalTag/¦x}" } }',
    "${aws:PrincipalTag/x}",
    [],
    [
      "**aws:PrincipalTag/\\${TagKey}** · String · every service",
      "A tag of the caller: of the role, the user or the session.",
    ],
  ],
  [
    '"Condition": { "StringEquals": { "ec2:Instance¦Type": "a" } }',
    "ec2:InstanceType",
    [],
    ["**ec2:InstanceType** · String · Amazon EC2", "Type of instance."],
  ],
  ['"Condition": { "StringEquals": { "no:such": "¦x" } }', null],
  [
    '"Condition": { "Nul¦l": { "aws:userid": "true" } }',
    "Null",
    [],
    ["**Null**", "Compares whether the key is there: holds where the key is absent (`true`\\) or there (`false`)."],
  ],
  [
    '"Condition": { "ForAnyValue:StringNot¦Like": { "aws:userid": "a" } }',
    "ForAnyValue:StringNotLike",
    [],
    [
      "**ForAnyValue:StringNotLike**",
      "Compares text: holds where at least one value of the key matches none of the values, in which `*` and `?` are wildcards. It does not hold where the key is absent. The opposite is `ForAllValues:StringLike`\\.",
    ],
  ],
  [
    '"Condition": { "StringEquals¦IfExists": { "aws:userid": "a" } }',
    "StringEqualsIfExists",
    [],
    [
      "**StringEqualsIfExists**",
      "Compares text: holds where the key is one of the values. It also holds where the key is absent.",
    ],
  ],
  [
    '"Condition": { "NotIp¦Address": { "aws:SourceIp": "a" } }',
    "NotIpAddress",
    [],
    [
      "**NotIpAddress**",
      "Compares IP addresses and ranges: holds where the key is in none of the ranges. It also holds where the key is absent. The opposite is `IpAddress`\\.",
    ],
  ],
  ['"Condition": { "NoSu¦ch": { "aws:userid": "a" } }', null],
  [
    '"Condition": { "ForAllValues:Nul¦l": { "aws:userid": "a" } }',
    "ForAllValues:Null",
    [],
    [
      "**ForAllValues:Null**",
      "Compares whether the key is there: holds where every value of the key is absent (`true`\\) or there (`false`).",
    ],
  ],
  [
    '"Condition": { "NumericLess¦ThanEquals": { "aws:userid": "a" } }',
    "NumericLessThanEquals",
    [],
    [
      "**NumericLessThanEquals**",
      "Compares numbers: holds where the key is at most the value. It does not hold where the key is absent.",
    ],
  ],
  [
    '"Condition": { "ForAnyValue:StringEquals¦IfExists": { "aws:userid": "a" } }',
    "ForAnyValue:StringEqualsIfExists",
    [],
    [
      "**ForAnyValue:StringEqualsIfExists**",
      "Compares text: holds where at least one value of the key is one of the values. It also holds where the key is absent.",
    ],
  ],
  [
    '"Condition": { "StringNotEquals¦IfExists": { "aws:userid": "a" } }',
    "StringNotEqualsIfExists",
    [],
    [
      "**StringNotEqualsIfExists**",
      "Compares text: holds where the key is not one of the values. It also holds where the key is absent. The opposite is `StringEquals`\\.",
    ],
  ],
  [
    '"Effe¦ct": "Allow"',
    "Effect",
    [],
    ["**Effect**", "`Allow` or `Deny`\\. A statement that denies wins over all that allow."],
  ],
  ['"Effect": "¦allow"', "allow", [], ["**allow**", "Allows the actions, unless another statement denies them."]],
  ['"Effect": "No¦"', null],
  [
    '"Principal": "¦*"',
    "*",
    [],
    ["**\\***", "Everybody: every account, also callers without any. Only conditions limit it."],
  ],
  ['"Principal": { "AW¦S": "*" }', "AWS", [], ["**AWS**", "Accounts, users and roles, by ARN or account id."]],
  ['"Principal": { "X¦": "*" }', null],
  [
    '"Principal": { "Service": "s¦3.amazonaws.com" }',
    "s3.amazonaws.com",
    [],
    [
      "**s3.amazonaws.com**",
      "Amazon S3, calling by itself. It acts on behalf of its customers: limit it with `aws:SourceArn` or `aws:SourceAccount`, save in a trust policy.",
    ],
  ],
  [
    '"Principal": { "Service": "ecs-ta¦sks.amazonaws.com" }',
    "ecs-tasks.amazonaws.com",
    [],
    [
      "**ecs-tasks.amazonaws.com**",
      "The tasks of Amazon ECS, calling by itself. It acts on behalf of its customers: limit it with `aws:SourceArn` or `aws:SourceAccount`, save in a trust policy.",
    ],
  ],
  [
    '"Principal": { "AWS": "¦*" }',
    "*",
    [],
    ["**\\***", "Everybody: every account, also callers without any. Only conditions limit it."],
  ],
  ['"Principal": { "Service": "*¦" }', null],
  ['"Nosu¦ch": "a"', null],
];

describe("the text of a hover", () => {
  for (const [statement, over, links = [], sections = []] of rows)
    it(`${over === null ? "is none" : "is whole"}: ${statement}`, async () => {
      const { document, offset } = marked(
        "policy.json",
        `{ "Version": "2012-10-17", "Statement": [{ ${statement} }] }`,
      );
      const found = await understanding.hoverAt(document, offset);
      const { start, end } = found?.range ?? { start: { offset: 0 }, end: { offset: 0 } };
      const shown = document.text.slice(start.offset, end.offset).replaceAll('"', "");
      assert.equal(found && shown, over);
      assert.deepEqual(found?.sections ?? [], sections);
      assert.deepEqual(found?.links.map(({ title, page }) => `${title}: ${page}`) ?? [], links);
    });
});
