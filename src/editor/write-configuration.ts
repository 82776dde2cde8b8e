/** Writes a planeguard.json whose new text is known. */
import * as vscode from "vscode";

/** The planeguard.json that governs a document, else that of its folder that was opened; null where it is in none. */
export function configurationOf(document: vscode.TextDocument, source: string | null): vscode.Uri | null {
  if (source !== null) return document.uri.with({ path: vscode.Uri.file(source).path, query: "", fragment: "" });
  const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri;
  return folder ? vscode.Uri.joinPath(folder, "planeguard.json") : null;
}

/** Null where there is none yet. */
export async function openedConfiguration(file: vscode.Uri): Promise<vscode.TextDocument | null> {
  return vscode.workspace.openTextDocument(file).then(
    (opened) => opened,
    () => null,
  );
}

/** Saves it too: what governs findings is what is on the disk. Other changes of the person's stay unsaved. */
export async function writeConfiguration(
  file: vscode.Uri,
  document: vscode.TextDocument | null,
  text: string,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const wasDirty = document?.isDirty ?? false;
  if (document) edit.replace(file, document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)), text);
  else edit.createFile(file, { contents: new TextEncoder().encode(text) });
  await vscode.workspace.applyEdit(edit);
  if (document && !wasDirty) await document.save();
}
