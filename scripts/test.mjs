#!/usr/bin/env node
/**
 * `npm test`: installs what is missing and runs everything, four steps at a time. The last line is `N passed, N failed`,
 * which counts the mocha tests of all suites and each other step as one; above it stands what failed, since the record of
 * a run may keep its end alone. `--desktop` runs the host suite in a desktop VS Code instead. Only Node built-ins are
 * imported before the packages are there.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { join } from "node:path";

import { ensureDependencies } from "./lib/install.mjs";
import { out, root } from "./lib/paths.mjs";
import { builtTests, codeCache, mocha, uiTests, unitParts } from "./lib/test-runs.mjs";

const results = [];
const counts = join(out, "counts");
const desktop = process.argv.includes("--desktop");

const build = ["build", ["scripts/build.mjs"]];
/**
 * Needs nothing that is built, and has the core that the build leaves. The types that some rules ask for are checked by the way: `npm
 * run check:types` would read all sources once more.
 */
const lint = ["lint and types", ["node_modules/oxlint/bin/oxlint", "--type-aware", "--type-check"]];
/** Each step is a run of Node; a step of mocha tests names the file that the counting reporter leaves. */
// In one process: with a worker, two would load the sources.
const [longestUnits, longUnits, ...shortUnits] = unitParts.map(({ rooms, tests }) => [
  `unit tests, ${rooms}`,
  mocha("--no-parallel", ...tests),
  `unit-${rooms}`,
]);
const [bundleTests, packageTests] = builtTests;
const windows = ["windows of VS Code", mocha("--no-parallel", ...uiTests), "ui"];
/** The longest come first and the shortest last, so that all lanes end at about the same time. Two cores have four: some of them wait. */
const others = [
  ["bundles", mocha("--no-parallel", bundleTests), "bundles"],
  longUnits,
  ["VS Code", ["scripts/vscode.mjs", ...process.argv.slice(2)], "host"],
  ["package", mocha("--no-parallel", packageTests), "package"],
  ...shortUnits,
  ["format", ["node_modules/oxfmt/bin/oxfmt", "--check"]],
  ["nothing unused", ["node_modules/knip/bin/knip.js", "--no-progress", "--no-config-hints"]],
  ["generated files", ["--import", "./scripts/lib/sources.mjs", "scripts/generate.ts", "--check"]],
];

/** Suites that start what is built some hundreds of times. */
const startsMuch = new Set(["bundles", "package"]);

/** Runs a step and prints what it wrote in one piece, so that two steps do not mix. */
async function run([name, args, suite]) {
  const started = Date.now();
  const reporter = suite !== undefined && suite !== "host" ? ["--reporter", "scripts/lib/counting-reporter.cjs"] : [];
  console.log(`.. ${name} begins`);
  const variables = {
    PLANEGUARD_COUNTS: counts,
    PLANEGUARD_SUITE: suite ?? "",
    // Of one run: it goes with the counts.
    PLANEGUARD_PACKAGE: join(counts, "planeguard.vsix"),
    ...(startsMuch.has(suite) ? codeCache(join(counts, "code")) : {}),
  };
  // Windows miss keys where they do not come first.
  const { status, output } = await node([...args, ...reporter], variables, suite === "ui");
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(`\n== ${name} (${seconds} s)\n${output}\n`);
  results.push({ name, seconds, ...tally(status === 0, suite, output) });
}

function node(args, variables, comesFirst) {
  const pieces = [];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...variables },
  });
  if (!comesFirst && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => pieces.push(piece));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, output: Buffer.concat(pieces).toString() }));
  });
}

/** Installs the VS Code server where it is missing, beside the packages; a failure is for the step that needs it to report. */
function installServer() {
  const script = 'import { ensureServer } from "./scripts/lib/vscode-server.mjs"; ensureServer();';
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { cwd: root, stdio: "ignore" });
  return new Promise((resolve) => child.on("error", resolve).on("close", resolve));
}

async function lane(queue) {
  for (let step = queue.shift(); step; step = queue.shift()) await run(step);
}

/** A suite that failed without a failing test, or left no counts at all, is one failure, told by the end of its output. */
function tally(ok, suite, output) {
  const unknown = [{ title: "ended with", why: lastLines(output) }];
  if (suite === undefined) return { passed: Number(ok), failed: Number(!ok), failures: ok ? [] : unknown };
  const file = join(counts, `${suite}.json`);
  const left = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passed: 0, failed: 0 };
  if (left.failed > 0 || (ok && left.passed > 0)) return left;
  return { ...left, failed: 1, failures: unknown };
}

function lastLines(output) {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return lines
    .slice(-10)
    .map((line) => `    ${line.slice(0, 200)}`)
    .join("\n");
}

try {
  const serverInstalled = desktop ? Promise.resolve() : installServer();
  ensureDependencies();
  rmSync(counts, { recursive: true, force: true });
  mkdirSync(counts, { recursive: true });
  const linted = run(lint);
  await run(build);
  const queue = [...others];
  await Promise.all([
    linted.then(() => lane(queue)),
    lane(queue),
    run(longestUnits).then(() => lane(queue)),
    (desktop ? Promise.resolve() : serverInstalled.then(() => run(windows))).then(() => lane(queue)),
  ]);
} catch (error) {
  console.error(error.message);
  const failures = [{ title: "ended with", why: lastLines(String(error.message)) }];
  results.push({ name: "set-up", seconds: "", passed: 0, failed: 1, failures });
}

const all = (key) => results.flatMap(({ name, [key]: some = [] }) => some.map((one) => ({ name, one })));
const [failures, secondTries] = [all("failures"), all("secondTries")];
if (failures.length > 0) console.log("\n== Failed");
for (const { name, one } of failures.slice(0, 12)) console.log(`${name}: ${one.title}\n${one.why}`);
if (failures.length > 12) console.log(`and ${failures.length - 12} more, above`);
if (secondTries.length > 0) console.log("\n== Passed at the second try");
for (const { name, one } of secondTries) console.log(`${name}: ${one}`);

console.log("\n== Summary");
for (const { name, seconds, passed, failed } of results) {
  console.log(
    `${failed > 0 ? "FAILED" : "ok    "}  ${name.padEnd(24)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.padStart(7)} s`,
  );
}
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
console.log(`\n${total("passed")} passed, ${total("failed")} failed`);
process.exitCode = total("failed") === 0 ? 0 : 1;
