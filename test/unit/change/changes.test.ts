/** What changes of documents newly allow, one small change each: `diff --policies` on two texts of one name. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

interface Case {
  readonly name: string;
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** `name kind: actions on resources by principals, where conditions`; `-` before what is no longer allowed, `?` before what is not known. */
  readonly lines: readonly string[];
}

const json = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (action: string | readonly string[], more: object = {}) => ({
  Effect: "Allow",
  Action: action,
  Resource: "*",
  ...more,
});
const deny = (action: string | readonly string[], more: object = {}) => ({ ...allow(action, more), Effect: "Deny" });

const role = (statements: string) => `Resources:
  Api:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }
      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
${statements.replace(/^/gm, "              ")}
`;
const document = (body: string) => `resource "aws_iam_role_policy" "api" {
  role   = aws_iam_role.api.id
  policy = data.aws_iam_policy_document.api.json
}
data "aws_iam_policy_document" "api" {
${body}
}
`;

const cases: readonly Case[] = [
  {
    name: "a list in another order, with a wildcard that stands for the rest",
    file: "p.json",
    before: json(allow(["s3:GetObject", "s3:Get*", "s3:PutObject"])),
    after: json(allow(["s3:putobject", "s3:Get*"])),
    lines: [],
  },
  {
    name: "one statement made of two, and the other way round",
    file: "p.json",
    before: json(allow("s3:GetObject"), allow("sqs:SendMessage", { Sid: "Send" })),
    after: json(allow(["sqs:SendMessage", "s3:GetObject"], { Sid: "All" })),
    lines: [],
  },
  {
    name: "a Deny that has gone where nothing allows what it denied",
    file: "p.json",
    before: json(allow("s3:GetObject"), deny("sqs:*")),
    after: json(allow("s3:GetObject")),
    lines: [],
  },
  {
    name: "a Deny that has gone where something does",
    file: "p.json",
    before: json(allow("sqs:SendMessage"), deny("sqs:*")),
    after: json(allow("sqs:SendMessage")),
    lines: ["p.json identity: sqs:SendMessage on *"],
  },
  {
    name: "a condition that has gone",
    file: "p.json",
    before: json(allow("s3:GetObject", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })),
    after: json(allow("s3:GetObject")),
    lines: ["p.json identity: s3:GetObject on *"],
  },
  {
    name: "a condition that has come",
    file: "p.json",
    before: json(allow("s3:GetObject")),
    after: json(allow("s3:GetObject", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })),
    lines: ["-p.json identity: s3:GetObject on *"],
  },
  {
    name: "a whole service beside the part of it that was there",
    file: "p.json",
    before: json(allow("sqs:SendMessage")),
    after: json(allow("sqs:*")),
    lines: [
      "p.json identity: sqs:AddPermission, sqs:CancelMessageMoveTask, sqs:ChangeMessageVisibility, … on *",
      "p.json identity: sqs:GetQueueAttributes, sqs:GetQueueUrl, sqs:ListDeadLetterSourceQueues, … on *",
    ],
  },
  {
    name: "one more principal",
    file: "bucket-policy.json",
    before: json({ ...allow("s3:GetObject"), Principal: { AWS: "arn:aws:iam::111122223333:role/Api" } }),
    after: json({
      ...allow("s3:GetObject"),
      Principal: { AWS: ["arn:aws:iam::111122223333:role/Api", "arn:aws:iam::444455556666:root"] },
    }),
    lines: ["bucket-policy.json resource: s3:GetObject on * by arn:aws:iam::444455556666:root"],
  },
  {
    name: "a partition and an account that a template fills in",
    file: "t.yaml",
    before: role("- { Effect: Allow, Action: s3:GetObject, Resource: !Sub 'arn:aws:s3:::${Bucket}/*' }"),
    after: role(
      "- Effect: Allow\n  Action: [s3:GetObject]\n  Resource:\n    - !Sub 'arn:${AWS::Partition}:s3:::${Bucket}/*'",
    ),
    lines: [],
  },
  {
    name: "another resource of a template",
    file: "t.yaml",
    before: role("- { Effect: Allow, Action: s3:GetObject, Resource: !GetAtt Bucket.Arn }"),
    after: role("- { Effect: Allow, Action: s3:GetObject, Resource: [!GetAtt Bucket.Arn, !GetAtt Other.Arn] }"),
    lines: ["Api identity: s3:GetObject on ${Other.Arn}"],
  },
  {
    name: "one item of a list that a template chooses",
    file: "t.yaml",
    before: role("- { Effect: Allow, Action: s3:GetObject, Resource: !If [IsProd, [!Ref One, !Ref Two], [!Ref One]] }"),
    after: role(
      "- { Effect: Allow, Action: s3:GetObject, Resource: !If [IsProd, [!Ref One, !Ref Three], [!Ref One]] }",
    ),
    lines: ["Api identity: s3:GetObject on ${Three}", "-Api identity: s3:GetObject on ${Two}"],
  },
  {
    name: "a statement that is there in some deployments alone",
    file: "t.yaml",
    before: role("- { Effect: Allow, Action: s3:GetObject, Resource: '*' }"),
    after: role("- !If\n  - IsProd\n  - { Effect: Allow, Action: s3:GetObject, Resource: '*' }\n  - !Ref AWS::NoValue"),
    lines: ["-Api identity: s3:GetObject on *"],
  },
  {
    name: "and one that is there in all of them now",
    file: "t.yaml",
    before: role(
      "- !If\n  - IsProd\n  - { Effect: Allow, Action: s3:GetObject, Resource: '*' }\n  - !Ref AWS::NoValue",
    ),
    after: role("- { Effect: Allow, Action: s3:GetObject, Resource: '*' }"),
    lines: ["Api identity: s3:GetObject on *"],
  },
  {
    name: "a condition on a resource of the template",
    file: "t.yaml",
    before: role("- { Effect: Allow, Action: sqs:SendMessage, Resource: '*' }"),
    after: role(
      "- { Effect: Allow, Action: sqs:SendMessage, Resource: '*', Condition: { ArnEquals: { 'aws:SourceArn': !GetAtt Rule.Arn } } }",
    ),
    lines: ["-Api identity: sqs:SendMessage on *"],
  },
  {
    name: "a dynamic block whose content is written out",
    file: "main.tf",
    before: document('  statement {\n    actions = ["s3:ListBucket"]\n    resources = [aws_s3_bucket.a.arn]\n  }'),
    after: document(
      '  dynamic "statement" {\n    for_each = var.reads ? [1] : []\n    content {\n      actions = ["s3:ListBucket"]\n      resources = [aws_s3_bucket.a.arn]\n    }\n  }',
    ),
    lines: ["-aws_iam_role.api identity: s3:ListBucket on ${aws_s3_bucket.a.arn}"],
  },
  {
    name: "a dynamic block that a variable fills in",
    file: "main.tf",
    before: document('  statement {\n    actions = ["s3:GetObject"]\n    resources = ["*"]\n  }'),
    after: document(
      '  statement {\n    actions = ["s3:GetObject"]\n    resources = ["*"]\n  }\n  dynamic "statement" {\n    for_each = var.more\n    content {\n      actions = statement.value.actions\n      resources = ["*"]\n    }\n  }',
    ),
    lines: ["?aws_iam_role.api identity"],
  },
  {
    name: "actions that a local module is given",
    file: "main.tf",
    before: 'module "api" {\n  source = "./role"\n  role_actions = ["s3:GetObject"]\n}\n',
    after: 'module "api" {\n  source = "./role"\n  role_actions = ["s3:GetObject", "s3:DeleteObject"]\n}\n',
    lines: ["?module.api identity"],
  },
  {
    name: "actions that a variable fills in",
    file: "main.tf",
    before: document('  statement {\n    actions = ["s3:GetObject"]\n    resources = ["*"]\n  }'),
    after: document('  statement {\n    actions = var.actions\n    resources = ["*"]\n  }'),
    lines: ["?aws_iam_role.api identity"],
  },
  {
    name: "the same variable as before",
    file: "main.tf",
    before: document('  statement {\n    actions = var.actions\n    resources = ["*"]\n  }'),
    after: document('  statement {\n    sid = "Same"\n    resources = [ "*" ]\n    actions   = var.actions\n  }'),
    lines: [],
  },
  {
    name: "a managed policy of AWS, and one in place of another that allows as much",
    file: "main.tf",
    before:
      'resource "aws_iam_role_policy_attachment" "a" {\n  role = aws_iam_role.api.name\n  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess"\n}\n',
    after:
      'resource "aws_iam_role_policy_attachment" "b" {\n  role = aws_iam_role.api.name\n  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"\n}\n',
    lines: [
      "-aws_iam_role.api identity: sqs:AddPermission, sqs:CancelMessageMoveTask, sqs:ChangeMessageVisibility, … on *",
      "-aws_iam_role.api identity: sqs:ReceiveMessage on *",
    ],
  },
  {
    name: "a grant of a construct, which knows its resource",
    file: "stack.ts",
    before: 'import * as cdk from "aws-cdk-lib";\ntable.grant(handler, "dynamodb:GetItem");\n',
    after: 'import * as cdk from "aws-cdk-lib";\ntable.grant(handler, "dynamodb:GetItem", "dynamodb:PutItem");\n',
    lines: ["handler identity: dynamodb:PutItem on ${table}"],
  },
  {
    name: "resources that may be left out, as they were",
    file: "main.tf",
    before: document('  statement {\n    actions = ["s3:GetObject"]\n    resources = var.arns\n  }'),
    after: document(
      '  dynamic "statement" {\n    for_each = length(var.arns) > 0 ? [1] : []\n    content {\n      actions = ["s3:GetObject"]\n      resources = var.arns\n    }\n  }',
    ),
    lines: [],
  },
  {
    name: "another name for the tags of a resource",
    file: "p.json",
    before: json(allow("ec2:StopInstances", { Condition: { StringEquals: { "ec2:ResourceTag/team": "a" } } })),
    after: json(allow("ec2:StopInstances", { Condition: { StringEquals: { "aws:ResourceTag/team": "a" } } })),
    lines: [],
  },
  {
    name: "a service control policy that denies less",
    file: "scp-trails.json",
    before: json(deny(["organizations:LeaveOrganization", "cloudtrail:StopLogging"])),
    after: json(deny("organizations:LeaveOrganization")),
    lines: ["scp-trails.json scp: cloudtrail:StopLogging on *"],
  },
];

