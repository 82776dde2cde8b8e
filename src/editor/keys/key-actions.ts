/** What the light bulb offers at a key beside its fixes: how to rotate it, the role of its workflow, and git's ignore file. */
import * as vscode from "vscode";

import { findingsAt } from "../../language/actions";
import type { Analyses } from "../analyses";
import { selector, toSpan } from "../documents";
import type { EngineLoader } from "../engine";
import { addChange } from "../preview";
import { isTracked } from "./git";
import { ignoreChanges } from "./ignore-file";
import { rotationCommand } from "./rotation";
import { workflowRoleCommand } from "./workflow-role";

export function registerKeyActions(analyses: Analyses, engine: EngineLoader): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(selector, new KeyActions(analyses, engine), {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}

class KeyActions implements vscode.CodeActionProvider {
  constructor(
    private readonly analyses: Analyses,
    private readonly engine: EngineLoader,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    if (context.only && !context.only.contains(vscode.CodeActionKind.QuickFix)) return [];
    const analysis = await this.analyses.of(document);
    const found = findingsAt(analysis, toSpan(document, range))
      .map(({ finding }) => finding)
      .filter(({ ruleId }) => ruleId.startsWith("credentials/"));
    if (found.length === 0) return [];
    const actions: vscode.CodeAction[] = [];
    if (found.some(({ ruleId }) => ruleId === "credentials/workflow-key")) {
      actions.push(
        commandAction(
          vscode.l10n.t("Move the whole workflow to a role, and write the role…"),
          workflowRoleCommand,
          document.uri,
        ),
      );
    }
    const { pipelineService } = await this.engine();
    if (found.some(({ ruleId }) => ruleId === "credentials/shadows-role") && pipelineService(document.getText()))
      actions.push(
        commandAction(vscode.l10n.t("Write the role that this pipeline assumes"), workflowRoleCommand, document.uri),
      );
    const key = found.find((finding) =>
      analysis.keys.some((place) => place.range.start.offset === finding.range.start.offset),
    );
    if (key)
      actions.push(
        commandAction(
          vscode.l10n.t("Show how to rotate this key"),
          rotationCommand,
          document.uri,
          key.range.start.offset,
        ),
      );
    return [...actions, ...(await ignoreAction(this.engine, document))];
  }
}

function commandAction(title: string, command: string, ...args: unknown[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command, title, arguments: args };
  return action;
}

async function ignoreAction(engine: EngineLoader, { uri }: vscode.TextDocument): Promise<vscode.CodeAction[]> {
  const [change] = await ignoreChanges(engine, [uri]);
  if (!change) return [];
  const title = (await isTracked(uri))
    ? vscode.l10n.t("Add this file to .gitignore (it is tracked: git rm --cached takes it out of the next commit)")
    : vscode.l10n.t("Add this file to .gitignore");
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  await addChange(action.edit, change);
  return [action];
}
