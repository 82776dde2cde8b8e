/** Loops and principals of Terraform of which others give a part: what the folder says is told of one by one. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const more = 'variable "more" {\n  type = map(string)\n}\nvariable "others" {\n  type = map(string)\n}\n';
/** A role for each entry, that may do what stands in it. */
const roles = (over: string, role = "each.key", given = ""): string => `${more}${given}
resource "aws_iam_role" "r" {
  for_each = ${over}
  name     = each.key
}
resource "aws_iam_role_policy" "p" {
  for_each = ${over}
  role     = ${role}
  policy   = jsonencode({ Statement = [{ Effect = "Allow", Action = each.value, Resource = "*" }] })
}
`;
const attached = (entries: string): string => `${more}
resource "aws_iam_role" "r" {
  for_each = merge({ ${entries} }, var.more)
  name     = each.key
}
resource "aws_iam_role_policy_attachment" "p" {
  for_each   = merge({ ${entries} }, var.more)
  role       = aws_iam_role.r[each.key].name
  policy_arn = each.value
}
`;
const listed = (names: string, rest = "keys(var.more)"): string => `${more}
resource "aws_iam_role" "r" {
  name = "r"
}
resource "aws_iam_role_policy" "p" {
  for_each = toset(concat([${names}], ${rest}))
  role     = aws_iam_role.r.name
  policy   = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::\${each.value}/*" }] })
}
`;
const one = 'a = "s3:GetObject"';
const two = 'a = "s3:GetObject", b = "s3:PutObject"';
const inLocal = (entries: string) =>
  roles("local.all", "each.key", `locals {\n  all = merge({ ${entries} }, var.more)\n}`);
const reader = '"arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"';
const queue = (principal: string): string => `${more}
resource "aws_sqs_queue_policy" "p" {
  queue_url = "q"
  policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = ${principal}, Action = "sqs:SendMessage", Resource = "*" }] })
}
`;
const by = (who: string): string => `aws_sqs_queue_policy.p resource: sqs:SendMessage on * by ${who}`;
const [a, b] = ["arn:aws:iam::444455556666:role/a", "arn:aws:iam::444455556666:role/b"];
const added = 'aws_iam_role.r["b"] identity: s3:PutObject on *';
const unread = (of: string): string =>
  `!The for_each of ${of} has changed, and what it is made for now is not known. What that allows was not compared.`;

const cases: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["one key more", roles(`merge({ ${one} }, var.more)`), roles(`merge({ ${two} }, var.more)`), [added]],
  ["one key less", roles(`merge({ ${two} }, var.more)`), roles(`merge({ ${one} }, var.more)`), [`-${added}`]],
  [
    "another value",
    roles(`merge({ ${one} }, var.more)`),
    roles(`merge({ ${one.replace("Get", "Put")} }, var.more)`),
    ['aws_iam_role.r["a"] identity: s3:PutObject on *', '-aws_iam_role.r["a"] identity: s3:GetObject on *'],
  ],
  ["another order", roles(`merge({ ${two} }, var.more)`), roles(`merge({ b = "s3:PutObject", ${one} }, var.more)`), []],
  ["what others give first", roles(`merge(var.more, { ${one} })`), roles(`merge(var.more, { ${two} })`), [added]],
  ["in a local", inLocal(one), inLocal(two), [added]],
  [
    "by the name of its resource",
    roles(`merge({ ${one} }, var.more)`, "aws_iam_role.r[each.key].id"),
    roles(`merge({ ${two} }, var.more)`, "aws_iam_role.r[each.key].id"),
    [added],
  ],
  [
    "an attachment more",
    attached(`a = ${reader}`),
    attached(`a = ${reader}, b = "arn:aws:iam::aws:policy/AdministratorAccess"`),
    ['aws_iam_role.r["b"] identity: * on *'],
  ],
  [
    "a list with one more",
    listed('"x"'),
    listed('"x", "y"'),
    ["aws_iam_role.r identity: s3:GetObject on arn:aws:s3:::y/*"],
  ],
  ["a list in another order", listed('"x", "y"'), listed('"y", "x"'), []],
  [
    "what others give, which was not there",
    listed('"x"', "[]"),
    listed('"x"'),
    [unread("aws_iam_role_policy.p"), "?aws_iam_role.r identity"],
  ],
  [
    "others that give",
    roles(`merge({ ${one} }, var.more)`),
    roles(`merge({ ${one} }, var.others)`),
    [unread("aws_iam_role.r"), unread("aws_iam_role_policy.p"), "?role ... identity", "?role a identity"],
  ],
  [
    "a service beside a role and what others give",
    queue(`merge({ AWS = "${a}" }, var.more)`),
    queue(`merge({ AWS = "${a}", Service = "sns.amazonaws.com" }, var.more)`),
    [by("Service sns.amazonaws.com")],
  ],
  [
    "another role beside what others give",
    queue(`merge({ AWS = "${a}" }, var.more)`),
    queue(`merge({ AWS = "${b}" }, var.more)`),
    [by(b), `-${by(a)}`],
  ],
  ["whom others give", queue(`{ AWS = "${a}" }`), queue(`merge({ AWS = "${a}" }, var.more)`), [by("${var.more}")]],
  [
    "whom others gave",
    queue(`merge({ AWS = "${a}" }, var.more)`),
    queue(`{ AWS = "${a}" }`),
    [`-${by("${var.more}")}`],
  ],
];

describe("what others give a part of in Terraform", () => {
  for (const [title, before, after, lines] of cases)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
