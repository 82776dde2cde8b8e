import { realpath } from "node:fs/promises";
import { isAbsolute, relative, sep } from "node:path";

/** Whether a file that is there stands in one of the folders once all links are followed, by the names that the disk itself has. */
export async function liesIn(file: string, folders: readonly string[]): Promise<boolean> {
  try {
    const real = await realpath(file);
    const roots = await Promise.all(folders.map((folder) => realpath(folder)));
    return roots.some((root) => {
      const path = relative(root, real);
      // Of another drive or share it is absolute.
      return path !== "" && path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
    });
  } catch {
    return false;
  }
}
