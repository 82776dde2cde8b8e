/** Local modules that a new folder calls, that take other variables than before, and what they attach that is given from outside. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const variable = (name: string, value?: string) =>
  `variable "${name}" {\n${value === undefined ? "" : `  default = ${value}\n`}}\n`;
const role = `resource "aws_iam_role" "r" {\n  name_prefix = "r"\n  assume_role_policy = "{}"\n}\n`;
const attached = (name: string, arn: string, more = "") =>
  `resource "aws_iam_role_policy_attachment" "${name}" {\n  ${more}\n  role = aws_iam_role.r.name\n  policy_arn = ${arn}\n}\n`;
const aws = (name: string) => `"arn:aws:iam::aws:policy/${name}"`;
const call = (given = "", source = "../m") => `module "m" {\n  source = "${source}"\n  ${given}\n}\n`;
const inline = `resource "aws_iam_role_policy" "p" {\n  count = var.on ? 1 : 0\n  role = aws_iam_role.r.id\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })\n}\n`;
const url = `resource "aws_lambda_function_url" "u" {\n  count = var.url ? 1 : 0\n  function_name = "f"\n  authorization_type = "NONE"\n}\n`;
const copied = `data "aws_iam_policy" "d" {\n  count = var.on ? 1 : 0\n  arn = ${aws("AmazonSQSReadOnlyAccess")}\n}\n${attached("d", "data.aws_iam_policy.d[0].arn", "count = var.on ? 1 : 0")}`;
const switches = variable("on", "false") + variable("url", "false");
const own = variable("policy", "null");
const managed = (said: string) =>
  `${own}${role}resource "aws_iam_policy" "p" {\n  policy = ${said}\n}\n${attached("a", "aws_iam_policy.p.arn")}`;
const inlined = (said: string) =>
  `${own}${role}resource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.r.name\n  policy = ${said}\n}\n`;
const taking = `${variable("statements", "[]")}${role}data "aws_iam_policy_document" "d" {\n  dynamic "statement" {\n    for_each = var.statements\n    content {\n      actions = statement.value.actions\n      resources = statement.value.resources\n    }\n  }\n}\nresource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.r.id\n  policy = data.aws_iam_policy_document.d.json\n}\n`;
const partition = `data "aws_partition" "current" {\n}\n`;
const ofPartition = `${variable("of")}${role}resource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.r.id\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:${"$"}{var.of.partition}:s3:::b/*" }] })\n}\n`;
const withHeredoc = {
  "m/main.tf": `${variable("of", "{}")}${variable("on", "false")}${role}${inline}`,
  "n/main.tf": `${variable("id", '""')}${call('of = { values = [<<-EOT\n    id: ${var.id}\n  EOT\n  ], chart = "x" }\n  on = true')}`,
};

const rows: readonly (readonly [
  title: string,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  lines: readonly string[],
])[] = [
  [
    "a new folder that switches nothing on",
    { "m/main.tf": switches + role + inline + url + copied },
    { "m/main.tf": switches + role + inline + url + copied, "app/main.tf": call() },
    [],
  ],
  [
    "a new folder that switches a policy on",
    { "m/main.tf": switches + role + inline + url },
    { "m/main.tf": switches + role + inline + url, "app/main.tf": call("on = true") },
    ["module.m.aws_iam_role.r identity: sqs:SendMessage on *"],
  ],
  [
    "a new folder that switches a URL on",
    { "m/main.tf": switches + role + inline + url },
    { "m/main.tf": switches + role + inline + url, "app/main.tf": call("url = true") },
    ["module.m.aws_lambda_function_url.u resource: lambda:InvokeFunctionUrl by *"],
  ],
  [
    "a folder that goes",
    { "m/main.tf": switches + role + inline, "app/main.tf": call("on = true") },
    { "m/main.tf": switches + role + inline },
    ["-module.m.aws_iam_role.r identity: sqs:SendMessage on *"],
  ],
  [
    "a module in a module of a new folder",
    {
      "n/main.tf": variable("on", "false") + role + inline,
      "m/main.tf": `${variable("n", "false")}${call("on = var.n", "../n")}`,
    },
    {
      "n/main.tf": variable("on", "false") + role + inline,
      "m/main.tf": `${variable("n", "false")}${call("on = var.n", "../n")}`,
      "app/main.tf": call("n = true"),
    },
    ["module.m.module.m.aws_iam_role.r identity: sqs:SendMessage on *"],
  ],
  [
    "a switch that the module has newly, and the call gives",
    {
      "m/main.tf": variable("p", "null") + role + attached("a", "var.p", "count = var.p != null ? 1 : 0"),
      "app/main.tf": call(`p = ${aws("AmazonSQSReadOnlyAccess")}`),
    },
    {
      "m/main.tf":
        variable("p", "null") +
        variable("attach_p", "false") +
        role +
        attached("a", "var.p", "count = var.attach_p ? 1 : 0"),
      "app/main.tf": call(`p = ${aws("AmazonSQSReadOnlyAccess")}\n  attach_p = true`),
    },
    [
      "!The count of aws_iam_role_policy_attachment.a has changed, and whether it is there now is not known. What that allows was not compared.",
    ],
  ],
  [
    "statements that the module takes, once",
    { "m/main.tf": taking },
    { "m/main.tf": taking, "app/main.tf": call('statements = [{ actions = ["sqs:SendMessage"], resources = ["*"] }]') },
    ["module.m.aws_iam_role.r identity: sqs:SendMessage on *"],
  ],
  [
    "a text of data by another name",
    {
      "m/main.tf": ofPartition,
      "main.tf": partition + call("of = { partition = data.aws_partition.current.partition }", "./m"),
    },
    {
      "m/main.tf": ofPartition,
      "main.tf": `${partition}locals {\n  p = data.aws_partition.current.partition\n}\n${call("of = { partition = local.p }", "./m")}`,
    },
    [],
  ],
  [
    "a heredoc in what a module of a module is given",
    withHeredoc,
    { ...withHeredoc, "app/main.tf": call("id = aws_vpc.v.id", "../n") },
    ["module.m.module.m.aws_iam_role.r identity: sqs:SendMessage on *"],
  ],
  [
    "a policy from outside that becomes inline",
    { "main.tf": managed("var.policy") },
    { "main.tf": inlined("var.policy") },
    [],
  ],
  [
    "another policy from outside",
    { "main.tf": managed("var.policy") },
    { "main.tf": managed("var.other") + variable("other") },
    ["?aws_iam_role.r identity"],
  ],
];

describe("calls of local modules that are new, or take other variables", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () => assert.deepEqual(await diffTrees(before, after), lines));
});
