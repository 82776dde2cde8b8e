import assert from "node:assert/strict";

import { Understanding } from "../../../src/workspace/understanding";

const understanding = new Understanding();

/** Each hint behind what it is about: `s3:Put* (7 actions)`. */
async function hintsOf(name: string, text: string, within = { start: 0, end: text.length }): Promise<string[]> {
  const hints = await understanding.inlayHintsOf({ name, text }, within);
  return hints.map(({ at, label }) => {
    const line = text.split("\n")[at.line - 1]!;
    return `${/[\w:*?-]+(?=["',]*$)/.exec(line.slice(0, at.column - 1))![0]} ${label.replace(/\d+/, "N")}`;
  });
}

const policy = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:Get*", "s3:PutObject", "*", "s3:Nothing*", "iam:*", "sqs:SendMessag?"],
        Resource: "arn:aws:s3:::reports*",
      },
      { Effect: "Deny", NotAction: "kms:Describe*", Resource: "*" },
    ],
  },
  null,
  2,
);

describe("inlay hints", () => {
  it("stand behind the wildcards of actions that stand for some, and behind nothing else", async () => {
    assert.deepEqual(await hintsOf("policy.json", policy), [
      "s3:Get* N actions",
      "iam:* N actions",
      "sqs:SendMessag? N action",
      "kms:Describe* N actions",
    ]);
  });

  it("are of what is in sight", async () => {
    const start = policy.indexOf('"kms:');
    assert.deepEqual(await hintsOf("policy.json", policy, { start, end: start + 3 }), ["kms:Describe* N actions"]);
    assert.deepEqual(await hintsOf("policy.json", policy, { start: 0, end: 10 }), []);
    const [from, to] = [policy.indexOf('"iam:*"'), policy.indexOf('"iam:*"') + '"iam:*"'.length];
    for (const [seen, isSeen] of [
      [{ start: from, end: to }, true],
      [{ start: to - 1, end: to }, true],
      [{ start: from, end: from + 1 }, true],
      [{ start: to, end: to + 3 }, false],
      [{ start: from - 3, end: from }, false],
    ] as const)
      assert.deepEqual(await hintsOf("policy.json", policy, seen), isSeen ? ["iam:* N actions"] : []);
    const [hint] = await understanding.inlayHintsOf({ name: "policy.json", text: policy }, { start: from, end: to });
    assert.match(hint!.tooltip, /^\*\*iam:\\\*\*\* · [^\n]*\n\n- /);
  });

  it("stand in every form, and not where a template leaves the name open", async () => {
    const terraform = `data "aws_iam_policy_document" "a" {
  statement {
    actions   = ["dynamodb:Batch*", "\${var.service}:Get*", "s3:Get*\${var.rest}"]
    resources = ["*"]
  }
}
`;
    const hints = await understanding.inlayHintsOf({ name: "main.tf", text: terraform }, { start: 0, end: 200 });
    assert.deepEqual(
      hints.map(({ at: { line, column }, label }) => [line, column, label]),
      [[3, 35, "2 actions"]],
    );
    assert.match(hints[0]!.tooltip, /BatchWriteItem/);
    assert.deepEqual(await hintsOf("template.yaml", "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"), []);
  });
});
