/** What cannot be read of Terraform and nobody has touched. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const subnet = (more = "") =>
  `resource "aws_subnet" "s" {\n  tags {\n    Name = "worker"\n    "kubernetes.io/role/elb" = ""\n  }\n${more}}\n`;
const policy = (...actions: readonly string[]) =>
  `resource "aws_iam_role_policy" "p" {\n  role = "deploy"\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ${JSON.stringify(actions)}, Resource = "*" }] })\n}\n`;
const broken = (type: string) => `resource "${type}" "b" {\n  name = [\n}\n`;
const stacks = (who: string) =>
  `resource "aws_cloudformation_stack_set" "s" {\n  template_body = <<TEMPLATE\nResources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal: { AWS: [ \${${who}} ] }\n            Action: [ 'sts:AssumeRole' ]\nTEMPLATE\n}\n`;
const [get, both] = [policy("sqs:GetQueueUrl"), policy("sqs:GetQueueUrl", "sqs:PurgeQueue")];
const more = "role deploy identity: sqs:PurgeQueue on *";
const mistake = "!This Terraform cannot be read here; its policies are checked as far as they can be told.";

const rows: readonly (readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]])[] = [
  ["in a file of its own", { "a.tf": subnet(), "b.tf": get }, { "a.tf": subnet(), "b.tf": both }, [more]],
  ["in the same file", { "a.tf": subnet() + get }, { "a.tf": subnet() + both }, [more]],
  ["that is another block now", { "a.tf": subnet() + get }, { "a.tf": subnet("  vpc_id = 1\n") + get }, [mistake]],
  ["that is new", { "a.tf": get }, { "a.tf": get + subnet() }, [mistake]],
  [
    "of a role",
    { "a.tf": broken("aws_iam_role"), "b.tf": get },
    { "a.tf": broken("aws_iam_role"), "b.tf": both },
    [mistake, more],
  ],
  ["of a stack", { "a.tf": stacks("var.who"), "b.tf": get }, { "a.tf": stacks("var.who"), "b.tf": both }, [more]],
];

describe("mistakes that nobody has touched", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual([...new Set(await diffTrees(before, after))], lines));

  it("of a stack that has changed", async () => {
    const lines = await diffTrees({ "a.tf": stacks("var.who") }, { "a.tf": stacks("var.other") });
    assert.match(lines[0]!, /^!/);
  });
});
