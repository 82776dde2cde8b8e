import * as vscode from 'vscode';
import type { EngineLoader } from '../engine';

/** More templates than this tell nothing new. */
const mostTemplates = 60;

/** Whose role takes the place of a key in a workspace, read from its templates and remembered until one is saved. */
export class Runtimes implements vscode.Disposable {
  private known: Promise<string | null> | null = null;
  private readonly saved: vscode.Disposable;

  constructor(private readonly engine: EngineLoader) {
    this.saved = vscode.workspace.onDidSaveTextDocument(() => (this.known = null));
  }

  role(): Promise<string | null> {
    return (this.known ??= this.read().catch(() => null));
  }

  dispose(): void {
    this.saved.dispose();
  }

  private async read(): Promise<string | null> {
    const { roleInPlaceOfKey, templateFiles } = await this.engine();
    const files = await vscode.workspace.findFiles(templateFiles, '**/node_modules/**', mostTemplates);
    const decoder = new TextDecoder();
    const templates = await Promise.all(files.map(async uri => ({ name: uri.path, text: decoder.decode(await vscode.workspace.fs.readFile(uri)) })));
    return roleInPlaceOfKey(templates);
  }
}
