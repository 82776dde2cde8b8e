import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { walk, type WalkRequest } from "../../../src/workspace/walk";
import { temporaryFolder } from "../../support/folder";
import { git, initGit } from "../../support/git";

describe("a walk", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());
  const path = (name: string) => join(folder.path, name);

  /** What is found, with slashes, without ignore files; and what is said beside it. The same where its thread may stand still. */
  async function found(request: WalkRequest = {}, below = "") {
    const walked = async (blocking: boolean) => {
      const notes: string[] = [];
      const onNote = (note: string) => void notes.push(note);
      const files = await walk(path(below), { onUnreadable: assert.fail, onNote }, { ...request, blocking });
      // Folders that are read at one time say what they have to in any order.
      return { files, notes: notes.sort() };
    };
    const { files, notes } = await walked(false);
    assert.deepEqual(await walked(true), { files, notes });
    return { files: files.map((file) => file.replaceAll("\\", "/")).filter((file) => !/ignore$/.test(file)), notes };
  }

  function begin(files: Record<string, string>, ...tracked: string[]) {
    folder = temporaryFolder(files);
    initGit(folder.path);
    if (tracked.length > 0) git(folder.path, ["add", "-f", "--", ...tracked]);
  }

  it("says of a folder that it cannot read that it cannot, and goes on", async function () {
    if (process.platform === "win32") this.skip();
    folder = temporaryFolder({ "a.json": "" });
    // Deeper than the longest path that the system takes.
    spawnSync("sh", ["-c", "i=0; while [ $i -lt 2100 ]; do mkdir d && cd d || exit; i=$((i+1)); done"], {
      cwd: folder.path,
    });
    const failures: string[] = [];
    const files = await walk(folder.path, { onUnreadable: (path) => failures.push(path), onNote: assert.fail });
    spawnSync("rm", ["-rf", path("d")]);
    assert.deepEqual(files, ["a.json"]);
    assert.equal(failures.length, 1);
  });

  it("finds what git tracks, though it is ignored, and nothing else that is ignored", async () => {
    begin(
      {
        ".gitignore": "*.env\nbuild/\n/dist\n",
        "prod.env": "",
        "local.env": "",
        "build/deep/tracked.txt": "",
        "build/deep/other.txt": "",
        "build/more/other.txt": "",
        "dist/tracked.txt": "",
        "plain.txt": "",
        "node_modules/tracked.js": "",
      },
      "prod.env",
      "build/deep/tracked.txt",
      "dist/tracked.txt",
      "node_modules/tracked.js",
    );
    rmSync(path("dist"), { recursive: true });
    assert.deepEqual(await found(), { files: ["build/deep/tracked.txt", "plain.txt", "prod.env"], notes: [] });
    assert.deepEqual((await found({}, "build")).files, ["deep/other.txt", "deep/tracked.txt", "more/other.txt"]);
    assert.deepEqual((await found({}, "build/more")).files, ["other.txt"]);
    assert.deepEqual((await found({ only: [path("prod.env"), path("local.env")] })).files, ["prod.env"]);
  });

  it("finds it by any way to the folder, and under names of any kind", async () => {
    const names = ["a b.env", 'quo"te.env', "new\nline.env", "ünï.env", "-x.env", "$(touch x).env", "back\\slash.env"];
    begin({ ".gitignore": "*.env\n", ...Object.fromEntries(names.map((name) => [`sub/${name}`, ""])) }, "sub");
    const outside = temporaryFolder({});
    try {
      symlinkSync(path("sub"), join(outside.path, "link"));
      const files = await walk(join(outside.path, "link"), { onUnreadable: assert.fail });
      assert.deepEqual(files, [...names].sort());
    } finally {
      outside.remove();
    }
  });

  it("begins anew in a repository within another", async () => {
    begin({
      ".gitignore": "*.log\nignored/\n",
      "inner/a.log": "",
      "inner/b.tmp": "",
      "inner/.gitignore": "*.tmp\n",
      "inner/c.tmp": "",
      "ignored/also/a.txt": "",
    });
    initGit(path("inner"));
    git(path("inner"), ["add", "-f", "c.tmp"]);
    initGit(path("ignored/also"));
    git(path("ignored/also"), ["add", "a.txt"]);
    assert.deepEqual((await found()).files, ["inner/a.log", "inner/c.tmp"]);
  });

  it("looks into a submodule that is ignored, and into a working tree beside its repository", async () => {
    begin({ ".gitignore": "vendor/\n*.env\n", "vendor/module/a.txt": "", "a.env": "" }, "a.env", ".gitignore");
    initGit(path("vendor/module"));
    git(path("vendor/module"), ["add", "."]);
    git(path("vendor/module"), ["commit", "-qm", "one"]);
    git(folder.path, ["-c", "advice.addEmbeddedRepo=false", "add", "-f", "vendor/module"]);
    git(folder.path, ["commit", "-qm", "one"]);
    assert.deepEqual((await found()).files, ["a.env", "vendor/module/a.txt"]);
    const beside = temporaryFolder({});
    try {
      git(folder.path, ["worktree", "add", "-q", join(beside.path, "tree")]);
      writeFileSync(join(beside.path, "tree/b.env"), "");
      assert.deepEqual(
        (await walk(join(beside.path, "tree"), { onUnreadable: assert.fail })).filter((file) => /env$/.test(file)),
        ["a.env"],
      );
    } finally {
      beside.remove();
    }
  });

  it("heeds no ignore file that git would not read, and says so", async () => {
    const outside = temporaryFolder({ patterns: "*\n" });
    try {
      begin({ "a/x.txt": "", "b/x.txt": "", "c/.gitignore": `*\n${"#".repeat(2 * 1024 * 1024)}`, "c/x.txt": "" });
      symlinkSync(join(outside.path, "patterns"), path("a/.gitignore"));
      mkdirSync(path("b/.gitignore"));
      const piped = spawnSync("mkfifo", [path(".gitignore")]).status === 0;
      const { files, notes } = await found();
      assert.deepEqual(files, ["a/x.txt", "b/x.txt", "c/x.txt"]);
      assert.deepEqual(notes, [
        ...(piped ? [".gitignore is not heeded: it is no regular file"] : []),
        "a/.gitignore is not heeded: it is a link",
        "b/.gitignore is not heeded: it is no regular file",
        "c/.gitignore is not heeded: it is larger than 1 MB",
      ]);
    } finally {
      outside.remove();
    }
  });

  it("takes patterns as git's encoding has them: UTF-16 is none", async () => {
    begin({ ".gitignore": "", "a.txt": "" });
    writeFileSync(path(".gitignore"), Buffer.from("\uFEFF*\n", "utf16le"));
    assert.deepEqual((await found()).files, ["a.txt"]);
  });

  it("ends at once where the patterns are hostile", async function () {
    this.timeout(20_000);
    const names = Array.from({ length: 100 }, (_, index) => `${"a".repeat(100 + index)}`);
    begin({
      ".gitignore": `${"*a".repeat(9)}*b\n${"**/a*".repeat(9)}b\n`,
      ...Object.fromEntries(names.map((name) => [name, ""])),
    });
    assert.equal((await found()).files.length, 100);
  });

  it("says what git could not tell, where something was left out for that", async () => {
    folder = temporaryFolder({ ".git/HEAD": "", ".gitignore": "*.env\n", "a.txt": "" });
    assert.deepEqual(await found(), { files: ["a.txt"], notes: [] });
    writeFileSync(path("a.env"), "");
    const { files, notes } = await found();
    assert.deepEqual([files, notes.length], [["a.txt"], 1]);
    assert.match(notes[0]!, /^what is ignored in \. was left out, even where git tracks it: git says: not a git repo/);
    const before = process.env["PATH"];
    process.env["PATH"] = "";
    try {
      assert.match((await found()).notes[0]!, /git is not installed$/);
    } finally {
      process.env["PATH"] = before;
    }
  });

  it("runs nothing that the repository names", async () => {
    begin(
      { ".gitignore": "*.env\n", "a.env": "", "a.txt": "", ".gitattributes": "* filter=evil diff=evil\n" },
      "a.env",
    );
    const ran = path("ran");
    const program = path("program");
    writeFileSync(program, `#!/bin/sh\ntouch '${ran}'\n`);
    chmodSync(program, 0o755);
    for (const hook of ["post-index-change", "fsmonitor-watchman", "post-checkout"])
      writeFileSync(path(`.git/hooks/${hook}`), `#!/bin/sh\ntouch '${ran}'\n`, { mode: 0o755 });
    for (const name of ["core.fsmonitor", "core.pager", "core.sshCommand", "filter.evil.clean", "filter.evil.smudge"])
      git(folder.path, ["config", name, program]);
    git(folder.path, ["config", "filter.evil.process", program]);
    assert.deepEqual((await found()).files, ["a.env", "a.txt", "program"].concat([".gitattributes"]).sort());
    assert.ok(!existsSync(ran));
  });

  it("says what it leaves out for being no file", async function () {
    begin({ "a.json": "", ".gitignore": "ignored/\n", "ignored/b.json": "", "sub/c.json": "" });
    if (spawnSync("mkfifo", [path("sub/pipe"), path("ignored/pipe")]).status !== 0) this.skip();
    symlinkSync("a.json", path("link.json"));
    const special: string[] = [];
    await walk(folder.path, { onUnreadable: assert.fail, onSpecial: (one) => special.push(one) });
    assert.deepEqual(special, [join("sub", "pipe")]);
  });

  it("heeds nothing of the tree where it is not trusted", async () => {
    begin(
      {
        ".gitignore": "*\n",
        ".git/info/exclude": "*\n",
        "a.env": "",
        "sub/.gitignore": "*\n",
        "sub/b.txt": "",
        "node_modules/tracked.js": "",
        "node_modules/other.js": "",
      },
      "node_modules/tracked.js",
    );
    assert.deepEqual((await found()).files, []);
    assert.deepEqual((await found({ untrusted: true })).files, ["a.env", "node_modules/tracked.js", "sub/b.txt"]);
  });
});
