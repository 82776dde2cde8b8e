/** Recommendations: the rows that checks stand below. */
import * as vscode from "vscode";

import type { CheckResult, Posture } from "../../../../account/posture";
import { recommendations } from "../../../../guidance/recommendations";
import { markdownString } from "../../../shown";
import type { PostureNode, Shown } from "./node";
import { coverageNodes, firstNodes } from "./overview";
import { idOf } from "./row-id";
import { paragraphs, themeIcon, verdictItem, verdictWords, worst } from "./verdicts";

/** Those of which something fails first, else in the order of the guidance; recommendations that no check serves are left out, and those that hold where only failing ones are shown. */
export function recommendationNodes(posture: Posture, shown: Shown): PostureNode[] {
  const nodes: (PostureNode & { kind: "recommendation" })[] = [];
  for (const recommendation of recommendations) {
    const checks = posture.checks.filter((check) => check.recommendation === recommendation.id);
    if (checks.some(({ verdict }) => !shown.failingOnly || verdict === "fail"))
      nodes.push({ kind: "recommendation", recommendation, checks, posture, shown });
  }
  const failing = nodes.filter(({ checks }) => failingOf(checks) > 0);
  const isOpen = failing.length <= mostOpen;
  return [
    ...(shown.isPartial ? [] : firstNodes(posture)),
    ...failing.map((node) => ({ ...node, isOpen })),
    ...nodes.filter((node) => !failing.includes(node)),
    ...(shown.isPartial || shown.failingOnly ? [] : coverageNodes(posture)),
    ...(posture.failures.length > 0 ? [{ kind: "unanswered", failures: posture.failures, posture } as const] : []),
  ];
}

/** Of more that fail, a person unfolds what they want to see. */
const mostOpen = 2;

function failingOf(checks: readonly CheckResult[]): number {
  return checks.filter(({ verdict }) => verdict === "fail").length;
}

export function recommendationItem({
  recommendation: { id, number, short, title, why },
  checks,
  posture,
  shown,
  isOpen,
}: PostureNode & { kind: "recommendation" }): vscode.TreeItem {
  const verdict = worst(checks.map((check) => check.verdict));
  const failing = failingOf(checks);
  const open = isOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
  const item = verdictItem(`${number}. ${short}`, verdict, open);
  item.id = idOf(posture, id);
  item.contextValue = "recommendation";
  const isOpenEnded = shown.isPartial === true && failing === 0;
  if (isOpenEnded) item.iconPath = themeIcon("loading~spin");
  item.description = isOpenEnded
    ? vscode.l10n.t("reading it…")
    : failing > 0
      ? vscode.l10n.t("{0} of {1} failed", failing, checks.length)
      : verdictWords(verdict);
  item.accessibilityInformation = { label: `${number}. ${title}, ${item.description}` };
  item.tooltip = markdownString(paragraphs(title, why));
  return item;
}
