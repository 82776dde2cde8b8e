/** Recommendations: the rows that checks stand below. */
import type * as vscode from "vscode";

import type { Posture } from "../../../../account/posture";
import { recommendations } from "../../../../guidance/recommendations";
import { assertionsNodes } from "./assertions";
import { failingOf, groupItem, isShown } from "./group";
import type { PostureNode, Shown } from "./node";
import { coverageNodes, firstNodes } from "./overview";
import { idOf } from "./row-id";

/** Those of which something fails first, else in the order of the guidance; recommendations that no check serves are left out, and those that hold where only failing ones are shown. */
export function recommendationNodes(posture: Posture, shown: Shown): PostureNode[] {
  const nodes: (PostureNode & { kind: "recommendation" })[] = [];
  for (const recommendation of recommendations) {
    const checks = posture.checks.filter(
      (check) => check.recommendation === recommendation.id && check.asserted === undefined,
    );
    if (isShown(checks, shown)) nodes.push({ kind: "recommendation", recommendation, checks, posture, shown });
  }
  const failing = nodes.filter(({ checks }) => failingOf(checks) > 0);
  const isOpen = failing.length <= mostOpen;
  return [
    ...(shown.isPartial ? [] : firstNodes(posture)),
    ...assertionsNodes(posture, shown),
    ...failing.map((node) => ({ ...node, isOpen })),
    ...nodes.filter((node) => !failing.includes(node)),
    ...(shown.isPartial || shown.failingOnly ? [] : coverageNodes(posture)),
    ...(posture.failures.length > 0 ? [{ kind: "unanswered", failures: posture.failures, posture } as const] : []),
  ];
}

/** Of more that fail, a person unfolds what they want to see. */
const mostOpen = 2;

export function recommendationItem({
  recommendation: { id, number, short, title, why },
  ...group
}: PostureNode & { kind: "recommendation" }): vscode.TreeItem {
  const item = groupItem(`${number}. ${short}`, `${number}. ${title}`, why, group);
  item.id = idOf(group.posture, id);
  item.contextValue = "recommendation";
  return item;
}
