import * as vscode from "vscode";

import type { EngineLoader } from "../engine";
import { watchFiles } from "../watched-files";

/** More templates than this tell nothing new. */
const mostTemplates = 60;

/** Whose role takes the place of a key in a workspace, read from its templates and remembered until one changes. */
export class Runtimes implements vscode.Disposable {
  private known: Promise<string | null> | null = null;
  private watcher: vscode.Disposable | null = null;

  constructor(private readonly engine: EngineLoader) {}

  role(): Promise<string | null> {
    return (this.known ??= this.read().catch(() => null));
  }

  dispose(): void {
    this.watcher?.dispose();
  }

  private async read(): Promise<string | null> {
    const { roleInPlaceOfKey, templateFiles } = await this.engine();
    this.watcher ??= watchFiles(templateFiles, () => (this.known = null));
    const files = await vscode.workspace.findFiles(templateFiles, "**/node_modules/**", mostTemplates);
    const decoder = new TextDecoder();
    const templates = await Promise.all(
      files.map(async (uri) => ({ name: uri.path, text: decoder.decode(await vscode.workspace.fs.readFile(uri)) })),
    );
    return roleInPlaceOfKey(templates);
  }
}
