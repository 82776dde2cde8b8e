/** What git knows of a repository beside the names of its files: which it tracks, and which it ignores. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";

import pLimit from "p-limit";

import { type IgnoreFile, readIgnoreFile } from "../ignore/ignore-file";
import type { MatchingTime } from "../ignore/patterns";
import { git } from "./git";

/** A workspace may hold many repositories. */
const gitsAtOnce = pLimit(4);

/** The files of git's index. Paths are relative to the root of the repository, with slashes. */
export interface TrackedFiles {
  has(path: string): boolean;
  /** Whether it tracks a file below a folder. */
  hasBelow(folder: string): boolean;
}

export interface IgnoreSettings {
  /** `core.ignoreCase`. */
  readonly fold: boolean;
  /** Those outside of the tree, the strongest last. */
  readonly files: readonly IgnoreFile[];
}

/** Reads the index. Rejects with a `GitError`. */
export async function trackedFiles(top: string): Promise<TrackedFiles> {
  const listed = await gitsAtOnce(() => git({ top }, ["ls-files", "-z"]));
  const files = new Set<string>();
  const folders = new Set<string>();
  for (const path of names(listed)) {
    const known = sameName(path);
    files.add(known);
    for (let end = known.lastIndexOf("/"); end > 0; end = known.lastIndexOf("/", end - 1)) {
      const folder = known.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return { has: (path) => files.has(sameName(path)), hasBelow: (folder) => folders.has(sameName(folder)) };
}

/** The names that git ends with a zero byte each. */
export function names(output: Buffer): string[] {
  const text = output.toString("utf8");
  return text === "" ? [] : text.slice(0, -1).split("\0");
}

/** These systems take other spellings for the same name: rather too many files are tracked than too few. */
function sameName(path: string): string {
  return process.platform === "darwin" || process.platform === "win32" ? path.normalize("NFC").toLowerCase() : path;
}

/** The ignore files that lie in no folder of the tree. Without git they are looked for where they are by default. */
export async function ignoreSettings(top: string, time: MatchingTime): Promise<IgnoreSettings> {
  const ask = (...args: string[]) =>
    gitsAtOnce(() => git({ top }, args)).then(
      (output) => String(output).replace(/[\0\n]$/, ""),
      () => null,
    );
  const [fold, configured, exclude] = await Promise.all([
    ask("config", "--null", "--type=bool", "--get", "core.ignoreCase"),
    ask("config", "--null", "--type=path", "--get", "core.excludesFile"),
    ask("rev-parse", "--git-path", "info/exclude"),
  ]);
  const configFolder = process.env["XDG_CONFIG_HOME"] || join(homedir(), ".config");
  const paths = [configured ?? join(configFolder, "git/ignore"), exclude ?? ".git/info/exclude"];
  const read = await Promise.all(
    paths
      .filter(Boolean)
      .map((path) => readIgnoreFile(resolve(top, path), { folder: "", fold: fold === "true", time, outside: true })),
  );
  return { fold: fold === "true", files: read.filter((file) => file !== null) };
}
