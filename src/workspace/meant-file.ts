/** Which file of some folders is meant by a name, and whether it really lies there: what a language model names is nobody's wish. */
import { realpath } from "node:fs/promises";
import platform, { type PlatformPath } from "node:path";

export interface Folder {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

/**
 * The absolute paths that a name may stand for: none where it leads out of every folder, by the words alone. The disk is not
 * touched: on Windows a path of another machine (UNC) would tell that one who is asking.
 */
export function pathsMeant(file: string, folders: readonly Folder[], paths: PlatformPath = platform): string[] {
  // As URIs write a drive: `/c:/folder`.
  const named = paths.sep === "\\" ? file.replace(/^\/(?=[A-Za-z]:)/, "") : file;
  return folders
    .flatMap(({ name, path }) => {
      if (paths.isAbsolute(named)) return [paths.resolve(named)];
      const beside = folders.length > 1 && named.startsWith(`${name}/`) ? named.slice(name.length + 1) : named;
      return [paths.resolve(path, beside)];
    })
    .filter((path) => folders.some((folder) => isBelow(folder.path, path, paths)));
}

/** Whether a file that is there lies in one of the folders once all links are followed, by the names that the disk itself has. */
export async function liesIn(file: string, folders: readonly string[]): Promise<boolean> {
  return (await realPathIn(file, folders)) !== null;
}

/** The path without links of what is there, if it lies in one of the folders; null: it does not, or is not there. */
export async function realPathIn(file: string, folders: readonly string[]): Promise<string | null> {
  try {
    const real = await realpath(file);
    const roots = await Promise.all(folders.map((folder) => realpath(folder).catch(() => null)));
    return roots.some((root) => root !== null && isBelow(root, real)) ? real : null;
  } catch {
    return null;
  }
}

/** A file or folder that is there in one of the folders, or is one of them: without links, with the folder that it is in. Null: it is neither. */
export async function placeMeant(
  name: string,
  folders: readonly Folder[],
): Promise<{ readonly path: string; readonly folder: string } | null> {
  for (const { path: folder } of folders) {
    const real = await realpath(folder).catch(() => null);
    if (real === null) continue;
    if ([folder, real].includes(platform.resolve(folder, name))) return { path: real, folder: real };
    for (const path of pathsMeant(name, folders)) {
      const place = await realPathIn(path, [folder]);
      if (place !== null) return { path: place, folder: real };
    }
  }
  return null;
}

/** On Windows whatever the case. */
function isBelow(folder: string, path: string, paths: PlatformPath = platform): boolean {
  const way = paths.relative(folder, path);
  // Of another drive or share it is absolute.
  return way !== "" && way !== ".." && !way.startsWith(`..${paths.sep}`) && !paths.isAbsolute(way);
}
