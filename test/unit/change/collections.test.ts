/** One of several resources in place of all of them, and roles of modules by what an output names. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";
import { diffTrees } from "../../support/diff-trees";

const queues = 'resource "aws_sqs_queue" "q" {\n  for_each = toset(["a", "b"])\n  name = each.key\n}\n';
const sends = (resources: string, actions = '["sqs:SendMessage"]'): string =>
  `${queues}resource "aws_iam_role_policy" "p" {\n  role = "r"\n  policy = data.aws_iam_policy_document.d.json\n}\ndata "aws_iam_policy_document" "d" {\n  statement {\n    actions = ${actions}\n    resources = ${resources}\n  }\n}\n`;
const one = 'aws_sqs_queue.q["a"].arn';
const all = "[for key, q in aws_sqs_queue.q : q.arn]";
const told = (actions: string, resources: string): string => `role r identity: ${actions} on ${resources}`;
const each = `\${${all}}`;

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  ["one in place of all", sends(all), sends(`[${one}]`), [`-${told("sqs:SendMessage", each)}`]],
  ["all in place of one", sends(`[${one}]`), sends(all), [told("sqs:SendMessage", each)]],
  [
    "one of a module",
    sends("[for q in module.queues : q.arn]"),
    sends('[module.queues["a"].arn]'),
    [`-${told("sqs:SendMessage", "${[for q in module.queues : q.arn]}")}`],
  ],
  [
    "one of others",
    sends("[for q in aws_sqs_queue.other : q.arn]"),
    sends(`[${one}]`),
    [told("sqs:SendMessage", `\${${one}}`), `-${told("sqs:SendMessage", "${[for q in aws_sqs_queue.other : q.arn]}")}`],
  ],
  [
    "one of those that a condition leaves",
    sends('[for key, q in aws_sqs_queue.q : q.arn if key == "b"]'),
    sends(`[${one}]`),
    [
      told("sqs:SendMessage", `\${${one}}`),
      `-${told("sqs:SendMessage", '${[for key, q in aws_sqs_queue.q : q.arn if key == "b"]}')}`,
    ],
  ],
  [
    "an action that AWS is not known to have, on one in place of everything",
    sends('["*"]', '["sqs:FooBar", "sqs:SendMessage"]'),
    sends("[module.queue.arn]", '["sqs:FooBar", "sqs:SendMessage"]'),
    [`-${told("sqs:SendMessage", "*")}`],
  ],
  [
    "one for more",
    sends(all),
    sends(`[${one}]`, '["sqs:ReceiveMessage"]'),
    [told("sqs:ReceiveMessage", `\${${one}}`), `-${told("sqs:SendMessage", each)}`],
  ],
];

describe("one of several resources in place of all of them", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});

const called = (more = ""): string => `module "fn" {\n  source = "./fn"\n}\n${more}`;
const ofRole = (action: string, role: string): string =>
  `resource "aws_iam_role_policy" "p" {\n  role = ${role}\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })\n}\n`;
const role = (more = ""): string =>
  `resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = "{}"\n}\noutput "role" {\n  value = aws_iam_role.r.name\n}\n${more}`;
const outer = (action: string) => called(ofRole(action, "module.fn.role"));
const inner = (action: string) => role(ofRole(action, "aws_iam_role.r.id"));

const moves: readonly (readonly [title: string, before: string, after: string, isUnknown: boolean])[] = [
  ["the same", outer("sqs:SendMessage"), inner("sqs:SendMessage"), true],
  ["more", outer("sqs:SendMessage"), inner("sqs:*"), true],
  ["something else", outer("sqs:SendMessage"), inner("sns:Publish"), false],
];

describe("a policy that goes from a role by an output into its module", () => {
  for (const [title, before, after, isUnknown] of moves)
    it(title, async () => {
      const found = await diffTrees(
        { "main.tf": before, "fn/main.tf": role() },
        { "main.tf": called(), "fn/main.tf": after },
      );
      assert.equal(
        found.some((line) => line.startsWith("?")),
        isUnknown,
        found.join("\n"),
      );
    });
});
