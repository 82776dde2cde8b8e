/** Squiggles: each open document is checked at once, and again after each edit. */
import * as vscode from "vscode";

import type { KeyPlace } from "../analysis/credentials/key-place";
import type { FoundInFile } from "../language/diagnostics";
import { type CheckedText, OpenDocuments } from "../language/open-documents";
import type { Analyses } from "./analyses";
import type { Configuration } from "./configuration";
import { isChecked, isOpenNotebook } from "./documents";
import type { FoundFiles } from "./found-files";
import type { Log } from "./log";
import { debounce, run } from "./settings";

export class Diagnostics implements vscode.Disposable {
  private readonly documents: OpenDocuments;
  private readonly events: vscode.Disposable;
  /** Files whose findings a check of the workspace published: they stay when the file has been opened and closed again. */
  private readonly kept = new Set<string>();

  constructor(
    private readonly analyses: Analyses,
    private readonly shown: FoundFiles,
    configuration: Configuration,
    private readonly log: Log,
    notesChanged?: vscode.Event<vscode.TextDocument>,
  ) {
    const { workspace } = vscode;
    this.documents = new OpenDocuments({
      show: ({ uri }, found) => shown.show(vscode.Uri.parse(uri), found),
      hide: (uri) => shown.hide(vscode.Uri.parse(uri)),
      failed: (uri, error) => log.error(`${uri} could not be checked.`, error as Error),
      after(milliseconds, act) {
        const timer = setTimeout(act, milliseconds);
        return () => clearTimeout(timer);
      },
      now: () => performance.now(),
    });
    this.events = vscode.Disposable.from(
      workspace.onDidOpenTextDocument((document) => this.opened(document)),
      workspace.onDidChangeTextDocument(
        ({ document, contentChanges }) => contentChanges.length > 0 && this.changed(document),
      ),
      workspace.onDidSaveTextDocument((document) => this.saved(document)),
      configuration.onDidChange(() => this.checkAgain()),
      ...(notesChanged ? [notesChanged((document) => this.outdated(document))] : []),
      workspace.onDidCloseTextDocument(({ uri }) => this.closed(uri)),
      // What a check of the workspace found in its file is shown in its cells.
      workspace.onDidOpenNotebookDocument(({ uri }) => {
        this.shown.hide(uri);
        if (this.kept.has(uri.toString())) this.remember(uri, []);
      }),
      workspace.onDidCloseNotebookDocument(({ uri }) => this.closed(uri)),
      workspace.onDidDeleteFiles(({ files }) => files.forEach((file) => this.clearBelow(file))),
      workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri }) => this.clearBelow(oldUri))),
    );
    workspace.textDocuments.forEach((document) => this.opened(document));
  }

  /** Checks a document now, whatever its language, and says what was found; null where it was edited or closed meanwhile. */
  check(document: vscode.TextDocument): Promise<FoundInFile | null> {
    return this.publish(document.uri, document.version, () => this.analyses.of(document));
  }

  /** Where the keys of a file stand, as a check of the workspace has found it; those of an open document stand where it says. */
  remember(uri: vscode.Uri, keys: readonly KeyPlace[]): void {
    if (!this.documents.has(uri.toString())) this.documents.remember(uri.toString(), isOpenNotebook(uri) ? [] : keys);
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
    this.documents.dispose();
    this.events.dispose();
  }

  private opened(document: vscode.TextDocument): void {
    if (isChecked(document) && run(document) !== "manual") void this.check(document);
  }

  private saved(document: vscode.TextDocument): void {
    if (isChecked(document) && run(document) === "onSave") void this.check(document);
  }

  /** What others say of it has changed. */
  private outdated(document: vscode.TextDocument): void {
    this.analyses.outdated(document.uri);
    const isShown = this.documents.has(document.uri.toString());
    if (isShown && (run(document) === "onType" || !document.isDirty)) void this.check(document);
  }

  /** Every open document that was checked, and with it those that are to be checked from now on. */
  private checkAgain(): void {
    this.analyses.forgetAll();
    for (const document of vscode.workspace.textDocuments) {
      if (this.documents.has(document.uri.toString())) void this.check(document);
      else this.opened(document);
    }
  }

  /** Also a document in another language, once "Check This File" has checked it. */
  private changed(document: vscode.TextDocument): void {
    if (run(document) !== "onType" || (!isChecked(document) && !this.documents.has(document.uri.toString()))) return;
    this.documents.checkSoon(document.uri.toString(), debounce(document), () => void this.check(document));
  }

  private closed(uri: vscode.Uri): void {
    this.analyses.forget(uri);
    const saved = () => this.analyses.ofSaved(uri);
    if (this.kept.has(uri.toString())) void this.publish(uri, null, saved);
    else this.documents.close(uri.toString(), uri.scheme === "file" ? saved : null);
  }

  private async publish(
    uri: vscode.Uri,
    version: number | null,
    find: () => Promise<CheckedText>,
  ): Promise<FoundInFile | null> {
    const found = await this.documents.check({ uri: uri.toString(), version }, find);
    for (const { message } of found?.problems ?? []) this.log.info(`${uri.fsPath}: ${message}`);
    return found;
  }

  /** The file is gone. */
  private clear(uri: vscode.Uri): void {
    this.kept.delete(uri.toString());
    this.documents.close(uri.toString(), null);
  }
}

function isOpen(key: string): boolean {
  return (
    vscode.workspace.textDocuments.some((document) => isChecked(document) && document.uri.toString() === key) ||
    isOpenNotebook(vscode.Uri.parse(key))
  );
}
