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
  /** Paths of those that a preview shows, which reads them again long after the document is closed. */
  private readonly previewed = new Set<string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registered = vscode.Disposable.from(
    this.changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.changed.event,
      provideTextDocumentContent: ({ path }) => this.texts.get(path) ?? "",
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri: { scheme: closed, path } }) => {
      if (closed === scheme && !this.previewed.has(path)) this.texts.delete(path);
    }),
    vscode.commands.registerCommand("planeguard.saveDocument", () =>
      vscode.commands.executeCommand("workbench.action.files.saveAs"),
    ),
  );

  async show(
    { name, text }: MadeDocument,
    viewColumn: vscode.ViewColumn = vscode.ViewColumn.Active,
  ): Promise<vscode.TextEditor> {
    const uri = this.write({ name, text });
    return await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), {
      viewColumn,
      preview: true,
    });
  }

  /** Markdown, as VS Code shows it to readers: beside the editor, or as its text where there is no preview. */
  async preview(document: MadeDocument): Promise<void> {
    // Its commands are known only after one was called.
    if (!vscode.extensions.getExtension("vscode.markdown-language-features")) {
      await this.show(document, vscode.ViewColumn.Beside);
      return;
    }
    const uri = this.write(document);
    this.previewed.add(uri.path);
    await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
  }

  private write({ name, text }: MadeDocument): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${fileName(name)}` });
    this.texts.set(uri.path, text);
    this.changed.fire(uri);
    return uri;
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
