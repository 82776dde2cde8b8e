import * as vscode from 'vscode';
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
    const { checkPaths } = await engine();
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    diagnostics.clearKept();
    let skipped = 0;
    const { findings, stats } = await checkPaths(
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
    log.info(`Checked ${stats.files} files in ${stats.durationMs} ms: ${findings.length} findings${token.isCancellationRequested ? ' until it was cancelled' : ''}.`);
    const outcome = vscode.l10n.t('Planeguard: {0} findings in {1} files', findings.length, stats.files);
    vscode.window.setStatusBarMessage(skipped === 0 ? outcome : `${outcome}; ${vscode.l10n.t('{0} skipped, see the log', skipped)}`, 8000);
    if (findings.length > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
  }
}
