/** What differs in a whole repository, for whoever begins to ask git before it is known what for. */
import { realpath } from "node:fs/promises";
import { resolve } from "node:path";

import { askGit, changesOf, type Listed } from "./changed";
import { repositoryAbove } from "./place";

export interface ListedRepository extends Listed {
  /** Its root, absolute and without links. */
  readonly top: string;
}

/** Git is at work. */
export interface Listing {
  readonly top: string;
  /** Null where it takes a walk to know. Rejects with a `GitError`. */
  readonly listed: Promise<ListedRepository | null>;
}

/**
 * Begins to list what differs in the repository of a folder, as `changedSince` does; null where there is none, or where none of the paths
 * (relative to the folder) is its root. When it resolves, the processes of git have been started.
 */
export async function beginListing(
  folder: string,
  base: string | null,
  paths: readonly string[],
): Promise<Listing | null> {
  const real = await realpath(folder);
  const top = await repositoryAbove(real);
  if (top === null || !(await leadTo(top, folder, paths))) return null;
  const place = { top, real, folder };
  const listed = changesOf(place, base, askGit({ top }, base, false))
    .then((changes) => changes.below(top))
    .then((found) => found && { ...found, top });
  // Whoever awaits it hears why.
  listed.catch(() => undefined);
  return { top, listed };
}

/** Whether one of the paths, relative to a folder, is a place (without links). */
export async function leadTo(place: string, folder: string, paths: readonly string[]): Promise<boolean> {
  const real = await Promise.all(paths.map((path) => realpath(resolve(folder, path)).catch(() => null)));
  return real.includes(place);
}
