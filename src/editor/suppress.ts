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
import { configurationOf, openedConfiguration, writeConfiguration } from "./write-configuration";

const command = "planeguard.ignoreFinding";

export function registerSuppress(analyses: Analyses, engine: EngineLoader, log: Log): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(selector, new IgnoreActions(analyses), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.commands.registerCommand(command, async (uri: vscode.Uri, places: readonly Place[]) => {
      try {
        await ignore(await vscode.workspace.openTextDocument(uri), places, analyses, engine);
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
    const causes = [...groupBy(found, ({ shownAs }) => shownAs)];
    const byRules = groupBy(causes, ([, all]) => rulesOf(all).join(", "));
    return [...byRules.values()].map(([first]) => {
      const [shownAs, all] = first!;
      const title = vscode.l10n.t("Ignore {0} here with a reason…", nameOfRules(rulesOf(all)));
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      const places = all.map(({ finding: { ruleId, range } }): Place => ({ ruleId, offset: range.start.offset }));
      action.command = { command, title, arguments: [document.uri, places] };
      action.diagnostics = context.diagnostics.filter((diagnostic) => shows(diagnostic, shownAs));
      return action;
    });
  }
}

/** A finding as the light bulb hands it to the command. */
interface Place {
  readonly ruleId: string;
  readonly offset: number;
}

/** The rules of findings that have one cause, the gravest first. */
function rulesOf(found: readonly { readonly finding: Finding }[]): readonly string[] {
  return [...new Set(found.map(({ finding }) => finding.ruleId))];
}

function nameOfRules([first, ...more]: readonly string[]): string {
  return more.length === 0 ? first! : vscode.l10n.t("{0} and what follows from it", first!);
}

interface Answer {
  readonly reason: string;
  readonly until: string | null;
}

async function ask(rules: readonly string[]): Promise<Answer | null> {
  const said = await askText({
    title: vscode.l10n.t("Ignore {0}", nameOfRules(rules)),
    prompt: vscode.l10n.t('Why is it accepted? Begin with "until 2027-01-31:" to accept it up to that day.'),
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
  places: readonly Place[],
  analyses: Analyses,
  engine: EngineLoader,
): Promise<void> {
  const answer = await ask([...new Set(places.map(({ ruleId }) => ruleId))]);
  if (!answer) return;
  const { findings } = await analyses.settled(document);
  const [finding, ...others] = places.flatMap(
    ({ ruleId, offset }) => findings.find((one) => one.ruleId === ruleId && one.range.start.offset === offset) ?? [],
  );
  if (!finding) {
    void showInformation(vscode.l10n.t("The finding is no longer there."));
    return;
  }
  const { analyze, suppressingComment } = await engine();
  const source = sourceOf(document);
  const commentFor = (accepted: readonly [Finding, ...Finding[]]) =>
    suppressingComment(source, accepted, answer.reason, answer.until, (text) => analyze(text));
  const inLine = others.filter(({ range }) => range.start.line === finding.range.start.line);
  const comment = await commentFor([finding, ...inLine]);
  if (comment) {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(
      document.uri,
      new vscode.Range(document.positionAt(comment.span.start), document.positionAt(comment.span.end)),
      comment.newText,
    );
    await vscode.workspace.applyEdit(edit);
  } else await addToConfiguration(document, [finding, ...others], answer, engine);
}

async function addToConfiguration(
  document: vscode.TextDocument,
  findings: readonly [Finding, ...Finding[]],
  { reason, until }: Answer,
  engine: EngineLoader,
): Promise<void> {
  const { configurationFor, statementOf, withSuppression } = await engine();
  const { source } = await configurationFor(nameOf(document.uri));
  const file = configurationOf(document, source);
  const base = file && vscode.Uri.joinPath(file, "..").path.replace(/\/?$/, "/");
  if (!file || !document.uri.path.startsWith(base!)) {
    void showInformation(vscode.l10n.t("This file cannot have comments, and no folder with a planeguard.json has it."));
    return;
  }
  const place = await statementOf(sourceOf(document), findings[0]);
  const configuration = await openedConfiguration(file);
  const text = withSuppression(configuration?.getText() ?? "", {
    rules: [...new Set(findings.map(({ ruleId }) => ruleId))],
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
  await writeConfiguration(file, configuration, text);
  showOutcome(vscode.l10n.t("Planeguard: accepted in {0}", vscode.workspace.asRelativePath(file)));
}
