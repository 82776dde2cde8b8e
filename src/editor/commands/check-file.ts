import * as vscode from "vscode";

import { toldOf } from "../../language/one-cause";
import type { Diagnostics } from "../diagnostics";
import { showInformation, showOutcome } from "../shown";

/** "Check This File": at once, and in any language; says the outcome in the status bar, where it takes no focus. */
export function registerCheckFile(diagnostics: Diagnostics): vscode.Disposable {
  return vscode.commands.registerCommand("planeguard.checkFile", async () => {
    const document = vscode.window.activeTextEditor?.document;
    if (!document) {
      void showInformation(vscode.l10n.t("Open a file to check first."));
      return;
    }
    const found = await diagnostics.check(document);
    if (found) showOutcome(outcome(toldOf(found.findings).length, found.problems.length));
  });
}

function outcome(findings: number, problems: number): string {
  const found =
    findings === 1 ? vscode.l10n.t("Planeguard: 1 finding") : vscode.l10n.t("Planeguard: {0} findings", findings);
  return problems === 0 ? found : `${found}; ${vscode.l10n.t("not everything could be read, see Problems")}`;
}
