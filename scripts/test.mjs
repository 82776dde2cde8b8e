#!/usr/bin/env node
/**
 * `npm test`: installs what is missing and runs everything. The last line is `N passed, N failed`, which counts the
 * mocha tests of all suites and each other step as one. `--desktop` runs the host suite in a desktop VS Code instead.
 * Only Node built-ins are imported before the packages are there.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { ensureDependencies } from "./lib/install.mjs";
import { out, root } from "./lib/paths.mjs";
import { builtTests, mocha, uiTests, unitTests } from "./lib/test-runs.mjs";

const results = [];
const counts = join(out, "counts");

/** Each step is a run of Node; a step of mocha tests names the file that the counting reporter leaves. */
const steps = [
  ["types", ["node_modules/typescript/bin/tsc", "--noEmit"]],
  ["lint", ["node_modules/eslint/bin/eslint.js", "."]],
  ["format", ["node_modules/prettier/bin/prettier.cjs", "--check", "."]],
  ["build", ["scripts/build.mjs"]],
  ["bundles and package", mocha("--no-parallel", ...builtTests), "built"],
  ["generated files", ["--import", "tsx", "scripts/generate.ts", "--check"]],
  ["unit tests", mocha(...unitTests), "unit"],
  ["VS Code", ["scripts/vscode.mjs", ...process.argv.slice(2)], "host"],
  ...(process.argv.includes("--desktop") ? [] : [["windows of VS Code", mocha("--no-parallel", ...uiTests), "ui"]]),
];

function run([name, args, suite]) {
  console.log(`\n== ${name}`);
  const started = Date.now();
  const reporter = suite !== undefined && suite !== "host" ? ["--reporter", "scripts/lib/counting-reporter.cjs"] : [];
  const { status } = spawnSync(process.execPath, [...args, ...reporter], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, PLANEGUARD_COUNTS: counts, PLANEGUARD_SUITE: suite ?? "" },
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  results.push({ name, seconds, ...tally(status === 0, suite) });
}

/** A suite that failed without a failing test, or left no counts at all, is one failure. */
function tally(ok, suite) {
  if (suite === undefined) return { passed: Number(ok), failed: Number(!ok) };
  const file = join(counts, `${suite}.json`);
  const { passed, failed } = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passed: 0, failed: 0 };
  const sound = ok && passed > 0;
  return { passed, failed: failed === 0 && !sound ? 1 : failed };
}

try {
  ensureDependencies();
  rmSync(counts, { recursive: true, force: true });
  mkdirSync(counts, { recursive: true });
  steps.forEach(run);
} catch (error) {
  console.error(error.message);
  results.push({ name: "set-up", seconds: "", passed: 0, failed: 1 });
}

console.log("\n== Summary");
for (const { name, seconds, passed, failed } of results) {
  console.log(
    `${failed > 0 ? "FAILED" : "ok    "}  ${name.padEnd(20)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.padStart(7)} s`,
  );
}
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
console.log(`\n${total("passed")} passed, ${total("failed")} failed`);
process.exitCode = total("failed") === 0 ? 0 : 1;
