/** What of `dist/` the terminal runs: everything that is built but the bundles of the editors. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { inRoot } from "./paths.mjs";

const ofEditors = /^(?:extension|web)\.js$|\.map$/;

/** Relative to `dist/`, with slashes. */
export function filesOfTerminal() {
  if (!existsSync(inRoot("dist/cli.js"))) throw new Error("run npm run build first");
  return readdirSync(inRoot("dist"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !ofEditors.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(inRoot("dist").length + 1))
    .map((path) => path.replaceAll("\\", "/"));
}