const limits: readonly Case[] = [
  {
    name: "a resource control policy that leaves somebody out",
    file: "rcp-perimeter.json",
    before: json({
      ...deny("s3:PutObject"),
      Principal: "*",
      Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } },
    }),
    after: json({
      ...deny("s3:PutObject"),
      Principal: "*",
      Condition: { StringNotEquals: { "aws:PrincipalOrgID": ["o-1", "o-2"] } },
    }),
    lines: ["rcp-perimeter.json rcp: s3:PutObject on * by * where StringEquals aws:PrincipalOrgID o-2"],
  },
  {
    name: "a role without its boundary, of which nobody knows what it allows",
    file: "t.yaml",
    before: role("- { Effect: Allow, Action: s3:GetObject, Resource: '*' }").replace(
      "      Policies:",
      "      PermissionsBoundary: !Ref Boundary\n      Policies:",
    ),
    after: role("- { Effect: Allow, Action: s3:GetObject, Resource: '*' }"),
    lines: ["?Api identity"],
  },
  {
    name: "a role with a boundary that it did not have",
    file: "main.tf",
    before: `resource "aws_iam_role" "api" {\n}\n${document('  statement {\n    actions = ["s3:GetObject"]\n    resources = ["*"]\n  }')}`,
    after: `resource "aws_iam_role" "api" {\n  permissions_boundary = var.boundary\n}\n${document('  statement {\n    actions = ["s3:GetObject"]\n    resources = ["*"]\n  }')}`,
    lines: [],
  },
  {
    name: "a boundary that is narrower",
    file: "boundary.json",
    before: json(allow("*")),
    after: json(allow("*"), deny("iam:CreateUser")),
    lines: ["-boundary.json boundary: iam:CreateUser on *"],
  },
];

describe("what a change newly allows", () => {
  for (const { name, file, before, after, lines } of [...cases, ...limits])
    it(`says of ${name}: ${lines.length === 0 ? "nothing" : lines.join("; ")}`, async () => {
      assert.deepEqual(await diffTexts(file, before, after), lines);
    });
});
