import { readFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";

import { URI } from "vscode-uri";

import { filePath } from "./places";

/** The `package.json` nearest to a file. Not above the folders of the workspace: what lies there is not the person's to change here. */
export async function nearestManifest(
  uri: string,
  folders: readonly string[],
): Promise<{ readonly uri: string; readonly text: string } | null> {
  const path = filePath(uri);
  const top = folders
    .flatMap((folder) => filePath(folder) ?? [])
    .find((folder) => path?.startsWith(folder.endsWith(sep) ? folder : folder + sep));
  if (path === null || top === undefined) return null;
  for (let folder = dirname(path); folder.startsWith(top.replace(/[\\/]$/, "")); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    const text = await readFile(manifest, "utf8").catch(() => null);
    if (text !== null) return { uri: URI.file(manifest).toString(), text };
    if (folder === dirname(folder)) return null;
  }
  return null;
}
