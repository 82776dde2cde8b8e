/** Writing files: whole or not at all, and only where somebody who knows the name would expect it. */
import { closeSync, constants, existsSync, lstatSync, openSync, realpathSync, statSync, writeSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

import writeFileAtomic from "write-file-atomic";

import { isWithin } from "./within";

/**
 * Writes a text in place of what the file held, through a temporary file beside it; to a pipe or a device directly.
 * A link is followed, but not out of the tree: the innermost of `trees` (folders, absolute) or the repository that the
 * path, as it is named, lies in. Throws where that is so, and as the system does; `reasonOf` says why in words.
 */
export function writeWhole(path: string, text: string, trees: readonly string[]): void {
  const existing = statSync(path, { throwIfNoEntry: false });
  const target = targetOf(path, trees);
  if (existing && !existing.isFile() && !existing.isDirectory()) writeDirectly(path, text);
  else if (existing?.isDirectory()) throw new Error("it is a folder");
  else writeFileAtomic.sync(target, text);
}

/** Where the links of a path lead. */
function targetOf(path: string, trees: readonly string[]): string {
  const link = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  const tree = treeOf(path, trees);
  if (tree === null && link) return existsSync(path) ? real(path) : path;
  const target = existsSync(path) ? real(path) : join(realpathSync(dirname(path)), basename(path));
  if (link && !existsSync(path)) throw new Error("it is a link that leads nowhere");
  if (tree !== null && !isWithin(realpathSync(tree), target)) throw new Error(`a link leads out of ${tree}`);
  return target;
}

/** A pipe that a link in /proc stands for has no path of its own. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function treeOf(path: string, trees: readonly string[]): string | null {
  const around = [...trees.map((tree) => resolve(tree)), ...repositoryOf(path)].filter((tree) => isWithin(tree, path));
  return around.reduce<string | null>((inner, tree) => (tree.length > (inner?.length ?? 0) ? tree : inner), null);
}

function repositoryOf(path: string): string[] {
  for (let at = dirname(path); ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return [at];
    if (dirname(at) === at) return [];
  }
}

/** Throws for a pipe that nobody reads, in place of waiting for somebody. */
function writeDirectly(path: string, text: string): void {
  if (statSync(path).isFIFO()) {
    try {
      closeSync(openSync(path, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0)));
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === "ENXIO" ? new Error("nobody reads the pipe") : error;
    }
  }
  const file = openSync(path, constants.O_WRONLY);
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
  } finally {
    closeSync(file);
  }
}
