/** Objects that Terraform gives a module by a condition, or null: what the module takes of them is compared. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const module = (more = "") => `variable "files" {}
resource "aws_iam_role" "r" {
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "p" {
  count  = var.files != null ? 1 : 0
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "\${var.files.arn}/*" }] })
}
${more}`;
const whole = module(`resource "aws_iam_role_policy" "q" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:ListBucket", Resource = values(var.files) }] })
}
`);
const call = (given: string, inner = module()) => ({
  "main.tf": `variable "on" {}\nmodule "m" {\n  source = "./m"\n  files  = ${given}\n}\n`,
  "m/main.tf": inner,
});
const both = (more: string, arn = "data.aws_s3_bucket.a.arn", inner = module()) =>
  call(`var.on ? {\n    arn = ${arn}\n${more}  } : null`, inner);
const role = "module.m.aws_iam_role.r identity";

describe("objects that a module is given by a condition", () => {
  for (const [title, before, after, said] of [
    ["nothing of one key less", both("    name = var.on\n"), both(""), []],
    ["nothing of one key more", both(""), both("    name = var.on\n"), []],
    [
      "another value",
      both(""),
      both("", "data.aws_s3_bucket.b.arn"),
      [
        `${role}: s3:GetObject on \${data.aws_s3_bucket.b.arn}/*`,
        `-${role}: s3:GetObject on \${data.aws_s3_bucket.a.arn}/*`,
      ],
    ],
    ["all of what is taken whole", both("", undefined, whole), both("    name = var.on\n", undefined, whole), "told"],
    ["another condition", both(""), call("!var.on ? { arn = data.aws_s3_bucket.a.arn } : null"), "told"],
  ] as const)
    it(`says ${title}`, async () => {
      const lines = await diffTrees(before, after);
      if (said === "told") assert.notDeepEqual(lines, []);
      else assert.deepEqual(lines, said);
    });
});
