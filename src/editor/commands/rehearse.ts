/** "What Would This Policy Take Away?": an SCP or RCP, rehearsed with the roles and users of the workspace. */
import * as vscode from "vscode";

import { sourceOf } from "../documents";
import type { EngineLoader } from "../engine";
import type { Log } from "../log";
import type { MadeDocuments } from "../made-documents";
import { showError, showInformation } from "../shown";

export const rehearseCommand = "planeguard.rehearse";

export function registerRehearse(engine: EngineLoader, documents: MadeDocuments, log: Log): vscode.Disposable {
  return vscode.commands.registerCommand(rehearseCommand, async (uri?: unknown) => {
    try {
      const document =
        uri instanceof vscode.Uri
          ? await vscode.workspace.openTextDocument(uri)
          : vscode.window.activeTextEditor?.document;
      const { rehearsalOf } = await engine();
      const rehearsed = document && (await rehearsalOf(sourceOf(document)));
      if (!rehearsed) {
        void showInformation(
          vscode.l10n.t("Open a service or resource control policy first, in the folder whose roles it would limit."),
        );
        return;
      }
      const name = vscode.l10n.t("What It Would Take Away.txt");
      await documents.show({ name, text: rehearsed.text }, vscode.ViewColumn.Beside);
    } catch (error) {
      log.error("The policy could not be rehearsed.", error as Error);
      void showError(vscode.l10n.t("The policy could not be rehearsed; the log says why."));
    }
  });
}
