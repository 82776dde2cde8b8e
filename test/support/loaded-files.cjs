/** `node --require` this: `PLANEGUARD_LOADED.N` is then a file for each thread with the modules loaded and the files of data that were read. */
const fs = require("node:fs");
const { writeFileSync } = fs;
const promises = require("node:fs/promises");
const { parentPort, threadId } = require("node:worker_threads");

const read = new Set();
const { readFile } = promises;
promises.readFile = (file, ...rest) => {
  read.add(String(file));
  return readFile(file, ...rest);
};

const { readFileSync } = fs;
fs.readFileSync = (file, ...rest) => {
  if (String(file).endsWith(".gz")) read.add(String(file));
  return readFileSync(file, ...rest);
};

function tell() {
  const own = new Set([__filename, require.resolve("./vscode-stub.cjs")]);
  const files = [...Object.keys(require.cache), ...read].filter((file) => !own.has(file));
  writeFileSync(`${process.env.PLANEGUARD_LOADED}.${threadId}`, JSON.stringify(files));
}

process.once("exit", tell);
if (parentPort) {
  // A thread that is ended from outside tells nothing more: it does whenever it answers.
  const { postMessage } = parentPort;
  parentPort.postMessage = (...values) => {
    tell();
    postMessage.apply(parentPort, values);
  };
}
