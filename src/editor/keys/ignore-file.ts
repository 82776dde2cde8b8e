/** What makes git ignore a private file such as `.env`. */
import * as vscode from "vscode";

import type { EngineLoader } from "../engine";
import type { FileChange } from "../preview";
import { rootFor } from "./git";

interface IgnoreFile {
  readonly uri: vscode.Uri;
  text: string;
  readonly isNew: boolean;
  readonly added: string[];
}

/** The changes of `.gitignore` that make git ignore the private ones of these files: one for each that has to change. */
export async function ignoreChanges(engine: EngineLoader, files: readonly vscode.Uri[]): Promise<FileChange[]> {
  const { ignoreEntry, isPrivateFile } = await engine();
  const found = new Map<string, IgnoreFile>();
  for (const uri of files) {
    const root = isPrivateFile(uri.path) ? await rootFor(uri) : null;
    if (!root || !uri.path.startsWith(`${root.path}/`)) continue;
    const ignoreFile = found.get(root.path) ?? (await read(vscode.Uri.joinPath(root, ".gitignore")));
    found.set(root.path, ignoreFile);
    const entry = ignoreEntry(ignoreFile.text, uri.path.slice(root.path.length + 1));
    if (!entry) continue;
    ignoreFile.text += entry.newText;
    ignoreFile.added.push(entry.newText.trim());
  }
  return [...found.values()]
    .filter(({ added }) => added.length > 0)
    .map(({ uri, text, isNew, added }) => ({
      uri,
      text,
      isNew,
      summary: vscode.l10n.t("adds {0}", added.join(", ")),
    }));
}

async function read(uri: vscode.Uri): Promise<IgnoreFile> {
  try {
    return { uri, text: (await vscode.workspace.openTextDocument(uri)).getText(), isNew: false, added: [] };
  } catch {
    return { uri, text: "", isNew: true, added: [] };
  }
}
