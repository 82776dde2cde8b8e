/** Resources: what a check says of each of several things. */
import * as vscode from "vscode";

import { markdownString } from "../../../shown";
import type { PostureNode } from "./node";
import { idOf } from "./row-id";
import { paragraphs, verdictItem } from "./verdicts";

export function resourceItem({
  check,
  resource: { id, region, verdict, reason },
  posture,
}: PostureNode & { kind: "resource" }): vscode.TreeItem {
  const item = verdictItem(
    id.replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/, ""),
    verdict,
    vscode.TreeItemCollapsibleState.None,
  );
  item.id = idOf(posture, check.id, id, region);
  item.contextValue = id.startsWith("arn:") ? "resource arn" : "resource";
  item.description = region === null ? reason : `${region} · ${reason}`;
  item.tooltip = markdownString(paragraphs(id, region, reason));
  return item;
}
