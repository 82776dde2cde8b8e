/** "Add an Assertion for This…": writes into planeguard.json what the statement under the cursor suggests. */
import * as vscode from "vscode";

import { nameOf, selector, sourceOf } from "../documents";
import type { MachineEngine } from "../engine";
import type { Log } from "../log";
import { pick, showError, showInformation } from "../shown";
import { configurationOf, openedConfiguration, writeConfiguration } from "../write-configuration";

const command = "planeguard.addAssertion";

export function registerAddAssertion(engine: () => Promise<MachineEngine>, log: Log): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(selector, new AddAssertion(engine), {
      providedCodeActionKinds: [vscode.CodeActionKind.Refactor],
    }),
    vscode.commands.registerCommand(command, async (uri?: unknown, at?: unknown) => {
      try {
        const editor = vscode.window.activeTextEditor;
        const document = uri instanceof vscode.Uri ? await vscode.workspace.openTextDocument(uri) : editor?.document;
        const offset = typeof at === "number" ? at : editor && document?.offsetAt(editor.selection.active);
        if (document && offset !== undefined) await add(document, offset, await engine());
      } catch (error) {
        log.error("The assertion could not be added.", error as Error);
        void showError(vscode.l10n.t("The assertion could not be added; the log says why."));
      }
    }),
  );
}

class AddAssertion implements vscode.CodeActionProvider {
  constructor(private readonly engine: () => Promise<MachineEngine>) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { only }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    if (document.uri.scheme !== "file" || (only && !only.contains(vscode.CodeActionKind.Refactor))) return [];
    const { understanding } = await this.engine();
    const at = document.offsetAt(range.start);
    const policies = await understanding.symbolsOf(sourceOf(document));
    const isInStatement = policies
      .flatMap(({ children }) => children)
      .some((one) => one.range.start.offset <= at && at <= one.range.end.offset);
    if (!isInStatement) return [];
    const title = vscode.l10n.t("Add an assertion for this…");
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.Refactor);
    action.command = { command, title, arguments: [document.uri, at] };
    return [action];
  }
}

async function add(document: vscode.TextDocument, offset: number, engine: MachineEngine): Promise<void> {
  const { assertionOffersAt, configurationFor, withAssertion } = engine;
  const offers = await assertionOffersAt(sourceOf(document), offset);
  if (offers.length === 0) {
    void showInformation(
      vscode.l10n.t("Put the cursor into a statement of a policy whose actions and resources are written out."),
    );
    return;
  }
  const { source } = await configurationFor(nameOf(document.uri));
  const file = configurationOf(document, source);
  if (!file) {
    void showInformation(
      vscode.l10n.t("Open the folder first in which this file stands: its planeguard.json says it."),
    );
    return;
  }
  const chosen = await pick(
    offers.map((offer) => ({ label: offer.sentence, offer })),
    {
      title: vscode.l10n.t("Add an Assertion to {0}", vscode.workspace.asRelativePath(file)),
      placeHolder: vscode.l10n.t("What must hold from now on?"),
    },
  );
  if (!chosen) return;
  const configuration = await openedConfiguration(file);
  const made = withAssertion(configuration?.getText() ?? "", chosen.offer.entry);
  if (!made) {
    await vscode.window.showTextDocument(file);
    void showInformation(vscode.l10n.t("planeguard.json cannot be read: put it right first."));
    return;
  }
  await writeConfiguration(file, configuration, made.text);
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
  const [start, end] = [made.sentence.start, made.sentence.end].map((one) => editor.document.positionAt(one));
  editor.selection = new vscode.Selection(start!, end!);
  editor.revealRange(editor.selection);
}
