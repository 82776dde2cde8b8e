import assert from "node:assert/strict";

import { operators, parseOperator } from "../../../src/analysis/policy/operators";
import { applyEdits } from "../../../src/analysis/text";
import { createEngine } from "../../../src/workspace/create-engine";
import { Understanding } from "../../../src/workspace/understanding";
import { forms, marked } from "./marked";

const understanding = new Understanding();
const engine = createEngine();

async function complete(name: string, text: string) {
  const { document, offset } = marked(name, text);
  const found = await understanding.completionsAt(document, offset);
  return {
    labels: found?.items.map(({ label }) => label) ?? [],
    incomplete: found?.incomplete,
    /** The text after the item was taken; places to fill in as they are named. */
    taken(label: string): string {
      const item = found?.items.find((one) => one.label === label);
      assert.ok(
        found && item,
        `${label} is not offered, but ${
          found?.items
            .slice(0, 10)
            .map((one) => one.label)
            .join(", ") ?? "nothing"
        }`,
      );
      const newText = item.isSnippet
        ? item.newText
            .replace(/\$\{\d+:([^}]*)\}/g, "$1")
            .replace(/\$\d+/g, "")
            .replace(/\\([$}\\])/g, "$1")
        : item.newText;
      return applyEdits(document.text, [
        { span: { start: found.replace.start.offset, end: found.replace.end.offset }, newText },
      ]);
    },
  };
}

interface Case {
  readonly what: string;
  /** The statement with the cursor, in the words of each form; one that is left out has no such case. */
  readonly at: Readonly<Partial<Record<"json" | "yaml" | "hcl" | "js" | "py", string>>>;
  readonly takes: string;
  /** What then stands in the statement. */
  readonly gives: Readonly<Partial<Record<"json" | "yaml" | "hcl" | "js" | "py", string>>>;
  readonly never?: string;
}

