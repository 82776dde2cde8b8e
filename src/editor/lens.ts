/** The line above each policy that says what it allows, and the page behind it; and the line above each function that runs as a role. */
import * as vscode from "vscode";

import { label } from "../escape/label";
import type { Lens } from "../language/summary/lens";
import { rehearseCommand } from "./commands/rehearse";
import { writePolicyCommand } from "./commands/write-policy";
import { selector, sourceOf, toRange, uriOf } from "./documents";
import type { EngineLoader } from "./engine";
import { isEnabled } from "./settings";
import { showInformation } from "./shown";

const command = "planeguard.showAllowed";
/** Documents of this scheme tell what a policy allows; the manifest has them shown rendered. */
const scheme = "planeguard-policy";

export function registerLens(
  engine: EngineLoader,
  notesChanged?: vscode.Event<vscode.TextDocument>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const pageChanged = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    pageChanged,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: pageChanged.event,
      provideTextDocumentContent: (page) => textOf(page, engine),
    }),
    vscode.workspace.onDidChangeConfiguration(
      (event) => event.affectsConfiguration("planeguard.lens") && changed.fire(),
    ),
    ...(notesChanged ? [notesChanged(() => changed.fire())] : []),
    vscode.languages.registerCodeLensProvider(selector, {
      onDidChangeCodeLenses: changed.event,
      async provideCodeLenses(document, token) {
        if (!isEnabled("lens", document)) return [];
        const { understanding, assertionsOf, handlersOf, changesOf, rehearsalOf } = await engine();
        const source = sourceOf(document);
        const [lenses, handlers, assertions] = await Promise.all([
          understanding.lensesOf(source),
          handlersOf(source),
          assertionsOf(source),
        ]);
        // Nobody asks git about a document without a policy.
        const changes =
          lenses.length > 0 && document.uri.scheme === "file" ? await changesOf(source, token).catch(() => []) : [];
        const control = lenses.find(({ isControl }) => isControl);
        const rehearsed = control && (await rehearsalOf(source, token));
        return [
          ...(control && rehearsed
            ? [
                new vscode.CodeLens(toRange(control.range), {
                  command: rehearseCommand,
                  title: label(rehearsed.title),
                  tooltip: vscode.l10n.t("Show from whom, and what"),
                  arguments: [document.uri],
                }),
              ]
            : []),
          ...lenses.map(
            ({ range, title, offset }) =>
              new vscode.CodeLens(toRange(range), {
                command,
                title: label(title),
                tooltip: vscode.l10n.t("Show all that this policy allows"),
                arguments: [document.uri, offset],
              }),
          ),
          ...changes.map(
            ({ range, title }) =>
              new vscode.CodeLens(toRange(range), {
                command: "planeguard.showChange",
                title: label(title),
                tooltip: vscode.l10n.t("Show what the change allows"),
              }),
          ),
          ...assertions.map(
            ({ range, title, statement }) =>
              new vscode.CodeLens(toRange(range), {
                title: label(title),
                ...(statement
                  ? {
                      command: "vscode.open",
                      tooltip: vscode.l10n.t("Open the statement"),
                      arguments: [uriOf(statement.file, document.uri), { selection: toRange(statement.range) }],
                    }
                  : { command: "" }),
              }),
          ),
          ...handlers.flatMap(({ range, title, unit, declared }) => [
            new vscode.CodeLens(toRange(range), {
              command: "vscode.open",
              title: label(title),
              tooltip: vscode.l10n.t("Open the role that this function runs as"),
              arguments: [uriOf(declared.file, document.uri), { selection: toRange(declared.range) }],
            }),
            new vscode.CodeLens(toRange(range), {
              command: writePolicyCommand,
              title: vscode.l10n.t("Write its policy"),
              tooltip: vscode.l10n.t("Write the least policy under which all calls of this code are allowed"),
              arguments: [document.uri, unit],
            }),
          ]),
        ];
      },
    }),
    vscode.commands.registerCommand(command, async (uri?: unknown, offset?: unknown) => {
      const place =
        uri instanceof vscode.Uri && typeof offset === "number" ? { uri, offset } : await placeOfCursor(engine);
      if (!place) return;
      const page = pageOf(place);
      // Where it is open already, the policy may have changed since.
      pageChanged.fire(page);
      await vscode.commands.executeCommand("vscode.open", page, vscode.ViewColumn.Beside);
    }),
  );
}

interface Place {
  readonly uri: vscode.Uri;
  readonly offset: number;
}

/** Of a policy in a document: the query tells which. */
function pageOf({ uri, offset }: Place): vscode.Uri {
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  return vscode.Uri.from({ scheme, path: `/${name}.md`, query: JSON.stringify({ uri: uri.toString(), offset }) });
}

async function textOf(page: vscode.Uri, engine: EngineLoader): Promise<string> {
  const { uri, offset } = JSON.parse(page.query) as { readonly uri: string; readonly offset: number };
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  const { understanding } = await engine();
  return (
    (await understanding.policyPage(sourceOf(document), offset)) ??
    vscode.l10n.t("The policy is no longer where it was. Open it from the line above it again.")
  );
}

/** The policy that begins before the cursor, else the first one. */
async function placeOfCursor(engine: EngineLoader): Promise<Place | null> {
  const editor = vscode.window.activeTextEditor;
  const { understanding } = await engine();
  const lenses: readonly Lens[] = editor ? await understanding.lensesOf(sourceOf(editor.document)) : [];
  const cursor = editor?.document.offsetAt(editor.selection.active) ?? 0;
  const lens = [...lenses].reverse().find(({ offset }) => offset <= cursor) ?? lenses[0];
  if (editor && lens) return { uri: editor.document.uri, offset: lens.offset };
  void showInformation(vscode.l10n.t("There is no policy in the active editor."));
  return null;
}
