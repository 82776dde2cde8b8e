/**
 * Whether the tests notice a broken program: `npm run mutation [-- ROOM… --sample LINES --seed N --concurrency N]`.
 *
 * StrykerJS changes one operator, condition or value at a time and runs the tests that reach it. Without a room all of them
 * are tried, which takes hours; `--sample` takes about so many lines of each, chosen by the seed. What no test noticed is
 * listed, and kept in `.mutation/reports`. Ends with 1 where a room is below the bound.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

import { node } from "./lib/vscode-server.mjs";
import { prepareCopy, writeSettings } from "./mutation/copy";
import { mutationRooms } from "./mutation/rooms";
import { linesOf, sampleOf } from "./mutation/sample";
import { summaryOf } from "./mutation/summary";

/** Of the changes that a test reaches or should reach, in per cent. */
const bound = 85;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    concurrency: { type: "string", default: "2" },
  },
});
const unknown = positionals.filter((name) => !(name in mutationRooms));
if (unknown.length > 0) fail(`${unknown.join(", ")}: the rooms are ${Object.keys(mutationRooms).join(", ")}`);
const lines = Number(values.sample ?? Infinity);
const [seed, concurrency] = [Number(values.seed), Number(values.concurrency)];
if (!(lines > 0) || !Number.isInteger(seed) || !(concurrency > 0))
  fail("--sample, --seed and --concurrency are numbers");

const home = prepareCopy();
const rooms = positionals.length > 0 ? positionals : Object.keys(mutationRooms);
const summaries = rooms.map((name) => {
  const room = mutationRooms[name]!;
  const files = linesOf(home, room);
  console.log(`\n== ${name}${lines === Infinity ? "" : `, ${lines} lines of seed ${seed}`}`);
  const mutate = Number.isFinite(lines) ? sampleOf(files, lines, seed) : files.map(({ path }) => path);
  const settings = writeSettings(home, name, mutate, room.tests, concurrency);
  const { status } = spawnSync(node, ["node_modules/@stryker-mutator/core/bin/stryker.js", "run", settings], {
    cwd: home,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) fail(`the mutation of ${name} did not end as it should`);
  return summaryOf(home, name);
});

console.log("\n== Noticed");
for (const { name, noticed, all } of summaries)
  console.log(`${name}: ${noticed} of ${all} (${percent(noticed, all)} %)`);
process.exitCode = summaries.every(({ noticed, all }) => percent(noticed, all) >= bound) ? 0 : 1;

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.round((1000 * part) / whole) / 10;
}

function fail(message: string): never {
  console.error(`mutation: ${message}`);
  process.exit(2);
}
