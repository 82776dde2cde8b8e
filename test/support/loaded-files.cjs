/** `node --require` this: at the end, `PLANEGUARD_LOADED` names a file with the modules loaded and the files read through node:fs/promises. */
const { writeFileSync } = require("node:fs");
const promises = require("node:fs/promises");

const read = new Set();
const { readFile } = promises;
promises.readFile = (file, ...rest) => {
  read.add(String(file));
  return readFile(file, ...rest);
};

process.once("exit", () => {
  const own = new Set([__filename, require.resolve("./vscode-stub.cjs")]);
  const files = [...Object.keys(require.cache), ...read].filter((file) => !own.has(file));
  writeFileSync(process.env.PLANEGUARD_LOADED, JSON.stringify(files));
});
