/** Notices when AWS's files change, which stand outside of every workspace. */
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";

import * as vscode from "vscode";

import { configFile, credentialsFile } from "../../../account/config-problems";
import { watchFiles } from "../../watched-files";

/** Tools write a file in several steps, and several files at once. */
const gathering = 300;

export class AwsFilesWatch implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** A profile may be another than it was, or somebody has signed in. */
  readonly onDidChange = this.changed.event;
  private watched = "";
  private watching: vscode.Disposable | undefined;
  private timer: NodeJS.Timeout | undefined;

  /** Begins to watch, or goes along where the environment names other files now. */
  start(): void {
    const signedIn = [
      process.env.AWS_LOGIN_CACHE_DIRECTORY || join(homedir(), ".aws", "login", "cache"),
      join(homedir(), ".aws", "sso", "cache"),
    ];
    const patterns = [
      ...[configFile(), credentialsFile()].map((file) => [dirname(file), basename(file)] as const),
      ...signedIn.map((folder) => [folder, "*.json"] as const),
    ];
    const wanted = JSON.stringify(patterns);
    if (wanted === this.watched) return;
    this.watching?.dispose();
    this.watched = wanted;
    this.watching = vscode.Disposable.from(
      ...patterns.map(([folder, pattern]) =>
        watchFiles(new vscode.RelativePattern(vscode.Uri.file(folder), pattern), this.soon),
      ),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.watching?.dispose();
    this.changed.dispose();
  }

  private readonly soon = (): void => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(), gathering);
  };
}
