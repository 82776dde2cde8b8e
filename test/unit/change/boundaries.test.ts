/** What a change of permissions boundaries newly allows to whom they limit: `diff --policies` on two texts of one name. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Statement = Readonly<Record<string, unknown>>;

const allow = (...Action: string[]): Statement => ({ Effect: "Allow", Action, Resource: "*" });
const deny = (...Action: string[]): Statement => ({ ...allow(...Action), Effect: "Deny" });
const document = (...statements: Statement[]) => ({ Version: "2012-10-17", Statement: statements });
const limit = (...statements: Statement[]) => ({
  Type: "AWS::IAM::ManagedPolicy",
  Properties: { PolicyDocument: document(...statements) },
});
const role = (boundary: unknown, ...statements: Statement[]) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    ...(boundary !== null && { PermissionsBoundary: boundary }),
    Policies: [{ PolicyName: "own", PolicyDocument: document(...statements) }],
  },
});
const ref = (Ref: string) => ({ Ref });
const uses = allow("s3:GetObject", "sqs:SendMessage");

type Row = readonly [title: string, before: object, after: object, there: readonly string[], back: readonly string[]];

/** Lines of the role alone. */
const rows: readonly Row[] = [
  [
    "a wider boundary",
    { R: role(ref("B"), uses), B: limit(allow("s3:*")) },
    { R: role(ref("B"), uses), B: limit(allow("s3:*", "sqs:*")) },
    ["R identity: sqs:SendMessage on *"],
    ["-R identity: sqs:SendMessage on *"],
  ],
  [
    "a boundary that is wider by what the role does not do",
    { R: role(ref("B"), uses), B: limit(allow("s3:*", "sqs:*")) },
    { R: role(ref("B"), uses), B: limit(allow("s3:*", "sqs:*", "iam:*")) },
    [],
    [],
  ],
  [
    "a Deny of the boundary that has gone",
    { R: role(ref("B"), uses), B: limit(allow("*"), deny("sqs:*")) },
    { R: role(ref("B"), uses), B: limit(allow("*")) },
    ["R identity: sqs:SendMessage on *"],
    ["-R identity: sqs:SendMessage on *"],
  ],
  [
    "no boundary any more",
    { R: role(ref("B"), uses), B: limit(allow("s3:*")) },
    { R: role(null, uses), B: limit(allow("s3:*")) },
    ["R identity: sqs:SendMessage on *"],
    ["-R identity: sqs:SendMessage on *"],
  ],
  [
    "another boundary",
    { R: role(ref("B"), uses), B: limit(allow("s3:*")), C: limit(allow("sqs:*")) },
    { R: role(ref("C"), uses), B: limit(allow("s3:*")), C: limit(allow("sqs:*")) },
    ["R identity: sqs:SendMessage on *", "-R identity: s3:GetObject on *"],
    ["R identity: s3:GetObject on *", "-R identity: sqs:SendMessage on *"],
  ],
  [
    "another name of the boundary",
    { R: role(ref("B"), uses), B: limit(allow("s3:*")) },
    { R: role(ref("C"), uses), C: limit(allow("s3:*")) },
    [],
    [],
  ],
  [
    "what the role is allowed and the boundary is not",
    { R: role(ref("B"), allow("s3:GetObject")), B: limit(allow("s3:*")) },
    { R: role(ref("B"), uses), B: limit(allow("s3:*")) },
    [],
    [],
  ],
  [
    "a boundary of AWS in place of one",
    { R: role(ref("B"), allow("s3:GetObject", "iam:CreateUser")), B: limit(allow("s3:*")) },
    { R: role("arn:aws:iam::aws:policy/PowerUserAccess", allow("s3:GetObject", "iam:CreateUser")) },
    [],
    [],
  ],
  [
    "a boundary of AWS that has gone",
    { R: role("arn:aws:iam::aws:policy/PowerUserAccess", allow("s3:GetObject", "iam:CreateUser")) },
    { R: role(null, allow("s3:GetObject", "iam:CreateUser")) },
    ["R identity: iam:CreateUser on *"],
    ["-R identity: iam:CreateUser on *"],
  ],
  [
    "a boundary of another stack in place of one that is known",
    { R: role(ref("B"), uses), B: limit(allow("s3:*")) },
    { R: role({ "Fn::ImportValue": "boundary" }, uses), B: limit(allow("s3:*")) },
    ["?R identity"],
    ["?R identity"],
  ],
];

describe("a permissions boundary that changes", () => {
  const linesOf = async (before: object, after: object) => {
    const text = (Resources: object) => JSON.stringify({ AWSTemplateFormatVersion: "2010-09-09", Resources }, null, 1);
    const lines = await diffTexts("t.json", text(before), text(after));
    return lines.filter((line) => /^[-?]?R /.test(line));
  };
  for (const [title, before, after, there, back] of rows) {
    it(`${title}: ${there.join("; ") || "nothing"}`, async () => assert.deepEqual(await linesOf(before, after), there));
    it(`${title}, back: ${back.join("; ") || "nothing"}`, async () =>
      assert.deepEqual(await linesOf(after, before), back));
  }

  const text = (Resources: object) => JSON.stringify({ Resources }, null, 1);
  const whole: readonly (readonly [title: string, before: object, after: object, lines: readonly string[]])[] = [
    [
      "wider than what anybody it limits may do",
      { R: role(ref("B"), uses), B: limit(allow("s3:*", "sqs:*")) },
      { R: role(ref("B"), uses), B: limit(allow("s3:*", "sqs:*", "iam:*")) },
      [],
    ],
    [
      "wider by what somebody may do of whom not all is known",
      { R: role(ref("B"), { ...uses, Action: { Ref: "Actions" } }), B: limit(allow("s3:*")) },
      { R: role(ref("B"), { ...uses, Action: { Ref: "Actions" } }), B: limit(allow("s3:*", "iam:*")) },
      ["B boundary: iam:* on *"],
    ],
    [
      "whose last user has gone",
      { R: role(ref("B"), uses), B: limit(allow("s3:*")) },
      { B: limit(allow("s3:*")) },
      ["-R identity: s3:GetObject on *"],
    ],
    [
      "that becomes a policy of a role",
      { R: role(ref("B"), allow("s3:GetObject")), B: limit(allow("s3:GetObject", "s3:PutObject")) },
      {
        R: { Type: "AWS::IAM::Role", Properties: { ManagedPolicyArns: [ref("B")] } },
        B: limit(allow("s3:GetObject", "s3:PutObject")),
      },
      ["R identity: s3:PutObject on *"],
    ],
  ];
  for (const [title, before, after, lines] of whole)
    it(`${title}: ${lines.join("; ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts("t.json", text(before), text(after)), lines));

  it("in Terraform, too", async () => {
    const module = (actions: string) => `resource "aws_iam_role" "R" {
  permissions_boundary = aws_iam_policy.b.arn
}
resource "aws_iam_policy" "b" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ${actions}, Resource = "*" }] })
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.R.id
  policy = jsonencode(${JSON.stringify(document(uses))})
}
`;
    const lines = await diffTexts("main.tf", module('["s3:*"]'), module('["s3:*", "sqs:*"]'));
    assert.deepEqual(
      lines.filter((line) => line.startsWith("aws_iam_role.R")),
      ["aws_iam_role.R identity: sqs:SendMessage on *"],
    );
  });
});
