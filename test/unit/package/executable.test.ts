/** The terminal as one file, in an empty folder, without Node on the PATH. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "../../support/folder";
import { wrongPolicy } from "../../support/wrong-policy";

const root = join(__dirname, "../../..");

describe("the executable", function () {
  this.timeout(120_000);
  const folder = temporaryFolder({ "empty/policy.json": wrongPolicy });
  const executable = join(folder.path, "planeguard");
  after(() => folder.remove());
  before(() => {
    const script = join(root, "scripts/executable.mjs");
    const { status, stderr } = spawnSync(process.execPath, [script, executable], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
  });
  const run = (args: readonly string[], cache = join(folder.path, "cache")) =>
    spawnSync(executable, args, {
      cwd: join(folder.path, "empty"),
      encoding: "utf8",
      timeout: 60_000,
      env: { HOME: folder.path, XDG_CACHE_HOME: cache },
    });

  it("checks, and shows the posture of the demo account", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    assert.equal(run(["--version"]).stdout, `${version}\n`);
    const checked = run(["check", "."]);
    assert.equal(checked.status, 1, checked.stderr);
    assert.match(checked.stdout, /policy\.json[^]*policy\/invalid-action/);
    const posture = run(["posture", "--demo", "--format", "json"]);
    assert.equal(posture.status, 0, posture.stderr);
    assert.ok(JSON.parse(posture.stdout).checks.length > 100);
    assert.equal(readdirSync(join(folder.path, "cache/planeguard")).length, 1, "it is unpacked once");
  });

  it("says where it cannot unpack itself", () => {
    const { status, stderr } = run(["--version"], join(folder.path, "empty/policy.json"));
    assert.equal(status, 2);
    assert.match(stderr, /could not unpack itself into .+XDG_CACHE_HOME/);
  });
});
