#!/usr/bin/env node
/**
 * `node scripts/sbom.mjs FILE`, after a build: the packages that are shipped, as CycloneDX 1.5. npm writes it of everything
 * that is installed here; what the bundles hold stays, as the licences beside them name it.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

import { inRoot, root } from "./lib/paths.mjs";

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("say which file to write");
const licences = readFileSync(inRoot("dist/THIRD-PARTY-LICENSES.txt"), "utf8");
const shipped = new Set(
  [...licences.matchAll(/^-{80}\n(\S+) (\S+) \(.+\)\n-{80}$/gm)].map(([, name, version]) => `${name}@${version}`),
);

const { name } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
const command = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
const all = JSON.parse(execFileSync("npm", command, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 }));
const components = all.components
  .filter((component) => shipped.has(`${component.name}@${component.version}`))
  .map((component) => ({ ...component, scope: "required" }));
const kept = new Set([all.metadata.component["bom-ref"], ...components.map((component) => component["bom-ref"])]);
const dependencies = all.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));
const missing = [...shipped].filter(
  (id) => !components.some((component) => `${component.name}@${component.version}` === id),
);
if (missing.length > 0) throw new Error(`shipped, but not in package-lock.json: ${missing.join(", ")}`);
const metadata = { ...all.metadata, component: { ...all.metadata.component, name } };
writeFileSync(file, `${JSON.stringify({ ...all, metadata, components, dependencies }, null, 2)}\n`);
