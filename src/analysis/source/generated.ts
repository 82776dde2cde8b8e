/** Files made by machines: what looks like a key or a policy in them was written by nobody. */
import type { SourceDocument } from "./document";
import { baseName, type Form, isCode } from "./forms";

const lockFiles = new Set([
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "bun.lock",
  "deno.lock",
  "composer.lock",
  "gemfile.lock",
  "poetry.lock",
  "pipfile.lock",
  "uv.lock",
  "pdm.lock",
  "cargo.lock",
  "go.sum",
  "packages.lock.json",
  ".terraform.lock.hcl",
  "mix.lock",
  "podfile.lock",
  "flake.lock",
]);

const generatedEnding = /\.(?:min|bundle|chunk)\.(?:js|mjs|cjs|css)$|\.(?:map|svg|lock|snap|pem|crt|asc)$/i;

/** Examples of requests that come with every copy of AWS's SDK for Python. */
const ofSdk = /(?:^|[\\/])boto(?:core|3)[\\/]data[\\/]/;

/** Whether a document is a lock file, a source map, a bundle, an image or the like. */
export function isGenerated(document: SourceDocument, form: Form): boolean {
  return isGeneratedName(document.name) || isMinified(document, form);
}

/** The same of what its name alone tells. */
export function isGeneratedName(name: string): boolean {
  const base = baseName(name).toLowerCase();
  return isOfSdk(name) || lockFiles.has(base) || generatedEnding.test(base);
}

/** Code of which the lines are too long to be written by hand. */
function isMinified({ text }: SourceDocument, form: Form): boolean {
  if (text.length < 5000 || !isCode(form) || form === "python") return false;
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    if (++lines * 500 > text.length) return false;
  }
  return true;
}

/** Whether a file came with AWS's SDK, in a folder of packages that somebody keeps. */
export function isOfSdk(name: string): boolean {
  return ofSdk.test(name);
}
