/** "Write the Policy of This Code": the least policy under which all calls of a program are allowed, as `planeguard needs` writes it. */
import * as vscode from "vscode";

import { plainText } from "../../escape/label";
import type { NeedsReport } from "../../report/needs-report";
import type { MachineEngine } from "../engine";
import type { Log } from "../log";
import type { MadeDocuments } from "../made-documents";
import { pick, showError, showInformation } from "../shown";

export const writePolicyCommand = "planeguard.writePolicyOfCode";

export function registerWritePolicy(
  engine: () => Promise<MachineEngine>,
  documents: MadeDocuments,
  log: Log,
): vscode.Disposable {
  return vscode.commands.registerCommand(writePolicyCommand, async (uri?: unknown, unit?: unknown) => {
    const file = uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
    const folder = file?.scheme === "file" ? vscode.workspace.getWorkspaceFolder(file)?.uri.fsPath : undefined;
    if (!file || folder === undefined) {
      void showInformation(
        vscode.l10n.t("Open a file of the code first, in the folder that declares what it runs as."),
      );
      return;
    }
    try {
      const { needsOfPaths, writtenNeeds } = await engine();
      const report = await needsOfPaths({ paths: [file.fsPath], folder, project: folder });
      const chosen = await unitOf(report, typeof unit === "string" ? unit : null);
      if (!chosen) return;
      const [one] = chosen.units;
      if (!one || one.calls.length === 0) {
        void showInformation(vscode.l10n.t("No call of AWS was found in this code that needs a permission."));
        return;
      }
      const { text, ending } = writtenNeeds(chosen);
      const name = vscode.l10n.t("Policy of {0}", plainText(one.kind === "script" ? baseName(file) : one.name));
      await documents.show({ name: `${name}${ending}`, text }, vscode.ViewColumn.Beside);
      const left = one.unknownCalls.length;
      if (left > 0)
        void showInformation(vscode.l10n.t("What cannot be followed is not in this policy: {0} of the calls.", left));
    } catch (error) {
      log.error("The policy of the code could not be written.", error as Error);
      void showError(vscode.l10n.t("The policy of this code could not be written; the log says why."));
    }
  });
}

/** The report of one unit; null where nobody chose one. */
async function unitOf(report: NeedsReport, name: string | null): Promise<NeedsReport | null> {
  const units = name === null ? report.units : report.units.filter((one) => one.name === name);
  if (units.length < 2) return { ...report, units };
  const items = units.map((unit) => ({ label: unit.name, description: unit.role?.name ?? "", unit }));
  const chosen = await pick(items, { title: vscode.l10n.t("This code runs in several functions: which one?") });
  return chosen ? { ...report, units: [chosen.unit] } : null;
}

function baseName({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
