/** Notices when what governs the findings changes: a planeguard.json, its baseline, or a setting. */
import * as vscode from "vscode";

import type { FolderSettings } from "../workspace/configuration/find";
import { nameOf } from "./documents";
import { folderSettings, isSettingOfOurs } from "./settings";
import { watchFiles } from "./watched-files";

/** Files of these names are watched: a baseline of another name counts anew with the next change of one of them. */
const watched = "**/planeguard*.json";

export class Configuration implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Documents are to be checked again. */
  readonly onDidChange = this.changed.event;
  private readonly governed = new vscode.EventEmitter<string | null>();
  /** A planeguard.json (its path) governs what is checked, or none does: told once, until something changes. */
  readonly onDidGovern = this.governed.event;
  private readonly reported = new Set<string | null>();
  private readonly subscriptions: vscode.Disposable;

  constructor() {
    const fire = () => {
      this.reported.clear();
      this.changed.fire();
    };
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      this.governed,
      watchFiles(watched, fire),
      vscode.workspace.onDidChangeConfiguration((event) => isSettingOfOurs(event) && fire()),
      vscode.workspace.onDidChangeWorkspaceFolders(fire),
    );
  }

  settings(): FolderSettings[] {
    return folderSettings();
  }

  /** Says by which planeguard.json a document was judged. */
  governs(source: string | null): void {
    if (this.reported.has(source)) return;
    this.reported.add(source);
    this.governed.fire(source);
  }

  /** Reads a file of a folder that is not on this machine; undefined where the path is of none. */
  async read(path: string): Promise<string | null | undefined> {
    const folder = vscode.workspace.workspaceFolders?.find(
      ({ uri }) => uri.scheme !== "file" && path.startsWith(`${nameOf(uri)}/`),
    );
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
