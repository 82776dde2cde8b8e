import assert from "node:assert/strict";

import { roleInPlaceOfKey } from "../../../src/workspace/runtime";

describe("whose role takes the place of a key", () => {
  const cases: readonly [name: string, text: string, role: RegExp | null][] = [
    ["template.yaml", "Resources:\n  F:\n    Type: AWS::Serverless::Function\n", /Lambda/],
    ["serverless.yml", "service: shop\nprovider:\n  runtime: nodejs22.x\n  name: aws\n", /Lambda/],
    ["serverless.yml", "service: shop\nprovider:\n  name: google\n", null],
    ["main.tf", 'resource "aws_ecs_task_definition" "app" {}\n', /ECS/],
    [
      "deployment.yaml",
      "metadata:\n  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/app\n",
      /EKS/,
    ],
    ["main.tf", 'resource "aws_instance" "app" {}\n', /EC2/],
    [".github/workflows/deploy.yml", "- uses: aws-actions/configure-aws-credentials@v5\n", /GitHub/],
    ["main.tf", 'resource "aws_s3_bucket" "app" {}\n', null],
  ];
  for (const [name, text, role] of cases) {
    it(`${name}: ${text.split("\n").at(-2)!.trim()}`, () => {
      const told = roleInPlaceOfKey([{ name, text }]);
      if (role) assert.match(told!, role);
      else assert.equal(told, null);
    });
  }
});
