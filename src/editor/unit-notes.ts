/** What units and assertions of the workspace say of open files, and when that changes. Nothing listens before a file is open of which they may say something. */
import * as vscode from "vscode";

import type { OpenAssertions } from "../workspace/assertions/open-assertions";
import type { Configurations } from "../workspace/configuration/find";
import type { OpenUnits } from "../workspace/units/open-units";
import { openDocument } from "./documents";
import type { MachineThread } from "./engine";

export class UnitNotes implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.TextDocument>();
  /** Something else is known of an open document. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[] = [this.changed];
  private soon: NodeJS.Timeout | undefined;
  private isListening = false;

  /** The classes are provided: they are in a bundle that loads on first use. */
  attach(
    thread: MachineThread,
    classes: { readonly OpenUnits: typeof OpenUnits; readonly OpenAssertions: typeof OpenAssertions },
    configurations: () => Configurations,
  ): { readonly units: OpenUnits; readonly assertions: OpenAssertions } {
    const editor = {
      folderOf: (path: string) => {
        const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path));
        if (folder?.uri.scheme !== "file") return null;
        this.listen(all);
        return folder.uri.fsPath;
      },
      unsaved: () =>
        vscode.workspace.textDocuments
          .filter(({ isDirty, uri }) => isDirty && uri.scheme === "file")
          .map((document) => ({ path: document.uri.fsPath, text: document.getText() })),
      changed: (name: string) => {
        const document = vscode.workspace.textDocuments.find(
          (one) => one.uri.scheme === "file" && openDocument(one).source.name === name,
        );
        if (document) this.changed.fire(document);
      },
    };
    const units = new classes.OpenUnits({
      ...editor,
      ask: (request, cancellation) => thread.notesOf(request, cancellation),
    });
    const assertions = new classes.OpenAssertions(
      { ...editor, ask: (request, cancellation) => thread.assertionNotesOf(request, cancellation) },
      configurations,
    );
    const all = [units, assertions];
    this.subscriptions.push(
      vscode.workspace.onDidCloseTextDocument((document) =>
        all.forEach((one) => one.forget(openDocument(document).source.name)),
      ),
    );
    return { units, assertions };
  }

  dispose(): void {
    clearTimeout(this.soon);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private listen(all: readonly (OpenUnits | OpenAssertions)[]): void {
    if (this.isListening) return;
    this.isListening = true;
    const watcher = vscode.workspace.createFileSystemWatcher(watched);
    let haveMoved = false;
    const changed = new Set<string>();
    // VS Code tells of a file that is written while it begins to watch as of one that has changed.
    const isFirst = ({ path }: vscode.Uri) => changed.size < mostChanged && changed.size < changed.add(path).size;
    // Many files change at once where a branch is checked out.
    const later = (moved: boolean) => {
      haveMoved ||= moved;
      clearTimeout(this.soon);
      this.soon = setTimeout(() => {
        for (const one of all) {
          if (haveMoved) one.moved();
          else one.saved();
        }
        haveMoved = false;
      }, quietMs);
    };
    // Of what is in a new folder VS Code may tell nothing: it was written before the folder was watched.
    const folders = vscode.workspace.createFileSystemWatcher("**/*", false, true, true);
    const isFolderLike = ({ path }: vscode.Uri) => !path.slice(path.lastIndexOf("/")).includes(".");
    this.subscriptions.push(
      watcher,
      folders,
      folders.onDidCreate((uri) => isFolderLike(uri) && later(true)),
      watcher.onDidChange((uri) => later(isFirst(uri))),
      watcher.onDidCreate(() => later(true)),
      watcher.onDidDelete(() => later(true)),
    );
  }
}

/** Templates, and code of the languages whose imports are followed. */
const watched = "**/*.{yml,yaml,json,template,tf,tofu,ts,tsx,mts,cts,js,jsx,mjs,cjs,py,go,java,mod}";
const quietMs = 300;
/** Of more files that change is not asked whether they are new. */
const mostChanged = 10_000;
