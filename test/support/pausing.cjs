/**
 * `node --require` this: the thread that opens a file of the name PLANEGUARD_PAUSE says so on standard error, and does not
 * go on from then on. With PLANEGUARD_PATIENT, it is busy with a match that takes for ever, where it else is still and
 * leaves the cores to others; and nothing waits for a command that has been stopped but a second signal. PLANEGUARD_PAUSE_FROM is the id of the first thread
 * that stops: those before it read the file in passing.
 */
const fs = require("node:fs");
const { isMainThread, threadId } = require("node:worker_threads");

const { openSync } = fs;
fs.openSync = (path, ...rest) => {
  if (
    String(path).endsWith(process.env.PLANEGUARD_PAUSE) &&
    threadId >= Number(process.env.PLANEGUARD_PAUSE_FROM ?? 0)
  ) {
    fs.writeSync(2, "busy\n");
    if (process.env.PLANEGUARD_PATIENT) /^(?:a+)+$/.test(`${"a".repeat(100)}b`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  return openSync(path, ...rest);
};

const { setTimeout } = global;
if (isMainThread && process.env.PLANEGUARD_PATIENT)
  global.setTimeout = (work, delay, ...values) => setTimeout(work, delay >= 1000 ? 2 ** 30 : delay, ...values);
