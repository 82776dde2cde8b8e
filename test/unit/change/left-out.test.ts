/** What Terraform writes in ways that mean the same, where something may be left out or is handed on: `diff` of two folders. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const $ = "$";
const said = (action: string, resource = "*", effect = "Allow") =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "${effect}", Action = "${action}", Resource = "${resource}" }] })`;
const variable = (name: string, value: string) => `variable "${name}" {\n  default = ${value}\n}\n`;
const role = (more = "") =>
  `resource "aws_iam_role" "r" {\n  name_prefix = "r"\n  assume_role_policy = "{}"\n  ${more}\n}\n`;
const inline = (policy: string, more = "", of = "aws_iam_role.r.id") =>
  `resource "aws_iam_role_policy" "p" {\n  ${more}\n  role = ${of}\n  policy = ${policy}\n}\n`;
const statement = (body: string) => `  statement {\n${body}  }\n`;
const acts = (actions: string, resources = '["*"]') => `    actions = ${actions}\n    resources = ${resources}\n`;
const document = (body: string, more = "") => `data "aws_iam_policy_document" "d" {\n  ${more}\n${body}}\n`;
const json = "data.aws_iam_policy_document.d.json";
const guarded = (condition: string, resources = "var.trusted") =>
  variable("trusted", "[]") +
  variable("on", "false") +
  role() +
  inline(json) +
  document(
    `  dynamic "statement" {\n    for_each = ${condition}\n    content {\n${acts('["sts:AssumeRole"]', resources)}    }\n  }\n${statement(acts('["s3:GetObject"]', '["arn:aws:s3:::b/*"]'))}`,
  );
const plain =
  variable("trusted", "[]") +
  variable("on", "false") +
  role() +
  inline(json) +
  document(
    statement(acts('["sts:AssumeRole"]', "var.trusted")) + statement(acts('["s3:GetObject"]', '["arn:aws:s3:::b/*"]')),
  );
const one = (more: string) => variable("x", "false") + role() + inline(json) + document(statement(acts(more)));
const twice = (count: string, index: string) =>
  `resource "aws_cloudwatch_log_group" "g" {\n  ${count}\n}\n${role(count)}${inline(
    `<<END\n{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": ["arn:aws:logs:us-east-1:111122223333:log-group:${$}{aws_cloudwatch_log_group.g${index}.name}:*"] }] }\nEND`,
    count,
    `aws_iam_role.r${index}.id`,
  )}`;
const loop = (values: string) =>
  variable("all", `[{ actions = ["sqs:SendMessage"], resources = ["*"]${values} }]`) +
  document(
    `  dynamic "statement" {\n    for_each = var.all\n    content {\n${["sid", "effect", "actions", "not_actions", "resources"].map((name) => `      ${name} = try(statement.value.${name}, null)\n`).join("")}    }\n  }\n`,
  );
const call = (given = "") => `module "m" {\n  source = "./m"\n  ${given}\n}\n`;
const output = 'output "role" {\n  value = aws_iam_role.r\n}\n';
const handed = inline(said("events:PutEvents"), "", "module.m.role.id");
const ofParameter = (effect = "Allow", unless = "!=") =>
  `${variable("param", "null")}${inline(said("ssm:GetParameter", "*", effect), `count = var.param ${unless} null ? 1 : 0`)}`;
const allowing = inline(said("ssm:*")).replace('"p"', '"q"');
const own = "aws_iam_role.r identity";
const inCall = `module.m.${own}`;

const key = (resources = '["${var.key}"]') => said("kms:Decrypt").replace('"*"', resources);
const within = (over: string, policy = key()) =>
  `${variable("key", "null")}${role().replace(/}\s*$/, "")}${over === "" ? "inline_policy {" : `dynamic "inline_policy" {\n for_each = ${over}\n content {`}\n name = "p"\n policy = ${policy}\n ${over === "" ? "" : "}\n"}}\n}\n`;
const keyed = `-aws_iam_role.r identity: kms:Decrypt on`;

const rows: readonly (readonly [
  title: string,
  before: string | TreeFiles,
  after: string | TreeFiles,
  lines: readonly string[],
])[] = [
  ["a statement for a list, if that has something", plain, guarded('length(var.trusted) == 0 ? [] : ["on"]'), []],
  ["the same, by its size", plain, guarded('length(var.trusted) > 0 ? ["on"] : []'), []],
  [
    "a statement that is there where a list has nothing",
    guarded('length(var.trusted) == 0 ? ["on"] : []'),
    plain,
    [`${own}: sts:AssumeRole on ${$}{var.trusted}`],
  ],
  [
    "a statement for a list that a switch decided too",
    guarded('length(var.trusted) > 0 && var.on ? ["on"] : []'),
    plain,
    [`${own}: sts:AssumeRole on ${$}{var.trusted}`],
  ],
  [
    "a statement for a list, of other resources",
    plain,
    guarded('length(var.trusted) == 0 ? [] : ["on"]', '["*"]'),
    [`${own}: sts:AssumeRole on *`, `-${own}: sts:AssumeRole on ${$}{var.trusted}`],
  ],
  [
    "a policy that a variable says, without the quotes around its name",
    variable("doc", "null") + role() + inline('"${var.doc}"'),
    variable("doc", "null") + role() + inline("var.doc"),
    [],
  ],
  ["a policy that is missing without its key", within(""), within('var.key == "" ? [] : [1]'), []],
  ["a policy that is there with its key", within(""), within('var.key != "" ? [1] : []'), []],
  ["a policy by a key that is null", within(""), within("var.key == null ? [] : [1]"), []],
  ["a policy without a key", within(""), within('var.key == "" ? [1] : []'), [`${keyed} ${$}{var.key}`]],
  ["a policy by another key", within(""), within('var.other == "" ? [] : [1]'), [`${keyed} ${$}{var.key}`]],
  [
    "a policy by one of its two keys",
    within("", key('["${var.key}", "${var.other}"]')),
    within('var.key == "" ? [] : [1]', key('["${var.key}", "${var.other}"]')),
    [`${keyed} ${$}{var.key}, ${$}{var.other}`],
  ],
  [
    "a policy that is counted by its key",
    variable("key", "null") + role() + inline(key()),
    variable("key", "null") + role() + inline(key(), 'count = var.key == "" ? 0 : 1'),
    [],
  ],
  [
    "a policy that is counted without its key",
    variable("key", "null") + role() + inline(key()),
    variable("key", "null") + role() + inline(key(), 'count = var.key == "" ? 1 : 0'),
    [`${keyed} ${$}{var.key}`],
  ],
  [
    "an action that a condition leaves out of a list",
    one('["logs:PutLogEvents"]'),
    one('compact([!var.x ? "logs:CreateLogGroup" : "", "logs:PutLogEvents"])'),
    [`${own}: logs:CreateLogGroup on *`],
  ],
  [
    "an action of which a condition leaves open what it is",
    one('["logs:PutLogEvents"]'),
    one('compact([var.x ? var.action : "", "logs:PutLogEvents"])'),
    [`?${own}`],
  ],
  [
    "a document that may not be there, joined to a text",
    role(),
    variable("on", "false") +
      role() +
      document(statement(acts('["sqs:SendMessage"]')), "count = var.on ? 1 : 0") +
      inline('join("", data.aws_iam_policy_document.d.*.json)', "count = var.on ? 1 : 0"),
    [`${own}: sqs:SendMessage on *`],
  ],
  [
    "a document that is joined and then taken by its index",
    role() +
      document(statement(acts('["sqs:*"]')), "count = 1") +
      inline('join("", data.aws_iam_policy_document.d.*.json)'),
    role() + document(statement(acts('["sqs:*"]')), "count = 1") + inline("data.aws_iam_policy_document.d[0].json"),
    [],
  ],
  [
    "documents that are joined with something",
    role(),
    role() +
      document(statement(acts('["sqs:SendMessage"]')), "count = 2") +
      inline('join(",", data.aws_iam_policy_document.d.*.json)'),
    [`?${own}`, "data.aws_iam_policy_document.d identity: sqs:SendMessage on *"],
  ],
  [
    "objects of which statements are made, without some of the arguments",
    role(),
    role() + loop("") + inline(json),
    [`${own}: sqs:SendMessage on *`],
  ],
  [
    "such objects of which one denies",
    role() + loop(', effect = "Deny"') + inline(json),
    role() + loop("") + inline(json),
    [`${own}: sqs:SendMessage on *`],
  ],
  ["a boundary by a new variable", role(), variable("b", "null") + role("permissions_boundary = var.b"), []],
  [
    "another boundary by a new variable",
    role('permissions_boundary = "arn:aws:iam::111122223333:policy/B"') + inline(said("sqs:*")),
    variable("b", "null") + role("permissions_boundary = var.b") + inline(said("sqs:*")),
    [
      "!The permissions_boundary of aws_iam_role.r has changed, and what it is now is not known. What that allows was not compared.",
      `?${own}`,
    ],
  ],
  [
    "a variable that a call hands through",
    { "main.tf": call(), "m/main.tf": role() },
    { "main.tf": variable("param", "null") + call("param = var.param"), "m/main.tf": role() + ofParameter() },
    [`${own}: ssm:GetParameter on *`],
  ],
  [
    "a variable of a module that a call newly hands through",
    { "main.tf": call(), "m/main.tf": role() + ofParameter() },
    { "main.tf": variable("param", "null") + call("param = var.param"), "m/main.tf": role() + ofParameter() },
    [`${inCall}: ssm:GetParameter on *`],
  ],
  [
    "a Deny that such a variable leaves out",
    { "main.tf": call(), "m/main.tf": role() + allowing + ofParameter("Deny", "==") },
    {
      "main.tf": variable("param", "null") + call("param = var.param"),
      "m/main.tf": role() + allowing + ofParameter("Deny", "=="),
    },
    [`${inCall}: ssm:GetParameter on *`],
  ],
  [
    "a count that comes, with the index of what it makes",
    { "main.tf": call(), "m/main.tf": twice("", "") },
    {
      "main.tf": `locals {\n  on = true\n}\n${call("enabled = local.on")}`,
      "m/main.tf": variable("enabled", "true") + twice("count = var.enabled ? 1 : 0", "[0]"),
    },
    [],
  ],
  [
    "a policy that goes from a module to its caller",
    { "main.tf": call(), "m/main.tf": role() + output + inline(said("events:PutEvents")) },
    { "main.tf": call() + handed, "m/main.tf": role() + output },
    [`?role ${$}{module.m.role.id} identity`],
  ],
  [
    "a policy that goes from a caller to its module",
    { "main.tf": call() + handed, "m/main.tf": role() + output },
    { "main.tf": call(), "m/main.tf": role() + output + inline(said("events:PutEvents")) },
    [`?${own}`],
  ],
  [
    "another policy in the caller of a module",
    { "main.tf": call(), "m/main.tf": role() + output + inline(said("events:PutEvents")) },
    { "main.tf": call() + handed.replace("events:PutEvents", "sqs:SendMessage"), "m/main.tf": role() + output },
    [`role ${$}{module.m.role.id} identity: sqs:SendMessage on *`, `-${own}: events:PutEvents on *`],
  ],
];

describe("what Terraform leaves out, and hands on", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () => {
      const [old, current] = [before, after].map((one) => (typeof one === "string" ? { "main.tf": one } : one));
      assert.deepEqual([...(await diffTrees(old!, current!))].sort(), [...lines].sort());
    });
});
