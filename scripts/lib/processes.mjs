/** Processes that never outlive this one, whatever ends it. Only Node built-ins. */
import { spawn } from "node:child_process";
import { constants } from "node:os";

import { inRoot } from "./paths.mjs";

const groups = new Set();

/**
 * Starts a command under guard.mjs, in a process group of its own; `child.exited` resolves to its exit code,
 * `child.end()` ends the group and waits for it.
 */
export function startGuarded(command, args, options = {}) {
  const child = spawn(process.execPath, [inRoot("scripts/lib/guard.mjs"), command, ...args], {
    ...options,
    detached: true,
    stdio: ["pipe", ...(options.stdio ?? ["pipe", "pipe"])],
  });
  groups.add(child);
  child.exited = new Promise((resolve) => child.once("exit", resolve));
  void child.exited.then(() => groups.delete(child));
  child.end = async () => {
    endGroup(child);
    await child.exited;
  };
  return child;
}

function endGroup({ pid }) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

process.on("exit", () => groups.forEach(endGroup));

/** Ends this process in an orderly way on Ctrl+C and the like: `cleanUp` runs once, then the exit code says the signal. */
export function onStop(cleanUp) {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      try {
        await cleanUp();
      } finally {
        process.exit(128 + constants.signals[signal]);
      }
    });
  }
}
