#!/usr/bin/env node
/**
 * A part of the tests, for the loop while one works: `npm run test:unit [-- FILE… | WORDS]`, `npm run test:rules [-- WORDS]`,
 * `npm run test:host [-- WORDS]`. FILE is a test file or a folder of them; WORDS pick the tests whose names have them.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

import { root } from "./lib/paths.mjs";
import { builtTests, mocha, uiTests, unitTests } from "./lib/test-runs.mjs";

const [part, ...rest] = process.argv.slice(2);
const files = rest.filter((argument) => existsSync(argument));
const words = rest.filter((argument) => !existsSync(argument)).join(" ");
const grep = words === "" ? [] : ["--fgrep", words];

const argumentsOf = {
  unit: () => mocha(...(files.length > 0 ? files.map(testsIn) : unitTests), ...grep),
  rules: () => mocha("test/unit/rules/*.test.ts", ...grep),
  built: () => mocha("--no-parallel", ...(files.length > 0 ? files : builtTests), ...grep),
  host: () => ["scripts/vscode.mjs"],
  ui: () => mocha("--no-parallel", ...(files.length > 0 ? ["--timeout", "120000", ...files] : uiTests), ...grep),
}[part];
if (!argumentsOf) throw new Error("the first argument is one of unit, rules, built, host, ui");

process.exitCode = spawnSync(process.execPath, argumentsOf(), {
  cwd: root,
  stdio: ["ignore", "inherit", "inherit"],
  env: { ...process.env, ...(words === "" ? {} : { PLANEGUARD_TESTS: words }) },
}).status;

function testsIn(path) {
  return path.endsWith(".ts") ? path : `${path}/**/*.test.ts`;
}
