/** What stands as before in the branches of a choice, where another condition chooses, or the same one by another name. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Row = readonly [title: string, before: string, after: string, said: readonly string[]];

const allow = (action: string) => `{Effect: Allow, Action: "${action}", Resource: "*"}`;
const none = "!Ref AWS::NoValue";
const top = `Parameters:
  A: { Type: String }
  B: { Type: String }
Conditions:
  First: !Equals [!Ref A, "yes"]
  Second: !Equals [!Ref B, "yes"]
  Alike: !Equals [!Ref A, "yes"]
  Off: !Not [!Condition First]
  Unequal: !Not [!Equals [!Ref A, "yes"]]
  Either: !Or [!Condition First, !Condition Second]
  Inline: !Or [!Equals [!Ref B, "yes"], !Condition First]
  Both: !And [!Condition First, !Condition Second]
`;
const resources = (said: string) => `${top}Resources:\n${said}\n`;
const user = (properties: string, condition = "") =>
  resources(`  U: { Type: AWS::IAM::User, ${condition}Properties: { ${properties} } }`);
const policies = (statements: string, condition?: string) =>
  user(`Policies: [{PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: [${statements}]}}]`, condition);
const managed = (condition: string) =>
  user(`ManagedPolicyArns: [!If [${condition}, "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess", ${none}]]`);
const when = (condition: string, one = allow("sqs:*"), other = none) => `!If [${condition}, ${one}, ${other}]`;
const action = (condition: string, one = "sqs:*", other = "sqs:ListQueues") =>
  policies(`{Effect: Allow, Action: !If [${condition}, "${one}", "${other}"], Resource: "*"}`);
const deny = `{Effect: Deny, Action: "sqs:DeleteQueue", Resource: "*"}`;
const trust = (condition: string) =>
  resources(
    `  R: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Action: "sts:AssumeRole", Principal: { Service: !If [${condition}, ec2.amazonaws.com, lambda.amazonaws.com] } }] } } }`,
  );
const role = (id: string, statement: string) =>
  `  ${id}: { Type: AWS::IAM::Role, Properties: { Policies: [{PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: [${statement}]}}] } }`;
const worker = (condition: string) =>
  resources(
    `${role("R", allow("sqs:ListQueues"))}\n${role("S", allow("sqs:*"))}\n  F: { Type: AWS::Lambda::Function, Properties: { Role: !If [${condition}, !GetAtt R.Arn, !GetAtt S.Arn] } }`,
  );
const acl = (condition: string) =>
  resources(`  B: { Type: AWS::S3::Bucket, Properties: { AccessControl: !If [${condition}, PublicRead, Private] } }`);
const url = (condition: string) =>
  resources(
    `  U: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: f, AuthType: !If [${condition}, NONE, AWS_IAM] } }`,
  );
const asking = (type: string) =>
  resources(`  U: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: f, AuthType: ${type} } }`);
const urlOfAll = "U resource: lambda:InvokeFunctionUrl by *";
const openTo = (control: string) =>
  resources(`  B: { Type: AWS::S3::Bucket, Properties: { AccessControl: ${control} } }`);
const listedByAll = "B resource: s3:ListBucket, s3:ListBucketMultipartUploads, s3:ListBucketVersions by *";
const block = (condition: string) =>
  resources(`  B: { Type: AWS::S3::Bucket, Properties: { PublicAccessBlockConfiguration: !If [${condition}, {BlockPublicPolicy: true}, ${none}] } }
  P: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: !Ref B, PolicyDocument: { Statement: [{Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: !Sub "\${B.Arn}/*"}] } } }`);
const service = (condition: string) =>
  `service: s\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        - Fn::If: [${condition}, ${allow("sqs:*")}, {Ref: AWS::NoValue}]\n`;
const unknown = ["?U identity"];
const all = "U identity: sqs:* on *";

const forms: readonly (readonly [string, (condition: string) => string, readonly string[]])[] = [
  ["a statement", (condition) => policies(when(condition)), unknown],
  ["a Deny", (condition) => policies(`${allow("sqs:*")}, ${when(condition, deny)}`), unknown],
  [
    "all policies",
    (condition) =>
      user(
        `Policies: !If [${condition}, [{PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: [${allow("sqs:*")}]}}], ${none}]`,
      ),
    unknown,
  ],
  ["a managed policy", managed, unknown],
  ["a policy that is given", (condition) => user(`ManagedPolicyArns: [!If [${condition}, !Ref A, ${none}]]`), unknown],
  ["an action", (condition) => action(condition), unknown],
  ["whom a role trusts", trust, ["?R trust"]],
  ["the role of a function", worker, ["?F identity"]],
  ["an ACL", acl, ["?B resource"]],
  ["a URL", url, ["?U resource"]],
  ["a block of public access", block, ["?P resource"]],
];

const rows: readonly Row[] = [
  ...forms.flatMap(([title, write, said]): Row[] => [
    [`${title} by another condition`, write("First"), write("Second"), said],
    [`${title} by the same condition of another name`, write("First"), write("Alike"), []],
  ]),
  ["a statement with branches changed", policies(when("First")), policies(when("Off", none, allow("sqs:*"))), []],
  ["the same without a name", policies(when("First")), policies(when("Unequal", none, allow("sqs:*"))), []],
  ["actions with branches changed", action("First"), action("Off", "sqs:ListQueues", "sqs:*"), []],
  ["the contrary", policies(when("First")), policies(when("Off")), [all, `-${all}`]],
  ["one of two in place of one", policies(when("First")), policies(when("Either")), [all]],
  ["one of two in place of each", policies(`${when("First")}, ${when("Second")}`), policies(when("Either")), []],
  ["each in place of one of two", policies(when("Inline")), policies(`${when("First")}, ${when("Second")}`), []],
  ["one within another", policies(when("First", when("Second"))), policies(when("Both")), []],
  ["one within another goes", policies(when("First", when("Second"))), policies(when("First")), [all]],
  ["one within another comes", policies(when("First")), policies(when("First", when("Second"))), [`-${all}`]],
  [
    "a policy beside",
    policies(when("First")),
    policies(`${when("First")}, ${when("Second", allow("sns:Publish"))}`),
    ["U identity: sns:Publish on *"],
  ],
  ["a URL that asks nobody in some deployments", asking("AWS_IAM"), url("First"), [urlOfAll]],
  ["a URL that asks nobody in others as well", url("First"), asking("NONE"), [urlOfAll]],
  ["a URL that asks in some deployments", asking("NONE"), url("First"), [`-${urlOfAll}`]],
  ["a URL by one of two", url("First"), url("Either"), [urlOfAll]],
  ["an ACL for everybody in some deployments", openTo("Private"), acl("First"), [listedByAll]],
  ["a statement in a service", service("First"), service("Second"), ["?provider identity"]],
];

describe("conditions that are swapped in a template", () => {
  for (const [title, before, after, said] of rows)
    it(title, async () => {
      assert.deepEqual(await diffTexts("t.yaml", before, after), said);
    });
});

const terraform = (expression: string, variables = ["a", "b"]) =>
  `${variables.map((name) => `variable "${name}" {\n  default = false\n}\n`).join("")}
locals {
  on = var.a
}
resource "aws_iam_user_policy" "p" {
  user   = "u"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ${expression}, Resource = "*" }] })
}
`;

const expressions: readonly Row[] = [
  [
    "another variable",
    terraform(`var.a ? "sqs:*" : "sqs:ListQueues"`),
    terraform(`var.b ? "sqs:*" : "sqs:ListQueues"`),
    ["?user u identity"],
  ],
  [
    "a variable of another name",
    terraform(`var.a ? "sqs:*" : "sqs:ListQueues"`),
    terraform(`var.c ? "sqs:*" : "sqs:ListQueues"`, ["c", "b"]).replace("var.a", "var.c"),
    [],
  ],
  ["a local", terraform(`var.a ? "sqs:*" : "sqs:ListQueues"`), terraform(`local.on ? "sqs:*" : "sqs:ListQueues"`), []],
  [
    "branches changed",
    terraform(`var.a ? "sqs:*" : "sqs:ListQueues"`),
    terraform(`!var.a ? "sqs:ListQueues" : "sqs:*"`),
    [],
  ],
];

describe("conditionals that are swapped in Terraform", () => {
  for (const [title, before, after, said] of expressions)
    it(title, async () => {
      assert.deepEqual(await diffTexts("main.tf", before, after), said);
    });
});
