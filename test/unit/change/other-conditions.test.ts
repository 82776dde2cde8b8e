/** Conditionals of Terraform whose condition is another, though it names the same: nobody knows how the two go together. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const files = (condition: string, first = '["arn:aws:s3:::reports/*"]', second = '["*"]') => `variable "stage" {}
variable "on" {
  default = true
}
variable "off" {
  default = true
}
locals {
  flags = { a = var.on, b = var.off }
  is_on = var.on
}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ${condition} ? ${first} : ${second}
  }
}
resource "aws_iam_role_policy" "p" {
  role   = "r"
  policy = data.aws_iam_policy_document.d.json
}
`;

const others: readonly (readonly [before: string, after: string])[] = [
  ['var.stage == "prod"', 'var.stage == "dev"'],
  ['startswith(var.stage, "prod")', 'startswith(var.stage, "dev")'],
  ['contains(["a", "b"], var.stage)', 'contains(["a", "c"], var.stage)'],
  ["length(var.stage) > 0", "length(var.stage) > 5"],
  ["var.on && var.off", "var.on || var.off"],
  ["module.m.is_on", "module.m.is_new"],
  ["data.aws_region.here.is_on", "data.aws_region.there.is_on"],
  ['terraform.workspace == "prod"', 'terraform.workspace == "dev"'],
  ['each.key == "a"', 'each.key == "b"'],
  ["local.flags.a", "local.flags.b"],
  ['local.flags["a"]', 'local.flags["b"]'],
];
const same: typeof others = [
  ['var.stage == "prod"', '(var.stage == "prod")'],
  ['var.stage == "prod"', 'var.stage=="prod"'],
  ["var.on", "(var.on)"],
  ["var.on", "local.is_on"],
  ["var.on && var.off", "local.is_on && var.off"],
];

describe("conditions of Terraform that choose", () => {
  for (const [before, after] of others) {
    it(`are others: ${before} and ${after}`, async () =>
      assert.deepEqual(await diffTexts("main.tf", files(before), files(after)), ["?role r identity"]));
    it(`are the same: ${before}`, async () =>
      assert.deepEqual(await diffTexts("main.tf", files(before), `# a remark\n${files(before)}`), []));
  }
  for (const [before, after] of same)
    it(`are the same: ${before} and ${after}`, async () =>
      assert.deepEqual(await diffTexts("main.tf", files(before), files(after)), []));
  it("are the same with branches changed", async () =>
    assert.deepEqual(
      await diffTexts(
        "main.tf",
        files('var.stage == "prod"'),
        files('var.stage != "prod"', '["*"]', '["arn:aws:s3:::reports/*"]'),
      ),
      [],
    ));
});
