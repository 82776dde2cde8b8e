/** Expressions of Terraform that a change writes as they are written since 0.12, and files of policies that are newly attached. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const queue = (identifiers: string, resources: string, locals = "") => ({
  "main.tf": `${locals}resource "aws_sqs_queue_policy" "q" {\n  queue_url = "u"\n  policy    = data.aws_iam_policy_document.d.json\n}\ndata "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["sqs:SendMessage"]\n    resources = ${resources}\n    principals {\n      type        = "AWS"\n      identifiers = ${identifiers}\n    }\n  }\n}\n`,
});
const whom = '["arn:aws:iam::111122223333:root"]';
const called = 'formatlist("arn:aws:sqs:*:*:%s", var.names)';
const arns = (value: string) => queue(whom, "local.arns", `locals {\n  arns = ${value}\n}\n`);
const keyed = (condition: string) => ({
  "main.tf": `resource "aws_sqs_queue_policy" "q" {\n  queue_url = "u"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*", Condition = { StringEquals = { ${condition} } } }] })\n}\n`,
});
const module = (identifiers: string, given: string): TreeFiles => ({
  "main.tf": `module "m" {\n  source = "./m"\n  who    = ${given}\n}\n`,
  "m/main.tf": `variable "who" {}\n${queue(identifiers, '["*"]')["main.tf"]}`,
});
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sqs:ListQueues", Resource: "*" }],
});
const file = (more = "", source = 'file("p.json")'): TreeFiles => ({
  "main.tf": `resource "aws_iam_policy" "p" {\n  name   = "p"\n  policy = ${source}\n}\n${attached("a")}${more}`,
  "p.json": policy,
});

function attached(user: string): string {
  return `resource "aws_iam_user_policy_attachment" "${user}" {\n  user       = "${user}"\n  policy_arn = aws_iam_policy.p.arn\n}\n`;
}

const all = (form: string) => queue(whom, `["\${join("", aws_sqs_queue.all${form}arn)}"]`);
const send = "aws_sqs_queue_policy.q resource: sqs:SendMessage on";

const arnOf = (name: string) => `\${aws_sqs_queue.${name}.arn} by arn:aws:iam::111122223333:root`;
const is = (key: string) => `StringEquals \${var.${key}} \${var.a}`;

type Row = readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]];

const rows: readonly Row[] = [
  ["a text around a call", arns(`"\${${called}}"`), arns(called), []],
  ["a text around a variable", queue('"${var.who}"', '["${var.arn}"]'), queue("var.who", "[var.arn]"), []],
  ["in a module that is called", module('"${var.who}"', whom), module("var.who", whom), []],
  ["all of several", all(".*."), all("[*]."), []],
  [
    "all of others",
    all(".*."),
    queue(whom, '[join("", aws_sqs_queue.others[*].arn)]'),
    [`${send} ${arnOf("others")}`, `-${send} ${arnOf("all")}`],
  ],
  ["a key, which needs it", keyed('"${var.key}" = "${var.a}"'), keyed('"${var.key}" = var.a'), []],
  [
    "another key",
    keyed('"${var.key}" = "${var.a}"'),
    keyed('"${var.other}" = var.a'),
    [`${send} * by * where ${is("other")}`, `-${send} * by * where ${is("key")}`],
  ],
  [
    "a wider one besides",
    queue(whom, '["${var.arn}"]'),
    queue(whom, '["*"]'),
    [`${send} * by arn:aws:iam::111122223333:root`],
  ],
  ["a file of a policy that somebody newly has", file(), file(attached("b")), ["user b identity: sqs:ListQueues on *"]],
  ["one that somebody has no longer", file(attached("b")), file(), ["-user b identity: sqs:ListQueues on *"]],
  [
    "one of a file that is not there",
    file("", 'file("q.json")'),
    file(attached("b"), 'file("q.json")'),
    ["?user b identity"],
  ],
  ["a file that is attached as before", file(), file("# the same\n"), []],
];

describe("what Terraform writes in another form", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTrees(before, after), lines));
});
