/** The rows of the findings view: recommendation, rule, finding; or file, finding. */
import * as vscode from "vscode";

import { type Problem, severities, type Severity } from "../../analysis/finding";
import { groupBy } from "../../analysis/group-by";
import { compareValues } from "../../analysis/text";
import { joined } from "../../escape/escaped";
import { md, prose } from "../../escape/markdown";
import { type Recommendation, recommendations } from "../../guidance/recommendations";
import { plain, unexplained } from "../../language/diagnostics";
import { gravestFirst, linesOf, type Told } from "../../language/one-cause";
import { messageIn } from "../../wording/language";
import { notebookOf, toRange } from "../documents";
import type { FoundFile } from "../found-files";
import { language } from "../locale";
import { markdownString } from "../shown";

export interface Located {
  readonly uri: vscode.Uri;
  readonly finding: Told;
}

export interface Unread {
  readonly uri: vscode.Uri;
  readonly problem: Problem;
}

export type FindingNode =
  | { readonly kind: "recommendation"; readonly recommendation: Recommendation; readonly found: readonly Located[] }
  /** `ruleId` is what the command that opens its page asks for. */
  | { readonly kind: "rule"; readonly ruleId: string; readonly found: readonly Located[]; readonly parent: FindingNode }
  | { readonly kind: "file"; readonly uri: vscode.Uri; readonly found: readonly Located[]; readonly isOpen: boolean }
  | { readonly kind: "finding"; readonly ruleId: string; readonly located: Located; readonly parent: FindingNode }
  | { readonly kind: "unread"; readonly problems: readonly Unread[] }
  | { readonly kind: "problem"; readonly unread: Unread; readonly parent: FindingNode };

export type Grouping = "recommendation" | "file";

/** The name of a rule by its id; the id where it has none. */
export type NameOfRule = (ruleId: string) => string;

/** Of more files than these the findings are unfolded when somebody wants them. */
const mostOpen = 30;

/**
 * The first rows. Recommendations stand in the order of the guidance, files in that of their gravest findings, then of
 * their paths; what could not be read comes last.
 */
export function findingNodes(
  files: readonly FoundFile[],
  grouping: Grouping,
  shows: (finding: Told) => boolean,
): FindingNode[] {
  const ordered = [...files].sort(
    (a, b) => compareValues(a.uri.path, b.uri.path) || compareValues(a.uri.fragment, b.uri.fragment),
  );
  const found = ordered.flatMap(({ uri, findings }) => findings.filter(shows).map((finding) => ({ uri, finding })));
  const problems = ordered.flatMap((file) => unexplained(file).map((problem) => ({ uri: file.uri, problem })));
  return [
    ...(grouping === "file" ? fileNodes(found) : recommendationNodes(found)),
    ...(problems.length > 0 ? [{ kind: "unread", problems } as const] : []),
  ];
}

function recommendationNodes(found: readonly Located[]): FindingNode[] {
  const byRecommendation = groupBy(found, ({ finding }) => finding.recommendation);
  return recommendations.flatMap((recommendation) => {
    const own = byRecommendation.get(recommendation.id);
    return own ? [{ kind: "recommendation", recommendation, found: own }] : [];
  });
}

function fileNodes(found: readonly Located[]): FindingNode[] {
  const files = [...groupBy(found, ({ uri }) => uri.toString()).values()];
  return files
    .sort((a, b) => gravity(a) - gravity(b))
    .map((own) => ({ kind: "file", uri: own[0]!.uri, found: own, isOpen: files.length <= mostOpen }));
}

export function childrenOf(node: FindingNode): FindingNode[] {
  switch (node.kind) {
    case "recommendation":
      return [...groupBy(node.found, ({ finding }) => finding.ruleId)]
        .map(([ruleId, found]) => ({ kind: "rule", ruleId, found, parent: node }) as const)
        .sort((a, b) => gravity(a.found) - gravity(b.found) || compareValues(a.ruleId, b.ruleId));
    case "rule":
    case "file":
      return [...node.found]
        .sort((a, b) => gravestFirst(a.finding, b.finding))
        .map((located) => ({ kind: "finding", ruleId: located.finding.ruleId, located, parent: node }));
    case "unread":
      return node.problems.map((unread) => ({ kind: "problem", unread, parent: node }));
    default:
      return [];
  }
}

export function treeItem(node: FindingNode, nameOf: NameOfRule): vscode.TreeItem {
  switch (node.kind) {
    case "recommendation":
      return recommendationItem(node.recommendation, node.found);
    case "rule":
      return ruleItem(node.ruleId, node.found, nameOf);
    case "file":
      return fileItem(node);
    case "finding":
      return findingItem(node.located, node.parent, nameOf);
    case "unread":
      return unreadItem(node.problems.length);
    case "problem":
      return problemItem(node.unread);
  }
}

function recommendationItem({ id, number, title, why }: Recommendation, found: readonly Located[]): vscode.TreeItem {
  const item = group(`${number}. ${title}`, found);
  item.id = id;
  item.contextValue = "recommendation";
  item.tooltip = markdownString(md`${title}\n\n${why}`);
  return item;
}

