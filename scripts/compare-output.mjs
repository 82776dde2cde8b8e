#!/usr/bin/env node
/**
 * `npm run compare-output -- OLD NEW [PATH…]`: what two built checkouts say differently of the same files. OLD and NEW are
 * checkouts with a `dist/`; without a PATH the fixtures and the samples of NEW are read, and the posture of the demo account.
 * Ends with 0 where nothing differs, 1 where something does, and 2 where it could not compare.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const [oldRoot, newRoot, ...paths] = process.argv.slice(2).map((path) => resolve(path));
if (!newRoot) fail("usage: npm run compare-output -- OLD NEW [PATH…]");
const builds = [oldRoot, newRoot].map((root) => join(root, "dist/cli.js"));
for (const cli of builds) if (!existsSync(cli)) fail(`${cli} is missing: run npm run build there`);

const checks = (paths.length > 0 ? paths : ["test/fixtures", "samples"].map((folder) => join(newRoot, folder))).map(
  (path) => ["check", "--format", "json", "--fail-on", "never", path],
);
const calls = paths.length > 0 ? checks : [...checks, ["posture", "--demo", "--format", "json"]];

let differences = 0;
for (const call of calls) {
  const [before, after] = builds.map((cli) => linesOf(report(cli, call)));
  const gone = without(before, after);
  const come = without(after, before);
  console.log(`${call[0]} ${call.at(-1)}: ${after.length} lines, ${gone.length} gone, ${come.length} new`);
  for (const line of gone) console.log(`  - ${line}`);
  for (const line of come) console.log(`  + ${line}`);
  differences += gone.length + come.length;
}
process.exitCode = differences > 0 ? 1 : 0;

/** The report of a call as the program printed it. */
function report(cli, args) {
  const { stdout, stderr, error } = spawnSync(process.execPath, [cli, ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
    env: { ...process.env, TZ: "UTC" },
  });
  try {
    return JSON.parse(stdout);
  } catch {
    return fail(`${cli} ${args.join(" ")} gave no report: ${error?.message ?? stderr}`);
  }
}

/** A line for each finding with its fixes, each problem and each check: what may differ from run to run is left out. */
function linesOf({ findings = [], problems = [], checks = [] }) {
  return [
    ...findings.map((finding) => `finding ${JSON.stringify(finding)}`),
    ...problems.map((problem) => `problem ${JSON.stringify(problem)}`),
    ...checks.map(
      (check) => `check ${JSON.stringify(check).replace(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)/g, "TIME")}`,
    ),
  ].sort();
}

/** What the first list has more of than the second. */
function without(lines, others) {
  const left = new Map();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count === 0;
  });
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
