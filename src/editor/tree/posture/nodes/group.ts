/** Rows that checks stand below. */
import * as vscode from "vscode";

import type { CheckResult } from "../../../../account/posture";
import { markdownString } from "../../../shown";
import type { Shown } from "./node";
import { paragraphs, themeIcon, verdictItem, verdictWords, worst } from "./verdicts";

interface Group {
  readonly checks: readonly CheckResult[];
  readonly shown: Shown;
  /** Unfolded at first. */
  readonly isOpen?: boolean;
}

export function failingOf(checks: readonly CheckResult[]): number {
  return checks.filter(({ verdict }) => verdict === "fail").length;
}

/** Whether anything of a group is: not what holds where only failing checks are shown. */
export function isShown(checks: readonly CheckResult[], { failingOnly }: Shown): boolean {
  return failingOnly ? failingOf(checks) > 0 : checks.length > 0;
}

/** With the worst of its verdicts. A screen reader and the tooltip say the title, how much fails and `more`. */
export function groupItem(
  label: string,
  title: string,
  more: string,
  { checks, shown, isOpen = false }: Group,
): vscode.TreeItem {
  const verdict = worst(checks.map((check) => check.verdict));
  const failing = failingOf(checks);
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = verdictItem(label, verdict, isOpen ? Expanded : Collapsed);
  const isOpenEnded = shown.isPartial === true && failing === 0;
  if (isOpenEnded) item.iconPath = themeIcon("loading~spin");
  const words = isOpenEnded
    ? vscode.l10n.t("reading it…")
    : failing > 0
      ? vscode.l10n.t("{0} of {1} failed", failing, checks.length)
      : verdictWords(verdict);
  // Beside the icon of a fail, and short enough for a narrow side bar.
  item.description = failing > 0 ? `${failing}/${checks.length}` : words;
  item.accessibilityInformation = { label: `${title}, ${words}` };
  item.tooltip = markdownString(paragraphs(title, words, more));
  return item;
}
