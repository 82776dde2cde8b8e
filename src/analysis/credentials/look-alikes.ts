/** Files in which what looks like a key is none: made by machines, and full of random characters. */
import type { SourceDocument } from "../source/document";
import { baseName, grammarOf } from "../source/forms";

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

/** Whether a document is a lock file, a source map, a bundle, an image or the like. */
export function isGenerated(document: SourceDocument): boolean {
  const base = baseName(document.name).toLowerCase();
  return lockFiles.has(base) || generatedEnding.test(base) || isMinified(document);
}

/** Code of which the lines are too long to be written by hand. */
function isMinified(document: SourceDocument): boolean {
  const { text } = document;
  const grammar = grammarOf(document);
  if (text.length < 5000 || !grammar || grammar === "python") return false;
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    if (++lines * 500 > text.length) return false;
  }
  return true;
}

const base64 = /[A-Za-z0-9+/=_-]/;

/** Whether a place lies inside of a stretch of base64 that is much longer than a key. */
export function liesInBase64(text: string, start: number, end: number): boolean {
  let from = start;
  let to = end;
  while (from > 0 && start - from < 100 && base64.test(text[from - 1]!)) from--;
  while (to < text.length && to - end < 100 && base64.test(text[to]!)) to++;
  return start - from >= 100 || to - end >= 100 || start - from + (to - end) >= 100;
}
