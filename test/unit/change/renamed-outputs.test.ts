/** Outputs of local modules of Terraform that are called otherwise. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const output = (name: string, value = "aws_sqs_queue.q.arn") => `output "${name}" {\n  value = ${value}\n}\n`;
const side = (name: string, outputs = output(name)): TreeFiles => ({
  "main.tf": `module "m" {\n  source = "./m"\n}\nresource "aws_iam_role_policy" "p" {\n  role   = "r"\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = module.m.${name} }] })\n}\n`,
  "m/main.tf": `resource "aws_sqs_queue" "q" {\n  name = "q"\n}\nresource "aws_sqs_queue" "other" {\n  name = "other"\n}\n${outputs}`,
});
/** The same of a module in another folder. */
const elsewhere = (name: string): TreeFiles => {
  const { "main.tf": main = "", "m/main.tf": module = "" } = side(name);
  return { "main.tf": main.replace("./m", "./n"), "n/main.tf": module };
};
const sends = (name: string) => `role r identity: sqs:SendMessage on \${module.m.${name}}`;
const both = output("arn") + output("queue_arn");
const others = output("arn") + output("queue_arn", "aws_sqs_queue.other.arn");

const cases: readonly (readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]])[] = [
  ["another name", side("arn"), side("queue_arn"), []],
  ["one of two of the same", side("arn", both), side("queue_arn", both), []],
  ["another value", side("arn", others), side("queue_arn", others), [sends("queue_arn"), `-${sends("arn")}`]],
  [
    "another value by another name",
    side("arn"),
    side("queue_arn", output("queue_arn", "aws_sqs_queue.other.arn")),
    [sends("queue_arn"), `-${sends("arn")}`],
  ],
  ["another module", side("arn"), elsewhere("queue_arn"), [sends("queue_arn"), `-${sends("arn")}`]],
];

describe("outputs of another name", () => {
  for (const [title, before, after, lines] of cases)
    it(title, async () => assert.deepEqual(await diffTrees(before, after), lines));
});
