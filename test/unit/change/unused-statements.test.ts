/** Statements of locals and defaults: they allow something once a policy takes them. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const statement = (action: string, account = "111111111111") =>
  `{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::${account}:root" }, Action = "${action}", Resource = "*" }`;
const locals = `locals {\n  a = ${statement("sqs:ReceiveMessage")}\n  b = ${statement("sqs:SendMessage", "999999999999")}\n}\n`;
const variable = `variable "b" {\n  default = ${statement("sqs:SendMessage", "999999999999")}\n}\n`;
const own = (action: string) => `{ Effect = "Allow", Action = "${action}", Resource = "*" }`;
const json = (statements: string) => `jsonencode({ Version = "2012-10-17", Statement = [${statements}] })`;
const queue = (label: string, statements: string) =>
  `resource "aws_sqs_queue_policy" "${label}" {\n  queue_url = "${label}"\n  policy = ${json(statements)}\n}\n`;
const trust = (statements: string) =>
  `resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = ${json(statements)}\n}\n`;
const inline = (statements: string) =>
  `resource "aws_iam_role_policy" "p" {\n  role = "deploy"\n  policy = ${json(statements)}\n}\n`;
const module = (given: string) => `module "m" {\n  source = "git::https://example.com/m"\n  statements = ${given}\n}\n`;
const output = 'output "b" {\n  value = local.b\n}\n';
const through = "locals {\n  c = local.b\n}\n";
const taking = `locals {\n  t = { Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }\n}\n`;

const received = "sqs:ReceiveMessage on * by arn:aws:iam::111111111111:root";
const sent = "sqs:SendMessage on * by arn:aws:iam::999999999999:root";
const of = (label: string, what: string) => `aws_sqs_queue_policy.${label} resource: ${what}`;

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  [
    "a statement that another resource takes for the first time",
    locals + queue("x", "local.a"),
    locals + queue("x", "local.a") + queue("y", "local.b"),
    [of("y", sent)],
  ],
  ["a statement that nobody takes any more", locals + queue("y", "local.b"), locals, [`-${of("y", sent)}`]],
  [
    "a statement more of a policy",
    locals + queue("x", "local.a"),
    locals + queue("x", "local.a, local.b"),
    [of("x", sent)],
  ],
  [
    "a statement less of a policy",
    locals + queue("x", "local.a, local.b"),
    locals + queue("x", "local.a"),
    [`-${of("x", sent)}`],
  ],
  ["one of two statements, neither of which was taken", locals, locals + queue("x", "local.a"), [of("x", received)]],

  [
    "a trust that is taken for the first time",
    taking,
    taking + trust("local.t"),
    ["aws_iam_role.r trust: sts:AssumeRole by Service ec2.amazonaws.com"],
  ],
  [
    "a permission that is taken for the first time",
    `locals {\n  b = ${own("sqs:SendMessage")}\n}\n`,
    `locals {\n  b = ${own("sqs:SendMessage")}\n}\n${inline("local.b")}`,
    ["role deploy identity: sqs:SendMessage on *"],
  ],
  [
    "a statement that an output gave, and a resource takes",
    locals + output,
    locals + output + queue("y", "local.b"),
    [of("y", sent)],
  ],
  ["a statement by another local", locals + through, locals + through + queue("y", "local.c"), [of("y", sent)]],
  // Which allow nothing
  ["a default that nobody names", "", variable, []],
  ["locals that nobody takes", "", locals, []],
  ["locals that nobody took", locals, "", []],
  [
    "a local that nobody takes and that says something else",
    locals,
    locals.replace("SendMessage", "DeleteMessage"),
    [],
  ],
  ["a local that only a local takes", locals, locals + through, []],
  ["a statement that becomes a local", queue("x", statement("sqs:ReceiveMessage")), locals + queue("x", "local.a"), []],
  ["a statement that was a local", locals + queue("x", "local.a"), queue("x", statement("sqs:ReceiveMessage")), []],
];

describe("statements of locals", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => {
      const filesOf = (text: string): TreeFiles => ({ "main.tf": `# module\n${text}` });
      assert.deepEqual([...(await diffTrees(filesOf(before), filesOf(after)))].sort(), [...lines].sort());
    });

  it("that a module of elsewhere is given are told of", async () => {
    const text = locals + module("[local.b]");
    const lines = await diffTrees({ "main.tf": text }, { "main.tf": text.replace("sqs:SendMessage", "sqs:*") });
    assert.notDeepEqual(lines, []);
  });
});
