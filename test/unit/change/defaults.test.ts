/** What another default of a parameter or variable newly allows: `diff --policies` on two texts of one name. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const template = (parameter: string, statement: string, type = "String") => `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  P:
    Type: ${type}
    Default: ${parameter}
Resources:
  R:
    Type: AWS::IAM::Policy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: ${statement}
`;
const hcl = (value: string, body: string) => `variable "p" {
  default = ${value}
}
resource "aws_iam_role" "r" {
  name = "r"
}
resource "aws_iam_role_policy" "r" {
  role   = aws_iam_role.r.id
  policy = data.aws_iam_policy_document.r.json
}
data "aws_iam_policy_document" "r" {
  statement {
    ${body}
  }
}
`;
const does = "{ Effect: Allow, Action: !Ref P, Resource: '*' }";
const splits = "{ Effect: Allow, Action: !Split [',', !Ref P], Resource: '*' }";
const splitsLong = '{ Effect: Allow, Action: { "Fn::Split": [",", { Ref: P }] }, Resource: "*" }';
const on = "{ Effect: Allow, Action: s3:GetObject, Resource: !Sub 'arn:aws:s3:::${P}/*' }";
const actionsOf = 'actions   = var.p\n    resources = ["*"]';
const resourcesOf = 'actions   = ["s3:GetObject"]\n    resources = ["${var.p}/*"]';
const both = 'actions   = ["s3:GetObject"]\n    resources = ["arn:aws:s3:::${var.p}/${local.home}/*"]';

type Row = readonly [title: string, file: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  [
    "an action",
    "t.yaml",
    template("s3:GetObject", does),
    template("s3:PutObject", does),
    ["R identity: s3:PutObject on *", "-R identity: s3:GetObject on *"],
  ],
  [
    "actions that are split of one text",
    "t.yaml",
    template('"s3:GetObject"', splits),
    template('"s3:GetObject,s3:PutObject"', splits),
    ["R identity: s3:PutObject on *"],
  ],
  [
    "actions that are split of one text, in the long form",
    "t.yaml",
    template('"s3:GetObject"', splitsLong),
    template('"s3:GetObject,s3:PutObject"', splitsLong),
    ["R identity: s3:PutObject on *"],
  ],
  [
    "the same parameter by another name, looked up later",
    "t.yaml",
    template('"{{resolve:ssm:/bucket}}"', on),
    template('"{{resolve:ssm:/bucket}}"', on).replaceAll("P:", "Q:").replaceAll("${P}", "${Q}"),
    [],
  ],
  [
    "something else to look up later",
    "t.yaml",
    template('"{{resolve:ssm:/shop/bucket}}"', on),
    template('"{{resolve:ssm:/shop/other}}"', on),
    [
      "R identity: s3:GetObject on arn:aws:s3:::${resolve:ssm:/shop/other}/*",
      "-R identity: s3:GetObject on arn:aws:s3:::${resolve:ssm:/shop/bucket}/*",
    ],
  ],
  [
    "the same default, written otherwise",
    "t.yaml",
    template("s3:GetObject", does),
    template("'s3:GetObject'", does),
    [],
  ],
  [
    "a list",
    "t.yaml",
    template("s3:GetObject", does, "CommaDelimitedList"),
    template("'s3:GetObject, s3:PutObject'", does, "CommaDelimitedList"),
    ["R identity: s3:PutObject on *"],
  ],
  [
    "a part of a resource",
    "t.yaml",
    template("one", on),
    template("'*'", on),
    ["R identity: s3:GetObject on arn:aws:s3:::*/*"],
  ],
  [
    "a default that nothing allows by",
    "t.yaml",
    template("one", "{ Effect: Allow, Action: s3:GetObject, Resource: '*' }"),
    template("two", "{ Effect: Allow, Action: s3:GetObject, Resource: '*' }"),
    [],
  ],
  [
    "actions of a variable",
    "main.tf",
    hcl('["s3:GetObject"]', actionsOf),
    hcl('["s3:GetObject", "s3:PutObject"]', actionsOf),
    ["aws_iam_role.r identity: s3:PutObject on *"],
  ],
  [
    "resources of a variable",
    "main.tf",
    hcl('"arn:aws:s3:::one"', resourcesOf),
    hcl('"arn:aws:s3:::*"', resourcesOf),
    ["aws_iam_role.r identity: s3:GetObject on arn:aws:s3:::*/*"],
  ],
  [
    "a part of a resource of which another part is open",
    "main.tf",
    hcl('"one"', both),
    hcl('"two"', both),
    [
      "aws_iam_role.r identity: s3:GetObject on arn:aws:s3:::two/${local.home}/*",
      "-aws_iam_role.r identity: s3:GetObject on arn:aws:s3:::one/${local.home}/*",
    ],
  ],
  ...['""', '","'].map((empty): Row => [
    `a new list that is ${empty} until somebody gives one`,
    "t.yaml",
    template("one", "[]").replace(/Parameters:[^]*?(?=Resources)/, ""),
    template(empty, "{ Effect: Allow, Action: s3:GetObject, Resource: !Ref P }", "CommaDelimitedList"),
    ["R identity: s3:GetObject on ${P}"],
  ]),
  ...["none", "NONE", "N/A"].map((none): Row => [
    `a new text that is ${none} until somebody gives one, as a condition asks`,
    "t.yaml",
    template("one", "[]").replace(/Parameters:[^]*?(?=Resources)/, ""),
    template(none, `!If [On, { Effect: Allow, Action: s3:GetObject, Resource: !Ref P }, !Ref AWS::NoValue]`).replace(
      "Resources:",
      `Conditions: { On: !Not [!Equals [!Ref P, ${none}]] }\nResources:`,
    ),
    ["R identity: s3:GetObject on ${P}"],
  ]),
  ["a default that has come", "main.tf", hcl("null", resourcesOf), hcl('"arn:aws:s3:::*"', resourcesOf), []],
];

describe("another default", () => {
  for (const [title, file, before, after, lines] of rows)
    it(`of ${title}: ${lines.join("; ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts(file, before, after), lines));
});

describe("a variable that nothing names", () => {
  it("changes nothing of what is attached by a loop that nobody can compute", async () => {
    const module = `variable "create" {
  default = true
}
data "aws_partition" "current" {}
locals {
  policies = "arn:\${data.aws_partition.current.partition}:iam::aws:policy"
}
resource "aws_iam_role" "node" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_iam_role_policy_attachment" "node" {
  for_each = { for k, v in merge(
    { A = "\${local.policies}/ReadOnlyAccess" },
    { for k, v in { B = "\${local.policies}/AmazonEKS_CNI_Policy" } : k => v if var.create }
  ) : k => v if var.create }
  policy_arn = each.value
  role       = aws_iam_role.node.name
}
`;
    assert.deepEqual(await diffTexts("main.tf", module, `${module}variable "more" {\n  default = true\n}\n`), []);
  });
});
