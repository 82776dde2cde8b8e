#!/usr/bin/env node
/**
 * `node scripts/executable.mjs FILE`, after a build: the terminal as one file that needs no Node, for the platform and with
 * the Node that this runs on (single executable applications of Node's documentation).
 */
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { inject } from "postject";

import { filesOfTerminal } from "./lib/files-of-terminal.mjs";
import { inRoot } from "./lib/paths.mjs";

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("say which file to write");
/** What Node looks for in itself, to know that there is something to run. */
const fuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

const scratch = mkdtempSync(join(tmpdir(), "planeguard-executable-"));
try {
  const blob = join(scratch, "blob");
  const settings = join(scratch, "settings.json");
  const assets = Object.fromEntries(filesOfTerminal().map((name) => [name, inRoot("dist", name)]));
  const { version } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const names = join(scratch, "names.json");
  writeFileSync(names, JSON.stringify({ version, names: Object.keys(assets) }));
  writeFileSync(
    settings,
    JSON.stringify({
      main: inRoot("scripts/lib/executable-main.cjs"),
      output: blob,
      disableExperimentalSEAWarning: true,
      assets: { ...assets, "names.json": names },
    }),
  );
  execFileSync(process.execPath, ["--experimental-sea-config", settings], { stdio: ["ignore", "ignore", "inherit"] });
  copyFileSync(process.execPath, file);
  await inject(file, "NODE_SEA_BLOB", readFileSync(blob), { sentinelFuse: fuse, machoSegmentName: "NODE_SEA" });
  chmodSync(file, 0o755);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
