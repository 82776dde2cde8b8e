/** Documents of Terraform that nothing of their module names allow nothing. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const document = (name: string, ...actions: readonly string[]) =>
  `data "aws_iam_policy_document" "${name}" {\n  statement {\n    actions = ${JSON.stringify(actions)}\n    resources = ["*"]\n  }\n}\n`;
const json = "data.aws_iam_policy_document.spare.json";
const ofRole = (policy: string) => `resource "aws_iam_role_policy" "p" {\n  role = "deploy"\n  policy = ${policy}\n}\n`;
const role = document("used", "sqs:SendMessage") + ofRole("data.aws_iam_policy_document.used.json");
const decrypt = document("spare", "kms:Decrypt");
const newly = ["data.aws_iam_policy_document.spare identity: kms:Decrypt on *"];
const [both, more] = [document("spare", "kms:Decrypt"), document("spare", "kms:Decrypt", "kms:Sign")];

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["one that is new", role, role + decrypt, []],
  ["one that goes", role + decrypt, role, []],
  ["one that says more", role + both, role + more, []],
  ["one that only a comment names", role, `${role}${decrypt}# policy = ${json}\n`, []],
  ["one that an output names", role, `${role}${decrypt}output "o" {\n  value = ${json}\n}\n`, newly],
  ["one that a local names", role, `${role}${decrypt}locals {\n  all = [${json}]\n}\n`, newly],
  [
    "one that a module of elsewhere is given now",
    role + decrypt,
    `${role}${decrypt}module "m" {\n  source = "registry.example/team/role/aws"\n  policy = ${json}\n}\n`,
    ["module.m identity: kms:Decrypt on *"],
  ],
  [
    "one that a resource takes now",
    role + decrypt,
    `${role}${decrypt}resource "aws_iam_user_policy" "u" {\n  user = "ann"\n  policy = ${json}\n}\n`,
    ["user ann identity: kms:Decrypt on *"],
  ],
  [
    "one that another document takes in",
    role,
    `${decrypt}${ofRole("data.aws_iam_policy_document.used.json")}data "aws_iam_policy_document" "used" {\n  source_policy_documents = [${json}]\n  statement {\n    actions = ["sqs:SendMessage"]\n    resources = ["*"]\n  }\n}\n`,
    ["role deploy identity: kms:Decrypt on *"],
  ],
];

describe("documents that nothing names", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTrees({ "main.tf": before }, { "main.tf": after }), lines));

  it("may be named by another file of the folder", async () => {
    const uses = `output "o" {\n  value = ${json}\n}\n`;
    assert.deepEqual(await diffTrees({ "o.tf": uses }, { "o.tf": uses, "main.tf": decrypt }), newly);
  });

  it("may be named by what is written as JSON beside them", async () => {
    const uses = JSON.stringify({ output: { o: { value: `\${${json}}` } } });
    const before = { "main.tf": role, "o.tf.json": uses };
    assert.deepEqual(await diffTrees(before, { ...before, "main.tf": role + decrypt }), newly);
  });
});
