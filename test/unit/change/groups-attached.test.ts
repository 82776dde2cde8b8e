/** What a group with members newly has attached. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const group = (actions: string, more = ""): string => `
resource "aws_iam_user" "u" {
  name = "u"
}
resource "aws_iam_group" "g" {
  name = "g"
}
resource "aws_iam_group_membership" "m" {
  name  = "m"
  users = [aws_iam_user.u.name]
  group = aws_iam_group.g.name
}
resource "aws_iam_group_policy" "p" {
  group  = aws_iam_group.g.name
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = [${actions}], Resource = "*" }] })
}
${more}`;
const attached = `resource "aws_iam_group_policy_attachment" "a" {
  group      = aws_iam_group.g.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}
`;
const logs = "logs:CreateLogGroup, logs:CreateLogStream, logs:PutLogEvents on *";

describe("a group with a member that gets a managed policy", () => {
  it("has what it had", async () =>
    assert.deepEqual(
      await diffTexts(
        "main.tf",
        group('"ssm:StartSession", "ssm:PutParameter"'),
        group('"ssm:StartSession"', attached),
      ),
      [
        `aws_iam_group.g identity: ${logs}`,
        "-aws_iam_group.g identity: ssm:PutParameter on *",
        `aws_iam_user.u identity: ${logs}`,
        "-aws_iam_user.u identity: ssm:PutParameter on *",
      ],
    ));
});
