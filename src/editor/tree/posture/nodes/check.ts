/** Checks: a verdict, why, and what can be done about it. */
import * as vscode from "vscode";

import type { CheckResult } from "../../../../account/posture";
import { evidenceLine } from "./evidence";
import type { PostureNode } from "./node";
import { idOf } from "./row-id";
import { plain, themeIcon, verdictItem, verdictWords, worstFirst } from "./verdicts";

export function checkNodes({ checks, posture, shown }: PostureNode & { kind: "recommendation" }): PostureNode[] {
  return [...checks]
    .filter(({ verdict }) => !shown.failingOnly || verdict === "fail")
    .sort(worstFirst)
    .map((check) => ({ kind: "check", check, ruleId: check.id, posture, shown }));
}

export function checkItem({ check, posture }: PostureNode & { kind: "check" }): vscode.TreeItem {
  const open =
    check.resources.length + check.evidence.length > 0
      ? vscode.TreeItemCollapsibleState.Collapsed
      : vscode.TreeItemCollapsibleState.None;
  const item = verdictItem(check.title, check.verdict, open, words(check));
  item.id = idOf(posture, check.id);
  if (isAttested(check)) item.iconPath = themeIcon("verified", "testing.iconPassed");
  item.contextValue = contextOf(check);
  item.description = check.reason || verdictWords(check.verdict);
  item.tooltip = checkTooltip(check);
  return item;
}

/** Words that the `when` clauses of the manifest look for. */
function contextOf(check: CheckResult): string {
  return [
    "check",
    ...(check.remediation.length > 0 ? ["remediable"] : []),
    ...(check.verdict === "attest" || isAttested(check) ? ["attestable"] : []),
    ...(check.attestation ? ["attested"] : []),
  ].join(" ");
}

function isAttested({ attestation }: CheckResult): boolean {
  return attestation !== undefined && !attestation.lapsed;
}

function words(check: CheckResult): string {
  const { t } = vscode.l10n;
  if (isAttested(check)) return t("attested");
  return check.attestation ? t("the attestation has lapsed") : verdictWords(check.verdict);
}

function checkTooltip(check: CheckResult): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const tooltip = new vscode.MarkdownString(plain(`${check.title} — ${words(check)}\n\n${check.reason}\n\n`));
  if (check.attestation?.link) tooltip.appendMarkdown(plain(`${check.attestation.link}\n\n`));
  if (check.missingActions.length > 0)
    tooltip.appendMarkdown(plain(`${t("Not allowed or not answered: {0}", check.missingActions.join(", "))}\n\n`));
  if (check.evidence.length > 0) {
    tooltip.appendMarkdown(`**${t("Evidence")}**`);
    tooltip.appendCodeblock(check.evidence.map(evidenceLine).join("\n"), "text");
  }
  if (check.remediation.length > 0) tooltip.appendMarkdown(`\n**${t("Put it right")}**\n\n`);
  for (const { kind, text } of check.remediation) {
    if (kind === "console") tooltip.appendMarkdown(plain(text));
    else if (kind === "cli") tooltip.appendCodeblock(text, "shellscript");
  }
  const standards = [...check.cis.map((id) => `CIS ${id}`), ...check.securityHub.map((id) => `Security Hub ${id}`)];
  return tooltip.appendMarkdown(`\n\n${plain([check.id, check.severity, ...standards].join(" · "))}`);
}
