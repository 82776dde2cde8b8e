#!/usr/bin/env node
/**
 * `npm start [-- PATH]`: a real VS Code with Planeguard on a copy of the sample workspace, or on the folder PATH.
 * The desktop program where `code` is on the PATH and there is a display (`--browser`: not even then), else the VS Code
 * server, whose address is printed. Ends, leaving nothing, on Ctrl+C. `--no-build` takes dist/ as it is. Only Node built-ins
 * are imported before the packages are there.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { ensureDependencies } from "./lib/install.mjs";
import { inRoot, root } from "./lib/paths.mjs";
import { onStop } from "./lib/processes.mjs";

const usage = "npm start [-- [PATH] [--browser] [--port NUMBER] [--no-build]]";
const cleanUps = [];
let ending = false;
const cleanUp = async () => {
  ending = true;
  for (let end = cleanUps.pop(); end; end = cleanUps.pop()) await end();
};

function readArguments() {
  const { values, positionals } = parseArgs({
    options: { browser: { type: "boolean" }, port: { type: "string" }, "no-build": { type: "boolean" } },
    allowPositionals: true,
  });
  const port = Number(values.port ?? 0);
  if (positionals.length > 1 || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`Usage: ${usage}`);
  // npm runs us in the root of the repository; the person typed the path where they were.
  const folder = positionals[0] === undefined ? null : resolve(process.env.INIT_CWD ?? process.cwd(), positionals[0]);
  if (folder !== null && !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`${folder} is not a folder`);
  return { folder, port, browser: values.browser ?? false, asItIs: values["no-build"] ?? false };
}

function build() {
  const { status } = spawnSync(process.execPath, [inRoot("scripts/build.mjs")], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error(`The build failed (exit code ${status}).`);
}

async function sampleIn(temporary) {
  const { copySample } = await import("./lib/sample.mjs");
  const folder = join(temporary, "parcel-tracker");
  await copySample(folder);
  return folder;
}

/** The demo account stands behind the sample; behind a person's own folder, whatever they pick. */
const environmentOf = (sample) => ({ ...process.env, ...(sample ? { PLANEGUARD_DEMO: "1" } : {}) });

async function startInDesktop(program, { folder, sample, temporary }) {
  const { openInDesktop } = await import("./lib/desktop.mjs");
  const window = openInDesktop(program, folder, { temporary, trusted: sample, env: environmentOf(sample) });
  cleanUps.push(window.end);
  announce({ folder, sample, where: "VS Code opens in a window of its own." });
  await window.exited;
}

async function startInBrowser({ folder, sample, port }) {
  const { ensureServer, startServer } = await import("./lib/vscode-server.mjs");
  const { randomBytes } = await import("node:crypto");
  ensureServer();
  const token = randomBytes(16).toString("hex");
  const server = await startServer({ port, token, installed: true, trust: !sample, env: environmentOf(sample) });
  cleanUps.push(server.end);
  announce({
    folder,
    sample,
    where: `VS Code is at\n\n  ${server.url}/?tkn=${token}&folder=${encodeURIComponent(folder)}\n`,
  });
  const code = await server.exited;
  if (!ending) throw new Error(`The VS Code server ended (exit code ${code}).`);
}

function announce({ folder, sample, where }) {
  const looks = sample
    ? [
        `It shows ${folder}, a copy of samples/workspace that is thrown away at the end. Look at`,
        "  policies/deploy-role.json   squiggles, hovers and light bulbs in an IAM policy",
        "  src/notify.mjs              static keys, which the light bulb replaces by a role",
        "  the shield at the left      the posture of the embedded demo account",
        "  F1, then Planeguard         the commands",
      ]
    : [
        `It shows ${folder}. The shield at the left shows the posture of an account: yours, or the embedded demo account.`,
      ];
  console.log(["", where, ...looks, "", "Ctrl+C ends it and leaves nothing running."].join("\n"));
}

onStop(cleanUp);
try {
  const { folder: own, port, browser, asItIs } = readArguments();
  ensureDependencies();
  if (!asItIs) build();
  const temporary = mkdtempSync(join(tmpdir(), "planeguard-"));
  const removeTemporary = () => rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  cleanUps.push(removeTemporary);
  const sample = own === null;
  const folder = own ?? (await sampleIn(temporary));
  const { desktopProgram } = await import("./lib/desktop.mjs");
  const program = browser ? null : desktopProgram();
  await (program === null
    ? startInBrowser({ folder, sample, port })
    : startInDesktop(program, { folder, sample, temporary }));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
