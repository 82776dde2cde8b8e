/** `check --staged` and `--changed`, with a real git. */
import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "../../support/folder";
import { git, initGit } from "../../support/git";
import { parcelsHandler, parcelsTemplate } from "../../support/parcels";
import { planeguard } from "../../support/terminal";

const policy = (action: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: "arn:aws:s3:::reports/*" }],
  });
const right = policy("s3:GetObject");
const wrong = policy("s3:GetObjct");

let folder: ReturnType<typeof temporaryFolder>;
afterEach(() => folder?.remove());

const path = (name: string) => join(folder.path, name);
const write = (name: string, text: string) => writeFileSync(path(name), text);
const commit = () => git(folder.path, ["commit", "-qm", "some"]);

function begin(files: Record<string, string | Buffer>) {
  folder = temporaryFolder(files);
  initGit(folder.path);
  git(folder.path, ["add", "-f", "."]);
}

/** The files with findings, and those that were read. */
async function check(args: readonly string[], below = "") {
  const { exit, out, err } = await planeguard(path(below), ["check", "--format", "json", ...args]);
  const { findings, stats, problems } = JSON.parse(out || "{}");
  return {
    exit,
    err,
    found: [...new Set((findings ?? []).map(({ file }: { file: string }) => file))],
    files: stats?.files,
    problems: (problems ?? []).map(({ message }: { message: string }) => message),
  };
}

