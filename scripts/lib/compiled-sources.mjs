/**
 * TypeScript made into what Node runs, a module for each source, kept under out/ by its content. Like the bundles, and unlike
 * tsx, it loads by `require` what a source imports on first use, and gives functions no names beside those that V8 gives
 * them: both would take a good part of the tests' time.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { threadId } from "node:worker_threads";

import { buildSync, version } from "esbuild";

import { inRoot, out, root } from "./paths.mjs";

const rooms = ["src", "test"];
const kept = join(out, "sources");

/** @type {import("esbuild").BuildOptions} */
const options = {
  absWorkingDir: root,
  outbase: root,
  outdir: kept,
  platform: "node",
  format: "cjs",
  target: "node20",
  supported: { "dynamic-import": false },
  sourcemap: "inline",
  sourcesContent: false,
  logLevel: "silent",
};
const stamp = JSON.stringify([options, version, readFileSync(inRoot("tsconfig.json"), "utf8")]);

/** Whether this is compiled here: the rest of TypeScript is tsx's. */
export const isOurs = (file) => rooms.some((room) => file.startsWith(inRoot(room) + sep));

let isCaughtUp = false;

/**
 * What Node runs of a source of ours.
 * @throws what esbuild says where it is no TypeScript
 */
export function compiled(file) {
  const place = placeOf(file);
  if (!existsSync(place)) {
    // All that are missing at once: to start esbuild takes longer than to compile.
    if (!isCaughtUp) catchUp();
    if (!existsSync(place)) compile([file]);
  }
  return readFileSync(place, "utf8");
}

function catchUp() {
  isCaughtUp = true;
  const places = new Map(rooms.flatMap(sourcesIn).map((file) => [placeOf(file), file]));
  const old = existsSync(kept) ? readdirSync(kept).map((name) => join(kept, name)) : [];
  for (const place of old) if (place.endsWith(".js") && !places.has(place)) rmSync(place, { force: true });
  const missing = [...places].filter(([place]) => !existsSync(place)).map(([, file]) => file);
  try {
    if (missing.length > 0) compile(missing);
  } catch {
    // One of them is no TypeScript: whoever loads it is told.
  }
}

function placeOf(file) {
  const hash = createHash("sha1").update(stamp).update(file).update(readFileSync(file)).digest("hex");
  return join(kept, `${hash}.js`);
}

function sourcesIn(room) {
  return readdirSync(inRoot(room), { recursive: true })
    .filter((path) => path.endsWith(".ts") && !path.startsWith(`fixtures${sep}`))
    .map((path) => inRoot(room, path));
}

function compile(files) {
  const { outputFiles } = buildSync({ ...options, entryPoints: files, write: false });
  mkdirSync(kept, { recursive: true });
  for (const { path, contents } of outputFiles) {
    const place = placeOf(inRoot(relative(kept, path).replace(/\.js$/, ".ts")));
    // In one step: another process may be reading.
    const own = `${place}.${process.pid}.${threadId}`;
    writeFileSync(own, contents);
    renameSync(own, place);
  }
}
