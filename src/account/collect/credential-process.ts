/** Commands that give credentials (`credential_process`): they end with the collection that wants them. */
import { AsyncLocalStorage } from "node:async_hooks";
import { type ChildProcess, exec, execFileSync } from "node:child_process";
import { promisify } from "node:util";

import { externalDataInterceptor } from "@smithy/core/config";

/** In milliseconds, for what tells and ends processes. */
const patience = 1000;

const collection = new AsyncLocalStorage<AbortSignal>();

interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/** What `promisify` makes of `exec`, in the SDK as here. */
function run(command: string): Promise<Output> {
  const signal = collection.getStore();
  return new Promise((resolve, reject) => {
    const child: ChildProcess = exec(command, (error, stdout, stderr) => {
      signal?.removeEventListener("abort", end);
      if (error) reject(error);
      else resolve({ stdout, stderr });
    });
    const end = () => void (child.pid !== undefined && endTree(child.pid));
    signal?.addEventListener("abort", end, { once: true });
    if (signal?.aborted) end();
  });
}

/** A shell does not hand on the signal that ends it, and a group of its own would have no terminal to ask for a password. */
function endTree(top: number): void {
  try {
    if (process.platform === "win32") {
      execFileSync("taskkill", ["/pid", `${top}`, "/t", "/f"], { stdio: "ignore", timeout: patience });
      return;
    }
    const listed = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8", timeout: patience });
    const parents = listed.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
    const tree = new Set([top]);
    // A list is in no order: once for each generation.
    for (let before = 0; before < tree.size;) {
      before = tree.size;
      for (const [id, parent] of parents) if (tree.has(parent!)) tree.add(id!);
    }
    for (const id of tree) endOne(id);
  } catch {
    endOne(top);
  }
}

function endOne(id: number): void {
  try {
    process.kill(id);
  } catch {
    // It has ended.
  }
}

// The SDK takes this one where it is given, in place of Node's.
externalDataInterceptor.interceptToken(
  "exec",
  Object.assign(() => {}, { [promisify.custom]: run }),
);

let underWay = 0;

/** Commands that `work` makes the SDK run are killed when the signal is aborted. */
export async function endingCommands<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  underWay++;
  try {
    return await collection.run(signal, work);
  } finally {
    // Until then Node 20 and 22 follow every promise of the process, which makes all calls of the collection dearer.
    if (--underWay === 0) collection.disable();
  }
}
