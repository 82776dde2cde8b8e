/**
 * `node --require` this: the thread that opens a file of the name PLANEGUARD_PAUSE says so on standard error, and is busy
 * from then on without end, as with a match that takes for ever. With PLANEGUARD_PATIENT, nothing waits for a command that
 * has been stopped but a second signal.
 */
const fs = require("node:fs");
const { isMainThread } = require("node:worker_threads");

const { openSync } = fs;
fs.openSync = (path, ...rest) => {
  if (String(path).endsWith(process.env.PLANEGUARD_PAUSE)) {
    fs.writeSync(2, "busy\n");
    /^(?:a+)+$/.test(`${"a".repeat(100)}b`);
  }
  return openSync(path, ...rest);
};

const { setTimeout } = global;
if (isMainThread && process.env.PLANEGUARD_PATIENT)
  global.setTimeout = (work, delay, ...values) => setTimeout(work, delay >= 1000 ? 2 ** 30 : delay, ...values);
