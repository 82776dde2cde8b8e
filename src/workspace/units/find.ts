/** Where the documents are that declare units for what somebody asks about. */
import { statSync } from "node:fs";
import { dirname, join } from "node:path";

import { repositoryAbove } from "../git/place";
import { walk } from "../walk";
import { isWithin } from "../within";

/** Endings of documents that may declare units. */
const declares = /\.(?:ya?ml|json|template|tf|tofu|tsx?|mts|js|mjs|py)$/i;

/** The folder in which everything is that belongs to a path: its repository, or the folder that the command runs in. Absolute. */
export async function projectAround(path: string, folder: string): Promise<string> {
  const here = isFolder(path) ? path : dirname(path);
  const repository = await repositoryAbove(here);
  if (repository !== null) return repository;
  return isWithin(folder, here) && dirname(folder) !== folder ? folder : here;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** All files of a project, absolute. */
export async function filesOf(project: string, signal?: AbortSignal): Promise<readonly string[]> {
  const found = await walk(project, { onUnreadable: () => undefined }, { signal });
  return found.map((file) => join(project, file));
}

export function mayDeclare(path: string): boolean {
  return declares.test(path);
}
