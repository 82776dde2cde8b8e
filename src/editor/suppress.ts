/** "Ignore here with a reason…": accepts a finding by a comment, or in planeguard.json where the file takes none. */
import * as vscode from "vscode";

import type { Finding } from "../analysis/finding";
import { groupBy } from "../analysis/group-by";
import { findingsAt } from "../language/actions";
import type { Analyses } from "./analyses";
import { nameOf, selector, sourceOf, toSpan } from "./documents";
import type { EngineLoader } from "./engine";
import type { Log } from "./log";
import { askText, showError, showInformation, showOutcome } from "./shown";
import { shows } from "./to-diagnostics";

const command = "planeguard.ignoreFinding";

export function registerSuppress(analyses: Analyses, engine: EngineLoader, log: Log): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(selector, new IgnoreActions(analyses), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.commands.registerCommand(command, async (uri: vscode.Uri, ruleId: string, offset: number) => {
      try {
        await ignore(await vscode.workspace.openTextDocument(uri), ruleId, offset, analyses, engine);
      } catch (error) {
        log.error(`The finding in ${uri.fsPath} could not be ignored.`, error as Error);
        void showError(vscode.l10n.t("The finding could not be ignored; the log says why."));
      }
    }),
  );
}

class IgnoreActions implements vscode.CodeActionProvider {
  constructor(private readonly analyses: Analyses) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    if (context.only && !context.only.contains(vscode.CodeActionKind.QuickFix)) return [];
    const found = findingsAt(await this.analyses.of(document), toSpan(document, range)).filter(
      ({ finding }) => !finding.ruleId.startsWith("suppression/"),
    );
    const byRule = groupBy(found, ({ finding }) => finding.ruleId);
    return [...byRule.values()].map(([first]) => {
      const { finding, shownAs } = first!;
      const title = vscode.l10n.t("Ignore {0} here with a reason…", finding.ruleId);
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.command = { command, title, arguments: [document.uri, finding.ruleId, finding.range.start.offset] };
      action.diagnostics = context.diagnostics.filter((diagnostic) => shows(diagnostic, shownAs));
      return action;
    });
  }
}

interface Answer {
  readonly reason: string;
  readonly until: string | null;
}

async function ask(ruleId: string): Promise<Answer | null> {
  const said = await askText({
    title: vscode.l10n.t("Ignore {0}", ruleId),
    prompt: vscode.l10n.t('Why is it accepted? It may begin with "until 2027-01-31:", the last day that it is.'),
    placeHolder: vscode.l10n.t("The reason, for whoever comes next"),
    ignoreFocusOut: true,
    validateInput: (text) =>
      /[\p{L}\p{N}]/u.test(answerOf(text).reason) ? undefined : vscode.l10n.t("Nothing is ignored without a reason."),
  });
  return said === undefined ? null : answerOf(said);
}

function answerOf(text: string): Answer {
  const dated = /^\s*until\s+(\d{4}-\d\d-\d\d)\s*:(.*)$/s.exec(text);
  return dated ? { until: dated[1]!, reason: dated[2]!.trim() } : { until: null, reason: text.trim() };
}

async function ignore(
  document: vscode.TextDocument,
  ruleId: string,
  offset: number,
  analyses: Analyses,
  engine: EngineLoader,
): Promise<void> {
  const answer = await ask(ruleId);
  if (!answer) return;
  const { findings } = await analyses.of(document);
  const finding = findings.find((one) => one.ruleId === ruleId && one.range.start.offset === offset);
  if (!finding) {
    void showInformation(vscode.l10n.t("The finding is not there any more."));
    return;
  }
  const { analyze, suppressingComment } = await engine();
  const source = sourceOf(document);
  const comment = await suppressingComment(source, finding, answer.reason, answer.until, (text) => analyze(text));
  if (comment) {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(
      document.uri,
      new vscode.Range(document.positionAt(comment.span.start), document.positionAt(comment.span.end)),
      comment.newText,
    );
    await vscode.workspace.applyEdit(edit);
  } else await addToConfiguration(document, finding, answer, engine);
}

async function addToConfiguration(
  document: vscode.TextDocument,
  finding: Finding,
  { reason, until }: Answer,
  engine: EngineLoader,
): Promise<void> {
  const { configurationFor, statementOf, withSuppression } = await engine();
  const { source } = await configurationFor(nameOf(document.uri));
  const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri;
  const file =
    source !== null
      ? document.uri.with({ path: vscode.Uri.file(source).path, query: "", fragment: "" })
      : folder && vscode.Uri.joinPath(folder, "planeguard.json");
  const base = file && vscode.Uri.joinPath(file, "..").path.replace(/\/?$/, "/");
  if (!file || !document.uri.path.startsWith(base!)) {
    void showInformation(vscode.l10n.t("This file takes no comment, and belongs to no folder with a planeguard.json."));
    return;
  }
  const place = await statementOf(sourceOf(document), finding);
  const configuration = await vscode.workspace.openTextDocument(file).then(
    (opened) => opened,
    () => null,
  );
  const text = withSuppression(configuration?.getText() ?? "", {
    rules: [finding.ruleId],
    path: document.uri.path.slice(base!.length),
    ...place,
    reason,
    ...(until === null ? {} : { until }),
  });
  if (text === null) {
    await vscode.window.showTextDocument(file);
    void showInformation(vscode.l10n.t("planeguard.json cannot be read: put it right first."));
    return;
  }
  await write(file, configuration, text);
  showOutcome(vscode.l10n.t("Planeguard: accepted in {0}", vscode.workspace.asRelativePath(file)));
}

/** Saves it too: what governs findings is what is on the disk. Other changes of the person's stay unsaved. */
async function write(file: vscode.Uri, document: vscode.TextDocument | null, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const wasDirty = document?.isDirty ?? false;
  if (document) edit.replace(file, document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)), text);
  else edit.createFile(file, { contents: new TextEncoder().encode(text) });
  await vscode.workspace.applyEdit(edit);
  if (document && !wasDirty) await document.save();
}
