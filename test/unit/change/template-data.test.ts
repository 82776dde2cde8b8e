/** `data.template_file` of Terraform, which fills in a file as `templatefile` does. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const template = (...actions: readonly string[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "${queue}" }] });
const data = (vars = 'vars = {\n    queue = "arn:aws:sqs:eu-west-1:111122223333:orders"\n  }', more = "") =>
  `data "template_file" "t" {\n  ${more}template = file("\${path.module}/p.json.tpl")\n  ${vars}\n}\n`;
const policy = (value = "data.template_file.t.rendered") =>
  `resource "aws_iam_role_policy" "p" {\n  role   = "app"\n  policy = ${value}\n}\n`;
const files = (main: string, said = template("sqs:SendMessage")): TreeFiles => ({
  "main.tf": main,
  "p.json.tpl": said,
});
const none: TreeFiles = { "main.tf": "\n" };
const call = 'templatefile("p.json.tpl", { queue = "arn:aws:sqs:eu-west-1:111122223333:orders" })';
const old = data('vars {\n    queue = "arn:aws:sqs:eu-west-1:111122223333:orders"\n  }').replace(
  /file\(.*\)/,
  (found) => `"\${${found}}"`,
);
const told = "role app identity: sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:orders";

const rows: readonly (readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]])[] = [
  ["a new one", none, files(data() + policy()), [told]],
  ["as it was written before 0.12", none, files(old + policy('"${data.template_file.t.rendered}"')), [told]],
  ["one that goes", files(data() + policy()), none, [`-${told}`]],
  ["another form of the same", files(old + policy('"${data.template_file.t.rendered}"')), files(data() + policy()), []],
  ["a call in its place", files(data() + policy()), files(policy(call)), []],
  [
    "a path from the folder that Terraform is started in",
    none,
    {
      "jobs/main.tf": data().replace("${path.module}", "jobs/said") + policy(),
      "jobs/said/p.json.tpl": template("sqs:SendMessage"),
    },
    [told],
  ],
  ["a file that is not there", none, { "main.tf": data() + policy() }, ["?role app identity"]],
  [
    "another value",
    files(data() + policy()),
    files(data().replace("orders", "*") + policy()),
    ["role app identity: sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:*"],
  ],
];

describe("data of template_file in a change", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTrees(before, after), lines));

  it("are written out so often as they are not too much", async () => {
    const long = data(`vars = {\n    queue = "${"x".repeat(10_000)}"\n  }`);
    const main = long + Array.from({ length: 30 }, (_, at) => policy().replace('"p"', `"p${at}"`)).join("");
    assert.deepEqual(await diffTrees(none, files(main)), ["?role app identity"]);
  });

  it("leave a module as it is that would be too long with them", async () => {
    const main = `${"# \n".repeat(330_000)}${data().replace("orders", "x".repeat(9000))}${policy()}${policy().replace('"p"', '"q"')}`;
    assert.ok((await diffTrees(none, files(main))).includes("?role app identity"));
  });
});
