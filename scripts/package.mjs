#!/usr/bin/env node
/**
 * `npm run package [-- --output FILE] [--no-build]`: makes planeguard-VERSION.vsix from a fresh build. A warning of vsce
 * is a failure: it would be a warning to whoever publishes.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { inRoot, root } from "./lib/paths.mjs";

const { values: options } = parseArgs({ options: { output: { type: "string" }, "no-build": { type: "boolean" } } });

function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  const said = stdout + stderr;
  if (status === 0) return said;
  console.error(said);
  process.exit(status ?? 1);
}

const { name, version } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
const output = resolve(options.output ?? inRoot(`${name}-${version}.vsix`));

if (!options["no-build"]) run(inRoot("scripts/build.mjs"));
// All packages are bundled. The links of the README stay relative: they are for the repository, whose address the manifest does not say.
const said = run(
  inRoot("node_modules/@vscode/vsce/vsce"),
  "package",
  "--no-dependencies",
  "--no-rewrite-relative-links",
  "--allow-missing-repository",
  "--out",
  output,
);
if (/\bwarn/i.test(said)) {
  console.error(said);
  process.exit(1);
}
console.log(`${output}: ${(statSync(output).size / 1024 / 1024).toFixed(2)} MB`);
