import * as vscode from "vscode";

import { manifestsAbove } from "../../language/document-uri";
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

async function nearestManifest(file: vscode.Uri): Promise<vscode.TextDocument | null> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  for (const manifest of manifestsAbove(file, folders)) {
    const exists = await vscode.workspace.fs.stat(manifest).then(
      () => true,
      () => false,
    );
    if (exists) return vscode.workspace.openTextDocument(manifest);
  }
  return null;
}
