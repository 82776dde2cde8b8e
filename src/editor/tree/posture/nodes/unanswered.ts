/** Calls that did not answer. */
import * as vscode from "vscode";

import type { PostureNode } from "./node";
import { idOf } from "./row-id";

export function unansweredItem({ failures, posture }: PostureNode & { kind: "unanswered" }): vscode.TreeItem {
  const label =
    failures.length === 1
      ? vscode.l10n.t("1 call did not answer")
      : vscode.l10n.t("{0} calls did not answer", failures.length);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = idOf(posture, "unanswered");
  item.iconPath = new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
  item.accessibilityInformation = { label };
  item.tooltip = vscode.l10n.t('What they would have told is "not assessed": neither passed nor failed.');
  return item;
}

export function callItem(failure: string): vscode.TreeItem {
  const item = new vscode.TreeItem(failure);
  item.iconPath = new vscode.ThemeIcon("circle-slash");
  item.tooltip = failure;
  return item;
}
