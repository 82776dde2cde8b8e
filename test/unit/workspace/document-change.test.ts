/** The line above a policy that says what an open document newly allows against the last commit. */
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { changeLensesOf, changePage } from "../../../src/workspace/diff/document-change";
import { temporaryFolder, writeFiles } from "../../support/folder";
import { git, initGit } from "../../support/git";

const policy = (...actions: readonly string[]): string =>
  JSON.stringify(
    {
      Version: "2012-10-17",
      Statement: actions.map((Action) => ({ Effect: "Allow", Action, Resource: "arn:aws:s3:::reports/*" })),
    },
    null,
    2,
  );
const role = (action: string): string =>
  `resource "aws_iam_role_policy" "jobs" {\n  role   = "jobs"\n  policy = data.aws_iam_policy_document.jobs.json\n}\n\ndata "aws_iam_policy_document" "jobs" {\n  statement {\n    actions   = [${action}]\n    resources = ["*"]\n  }\n}\n`;
const local = (action: string): string => `locals {\n  action = "${action}"\n}\n`;

describe("what an open document newly allows", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  const at = (name: string): string => join(folder.path, name);
  const lenses = async (name: string, text: string, signal?: AbortSignal): Promise<readonly string[]> =>
    (await changeLensesOf({ path: at(name), text, signal })).map(({ range, title }) => `${range.start.line}: ${title}`);
  beforeEach(() => {
    folder = temporaryFolder({
      "app/policy.json": policy("s3:GetObject"),
      "tf/main.tf": role("local.action"),
      "tf/locals.tf": local("s3:GetObject"),
      "left-out/policy.json": policy("s3:GetObject"),
      "planeguard.json": JSON.stringify({ exclude: ["left-out/**"] }),
    });
    initGit(folder.path);
    git(folder.path, ["add", "."]);
    git(folder.path, ["commit", "-q", "-m", "First"]);
  });
  afterEach(() => folder.remove());

  const first = "1: newly allows s3:PutObject on arn:aws:s3:::reports/*";
  const open: readonly (readonly [title: string, name: string, text: string, said: readonly string[]])[] = [
    ["an action more", "app/policy.json", policy("s3:GetObject", "s3:PutObject"), [`${first}; against HEAD`]],
    [
      "two statements more",
      "app/policy.json",
      policy("s3:GetObject", "s3:PutObject", "s3:DeleteObject"),
      ["1: newly allows s3:PutObject on arn:aws:s3:::reports/*, and 1 more; against HEAD"],
    ],
    ["nothing", "app/policy.json", policy("s3:GetObject"), []],
    ["nothing in another order of lines", "app/policy.json", policy("s3:GetObject").replaceAll("\n", ""), []],
    ["an action less", "app/policy.json", policy(), []],
    ["what excludes leave out", "left-out/policy.json", policy("s3:*"), []],
    ["a document that is not committed", "app/other.json", policy("s3:*"), []],
    ["what is no document of policies", "app/policy.txt", policy("s3:*"), []],
  ];
  for (const [title, name, text, said] of open)
    it(`is said of ${title}`, async () => {
      assert.deepEqual(await lenses(name, text), said);
      assert.deepEqual(await lenses(name, text), said, "and once more");
    });

  it("goes by the last commit and by what is open, whatever stands on the disk", async () => {
    const text = policy("s3:GetObject", "s3:PutObject");
    writeFileSync(at("app/policy.json"), text);
    assert.deepEqual(await lenses("app/policy.json", text), [`${first}; against HEAD`]);
    git(folder.path, ["commit", "-qam", "Second"]);
    assert.deepEqual(await lenses("app/policy.json", text), []);
    writeFileSync(at("app/policy.json"), policy("s3:*"));
    assert.deepEqual(await lenses("app/policy.json", text), []);
  });

  it("takes what stands beside a file of Terraform as it is on the disk", async () => {
    assert.deepEqual(await lenses("tf/main.tf", role('local.action, "s3:PutObject"')), [
      "6: newly allows s3:PutObject on every resource; against HEAD",
    ]);
    writeFiles(folder.path, { "tf/locals.tf": local("s3:DeleteObject") });
    const [line] = await lenses("tf/main.tf", role("local.action"));
    assert.match(line!, /newly allows s3:DeleteObject/);
  });

  it("is nothing outside of a repository, where nothing is committed, and for whoever has gone", async () => {
    const text = policy("s3:*");
    assert.deepEqual(await lenses("app/policy.json", text, AbortSignal.abort()), []);
    rmSync(at(".git"), { recursive: true });
    assert.deepEqual(await lenses("app/policy.json", text), []);
    mkdirSync(at("new"));
    initGit(at("new"));
    writeFiles(folder.path, { "new/policy.json": policy("s3:GetObject") });
    assert.deepEqual(await lenses("new/policy.json", text), []);
  });

  it("has a page of all that the folder changes", async () => {
    writeFiles(folder.path, { "app/policy.json": policy("s3:GetObject", "s3:PutObject") });
    assert.match(await changePage(folder.path), /s3:PutObject/);
    await assert.rejects(changePage(join(folder.path, "none")));
  });
});
