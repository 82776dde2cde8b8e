/** The hooks, with a real git. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { accessSync, constants, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { temporaryFolder } from "../../support/folder";

const root = join(__dirname, "../../..");
const policy = (action: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: "arn:aws:s3:::reports/*" }],
  });
const right = policy("s3:GetObject");
const wrong = policy("s3:GetObjct");

describe("the hook of git", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());

  function git(...args: string[]) {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")));
    const { status, stdout, stderr } = spawnSync("git", args, {
      cwd: folder.path,
      encoding: "utf8",
      env: {
        ...env,
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_CONFIG_SYSTEM: "/dev/null",
        PLANEGUARD: `${process.execPath} ${join(root, "dist/cli.js")}`,
      },
    });
    return { status, said: stdout + stderr };
  }

  function begin(files: Record<string, string>) {
    folder = temporaryFolder(files);
    git("init", "-q");
    git("config", "user.name", "Nobody");
    git("config", "user.email", "nobody@example.com");
    git("config", "core.hooksPath", join(root, "hooks"));
    git("add", ".");
  }

  it("lets a sound commit pass", () => {
    begin({ "a b/policy.json": right });
    const { status, said } = git("commit", "-qm", "one");
    assert.equal(status, 0, said);
  });

  it("stops one with a finding, and says where", () => {
    begin({ "a b/policy.json": wrong });
    const { status, said } = git("commit", "-qm", "one");
    assert.equal(status, 1);
    assert.match(said, /a b\/policy\.json\n.*policy\/invalid-action/);
    assert.notEqual(git("rev-parse", "HEAD").status, 0);
  });

  it("looks at what is staged, not at what stands in the folder", () => {
    begin({ "policy.json": wrong });
    writeFileSync(join(folder.path, "policy.json"), right);
    assert.equal(git("commit", "-qm", "one").status, 1);
    git("add", ".");
    writeFileSync(join(folder.path, "policy.json"), wrong);
    assert.equal(git("commit", "-qm", "one").status, 0);
  });

  it("does not look at what is not part of the commit, and takes the configuration that is tracked", () => {
    begin({ "policy.json": wrong, "planeguard.json": '{ "rules": { "policy/invalid-action": "off" } }' });
    const { status, said } = git("commit", "-qm", "one");
    assert.equal(status, 0, said);
    writeFileSync(join(folder.path, "other.json"), wrong);
    git("rm", "-q", "--cached", "planeguard.json");
    assert.equal(git("commit", "-qm", "two").status, 0);
    git("add", "other.json");
    assert.equal(git("commit", "-qm", "three").status, 1);
  });
});

describe("the hook of pre-commit", () => {
  const [hook] = parse(readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8")) as {
    id: string;
    entry: string;
    language: string;
    types: string[];
  }[];
  const [program, ...args] = hook!.entry.split(" ");
  const run = (folder: string, ...files: string[]) =>
    spawnSync(join(root, program!), [...args, ...files], { cwd: folder, encoding: "utf8" });

  it("is a script of this repository that may run", () => {
    assert.deepEqual([hook!.id, hook!.language], ["planeguard", "script"]);
    accessSync(join(root, program!), constants.X_OK);
  });

  it("checks the files that it is given", () => {
    const folder = temporaryFolder({ "right.json": right, "wrong.json": wrong });
    try {
      const { status, stdout } = run(folder.path, "right.json", "wrong.json");
      assert.deepEqual([status, stdout.split("\n")[0]], [1, "wrong.json"]);
      assert.equal(run(folder.path, "right.json").status, 0);
    } finally {
      folder.remove();
    }
  });
});
