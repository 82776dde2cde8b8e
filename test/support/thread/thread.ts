/** Scripts of threads for tests, bundled: a thread loads no TypeScript. */
import { basename, join } from "node:path";

import { buildSync } from "esbuild";

const folder = join(__dirname, "../../../out/test-threads");

/** The path of a bundle of a script beside this file. */
export function bundled(script: string): string {
  const outfile = join(folder, `${process.pid}-${basename(script, ".ts")}.js`);
  buildSync({ entryPoints: [join(__dirname, script)], outfile, bundle: true, platform: "node", logLevel: "warning" });
  return outfile;
}
