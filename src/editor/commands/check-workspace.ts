import * as vscode from "vscode";

import { showInformation, showOutcome } from "../shown";
import { countWords } from "../tree/findings-nodes";
import type { CheckOutcome, WorkspaceCheck } from "../workspace-check";

/** "Check the Workspace", with progress; the findings so far stay when it is cancelled. */
export function registerCheckWorkspace(check: WorkspaceCheck): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("planeguard.checkWorkspace", async () => {
      const options = {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t("Planeguard: checking the workspace"),
        cancellable: true,
      };
      const outcome = await vscode.window.withProgress(options, (progress, token) => {
        token.onCancellationRequested(() => check.cancel());
        return check.run((done, total) =>
          progress.report({ message: vscode.l10n.t("{0} of {1} files", done, total), increment: 100 / total }),
        );
      });
      if (outcome) await tell(outcome);
      else
        void showInformation(
          vscode.l10n.t("There is no folder to check on this machine. Files are checked as they are opened."),
        );
    }),
    vscode.commands.registerCommand("planeguard.cancelCheck", () => check.cancel()),
  );
}

/** In the status bar, where it takes no focus; findings are shown where they are listed. */
async function tell({ summary: { findings, stats }, skipped }: CheckOutcome): Promise<void> {
  const outcome = vscode.l10n.t("Planeguard: {0} in {1} files", countWords(findings.length), stats.files);
  showOutcome(skipped === 0 ? outcome : `${outcome}; ${vscode.l10n.t("{0} skipped, see the log", skipped)}`);
  if (findings.length > 0) await vscode.commands.executeCommand("planeguard.showFindings");
}
