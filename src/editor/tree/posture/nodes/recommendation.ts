/** Recommendations: the rows that checks stand below. */
import * as vscode from "vscode";

import type { Posture } from "../../../../account/posture";
import { recommendations } from "../../../../guidance/recommendations";
import { markdownString } from "../../../shown";
import type { PostureNode, Shown } from "./node";
import { idOf } from "./row-id";
import { paragraphs, verdictItem, verdictWords, worst } from "./verdicts";

/** In the order of the guidance; recommendations that no check serves are left out, and those that hold where only failing ones are shown. */
export function recommendationNodes(posture: Posture, shown: Shown): PostureNode[] {
  const nodes: PostureNode[] = [];
  for (const recommendation of recommendations) {
    const checks = posture.checks.filter((check) => check.recommendation === recommendation.id);
    if (checks.some(({ verdict }) => !shown.failingOnly || verdict === "fail"))
      nodes.push({ kind: "recommendation", recommendation, checks, posture, shown });
  }
  if (posture.failures.length > 0) nodes.push({ kind: "unanswered", failures: posture.failures, posture });
  return nodes;
}

export function recommendationItem({
  recommendation: { id, number, title, why },
  checks,
  posture,
}: PostureNode & { kind: "recommendation" }): vscode.TreeItem {
  const verdict = worst(checks.map((check) => check.verdict));
  const failing = checks.filter((check) => check.verdict === "fail").length;
  const open = failing > 0 ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
  const item = verdictItem(`${number}. ${title}`, verdict, open);
  item.id = idOf(posture, id);
  item.contextValue = "recommendation";
  item.description = failing > 0 ? vscode.l10n.t("{0} of {1} failed", failing, checks.length) : verdictWords(verdict);
  item.tooltip = markdownString(paragraphs(title, why));
  return item;
}
