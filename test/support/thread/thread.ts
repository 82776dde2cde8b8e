/** Scripts of threads and processes for tests, bundled: a thread loads no TypeScript, and a process that loads it takes seconds. */
import { basename, join } from "node:path";

import { buildSync } from "esbuild";

import { textEndings } from "../../../scripts/lib/text-endings.mjs";

const folder = join(__dirname, "../../../out/test-threads");

/** The path of a bundle of a script beside this file. */
export function bundled(script: string): string {
  const outfile = join(folder, `${process.pid}-${basename(script, ".ts")}.js`);
  buildSync({
    entryPoints: [join(__dirname, script)],
    outfile,
    bundle: true,
    platform: "node",
    packages: "external",
    loader: Object.fromEntries(textEndings.map((ending) => [ending, "text"] as const)),
    logLevel: "warning",
  });
  return outfile;
}
