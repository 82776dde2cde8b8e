/** What the units of the workspace say of open files, and when that changes. Nothing listens before a file of a unit is open. */
import * as vscode from "vscode";

import type { OpenUnits as Units } from "../workspace/units/open-units";
import { openDocument } from "./documents";
import type { MachineThread } from "./engine";

export class UnitNotes implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.TextDocument>();
  /** Something else is known of an open document. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[] = [this.changed];
  private soon: NodeJS.Timeout | undefined;
  private isListening = false;

  /** The class is lent: it is in a bundle that loads on first use. */
  attach(thread: MachineThread, OpenUnits: typeof Units): Units {
    const units = new OpenUnits({
      ask: (request, cancellation) => thread.notesOf(request, cancellation),
      folderOf: (path) => {
        const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path));
        if (folder?.uri.scheme !== "file") return null;
        this.listen(units);
        return folder.uri.fsPath;
      },
      unsaved: () =>
        vscode.workspace.textDocuments
          .filter(({ isDirty, uri }) => isDirty && uri.scheme === "file")
          .map((document) => ({ path: document.uri.fsPath, text: document.getText() })),
      changed: (name) => {
        const document = vscode.workspace.textDocuments.find(
          (one) => one.uri.scheme === "file" && openDocument(one).source.name === name,
        );
        if (document) this.changed.fire(document);
      },
    });
    this.subscriptions.push(
      vscode.workspace.onDidCloseTextDocument((document) => units.forget(openDocument(document).source.name)),
    );
    return units;
  }

  dispose(): void {
    clearTimeout(this.soon);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private listen(units: Units): void {
    if (this.isListening) return;
    this.isListening = true;
    const watcher = vscode.workspace.createFileSystemWatcher(watched);
    let haveMoved = false;
    // Many files change at once where a branch is checked out.
    const later = (moved: boolean) => {
      haveMoved ||= moved;
      clearTimeout(this.soon);
      this.soon = setTimeout(() => {
        if (haveMoved) units.moved();
        else units.saved();
        haveMoved = false;
      }, quietMs);
    };
    this.subscriptions.push(
      watcher,
      watcher.onDidChange(() => later(false)),
      watcher.onDidCreate(() => later(true)),
      watcher.onDidDelete(() => later(true)),
    );
  }
}

/** Templates, and code of the languages whose imports are followed. */
const watched = "**/*.{yml,yaml,json,template,tf,tofu,ts,tsx,mts,cts,js,jsx,mjs,cjs,py}";
const quietMs = 300;
