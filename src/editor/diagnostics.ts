/** Squiggles: each open document is checked at once, and again shortly after an edit. */
import * as vscode from "vscode";

import type { FoundInFile } from "../language/diagnostics";
import type { Analyses } from "./analyses";
import type { Configuration } from "./configuration";
import { isChecked, isOpenNotebook } from "./documents";
import type { FoundFiles } from "./found-files";
import { debounce, run } from "./settings";
import type { CheckedText } from "./to-diagnostics";

interface Pending {
  readonly generation: number;
  readonly timer?: NodeJS.Timeout;
}

export class Diagnostics implements vscode.Disposable {
  private readonly pending = new Map<string, Pending>();
  private readonly events: vscode.Disposable;
  private generation = 0;
  /** Files whose findings a check of the workspace published: they stay when the file has been opened and closed again. */
  private readonly kept = new Set<string>();

  constructor(
    private readonly analyses: Analyses,
    private readonly shown: FoundFiles,
    configuration: Configuration,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const { workspace } = vscode;
    this.events = vscode.Disposable.from(
      workspace.onDidOpenTextDocument((document) => this.opened(document)),
      workspace.onDidChangeTextDocument(
        ({ document, contentChanges }) => contentChanges.length > 0 && this.changed(document),
      ),
      workspace.onDidSaveTextDocument((document) => this.saved(document)),
      configuration.onDidChange(() => this.checkAgain()),
      workspace.onDidCloseTextDocument(({ uri }) => this.closed(uri)),
      // What a check of the workspace found in its file is shown in its cells.
      workspace.onDidOpenNotebookDocument(({ uri }) => {
        this.shown.hide(uri);
        if (this.kept.has(uri.toString())) void this.analyses.remember(uri, []);
      }),
      workspace.onDidCloseNotebookDocument(({ uri }) => this.closed(uri)),
      workspace.onDidDeleteFiles(({ files }) => files.forEach((file) => this.clearBelow(file))),
      workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri }) => this.clearBelow(oldUri))),
    );
    workspace.textDocuments.forEach((document) => this.opened(document));
  }

  /** Checks a document now, whatever its language, and says what was found; null where it was edited or closed meanwhile. */
  check(document: vscode.TextDocument): Promise<FoundInFile | null> {
    return this.publish(document.uri, () => this.analyses.of(document));
  }

  /** Shows what a check of the workspace found in a file; an open document shows what is in the editor instead. */
  keep(uri: vscode.Uri, found: FoundInFile): void {
    const key = uri.toString();
    if (found.findings.length + found.problems.length > 0) this.kept.add(key);
    else this.kept.delete(key);
    if (!isOpen(key)) this.shown.show(uri, found);
  }

  /** Takes back what `keep` showed of every other file. */
  keepOnly(files: ReadonlySet<string>): void {
    for (const key of this.kept) {
      if (files.has(key)) continue;
      this.kept.delete(key);
      if (!isOpen(key)) this.shown.hide(vscode.Uri.parse(key));
    }
  }

  /** Forgets a file that is gone, and everything in a folder that is; what is still in an editor stays until that is closed. */
  clearBelow({ scheme, path }: vscode.Uri): void {
    const known = [...this.shown.files.map(({ uri }) => uri), ...[...this.kept].map((key) => vscode.Uri.parse(key))];
    for (const uri of known) {
      if (uri.scheme !== scheme || (uri.path !== path && !uri.path.startsWith(`${path}/`))) continue;
      if (isOpen(uri.toString())) this.kept.delete(uri.toString());
      else this.clear(uri);
    }
  }

  dispose(): void {
    for (const { timer } of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
    this.events.dispose();
  }

  private opened(document: vscode.TextDocument): void {
    if (isChecked(document) && run(document) !== "manual") void this.check(document);
  }

  private saved(document: vscode.TextDocument): void {
    if (isChecked(document) && run(document) === "onSave") void this.check(document);
  }

  /** Every open document that was checked, and with it those that are to be checked from now on. */
  private checkAgain(): void {
    this.analyses.forget();
    for (const document of vscode.workspace.textDocuments) {
      if (this.pending.has(document.uri.toString())) void this.check(document);
      else this.opened(document);
    }
  }

  /** Also a document in another language, once "Check This File" has checked it. */
  private changed(document: vscode.TextDocument): void {
    if (run(document) !== "onType" || (!isChecked(document) && !this.pending.has(document.uri.toString()))) return;
    this.next(
      document.uri,
      setTimeout(() => void this.check(document), debounce(document)),
    );
  }

  private closed(uri: vscode.Uri): void {
    if (this.kept.has(uri.toString())) return void this.publish(uri, () => this.analyses.ofSaved(uri));
    // What has no file is gone, and its keys with it.
    if (uri.scheme !== "file" && this.pending.has(uri.toString())) void this.analyses.remember(uri, []);
    this.clear(uri);
  }

  private async publish(uri: vscode.Uri, find: () => Promise<CheckedText>): Promise<FoundInFile | null> {
    const generation = this.next(uri);
    try {
      const found = await this.analyses.withOtherPlaces(uri, await find());
      if (this.pending.get(uri.toString())?.generation !== generation) return null;
      this.shown.show(uri, found);
      for (const { message } of found.problems) this.log.info(`${uri.fsPath}: ${message}`);
      return found;
    } catch (error) {
      this.log.error(`${uri.fsPath} could not be checked.`, error as Error);
      return null;
    }
  }

  /** A check that began under an earlier generation publishes nothing. */
  private next(uri: vscode.Uri, timer?: NodeJS.Timeout): number {
    const key = uri.toString();
    clearTimeout(this.pending.get(key)?.timer);
    const generation = ++this.generation;
    this.pending.set(key, { generation, ...(timer && { timer }) });
    return generation;
  }

  private clear(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.pending.get(key)?.timer);
    this.pending.delete(key);
    this.kept.delete(key);
    this.shown.hide(uri);
  }
}

function isOpen(key: string): boolean {
  return (
    vscode.workspace.textDocuments.some((document) => isChecked(document) && document.uri.toString() === key) ||
    isOpenNotebook(vscode.Uri.parse(key))
  );
}
