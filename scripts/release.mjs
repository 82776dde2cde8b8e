#!/usr/bin/env node
/**
 * `node scripts/release.mjs [--tag]`, after a build: makes the commit that `uses: OWNER/planeguard@v0` and pre-commit get,
 * with the bundles and without the sources, and prints its id. `--tag` names it by its version and by its major version.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { filesOfTerminal } from "./lib/files-of-terminal.mjs";
import { inRoot, root } from "./lib/paths.mjs";

const { values: options } = parseArgs({ options: { tag: { type: "boolean" } } });
const { version } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));

const kept = [
  "action.yml",
  ".pre-commit-hooks.yaml",
  "hooks/pre-commit",
  "scripts/from-clone.mjs",
  "scripts/action.mjs",
  "scripts/lib/action",
  "README.md",
  "CHANGELOG.md",
  "SECURITY.md",
  "LICENSE",
];
const built = filesOfTerminal().map((name) => `dist/${name}`);

const scratch = mkdtempSync(join(tmpdir(), "planeguard-release-"));
try {
  const git = (...args) =>
    execFileSync("git", args, {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, GIT_INDEX_FILE: join(scratch, "index") },
    }).trim();
  git("add", "--force", "--", ...kept, ...built);
  const source = git("rev-parse", "HEAD");
  const message = `Release ${version}\n\nBuilt from ${source}.`;
  const commit = git("commit-tree", git("write-tree"), "-p", source, "-m", message);
  if (options.tag) for (const tag of [`v${version}`, `v${version.split(".")[0]}`]) git("tag", "--force", tag, commit);
  console.log(commit);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
