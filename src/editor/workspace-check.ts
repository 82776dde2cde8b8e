/** The check of the workspace, and what follows it: files that change outside the editor are checked again. */
import * as vscode from "vscode";

import { groupBy } from "../analysis/group-by";
import { toldOf } from "../language/one-cause";
import type { CheckRequest, CheckSummary } from "../workspace/check-request";
import { isWithin } from "../workspace/within";
import type { Configuration } from "./configuration";
import type { Diagnostics } from "./diagnostics";
import type { EngineLoader } from "./engine";
import type { Log } from "./log";
import { maximumFiles } from "./settings";

export type CheckState = "none" | "checking" | "checked" | "cancelled" | "failed";

export interface CheckOutcome {
  readonly summary: CheckSummary;
  /** How many findings are shown. */
  readonly findings: number;
  /** Files that were too large. */
  readonly skipped: number;
  /** How many files there were to check; null where it was cancelled before that was known. */
  readonly total: number | null;
  /** It was not carried to its end: the summary says what was found until then. */
  readonly isCancelled: boolean;
}

/** How many files are done, of how many. */
export interface CheckProgress {
  readonly done: number;
  readonly total: number;
}

type Progress = (done: number, total: number) => void;

/** Tools write many files at once: they are checked together, so many milliseconds after the first. */
const gathering = 300;

