/** A check of what strangers propose: nothing in the checked trees says what is looked for, and where. */
import { lstatSync, realpathSync } from "node:fs";
import { lstat, realpath } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";

import { repositoryAbove } from "./git/place";

/** The trees that `paths` lie in, without links: the repositories, or folders where there is none. */
export async function checkedTrees(folder: string, paths: readonly string[]): Promise<readonly string[]> {
  const trees = paths.map(async (path) => {
    const real = await withoutLinks(resolve(folder, path));
    const isFolder = await lstat(real).then(
      (found) => found.isDirectory(),
      () => false,
    );
    const at = isFolder ? real : dirname(real);
    return (await repositoryAbove(at)) ?? at;
  });
  return [...new Set(await Promise.all(trees))];
}

/** Whether a file lies in one of the trees, by its name or by where its links lead. */
export async function liesIn(trees: readonly string[], path: string): Promise<boolean> {
  const real = await withoutLinks(path);
  return trees.some((tree) =>
    [path, real].some((one) => one === tree || one.startsWith(tree.endsWith(sep) ? tree : tree + sep)),
  );
}

/** Whether a path below a folder leads elsewhere than it says. */
export function leadsElsewhere(folder: string, path: string): boolean {
  const below = relative(folder, resolve(folder, path));
  if (below.startsWith("..")) return lstatSync(path).isSymbolicLink();
  return realpathSync(resolve(folder, path)) !== join(realpathSync(folder), below);
}

/** What is not there stands where its folder is. */
async function withoutLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(await withoutLinks(folder), relative(folder, path));
  }
}
