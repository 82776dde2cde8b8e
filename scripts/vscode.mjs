#!/usr/bin/env node
/**
 * Runs the suite of test/host/suite in the extension host of a real VS Code: its server with a headless Chromium as the
 * window, or with `--desktop` the desktop program. What is tested is the extension as it is built in dist/.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as esbuild from "esbuild";

import { nodeOptions } from "./lib/bundle.mjs";
import { runInDesktop } from "./lib/desktop.mjs";
import { isolatedEnvironment } from "./lib/isolation.mjs";
import { out } from "./lib/paths.mjs";
import { onStop } from "./lib/processes.mjs";
import { ensureServer, startServer } from "./lib/vscode-server.mjs";
import { launchChromium, runInExtensionHost } from "./lib/window.mjs";

const suite = join(out, "host");
/** Begins each line of the report (test/host/suite/index.ts). */
const mark = "┊ ";
const temporary = mkdtempSync(join(tmpdir(), "planeguard-host-"));
const workspace = join(temporary, "workspace");
const cleanUps = [() => rmSync(temporary, { recursive: true, force: true, maxRetries: 5 })];

async function cleanUp() {
  for (let end = cleanUps.pop(); end; end = cleanUps.pop()) await end();
}

async function bundleSuite() {
  rmSync(suite, { recursive: true, force: true });
  await esbuild.build({
    ...nodeOptions,
    entryPoints: ["test/host/suite/index.ts", "test/host/suite/*.test.ts"],
    outdir: suite,
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
}

async function runInServer() {
  ensureServer();
  const server = await startServer({
    alone: true,
    env: isolatedEnvironment({ FORCE_COLOR: process.stdout.isTTY ? "1" : "0" }),
  });
  cleanUps.push(server.end);
  const browser = await launchChromium();
  cleanUps.push(() => browser.close());
  const others = [];
  let reported = false;
  const onLog = (_type, line) => {
    if (!line.startsWith(mark)) return others.push(line);
    reported = true;
    console.log(line.replaceAll(mark, ""));
  };
  try {
    return await runInExtensionHost(browser, server.url, workspace, {
      tests: join(suite, "index.js"),
      onLog,
      timeout: 600_000,
    });
  } finally {
    if (!reported) console.error(`VS Code wrote:\n${others.join("\n")}`);
  }
}

onStop(cleanUp);
try {
  mkdirSync(workspace);
  await bundleSuite();
  const desktop = process.argv.includes("--desktop");
  process.exitCode = await (desktop
    ? runInDesktop({ workspace, temporary, tests: join(suite, "index.js") })
    : runInServer());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