function ruleItem(ruleId: string, found: readonly Located[], nameOf: NameOfRule): vscode.TreeItem {
  const item = group(nameOf(ruleId), found);
  item.id = ruleId;
  item.contextValue = "rule";
  item.tooltip = markdownString(md`${nameOf(ruleId)}\n\n${ruleId} · ${countWords(found.length)}`);
  return item;
}

function fileItem({ uri, found, isOpen }: FindingNode & { kind: "file" }): vscode.TreeItem {
  const place = placeOf(uri);
  const item = group(place, found);
  // The name first: where the view is narrow it is the folder that is cut off. VS Code itself counts errors and warnings.
  const slash = place.lastIndexOf("/");
  const isCounted = found.every(({ finding: { severity } }) => severity === "error" || severity === "warning");
  item.label = place.slice(slash + 1);
  item.description = [place.slice(0, Math.max(0, slash)), isCounted ? "" : String(found.length)]
    .filter((part) => part !== "")
    .join(" · ");
  if (!isOpen) item.collapsibleState = vscode.TreeItemCollapsibleState.Collapsed;
  item.id = uri.toString();
  item.contextValue = "file";
  item.resourceUri = uri;
  item.iconPath = vscode.ThemeIcon.File;
  item.tooltip = uri.fsPath;
  return item;
}

function group(label: string, found: readonly Located[]): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  const count = countWords(found.length);
  item.description = String(found.length);
  item.iconPath = icon(worst(found));
  item.accessibilityInformation = {
    label: `${label}, ${count}, ${vscode.l10n.t("the gravest: {0}", severityWords(worst(found)))}`,
  };
  return item;
}

/** The message comes first: where the view is narrow it is the place that is cut off. */
function findingItem({ uri, finding }: Located, parent: FindingNode, nameOf: NameOfRule): vscode.TreeItem {
  const message = plain(messageIn(finding, language));
  const { line, column } = finding.range.start;
  const item = new vscode.TreeItem(message);
  item.id = [parent.kind, uri, finding.ruleId, finding.range.start.offset, finding.range.end.offset, message].join("|");
  item.contextValue = "finding";
  item.description = parent.kind === "file" ? `${line}:${column}` : `${placeOf(uri)}:${line}`;
  item.iconPath = icon(finding.severity);
  item.tooltip = markdownString(
    md`${joined(linesOf(finding, { language }).map(prose), "\n\n")}\n\n${[nameOf(finding.ruleId), finding.ruleId, severityWords(finding.severity), `${placeOf(uri)}:${line}:${column}`].join(" · ")}`,
  );
  item.command = opens(uri, toRange(finding.range));
  item.accessibilityInformation = {
    label: [severityWords(finding.severity), message, vscode.l10n.t("{0}, line {1}", placeOf(uri), line)].join(", "),
  };
  return item;
}

function unreadItem(count: number): vscode.TreeItem {
  const label = vscode.l10n.t("Not checked completely");
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = "unread";
  item.description = String(count);
  item.iconPath = new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
  item.tooltip = vscode.l10n.t("What could not be read may have findings that are not shown.");
  item.accessibilityInformation = { label: `${label}, ${count}` };
  return item;
}

function problemItem({ uri, problem }: Unread): vscode.TreeItem {
  const item = new vscode.TreeItem(problem.range ? `${placeOf(uri)}:${problem.range.start.line}` : placeOf(uri));
  item.description = plain(problem.message);
  item.tooltip = plain(problem.message);
  item.iconPath = new vscode.ThemeIcon("circle-slash");
  item.command = opens(uri, problem.range ? toRange(problem.range) : new vscode.Range(0, 0, 0, 0));
  item.accessibilityInformation = { label: `${item.label as string}, ${plain(problem.message)}` };
  return item;
}

function opens(uri: vscode.Uri, selection: vscode.Range): vscode.Command {
  return {
    command: "vscode.open",
    title: vscode.l10n.t("Open"),
    arguments: [uri, { selection } satisfies vscode.TextDocumentShowOptions],
  };
}

/** The path as a person knows it; of a cell, with its number. */
function placeOf(uri: vscode.Uri): string {
  const path = vscode.workspace.asRelativePath(notebookOf(uri)?.uri ?? uri);
  const cell = notebookOf(uri)
    ?.getCells()
    .find(({ document }) => document.uri.toString() === uri.toString());
  return cell ? vscode.l10n.t("{0}, cell {1}", path, cell.index + 1) : path;
}

const gravity = (found: readonly Located[]): number =>
  Math.min(...found.map(({ finding }) => severities.indexOf(finding.severity)));

function worst(found: readonly Located[]): Severity {
  return severities[gravity(found)]!;
}

const icons: Record<Severity, readonly [icon: string, color: string]> = {
  error: ["error", "list.errorForeground"],
  warning: ["warning", "list.warningForeground"],
  info: ["info", "editorInfo.foreground"],
  hint: ["lightbulb", "descriptionForeground"],
};

function icon(severity: Severity): vscode.ThemeIcon {
  const [name, color] = icons[severity];
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
}

export function severityWords(severity: Severity): string {
  const { t } = vscode.l10n;
  return { error: t("error"), warning: t("warning"), info: t("information"), hint: t("hint") }[severity];
}

export function countWords(count: number): string {
  return count === 1 ? vscode.l10n.t("1 finding") : vscode.l10n.t("{0} findings", count);
}