describe("check --staged", () => {
  it("judges a file by what is staged of it, whatever stands in the folder", async () => {
    begin({ "a.json": wrong, "b.json": right, "c.json": wrong });
    write("a.json", right);
    write("b.json", wrong);
    rmSync(path("c.json"));
    const { exit, found, files, err } = await check(["--staged"]);
    assert.deepEqual([exit, found, files, err], [1, ["a.json", "c.json"], 3, ""]);
  });

  it("reads the other files of a program and its template from the index, too", async () => {
    begin({
      "template.yaml": parcelsTemplate("dynamodb:PutItem"),
      "src/track.py": "def handler(event, context): pass\n",
    });
    commit();
    write("src/track.py", parcelsHandler);
    git(folder.path, ["add", "src/track.py"]);
    write("template.yaml", parcelsTemplate("dynamodb:GetItem"));
    assert.deepEqual((await check(["--staged"])).found, []);
    git(folder.path, ["add", "template.yaml"]);
    write("template.yaml", parcelsTemplate("dynamodb:PutItem"));
    write("src/track.py", "");
    assert.deepEqual((await check(["--staged"])).found, ["src/track.py", "template.yaml"]);
  });

  it("looks at what differs from the last commit alone, without what is deleted", async () => {
    begin({ "old.json": wrong, "gone.json": wrong, "changed.json": right, "name.json": wrong });
    commit();
    git(folder.path, ["rm", "-q", "gone.json"]);
    write("changed.json", wrong);
    renameSync(path("name.json"), path("other name.json"));
    write("untracked.json", wrong);
    git(folder.path, ["add", "changed.json", "name.json", "other name.json"]);
    assert.deepEqual((await check(["--staged"])).found, ["changed.json", "other name.json"]);
    commit();
    assert.deepEqual((await check(["--staged"])).files, 0);
  });

  it("says that nothing can be committed in the middle of a merge", async () => {
    begin({ "a.json": right });
    commit();
    git(folder.path, ["checkout", "-qb", "other"]);
    write("a.json", wrong);
    git(folder.path, ["commit", "-qam", "one way"]);
    git(folder.path, ["checkout", "-q", "-"]);
    write("a.json", policy("s3:PutObject"));
    git(folder.path, ["commit", "-qam", "another"]);
    assert.throws(() => git(folder.path, ["merge", "-q", "other"]));
    const { exit, err } = await check(["--staged"]);
    assert.equal(exit, 2);
    assert.match(err, /"a\.json" is in a merge conflict, so no commit can be made yet/);
  });

  it("finds files of any name, in any folder, also where .gitignore names them", async () => {
    const names = [
      "a b.json",
      'q"uo`te.json',
      "new\nline.json",
      "ünï.json",
      "--fix.json",
      "back\\slash.json",
      "$(x).json",
    ];
    begin({
      ".gitignore": "*.json\nnode_modules\n",
      ...Object.fromEntries(names.map((name) => [`deep/er/${name}`, wrong])),
      "node_modules/a/b.json": wrong,
    });
    assert.deepEqual(
      (await check(["--staged"])).found,
      [...names.map((name) => `deep/er/${name}`), "node_modules/a/b.json"].sort(),
    );
    assert.equal((await check(["--staged"], "deep")).files, names.length);
    assert.equal((await check(["--staged", "er"], "deep")).found[0], "er/$(x).json");
    assert.equal((await check(["--staged", "deep/er/a b.json", "node_modules"])).files, 2);
    assert.equal((await check(["--staged", "dee"])).files, 0);
  });

  it("follows no link, and looks into no submodule", async () => {
    begin({ "a.json": wrong });
    const outside = temporaryFolder({ "secret.json": wrong });
    try {
      symlinkSync(join(outside.path, "secret.json"), path("link.json"));
      symlinkSync(outside.path, path("folder"));
      mkdirSync(path("module"));
      initGit(path("module"));
      write("module/b.json", wrong);
      git(path("module"), ["add", "."]);
      git(path("module"), ["commit", "-qm", "some"]);
      git(folder.path, ["-c", "advice.addEmbeddedRepo=false", "add", "."]);
      rmSync(path("a.json"));
      symlinkSync(join(outside.path, "secret.json"), path("a.json"));
      assert.deepEqual((await check(["--staged"])).found, ["a.json"]);
      git(folder.path, ["add", "a.json"]);
      assert.equal((await check(["--staged"])).files, 0);
    } finally {
      outside.remove();
    }
  });

  it("takes configuration and baseline as they are staged, and those named by hand from the disk", async () => {
    begin({ "a.json": wrong, "planeguard.json": '{ "rules": { "policy/invalid-action": "off" } }' });
    write("planeguard.json", "{}");
    assert.deepEqual((await check(["--staged"])).found, []);
    assert.deepEqual((await check(["--staged", "--config", "planeguard.json"])).found, ["a.json"]);
    git(folder.path, ["add", "planeguard.json"]);
    write("planeguard.json", '{ "exclude": ["*"] }');
    assert.deepEqual((await check(["--staged"])).found, ["a.json"]);
    git(folder.path, ["rm", "-qf", "--cached", "planeguard.json"]);
    assert.deepEqual((await check(["--staged"])).found, ["a.json"]);
    await planeguard(folder.path, ["check", "a.json", "--write-baseline", "accepted.json", "--config", "none.json"]);
    write("planeguard.json", '{ "baseline": "accepted.json" }');
    git(folder.path, ["add", "."]);
    rmSync(path("accepted.json"));
    assert.deepEqual((await check(["--staged"])).found, []);
  });

  it("leaves out what is binary, and says what is too large", async () => {
    begin({ "a.bin": Buffer.from([1, 0, 2]), "huge.txt": "a".repeat(3 * 1024 * 1024), "b.json": right });
    const { files, err, exit } = await check(["--staged"]);
    assert.deepEqual([exit, files, err], [0, 1, "planeguard: skipped huge.txt: larger than 2 MB\n"]);
  });

  it("reads the index that a hook is given", async () => {
    begin({ "a.json": right });
    commit();
    write("a.json", wrong);
    writeFileSync(path(".git/hooks/pre-commit"), `#!/bin/sh\ncp "$GIT_INDEX_FILE" ../given; exit 1\n`, { mode: 0o755 });
    renameSync(folder.path, `${folder.path}-outer`);
    mkdirSync(folder.path);
    renameSync(`${folder.path}-outer`, path("tree"));
    assert.throws(() => git(path("tree"), ["commit", "-qm", "all", "a.json"]));
    assert.equal((await check(["--staged"], "tree")).files, 0, "the index itself is as it was");
    process.env["GIT_INDEX_FILE"] = path("given");
    try {
      assert.deepEqual((await check(["--staged"], "tree")).found, ["a.json"]);
    } finally {
      delete process.env["GIT_INDEX_FILE"];
    }
  });

  it("says what git does not have of it, and runs nothing to get it", async () => {
    begin({ "a.json": wrong, "b.json": `${wrong}\n` });
    const id = git(folder.path, ["rev-parse", ":a.json"]).trim();
    rmSync(path(`.git/objects/${id.slice(0, 2)}/${id.slice(2)}`));
    const program = path("program");
    writeFileSync(program, `#!/bin/sh\ntouch '${path("ran")}'\n`);
    chmodSync(program, 0o755);
    for (const [name, value] of [
      ["extensions.partialClone", "origin"],
      ["remote.origin.promisor", "true"],
      ["remote.origin.url", `ext::${program}`],
      ["remote.origin.uploadpack", program],
      ["protocol.ext.allow", "always"],
      ["core.fsmonitor", program],
      ["filter.evil.smudge", program],
      ["diff.external", program],
    ])
      git(folder.path, ["config", name!, value!]);
    const { exit, found, problems } = await check(["--staged"]);
    assert.deepEqual(
      [exit, found, problems],
      [2, ["b.json"], ["Could not read it: the repository does not have its content."]],
    );
    assert.ok(!existsSync(path("ran")));
  });

  it("is refused where there is no repository, and beside what it cannot be combined with", async () => {
    folder = temporaryFolder({ "a.json": wrong });
    const { exit, err } = await check(["--staged"]);
    assert.deepEqual([exit, err], [2, "planeguard: there is no repository here, and so nothing is staged\n"]);
    for (const args of [["--fix"], ["--fix-dry-run"], ["--changed"], ["--write-baseline", "b.json"], ["-"]])
      assert.equal((await check(["--staged", ...args])).exit, 2, args[0]);
  });
});

