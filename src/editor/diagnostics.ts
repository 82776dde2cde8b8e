/** Squiggles: each open document is checked at once, and again shortly after an edit. */
import * as vscode from 'vscode';
import type { Analyses } from './analyses';
import { isChecked } from './documents';
import type { FoundInFile } from './to-diagnostics';
import { toDiagnostics } from './to-diagnostics';

const debounceMs = 150;

interface Pending {
  readonly generation: number;
  readonly timer?: NodeJS.Timeout;
}

export class Diagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('planeguard');
  private readonly pending = new Map<string, Pending>();
  private readonly events: vscode.Disposable;
  private generation = 0;
  /** Files that a check of the workspace published and that nobody has open. */
  private readonly unopened = new Set<string>();

  constructor(private readonly analyses: Analyses, private readonly log: vscode.LogOutputChannel) {
    const { workspace } = vscode;
    this.events = vscode.Disposable.from(
      workspace.onDidOpenTextDocument(document => this.opened(document)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => contentChanges.length > 0 && this.changed(document)),
      workspace.onDidCloseTextDocument(({ uri }) => this.clear(uri)),
      workspace.onDidDeleteFiles(({ files }) => files.forEach(file => this.clearBelow(file))),
      workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri }) => this.clearBelow(oldUri))),
    );
    workspace.textDocuments.forEach(document => this.opened(document));
  }

  /** Checks a document now, whatever its language, and says what was found; null where it was edited or closed meanwhile. */
  async check(document: vscode.TextDocument): Promise<FoundInFile | null> {
    const generation = this.next(document.uri);
    try {
      const analysis = await this.analyses.of(document);
      if (this.pending.get(document.uri.toString())?.generation !== generation || document.isClosed) return null;
      this.collection.set(document.uri, toDiagnostics(analysis, document.uri));
      for (const { message } of analysis.problems) this.log.info(`${document.uri.fsPath}: ${message}`);
      return analysis;
    } catch (error) {
      this.log.error(`${document.uri.fsPath} could not be checked.`, error as Error);
      return null;
    }
  }

  /** Shows what was found in a file that is not open; an open document shows what is in the editor instead. */
  publishUnopened(uri: vscode.Uri, found: FoundInFile): void {
    const key = uri.toString();
    if (vscode.workspace.textDocuments.some(document => isChecked(document) && document.uri.toString() === key)) return;
    this.collection.set(uri, toDiagnostics(found, uri));
    this.unopened.add(key);
  }

  clearUnopened(): void {
    for (const key of this.unopened) this.collection.delete(vscode.Uri.parse(key));
    this.unopened.clear();
  }

  dispose(): void {
    for (const { timer } of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
    this.events.dispose();
    this.collection.dispose();
  }

  private opened(document: vscode.TextDocument): void {
    if (isChecked(document)) void this.check(document);
  }

  private changed(document: vscode.TextDocument): void {
    if (!isChecked(document) && !this.collection.has(document.uri)) return;
    this.next(document.uri, setTimeout(() => void this.check(document), debounceMs));
  }

  /** A check that began under an earlier generation publishes nothing. */
  private next(uri: vscode.Uri, timer?: NodeJS.Timeout): number {
    const key = uri.toString();
    clearTimeout(this.pending.get(key)?.timer);
    this.unopened.delete(key);
    const generation = ++this.generation;
    this.pending.set(key, { generation, ...(timer && { timer }) });
    return generation;
  }

  private clear(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.pending.get(key)?.timer);
    this.pending.delete(key);
    this.unopened.delete(key);
    this.collection.delete(uri);
  }

  /** For a file, and for everything in a folder. */
  private clearBelow({ path }: vscode.Uri): void {
    const gone: vscode.Uri[] = [];
    this.collection.forEach(uri => (uri.path === path || uri.path.startsWith(`${path}/`)) && gone.push(uri));
    for (const uri of gone) this.clear(uri);
  }
}
