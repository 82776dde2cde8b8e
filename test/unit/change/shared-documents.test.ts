/** Documents of Terraform that several resources take, of which each is there by a condition of its own. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const document = (name: string, condition: string) =>
  `data "aws_iam_policy_document" "${name}" {\n  count = ${condition} ? 1 : 0\n  statement {\n    actions = ["sts:AssumeRole"]\n    principals {\n      type = "Service"\n      identifiers = ["ec2.amazonaws.com"]\n    }\n  }\n}\n`;
const role = (name: string, condition: string, taken: string) =>
  `resource "aws_iam_role" "${name}" {\n  count = ${condition} ? 1 : 0\n  name = "${name}"\n  assume_role_policy = data.aws_iam_policy_document.${taken}[0].json\n}\n`;
const declared = 'variable "a" {\n}\nvariable "b" {\n}\n';
const apart =
  declared + document("a", "var.a") + document("b", "var.b") + role("a", "var.a", "a") + role("b", "var.b", "b");
const together = (ofB = "var.b") =>
  declared + document("all", "var.a || var.b") + role("a", "var.a", "all") + role("b", ofB, "all");

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["become one", apart, together(), []],
  ["are taken apart", together(), apart, []],
  [
    "are taken by what something else decides about",
    together(),
    together("var.a"),
    [
      "!The count of aws_iam_role.b has changed, and whether it is there now is not known. What that allows was not compared.",
      "?aws_iam_role.b trust",
    ],
  ],
];

describe("documents that several resources take", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
