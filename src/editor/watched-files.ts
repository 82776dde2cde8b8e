/** Files of which every change, whichever it is, means the same. */
import * as vscode from "vscode";

/** Calls `changed` when a file that the pattern names is written, made or deleted, until it is disposed. */
export function watchFiles(pattern: vscode.GlobPattern, changed: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
  );
}
