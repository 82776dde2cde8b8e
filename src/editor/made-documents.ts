/** Documents that Planeguard writes for a person to read, to copy from or to save: with a title and a language, and nothing to save when they are closed. */
import * as vscode from "vscode";

import { plainText } from "../escape/label";

const scheme = "planeguard-document";

export interface MadeDocument {
  /** Its title, and the name under which it would be saved; the ending tells its language. */
  readonly name: string;
  readonly text: string;
}

export class MadeDocuments implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registered = vscode.Disposable.from(
    this.changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.changed.event,
      provideTextDocumentContent: ({ path }) => this.texts.get(path) ?? "",
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => uri.scheme === scheme && this.texts.delete(uri.path)),
    vscode.commands.registerCommand("planeguard.saveDocument", () =>
      vscode.commands.executeCommand("workbench.action.files.saveAs"),
    ),
  );

  async show(
    { name, text }: MadeDocument,
    viewColumn: vscode.ViewColumn = vscode.ViewColumn.Active,
  ): Promise<vscode.TextEditor> {
    const uri = vscode.Uri.from({ scheme, path: `/${fileName(name)}` });
    this.texts.set(uri.path, text);
    this.changed.fire(uri);
    return await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), {
      viewColumn,
      preview: true,
    });
  }

  dispose(): void {
    this.registered.dispose();
  }
}

const longestName = 100;

/** What no file system takes as a name is left out. */
function fileName(name: string): string {
  const [, stem, ending] = /^(.*?)(\.\w{1,10})?$/s.exec(plainText(name))!;
  return `${stem!
    .replace(/[/\\:*?"<>|]+/g, " ")
    .trim()
    .slice(0, longestName)}${ending ?? ""}`;
}
