/** What a release holds, and that it works without anything being built or installed. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "../../support/folder";
import { git } from "../../support/git";

const root = join(__dirname, "../../..");
const wrong = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObjct", Resource: "arn:aws:s3:::reports/*" }],
});

describe("a release", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let commit: string;
  before(() => {
    folder = temporaryFolder({ "-wrong.json": wrong, "--output=evil": wrong });
    // Objects go into a repository of their own, which only borrows those of this one.
    const borrowed = git(root, ["rev-parse", "--path-format=absolute", "--git-path", "objects"]).trim();
    git(folder.path, ["init", "-q", "objects"]);
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "scripts/release.mjs")], {
      encoding: "utf8",
      env: {
        ...process.env,
        GIT_OBJECT_DIRECTORY: join(folder.path, "objects/.git/objects"),
        GIT_ALTERNATE_OBJECT_DIRECTORIES: borrowed,
        GIT_AUTHOR_NAME: "Nobody",
        GIT_AUTHOR_EMAIL: "nobody@example.com",
        GIT_COMMITTER_NAME: "Nobody",
        GIT_COMMITTER_EMAIL: "nobody@example.com",
      },
    });
    assert.equal(status, 0, stderr);
    commit = stdout.trim();
    writeFileSync(join(folder.path, "objects/.git/objects/info/alternates"), `${borrowed}\n`);
    git(join(folder.path, "objects"), ["checkout", "-q", commit]);
  });
  after(() => folder.remove());

  it("holds what the Action and the hooks name, and no sources", () => {
    const files = git(join(folder.path, "objects"), ["ls-files"]).split("\n");
    for (const file of [
      "action.yml",
      ".pre-commit-hooks.yaml",
      "scripts/from-clone.mjs",
      "scripts/action.mjs",
      "scripts/lib/action/check.mjs",
      "dist/cli.js",
      "dist/engine.js",
    ])
      assert.ok(files.includes(file), file);
    assert.deepEqual(
      files.filter((file) => /^(?:src|test|node_modules)\/|dist\/(?:extension|web)\.js$|\.map$/.test(file)),
      [],
    );
    assert.match(readFileSync(join(folder.path, "objects/action.yml"), "utf8"), /main: scripts\/action\.mjs/);
  });

  it("checks files, whatever their names, with nothing but Node", () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [join(folder.path, "objects/scripts/from-clone.mjs"), "check", ...args], {
        cwd: folder.path,
        encoding: "utf8",
        env: { PATH: "" },
      });
    const { status, stdout, stderr } = run("-wrong.json", "--output=evil", "--fail-on", "error");
    assert.equal(status, 1, stderr);
    assert.match(stdout, /-wrong\.json\n.*policy\/invalid-action/);
    assert.match(stdout, /--output=evil\n/);
  });

  it("is what a clone without a build asks for", () => {
    const clone = temporaryFolder({ "scripts/from-clone.mjs": readFileSync(join(root, "scripts/from-clone.mjs")) });
    try {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(clone.path, "scripts/from-clone.mjs")], {
        encoding: "utf8",
      });
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, /name a release/);
    } finally {
      clone.remove();
    }
  });
});
