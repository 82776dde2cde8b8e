/** Where attestations are kept: in the workspace, for everybody who has it, and in the person's own storage. */
import { dirname } from "node:path/posix";

import * as vscode from "vscode";

import { type AttestationEntry, attestationsFile } from "../../../account/attestations/attestation";
import type { Log } from "../../log";
import { watchFiles } from "../../watched-files";
import { placed, textOf, type WrittenMistake } from "./written-files";

type Edit = (text: string | null) => import("../../../workspace/posture-papers").Edited;

/** Read when the view is looked at, and again whenever one of the files changes. */
export class AttestationFiles implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  entries: readonly AttestationEntry[] = [];
  mistakes: readonly WrittenMistake[] = [];
  private watching: vscode.Disposable | undefined;
  private turn = 0;

  constructor(
    private readonly storage: vscode.Uri,
    private readonly log: Log,
  ) {}

  /** The person's own. */
  get own(): vscode.Uri {
    return vscode.Uri.joinPath(this.storage, "attestations.json");
  }

  /** One for each folder of the workspace, whether it is there or not. */
  get shared(): vscode.Uri[] {
    return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => vscode.Uri.joinPath(uri, attestationsFile));
  }

  /** Reads all of them; never rejects. */
  async load(): Promise<void> {
    this.watching ??= this.watch();
    const turn = ++this.turn;
    const read = await Promise.all([...this.shared, this.own].map((file) => this.read(file)));
    if (turn !== this.turn) return;
    this.entries = read.flatMap((one) => one.entries);
    this.mistakes = read.flatMap((one) => one.mistakes);
    for (const { file, message, range } of this.mistakes) this.log.warn(`${placed(file.fsPath, range)}: ${message}`);
    this.changed.fire();
  }

  /** The files that have an entry about a check of an account. */
  async having(check: string, account: string): Promise<vscode.Uri[]> {
    const read = await Promise.all(
      [...this.shared, this.own].map(async (file) => ({ file, entries: (await this.read(file)).entries })),
    );
    return read
      .filter(({ entries }) => entries.some((entry) => entry.check === check && entry.account === account))
      .map(({ file }) => file);
  }

  /**
   * Changes a file, or makes it. Where it cannot be read nothing is written, and the mistake is given back. What somebody has typed
   * into it and not saved stays: the change is made beside it.
   */
  async change(file: vscode.Uri, edit: Edit): Promise<WrittenMistake | null> {
    const content = await textOf(file);
    if (content instanceof Error) return { file, message: content.message, range: null };
    const edited = edit(content);
    if ("problem" in edited) return { file, ...edited.problem };
    const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
    if (open === undefined) {
      await vscode.workspace.fs.writeFile(file, Buffer.from(edited.text));
    } else {
      const { isDirty } = open;
      const change = new vscode.WorkspaceEdit();
      change.replace(file, new vscode.Range(0, 0, open.lineCount, 0), edited.text);
      if (!(await vscode.workspace.applyEdit(change)))
        return { file, message: vscode.l10n.t("it cannot be written"), range: null };
      if (!isDirty) await open.save();
    }
    await this.load();
    return null;
  }

  dispose(): void {
    this.watching?.dispose();
    this.changed.dispose();
  }

  private async read(
    file: vscode.Uri,
  ): Promise<{ entries: readonly AttestationEntry[]; mistakes: readonly WrittenMistake[] }> {
    const text = await textOf(file);
    if (text === null) return { entries: [], mistakes: [] };
    if (text instanceof Error) return { entries: [], mistakes: [{ file, message: text.message, range: null }] };
    const { readAttestations } = await import("../../../workspace/posture-papers");
    const { entries, problems } = readAttestations(text);
    return { entries, mistakes: problems.map((problem) => ({ file, ...problem })) };
  }

  private watch(): vscode.Disposable {
    const again = () => void this.load();
    return vscode.Disposable.from(
      // A file that comes with its folder may not be told of by itself.
      watchFiles(`**/{${dirname(attestationsFile)},${attestationsFile}}`, again),
      vscode.workspace.onDidChangeWorkspaceFolders(again),
    );
  }
}
