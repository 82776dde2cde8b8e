import * as vscode from "vscode";

import { lineEdits } from "../../language/fix-all";
import type { EngineLoader } from "../engine";

/** Adds to `edit` what makes the package of a file depend on another: the manifest nearest to the file, if there is one. */
export async function addDependency(
  engine: EngineLoader,
  edit: vscode.WorkspaceEdit,
  file: vscode.Uri,
  name: string,
): Promise<void> {
  const { withDependency } = await engine();
  const manifest = await nearestManifest(file);
  if (!manifest) return;
  const before = manifest.getText();
  const after = withDependency(before, name);
  if (after === null) return;
  for (const { span, newText } of lineEdits(before, after)) {
    edit.replace(
      manifest.uri,
      new vscode.Range(manifest.positionAt(span.start), manifest.positionAt(span.end)),
      newText,
    );
  }
}

/** Not above the folder of the workspace: what lies there is not the person's to change here. */
async function nearestManifest(file: vscode.Uri): Promise<vscode.TextDocument | null> {
  const top = vscode.workspace.getWorkspaceFolder(file)?.uri.path;
  if (top === undefined) return null;
  for (
    let folder = vscode.Uri.joinPath(file, "..");
    folder.path.startsWith(top);
    folder = vscode.Uri.joinPath(folder, "..")
  ) {
    const manifest = vscode.Uri.joinPath(folder, "package.json");
    const exists = await vscode.workspace.fs.stat(manifest).then(
      () => true,
      () => false,
    );
    if (exists) return vscode.workspace.openTextDocument(manifest);
    if (folder.path === "/") return null;
  }
  return null;
}
