/** A file of Terraform that cannot be read: what changes in the others of its folder is reported beside that, and the file itself where it has been touched. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const policy = (actions: string) => `data "aws_iam_policy_document" "d" {
  statement {
    actions   = [${actions}]
    resources = ["*"]
  }
}
resource "aws_iam_role_policy" "p" {
  role   = "r"
  policy = data.aws_iam_policy_document.d.json
}
`;
// As Terraform 0.11 wrote maps.
const legacy = 'resource "aws_api_gateway_method_response" "o" {\n response_parameters {\n "header.A" = true\n }\n}\n';
const [publish, more] = [policy('"sns:Publish"'), policy('"sns:Publish", "sns:Subscribe"')];
const unread = "!This Terraform cannot be read here; its policies are checked as far as they can be told.";

const subscribe = "role r identity: sns:Subscribe on *";

const rows: readonly (readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]])[] = [
  ["before them", { "a.tf": legacy, "main.tf": publish }, { "a.tf": legacy, "main.tf": more }, [subscribe]],
  ["behind them", { "main.tf": publish, "z.tf": legacy }, { "main.tf": more, "z.tf": legacy }, [subscribe]],
  [
    "that can be read now",
    { "a.tf": legacy, "main.tf": publish },
    { "a.tf": "", "main.tf": more },
    [unread, subscribe],
  ],
  ["alone", { "main.tf": legacy + publish }, { "main.tf": legacy + more }, [unread, unread]],
];

describe("a file that cannot be read", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTrees(before, after), lines));
});
