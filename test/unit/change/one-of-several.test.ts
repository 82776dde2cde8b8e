/** Which of several users, roles and groups of Terraform something is given to: `diff` of two folders. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const users = (loop: string, top = "") => `${top}
resource "aws_iam_user" "u" {
  ${loop}
  name = ${loop.startsWith("count") ? '"u${count.index}"' : "each.key"}
}
resource "aws_iam_group" "g" {
  name = "g"
}
resource "aws_iam_group_policy" "g" {
  group  = aws_iam_group.g.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })
}
`;
const attached = (users: string, name = "a") => `resource "aws_iam_policy_attachment" "${name}" {
  name       = "a"
  users      = ${users}
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
`;
const alone = (user: string, loop = "", name = "a") => `resource "aws_iam_user_policy_attachment" "${name}" {
  ${loop}
  user       = ${user}
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
`;
const member = (users: string) => `resource "aws_iam_group_membership" "m" {
  name  = "m"
  group = aws_iam_group.g.name
  users = ${users}
}
`;
const inline = (user: string) => `resource "aws_iam_user_policy" "p" {
  user   = ${user}
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }] })
}
`;
const u = "aws_iam_user.u";
const byKey = users('for_each = toset(["ann", "bob"])');
const byNumber = users("count = 2");
const [ann, bob] = [`${u}["ann"].name`, `${u}["bob"].name`];
const everybody = alone(`${u}[each.key].name`, 'for_each = toset(["ann", "bob"])').replace(
  "Administrator",
  "AmazonSQSReadOnly",
);
const isBob = `${u}["bob"] identity: *`;
const isAnn = `${u}["ann"] identity: *`;
const isSecond = `${u}[1] identity: *`;

const open = users("for_each = var.names", 'variable "names" {}');
const another = [`!Another one of ${u} than before is named. What that allows it was not compared.`];
const byLocal = (key: string) => `locals { who = "${key}" }\n${alone(`${u}[local.who].name`)}`;
const byLoop = (key: string, size = "1") =>
  `locals { all = { x = { who = "${key}", size = ${size} } } }\n${alone(`${u}[each.value.who].name`, "for_each = local.all")}`;

/** More for the second alone; the other way round the same is no longer allowed. */
const more: readonly (readonly [title: string, before: string, after: string, line: string])[] = [
  ["a key more in a list", byKey + attached(`[${ann}]`), byKey + attached(`[${ann}, ${bob}]`), isBob],
  ["all in place of a key", byKey + attached(`[${ann}]`), byKey + attached(`values(${u})[*].name`), isBob],
  ["all by a loop", byKey + attached(`[${ann}]`), byKey + attached(`[for one in ${u} : one.name]`), isBob],
  ["all by a loop in brackets", byKey + attached(`[${ann}]`), byKey + attached(`["\${values(${u})[*].name}"]`), isBob],
  [
    "a number more in a list",
    byNumber + attached(`[${u}[0].name]`),
    byNumber + attached(`[${u}[0].name, ${u}[1].name]`),
    isSecond,
  ],
  ["all in place of a number", byNumber + attached(`[${u}[0].name]`), byNumber + attached(`${u}[*].name`), isSecond],
  [
    "all in the language of before 0.12",
    byNumber + attached(`["\${${u}.0.name}"]`),
    byNumber + attached(`["\${${u}.*.name}"]`),
    isSecond,
  ],
  [
    "a loop in place of a number",
    byNumber + alone(`${u}[0].name`),
    byNumber + alone(`${u}[count.index].name`, "count = 2"),
    isSecond,
  ],
  [
    "a loop by element",
    byNumber + alone(`${u}[0].name`),
    byNumber + alone(`"\${element(${u}.*.name, count.index)}"`, "count = 2"),
    isSecond,
  ],
  ["a second attachment", byKey + alone(ann), byKey + alone(ann) + alone(bob, "", "b"), isBob],
  ["a member more", byKey + member(`[${ann}]`), byKey + member(`values(${u})[*].name`), `${u}["bob"] identity: sqs:*`],
  [
    "a policy of one of them",
    byKey + inline(bob).replace("iam:*", "sqs:*"),
    byKey + inline(bob).replace('"iam:*"', '["sqs:*", "iam:*"]'),
    `${u}["bob"] identity: iam:*`,
  ],
  ["a new policy of one of them", byKey, byKey + inline(bob), `${u}["bob"] identity: iam:*`],
  [
    "one that a loop names by what it goes over",
    byKey + alone(`${u}[each.value.who].name`, 'for_each = { x = { who = "ann" } }'),
    byKey + alone(`${u}[each.value.who].name`, 'for_each = { x = { who = "ann" }, y = { who = "bob" } }'),
    isBob,
  ],
  [
    "one beside a loop over all",
    byKey + inline(ann) + everybody,
    byKey + inline(ann) + everybody + inline(bob).replace('"p"', '"q"'),
    `${u}["bob"] identity: iam:*`,
  ],
  [
    "all of a count that nobody knows",
    users("count = length(var.names)", 'variable "names" {}') + attached(`[${u}[0].name]`),
    users("count = length(var.names)", 'variable "names" {}') + attached(`${u}[*].name`),
    `${u} identity: *`,
  ],
  [
    "all keys that nobody knows",
    users("for_each = var.names", 'variable "names" {}') + attached(`[${ann}]`),
    users("for_each = var.names", 'variable "names" {}') + attached(`values(${u})[*].name`),
    `${u} identity: *`,
  ],
  [
    "a loop over a count that nobody knows",
    users("count = var.n", 'variable "n" {}') + alone(`${u}[0].name`),
    users("count = var.n", 'variable "n" {}') + alone(`${u}[count.index].name`, "count = var.n"),
    `${u} identity: *`,
  ],
];

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  ...more.flatMap(([title, before, after, line]): Row[] => [
    [title, before, after, [line]],
    [`${title}, the other way round`, after, before, [`-${line}`]],
  ]),
  ["another key", byKey + alone(ann), byKey + alone(bob), [isBob, `-${isAnn}`]],
  ["another key of a list", byKey + attached(`[${ann}]`), byKey + attached(`[${bob}]`), [isBob, `-${isAnn}`]],
  [
    "another number",
    byNumber + alone(`${u}[0].name`),
    byNumber + alone(`${u}[1].name`),
    [isSecond, `-${u}[0] identity: *`],
  ],
  [
    "an inline policy of another key",
    byKey + inline(ann),
    byKey + inline(bob),
    [`${u}["bob"] identity: iam:*`, `-${u}["ann"] identity: iam:*`],
  ],
  ["another key of those that nobody knows", open + alone(ann), open + alone(bob), another],
  [
    "another key of those that nobody knows, by what is called otherwise",
    open + alone(ann),
    open + alone(bob, "", "b"),
    another,
  ],
  ["another key that a local says", byKey + byLocal("ann"), byKey + byLocal("bob"), [isBob, `-${isAnn}`]],
  ["another key in what a loop goes over", byKey + byLoop("ann"), byKey + byLoop("bob"), [isBob, `-${isAnn}`]],
  ["another key that a local says, of those that nobody knows", open + byLocal("ann"), open + byLocal("bob"), another],
  [
    "another key in what a loop goes over, of those that nobody knows",
    open + byLoop("ann"),
    open + byLoop("bob"),
    another,
  ],
  ["something else in what a loop goes over", open + byLoop("ann"), open + byLoop("ann", "2"), []],
  ["the same key of what is called otherwise", byKey + alone(ann), byKey + alone(ann, "", "b"), []],
  ["another order", byKey + attached(`[${ann}, ${bob}]`), byKey + attached(`[${bob}, ${ann}]`), []],
  ["all, otherwise", byKey + attached(`[${ann}, ${bob}]`), byKey + attached(`values(${u})[*].name`), []],
  [
    "all of a count, otherwise",
    byNumber + attached(`${u}.*.name`),
    byNumber + attached(`[for one in ${u} : one.name]`),
    [],
  ],
  [
    "the only one that there may be",
    users("count = var.on ? 1 : 0", 'variable "on" {}').replace("u${count.index}", "u") + attached(`[${u}[0].name]`),
    users("count = var.on ? 1 : 0", 'variable "on" {}').replace("u${count.index}", "u") + attached(`${u}[*].name`),
    [],
  ],
  [
    "all of those that nobody knows, otherwise",
    users("for_each = var.names", 'variable "names" {}') + attached(`[for one in ${u} : one.name]`),
    users("for_each = var.names", 'variable "names" {}') + attached(`values(${u})[*].name`),
    [],
  ],
];

describe("one of several users of Terraform", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => {
      const found = await diffTrees({ "main.tf": before }, { "main.tf": after });
      assert.deepEqual(
        found.map((line) => line.replace(" on *", "")),
        lines,
      );
    });
});
