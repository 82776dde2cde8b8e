/** Units of Terragrunt: the module that each calls, what it gives it, and what it generates. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const role = `resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
`;
const policy = (action: string) => `resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ${action}, Resource = "*" }] })
}
`;
const [get, all] = ['"s3:GetObject"', '"iam:*"'];
const modules: TreeFiles = {
  "modules/x/main.tf": `variable "actions" {\n  type = list(string)\n}\nvariable "tags" {\n  default = {}\n}\n${role}${policy("var.actions")}`,
  "modules/ro/main.tf": role + policy(get),
  "modules/rw/main.tf": role + policy(all),
};
const unit = (text: string, path = "live/prod/terragrunt.hcl"): TreeFiles => ({ ...modules, [path]: text });
const from = (source: string) => `terraform {\n  source = "${source}"\n}\n`;
const local = from("../../modules/x");
const elsewhere = from("git::https://git.example.com/team/modules.git//x?ref=v1.2.3");
const given = (actions: string, more = "") => `inputs = {\n  actions = [${actions}]\n${more}}\n`;
const inherited = 'include "root" {\n  path = find_in_parent_folders()\n}\n';
const generated = (action: string, contents = policy(action)) =>
  `generate "more" {\n  path      = "more.tf"\n  if_exists = "overwrite"\n  contents  = <<EOF\n${contents}EOF\n}\n`;
const reads = "module.prod.aws_iam_role.r identity";
const whole = [`${reads}: iam:* on *`, "module.prod.aws_iam_role.r trust: sts:AssumeRole by Service ec2.amazonaws.com"];

type Row = readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]];

const rows: readonly Row[] = [
  ["an action more", unit(local + given(get)), unit(local + given(`${get}, ${all}`)), [`${reads}: iam:* on *`]],
  ["an action less", unit(local + given(`${get}, ${all}`)), unit(local + given(get)), [`-${reads}: iam:* on *`]],
  ["the same in another order", unit(local + given(`${get}, ${all}`)), unit(given(`${all}, ${get}`) + local), []],
  ["an input that allows nothing", unit(local + given(get)), unit(local + given(get, '  tags = { a = "b" }\n')), []],
  [
    "a local for what is given",
    unit(local + given(get)),
    unit(`locals {\n  actions = [${get}]\n}\n${local}inputs = {\n  actions = local.actions\n}\n`),
    [],
  ],
  [
    "a local that says more",
    unit(`locals {\n  actions = [${get}]\n}\n${local}inputs = {\n  actions = local.actions\n}\n`),
    unit(`locals {\n  actions = [${get}, ${all}]\n}\n${local}inputs = {\n  actions = local.actions\n}\n`),
    [`${reads}: iam:* on *`],
  ],
  [
    "inputs that are merged",
    unit(`${local}inputs = merge({ actions = [${get}] }, { tags = {} })\n`),
    unit(`${local}inputs = merge({ actions = [${get}] }, { actions = [${all}] })\n`),
    [`${reads}: iam:* on *`, `-${reads}: s3:GetObject on *`],
  ],
  [
    "a module by the top of the repository",
    unit(local + given(get)),
    unit(from("${get_repo_root()}/modules//x") + given(all)),
    [`${reads}: iam:* on *`, `-${reads}: s3:GetObject on *`],
  ],
  [
    "another module",
    unit(from("../../modules/ro")),
    unit(from("../../modules/rw")),
    [`${reads}: iam:* on *`, `-${reads}: s3:GetObject on *`],
  ],
  ["a new unit", modules, unit(local + given(all)), whole],
  ["a unit that has gone", unit(local + given(all)), modules, whole.map((line) => `-${line}`)],
  ["another module of elsewhere", unit(elsewhere), unit(elsewhere.replace("v1.2.3", "v1.2.4")), []],
  [
    "actions for a module of elsewhere",
    unit(elsewhere + given(get)),
    unit(elsewhere + given(`${get}, ${all}`)),
    ["?module.prod identity"],
  ],
  ["fewer actions for one", unit(elsewhere + given(`${get}, ${all}`)), unit(elsewhere + given(get)), []],
  [
    "actions for the module of another file",
    unit(inherited + given(get)),
    unit(inherited + given(`${get}, ${all}`)),
    ["?module.prod identity"],
  ],
  [
    "another size for a module of elsewhere",
    unit(`${elsewhere}inputs = {\n  size = 1\n}\n`),
    unit(`${elsewhere}inputs = {\n  size = 2\n}\n`),
    [],
  ],
  [
    "a file that is generated",
    unit(local + given(get)),
    unit(local + given(get) + generated(all)),
    ["aws_iam_role.r identity: iam:* on *"],
  ],
  [
    "an action more in a file that is generated",
    unit(local + given(get) + generated(get, role + policy(get))),
    unit(local + given(get) + generated(all, role + policy(all))),
    ["aws_iam_role.r identity: iam:* on *", "-aws_iam_role.r identity: s3:GetObject on *"],
  ],
  [
    "a provider that is generated",
    unit(local + given(get)),
    unit(local + given(get) + generated("", 'provider "aws" {\n  region = "${local.region}"\n}\n')),
    [],
  ],
];

describe("units of Terragrunt", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTrees(before, after), lines));
});