describe("check --changed", () => {
  it("looks at what differs from a commit, staged or not, tracked or not", async () => {
    begin({ ".gitignore": "ignored.json\n", "old.json": wrong, "same.json": wrong, "gone.json": wrong });
    commit();
    write("old.json", wrong + "\n");
    write("new.json", wrong);
    write("ignored.json", wrong);
    rmSync(path("gone.json"));
    git(folder.path, ["add", "new.json"]);
    write("untracked.json", wrong);
    assert.deepEqual((await check(["--changed", "HEAD"])).found, ["new.json", "old.json", "untracked.json"]);
    git(folder.path, ["add", "."]);
    commit();
    assert.deepEqual((await check(["--changed", "HEAD"])).files, 0);
    assert.deepEqual((await check(["--changed=HEAD~1", "new.json"])).found, ["new.json"]);
  });

  it("begins where the work of the branch began", async () => {
    begin({ "a.json": wrong });
    commit();
    git(folder.path, ["checkout", "-qb", "work"]);
    write("b.json", wrong);
    git(folder.path, ["add", "."]);
    commit();
    git(folder.path, ["checkout", "-q", "main"]);
    write("c.json", wrong);
    git(folder.path, ["add", "."]);
    commit();
    git(folder.path, ["checkout", "-q", "work"]);
    assert.deepEqual((await check(["--changed"])).found, ["b.json"]);
  });

  it("runs no filter, and takes line ends as git does", async () => {
    begin({ ".gitattributes": "*.json filter=evil\n", "a.json": wrong, "b.json": wrong + "\nx\n" });
    commit();
    git(folder.path, ["config", "filter.evil.clean", `touch '${path("ran")}'; cat`]);
    write("b.json", wrong + "\r\nx\r\n");
    assert.equal((await check(["--changed", "HEAD"])).files, 0);
    assert.ok(!existsSync(path("ran")));
  });

  it("says where git knows no such commit, and takes no option for one", async () => {
    begin({ "a.json": wrong });
    assert.match((await check(["--changed"])).err, /does not know where the work of this branch began/);
    commit();
    assert.match((await check(["--changed", "nowhere"])).err, /no commit of the name nowhere/);
    assert.equal((await check([`--changed=--output=${path("ran")}`])).exit, 2);
    assert.ok(!existsSync(path("ran")));
  });
});
