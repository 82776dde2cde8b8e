/** The repository that a folder lies in. */
import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import type { GitPlace } from "./git";

/** The root of the repository of a folder, which is named without links; null where it lies in none. */
export async function repositoryAbove(folder: string): Promise<string | null> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await stat(join(at, ".git")).then(
      () => true,
      () => false,
    );
    if (found) return at;
    if (dirname(at) === at) return null;
  }
}

/** What git tells its hooks of the repository: the index may be one that is made for this commit alone. */
const hookVariables = [
  "GIT_DIR",
  "GIT_COMMON_DIR",
  "GIT_INDEX_FILE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
];

/** The repository that is committed to from `folder`; null where there is none. */
export async function committedPlace(folder: string): Promise<GitPlace | null> {
  const given = Object.fromEntries(
    hookVariables.flatMap((name) => {
      const value = process.env[name];
      return value ? [[name, name.startsWith("GIT_ALTERNATE") ? value : resolve(folder, value)]] : [];
    }),
  );
  // Without a work tree of its own git takes the folder of the hook for one.
  const top = (await repositoryAbove(folder)) ?? (given["GIT_DIR"] === undefined ? null : folder);
  return top === null ? null : { top, given };
}
