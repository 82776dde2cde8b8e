#!/usr/bin/env node
/**
 * The command line as a release brings it: how the GitHub Action and the pre-commit hook run it. Nothing is built or
 * installed; only Node built-ins are imported.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

/** pre-commit hands over names of files as they are: one may look like an option. */
function asFile(argument) {
  return argument.startsWith("-") && existsSync(argument) ? `./${argument}` : argument;
}

if (existsSync(cli)) {
  const { status, signal, error } = spawnSync(process.execPath, [cli, ...process.argv.slice(2).map(asFile)], {
    stdio: "inherit",
  });
  if (error) console.error(error.message);
  process.exitCode = status ?? { SIGINT: 130, SIGTERM: 143 }[signal] ?? 2;
} else {
  console.error("planeguard: this commit holds no build: name a release, such as v0, or run npm run build in it");
  process.exitCode = 2;
}
