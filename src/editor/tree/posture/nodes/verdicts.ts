/** Verdicts as rows show them: an icon, a colour, a word, an order. */
import * as vscode from "vscode";

import {
  type CheckResult,
  checkSeverities,
  type CheckSeverity,
  type Verdict,
  verdicts,
} from "../../../../account/posture";
import { joined } from "../../../../escape/escaped";
import { type Markdown, prose } from "../../../../escape/markdown";

export function worstFirst(a: CheckResult, b: CheckResult): number {
  return (
    verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) ||
    checkSeverities.indexOf(a.severity) - checkSeverities.indexOf(b.severity)
  );
}

export function worst(found: readonly Verdict[]): Verdict {
  return verdicts.find((verdict) => found.includes(verdict)) ?? "not-applicable";
}

const icons: Record<Verdict, readonly [icon: string, colour?: string]> = {
  pass: ["pass", "testing.iconPassed"],
  fail: ["error", "testing.iconFailed"],
  "not-assessed": ["question", "testing.iconUnset"],
  attest: ["checklist", "list.warningForeground"],
  "not-applicable": ["circle-slash", "testing.iconSkipped"],
};

/** A row whose icon is the verdict; a screen reader says it in words. */
export function verdictItem(
  label: string,
  verdict: Verdict,
  open: vscode.TreeItemCollapsibleState,
  words = verdictWords(verdict),
): vscode.TreeItem {
  const item = new vscode.TreeItem(label, open);
  const [icon, colour] = icons[verdict];
  item.iconPath = themeIcon(icon, colour);
  item.accessibilityInformation = { label: `${words}: ${label}` };
  return item;
}

export function themeIcon(icon: string, colour?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
}

export function verdictWords(verdict: Verdict): string {
  const { t } = vscode.l10n;
  const words: Record<Verdict, string> = {
    pass: t("passed"),
    fail: t("failed"),
    "not-assessed": t("not assessed"),
    attest: t("to be confirmed by you"),
    "not-applicable": t("not applicable"),
  };
  return words[verdict];
}

export function severityWords(severity: CheckSeverity): string {
  const { t } = vscode.l10n;
  return { critical: t("critical"), high: t("high"), medium: t("medium"), low: t("low") }[severity];
}

/** A tooltip of texts, those that are there. */
export function paragraphs(...texts: readonly (string | boolean | null | undefined)[]): Markdown {
  return joined(
    texts.flatMap((text) => (typeof text === "string" && text !== "" ? [prose(text)] : [])),
    "\n\n",
  );
}
