import * as vscode from "vscode";

import type { EngineLoader } from "../engine";
import { rootFor } from "./git";

/** Adds to `edit` what makes git ignore a private file such as `.env`; whether there was something to add. */
export async function addIgnoreEntry(
  engine: EngineLoader,
  edit: vscode.WorkspaceEdit,
  uri: vscode.Uri,
): Promise<boolean> {
  const { ignoreEntry, isPrivateFile } = await engine();
  const root = isPrivateFile(uri.path) ? await rootFor(uri) : null;
  if (!root || !uri.path.startsWith(`${root.path}/`)) return false;
  const file = vscode.Uri.joinPath(root, ".gitignore");
  const document = await vscode.workspace.openTextDocument(file).then(
    (opened) => opened,
    () => null,
  );
  const entry = ignoreEntry(document?.getText() ?? "", uri.path.slice(root.path.length + 1));
  if (!entry) return false;
  if (document) edit.insert(file, document.positionAt(entry.span.start), entry.newText);
  else edit.createFile(file, { contents: new TextEncoder().encode(entry.newText), ignoreIfExists: true });
  return true;
}
