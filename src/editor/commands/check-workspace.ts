import * as vscode from 'vscode';
import { nameOf } from '../documents';
import type { Diagnostics } from '../diagnostics';
import type { EngineLoader } from '../engine';

/** "Check the Workspace": every file that git would keep, opened or not; the findings so far stay when it is cancelled. */
export function registerCheckWorkspace(diagnostics: Diagnostics, engine: EngineLoader, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.commands.registerCommand('planeguard.checkWorkspace', async () => {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri).filter(({ scheme }) => scheme === 'file');
    if (folders.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There is no folder to check on this machine. Files are checked as they are opened.'));
      return;
    }
    const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Planeguard: checking the workspace'), cancellable: true };
    await vscode.window.withProgress(options, (progress, token) => check(folders, progress, token));
  });

  async function check(folders: readonly vscode.Uri[], progress: vscode.Progress<{ message: string; increment: number }>, token: vscode.CancellationToken): Promise<void> {
    const { checkPaths, knownKeys } = await engine();
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    diagnostics.clearKept();
    let skipped = 0;
    const { findings, problems, keys, stats } = await checkPaths(
      { paths: folders.map(({ fsPath }) => fsPath), folder: folders[0]!.fsPath, signal: abort.signal },
      {
        onFile(file, findings, problems, done, total) {
          if (findings.length + problems.length > 0) diagnostics.keep(vscode.Uri.file(file), { findings, problems });
          progress.report({ message: vscode.l10n.t('{0} of {1} files', done, total), increment: 100 / total });
        },
        onNote(note) {
          skipped++;
          log.warn(note);
        },
      },
    );
    // Only now is it known which keys stand in several files.
    const found = byFile(findings);
    const failed = byFile(problems);
    for (const [file, places] of byFile(keys)) {
      const uri = vscode.Uri.file(file);
      knownKeys.set(nameOf(uri), places.map(place => ({ ...place, file: nameOf(uri) })));
      diagnostics.keep(uri, { findings: found.get(file) ?? [], problems: failed.get(file) ?? [] });
    }
    log.info(`Checked ${stats.files} files in ${stats.durationMs} ms: ${findings.length} findings${token.isCancellationRequested ? ' until it was cancelled' : ''}.`);
    const outcome = vscode.l10n.t('Planeguard: {0} findings in {1} files', findings.length, stats.files);
    vscode.window.setStatusBarMessage(skipped === 0 ? outcome : `${outcome}; ${vscode.l10n.t('{0} skipped, see the log', skipped)}`, 8000);
    if (findings.length > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
  }
}

function byFile<Item extends { readonly file: string }>(items: readonly Item[]): Map<string, Item[]> {
  const grouped = new Map<string, Item[]>();
  for (const item of items) grouped.set(item.file, [...grouped.get(item.file) ?? [], item]);
  return grouped;
}
