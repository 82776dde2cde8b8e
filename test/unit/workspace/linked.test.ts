/** Files of Terraform that links put into several folders: `diff` of commits, and of what stands in the folder. */
import assert from "node:assert/strict";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { diffCommits } from "../../../src/workspace/diff/diff";
import { linkedFiles } from "../../../src/workspace/diff/linked";
import { linesOf } from "../../support/diff-texts";
import { temporaryFolder } from "../../support/folder";
import { git, initGit } from "../../support/git";

describe("links to files of Terraform", () => {
  const files = new Set(["all.tf", "a/own.tf"]);
  for (const [title, leads, found] of [
    ["a file above", { "a/all.tf": "../all.tf" }, { "a/all.tf": "all.tf" }],
    [
      "another link",
      { "a/all.tf": "../b/all.tf", "b/all.tf": "../all.tf" },
      { "a/all.tf": "all.tf", "b/all.tf": "all.tf" },
    ],
    ["itself", { "a/all.tf": "all.tf" }, {}],
    ["each other", { "a.tf": "b.tf", "b.tf": "a.tf" }, {}],
    ["what is outside", { "a/all.tf": "../../all.tf" }, {}],
    ["an absolute path", { "a/all.tf": "/all.tf" }, {}],
    ["what is not there", { "a/all.tf": "../none.tf" }, {}],
  ] as const)
    it(`may lead to ${title}`, () => {
      const linked = linkedFiles(new Map(Object.entries(leads)), (path) => files.has(path));
      assert.deepEqual(Object.fromEntries(linked), found);
    });

  it("are read in the folder that has them, of commits and where they stand", async () => {
    const policy = (account: string) => `locals {\n  accounts = ["${account}"]\n}\n`;
    const uses = `resource "aws_iam_user_policy" "p" {
  user   = "u"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "arn:aws:iam::\${local.accounts[0]}:role/r" }] })
}
`;
    const [one, other] = ["111122223333", "444455556666"];
    const folder = temporaryFolder({ "all.tf": policy(one), "a/main.tf": uses });
    try {
      symlinkSync("../all.tf", join(folder.path, "a/all.tf"));
      initGit(folder.path);
      git(folder.path, ["add", "-A"]);
      git(folder.path, ["commit", "-qm", "one"]);
      const said = async (head: string | null) =>
        (await diffCommits({ folder: folder.path, base: "HEAD", head })).subjects.flatMap(linesOf);
      assert.deepEqual(await said(null), []);
      writeFileSync(join(folder.path, "all.tf"), policy(other));
      const lines = [
        `user u identity: sts:AssumeRole on arn:aws:iam::${other}:role/r`,
        `-user u identity: sts:AssumeRole on arn:aws:iam::${one}:role/r`,
      ];
      assert.deepEqual(await said(null), lines);
      git(folder.path, ["commit", "-qam", "other"]);
      const { subjects } = await diffCommits({ folder: folder.path, base: "HEAD^", head: "HEAD" });
      assert.deepEqual(subjects.flatMap(linesOf), lines);
    } finally {
      folder.remove();
    }
  });
});
