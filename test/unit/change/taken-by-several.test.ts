/** A document of Terraform that several resources newly take, or give up, is named with all of them. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const document = `data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["ecr:BatchGetImage"]\n    principals {\n      type = "AWS"\n      identifiers = ["arn:aws:iam::111111111111:root"]\n    }\n  }\n}\n`;
const of = (name: string, repository: string) =>
  `resource "aws_ecr_repository_policy" "${name}" {\n  repository = ${repository}\n  policy = data.aws_iam_policy_document.d.json\n}\n`;
const looped = of("p", "each.value").replace("{\n", '{\n  for_each = toset(["a", "b"])\n');
const line = (name: string) =>
  `aws_ecr_repository_policy.${name} resource: ecr:BatchGetImage by arn:aws:iam::111111111111:root`;
const [one, two] = [of("p", '"a"'), of("q", '"b"')];

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["one", "", document + one, [line("p")]],
  ["two", "", document + one + two, [line("p on a, b")]],
  ["one more", document + one, document + one + two, [line("p on b")]],
  ["two for the same", "", document + one + of("q", '"a"'), [line("p")]],
  ["a loop", "", document + looped, [line('p["a"] on a, b')]],
  ["two that go", document + one + two, "", [`-${line("p on a, b")}`]],
];

describe("documents that several resources take", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () =>
      assert.deepEqual([...(await diffTrees({ "main.tf": before }, { "main.tf": after }))].sort(), [...lines].sort()));
});
