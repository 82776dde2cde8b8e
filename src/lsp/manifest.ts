import { readFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The `package.json` nearest to a file. Not above the folders of the workspace: what lies there is not the person's to change here. */
export async function nearestManifest(
  uri: string,
  folders: readonly string[],
): Promise<{ readonly uri: string; readonly text: string } | null> {
  if (!uri.startsWith("file:")) return null;
  const path = fileURLToPath(uri);
  const top = folders
    .filter((folder) => folder.startsWith("file:"))
    .map((folder) => fileURLToPath(folder))
    .find((folder) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep));
  if (top === undefined) return null;
  for (let folder = dirname(path); folder.startsWith(top.replace(/[\\/]$/, "")); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    const text = await readFile(manifest, "utf8").catch(() => null);
    if (text !== null) return { uri: pathToFileURL(manifest).href, text };
    if (folder === dirname(folder)) return null;
  }
  return null;
}
