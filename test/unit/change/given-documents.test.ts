/** Documents and policies of a folder that it gives to its local modules: the calls are compared, and the documents not once more. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const document = (name: string, resources: string, more = "") =>
  `data "aws_iam_policy_document" "${name}" {\n  ${more}\n  statement {\n    actions = ["s3:GetObject"]\n    resources = [${resources}]\n    principals {\n      type = "AWS"\n      identifiers = ["111122223333"]\n    }\n  }\n}\n`;
const call = (name: string, given: string) => `module "${name}" {\n  source = "./m"\n  ${given}\n}\n`;
const variable = (name: string, value: string) => `variable "${name}" {\n  default = ${value}\n}\n`;
const json = (name: string) => `data.aws_iam_policy_document.${name}.json`;
const [one, two] = ['"arn:aws:s3:::one/*"', '"arn:aws:s3:::two/*"'];
const output = `output "o" {\n  value = ${json("both")}\n}\n`;

const bucket = `variable "extra" {\n  default = []\n}\nresource "aws_s3_bucket" "b" {\n  bucket = "b"\n}
data "aws_iam_policy_document" "all" {\n  source_policy_documents = flatten([var.extra])\n}
resource "aws_s3_bucket_policy" "p" {\n  bucket = aws_s3_bucket.b.id\n  policy = data.aws_iam_policy_document.all.json\n}\n`;
const role = `variable "config" {\n  type = any\n}
resource "aws_iam_role" "r" {\n  name_prefix = "r"\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })\n}
resource "aws_iam_role_policy_attachment" "a" {\n  role = aws_iam_role.r.name\n  policy_arn = var.config.arn\n}\n`;
const policy = (action: string, more = "") =>
  `resource "aws_iam_policy" "p" {\n  name = "p"\n  ${more}\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })\n}\n`;
const both = call("one", `extra = [${json("both")}]`) + call("two", `extra = [${json("both")}]`);
const split = call("one", `extra = [${json("first")}]`) + call("two", `extra = [${json("second")}]`);
const [counted, switched] = ["count = var.on ? 1 : 0", `${variable("on", "true")}`];
const lost = (name: string, resource: string) =>
  `-module.${name}.aws_s3_bucket_policy.p resource: s3:GetObject on ${resource.replaceAll('"', "")} by 111122223333`;
const got = (action: string) => `module.m.aws_iam_role.r identity: ${action} on *`;

const rows: readonly (readonly [
  title: string,
  module: string,
  before: string,
  after: string,
  lines: readonly string[],
])[] = [
  [
    "a document that is split for two calls",
    bucket,
    document("both", `${one}, ${two}`) + both,
    document("first", one) + document("second", two) + split,
    [lost("one", two), lost("two", one)],
  ],
  [
    "a document that is given as before, and handed on no longer",
    bucket,
    document("both", one) + both + output,
    document("both", `${one}, ${two}`) + both,
    ["data.aws_iam_policy_document.both resource: s3:GetObject on arn:aws:s3:::two/* by 111122223333"],
  ],
  [
    "a document that gets a count",
    bucket,
    document("d", one) + call("one", `extra = [${json("d")}]`),
    switched + document("d", one, counted) + call("one", `extra = [${json("d[0]")}]`),
    [],
  ],
  [
    "a policy in a field, if there is one",
    role,
    variable("p", "null") +
      policy("ssm:GetParameter", counted.replace("var.on", "var.p != null")) +
      call("m", "config = { arn = null }"),
    variable("p", "null") +
      policy("ssm:GetParameter", counted.replace("var.on", "var.p != null")) +
      call("m", "config = { arn = var.p != null ? aws_iam_policy.p[0].arn : null }"),
    [got("ssm:GetParameter")],
  ],
  [
    "a policy that is chosen otherwise",
    role,
    variable("p", "null") +
      policy("ssm:GetParameter") +
      call("m", "config = { arn = var.p != null ? aws_iam_policy.p.arn : null }"),
    variable("p", "null") + policy("ssm:GetParameter") + call("m", "config = { arn = aws_iam_policy.p.arn }"),
    [got("ssm:GetParameter")],
  ],
];

describe("documents and policies that local modules are given", () => {
  for (const [title, module, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () => {
      const files = { "m/main.tf": module };
      assert.deepEqual(await diffTrees({ ...files, "main.tf": before }, { ...files, "main.tf": after }), lines);
    });
});
