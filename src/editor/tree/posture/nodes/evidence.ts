/** Evidence: the call, the field and the value that decided, and how old it is. */
import * as vscode from "vscode";

import type { Evidence } from "../../../../account/posture";
import { markdownString } from "../../../shown";
import { ageWords } from "../age";
import type { PostureNode } from "./node";
import { checkIdOf } from "./row-id";
import { paragraphs } from "./verdicts";

export function evidenceListItem({ check, posture }: PostureNode & { kind: "evidence-list" }): vscode.TreeItem {
  const label = vscode.l10n.t("Evidence");
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = checkIdOf(posture, check, "evidence");
  item.iconPath = new vscode.ThemeIcon("search");
  item.description = vscode.l10n.t("answered {0}", ageWords(posture.collectedAt, new Date(), vscode.env.language));
  return item;
}

export function evidenceItem({ evidence, id }: PostureNode & { kind: "evidence" }): vscode.TreeItem {
  const { call, field, value, region } = evidence;
  const item = new vscode.TreeItem(`${field} = ${withAge(value)}`, vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon("symbol-field");
  item.contextValue = "evidence";
  item.description = region === null ? call : `${call} · ${region}`;
  item.tooltip = markdownString(paragraphs(evidenceLine(evidence)));
  return item;
}

/** A report that AWS makes every few hours is older than its answer. */
function withAge(value: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(value)
    ? `${value} (${ageWords(value, new Date(), vscode.env.language)})`
    : value;
}

export function evidenceLine({ call, field, value, region }: Evidence): string {
  return `${call}${region === null ? "" : ` (${region})`}  ${field} = ${value}`;
}
