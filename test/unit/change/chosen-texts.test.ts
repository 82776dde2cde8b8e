/** Texts of Terraform of which a deployment chooses a part, and other spellings of what is given. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const head = `variable "on" {\n  default = false\n}\nresource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\nresource "aws_s3_bucket" "c" {\n  bucket = "c"\n}\n`;
const [b, c] = ["aws_s3_bucket.b.arn", "aws_s3_bucket.c.arn"];
const reads = (resource: string) =>
  `resource "aws_iam_role_policy" "p" {\n  role = "r"\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ${resource} }] })\n}\n`;
const text = (name: string) => reads(`"\${${name}}/x/*"`);
const inText = (name: string) =>
  `resource "aws_iam_role_policy" "p" {\n  role = "r"\n  policy = <<EOF\n{ "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "\${${name}}/x/*" }] }\nEOF\n}\n`;
const local = (value: string) => `locals {\n  arn = ${value}\n}\n`;
const line = (name: string) => `role r identity: s3:GetObject on \${${name}}/x/*`;
const either = `var.on ? ${c} : ${b}`;
const swapped = (one: string, other: string) => `${line(one)}, \${${other}}/x/*`;
const lost = `-${line(b)}`;

const document = (source: string) =>
  `variable "more" {\n  default = ""\n}\nmodule "k" {\n  source = "registry.example/team/k/aws"\n  policy = data.aws_iam_policy_document.d.json\n}\ndata "aws_iam_policy_document" "d" {\n  ${source}\n  statement {\n    actions = ["kms:Decrypt"]\n    resources = ["*"]\n    principals {\n      type = "AWS"\n      identifiers = ["111111111111"]\n    }\n  }\n}\n`;

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a local that is one of two", head + text(b), head + local(either) + text("local.arn"), [line(c), lost]],
  ["one of two in place", head + text(b), head + text(either), [line(c), lost]],
  ["one of two in a text of JSON", head + inText(b), head + local(either) + inText("local.arn"), [line(c), lost]],
  ["the one that goes", head + local(either) + text("local.arn"), head + text(b), [line(b), `-${line(c)}`]],
  ["the same by a local", head + text(either), head + local(either) + text("local.arn"), []],
  [
    "the other way round",
    head + text(either),
    head + text(`var.on ? ${b} : ${c}`),
    ["?role r identity", swapped(b, c), `-${swapped(c, b)}`],
  ],
  [
    "a document that is given in a list",
    document("source_json = var.more"),
    document("source_policy_documents = [var.more]"),
    [],
  ],
  [
    "a document that overrides in a list",
    document("override_json = var.more"),
    document('override_policy_documents = ["${var.more}"]'),
    [],
  ],
  [
    "another document that is given",
    document("source_json = var.more"),
    document("source_policy_documents = [var.others]"),
    ["?module.k resource"],
  ],
];

const on = `variable "on" {\n  default = true\n}\n`;
const owner = (more = "", role = "reader") =>
  `resource "aws_iam_role" "${role}" {\n${more}  name = "${role}"\n  assume_role_policy = "{}"\n}\n`;
const run = (role: string) => `module "m" {\n  source = "./m"\n  role = ${role}\n}\n`;
const module = `variable "role" {}\nresource "aws_flow_log" "f" {\n  iam_role_arn = var.role\n}\n`;
const counted = on + owner("  count = var.on ? 1 : 0\n");
const runs: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a role that is counted", owner() + run("aws_iam_role.reader.arn"), counted + run("aws_iam_role.reader[0].arn"), []],
  [
    "a role that is counted, or none",
    owner() + run("aws_iam_role.reader.arn"),
    counted + run("var.on ? aws_iam_role.reader[0].arn : null"),
    [],
  ],
  [
    "another role that is counted",
    owner() + run("aws_iam_role.reader.arn"),
    owner() + owner("  count = 1\n", "writer") + run("aws_iam_role.writer[0].arn"),
    ["?module.m.aws_flow_log.f identity"],
  ],
  [
    "the second of a role",
    owner("  count = 2\n") + run("aws_iam_role.reader[0].arn"),
    owner("  count = 2\n") + run("aws_iam_role.reader[1].arn"),
    ["?module.m.aws_flow_log.f identity"],
  ],
];

describe("texts of which a deployment chooses a part, and other spellings", () => {
  for (const [title, before, after, lines] of [...rows, ...runs])
    it(`${title}: ${lines.join() || "nothing"}`, async () => {
      const files = { "m/main.tf": module };
      const found = await diffTrees({ ...files, "main.tf": before }, { ...files, "main.tf": after });
      assert.deepEqual(found.filter((one) => !/ trust/.test(one)).sort(), [...lines].sort());
    });
});