const cases: readonly Case[] = [
  {
    what: "an effect, in an empty string",
    at: {
      json: '"Sid": "A", "Effect": "¦", "Action": "s3:GetObject"',
      yaml: "Sid: A\nEffect: '¦'\nAction: s3:GetObject",
      hcl: 'Effect = "¦"\nAction = "s3:GetObject"',
      js: "Effect: '¦', Action: 's3:GetObject'",
      py: "'Effect': '¦', 'Action': 's3:GetObject'",
    },
    takes: "Deny",
    gives: {
      json: '"Effect": "Deny"',
      yaml: "Effect: 'Deny'",
      hcl: 'Effect = "Deny"',
      js: "Effect: 'Deny'",
      py: "'Effect': 'Deny'",
    },
    never: "deny",
  },
  {
    what: "a service, in a list",
    at: {
      json: '"Effect": "Allow", "Action": ["sqs:SendMessage", "¦"]',
      yaml: "Effect: Allow\nAction:\n  - sqs:SendMessage\n  - ¦",
      hcl: 'Effect = "Allow"\nAction = ["sqs:SendMessage", "¦"]',
      js: "Effect: 'Allow', Action: ['sqs:SendMessage', '¦']",
      py: "'Effect': 'Allow', 'Action': ['sqs:SendMessage', '¦']",
    },
    takes: "dynamodb:",
    gives: { json: '"dynamodb:"', yaml: "- dynamodb:", hcl: '"dynamodb:"', js: "'dynamodb:'", py: "'dynamodb:'" },
  },
  {
    what: "an action, behind the colon",
    at: {
      json: '"Effect": "Allow", "Action": "s3:¦", "Resource": "*"',
      yaml: "Effect: Allow\nAction: s3:¦\nResource: '*'",
      hcl: 'Effect = "Allow"\nAction = "s3:¦"\nResource = "*"',
      js: "Effect: 'Allow', Action: 's3:¦', Resource: '*'",
      py: "'Effect': 'Allow', 'Action': 's3:¦', 'Resource': '*'",
    },
    takes: "s3:GetObject",
    gives: {
      json: '"s3:GetObject"',
      yaml: "Action: s3:GetObject\n",
      hcl: 'Action = "s3:GetObject"',
      js: "'s3:GetObject'",
      py: "'s3:GetObject'",
    },
    never: "sqs:SendMessage",
  },
  {
    what: "an action in place of a half-written one, whole",
    at: {
      json: '"Effect": "Allow", "Action": ["s3:Get¦Obj"]',
      yaml: "Effect: Allow\nAction:\n  - s3:Get¦Obj",
      hcl: 'Effect = "Allow"\nAction = ["s3:Get¦Obj"]',
      js: "Effect: 'Allow', Action: ['s3:Get¦Obj']",
      py: "'Effect': 'Allow', 'Action': ['s3:Get¦Obj']",
    },
    takes: "s3:GetObjectTagging",
    gives: {
      json: '["s3:GetObjectTagging"]',
      yaml: "- s3:GetObjectTagging\n",
      hcl: '["s3:GetObjectTagging"]',
      js: "['s3:GetObjectTagging']",
      py: "['s3:GetObjectTagging']",
    },
  },
  {
    what: "an action in a string that is not closed, and closes it",
    at: {
      json: '"Effect": "Allow",\n "Action": "s3:¦\n , "Resource": "*"',
      hcl: 'Effect = "Allow"\nAction = "s3:¦\nResource = "*"',
      js: "Effect: 'Allow',\n Action: 's3:¦\n Resource: '*'",
    },
    takes: "s3:PutObject",
    gives: { json: '"s3:PutObject"\n', hcl: '"s3:PutObject"\n', js: "'s3:PutObject'\n" },
  },
  {
    what: "what begins as was typed, as a wildcard",
    at: {
      json: '"Effect": "Allow", "Action": "s3:GetObj¦"',
      yaml: "Effect: Allow\nAction: s3:GetObj¦",
      hcl: 'Effect = "Allow"\nAction = "s3:GetObj¦"',
      js: "Effect: 'Allow', Action: 's3:GetObj¦'",
      py: "'Effect': 'Allow', 'Action': 's3:GetObj¦'",
    },
    takes: "s3:GetObject*",
    gives: {
      json: '"s3:GetObject*"',
      yaml: "Action: s3:GetObject*",
      hcl: '"s3:GetObject*"',
      js: "'s3:GetObject*'",
      py: "'s3:GetObject*'",
    },
  },
  {
    what: "an ARN that fits the actions",
    at: {
      json: '"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "¦"',
      yaml: "Effect: Allow\nAction: sqs:SendMessage\nResource: ¦",
      hcl: 'Effect = "Allow"\nAction = "sqs:SendMessage"\nResource = "¦"',
      js: "Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '¦'",
      py: "'Effect': 'Allow', 'Action': 'sqs:SendMessage', 'Resource': '¦'",
    },
    takes: "arn:aws:sqs:REGION:ACCOUNT:QueueName",
    gives: {
      json: '"arn:aws:sqs:REGION:ACCOUNT:QueueName"',
      yaml: "Resource: arn:aws:sqs:REGION:ACCOUNT:QueueName",
      hcl: '"arn:aws:sqs:REGION:ACCOUNT:QueueName"',
      js: "'arn:aws:sqs:REGION:ACCOUNT:QueueName'",
      py: "'arn:aws:sqs:REGION:ACCOUNT:QueueName'",
    },
    never: "arn:aws:s3:::BucketName",
  },
  {
    what: "a condition operator with room for its keys",
    at: {
      json: '"Effect": "Allow", "Action": "s3:GetObject", "Condition": { "¦" }',
      yaml: "Effect: Allow\nAction: s3:GetObject\nCondition:\n  ¦",
      js: "Effect: 'Allow', Action: 's3:GetObject', Condition: { '¦' }",
      py: "'Effect': 'Allow', 'Action': 's3:GetObject', 'Condition': {'¦'}",
    },
    takes: "ForAnyValue:StringLike",
    gives: {
      json: '"ForAnyValue:StringLike": {',
      yaml: "ForAnyValue:StringLike:",
      js: "'ForAnyValue:StringLike': {",
      py: "'ForAnyValue:StringLike': {",
    },
  },
  {
    what: "a condition key of the action’s resource type",
    at: {
      json: '"Effect": "Allow", "Action": "s3:GetObject", "Condition": { "StringEquals": { "¦" } }',
      yaml: "Effect: Allow\nAction: s3:GetObject\nCondition:\n  StringEquals:\n    ¦",
      js: "Effect: 'Allow', Action: 's3:GetObject', Condition: { StringEquals: { '¦': '' } }",
      py: "'Effect': 'Allow', 'Action': 's3:GetObject', 'Condition': {'StringEquals': {'¦': ''}}",
    },
    takes: "s3:ExistingObjectTag/key",
    gives: {
      json: '"s3:ExistingObjectTag/key": ""',
      yaml: "s3:ExistingObjectTag/key: ",
      js: "'s3:ExistingObjectTag/key': ''",
      py: "'s3:ExistingObjectTag/key': ''",
    },
    never: "sqs:SomeKey",
  },
  {
    what: "a Region",
    at: {
      json: '"Effect": "Deny", "NotAction": "iam:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": "¦" } }',
      yaml: "Effect: Deny\nNotAction: iam:*\nResource: '*'\nCondition:\n  StringNotEquals:\n    aws:RequestedRegion: ¦",
      js: "Effect: 'Deny', NotAction: 'iam:*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': ['¦'] } }",
      py: "'Effect': 'Deny', 'NotAction': 'iam:*', 'Resource': '*', 'Condition': {'StringNotEquals': {'aws:RequestedRegion': '¦'}}",
    },
    takes: "eu-central-1",
    gives: {
      json: '"eu-central-1"',
      yaml: "aws:RequestedRegion: eu-central-1",
      js: "['eu-central-1']",
      py: "'eu-central-1'",
    },
  },
  {
    what: "true and false for a key that is one of them",
    at: {
      json: '"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "¦" } }',
      yaml: "Effect: Deny\nAction: s3:*\nResource: '*'\nCondition:\n  Bool:\n    aws:SecureTransport: ¦",
      js: "Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': '¦' } }",
    },
    takes: "false",
    gives: {
      json: '"aws:SecureTransport": "false"',
      yaml: "aws:SecureTransport: 'false'",
      js: "'aws:SecureTransport': 'false'",
    },
    never: "eu-central-1",
  },
  {
    what: "a type of principal",
    at: {
      json: '"Effect": "Allow", "Principal": { "¦" }, "Action": "sts:AssumeRole"',
      yaml: "Effect: Allow\nAction: sts:AssumeRole\nPrincipal:\n  ¦",
      js: "Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { '¦' }",
    },
    takes: "Federated",
    gives: { json: '"Federated": ""', yaml: "Federated: ", js: "'Federated': ''" },
  },
  {
    what: "a service principal",
    at: {
      json: '"Effect": "Allow", "Principal": { "Service": "¦" }, "Action": "sts:AssumeRole"',
      yaml: "Effect: Allow\nAction: sts:AssumeRole\nPrincipal:\n  Service: ¦",
      hcl: 'Effect = "Allow"\nAction = "sts:AssumeRole"\nPrincipal = { Service = "¦" }',
      js: "Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: '¦' }",
    },
    takes: "ecs-tasks.amazonaws.com",
    gives: {
      json: '"Service": "ecs-tasks.amazonaws.com"',
      yaml: "Service: ecs-tasks.amazonaws.com",
      hcl: 'Service = "ecs-tasks.amazonaws.com"',
      js: "Service: 'ecs-tasks.amazonaws.com'",
    },
    never: "s3:GetObject",
  },
  {
    what: "the name of an element",
    at: {
      json: '"Effect": "Allow", "Action": "s3:GetObject", "¦"',
      yaml: "Effect: Allow\nAction: s3:GetObject\n¦",
      hcl: 'Effect = "Allow"\n¦',
      js: "Effect: 'Allow', Action: 's3:GetObject', ¦",
      py: "'Effect': 'Allow', 'Action': 's3:GetObject', '¦'",
    },
    takes: "Resource",
    gives: {
      json: '"Resource": [""]',
      yaml: "Resource:\n",
      hcl: 'Resource = [""]',
      js: "'Resource': ['']",
      py: "'Resource': ['']",
    },
    never: "Effect",
  },
];

