/** Local modules of Terraform that a change calls otherwise: what they attach, how often, and to whom. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const aws = (name: string) => `"arn:aws:iam::aws:policy/${name}"`;
const [admin, reads] = [aws("AdministratorAccess"), aws("ReadOnlyAccess")];
const variable = (name: string, value?: string) =>
  `variable "${name}" {\n${value === undefined ? "" : `  default = ${value}\n`}}\n`;
const call = (...lines: string[]) =>
  `module "m" {\n  source = "./m"\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
const attached = (arn: string, more = "", user = '"bob"') =>
  `resource "aws_iam_user_policy_attachment" "a" {\n  user = ${user}\n  policy_arn = ${arn}\n  ${more}\n}\n`;
const role = `resource "aws_iam_role" "r" {\n  name_prefix = "r"\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })\n}\n`;
const ofRole = (arn: string) =>
  `${role}resource "aws_iam_role_policy_attachment" "a" {\n  role = aws_iam_role.r.name\n  policy_arn = ${arn}\n}\n`;
const bucket = `${variable("block", "true")}resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Principal = "*", Resource = "arn:aws:s3:::b/*" }] })
}
resource "aws_s3_bucket_public_access_block" "b" {
  bucket = aws_s3_bucket.b.id
  block_public_policy = var.block
}
`;
const bob = "user bob identity: *";
const nested = (module: string) => ({
  "m/main.tf": `${variable("p")}module "n" {\n  source = "../n"\n  q = var.p\n}\n`,
  "n/main.tf": module,
});

const document = (name: string, action: string, more = "") =>
  `data "aws_iam_policy_document" "${name}" {\n  statement {\n    actions = ["${action}"]\n    resources = ["*"]\n${more}  }\n}\n`;
const anybody = `    principals {\n      type = "*"\n      identifiers = ["*"]\n    }\n`;
const json = (name: string) => `data.aws_iam_policy_document.${name}.json`;
const tables = `${document("d", "dynamodb:*")}resource "aws_iam_policy" "tables" {\n  name = "t"\n  policy = ${json("d")}\n}\n`;
const onQueue = `${variable("policy", "null")}resource "aws_sqs_queue" "q" {\n  name = "q"\n}\nresource "aws_sqs_queue_policy" "p" {\n  count = var.policy == null ? 0 : 1\n  queue_url = aws_sqs_queue.q.id\n  policy = var.policy\n}\n`;
const inList = `${variable("all", "[]")}${role}resource "aws_iam_role_policy_attachment" "a" {\n  count = length(var.all)\n  role = aws_iam_role.r.name\n  policy_arn = var.all[count.index]\n}\n`;
const inRole = `${variable("p")}${role}resource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.r.id\n  policy = var.p\n}\n`;
const ofTables = ["module.m.aws_iam_role.r identity: dynamodb:*"];

const switchedTrust = `${variable("strangers", "false")}resource "aws_iam_role" "r" {
  name_prefix        = "r"
  assume_role_policy = ${json("trust")}
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
  dynamic "statement" {
    for_each = var.strangers ? [1] : []
    content {
      actions = ["sts:AssumeRole"]
${anybody}    }
  }
}
`;
const forEach =
  variable("users", "{}") + attached(admin, "for_each = { for key, name in var.users : key => name }", "each.value");
const chosenDocuments = `${variable("one", "false")}${variable("other", "false")}${role}resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = ${json("all")}
}
data "aws_iam_policy_document" "all" {
  source_policy_documents = compact([
    var.one ? data.aws_iam_policy_document.one[0].json : "",
    var.other ? data.aws_iam_policy_document.other[0].json : "",
  ])
}
${document("one", "sqs:*", "  ").replace("{\n", "{\n  count = var.one ? 1 : 0\n")}${document("other", "sns:*").replace("{\n", "{\n  count = var.other ? 1 : 0\n")}`;

type Row = readonly [
  title: string,
  module: string | TreeFiles,
  before: string,
  after: string,
  lines: readonly string[],
];

const rows: readonly Row[] = [
  ["none and one", attached(admin), call("count = 0"), call("count = 1"), [bob]],
  ["one and none", attached(admin), call("count = 1"), call("count = 0"), [`-${bob}`]],
  [
    "a policy of the folder in a list",
    inList,
    tables + call(),
    tables + call("all = [aws_iam_policy.tables.arn]"),
    ofTables,
  ],
  [
    "a policy of the folder that a local names",
    inList,
    tables + call(),
    `locals {\n  all = [aws_iam_policy.tables.arn]\n}\n${tables}${call("all = local.all")}`,
    ofTables,
  ],
  [
    "the same policies otherwise",
    inList,
    tables + call("all = [aws_iam_policy.tables.arn]"),
    `locals {\n  all = [aws_iam_policy.tables.arn]\n}\n${tables}${call("all = local.all")}`,
    [],
  ],
  [
    "a policy of the account in a list",
    inList,
    call(),
    call("all = [data.aws_iam_policy.p.arn]"),
    ["?module.m.aws_iam_role.r identity"],
  ],
  [
    "a document that a queue of the module gets",
    onQueue,
    document("d", "sqs:*", anybody) + call(),
    document("d", "sqs:*", anybody) + call(`policy = ${json("d")}`),
    ["module.m.aws_sqs_queue_policy.p resource: sqs:* by *"],
  ],
  [
    "another document",
    inRole,
    document("d", "sqs:*") + document("e", "sns:*") + call(`p = ${json("d")}`),
    document("d", "sqs:*") + document("e", "sns:*") + call(`p = ${json("e")}`),
    ["module.m.aws_iam_role.r identity: sns:*", "-module.m.aws_iam_role.r identity: sqs:*"],
  ],
  [
    "a document that says the same",
    inRole,
    document("d", "sqs:*") + document("e", "sqs:*") + call(`p = ${json("d")}`),
    document("d", "sqs:*") + document("e", "sqs:*") + call(`p = ${json("e")}`),
    [],
  ],
  [
    "a document with names of the folder",
    inRole + variable("q", '"sns:*"'),
    variable("q", '"sqs:*"') + document("d", "${var.q}") + call(`p = "{}"`),
    variable("q", '"sqs:*"') + document("d", "${var.q}") + call(`p = ${json("d")}`),
    ["?module.m.aws_iam_role.r identity"],
  ],
  ["one without a count", attached(admin), call("count = 1"), call(), []],
  [
    "a count by a variable",
    attached(admin),
    variable("on", "false") + call("count = var.on ? 1 : 0"),
    variable("on", "true") + call("count = var.on ? 1 : 0"),
    [bob],
  ],
  [
    "a key more",
    variable("name") + attached(admin, "", "var.name"),
    call('for_each = toset(["bob"])', "name = each.key"),
    call('for_each = toset(["bob", "eve"])', "name = each.key"),
    ["user eve identity: *"],
  ],
  [
    "keys in another order",
    variable("name") + attached(admin, "", "var.name"),
    call('for_each = toset(["eve", "bob"])', "name = each.key"),
    call('for_each = toset(["bob", "eve"])', "name = each.key"),
    [],
  ],
  ["another policy", variable("p") + attached("var.p"), call(`p = ${reads}`), call(`p = ${admin}`), [bob]],
  [
    "another policy by a local",
    variable("p") + attached("var.p"),
    `locals {\n  p = ${reads}\n}\n${call("p = local.p")}`,
    `locals {\n  p = ${admin}\n}\n${call("p = local.p")}`,
    [bob],
  ],
  [
    "a switch that is newly given",
    variable("on", "false") + attached(admin, "count = var.on ? 1 : 0"),
    call(),
    call("on = true"),
    [bob],
  ],
  [
    "a switch that is given as it is by default",
    variable("on", "true") + attached(admin, "count = var.on ? 1 : 0"),
    call(),
    call("on = true"),
    [],
  ],
  [
    "a statement that is switched off by default",
    switchedTrust,
    "",
    call(),
    ["module.m.aws_iam_role.r trust: sts:AssumeRole by Service ec2.amazonaws.com"],
  ],
  [
    "a statement that the call switches on",
    switchedTrust,
    "",
    call("strangers = true"),
    [
      "module.m.aws_iam_role.r trust: sts:AssumeRole by *",
      "module.m.aws_iam_role.r trust: sts:AssumeRole by Service ec2.amazonaws.com",
    ],
  ],
  ["what is made for nothing by default", forEach, "", call(), []],
  ["what is made for what the call gives", forEach, "", call('users = { bob = "bob" }'), [bob]],
  [
    "a document that neither call switches on",
    chosenDocuments,
    call(),
    call("one = true"),
    ["module.m.aws_iam_role.r identity: sqs:*"],
  ],
  ["an argument of something else", variable("tags", "null") + attached(admin), call(), call('tags = { a = "b" }'), []],
  [
    "another policy for a role of the module",
    variable("p") + ofRole("var.p"),
    call(`p = ${reads}`),
    call(`p = ${admin}`),
    ["module.m.aws_iam_role.r identity: *"],
  ],
  [
    "a bucket that is no longer closed",
    bucket,
    call(),
    call("block = false"),
    ["module.m.aws_s3_bucket_policy.b resource: s3:GetObject on arn:aws:s3:::b/* by *"],
  ],
  [
    "another policy for a module of the module",
    nested(variable("q") + attached("var.q")),
    call(`p = ${reads}`),
    call(`p = ${admin}`),
    [bob],
  ],
  [
    "what nobody can compute",
    variable("p") + attached("var.p"),
    `locals {\n  p = sha1("a")\n}\n${call("p = local.p")}`,
    `locals {\n  p = sha1("b")\n}\n${call("p = local.p")}`,
    ["?user bob identity"],
  ],
  [
    "what nobody can compute, of something else",
    variable("p") + attached(admin),
    `locals {\n  p = sha1("a")\n}\n${call("p = local.p")}`,
    `locals {\n  p = sha1("b")\n}\n${call("p = local.p")}`,
    [],
  ],
];

describe("modules that are called otherwise", () => {
  for (const [title, module, before, after, lines] of rows)
    it(title, async () => {
      const files = typeof module === "string" ? { "m/main.tf": module } : module;
      const found = await diffTrees({ ...files, "main.tf": before }, { ...files, "main.tf": after });
      assert.deepEqual(
        found.map((line) => line.replace(/: [\w:*]+(?:, [\w:*]+)+, …/, ": *").replace(" on *", "")),
        lines,
      );
    });
});
