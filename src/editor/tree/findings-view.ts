/** The findings view: what is found in open documents and by a check of the workspace, as it changes. */
import * as vscode from "vscode";

import type { Severity } from "../../analysis/finding";
import { severities } from "../../language/one-cause";
import type { FoundFiles } from "../found-files";
import { pickSeveral, plainRow, viewMessage } from "../shown";
import type { CheckState, WorkspaceCheck } from "../workspace-check";
import {
  childrenOf,
  countWords,
  type FindingNode,
  findingNodes,
  type Grouping,
  severityWords,
  treeItem,
} from "./findings-nodes";

const viewId = "planeguard.findings";
/** While somebody types, or many files are checked, the rows follow at this pace, in milliseconds. */
const pace = 200;

export interface FindingsView extends vscode.Disposable {
  readonly rows: vscode.TreeDataProvider<FindingNode>;
  readonly view: vscode.TreeView<FindingNode>;
  /** It is about to be shown, and the views beside it with it. */
  readonly onWillShow: vscode.Event<void>;
}

/** Registers the view and its commands. */
export function registerFindingsView(
  context: vscode.ExtensionContext,
  found: FoundFiles,
  check: WorkspaceCheck,
): FindingsView {
  const choice = new FindingsChoice(context.workspaceState);
  const rows = new FindingsTree(found, choice);
  const view = vscode.window.createTreeView(viewId, { treeDataProvider: rows, showCollapseAll: true });
  const willShow = new vscode.EventEmitter<void>();
  let timer: NodeJS.Timeout | undefined;
  const refresh = () => {
    clearTimeout(timer);
    timer = undefined;
    rows.refresh();
    showState(view, rows, found, choice, check);
  };
  const refreshSoon = () => (timer ??= setTimeout(refresh, pace));
  showState(view, rows, found, choice, check);
  const registered = vscode.Disposable.from(
    view,
    found.onDidChange(refreshSoon),
    // At once: whoever is shown the view next, as after a check, shall not see it change while it opens.
    check.onDidChange(refresh),
    { dispose: () => clearTimeout(timer) },
    willShow,
    vscode.commands.registerCommand("planeguard.showFindings", () => {
      willShow.fire();
      return vscode.commands.executeCommand(`${viewId}.focus`);
    }),
    vscode.commands.registerCommand("planeguard.groupFindings", async () => {
      await choice.group(choice.grouping === "file" ? "recommendation" : "file");
      refresh();
    }),
    vscode.commands.registerCommand("planeguard.filterFindings", async (named?: unknown) => {
      const shown = isSeverities(named) ? named : await pickSeverities(found, choice);
      if (!shown) return;
      await choice.show(shown);
      refresh();
    }),
  );
  return { rows, view, onWillShow: willShow.event, dispose: () => registered.dispose() };
}

/** How the findings are shown; remembered for the workspace. */
class FindingsChoice {
  private hidden: readonly Severity[];
  private groupedBy: Grouping;

  constructor(private readonly state: vscode.Memento) {
    this.hidden = state.get<readonly Severity[]>("planeguard.findings.hidden", []);
    this.groupedBy = state.get<Grouping>("planeguard.findings.grouping", "recommendation");
  }

  get grouping(): Grouping {
    return this.groupedBy;
  }

  shows(severity: Severity): boolean {
    return !this.hidden.includes(severity);
  }

  async group(by: Grouping): Promise<void> {
    this.groupedBy = by;
    await this.state.update("planeguard.findings.grouping", by);
  }

  async show(shown: readonly Severity[]): Promise<void> {
    this.hidden = severities.filter((severity) => !shown.includes(severity));
    await this.state.update("planeguard.findings.hidden", this.hidden);
  }
}

class FindingsTree implements vscode.TreeDataProvider<FindingNode> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly found: FoundFiles,
    private readonly choice: FindingsChoice,
  ) {}

  refresh(): void {
    this.changed.fire();
  }

  getTreeItem(node: FindingNode): vscode.TreeItem {
    return plainRow(treeItem(node));
  }

  getChildren(node?: FindingNode): FindingNode[] {
    return node
      ? childrenOf(node)
      : findingNodes(this.found.files, this.choice.grouping, (severity) => this.choice.shows(severity));
  }

  getParent(node: FindingNode): FindingNode | undefined {
    return "parent" in node ? node.parent : undefined;
  }
}

/** The badge, what stands beside the title, and the context keys that choose the welcome text and the buttons. */
function showState(
  view: vscode.TreeView<FindingNode>,
  rows: FindingsTree,
  found: FoundFiles,
  choice: FindingsChoice,
  check: WorkspaceCheck,
): void {
  const all = found.files.flatMap(({ findings }) => findings);
  const shown = all.filter(({ severity }) => choice.shows(severity)).length;
  view.badge = shown === 0 ? undefined : { value: shown, tooltip: countWords(shown) };
  view.description = shown < all.length ? vscode.l10n.t("{0} of {1}, filtered", shown, all.length) : "";
  const welcome =
    rows.getChildren().length > 0
      ? "some"
      : check.state === "checking"
        ? "checking"
        : all.length > 0
          ? "filtered"
          : check.state === "checked"
            ? "clean"
            : check.state === "failed"
              ? "failed"
              : "idle";
  view.message = welcome === "some" ? viewMessage(messageOf(check.state)) : "";
  void vscode.commands.executeCommand("setContext", "planeguard.findings", welcome);
  void vscode.commands.executeCommand("setContext", "planeguard.checking", check.state === "checking");
}

/** Above the findings that were there before a check, or came until it ended. */
function messageOf(state: CheckState): string {
  const { t } = vscode.l10n;
  switch (state) {
    case "checking":
      return t("The workspace is being checked: what is listed is not complete.");
    case "cancelled":
      return t("The check was cancelled: what is listed is not complete.");
    case "failed":
      return t("The check failed, and the log says why: what is listed is not complete.");
    default:
      return "";
  }
}

/** What a key binding or a welcome text may hand to the filter: the severities to show. */
function isSeverities(given: unknown): given is readonly Severity[] {
  return Array.isArray(given) && given.every((one) => (severities as readonly unknown[]).includes(one));
}

async function pickSeverities(found: FoundFiles, choice: FindingsChoice): Promise<readonly Severity[] | undefined> {
  const all = found.files.flatMap(({ findings }) => findings);
  const items = severities.map((severity) => ({
    label: severityWords(severity),
    description: countWords(all.filter((one) => one.severity === severity).length),
    picked: choice.shows(severity),
    severity,
  }));
  const picked = await pickSeveral(items, {
    title: vscode.l10n.t("Findings to show"),
    placeHolder: vscode.l10n.t("Which severities?"),
  });
  return picked?.map(({ severity }) => severity);
}
