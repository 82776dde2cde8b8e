/** The files of a folder that git would keep. */
import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";

import ignore, { type Ignore } from "ignore";

/** The rules of one `.gitignore`, and the folder that they are for. */
interface IgnoreFile {
  readonly folder: string;
  readonly rules: Ignore;
}

/** Never looked into, whatever the ignore files say. */
const skipped = new Set([".git", "node_modules"]);

export interface WalkEvents {
  /** A folder, relative to that of the walk, could not be read. */
  onUnreadable(folder: string, error: unknown): void;
  /** So many files have been found until now. */
  onFound?(count: number): void;
}

/**
 * Every regular file below `folder` (absolute) that no `.gitignore` names, without `.git` and `node_modules`; links are
 * not followed. Of these, where `only` is given, what it names, and what is in the folders that it names (absolute paths).
 * Paths are relative to the folder, in a stable order.
 */
export async function walk(folder: string, events: WalkEvents, only?: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  const visit = async (at: string, ignoreFiles: readonly IgnoreFile[]): Promise<void> => {
    const entries = await readdir(at, { withFileTypes: true }).catch((error: unknown) =>
      events.onUnreadable(relative(folder, at), error),
    );
    if (!entries) return;
    const known = entries.some(isIgnoreFile) ? [...ignoreFiles, ...(await ignoreFileOf(at))] : ignoreFiles;
    const folders: string[] = [];
    for (const entry of entries) {
      const path = join(at, entry.name);
      const isFolder = entry.isDirectory();
      if (skipped.has(entry.name) || !(isFolder || entry.isFile()) || isIgnored(path, isFolder, known)) continue;
      if (only && !only.some((one) => isWithin(one, path) || (isFolder && isWithin(path, one)))) continue;
      if (isFolder) folders.push(path);
      else files.push(relative(folder, path));
    }
    events.onFound?.(files.length);
    await Promise.all(folders.map((path) => visit(path, known)));
  };
  const above = await ignoreFilesAbove(folder);
  // Who asks for a folder that is ignored wants it all the same.
  await visit(folder, isIgnored(resolve(folder), true, above) ? [] : above);
  return files.sort();
}

/** Whether a path is this folder or below it. */
function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}

function isIgnoreFile(entry: Dirent): boolean {
  return entry.name === ".gitignore" && entry.isFile();
}

async function ignoreFileOf(folder: string): Promise<IgnoreFile[]> {
  const text = await readFile(join(folder, ".gitignore"), "utf8").catch(() => null);
  return text === null ? [] : [{ folder, rules: ignore().add(text) }];
}

/** The ignore files between a folder and the root of its repository; none where it lies in no repository. */
async function ignoreFilesAbove(folder: string): Promise<IgnoreFile[]> {
  const above: IgnoreFile[] = [];
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (at !== resolve(folder)) above.unshift(...(await ignoreFileOf(at)));
    if (
      await stat(join(at, ".git")).then(
        () => true,
        () => false,
      )
    )
      return above;
    if (dirname(at) === at) return [];
  }
}

/** As git decides: the ignore file nearest to the path that has a rule for it. */
function isIgnored(path: string, isFolder: boolean, ignoreFiles: readonly IgnoreFile[]): boolean {
  for (let index = ignoreFiles.length - 1; index >= 0; index--) {
    const { folder, rules } = ignoreFiles[index]!;
    const { ignored, unignored } = rules.test(relative(folder, path).split(sep).join("/") + (isFolder ? "/" : ""));
    if (ignored || unignored) return ignored;
  }
  return false;
}
