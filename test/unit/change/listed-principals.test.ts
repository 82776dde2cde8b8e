/** Whom a list of variables names, by a template and by a document of Terraform. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const variables = 'variable "users" {\n  type = list(string)\n}\nvariable "others" {\n  type = list(string)\n}\n';
const statement = (filling: string, action = "kms:Decrypt") =>
  `{"Statement":[{"Effect":"Allow","Principal":{"AWS":${filling}},"Action":"${action}","Resource":"*"}]}`;
const template = (given = "var.users", action?: string): TreeFiles => ({
  "key.json.tpl": statement("${jsonencode(users)}", action),
  "main.tf": `${variables}resource "aws_kms_key" "k" {\n  policy = templatefile("\${path.module}/key.json.tpl", { users = ${given} })\n}\n`,
});
const block = (users: string) => `statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ${users}
    }
  }
`;
const document = (written: string): TreeFiles => ({
  "main.tf": `${variables}data "aws_iam_policy_document" "d" {\n  ${written}}\nresource "aws_kms_key" "k" {\n  policy = data.aws_iam_policy_document.d.json\n}\n`,
});
const dynamic = (condition: string, users = "var.users") =>
  block(users)
    .replace("statement {", `dynamic "statement" {\n    for_each = ${condition}\n    content {`)
    .replace(/\}\n$/, "}\n  }\n");
const ifAny = "length(var.users) > 0 ? [1] : []";
const by = (who: string, action = "kms:Decrypt") => `aws_kms_key.k resource: ${action} on * by \${${who}}`;

const cases: readonly (readonly [
  title: string,
  before: TreeFiles,
  after: TreeFiles,
  there: readonly string[],
  back: readonly string[],
])[] = [
  ["the same list", template(), document(block("var.users")), [], []],
  [
    "another list",
    template("var.others"),
    document(block("var.users")),
    [by("var.users"), `-${by("var.others")}`],
    [by("var.others"), `-${by("var.users")}`],
  ],
  [
    "the same list for something else",
    template("var.users", "kms:Encrypt"),
    document(block("var.users")),
    [by("var.users"), `-${by("var.users", "kms:Encrypt")}`],
    [by("var.users", "kms:Encrypt"), `-${by("var.users")}`],
  ],
  ["a statement for a list that may be empty", template(), document(dynamic(ifAny)), [], []],
  ["a document with it", document(block("var.users")), document(dynamic(ifAny)), [], []],
  [
    "a statement by another list",
    document(block("var.users")),
    document(dynamic("length(var.others) > 0 ? [1] : []")),
    [`-${by("var.users")}`],
    [by("var.users")],
  ],
];

describe("principals in a list", () => {
  for (const [title, before, after, there, back] of cases) {
    it(title, async () => assert.deepEqual(await diffTrees(before, after), there));
    it(`${title}, the other way round`, async () => assert.deepEqual(await diffTrees(after, before), back));
  }
});