type Words = "json" | "yaml" | "hcl" | "js" | "py";
const wordsOf: Readonly<Record<string, Words>> = {
  JSON: "json",
  CloudFormation: "yaml",
  "JSON in YAML": "json",
  jsonencode: "hcl",
  heredoc: "json",
  TypeScript: "js",
  Python: "py",
  "JSON in code": "json",
};

describe("completion", () => {
  for (const [form, around] of Object.entries(forms)) {
    const words = wordsOf[form]!;
    describe(`in ${form}`, () => {
      for (const { what, at, takes, gives, never } of cases) {
        const statement = at[words];
        if (statement === undefined) continue;
        it(`offers ${what}`, async () => {
          const { name, text } = around({ json: "", yaml: "", hcl: "", js: "", py: "", [words]: statement });
          const { taken, labels } = await complete(name, text);
          const after = taken(takes);
          assert.ok(after.includes(gives[words]!), after);
          if (never !== undefined) assert.ok(!labels.includes(never), `${never} is offered`);
        });
      }
    });
  }

  const allows = "Effect, Action, Resource";
  const statements: readonly [what: string, name: string, text: string, gives: string][] = [
    [
      "in a list of JSON",
      "policy.json",
      '{ "Version": "2012-10-17", "Statement": [¦] }',
      '[{\n\t"Effect": "Allow",\n\t"Action": [""],\n\t"Resource": [""]\n}]',
    ],
    [
      "behind another one",
      "policy.json",
      '{ "Version": "2012-10-17", "Statement": [\n  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },\n  ¦\n] }',
      '},\n  {\n\t"Effect": "Allow",',
    ],
    [
      "between the braces of JSON",
      "policy.json",
      '{ "Version": "2012-10-17", "Statement": [{ ¦ }] }',
      '{ "Effect": "Allow",\n"Action": [""],\n"Resource": [""] }',
    ],
    [
      "behind the dash of YAML",
      "template.yaml",
      "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - ¦\n",
      "- Effect: Allow\n  Action:\n  \t- \n  Resource:\n  \t- ",
    ],
    [
      "in jsonencode",
      "main.tf",
      'resource "aws_iam_policy" "p" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [¦]\n  })\n}\n',
      '[{\n\tEffect = "Allow"\n\tAction = [""]\n\tResource = [""]\n}]',
    ],
    [
      "in TypeScript",
      "policy.ts",
      "export const policy = { Version: '2012-10-17', Statement: [{ ¦ }] };\n",
      "{ 'Effect': 'Allow',\n'Action': [''],\n'Resource': [''] }",
    ],
    [
      "in Python",
      "policy.py",
      "policy = {'Version': '2012-10-17', 'Statement': [¦]}\n",
      '[{\n\t"Effect": "Allow",\n\t"Action": [""],\n\t"Resource": [""]\n}]',
    ],
  ];
  for (const [what, name, text, gives] of statements)
    it(`offers a whole statement ${what}`, async () => {
      const after = (await complete(name, text)).taken(allows);
      assert.ok(after.includes(gives), after);
    });

  it("offers a statement such as the type of the policy wants it, and none within one that has begun", async () => {
    const whole = async (name: string, text: string) =>
      (await complete(name, text)).labels.filter((label) => label.includes(","));
    const trust = (statement: string) =>
      `Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - ${statement}\n`;
    assert.deepEqual(await whole("template.yaml", trust("¦")), ["Effect, Principal, Action"]);
    assert.deepEqual(await whole("template.yaml", trust("Effect: Allow\n            ¦")), []);
    assert.deepEqual(await whole("template.yaml", trust("{ ¦ }")), []);
    const bucket = 'resource "aws_s3_bucket_policy" "b" {\n  policy = jsonencode({ Statement = [{ ¦ }] })\n}\n';
    assert.deepEqual(await whole("main.tf", bucket), ["Effect, Principal, Action, Resource"]);
  });

  const documents: readonly [what: string, name: string, text: string, takes: string, gives: string][] = [
    [
      "the statements of a policy that has only its version",
      "policy.json",
      '{\n  "Version": "2012-10-17",\n  "¦"\n}',
      "Statement",
      '"Statement": [\n\t{\n\t\t\n\t}\n]',
    ],
    [
      "the version",
      "policy.json",
      '{ "Version": "¦", "Statement": [{ "Effect": "Allow", "Action": "*" }] }',
      "2012-10-17",
      '"Version": "2012-10-17"',
    ],
    [
      "an element before another one, with the comma between",
      "policy.json",
      '{ "Version": "2012-10-17", "Statement": [{\n  "Effect": "Allow",\n  "¦"\n  "Resource": "*"\n}] }',
      "Action",
      '"Action": [""],\n  "Resource"',
    ],
    [
      "the elements of an empty statement",
      "policy.json",
      '{ "Version": "2012-10-17", "Statement": [{ ¦ }] }',
      "Effect",
      '{ "Effect": "" }',
    ],
    [
      "what a template’s place makes a policy",
      "template.yaml",
      "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        ¦\n",
      "Statement",
      "        Statement:\n",
    ],
    [
      "actions of a policy document",
      "main.tf",
      'data "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["s3:¦"]\n    resources = ["*"]\n  }\n}\n',
      "s3:ListBucket",
      '["s3:ListBucket"]',
    ],
    [
      "actions of a policy document that is not closed",
      "main.tf",
      'data "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["s3:¦\n    resources = ["*"]\n  }\n}\n',
      "s3:ListBucket",
      '["s3:ListBucket"\n',
    ],
    [
      "blocks of a policy document",
      "main.tf",
      'data "aws_iam_policy_document" "d" {\n  ¦\n}\n',
      "statement",
      "  statement {\n",
    ],
    [
      "blocks of a statement",
      "main.tf",
      'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:GetObject"]\n    ¦\n  }\n}\n',
      "condition",
      '    condition {\n\ttest     = "StringEquals"',
    ],
    [
      "operators of a condition that has only begun",
      "main.tf",
      'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:GetObject"]\n    condition {\n      test = "¦"\n    }\n  }\n}\n',
      "StringLike",
      'test = "StringLike"',
    ],
    [
      "types of the principals of a policy document, in quotes that are there",
      "main.tf",
      'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["sts:AssumeRole"]\n    principals {\n      type = "¦"\n    }\n  }\n}\n',
      "Federated",
      'type = "Federated"\n',
    ],
    [
      "arguments of a statement, with the sign behind them",
      "main.tf",
      'data "aws_iam_policy_document" "d" {\n  statement {\n    ¦\n  }\n}\n',
      "actions",
      "    actions = ",
    ],
    [
      "keys of a condition",
      "main.tf",
      'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:GetObject"]\n    condition {\n      test     = "StringEquals"\n      variable = "¦"\n    }\n  }\n}\n',
      "aws:PrincipalOrgID",
      'variable = "aws:PrincipalOrgID"',
    ],
    [
      "principals of a policy document",
      "main.tf",
      'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["sts:AssumeRole"]\n    principals {\n      type        = "Service"\n      identifiers = ["¦"]\n    }\n  }\n}\n',
      "lambda.amazonaws.com",
      '["lambda.amazonaws.com"]',
    ],
    [
      "what Terraform declares",
      "main.tf",
      'resource "aws_s3_bucket" "reports" {}\n\ndata "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["s3:GetObject"]\n    resources = ["¦"]\n  }\n}\n',
      "${aws_s3_bucket.reports.arn}/*",
      '["${aws_s3_bucket.reports.arn}/*"]',
    ],
    [
      "what Terraform declares, as an expression",
      "main.tf",
      'resource "aws_sqs_queue" "jobs" {}\n\ndata "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["sqs:SendMessage"]\n    resources = [¦]\n  }\n}\n',
      "aws_sqs_queue.jobs.arn",
      "[aws_sqs_queue.jobs.arn]",
    ],
    [
      "actions of CDK in TypeScript",
      "stack.ts",
      "role.addToPolicy(new iam.PolicyStatement({\n  actions: ['s3:¦'],\n  resources: ['*'],\n}));\n",
      "s3:GetObject",
      "actions: ['s3:GetObject']",
    ],
    [
      "resources of CDK",
      "stack.ts",
      "role.addToPolicy(new iam.PolicyStatement({\n  actions: ['sqs:SendMessage'],\n  resources: ['¦'],\n}));\n",
      "arn:aws:sqs:REGION:ACCOUNT:QueueName",
      "resources: ['arn:aws:sqs:REGION:ACCOUNT:QueueName']",
    ],
    [
      "service principals of CDK",
      "stack.ts",
      "role.addToPolicy(new iam.PolicyStatement({\n  actions: ['sts:AssumeRole'],\n  principals: [new iam.ServicePrincipal('¦')],\n}));\n",
      "ec2.amazonaws.com",
      "ServicePrincipal('ec2.amazonaws.com')",
    ],
    [
      "actions of CDK in Python",
      "stack.py",
      "role.add_to_policy(iam.PolicyStatement(\n    actions=['s3:¦'],\n    resources=['*'],\n))\n",
      "s3:GetObject",
      "actions=['s3:GetObject']",
    ],
    [
      "the account that the document names elsewhere",
      "policy.json",
      '{ "Version": "2012-10-17", "Statement": [\n{ "Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:eu-west-1:123456789012:jobs" },\n{ "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "¦" }] }',
      "arn:aws:lambda:eu-west-1:123456789012:function:FunctionName",
      '"arn:aws:lambda:eu-west-1:123456789012:function:FunctionName"',
    ],
    [
      "the keys of an OIDC provider",
      "policy.json",
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "¦" } } }] }',
      "token.actions.githubusercontent.com:aud",
      '"token.actions.githubusercontent.com:aud": ""',
    ],
    ...(
      [
        ["whether a key is there", "Null", "aws:TagKeys", "true"],
        ["whether a key is there, in any case", "null", "aws:RequestedRegion", "false"],
        ["kinds of principals", "StringEquals", "aws:PrincipalType", "AssumedRole"],
        ["Regions", "StringEquals", "aws:RequestedRegion", "eu-west-1"],
      ] as const
    ).map(([what, operator, key, takes]): (typeof documents)[number] => [
      what,
      "policy.json",
      `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "${operator}": { "${key}": "¦" } } }] }`,
      takes,
      `"${key}": "${takes}"`,
    ]),
    [
      "managed policies, in an empty string of a template",
      "template.yaml",
      "Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - '¦'\n",
      "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
      "- 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'",
    ],
    [
      "managed policies, in plain YAML that has begun",
      "template.yaml",
      "Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - arn:aws:iam::aws:policy/Read¦\n",
      "arn:aws:iam::aws:policy/ReadOnlyAccess",
      "- arn:aws:iam::aws:policy/ReadOnlyAccess\n",
    ],
    [
      "managed policies in the partition of the document",
      "main.tf",
      'resource "aws_iam_role_policy_attachment" "a" {\n  policy_arn = "arn:aws-cn:iam::aws:policy/SecurityAudit"\n}\n\nresource "aws_iam_role_policy_attachment" "b" {\n  policy_arn = "¦"\n}\n',
      "arn:aws-cn:iam::aws:policy/ReadOnlyAccess",
      '"arn:aws-cn:iam::aws:policy/ReadOnlyAccess"',
    ],
    [
      "names of managed policies to SAM",
      "template.yaml",
      "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - AWSXRay¦\n",
      "AWSXRayDaemonWriteAccess",
      "- AWSXRayDaemonWriteAccess\n",
    ],
    [
      "names of managed policies to CDK in TypeScript, with their path",
      "stack.ts",
      "role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('¦'));\n",
      "service-role/AWSLambdaBasicExecutionRole",
      "fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole')",
    ],
    [
      "names of managed policies to CDK in Python",
      "stack.py",
      "role.add_managed_policy(iam.ManagedPolicy.from_aws_managed_policy_name('¦'))\n",
      "ReadOnlyAccess",
      "from_aws_managed_policy_name('ReadOnlyAccess')",
    ],
  ];
  for (const [what, name, text, takes, gives] of documents) {
    it(`offers ${what}`, async () => {
      const after = (await complete(name, text)).taken(takes);
      assert.ok(after.includes(gives), after);
    });
  }

  const valued = (more: string, operator: string, key: string): Promise<{ labels: readonly string[] }> =>
    complete(
      "policy.json",
      `{ "Version": "2012-10-17", "Statement": [{ ${more}"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "${operator}": { "${key}": "¦" } } }] }`,
    );

  const principals = async (written: string, name = "policy.json", around = ""): Promise<readonly string[]> =>
    (
      await complete(
        name,
        `{ "Version": "2012-10-17", "Statement": [${around}{ "Effect": "Allow", "Principal": ${written}, "Action": "s3:GetObject", "Resource": "arn:aws-cn:s3:::444455556666/*" }] }`,
      )
    ).labels;
  for (const [what, written, has, never] of [
    ["everybody alone", '"¦"', ["*"], "arn:"],
    [
      "accounts that the document names, in its partition",
      '{ "AWS": "¦" }',
      [
        "arn:aws-cn:iam::444455556666:root",
        "arn:aws-cn:iam::ACCOUNT:role/ROLE",
        "arn:aws-cn:iam::ACCOUNT:user/USER",
        "*",
      ],
      "amazonaws",
    ],
    ["services", '{ "Service": "¦" }', ["lambda.amazonaws.com", "sns.amazonaws.com"], "arn:"],
    [
      "identity providers",
      '{ "Federated": "¦" }',
      [
        "arn:aws-cn:iam::444455556666:oidc-provider/token.actions.githubusercontent.com",
        "arn:aws-cn:iam::444455556666:oidc-provider/oidc.eks.REGION.amazonaws.com/id/CLUSTER",
        "arn:aws-cn:iam::444455556666:saml-provider/PROVIDER",
        "cognito-identity.amazonaws.com",
        "accounts.google.com",
      ],
      "*",
    ],
    ["nobody of a type that has no names", '{ "CanonicalUser": "¦" }', [], "*"],
  ] as const)
    it(`offers ${what} as a principal`, async () => {
      const labels = await principals(written);
      for (const one of has) assert.ok(labels.includes(one), labels.slice(0, 10).join());
      assert.ok(!labels.some((label) => label.startsWith(never)), labels.slice(0, 10).join());
    });

  it("offers what is to be filled in of a principal", async () => {
    const { taken } = await complete(
      "policy.json",
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "¦" }, "Action": "s3:GetObject", "Resource": "*" }] }',
    );
    assert.match(taken("arn:aws:iam::ACCOUNT:role/ROLE"), /"AWS": "arn:aws:iam::ACCOUNT:role\/ROLE"/);
  });

  it("offers each operator that IAM has once, the usual ones first", async () => {
    const { labels } = await complete(
      "policy.json",
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "¦" } }] }',
    );
    assert.equal(new Set(labels).size, labels.length);
    assert.deepEqual(
      labels.filter((label) => parseOperator(label) === null),
      [],
    );
    for (const { name } of operators) assert.ok(labels.includes(name), name);
    for (const one of ["StringEqualsIfExists", "ForAnyValue:StringLike", "ForAllValues:StringEquals"])
      assert.ok(labels.includes(one), one);
    assert.deepEqual(
      labels.filter((label) => /Null./.test(label) || label.endsWith(":Null")),
      [],
    );
    assert.ok(labels.indexOf("StringEquals") < labels.indexOf("StringEqualsIfExists"));
    assert.ok(labels.indexOf("BinaryEquals") < labels.indexOf("ForAnyValue:StringLike"));
  });

  it("offers the Regions first that the document names", async () => {
    const { labels } = await valued('"Sid": "us-west-2", ', "StringEquals", "aws:RequestedRegion");
    assert.equal(labels[0], "us-west-2");
    assert.ok(labels.includes("eu-west-1"));
    assert.deepEqual((await valued("", "Null", "aws:RequestedRegion")).labels, ["true", "false"]);
    assert.deepEqual((await valued("", "StringEquals", "no:thing")).labels, []);
    // Only Regions: the others stand in the order in which people take them.
    assert.equal((await valued('"Sid": "User", ', "StringEquals", "aws:PrincipalType")).labels[0], "AssumedRole");
  });

  it("offers the keys of the OIDC provider that a statement names, and of no other", async () => {
    const keys = async (type: string, provider: string): Promise<readonly string[]> =>
      (
        await complete(
          "policy.json",
          `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com", "${type}": "arn:aws:iam::111122223333:${provider}" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "¦" } } }] }`,
        )
      ).labels.filter((label) => label.startsWith("id.example.org"));
    assert.deepEqual([...(await keys("Federated", "oidc-provider/id.example.org"))].sort(), [
      "id.example.org:aud",
      "id.example.org:sub",
    ]);
    assert.deepEqual(await keys("Federated", "saml-provider/id.example.org"), []);
    assert.deepEqual(await keys("AWS", "oidc-provider/id.example.org"), []);
  });

  const silent: readonly [what: string, name: string, text: string][] = [
    [
      "a string beside a policy",
      "main.tf",
      'resource "aws_iam_policy" "p" {\n  name = "¦"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*" }] })\n}\n',
    ],
    ["a document that is no policy", "data.json", '{ "Statement": "paid", "Action": "¦" }'],
    ["code that speaks of statements", "code.ts", "const Statement = { Effect: 1, Action: '¦' };\n"],
    [
      "a string beside a statement of CDK",
      "stack.ts",
      "const name = '¦';\nrole.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));\n",
    ],
    [
      "a comment",
      "template.yaml",
      "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            # Action: s3:¦\n",
    ],
    [
      "the place right behind the colon of a key",
      "template.yaml",
      "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect:¦\n",
    ],
    [
      "a Sid",
      "policy.json",
      '{ "Version": "2012-10-17", "Statement": [{ "Sid": "¦", "Effect": "Allow", "Action": "*" }] }',
    ],
    [
      "an empty first line",
      "template.yaml",
      '¦\n# {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject"}]}\n',
    ],
    [
      "a property beside the policies that are attached",
      "template.yaml",
      "Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: '¦'\n      ManagedPolicyArns:\n        - arn:aws:iam::aws:policy/ReadOnlyAccess\n",
    ],
    ["text that is no document of ours", "notes.md", 'Statement "¦" Effect Action 2012-10-17'],
  ];
  for (const [what, name, text] of silent) {
    it(`offers nothing in ${what}`, async () => assert.deepEqual((await complete(name, text)).labels, []));
  }

  it("puts first what is likely", async () => {
    const first = async (text: string, count: number) =>
      (
        await complete("policy.json", `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", ${text} }] }`)
      ).labels.slice(0, count);
    assert.deepEqual(await first('"Action": ["kinesis:PutRecord", "¦"]', 2), ["kinesis:", "s3:"]);
    assert.ok((await first('"Action": "s3:¦", "Resource": "arn:aws:s3:::reports/*"', 8)).includes("s3:GetObject"));
    assert.ok(!(await first('"Action": "s3:¦", "Resource": "arn:aws:s3:::reports/*"', 8)).includes("s3:ListBucket"));
    assert.deepEqual(await first('"Action": "ec2:DescribeInstances", "Resource": "¦"', 1), ["*"]);
    assert.ok(
      (await first('"Action": "s3:GetObject", "Resource": "*", "Condition": { "Bool": { "¦" } }', 3)).includes(
        "aws:SecureTransport",
      ),
    );
  });

  it("does not offer what the list has already", async () => {
    const { labels } = await complete(
      "policy.json",
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:¦"] }] }',
    );
    assert.ok(labels.includes("s3:PutObject") && !labels.includes("s3:GetObject"));
  });

  it("offers no managed policy that is attached already, nor one that only AWS attaches", async () => {
    const { labels } = await complete(
      "main.tf",
      'resource "aws_iam_role" "a" {\n  managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "¦"]\n}\n',
    );
    assert.ok(labels.includes("arn:aws:iam::aws:policy/SecurityAudit") && labels.length > 1000);
    assert.ok(!labels.some((label) => /\/(?:ReadOnlyAccess$|aws-service-role\/)/.test(label)));
  });

  it("offers the managed policies that are attached most often first, in their order, and the others by name", async () => {
    const arns = "arn:aws:iam::aws:policy/";
    const { labels } = await complete(
      "template.yaml",
      `Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - ${arns}NoSuchPolicyOfAws\n        - ${arns}AmazonSSMManagedInstanceCore\n        - '¦'\n`,
    );
    const whole = labels.filter((label) => !label.includes("…"));
    const names = whole.map((label) => label.slice(label.lastIndexOf("/") + 1));
    assert.deepEqual(names.slice(0, 11), [
      "AWSLambdaBasicExecutionRole",
      "AWSLambdaVPCAccessExecutionRole",
      "AWSXRayDaemonWriteAccess",
      "CloudWatchAgentServerPolicy",
      "AmazonECSTaskExecutionRolePolicy",
      "AmazonEKSClusterPolicy",
      "AmazonEKSWorkerNodePolicy",
      "AmazonEKS_CNI_Policy",
      "AmazonEC2ContainerRegistryReadOnly",
      "ReadOnlyAccess",
      "SecurityAudit",
    ]);
    assert.deepEqual(names.slice(11), names.slice(11).sort());
    assert.equal(new Set(names).size, names.length);
  });

  it("tells of each kind of item when it is asked", async () => {
    const told = async (topic: string) => (await understanding.documentationOf(topic)) ?? "";
    assert.match(await told("action s3:GetObject"), /Retrieve objects from Amazon S3/);
    assert.match(await told("action s3:Get*"), /actions of Amazon S3/);
    assert.match(await told("service sqs"), /Amazon SQS/);
    assert.match(await told("managed AdministratorAccess"), /Allows everything/);
    assert.match(await told("key aws:SourceIp"), /address of the caller/);
    assert.match(await told("operator ForAllValues:StringLike"), /also holds where the key is absent/);
    assert.match(await told("element NotAction"), /Every action but these/);
    assert.match(await told("action sqs:SendMessage"), /^\*\*sqs:SendMessage\*\* · Write · Amazon SQS\n\nDeliver /);
    assert.match(await told("effect Deny"), /whatever else allows/);
    assert.match(await told("version 2008-10-17"), /variables/);
    assert.match(await told("resource *"), /^Every resource/);
    assert.match(await told("key s3:prefix"), /prefix/);
    for (const nothing of ["operator NoSuch", "element NoSuch", "effect NoSuch", "managed NoSuch", "service nosuch"])
      assert.equal(await told(nothing), "", nothing);
    assert.equal(await told("nothing at all"), "");
  });

  it("finds its place in a large policy in every form, from a part of the text", async () => {
    const statement = (index: number, action: string) => ({
      Sid: `S${index}`,
      Effect: "Allow",
      Action: [action],
      Resource: [`arn:aws:s3:::bucket-${index}/*`],
    });
    const policy = {
      Version: "2012-10-17",
      Statement: Array.from({ length: 400 }, (_, index) => statement(index, index === 200 ? "s3:¦" : "s3:GetObject")),
    };
    const json = JSON.stringify(policy, null, 2);
    const texts: readonly [string, string][] = [
      ["policy.json", json],
      [
        "main.tf",
        `resource "aws_iam_policy" "p" {\n  policy = jsonencode(${json.replace(/"(\w+)": /g, "$1 = ")})\n}\n`,
      ],
      ["policy.ts", `export const policy = ${json};\n`],
      ["policy.py", `policy = ${json}\n`],
      [
        "template.yaml",
        `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n${policy.Statement.map(({ Sid, Action, Resource }) => `          - Sid: ${Sid}\n            Effect: Allow\n            Action:\n              - ${Action[0]}\n            Resource:\n              - ${Resource[0]}\n`).join("")}`,
      ],
    ];
    for (const [name, text] of texts) assert.ok((await complete(name, text)).labels.includes("s3:PutObject"), name);
  });
});

