#!/usr/bin/env node
/**
 * `npm run build [-- --dev]`: makes dist/ whole. `--dev` leaves the bundles readable and adds source maps; `--watch` does
 * the same and builds again whatever changes (`npm run watch`).
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { assetPackages, copyGrammars, copyLanguages, makeCatalog, packSample } from "./lib/assets.mjs";
import { bundleAll, entries, watchAll } from "./lib/bundle.mjs";
import { thirdPartyLicenses } from "./lib/licenses.mjs";
import { dist, out } from "./lib/paths.mjs";

const watch = process.argv.includes("--watch");
const dev = watch || process.argv.includes("--dev");

mkdirSync(dist, { recursive: true });
mkdirSync(out, { recursive: true });
for (const name of readdirSync(dist)) if (name.endsWith(".js.map")) rmSync(join(dist, name));

copyGrammars();
copyLanguages();
makeCatalog();
packSample();
if (watch) {
  // The task of VS Code (.vscode/tasks.json) waits for these two lines.
  console.log("[watch] build started");
  let left = Object.keys(entries).length + 1;
  await watchAll((errors) => {
    if (--left <= 0) console.log(`[watch] build finished${errors > 0 ? " with errors" : ""}`);
  });
} else await buildOnce();

async function buildOnce() {
  const metafile = await bundleAll({ dev }).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
  writeFileSync(join(out, "meta.json"), JSON.stringify(metafile));
  writeFileSync(join(dist, "THIRD-PARTY-LICENSES.txt"), thirdPartyLicenses(metafile, assetPackages));
  if (existsSync(join(dist, "cli.js"))) chmodSync(join(dist, "cli.js"), 0o755);

  for (const [path, { bytes }] of Object.entries(metafile.outputs)) {
    if (path.endsWith(".js")) console.log(`${path.padEnd(20)} ${(bytes / 1024).toFixed(0).padStart(6)} KB`);
  }
}
