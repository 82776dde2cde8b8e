/** "Explain an Access Denial…": what `planeguard denied` says of a selection, or of what was copied. */
import * as vscode from "vscode";

import type { MachineEngine } from "../engine";
import type { Log } from "../log";
import type { MadeDocuments } from "../made-documents";
import { showError, showInformation } from "../shown";

export function registerExplainDenial(
  engine: () => Promise<MachineEngine>,
  documents: MadeDocuments,
  log: Log,
): vscode.Disposable {
  return vscode.commands.registerCommand("planeguard.explainDenial", async () => {
    const folder = folderOfPolicies();
    if (folder === null) {
      void showInformation(vscode.l10n.t("Open the folder first in which the policies of your code stand."));
      return;
    }
    try {
      const { deniedIn, deniedText } = await engine();
      const explained = async (text: string) =>
        text.trim() === "" ? [] : await deniedIn({ text, folder, project: folder });
      const selected = await explained(selection());
      const found = selected.length > 0 ? selected : await explained(await vscode.env.clipboard.readText());
      if (found.length === 0)
        void showInformation(
          vscode.l10n.t("Select or copy the message of an access denial first, as a log or a terminal shows it."),
        );
      else {
        const text = deniedText(found, { colour: false });
        await documents.show({ name: vscode.l10n.t("Access Denial.txt"), text }, vscode.ViewColumn.Beside);
      }
    } catch (error) {
      log.error("The access denial could not be explained.", error as Error);
      void showError(vscode.l10n.t("The access denial could not be explained; the log says why."));
    }
  });
}

function selection(): string {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.getText(editor.selection) ?? "";
}

/** Of the file in the editor, else the first one of this machine. */
function folderOfPolicies(): string | null {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const own = uri && vscode.workspace.getWorkspaceFolder(uri);
  const folder = [own, ...(vscode.workspace.workspaceFolders ?? [])].find((one) => one?.uri.scheme === "file");
  return folder?.uri.fsPath ?? null;
}
