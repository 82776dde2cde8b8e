/** Conditions of Terraform that say the opposite on one side, with their branches swapped or as they were. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const permission = (principal: string): string => `
variable "open" {}
resource "aws_lambda_permission" "p" {
  action        = "lambda:InvokeFunction"
  function_name = "f"
  principal     = ${principal}
}
`;
const role = (actions: string): string => `
variable "stage" {}
resource "aws_iam_role_policy" "p" {
  role   = "r"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ${actions}, Resource = "*" }] })
}
`;
const invokes = (who: string): string => `aws_lambda_permission.p resource: lambda:InvokeFunction by ${who}`;
const may = (action: string): string => `role r identity: ${action} on *`;

const cases: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  [
    "everybody or a service",
    permission('var.open ? "*" : "sns.amazonaws.com"'),
    permission('!var.open ? "sns.amazonaws.com" : "*"'),
    [],
  ],
  [
    "everybody or a service, by a comparison",
    permission('var.open == "yes" ? "*" : "sns.amazonaws.com"'),
    permission('var.open != "yes" ? "sns.amazonaws.com" : "*"'),
    [],
  ],
  [
    "everybody or another service",
    permission('var.open ? "*" : "sns.amazonaws.com"'),
    permission('!var.open ? "s3.amazonaws.com" : "*"'),
    [invokes("Service s3.amazonaws.com"), `-${invokes("Service sns.amazonaws.com")}`],
  ],
  [
    "everybody where it was a service",
    permission('var.open ? "*" : "sns.amazonaws.com"'),
    permission('!var.open ? "*" : "sns.amazonaws.com"'),
    ["?aws_lambda_permission.p resource", invokes("*"), `-${invokes("*")}`],
  ],
  [
    "an action of a list",
    role('["s3:ListBucket", var.stage == "x" ? "s3:GetObject" : "s3:PutObject"]'),
    role('["s3:ListBucket", var.stage != "x" ? "s3:PutObject" : "s3:GetObject"]'),
    [],
  ],
  [
    "an action of a list, beside another one",
    role('["s3:ListBucket", var.stage == "x" ? "s3:GetObject" : "s3:PutObject"]'),
    role('["s3:DeleteObject", var.stage != "x" ? "s3:PutObject" : "s3:GetObject"]'),
    [may("s3:DeleteObject"), `-${may("s3:ListBucket")}`],
  ],
];

describe("conditions that say the opposite", () => {
  for (const [title, before, after, lines] of cases)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
