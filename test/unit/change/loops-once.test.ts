/** Loops of Terraform that nobody can write out: lists that they only filter, and what they make of each. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const queue = (identifiers: string, resources = '["*"]') =>
  `resource "aws_sqs_queue_policy" "q" {\n  queue_url = "u"\n  policy    = data.aws_iam_policy_document.d.json\n}\ndata "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["sqs:SendMessage"]\n    resources = ${resources}\n    principals {\n      type        = "AWS"\n      identifiers = ${identifiers}\n    }\n  }\n}\n`;
const [a, b] = ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/b"];
const filtered = (...items: string[]) => queue(`[for x in [${items.join(", ")}] : x if x != null]`);
const send = "aws_sqs_queue_policy.q resource: sqs:SendMessage on *";
const each = (list: string) => queue(`[for who in ${list} : "arn:aws:iam::\${who}:root"]`);
const arns = (more = "") => queue(`["${a}"]`, `[for one in var.queues : "arn:aws:sqs:*:*:\${one.name}"${more}]`);

const looked = (end: string, length = 80) => `lookup(var.${"a".repeat(length)}, "${end}")`;
const long = (end: string, length?: number) => queue(`["${a}"]`, `["arn:aws:sqs:*:*:\${${looked(end, length)}}"]`);
const open = "aws_sqs_queue_policy.q resource: sqs:SendMessage on arn:aws:sqs:*:*:";

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  ["one more in a list", filtered(`"${a}"`), filtered(`"${a}"`, `"${b}"`), [`${send} by ${b}`]],
  ["one that is left open", filtered(`"${a}"`), filtered(`"${a}"`, "var.b"), [`${send} by \${var.b}`]],
  ["one less", filtered(`"${a}"`, "var.b"), filtered(`"${a}"`), [`-${send} by \${var.b}`]],
  ["the list without the loop", filtered(`"${a}"`, "var.b"), queue(`["${a}", var.b]`), []],
  ["the list in another order", filtered(`"${a}"`, "var.b"), filtered("var.b", `"${a}"`), []],
  ["what is made of each", queue("[]"), each("var.accounts"), [`${send} by arn:aws:iam::\${who}:root`]],
  [
    "resources of each",
    queue(`["${a}"]`, "[]"),
    arns(),
    [`aws_sqs_queue_policy.q resource: sqs:SendMessage on arn:aws:sqs:*:*:\${one.name} by ${a}`],
  ],
  [
    "another list of which something is made",
    each("var.accounts"),
    each("var.others"),
    [
      `${send} by \${[for who in var.others : "arn:aws:iam::\${who}:root"]}`,
      `-${send} by \${[for who in var.accounts : "arn:aws:iam::\${who}:root"]}`,
    ],
  ],
  [
    "a long expression that ends otherwise",
    long("one"),
    long("two"),
    [`${open}\${${looked("two")}} by ${a}`, `-${open}\${${looked("one")}} by ${a}`],
  ],
  ["the same long expression", long("one"), `# the same\n${long("one")}`, []],
];

describe("loops that are not written out", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));

  it("are told apart where they are longer than is shown", async () =>
    assert.equal((await diffTexts("main.tf", long("one", 400), long("two", 400))).length, 2));
});
