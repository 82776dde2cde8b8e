/** Runs the command line of this release, and git. */
import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../../dist/cli.js", import.meta.url));

/** Its exit code. What it prints is printed; it sees none of the inputs, of which one is a token. */
export function planeguard(...args) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("INPUT_")));
  const child = spawn(process.execPath, [cli, ...args], { stdio: "inherit", env });
  const signals = ["SIGINT", "SIGTERM"];
  const forward = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      for (const signal of signals) process.removeListener(signal, forward);
      resolve(code ?? 2);
    });
  });
}

/** The commit at which what stands here left that of the id; null where the clone does not have it. */
export function mergeBase(id) {
  const { status, stdout } = spawnSync("git", ["merge-base", id, "HEAD"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

export const needsHistory =
  "the clone does not have the commit that this change begins at; give actions/checkout `fetch-depth: 0`";
