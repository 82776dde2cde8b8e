/**
 * Loaded before a bundle of dist/ (`node --require`) by `npm test`, which starts some hundreds of them: what V8 has compiled of a
 * bundle is kept in the folder PLANEGUARD_CODE_CACHE and taken from there by the next process that loads it. Node can do
 * so by itself from version 22 on.
 */
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join, resolve } = require("node:path");
const { Script } = require("node:vm");
const { threadId } = require("node:worker_threads");

const folder = process.env.PLANEGUARD_CODE_CACHE;
const dist = resolve(__dirname, "../../dist");
/** Milliseconds after which the most of what a thread needs has been compiled: one that is ended has no last word. */
const warm = 150;
const compile = Module.prototype._compile;

if (folder) {
  Module.prototype._compile = function (content, file) {
    return dirname(file) === dist ? compileCached(this, content, file) : compile.call(this, content, file);
  };
}

function compileCached(module, content, file) {
  const { size, mtimeMs } = statSync(file);
  const kept = join(folder, `${file.slice(dist.length + 1)}-${size}-${mtimeMs}-${process.version}`);
  const cachedData = contentOf(kept);
  const script = new Script(Module.wrap(content.replace(/^#!.*/, "")), { filename: file, cachedData });
  if (cachedData === undefined) keepOnce(script, kept);
  const own = (id) => module.require(id);
  own.resolve = (id, options) => Module._resolveFilename(id, module, false, options);
  own.main = process.mainModule;
  own.cache = Module._cache;
  const body = script.runInThisContext();
  return body.call(module.exports, module.exports, own, module, file, dirname(file));
}

function contentOf(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function keepOnce(script, file) {
  let isKept = false;
  const keep = () => {
    if (isKept) return;
    isKept = true;
    mkdirSync(folder, { recursive: true });
    // In one step: another process may be reading.
    const own = `${file}.${process.pid}.${threadId}`;
    writeFileSync(own, script.createCachedData());
    renameSync(own, file);
  };
  process.once("exit", keep);
  setTimeout(keep, warm).unref();
}
