/** What `npm pack` makes: `npx planeguard` on a machine with Node alone. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "../../support/folder";

const root = join(__dirname, "../../..");
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObjct", Resource: "arn:aws:s3:::reports/*" }],
});

describe("the package for npm", function () {
  this.timeout(120_000);
  const folder = temporaryFolder({ "policy.json": policy, "package.json": '{ "private": true }' });
  after(() => folder.remove());
  const npm = (args: readonly string[], cwd: string) =>
    spawnSync("npm", [...args, "--offline", "--no-audit", "--no-fund"], { cwd, encoding: "utf8" });
  let files: readonly string[] = [];

  before(() => {
    const packed = npm(["pack", "--ignore-scripts", "--json", "--pack-destination", folder.path], root);
    assert.equal(packed.status, 0, packed.stderr);
    const said = JSON.parse(packed.stdout) as Packed[] | Readonly<Record<string, Packed>>;
    const [one] = Object.values(said);
    files = one!.files.map(({ path }) => path);
    const installed = npm(["install", `./${one!.filename}`], folder.path);
    assert.equal(installed.status, 0, installed.stderr);
  });

  it("holds what the terminal runs, and nothing of the extension or of the sources", () => {
    const belongs =
      /^(?:package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/(?!extension|web)[\w.-]+|dist\/grammars\/[\w-]+\.wasm|man\/planeguard\.1|schemas\/[\w.-]+)$/;
    assert.deepEqual(
      files.filter((name) => !belongs.test(name)),
      [],
    );
    for (const name of ["cli", "command", "engine", "worker", "thread", "account", "demo", "lsp", "mcp"])
      assert.ok(files.includes(`dist/${name}.js`), name);
  });

  it("brings no other package along", () => {
    assert.ok(existsSync(join(folder.path, "node_modules/planeguard/dist/cli.js")));
    const { stdout } = npm(["ls", "--all", "--parseable"], folder.path);
    assert.deepEqual(
      stdout
        .trim()
        .split("\n")
        .map((path) => path.slice(folder.path.length)),
      ["", "/node_modules/planeguard"],
    );
  });

  const run = (...args: string[]) =>
    spawnSync(join(folder.path, "node_modules/.bin/planeguard"), args, { cwd: folder.path, encoding: "utf8" });

  it("checks, explains and shows the demo account", () => {
    const check = run("check", "policy.json");
    assert.deepEqual([check.status, check.stderr], [1, ""]);
    assert.match(check.stdout, /policy\/invalid-action/);
    assert.match(run("explain", "policy/invalid-action").stdout, /Why/);
    const posture = run("posture", "--demo", "--format", "json");
    assert.equal(posture.status, 0, posture.stderr);
    assert.equal((JSON.parse(posture.stdout) as { account: { id: string } }).account.id, "111122223333");
  });
});

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}
