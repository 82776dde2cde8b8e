/** Variables of Terraform with a default that are called otherwise. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const variable = (name: string, more = "default = []") => `variable "${name}" {\n  ${more}\n}\n`;
const statement = (name: string, action = "kms:Decrypt") =>
  `  dynamic "statement" {\n    for_each = length(var.${name}) > 0 ? [1] : []\n    content {\n      actions = ["${action}"]\n      resources = var.${name}\n    }\n  }\n`;
const plain = (name: string, ...actions: readonly string[]) =>
  `  statement {\n    actions = ${JSON.stringify(actions)}\n    resources = [var.${name}]\n  }\n`;
const role = (...statements: readonly string[]) =>
  `resource "aws_iam_role_policy" "p" {\n  role = "r"\n  policy = data.aws_iam_policy_document.d.json\n}\ndata "aws_iam_policy_document" "d" {\n${statements.join("")}}\n`;
const side = (name: string, more?: string): TreeFiles => ({ "main.tf": variable(name, more) + role(statement(name)) });
const [a, b] = ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"];
const open = `default = "${a}"`;
const one = (name: string, ...actions: readonly string[]): TreeFiles => ({
  "main.tf": variable(name, open) + role(plain(name, ...actions)),
});
const line = (action: string, resource: string) => `role r identity: ${action} on ${resource}`;
const free = (...names: readonly string[]): TreeFiles => ({
  "main.tf":
    names.map((name) => variable(name, "type = string")).join("") +
    role(...names.map((name) => plain(name, "s3:PutObject"))),
});

const rows: readonly (readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]])[] = [
  ["another name", side("ids"), side("arns"), []],
  [
    "another name and type",
    side("ids", "type = list(string)\n  default = []"),
    side("arns", "type = set(string)\n  default = []"),
    [],
  ],
  ["another name of a text", one("id", "s3:GetObject"), one("arn", "s3:GetObject"), []],
  [
    "another name, and more",
    one("id", "s3:GetObject"),
    one("arn", "s3:GetObject", "s3:PutObject"),
    [line("s3:PutObject", "${var.arn}")],
  ],
  [
    "another default",
    one("id", "s3:GetObject"),
    { "main.tf": variable("arn", `default = "${b}"`) + role(plain("arn", "s3:GetObject")) },
    [line("s3:GetObject", b), `-${line("s3:GetObject", a)}`],
  ],
  [
    "another name of one that is given",
    { ...one("id", "s3:GetObject"), "terraform.tfvars": `id = "${a}"\n` },
    { ...one("arn", "s3:GetObject"), "terraform.tfvars": `arn = "${b}"\n` },
    [line("s3:GetObject", b), `-${line("s3:GetObject", a)}`],
  ],
  ["another name without a default", free("a_paths"), free("a_path_arns"), ["?role r identity"]],
  [
    "another name without a default, and one more",
    free("a_paths"),
    free("a_path_arns", "b_path_arns"),
    ["?role r identity", line("s3:PutObject", "${var.b_path_arns}")],
  ],
];

describe("variables with a default of another name", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () =>
      assert.deepEqual([...(await diffTrees(before, after))].sort(), [...lines].sort()));
});
