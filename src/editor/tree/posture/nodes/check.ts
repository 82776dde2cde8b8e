/** Checks: a verdict, why, and what can be done about it. */
import * as vscode from "vscode";

import { type CheckResult, isInForce } from "../../../../account/posture";
import { joined } from "../../../../escape/escaped";
import { codeBlock, md } from "../../../../escape/markdown";
import { acceptedWords, failsOpenly } from "../../../../report/open-failures";
import { controlsOf } from "../../../../report/posture-places";
import { whatIsSo } from "../../../../report/what-is-so";
import { markdownString } from "../../../shown";
import { evidenceLine } from "./evidence";
import type { PostureNode } from "./node";
import { checkIdOf } from "./row-id";
import { paragraphs, severityWords, themeIcon, verdictItem, verdictWords, worstFirst } from "./verdicts";

export function checkNodes({
  checks,
  posture,
  shown,
}: PostureNode & { kind: "recommendation" | "assertions" }): PostureNode[] {
  return [...checks]
    .filter(({ verdict }) => !shown.failingOnly || verdict === "fail")
    .sort(worstFirst)
    .map((check) => ({ kind: "check", check, ruleId: check.id, posture, shown }));
}

export function checkItem({ check, posture }: PostureNode & { kind: "check" }): vscode.TreeItem {
  const open =
    check.asserted || check.resources.length + check.evidence.length > 0
      ? vscode.TreeItemCollapsibleState.Collapsed
      : vscode.TreeItemCollapsibleState.None;
  const { label, more } = whatIsSo(check);
  const item = verdictItem(label, check.verdict, open, words(check));
  item.id = checkIdOf(posture, check);
  if (isAttested(check)) item.iconPath = themeIcon("verified", "testing.iconPassed");
  if (isInForce(check.accepted)) item.iconPath = themeIcon("circle-slash", "disabledForeground");
  item.contextValue = [checkContext(check), ...usesOf(check)].join(" ");
  const accepted = isInForce(check.accepted) ? vscode.l10n.t("accepted until {0}", check.accepted!.until) : null;
  item.description =
    accepted || more || (check.verdict === "fail" ? severityWords(check.severity) : verdictWords(check.verdict));
  if (check.verdict === "fail")
    item.accessibilityInformation = { label: `${accepted ?? words(check)}: ${label} (${check.title})` };
  item.tooltip = checkTooltip(check);
  return item;
}

/** What a row is of: an assertion has no page of its own. */
export function checkContext({ asserted }: CheckResult): string {
  return asserted ? "assertion" : "check";
}

/** What can be done about a check, in the words that the `when` clauses of the manifest look for. */
export const checkUses = ["remediable", "attestable", "attested", "acceptable"] as const;
export type CheckUse = (typeof checkUses)[number];

export function usesOf(check: CheckResult): readonly CheckUse[] {
  return [
    ...(check.remediation.length > 0 ? ["remediable" as const] : []),
    ...(check.verdict === "attest" || isAttested(check) ? ["attestable" as const] : []),
    ...(check.attestation ? ["attested" as const] : []),
    ...(failsOpenly(check) ? ["acceptable" as const] : []),
  ];
}

function isAttested({ attestation }: CheckResult): boolean {
  return attestation !== undefined && !attestation.lapsed;
}

function words(check: CheckResult): string {
  const { t } = vscode.l10n;
  if (isAttested(check)) return t("attested");
  if (isInForce(check.accepted)) return t("accepted");
  return check.attestation ? t("the attestation has lapsed") : verdictWords(check.verdict);
}

function checkTooltip(check: CheckResult): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const standards = controlsOf(check);
  return markdownString(
    joined(
      [
        paragraphs(`${check.title} — ${words(check)}`, check.reason, check.attestation?.link),
        ...(check.accepted ? [paragraphs(acceptedWords(check.accepted))] : []),
        ...(check.missingActions.length > 0
          ? [paragraphs(t("Not allowed or not answered: {0}", check.missingActions.join(", ")))]
          : []),
        ...(check.evidence.length > 0
          ? [md`**${t("Evidence")}**`, codeBlock(check.evidence.map(evidenceLine).join("\n"), "text")]
          : []),
        ...(check.remediation.length > 0 ? [md`**${t("Put it right")}**`] : []),
        ...check.remediation.flatMap(({ kind, text }) =>
          kind === "console" ? [paragraphs(text)] : kind === "cli" ? [codeBlock(text, "shellscript")] : [],
        ),
        paragraphs([check.id, check.severity, ...standards].join(" · ")),
      ],
      "\n\n",
    ),
  );
}
