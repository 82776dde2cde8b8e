/** A folder of Terraform that takes in more files than are read at once: what it takes in as before is left as it is. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const statement = (action: string) =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"${action}","Resource":"\${arn}"}]}`;
const policy = (name: string) =>
  `resource "aws_iam_role_policy" "${name}" {\n  role = "${name}"\n  policy = templatefile("\${path.module}/${name}.json.tpl", { arn = "*" })\n}\n`;
const names = Array.from({ length: 50 }, (_, at) => `p${at}`);
const templates = Object.fromEntries(names.map((name) => [`${name}.json.tpl`, statement("s3:GetObject")]));
const all = names.map(policy).join("");
const before: TreeFiles = { ...templates, "main.tf": all };

describe("a folder with many templates", () => {
  it("and one more", async () => {
    const more = { "a.tf": policy("new"), "new.json.tpl": statement("sqs:SendMessage") };
    assert.deepEqual(await diffTrees(before, { ...before, ...more }), ["role new identity: sqs:SendMessage on *"]);
  });
  it("of which one is filled otherwise", async () => {
    const after = {
      ...before,
      "main.tf": all.replace('/p7.json.tpl", { arn = "*" }', '/p7.json.tpl", { arn = "arn:aws:s3:::b/*" }'),
    };
    assert.deepEqual(await diffTrees(before, after), ["-role p7 identity: s3:GetObject on *"]);
  });
  it("of which one is written in its place", async () => {
    const own = `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })`;
    const after = {
      ...before,
      "main.tf": all.replace('templatefile("${path.module}/p9.json.tpl", { arn = "*" })', own),
    };
    assert.deepEqual(await diffTrees(before, after), []);
  });
  it("and nothing else", async () => {
    assert.deepEqual(await diffTrees(before, { ...before, "main.tf": `${all}# more\n` }), []);
  });
});
