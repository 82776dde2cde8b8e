/** The status bar while the workspace is checked: how far it has come, and a click cancels it. Also where no notification tells, as after a change of settings. */
import * as vscode from "vscode";

import { label } from "../escape/label";
import type { WorkspaceCheck } from "./workspace-check";

/** The words follow at this pace, in milliseconds: many files are checked in a second. */
const pace = 200;

export function registerCheckStatus(check: WorkspaceCheck): vscode.Disposable {
  const { t } = vscode.l10n;
  const item = vscode.window.createStatusBarItem("planeguard.check", vscode.StatusBarAlignment.Left);
  item.name = t("Planeguard: the check of the workspace");
  item.command = "planeguard.cancelCheck";
  item.tooltip = t("The workspace is being checked. Click to cancel.");
  let timer: NodeJS.Timeout | undefined;
  const show = () => {
    clearTimeout(timer);
    timer = undefined;
    if (check.state !== "checking") return item.hide();
    const words = progressWords(check);
    item.text = `$(sync~spin) ${label(words)}`;
    item.accessibilityInformation = { label: `${words} ${item.tooltip as string}` };
    item.show();
  };
  return vscode.Disposable.from(
    item,
    // What is over is taken away at once.
    check.onDidChange(show),
    check.onDidProgress(() => (timer ??= setTimeout(show, pace))),
    { dispose: () => clearTimeout(timer) },
  );
}

/** What a running check is at. */
export function progressWords({ progress }: WorkspaceCheck): string {
  const { t } = vscode.l10n;
  return progress === null
    ? t("Planeguard: looking for files to check…")
    : t("Planeguard: checking {0} of {1} files", progress.done, progress.total);
}
