/** "What Does My Change Allow?": what `planeguard diff` says of the folder, beside the source control. */
import * as vscode from "vscode";

import type { MachineEngine } from "../engine";
import type { Log } from "../log";
import type { MadeDocuments } from "../made-documents";
import { showError, showInformation } from "../shown";

export function registerShowChange(
  engine: () => Promise<MachineEngine>,
  documents: MadeDocuments,
  log: Log,
): vscode.Disposable {
  return vscode.commands.registerCommand("planeguard.showChange", async (control?: unknown) => {
    const folder = folderOf(control);
    if (folder === null) {
      void showInformation(vscode.l10n.t("Open the folder first in which the policies of your code stand."));
      return;
    }
    try {
      const { changePage } = await engine();
      const text = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Planeguard: comparing policies…") },
        () => changePage(folder),
      );
      await documents.preview({ name: vscode.l10n.t("What This Change Allows.md"), text });
    } catch (error) {
      log.error("The change could not be compared.", error as Error);
      const reason = error instanceof Error ? error.message : String(error);
      void showError(vscode.l10n.t("The change could not be compared: {0}.", reason));
    }
  });
}

/** Of the source control that the command was called at, of the file in the editor, else the first one of this machine. */
function folderOf(control: unknown): string | null {
  const root = (control as { readonly rootUri?: unknown } | undefined)?.rootUri;
  if (root instanceof vscode.Uri && root.scheme === "file") return root.fsPath;
  const uri = vscode.window.activeTextEditor?.document.uri;
  const own = uri && vscode.workspace.getWorkspaceFolder(uri);
  return (
    [own, ...(vscode.workspace.workspaceFolders ?? [])].find((one) => one?.uri.scheme === "file")?.uri.fsPath ?? null
  );
}
