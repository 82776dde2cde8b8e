import * as vscode from "vscode";

import { showError, showInformation, showOutcome } from "../shown";
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
      try {
        const outcome = await vscode.window.withProgress(options, (progress, token) => {
          token.onCancellationRequested(() => check.cancel());
          return check.run((done, total) =>
            progress.report({ message: vscode.l10n.t("{0} of {1} files", done, total), increment: 100 / total }),
          );
        });
        if (outcome === null)
          void showInformation(
            vscode.l10n.t("There is no folder to check on this machine. Files are checked as they are opened."),
          );
        // Where another check took its place, that one tells.
        else if (check.state !== "checking") await tell(outcome);
      } catch (error) {
        void tellFailure(error);
      }
    }),
    vscode.commands.registerCommand("planeguard.cancelCheck", () => check.cancel()),
  );
}

/** In the status bar, where it takes no focus; findings are shown where they are listed. */
async function tell({ summary, findings, skipped, total, isCancelled }: CheckOutcome): Promise<void> {
  const { t } = vscode.l10n;
  const { problems, stats } = summary;
  const outcome = !isCancelled
    ? t("Planeguard: {0} in {1} files", countWords(findings), stats.files)
    : total === null
      ? t("Planeguard: the check was cancelled before its first file")
      : t("Planeguard: cancelled, {0} in {1} of {2} files", countWords(findings), stats.files, total);
  const unread = new Set(problems.map(({ file }) => file)).size;
  const more = [
    ...(unread > 0 ? [t("{0} not checked completely", unread)] : []),
    ...(skipped > 0 ? [t("{0} skipped, see the log", skipped)] : []),
  ];
  showOutcome([outcome, ...more].join("; "));
  if (findings + unread > 0) await vscode.commands.executeCommand("planeguard.showFindings");
}

async function tellFailure(error: unknown): Promise<void> {
  const { t } = vscode.l10n;
  const showLog = t("Show the Log");
  const reason = error instanceof Error ? error.message : String(error);
  if ((await showError(t("The workspace could not be checked: {0}", reason), showLog)) === showLog)
    await vscode.commands.executeCommand("planeguard.showLog");
}
