/** Policy documents of Terraform that a resource takes newly, gives up or shares with another, and those that are handed on. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const document = (name: string, body: string) =>
  `data "aws_iam_policy_document" "${name}" {\n  statement {\n${body}  }\n}\n`;
const json = (name: string) => `data.aws_iam_policy_document.${name}.json`;
const everybody = `    principals {\n      type = "*"\n      identifiers = ["*"]\n    }\n`;
const open = document("d", `    actions = ["sqs:*"]\n    resources = ["*"]\n${everybody}`);
const block = (type: string, label: string, body: string) => `resource "${type}" "${label}" {\n  ${body}\n}\n`;
const module = (argument: string, source = "registry.example/team/role/aws") =>
  `module "m" {\n  source = "${source}"\n  ${argument}\n}\n`;
const queue = block("aws_sqs_queue", "q", 'name = "q"');
const onQueue = block("aws_sqs_queue_policy", "p", `queue_url = aws_sqs_queue.q.id\n  policy = ${json("d")}`);
const secret = (label: string, policy = "") =>
  block("aws_secretsmanager_secret", label, `name = "${label}"\n${policy}`);
const takesIt = `  policy = ${json("d")}`;
const trust = document(
  "t",
  `    actions = ["sts:AssumeRole"]\n    principals {\n      type = "Service"\n      identifiers = ["lambda.amazonaws.com"]\n    }\n`,
);
const role = (name: string, body = "") =>
  block("aws_iam_role", name, `name = "${name}"\n  assume_role_policy = ${json("t")}\n${body}`);
const reads = document("r", '    actions = ["s3:GetObject"]\n    resources = ["*"]\n');
const ofRole = block("aws_iam_role_policy", "p", `role = aws_iam_role.a.id\n  policy = ${json("r")}`);
const inline = `  inline_policy {\n    name = "i"\n    policy = ${json("r")}\n  }\n`;
const guard = (...actions: string[]) =>
  document("g", `    effect = "Deny"\n    actions = ${JSON.stringify(actions)}\n    resources = ["*"]\n`);
const guarded = module(`policies = [${json("g")}]`);
const all = "resource: sqs:* on * by *";
const secrets = (name: string) =>
  `data "aws_iam_policy_document" "${name}_s" {\n  count = var.${name} ? 1 : 0\n  statement {\n    actions = ["secretsmanager:GetSecretValue"]\n    resources = ["arn:aws:secretsmanager:*:*:secret:${name}"]\n  }\n}\n`;
const joined = (...names: string[]) =>
  `data "aws_iam_policy_document" "all" {\n  source_policy_documents = compact(concat(${names.map((one) => `data.aws_iam_policy_document.${one}_s.*.json`).join(", ")}))\n}\n${block("aws_iam_role_policy", "p", `role = "a"\n  policy = ${json("all")}`)}`;

const rows: readonly Row[] = [
  ["a queue gets a document that stood there", open + queue, open + queue + onQueue, [`aws_sqs_queue_policy.p ${all}`]],
  ["a queue loses it", open + queue + onQueue, open + queue, [`-aws_sqs_queue_policy.p ${all}`]],
  ["a secret gets it", open + secret("s"), open + secret("s", takesIt), [`aws_secretsmanager_secret.s ${all}`]],
  ["a secret loses it", open + secret("s", takesIt), open + secret("s"), [`-aws_secretsmanager_secret.s ${all}`]],
  [
    "a second secret gets it",
    open + secret("s", takesIt),
    open + secret("s", takesIt) + secret("u", takesIt),
    [`aws_secretsmanager_secret.u ${all}`],
  ],
  [
    "the first of two secrets loses it",
    open + secret("s", takesIt) + secret("u", takesIt),
    open + secret("s") + secret("u", takesIt),
    [`-aws_secretsmanager_secret.s ${all}`],
  ],
  [
    "the secrets change places",
    open + secret("s", takesIt) + secret("u", takesIt),
    open + secret("u", takesIt) + secret("s", takesIt),
    [],
  ],
  [
    "one more of documents that are joined",
    joined("r") + secrets("r"),
    joined("r", "u") + secrets("r") + secrets("u"),
    ["role a identity: secretsmanager:GetSecretValue on arn:aws:secretsmanager:*:*:secret:u"],
  ],
  [
    "a document that is written in the resource",
    open + queue + onQueue,
    queue + onQueue.replace(json("d"), text()),
    [],
  ],
  ["a document with another name", open + queue + onQueue, swapped(open + queue + onQueue, "d", "e"), []],
  ["a document that stays as nobody's", open + queue, `${open}# nobody's\n${queue}`, []],
  [
    "a document with another name that a queue gets",
    open + queue,
    swapped(open + queue + onQueue, "d", "e"),
    [`aws_sqs_queue_policy.p ${all}`],
  ],
  [
    "a role gets it, and nobody loses it",
    reads + trust + role("a"),
    reads + trust + role("a") + ofRole,
    ["aws_iam_role.a identity: s3:GetObject on *"],
  ],
  [
    "a role gets it that a module has as well",
    reads + trust + role("a") + module(`policy = ${json("r")}`),
    reads + trust + role("a") + ofRole + module(`policy = ${json("r")}`),
    ["aws_iam_role.a identity: s3:GetObject on *"],
  ],
  [
    "a queue gets what a module had",
    open + queue + module(`policy = ${json("d")}`),
    open + queue + onQueue,
    ["?aws_sqs_queue_policy.p resource"],
  ],
  [
    "a role with the trust of another",
    trust + role("a"),
    trust + role("a") + role("b"),
    ["aws_iam_role.b trust: sts:AssumeRole by Service lambda.amazonaws.com"],
  ],
  [
    "a role that goes with the trust of another",
    trust + role("a") + role("b"),
    trust + role("b"),
    ["-aws_iam_role.a trust: sts:AssumeRole by Service lambda.amazonaws.com"],
  ],
  ["roles in another order", trust + role("a") + role("b"), trust + role("b") + role("a"), []],
  [
    "two roles with an own trust each, which becomes one",
    trust + swapped(trust + role("b"), "t", "u") + role("a"),
    trust + role("b") + role("a"),
    [],
  ],
  [
    "a role with the inline policy of another",
    trust + reads + role("a", inline) + role("b"),
    trust + reads + role("a", inline) + role("b", inline),
    ["aws_iam_role.b identity: s3:GetObject on *"],
  ],
  [
    "a Deny less in a document that a module has",
    guard("iam:DeleteUser", "iam:DeleteRole") + guarded,
    guard("iam:DeleteRole") + guarded,
    ["?module.m identity"],
  ],
  [
    "a Deny more in a document that a module has",
    guard("iam:DeleteRole") + guarded,
    guard("iam:DeleteUser", "iam:DeleteRole") + guarded,
    [],
  ],
  [
    "a Deny less in a document that nothing has",
    guard("iam:DeleteUser", "iam:DeleteRole"),
    guard("iam:DeleteRole"),
    [],
  ],
];

describe("documents of Terraform and who has them", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join(", ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});

function swapped(text: string, name: string, other: string): string {
  return text.replaceAll(`document" "${name}"`, `document" "${other}"`).replaceAll(json(name), json(other));
}

function text(): string {
  return 'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*", Principal = "*" }] })';
}
