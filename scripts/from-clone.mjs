#!/usr/bin/env node
/**
 * The command line from a clone of this repository, which is built where that was not done yet: how the GitHub Action and
 * the pre-commit hook run it. Standard output is the report's alone. Only Node built-ins are imported.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

import { inRoot, root } from "./lib/paths.mjs";

const cli = inRoot("dist/cli.js");

function run(args, options) {
  const { status, signal, error } = spawnSync(process.execPath, args, options);
  if (error) console.error(error.message);
  return status ?? (signal === "SIGINT" ? 130 : 2);
}

const built = existsSync(cli) ? 0 : run([inRoot("scripts/lib/prepare.mjs")], { cwd: root, stdio: ["ignore", 2, 2] });
if (built !== 0) console.error("planeguard: it could not be built from its sources; see above");
process.exitCode = built === 0 ? run([cli, ...process.argv.slice(2)], { stdio: "inherit" }) : 2;