export class WorkspaceCheck implements vscode.Disposable {
  private current: CheckState = "none";
  private abort: AbortController | null = null;
  private readonly changed = new vscode.EventEmitter<void>();
  /** The state is another. */
  readonly onDidChange = this.changed.event;
  private readonly progressed = new vscode.EventEmitter<void>();
  /** Another file has been checked, by a check of all. */
  readonly onDidProgress = this.progressed.event;
  private reached: CheckProgress | null = null;
  /** Made by the first check: where nobody asked for one, nothing is watched. */
  private watching: vscode.Disposable | null = null;
  /** Files and folders that changed on the disk and are to be checked again. */
  private readonly touched = new Set<string>();
  /** What is looked for has changed: every file is to be checked again. */
  private everything = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly diagnostics: Diagnostics,
    private readonly engine: EngineLoader,
    private readonly configuration: Configuration,
    private readonly log: Log,
  ) {}

  get state(): CheckState {
    return this.current;
  }

  /** How far the check of all has come that runs; null where none does, and before it is known what is to be checked. */
  get progress(): CheckProgress | null {
    return this.reached;
  }

  cancel(): void {
    this.abort?.abort();
  }

  /**
   * Checks every file that git would keep, opened or not. Resolves with what was found, where it was cancelled until
   * then; null where there is no folder to check. Rejects where nothing could be checked: the log has why.
   */
  async run(onProgress?: Progress): Promise<CheckOutcome | null> {
    const folders = checkedFolders();
    if (folders.length === 0) return null;
    this.cancel();
    const abort = (this.abort = new AbortController());
    this.enter("checking");
    let state: CheckState = "failed";
    try {
      this.watching ??= this.watch();
      this.touched.clear();
      this.everything = false;
      const files = new Set<string>();
      const outcome = await this.check(
        { paths: folders, maximumFiles: maximumFiles(), signal: abort.signal },
        files,
        (done, total) => {
          if (this.abort !== abort) return;
          this.reached = { done, total };
          this.progressed.fire();
          onProgress?.(done, total);
        },
      );
      if (!outcome.isCancelled) this.diagnostics.keepOnly(files);
      state = outcome.isCancelled ? "cancelled" : "checked";
      const { stats } = outcome.summary;
      this.log.info(
        `Checked ${stats.files} files in ${stats.durationMs} ms: ${outcome.findings} findings${outcome.isCancelled ? " until it was cancelled" : ""}.`,
      );
      return outcome;
    } catch (error) {
      this.log.error("The workspace could not be checked.", error as Error);
      throw error;
    } finally {
      // Where another check has begun, the state is that one's.
      if (this.abort === abort) {
        this.abort = null;
        this.enter(state);
        if (this.everything || this.touched.size > 0) this.recheckSoon();
      }
    }
  }

  dispose(): void {
    this.cancel();
    if (this.timer) clearTimeout(this.timer);
    this.watching?.dispose();
    this.changed.dispose();
    this.progressed.dispose();
  }

  private enter(state: CheckState): void {
    this.current = state;
    this.reached = null;
    this.changed.fire();
  }

  /** Each file shows what was found in it, and no more; `files` gets their URIs. */
  private async check(
    request: Pick<CheckRequest, "paths" | "only" | "maximumFiles" | "signal">,
    files: Set<string>,
    onProgress?: Progress,
  ): Promise<CheckOutcome> {
    const { checkPaths } = await this.engine();
    let skipped = 0;
    let ofAll: number | null = null;
    const summary = await checkPaths(
      { ...request, folder: "" },
      {
        onFile: (file, findings, problems, done, total) => {
          const uri = vscode.Uri.file(file);
          files.add(uri.toString());
          this.diagnostics.keep(uri, { findings, problems });
          ofAll = total;
          onProgress?.(done, total);
        },
        onNote: (note, about) => {
          if (about === "file") skipped++;
          this.log.warn(note);
        },
      },
    );
    // Only now is it known which keys stand in several files.
    const findings = groupBy(summary.findings, ({ file }) => file);
    const problems = groupBy(summary.problems, ({ file }) => file);
    for (const [file, keys] of groupBy(summary.keys, ({ file }) => file)) {
      const uri = vscode.Uri.file(file);
      this.diagnostics.remember(uri, keys);
      this.diagnostics.keep(uri, { findings: findings.get(file) ?? [], problems: problems.get(file) ?? [] });
    }
    // What stands above the folders, such as a planeguard.json, is shown to be wrong by who looks at that.
    for (const [file, unread] of problems) {
      const uri = vscode.Uri.file(file);
      if (files.has(uri.toString()) || !request.paths.some((folder) => isWithin(folder, file))) continue;
      files.add(uri.toString());
      for (const { message } of unread) this.log.warn(`${file}: ${message}`);
      this.diagnostics.keep(uri, { findings: findings.get(file) ?? [], problems: unread });
    }
    return {
      summary,
      findings: toldOf(summary.findings).length,
      skipped,
      total: ofAll,
      isCancelled: request.signal?.aborted === true,
    };
  }

  private watch(): vscode.Disposable {
    const { workspace } = vscode;
    const watcher = workspace.createFileSystemWatcher("**/*");
    return vscode.Disposable.from(
      watcher,
      this.configuration.onDidChange(() => {
        this.everything = true;
        this.recheckSoon();
      }),
      watcher.onDidCreate((uri) => this.touch(uri)),
      watcher.onDidChange((uri) => this.touch(uri)),
      watcher.onDidDelete((uri) => {
        this.diagnostics.clearBelow(uri);
        if (decidesWhatIsChecked(uri)) this.touch(uri);
      }),
      workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) this.diagnostics.clearBelow(uri);
        for (const { uri } of added) this.touch(uri);
      }),
    );
  }

  private touch(uri: vscode.Uri): void {
    if (uri.scheme !== "file") return;
    this.touched.add(uri.fsPath);
    this.recheckSoon();
  }

  private recheckSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.recheck();
    }, gathering);
  }

  private async recheck(): Promise<void> {
    // What is checked now is taken up by that check, or after it.
    if (this.current === "checking") return;
    const only = [...this.touched];
    this.touched.clear();
    try {
      if (this.everything || only.some((path) => decidesWhatIsChecked(vscode.Uri.file(path)))) await this.run();
      else await this.check({ paths: checkedFolders(), only }, new Set());
    } catch (error) {
      this.log.error("Changed files could not be checked again.", error as Error);
    }
  }
}

/** A change of it brings other files into the check, or takes them out. */
function decidesWhatIsChecked(uri: vscode.Uri): boolean {
  return /\/\.gitignore$/.test(uri.path);
}

function checkedFolders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .map(({ uri }) => uri)
    .filter(({ scheme }) => scheme === "file")
    .map(({ fsPath }) => fsPath);
}
