/** Notices when what governs the findings changes: a planeguard.json, its baseline, or a setting. */
import * as vscode from 'vscode';
import { nameOf } from './documents';
import { folderSettings, isSettingOfOurs } from './settings';
import type { FolderSettings } from '../workspace/configuration/find';

/** Their names decide which files are watched: a baseline of another name is noticed when it is saved in the editor. */
const watched = '**/planeguard*.json';

export class Configuration implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Documents are to be checked again. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher(watched);
    const fire = () => this.changed.fire();
    this.subscriptions = vscode.Disposable.from(
      this.changed, watcher, watcher.onDidChange(fire), watcher.onDidCreate(fire), watcher.onDidDelete(fire),
      vscode.workspace.onDidChangeConfiguration(event => isSettingOfOurs(event) && fire()),
      vscode.workspace.onDidChangeWorkspaceFolders(fire),
    );
  }

  settings(): FolderSettings[] {
    return folderSettings();
  }

  /** Reads a file of a folder that is not on this machine; undefined where the path is of none. */
  async read(path: string): Promise<string | null | undefined> {
    const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme !== 'file' && path.startsWith(`${nameOf(uri)}/`));
    if (!folder) return undefined;
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(folder.uri.with({ path })));
    } catch {
      return null;
    }
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
