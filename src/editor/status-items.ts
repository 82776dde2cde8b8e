/** The language status of a checked document: what was found, in which time, by which catalogue. No colours; while the workspace is checked, how far that has come. */
import * as vscode from "vscode";

import type { Analyses } from "./analyses";
import { progressWords } from "./check-status";
import { selector } from "./documents";
import { openRuleCommand } from "./rule-link";
import { countWords } from "./tree/findings-nodes";
import type { WorkspaceCheck } from "./workspace-check";

/** So often the words follow a check of many files, in milliseconds. */
const pace = 500;

export function registerStatusItems(analyses: Analyses, check?: WorkspaceCheck): vscode.Disposable {
  const { t } = vscode.l10n;
  const checked = vscode.languages.createLanguageStatusItem("planeguard.checked", selector);
  const catalog = vscode.languages.createLanguageStatusItem("planeguard.catalog", selector);
  checked.name = t("Planeguard: what was checked");
  const showLog = { command: "planeguard.showLog", title: t("Show the Log") };
  const cancel = { command: "planeguard.cancelCheck", title: t("Cancel") };
  catalog.name = t("Planeguard: the catalogue of AWS");
  catalog.command = { command: openRuleCommand, title: t("Rules") };
  let timer: NodeJS.Timeout | undefined;
  const show = () => {
    clearTimeout(timer);
    timer = undefined;
    const document = vscode.window.activeTextEditor?.document;
    const outcome = document && analyses.outcomeOf(document);
    checked.busy = check?.state === "checking";
    checked.command = checked.busy ? cancel : showLog;
    checked.text = outcome
      ? `Planeguard: ${policyWords(outcome.policies)}, ${countWords(outcome.findings)}`
      : t("Planeguard: not checked yet");
    checked.detail =
      check && checked.busy
        ? progressWords(check)
        : !outcome
          ? ""
          : outcome.isIncomplete
            ? t("not checked completely, see Problems")
            : t("checked in {0} ms", Math.max(1, Math.round(outcome.milliseconds)));
    checked.severity = outcome?.isIncomplete
      ? vscode.LanguageStatusSeverity.Warning
      : vscode.LanguageStatusSeverity.Information;
    catalog.text = t("AWS catalogue");
    catalog.detail = outcome ? t("of {0}", outcome.catalogDate) : "";
  };
  show();
  return vscode.Disposable.from(
    checked,
    catalog,
    vscode.window.onDidChangeActiveTextEditor(show),
    analyses.onDidAnalyze(show),
    ...(check ? [check.onDidChange(show), check.onDidProgress(() => (timer ??= setTimeout(show, pace)))] : []),
    { dispose: () => clearTimeout(timer) },
  );
}

function policyWords(count: number): string {
  return count === 1 ? vscode.l10n.t("1 policy") : vscode.l10n.t("{0} policies", count);
}
