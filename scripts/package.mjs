#!/usr/bin/env node
/**
 * `npm run package [-- --output FILE] [--no-build]`: makes planeguard-VERSION.vsix from a fresh build. A warning of vsce
 * is a failure: it would be a warning to whoever publishes.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { inRoot, root } from "./lib/paths.mjs";

const { values: options } = parseArgs({ options: { output: { type: "string" }, "no-build": { type: "boolean" } } });

function run(cwd, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  const said = stdout + stderr;
  if (status === 0) return said;
  console.error(said);
  process.exit(status ?? 1);
}

const { name, version } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
const output = resolve(options.output ?? inRoot(`${name}-${version}.vsix`));

if (!options["no-build"]) run(root, inRoot("scripts/build.mjs"));
// All packages are bundled. The links of the README stay relative: they are for the repository, whose address the manifest does not say.
const said = run(
  onlyWhatIsPackaged(),
  "--require",
  inRoot("scripts/lib/smallest.cjs"),
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

/** A folder with nothing at its root but what .vscodeignore names: vsce asks of each file that it finds, and here are many thousands. */
function onlyWhatIsPackaged() {
  const ignore = readFileSync(inRoot(".vscodeignore"), "utf8");
  const named = Array.from(ignore.matchAll(/^!([^/\n]+)/gm), ([, name]) => name);
  const to = mkdtempSync(join(tmpdir(), "planeguard-package-"));
  process.once("exit", () => rmSync(to, { recursive: true, force: true }));
  for (const name of readdirSync(root))
    if (name === ".vscodeignore" || named.some((one) => isNamed(one, name)))
      cpSync(inRoot(name), join(to, name), { recursive: true });
  return to;
}

function isNamed(pattern, name) {
  const [before, after = ""] = pattern.split("*");
  return pattern === name || (pattern.includes("*") && name.startsWith(before) && name.endsWith(after));
}
