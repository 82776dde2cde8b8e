/** The findings view: what is found in open documents and by a check of the workspace, as it changes. */
import * as vscode from "vscode";

import { severities, type Severity } from "../../analysis/finding";
import { groupBy } from "../../analysis/group-by";
import type { Told } from "../../language/one-cause";
import type { EngineLoader } from "../engine";
import type { FoundFiles } from "../found-files";
import { language } from "../locale";
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
  engine: EngineLoader,
): FindingsView {
  const choice = new FindingsChoice(context.workspaceState);
  const rows = new FindingsTree(found, choice, engine);
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
      const shown = isSeverities(named) ? { severities: named, hiddenRules: [] } : await pickShown(found, choice, rows);
      if (!shown) return;
      await choice.show(shown);
      refresh();
    }),
    // VS Code's own search of a tree, in which what fits no longer is left out.
    vscode.commands.registerCommand("planeguard.searchFindings", async () => {
      await vscode.commands.executeCommand(`${viewId}.focus`);
      await vscode.commands.executeCommand("list.find");
    }),
  );
  return { rows, view, onWillShow: willShow.event, dispose: () => registered.dispose() };
}

/** How the findings are shown; remembered for the workspace. */
class FindingsChoice {
  private hidden: readonly Severity[];
  private hiddenRules: readonly string[];
  private groupedBy: Grouping;

  constructor(private readonly state: vscode.Memento) {
    this.hidden = state.get<readonly Severity[]>("planeguard.findings.hidden", []);
    this.hiddenRules = state.get<readonly string[]>("planeguard.findings.hiddenRules", []);
    this.groupedBy = state.get<Grouping>("planeguard.findings.grouping", "file");
  }

  get grouping(): Grouping {
    return this.groupedBy;
  }

  readonly shows = ({ severity, ruleId }: Pick<Told, "severity" | "ruleId">): boolean =>
    this.showsSeverity(severity) && this.showsRule(ruleId);

  showsSeverity(severity: Severity): boolean {
    return !this.hidden.includes(severity);
  }

  showsRule(ruleId: string): boolean {
    return !this.hiddenRules.includes(ruleId);
  }

  async group(by: Grouping): Promise<void> {
    this.groupedBy = by;
    await this.state.update("planeguard.findings.grouping", by);
  }

  async show(shown: Wanted): Promise<void> {
    this.hidden = severities.filter((severity) => !shown.severities.includes(severity));
    this.hiddenRules = shown.hiddenRules;
    await this.state.update("planeguard.findings.hidden", this.hidden);
    await this.state.update("planeguard.findings.hiddenRules", this.hiddenRules);
  }
}

/** What is to be shown. A rule that finds something for the first time is. */
interface Wanted {
  readonly severities: readonly Severity[];
  readonly hiddenRules: readonly string[];
}

class FindingsTree implements vscode.TreeDataProvider<FindingNode> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private names: ReadonlyMap<string, string> | null = null;

  constructor(
    private readonly found: FoundFiles,
    private readonly choice: FindingsChoice,
    private readonly engine: EngineLoader,
  ) {}

  refresh(): void {
    this.changed.fire();
    if (this.names === null && this.found.files.length > 0) void this.learnNames();
  }

  /** Of a rule, once something was found: what looks for findings has the names. */
  readonly nameOf = (ruleId: string): string => this.names?.get(ruleId) ?? ruleId;

  getTreeItem(node: FindingNode): vscode.TreeItem {
    return plainRow(treeItem(node, this.nameOf));
  }

  private async learnNames(): Promise<void> {
    this.names = new Map();
    try {
      const { listRules } = await this.engine();
      this.names = new Map(listRules(language).map(({ id, title }) => [id, title]));
      this.changed.fire();
    } catch {
      // The log has why; the next refresh asks again.
      this.names = null;
    }
  }

  getChildren(node?: FindingNode): FindingNode[] {
    return node ? childrenOf(node) : findingNodes(this.found.files, this.choice.grouping, this.choice.shows);
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
  const seen = all.filter(choice.shows);
  const shown = seen.length;
  // As many as the Problems panel has, which leaves out hints.
  const value = seen.filter(({ severity }) => severity !== "hint").length;
  view.badge = value === 0 ? undefined : { value, tooltip: countWords(value) };
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

/** Severities and rules to tick, each with how often it was found. */
async function pickShown(found: FoundFiles, choice: FindingsChoice, rows: FindingsTree): Promise<Wanted | undefined> {
  const { t } = vscode.l10n;
  const all = found.files.flatMap(({ findings }) => findings);
  const byRule = groupBy(all, ({ ruleId }) => ruleId);
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const ofSeverities = severities.map((severity) => ({
    label: severityWords(severity),
    description: countWords(all.filter((one) => one.severity === severity).length),
    picked: choice.showsSeverity(severity),
    severity,
  }));
  const ofRules = [...byRule].map(([ruleId, own]) => ({
    label: rows.nameOf(ruleId),
    description: countWords(own.length),
    picked: choice.showsRule(ruleId),
    ruleId,
  }));
  const items: FilterItem[] = [separator(t("Severity")), ...ofSeverities, separator(t("Rule")), ...ofRules];
  const picked = await pickSeveral(items, {
    title: t("Findings to show"),
    placeHolder: t("Which severities and rules?"),
    matchOnDescription: true,
  });
  return (
    picked && {
      severities: picked.flatMap(({ severity }) => severity ?? []),
      hiddenRules: ofRules.map(({ ruleId }) => ruleId).filter((id) => !picked.some(({ ruleId }) => ruleId === id)),
    }
  );
}

interface FilterItem extends vscode.QuickPickItem {
  readonly severity?: Severity;
  readonly ruleId?: string;
}
