/** What a deployment chooses for a condition of a statement: each of the values is told. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const names = `variable "env" {}
variable "prod" { type = bool }
locals {
  repos = {
    dev  = "repo:o/dev:*"
    prod = "repo:o/prod:*"
  }
}
`;
const sub = "token.actions.githubusercontent.com:sub";
const trust = (subject: string, action = '"sts:AssumeRoleWithWebIdentity"') => `${names}
resource "aws_iam_role" "g" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ${action}, Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Condition = { StringLike = { "${sub}" = ${subject} } } }] })
}
`;
const queue = (values: string) => `${names}
resource "aws_sqs_queue" "q" { name = "q" }
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.q.arn]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalOrgID"
      values   = ${values}
    }
  }
}
resource "aws_sqs_queue_policy" "q" {
  queue_url = aws_sqs_queue.q.id
  policy    = data.aws_iam_policy_document.d.json
}
`;
const template = (organization: string) => `Parameters: { Env: { Type: String } }
Conditions: { IsProd: !Equals [!Ref Env, prod] }
Resources:
  P:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Q]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - { Effect: Allow, Principal: "*", Action: sqs:SendMessage, Resource: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": ${organization} } } }
`;
const [dev, prod] = ["dev", "prod"].map((one) => `where StringLike ${sub} repo:o/${one}:*`);
const [ofDev, ofProd] = ["o-dev", "o-prod"].map((one) => `where StringEquals aws:PrincipalOrgID ${one}`);

/** The conditions of what is newly allowed, and of what is no longer. */
type Row = readonly [title: string, file: string, before: string, after: string, conditions: readonly string[]];

const rows: readonly Row[] = [
  ["a map by a variable", "main.tf", names, trust("local.repos[var.env]"), [dev!, prod!]],
  [
    "a map with a default",
    "main.tf",
    names,
    trust('lookup(local.repos, var.env, "x")'),
    [dev!, prod!, `where StringLike ${sub} x`],
  ],
  ["one of two", "main.tf", names, queue('var.prod ? ["o-prod"] : ["o-dev"]'), [ofProd!, ofDev!]],
  ["one of two in a template", "t.yaml", "Resources: {}", template("!If [IsProd, o-prod, o-dev]"), [ofProd!, ofDev!]],
  ["a list of both", "main.tf", names, queue('["o-prod", "o-dev"]'), [`${ofProd!}, o-dev`]],
  ["the same in both", "main.tf", names, queue('var.prod ? ["o-dev"] : ["o-dev"]'), [ofDev!]],
  ["a key that is written out", "main.tf", names, trust("local.repos.dev"), [dev!]],
  [
    "one that was there before",
    "main.tf",
    queue('["o-prod"]'),
    queue('var.prod ? ["o-prod"] : ["o-dev"]'),
    [ofDev!, `-${ofProd!}`],
  ],
  ["what goes", "main.tf", trust("local.repos[var.env]"), names, [`-${dev!}`, `-${prod!}`]],
  ["other keys in another order", "main.tf", trust("local.repos[var.env]"), trust(" local.repos[var.env]"), []],
  [
    "actions that are chosen under one condition",
    "main.tf",
    names,
    trust("local.repos.dev", 'var.prod ? ["sts:AssumeRoleWithWebIdentity"] : ["sts:TagSession"]'),
    [dev!, dev!],
  ],
];

describe("conditions that a deployment chooses", () => {
  for (const [title, file, before, after, conditions] of rows)
    it(title, async () => {
      const found = await diffTrees({ [file]: before }, { [file]: after });
      assert.deepEqual(
        found.map((line) => line.replace(/^(-?).*?(?=where |$)/, "$1")),
        conditions,
      );
    });
});
