/** Variables and outputs of local modules that are called otherwise, in the module and in its calls. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const policy = (resource: string, action = "s3:GetObject") =>
  `resource "aws_iam_user_policy" "p" {\n  user   = "u"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "${resource}" }] })\n}\n`;
const variable = (...names: string[]) => names.map((name) => `variable "${name}" {}\n`).join("");
const call = (folder: string, given: string) => `module "m" {\n  source = "./${folder}"\n  ${given}\n}\n`;
const module = (name: string, given: string, more = ""): TreeFiles => ({
  "main.tf": `${variable("env")}${call("m", given)}`,
  "m/main.tf": `${variable(name)}${policy(`arn:aws:s3:::\${var.${name}}-x/*`)}${more}`,
});
const nested = (name: string): TreeFiles => ({
  "prod/main.tf": call("../stack", `${name} = "b"`),
  "stack/main.tf": variable(name) + call("../inner", `bucket = var.${name}`),
  "inner/main.tf": variable("bucket") + policy("arn:aws:s3:::${var.bucket}/*"),
});
const outputs = (inner: string, outer: string, value = "aws_s3_bucket.b.arn"): TreeFiles => ({
  "inner/main.tf": `resource "aws_s3_bucket" "b" {}\nresource "aws_s3_bucket" "c" {}\noutput "${inner}" {\n  value = ${value}\n}\n`,
  "stack/main.tf": `module "i" { source = "../inner" }\noutput "${outer}" {\n  value = module.i.${inner}\n}\n`,
  "prod/main.tf": `module "s" { source = "../stack" }\n${policy(`\${module.s.${outer}}/*`)}`,
});
const user = "user u identity: s3:GetObject on";

type Row = readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]];

const rows: readonly Row[] = [
  ["a variable and its call", module("env", "env = var.env"), module("stage", "stage = var.env"), []],
  ["a variable with a text", module("name", 'name = "a"'), module("stage", 'stage = "a"'), []],
  ["a variable through two modules", nested("access"), nested("primary"), []],
  ["an output through two modules", outputs("a", "a1"), outputs("b", "b1"), []],
  ["an output of one module", outputs("a", "a1"), outputs("b", "a1"), []],
  [
    "a variable that is given something else",
    module("name", 'name = "a"'),
    module("stage", 'stage = "b"'),
    [`${user} arn:aws:s3:::b-x/*`, `-${user} arn:aws:s3:::a-x/*`],
  ],
  [
    "a statement besides",
    module("env", "env = var.env"),
    module("stage", "stage = var.env", policy("*", "sns:Publish").replace('"p"', '"q"')),
    ["user u identity: sns:Publish on *"],
  ],
  [
    "an output that gives another",
    outputs("a", "a1"),
    outputs("b", "b1", "aws_s3_bucket.c.arn"),
    [`${user} \${module.s.b1}/*`, `-${user} \${module.s.a1}/*`],
  ],
];

describe("names of local modules that are others now", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTrees(before, after), lines));
});
