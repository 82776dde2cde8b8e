/** The language status of a checked document: what was found, in which time, by which catalogue. No colours, and no item of the status bar. */
import * as vscode from "vscode";

import type { Analyses } from "./analyses";
import { selector } from "./documents";
import { openRuleCommand } from "./rule-link";
import { countWords } from "./tree/findings-nodes";

export function registerStatusItems(analyses: Analyses): vscode.Disposable {
  const { t } = vscode.l10n;
  const checked = vscode.languages.createLanguageStatusItem("planeguard.checked", selector);
  const catalog = vscode.languages.createLanguageStatusItem("planeguard.catalog", selector);
  checked.name = t("Planeguard: what was checked");
  checked.command = { command: "planeguard.showLog", title: t("Show the Log") };
  catalog.name = t("Planeguard: the catalogue of AWS");
  catalog.command = { command: openRuleCommand, title: t("Rules") };
  const show = () => {
    const document = vscode.window.activeTextEditor?.document;
    const outcome = document && analyses.outcomeOf(document);
    checked.text = outcome
      ? `Planeguard: ${policyWords(outcome.policies)}, ${countWords(outcome.findings)}`
      : t("Planeguard: not checked yet");
    checked.detail = !outcome
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
  );
}

function policyWords(count: number): string {
  return count === 1 ? vscode.l10n.t("1 policy") : vscode.l10n.t("{0} policies", count);
}
