import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, renameSync } from "node:fs";
import { join } from "node:path";

import { root } from "../../scripts/lib/paths.mjs";

/**
 * The path of the package of what is built: made there, or where another suite of this `npm test` has made it already
 * (PLANEGUARD_PACKAGE).
 */
export function packaged(path: string): string {
  const shared = process.env["PLANEGUARD_PACKAGE"];
  if (shared && existsSync(shared)) return shared;
  const script = [join(root, "scripts/package.mjs"), "--no-build", "--output", path];
  const { status, stderr } = spawnSync(process.execPath, script, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  if (shared) {
    // Whole, whenever somebody looks.
    copyFileSync(path, `${shared}.${process.pid}`);
    renameSync(`${shared}.${process.pid}`, shared);
  }
  return path;
}
