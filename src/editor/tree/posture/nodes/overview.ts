/** What stands above and below the recommendations: what to do first, and what watches each Region. */
import * as vscode from "vscode";

import type { CoverageRow, CoverageState, Posture } from "../../../../account/posture";
import { coverageColumns, coverageWords } from "../../../../report/coverage-words";
import { openFailures } from "../../../../report/open-failures";
import { whatIsSo } from "../../../../report/what-is-so";
import { markdownString } from "../../../shown";
import { checkContext, usesOf } from "./check";
import type { PostureNode } from "./node";
import { checkIdOf, idOf } from "./row-id";
import { paragraphs, severityWords, themeIcon, verdictItem } from "./verdicts";

/** As many as a person starts with. */
const mostFirst = 5;

/** Nothing where so little fails that it is seen at a glance. */
export function firstNodes(posture: Posture): PostureNode[] {
  const failures = openFailures(posture.checks);
  return failures.length > mostFirst ? [{ kind: "first", checks: failures.slice(0, mostFirst), posture }] : [];
}

export function firstItem({ checks, posture }: PostureNode & { kind: "first" }): vscode.TreeItem {
  const label = vscode.l10n.t("To do first");
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = idOf(posture, "first");
  item.iconPath = themeIcon("flame", "testing.iconFailed");
  item.description = vscode.l10n.t("the {0} most severe", checks.length);
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  item.tooltip = vscode.l10n.t("The most severe failures, whatever the recommendation");
  return item;
}

export function firstCheckItem({ check, posture }: PostureNode & { kind: "first-check" }): vscode.TreeItem {
  const { label, more } = whatIsSo(check);
  const severity = severityWords(check.severity);
  const item = verdictItem(label, check.verdict, vscode.TreeItemCollapsibleState.None, severity);
  item.id = checkIdOf(posture, check, "first");
  item.contextValue = [checkContext(check), ...usesOf(check)].join(" ");
  item.description = more === "" ? severity : `${severity} · ${more}`;
  item.tooltip = markdownString(paragraphs(check.title, check.reason));
  return item;
}

export function coverageNodes(posture: Posture): PostureNode[] {
  return posture.coverage.regions.length > 0 ? [{ kind: "coverage", posture }] : [];
}

export function coverageItem({ posture }: PostureNode & { kind: "coverage" }): vscode.TreeItem {
  const { regions, incomplete } = posture.coverage;
  const label = vscode.l10n.t("What watches each Region");
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  const gaps = regions.filter((row) => stateOf(row) === "not").length;
  item.id = idOf(posture, "coverage");
  item.iconPath = new vscode.ThemeIcon("map");
  item.description = vscode.l10n.t("{0} of {1} Regions with gaps", gaps, regions.length);
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  item.tooltip =
    incomplete ?? vscode.l10n.t("CloudTrail, AWS Config, IAM Access Analyzer and GuardDuty, Region by Region");
  return item;
}

const icons: Readonly<Record<CoverageState, readonly [icon: string, colour?: string]>> = {
  covered: ["pass", "testing.iconPassed"],
  partial: ["warning", "list.warningForeground"],
  not: ["error", "testing.iconFailed"],
  off: ["circle-slash", "testing.iconSkipped"],
  "not-offered": ["circle-slash", "testing.iconSkipped"],
  unknown: ["question", "testing.iconUnset"],
};

export function regionItem({ row, posture }: PostureNode & { kind: "region" }): vscode.TreeItem {
  const item = new vscode.TreeItem(row.region);
  item.id = idOf(posture, "coverage", row.region);
  item.iconPath = themeIcon(...icons[stateOf(row)]);
  const states = new Set(coverageColumns.map(({ id }) => row[id].state));
  const words = states.has("off")
    ? [coverageWords.off]
    : coverageColumns.map(({ id, title }) => `${title}: ${coverageWords[row[id].state]}`);
  item.description = words.join(" · ");
  item.accessibilityInformation = { label: `${row.region}, ${words.join(", ")}` };
  item.tooltip = markdownString(
    paragraphs(row.region, ...coverageColumns.map(({ id, title }) => `${title}: ${row[id].reason}`)),
  );
  return item;
}

/** The worst first. */
const worstFirst: readonly CoverageState[] = ["not", "partial", "unknown", "covered", "off", "not-offered"];

function stateOf(row: CoverageRow): CoverageState {
  return worstFirst.find((state) => coverageColumns.some(({ id }) => row[id].state === state)) ?? "unknown";
}
