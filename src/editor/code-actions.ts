/** The light bulb: fixes of the findings at the cursor, the page of their rules, and every safe fix at once. */
import * as vscode from "vscode";

import type { PermissionDelta } from "../analysis/finding";
import type { WantedTogether } from "../analysis/proof/asked";
import { plainText } from "../escape/label";
import { actionsAt, findingsAt, type FixAction, kindsToFix } from "../language/actions";
import { fixAll, lineEdits, ofRule } from "../language/fix-all";
import type { Analyses } from "./analyses";
import { selector, sourceOf, toRange, toSpan, uriOf } from "./documents";
import type { EngineLoader } from "./engine";
import { addDependency } from "./keys/dependency";
import { Runtimes } from "./keys/runtime";
import { openRuleCommand } from "./rule-link";
import { shows } from "./to-diagnostics";

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append("planeguard");

export function registerCodeActions(analyses: Analyses, engine: EngineLoader): vscode.Disposable {
  const runtimes = new Runtimes(engine);
  return vscode.Disposable.from(
    runtimes,
    vscode.commands.registerCommand(fixedCommand, () =>
      vscode.commands.executeCommand("setContext", "planeguard.fixed", true),
    ),
    vscode.languages.registerCodeActionsProvider(selector, new QuickFixes(analyses, engine, runtimes), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.languages.registerCodeActionsProvider(selector, new FixAll(analyses, engine), {
      providedCodeActionKinds: [fixAllKind],
    }),
  );
}

/** Runs after a fix was made: the walkthrough has a step for it. */
const fixedCommand = "planeguard.fixed";

class QuickFixes implements vscode.CodeActionProvider {
  constructor(
    private readonly analyses: Analyses,
    private readonly engine: EngineLoader,
    private readonly runtimes: Runtimes,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    if (context.only && !context.only.contains(vscode.CodeActionKind.QuickFix)) return [];
    const span = toSpan(document, range);
    const found = findingsAt(await this.analyses.of(document), span);
    if (found.length === 0 || token.isCancellationRequested) return [];
    const { analyze } = await this.engine();
    const analysis = await analyze(sourceOf(document), { fixes: { touching: span } });
    const actions = await Promise.all(
      actionsAt(analysis, span).map(async (action) => {
        const made = action.kind === "fix" ? fixAction(action, document) : explainAction(action.ruleId);
        made.diagnostics = context.diagnostics.filter((diagnostic) => shows(diagnostic, action.finding));
        if (action.kind === "fix" && action.usesDefaultChain) made.title = await this.withRole(made.title);
        if (action.kind === "fix" && action.dependency !== null)
          await addDependency(this.engine, made.edit!, document.uri, action.dependency);
        return made;
      }),
    );
    return [...actions, ...kindsToFix(analysis, span).map((ruleId) => new FixKind(ruleId, document))];
  }

  /** All of a kind are fixed when somebody picks that: it takes an analysis for each. */
  async resolveCodeAction(action: vscode.CodeAction): Promise<vscode.CodeAction> {
    if (action instanceof FixKind)
      action.edit =
        (await fixAllEdit(this.engine, action.document, ofRule(action.ruleId))) ?? new vscode.WorkspaceEdit();
    return action;
  }

  /** Says whose role the SDK will find, where the workspace tells. */
  private async withRole(title: string): Promise<string> {
    const role = await this.runtimes.role();
    return role === null ? title : vscode.l10n.t("{0} (here: {1})", title, plainText(role));
  }
}

function fixAction(
  { title, edits, preferred, confirm, delta, finding }: FixAction,
  document: vscode.TextDocument,
): vscode.CodeAction {
  const told = delta && changes(delta);
  const action = new vscode.CodeAction(
    told === null ? title : `${title} (${shortened(told)})`,
    vscode.CodeActionKind.QuickFix,
  );
  action.isPreferred = preferred;
  action.command = { command: fixedCommand, title };
  action.edit = new vscode.WorkspaceEdit();
  const confirmation = confirm
    ? { needsConfirmation: true, label: title, description: told ?? finding.ruleId }
    : undefined;
  for (const { file, range, newText } of edits)
    action.edit.replace(uriOf(file, document.uri), toRange(range), newText, confirmation);
  return action;
}

/** Titles that are much longer are cut by the menu, in the middle of a word. */
const longestTold = 90;

function shortened(text: string): string {
  return text.length <= longestTold ? text : `${text.slice(0, longestTold)}…`;
}

/** What a person agrees to: in the menu, and beside the change before it is made. */
function changes({ newlyAllowed, noLongerAllowed }: PermissionDelta): string {
  const parts = [
    ...(newlyAllowed.length > 0 ? [vscode.l10n.t("newly allows {0}", newlyAllowed.join("; "))] : []),
    ...(noLongerAllowed.length > 0 ? [vscode.l10n.t("no longer allows {0}", noLongerAllowed.join("; "))] : []),
  ];
  return parts.length > 0 ? parts.join("; ") : vscode.l10n.t("allows the same as before, as far as can be told");
}

function explainAction(ruleId: string): vscode.CodeAction {
  const title = vscode.l10n.t("Show the documentation of {0}", ruleId);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: openRuleCommand, title, arguments: [ruleId] };
  return action;
}

class FixAll implements vscode.CodeActionProvider {
  constructor(
    private readonly analyses: Analyses,
    private readonly engine: EngineLoader,
  ) {}

  /** Only where it was asked for by kind (on save, in "Source Action…"): it is no answer to a single squiggle. */
  async provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    if (!context.only?.contains(fixAllKind)) return [];
    const { findings } = await this.analyses.of(document);
    if (findings.length === 0 || token.isCancellationRequested) return [];
    const edit = await fixAllEdit(this.engine, document);
    if (!edit) return [];
    const action = new vscode.CodeAction(vscode.l10n.t("Fix all safe Planeguard findings"), fixAllKind);
    action.edit = edit;
    return [action];
  }
}

/** Every safe fix of a document, or those that are taken; null where there is none. */
async function fixAllEdit(
  engine: EngineLoader,
  document: vscode.TextDocument,
  wanted?: WantedTogether,
): Promise<vscode.WorkspaceEdit | null> {
  const { analyze } = await engine();
  const source = sourceOf(document);
  const { text, applied } = await fixAll(source, analyze, wanted);
  if (applied === 0) return null;
  const edit = new vscode.WorkspaceEdit();
  for (const { span, newText } of lineEdits(source.text, text)) {
    edit.replace(
      document.uri,
      new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)),
      newText,
    );
  }
  return edit;
}

class FixKind extends vscode.CodeAction {
  constructor(
    readonly ruleId: string,
    readonly document: vscode.TextDocument,
  ) {
    super(vscode.l10n.t("Fix all of {0} in this file", ruleId), vscode.CodeActionKind.QuickFix);
  }
}
