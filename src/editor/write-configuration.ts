/** Writes a planeguard.json whose new text is known. */
import * as vscode from "vscode";

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