describe("a file that is to become a policy", () => {
  for (const text of ["{¦}", "{\n  ¦\n}\n", '{\n  "¦"\n}', '{\n  "¦'])
    it(`begins with the elements of a policy: ${JSON.stringify(text)}`, async () => {
      const { labels } = await complete("policies/new.json", text);
      assert.deepEqual(labels.slice(0, 4), ["Version", "Statement", "Id", "Identity policy"]);
    });

  for (const text of ["{¦}", "{\n  ¦\n}\n", '{\n  "¦"\n}', '{\n  "¦\n}'])
    it(`is offered whole policies between its braces: ${JSON.stringify(text)}`, async () => {
      const { labels, taken } = await complete("policies/new.json", text);
      for (const label of labels.slice(3)) {
        const { findings, policies } = await engine.analyze({ name: "policies/new.json", text: taken(label) });
        assert.equal(policies, 1, `${label}: ${taken(label)}`);
        assert.deepEqual(
          findings.filter(({ severity }) => severity !== "hint").map(({ message }) => `${label}: ${message}`),
          [],
        );
      }
    });

  it("is offered no second policy beside what stands in it", async () => {
    const { labels } = await complete("policies/new.json", '{\n  "Version": "2012-10-17",\n  "¦"\n}');
    assert.deepEqual(labels, ["Statement", "Id"]);
  });

  it("has two versions to choose from", async () => {
    assert.deepEqual((await complete("new.json", '{\n  "Version": "¦"\n}')).labels, ["2012-10-17", "2008-10-17"]);
  });

  for (const text of ["¦", "\n¦\n", "pol¦", "  ¦bucket"])
    it(`is offered whole policies: ${JSON.stringify(text)}`, async () => {
      const { labels, taken } = await complete("policies/new.json", text);
      for (const kind of [
        "Identity policy",
        "Trust policy for GitHub Actions",
        "Bucket policy",
        "Service control policy (SCP)",
        "Resource control policy (RCP)",
        "VPC endpoint policy",
      ])
        assert.ok(labels.includes(kind), kind);
      for (const label of labels) {
        const written = taken(label);
        assert.doesNotThrow(() => JSON.parse(written), label);
        const { findings, policies } = await engine.analyze({ name: "policies/new.json", text: written });
        assert.equal(policies, 1, label);
        assert.deepEqual(
          findings.filter(({ severity }) => severity !== "hint").map(({ message }) => `${label}: ${message}`),
          [],
        );
      }
    });

  for (const [name, text] of [
    ["package.json", "¦"],
    ["package.json", "{\n  ¦\n}"],
    [".vscode/mcp.json", "¦"],
    ["angular.json", "¦"],
    ["notes.json", "two words¦"],
    ["list.json", "[]¦"],
    ["main.tf", "¦"],
    ["tsconfig.build.json", "{\n  ¦\n}"],
    [".eslintrc.json", "{\n  ¦\n}"],
    ["data.json", '{\n  "name": "reports",\n  ¦\n}'],
    ["list.json", "[¦]"],
    ["config.yaml", "¦"],
  ] as const)
    it(`is not taken for one: ${name} ${JSON.stringify(text)}`, async () => {
      assert.deepEqual((await complete(name, text)).labels, []);
    });
});

it("is asked for again with each letter of an action, and of nothing else", async () => {
  const at = async (json: string) =>
    (await complete("policy.json", `{ "Version": "2012-10-17", "Statement": [{ ${json} }] }`)).incomplete;
  assert.equal(await at('"Effect": "Allow", "Action": "s3:Get¦"'), true);
  assert.equal(await at('"Effect": "¦", "Action": "s3:GetObject"'), false);
});
