import { readFile } from "node:fs/promises";

import { manifestsAbove } from "../language/document-uri";
import { filePath, parse } from "./places";

/** The `package.json` nearest to a file, within the folders of the workspace. */
export async function nearestManifest(
  uri: string,
  folders: readonly string[],
): Promise<{ readonly uri: string; readonly text: string } | null> {
  for (const place of manifestsAbove(parse(uri), folders.map(parse))) {
    const manifest = place.toString();
    const path = filePath(manifest);
    const text = path === null ? null : await readFile(path, "utf8").catch(() => null);
    if (text !== null) return { uri: manifest, text };
  }
  return null;
}
