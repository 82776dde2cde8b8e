/** The light bulb: fixes of the findings at the cursor, the page of their rules, and every safe fix at once. */
import * as vscode from "vscode";

import type { Edit } from "../analysis/finding";
import type { WantedTogether } from "../analysis/proof/asked";
import { plainText } from "../escape/label";
import { advisesToScope, type ExplainAction, type FixAction } from "../language/actions";
import { snippetOf } from "../language/blanks";
import { ofRule } from "../language/fix-all";
import { fixedLines, type Offer, offersAt } from "../language/light-bulb";
import type { Scoping } from "../language/scoping";
import type { Analyses } from "./analyses";
import { type ConfirmedFix, confirmFix, confirmFixCommand } from "./confirmed-fix";
import { openDocument, selector, sourceOf, toRange, toSpan, uriOf } from "./documents";
import type { EngineLoader } from "./engine";
import { addDependency } from "./keys/dependency";
import { Runtimes } from "./keys/runtime";
import { language } from "./locale";
import { openRuleCommand } from "./rule-link";
import { shows } from "./to-diagnostics";

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append("planeguard");

export function registerCodeActions(analyses: Analyses, engine: EngineLoader): vscode.Disposable {
  const runtimes = new Runtimes(engine);
  return vscode.Disposable.from(
    runtimes,
    vscode.commands.registerCommand(fixedCommand, async () => {
      // What is set already when the walkthrough opens never checks its step off: only a change does.
      for (const fixed of [true, false]) await vscode.commands.executeCommand("setContext", "planeguard.fixed", fixed);
    }),
    vscode.commands.registerCommand(confirmFixCommand, async (fix: ConfirmedFix) => {
      if (await confirmFix(fix)) await vscode.commands.executeCommand(fixedCommand);
    }),
    vscode.languages.registerCodeActionsProvider(selector, new QuickFixes(analyses, engine, runtimes), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.languages.registerCodeActionsProvider(selector, new FixAll(analyses), {
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
    const { offers, kinds } = await offersAt(openDocument(document), span, this.analyses.provided, language, token);
    const actions = await Promise.all(
      offers.map(async (offer) => {
        const { action } = offer;
        const made = action.kind === "fix" ? fixAction(offer, action, document) : explainAction(offer, action);
        made.diagnostics = context.diagnostics.filter((diagnostic) => shows(diagnostic, action.shownAs));
        if (action.kind === "fix" && action.usesDefaultChain) made.title = await this.withRole(made.title);
        if (action.kind === "fix" && action.dependency !== null)
          await addDependency(this.engine, made.edit!, document.uri, action.dependency);
        return made;
      }),
    );
    const scoping = await this.scoping(document, offers);
    if (scoping) {
      const { shownAs } = scoping.action;
      const made = scopingAction(document, scoping.found);
      made.diagnostics = context.diagnostics.filter((diagnostic) => shows(diagnostic, shownAs));
      actions.splice(offers.filter(({ action }) => action.kind === "fix").length, 0, made);
    }
    return [...actions, ...kinds.map((ruleId) => new FixKind(ruleId, document))];
  }

  /** What the `*` can be limited to of which the gravest finding says that it should be limited. */
  private async scoping(
    document: vscode.TextDocument,
    offers: readonly Offer[],
  ): Promise<{ readonly action: Offer["action"]; readonly found: Scoping } | null> {
    const actions = offers.map((offer) => offer.action);
    const action = actions.find(({ finding }) => advisesToScope(finding.ruleId));
    if (!action || actions.some((one) => one.kind === "fix" && one.blanks.length > 0)) return null;
    const { understanding } = await this.engine();
    const found = await understanding.scopingAt(sourceOf(document), action.finding.range.start.offset);
    return found && { action, found };
  }

  /** All of a kind are fixed when somebody picks that: it takes an analysis for each. */
  async resolveCodeAction(action: vscode.CodeAction): Promise<vscode.CodeAction> {
    if (action instanceof FixKind)
      action.edit =
        (await fixAllEdit(this.analyses, action.document, ofRule(action.ruleId))) ?? new vscode.WorkspaceEdit();
    return action;
  }

  /** Says whose role the SDK will find, where the workspace tells. */
  private async withRole(title: string): Promise<string> {
    const role = await this.runtimes.role();
    return role === null ? title : vscode.l10n.t("{0} (here: {1})", title, plainText(role));
  }
}

function fixAction(
  { title, edits, confirmation }: Offer,
  action: FixAction,
  document: vscode.TextDocument,
): vscode.CodeAction {
  if (action.blanks.length > 0) return completedAction(title, edits, action, document);
  if (confirmation)
    return askingAction(title, {
      document,
      version: document.version,
      elsewhere: action.elsewhere
        ? { uri: uriOf(action.elsewhere.file, document.uri), check: action.elsewhere.check }
        : null,
      edits,
      title: confirmation.label,
      effect: confirmation.description,
    });
  const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  made.isPreferred = action.preferred;
  made.command = { command: fixedCommand, title: action.title };
  made.edit = new vscode.WorkspaceEdit();
  for (const { file, range, newText } of edits) made.edit.replace(uriOf(file, document.uri), toRange(range), newText);
  return made;
}

/** The cursor goes to what is to be completed: that shows the change, so nobody is asked before. */
function completedAction(
  title: string,
  edits: readonly Edit[],
  { blanks }: FixAction,
  document: vscode.TextDocument,
): vscode.CodeAction {
  const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  made.edit = new vscode.WorkspaceEdit();
  let first = 1;
  made.edit.set(
    document.uri,
    edits.map(({ range, newText }) => {
      const { snippet, next } = snippetOf(newText, blanks, first);
      first = next;
      const edit = new vscode.SnippetTextEdit(toRange(range), new vscode.SnippetString(snippet));
      edit.keepWhitespace = true;
      return edit;
    }),
  );
  return made;
}

function askingAction(title: string, fix: ConfirmedFix): vscode.CodeAction {
  const made = new vscode.CodeAction(`${title.replace(/…$/, "")}…`, vscode.CodeActionKind.QuickFix);
  made.command = { command: confirmFixCommand, title, arguments: [fix] };
  return made;
}

/** A person fills in what only they know: the names of the resources. */
function scopingAction(document: vscode.TextDocument, { range, snippet, arns }: Scoping): vscode.CodeAction {
  const [first, ...more] = arns.map(plainText);
  const made = new vscode.CodeAction(
    more.length === 0
      ? vscode.l10n.t('Limit "*" to {0}, to be filled in', first!)
      : vscode.l10n.t('Limit "*" to {0} and {1} more, to be filled in', first!, more.length),
    vscode.CodeActionKind.QuickFix,
  );
  made.edit = new vscode.WorkspaceEdit();
  made.edit.set(document.uri, [vscode.SnippetTextEdit.replace(toRange(range), new vscode.SnippetString(snippet))]);
  return made;
}

function explainAction({ title }: Offer, { ruleId }: ExplainAction): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: openRuleCommand, title, arguments: [ruleId] };
  return action;
}

class FixAll implements vscode.CodeActionProvider {
  constructor(private readonly analyses: Analyses) {}

  /** Only where it was asked for by kind (on save, in "Source Action…"): it is no answer to a single squiggle. */
  async provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    if (!context.only?.contains(fixAllKind)) return [];
    const { findings } = await this.analyses.of(document, token);
    if (findings.length === 0) return [];
    const edit = await fixAllEdit(this.analyses, document, undefined, token);
    if (!edit) return [];
    const action = new vscode.CodeAction(vscode.l10n.t("Fix all safe Planeguard findings"), fixAllKind);
    action.edit = edit;
    return [action];
  }
}

/** Every safe fix of a document, or those that are taken; null where there is none. */
async function fixAllEdit(
  analyses: Analyses,
  document: vscode.TextDocument,
  wanted?: WantedTogether,
  token?: vscode.CancellationToken,
): Promise<vscode.WorkspaceEdit | null> {
  const edits = await fixedLines(openDocument(document), analyses.provided, wanted, token);
  if (edits.length === 0) return null;
  const edit = new vscode.WorkspaceEdit();
  for (const { span, newText } of edits) {
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
