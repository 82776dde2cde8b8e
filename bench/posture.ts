/**
 * The posture of an account: the demo account in a process of its own, which answers each call after 80 ms, asked by another
 * process as the editor does it, loading included. No call is made for a single user: the table shows it.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { median, type Row } from "./measure";

const dist = join(__dirname, "../dist");
const { demoCredentials } = createRequire(__filename)(
  join(dist, "demo.js"),
) as typeof import("../src/account/demo/server");

const latencyMs = 80;
const roles = 1000;

/** Serves the demo account with so many users and roles, a VPC in each of its Regions and pages of a thousand, until its input ends. */
const serve = (users: number) => `
  const { demoDescription, startDemo } = require(${JSON.stringify(join(dist, "demo.js"))});
  const many = (some, count) => Array.from({ length: count }, (_, index) => ({ ...some[index % some.length], name: some[index % some.length].name + '-' + index }));
  // As AWS makes an account: a VPC in every Region, most of them empty.
  const { vpcs, ...regional } = demoDescription.regional;
  const emptyVpcs = demoDescription.regions.map(({ name }) => name).filter((name) => !vpcs.includes(name));
  const description = { ...demoDescription, regional: { ...regional, emptyVpcs }, users: many(demoDescription.users, ${users}), roles: many(demoDescription.roles, ${roles}), credentialReport: 'present' };
  startDemo(description, { latencyMs: ${latencyMs}, pageSize: 1000 }).then(demo => console.log(demo.endpointUrl));
  process.stdin.resume().on('end', () => process.exit());`;

/** Collects once, and prints what it took. */
const collect = (endpointUrl: string) => `
  const started = performance.now();
  const { collectPosture } = require(${JSON.stringify(join(dist, "account.js"))});
  let first;
  const onProgress = ({ checks }) => { if (checks.some(({ verdict }) => verdict === 'pass' || verdict === 'fail')) first ??= performance.now() - started; };
  collectPosture({ endpointUrl: ${JSON.stringify(endpointUrl)}, region: 'us-east-1', onProgress }).then(({ posture, failure }) => {
    if (!posture || posture.failures.length > 0) throw new Error(JSON.stringify(failure ?? posture.failures));
    console.log(JSON.stringify({ ms: performance.now() - started, first, calls: posture.calls.total, memory: process.resourceUsage().maxRSS * 1024, checks: posture.checks.length }));
  });`;

interface Run {
  readonly ms: number;
  /** Until the first verdict that a call gave. */
  readonly first: number;
  readonly calls: number;
  /** Bytes, at most. */
  readonly memory: number;
  readonly checks: number;
}

function start(script: string, env: NodeJS.ProcessEnv = {}) {
  // Nothing of this machine's own AWS configuration.
  const surroundings = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_")));
  const child = spawn(process.execPath, ["--eval", script], {
    stdio: ["pipe", "pipe", "inherit"],
    env: {
      ...surroundings,
      AWS_CONFIG_FILE: "/nonexistent",
      AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
      AWS_EC2_METADATA_DISABLED: "true",
      ...env,
    },
  });
  const line = once(createInterface(child.stdout), "line").then(([text]) => String(text));
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`ended with ${code}`);
  });
  return { child, line: Promise.race([line, ended]) };
}

async function measured(users: number, runs: number): Promise<Run> {
  const demo = start(serve(users));
  try {
    const endpointUrl = await demo.line;
    const { accessKeyId, secretAccessKey } = demoCredentials();
    const all: Run[] = [];
    for (let run = 0; run < runs; run++)
      all.push(
        JSON.parse(
          await start(collect(endpointUrl), { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey })
            .line,
        ) as Run,
      );
    const of = (figure: (one: Run) => number) => median(all.map(figure));
    return {
      ms: of((one) => one.ms),
      first: of((one) => one.first),
      calls: of((one) => one.calls),
      memory: Math.max(...all.map((one) => one.memory)),
      checks: all[0]!.checks,
    };
  } finally {
    demo.child.stdin.end();
  }
}

export async function posture(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const users of [10, 100, 1000, 5000]) {
    const { ms, first, calls, memory, checks } = await measured(users, users === 5000 ? 5 : 3);
    const what = `posture, ${users} users and ${roles} roles`;
    const largest = users === 5000;
    if (largest) console.log(`Posture of 17 Regions, ${latencyMs} ms a call: ${checks} checks.`);
    rows.push(
      { what: `${what}: calls`, figure: calls, unit: "", bound: largest ? 220 : null },
      { what: `${what}: time`, figure: ms / 1000, unit: "s", bound: largest ? 4 : null },
      { what: `${what}: first verdict`, figure: first / 1000, unit: "s", bound: largest ? 0.5 : null },
      { what: `${what}: peak memory`, figure: memory / 1e6, unit: "MB", bound: largest ? 300 : null },
    );
  }
  return rows;
}
