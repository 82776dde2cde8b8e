/** Templates of CloudFormation that Terraform has in place. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const role = (managed: string, service = "ec2.amazonaws.com") =>
  `{ Type = "AWS::IAM::Role", Properties = { AssumeRolePolicyDocument = { Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "${service}" }, Action = "sts:AssumeRole" }] }, ManagedPolicyArns = ["arn:aws:iam::aws:policy/${managed}"] } }`;
const encoded = (resources: string, encode = "jsonencode", type = "aws_cloudformation_stack") =>
  `resource "${type}" "s" {\n  name          = "s"\n  template_body = ${encode}({ Resources = { R = ${resources} } })\n}\n`;
const heredoc = (action: string, resource = '"*"', mark = "<<EOF") =>
  `resource "aws_cloudformation_stack_set" "s" {\n  name          = "s"\n  template_body = ${mark}
    Resources:
      R:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement: [{ Effect: Allow, Principal: { Service: ec2.amazonaws.com }, Action: sts:AssumeRole }]
          Policies:
            - PolicyName: p
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Action: ${action}
                    Resource: ${resource}
EOF
  tags = {}
}
`;
const inJson = (action: string) =>
  `resource "aws_cloudformation_stack" "s" {\n  name = "s"\n  template_body = <<EOF\n${JSON.stringify({ Resources: { B: { Type: "AWS::S3::BucketPolicy", Properties: { Bucket: "b", PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: action, Resource: "arn:aws:s3:::b/*" }] } } } } })}\nEOF\n}\n`;
const s = "aws_cloudformation_stack.s.R";
const set = "aws_cloudformation_stack_set.s.R";
const [admin, reader] = ["AdministratorAccess", "AWSLambdaExecute"];
const inLocal = (managed: string) =>
  `locals {\n  body = jsonencode({ Resources = { R = ${role(managed)} } })\n}\nresource "aws_cloudformation_stack" "s" {\n  name          = "s"\n  template_body = local.body\n}\n`;

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  [
    "a new stack",
    "",
    encoded(role(admin)),
    [`${s} identity: * on *`, `${s} trust: sts:AssumeRole by Service ec2.amazonaws.com`],
  ],
  ["another managed policy", encoded(role(reader)), encoded(role(admin)), [`${s} identity: * on *`]],
  ["one in YAML", encoded(role(reader), "yamlencode"), encoded(role(admin), "yamlencode"), [`${s} identity: * on *`]],
  ["the other way round", encoded(role(admin)), encoded(role(reader)), [`-${s} identity: * on *`]],
  [
    "whom a role trusts",
    encoded(role(reader)),
    encoded(role(reader, "lambda.amazonaws.com")),
    [
      `${s} trust: sts:AssumeRole by Service lambda.amazonaws.com`,
      `-${s} trust: sts:AssumeRole by Service ec2.amazonaws.com`,
    ],
  ],
  ["the same", encoded(role(admin)), `${encoded(role(admin))}# the same\n`, []],
  ["a local for it", encoded(role(admin)), inLocal(admin), []],
  ["a local that says more", inLocal(reader), inLocal(admin), [`${s} identity: * on *`]],
  [
    "a stack of the other provider",
    "",
    encoded(role(admin), "jsonencode", "awscc_cloudformation_stack"),
    [
      `awscc_cloudformation_stack.s.R identity: * on *`,
      `awscc_cloudformation_stack.s.R trust: sts:AssumeRole by Service ec2.amazonaws.com`,
    ],
  ],
  [
    "an action in a heredoc",
    heredoc("s3:GetObject"),
    heredoc("iam:*"),
    [`${set} identity: iam:* on *`, `-${set} identity: s3:GetObject on *`],
  ],
  [
    "one that is indented",
    heredoc("s3:GetObject", undefined, "<<-EOF"),
    heredoc("iam:*"),
    [`${set} identity: iam:* on *`, `-${set} identity: s3:GetObject on *`],
  ],
  [
    "a resource that CloudFormation fills in",
    heredoc("s3:GetObject"),
    heredoc("s3:GetObject", "!Sub 'arn:$${AWS::Partition}:s3:::b/*'"),
    [`-${set} identity: s3:GetObject on *`],
  ],
  [
    "a resource that Terraform fills in",
    heredoc("s3:GetObject", "arn:aws:s3:::a/*"),
    heredoc("s3:GetObject", '"arn:aws:s3:::${var.b}/*"'),
    [`${set} identity: s3:GetObject on arn:aws:s3:::\${var.b}/*`, `-${set} identity: s3:GetObject on arn:aws:s3:::a/*`],
  ],
  [
    "a template in JSON",
    inJson("s3:PutObject"),
    inJson("s3:DeleteObject"),
    [
      "aws_cloudformation_stack.s.B resource: s3:DeleteObject on arn:aws:s3:::b/* by *",
      "-aws_cloudformation_stack.s.B resource: s3:PutObject on arn:aws:s3:::b/* by *",
    ],
  ],
  ["a tag of the stack", heredoc("iam:*"), heredoc("iam:*").replace("tags = {}", 'tags = { a = "b" }'), []],
];

describe("templates of CloudFormation in place", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTrees({ "main.tf": before }, { "main.tf": after }), lines));
});
