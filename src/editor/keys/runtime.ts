import * as vscode from "vscode";

import type { EngineLoader } from "../engine";

/** More templates than this tell nothing new. */
const mostTemplates = 60;

/** Whose role takes the place of a key in a workspace, read from its templates and remembered until one changes. */
export class Runtimes implements vscode.Disposable {
  private known: Promise<string | null> | null = null;
  private watcher: vscode.FileSystemWatcher | null = null;

  constructor(private readonly engine: EngineLoader) {}

  role(): Promise<string | null> {
    return (this.known ??= this.read().catch(() => null));
  }

  dispose(): void {
    this.watcher?.dispose();
  }

  private watch(files: string): void {
    if (this.watcher) return;
    this.watcher = vscode.workspace.createFileSystemWatcher(files);
    const forget = () => (this.known = null);
    this.watcher.onDidCreate(forget);
    this.watcher.onDidChange(forget);
    this.watcher.onDidDelete(forget);
  }

  private async read(): Promise<string | null> {
    const { roleInPlaceOfKey, templateFiles } = await this.engine();
    this.watch(templateFiles);
    const files = await vscode.workspace.findFiles(templateFiles, "**/node_modules/**", mostTemplates);
    const decoder = new TextDecoder();
    const templates = await Promise.all(
      files.map(async (uri) => ({ name: uri.path, text: decoder.decode(await vscode.workspace.fs.readFile(uri)) })),
    );
    return roleInPlaceOfKey(templates);
  }
}
