/** Values within a statement that a deployment chooses: it has one branch of them. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Row = readonly [title: string, before: string, after: string, said: readonly string[]];

const top = `Parameters:
  A: { Type: String }
  B: { Type: String }
Conditions:
  Live: !Equals [!Ref A, "live"]
  Real: !Equals [!Ref A, "live"]
  Trial: !Not [!Equals [!Ref A, "live"]]
  Beta: !Equals [!Ref B, "yes"]
Resources:
`;
const list = (statements: readonly string[]) => `{ Version: "2012-10-17", Statement: [${statements.join(", ")}] }`;
const user = (...statements: readonly string[]) =>
  `${top}  U: { Type: AWS::IAM::User, Properties: { Policies: [{ PolicyName: p, PolicyDocument: ${list(statements)} }] } }\n`;
const queue = (principal: string, ...more: readonly string[]) =>
  `${top}  P: { Type: AWS::SQS::QueuePolicy, Properties: { Queues: [q], PolicyDocument: ${list([
    `{ Effect: Allow, Action: "sqs:SendMessage", Resource: "*", Principal: ${principal} }`,
    ...more,
  ])} } }\n`;
const none = "!Ref AWS::NoValue";
const when = (condition: string, one: string, other = none) => `!If [${condition}, ${one}, ${other}]`;
const files = (name: string) => `"arn:aws:s3:::${name}/*"`;
const reads = (resource: string, more = "") =>
  `{ Effect: Allow, Action: "s3:GetObject", Resource: ${resource}${more} }`;
const [real, fake] = [files("real"), files("fake")];
const either = reads(when("Live", real, fake));
const realRead = "U identity: s3:GetObject on arn:aws:s3:::real/*";
const fakeRead = "U identity: s3:GetObject on arn:aws:s3:::fake/*";
const account = '"111122223333"';
const ofOrganization = (organizations: string) =>
  user(reads('"*"', `, Condition: { StringEquals: { "aws:PrincipalOrgID": ${organizations} } }`));

const templates: readonly Row[] = [
  ["one by another condition beside a choice", user(either), user(either, when("Beta", reads(real))), [realRead]],
  ["one by the condition that chooses it, by another name", user(either), user(either, when("Real", reads(real))), []],
  ["both", user(either), user(reads(`[${real}, ${fake}]`)), [fakeRead, realRead]],
  [
    "one in two choices",
    user(either),
    user(reads(`[${when("Live", real, fake)}, ${when("Beta", real, fake)}]`)),
    [`${fakeRead}, arn:aws:s3:::real/*`],
  ],
  ["the same as two statements", user(either), user(when("Live", reads(real), reads(fake))), []],
  [
    "the same as statements of two conditions",
    user(either),
    user(when("Real", reads(real)), when("Trial", reads(fake))),
    [],
  ],
  ["the same by the opposite", user(either), user(reads(when("Trial", fake, real))), []],
  [
    "what both branches have, beside them",
    user(reads(when("Live", `[${real}, ${files("all")}]`, `[${fake}, ${files("all")}]`))),
    user(reads(`[${when("Live", real, fake)}, ${files("all")}]`)),
    [],
  ],
  [
    "an action more of a choice",
    user(either),
    user(either.replace('"s3:GetObject"', '["s3:GetObject", "s3:PutObject"]')),
    ["U identity: s3:PutObject on arn:aws:s3:::real/*, arn:aws:s3:::fake/*"],
  ],
  [
    "an action by another condition",
    user(`{ Effect: Allow, Action: ${when("Live", '"sqs:*"', '"sqs:ListQueues"')}, Resource: "*" }`),
    user(
      `{ Effect: Allow, Action: ${when("Live", '"sqs:*"', '"sqs:ListQueues"')}, Resource: "*" }`,
      when("Beta", '{ Effect: Allow, Action: "sqs:PurgeQueue", Resource: "*" }'),
    ),
    ["U identity: sqs:PurgeQueue on *"],
  ],
  [
    "less is denied",
    user(
      '{ Effect: Allow, Action: "sqs:SendMessage", Resource: "*" }',
      `{ Effect: Deny, Action: ${when("Live", '"*"', '"sqs:PurgeQueue"')}, Resource: "*" }`,
    ),
    user(
      '{ Effect: Allow, Action: "sqs:SendMessage", Resource: "*" }',
      '{ Effect: Deny, Action: "sqs:PurgeQueue", Resource: "*" }',
    ),
    ["U identity: sqs:SendMessage on *"],
  ],
  [
    "everybody, where it was a choice",
    queue(`{ AWS: ${when("Live", account, '"*"')} }`),
    queue('"*"'),
    ["P resource: sqs:SendMessage on * by *"],
  ],
  [
    "one principal of two",
    queue(`{ AWS: ${when("Live", account, '"222222223333"')} }`),
    queue(`{ AWS: ${account} }`),
    ["P resource: sqs:SendMessage on * by 111122223333", "-P resource: sqs:SendMessage on * by 222222223333"],
  ],
  [
    "the same principals by the opposite",
    queue(`{ AWS: ${when("Live", account, '"*"')} }`),
    queue(`{ AWS: ${when("Trial", '"*"', account)} }`),
    [],
  ],
  [
    "a value of a condition",
    ofOrganization(when("Live", "o-a", "o-b")),
    ofOrganization("[o-a, o-b]"),
    ["U identity: s3:GetObject on * where StringEquals aws:PrincipalOrgID o-a, o-b"],
  ],
  [
    "the same value of a condition",
    ofOrganization(when("Live", "o-a", "o-b")),
    ofOrganization(when("Real", "o-a", "o-b")),
    [],
  ],
];

const bucket = (principal: string) => `resource "aws_s3_bucket_policy" "p" {
  bucket = "b"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ${principal} }, Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*" }] })
}
`;
const document = (principals: string) => `data "aws_iam_policy_document" "d" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ${principals}
    }
  }
}
resource "aws_iam_role" "r" {
  assume_role_policy = data.aws_iam_policy_document.d.json
}
`;
const trusted = '"arn:aws:iam::111122223333:root"';
const everybody = "aws_s3_bucket_policy.p resource: s3:GetObject on arn:aws:s3:::b/* by *";

const modules: readonly Row[] = [
  ["everybody by a map", bucket(`{ live = ${trusted}, test = "*" }[var.s]`), bucket('"*"'), [everybody]],
  [
    "everybody by a lookup",
    bucket(`lookup({ live = ${trusted}, test = "*" }, var.s, ${trusted})`),
    bucket('"*"'),
    [everybody],
  ],
  ["everybody", bucket(`var.s == "live" ? ${trusted} : "*"`), bucket('"*"'), [everybody]],
  [
    "everybody by its workspace",
    bucket(`terraform.workspace == "live" ? ${trusted} : "*"`),
    bucket('"*"'),
    [everybody],
  ],
  [
    "the same by its opposite",
    bucket(`var.s == "live" ? ${trusted} : "*"`),
    bucket(`var.s != "live" ? "*" : ${trusted}`),
    [],
  ],
  [
    "everybody in a document",
    document(`var.s == "live" ? [${trusted}] : ["*"]`),
    document('["*"]'),
    ["aws_iam_role.r trust: sts:AssumeRole by *"],
  ],
];

describe("values that a deployment chooses", () => {
  for (const [file, rows] of [
    ["t.yaml", templates],
    ["main.tf", modules],
  ] as const)
    for (const [title, before, after, said] of rows)
      it(`${title}, ${file}`, async () => {
        assert.deepEqual(await diffTexts(file, before, after), said);
      });
});
