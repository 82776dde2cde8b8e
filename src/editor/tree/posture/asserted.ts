/** The accounts of the view, held to what the folders of the workspace assert in their planeguard.json. */
import * as vscode from "vscode";

import type { AcceptedEntry } from "../../../account/attestations/accepted";
import { type AssertingFile, HeldAccounts, type Judge } from "../../../account/held-accounts";
import type { Posture } from "../../../account/posture";
import type { Snapshot } from "../../../account/snapshot";
import type { MachineEngine } from "../../engine";
import type { Log } from "../../log";
import { placed, textOf, type WrittenMistake } from "./written-files";

export class AssertedAccounts implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  mistakes: readonly WrittenMistake[] = [];
  private readonly accounts: HeldAccounts;
  private isAsserting = false;
  private loading: Promise<void> = Promise.resolve();
  private turn = 0;

  constructor(
    private readonly engine: () => Promise<MachineEngine>,
    private readonly log: Log,
  ) {
    this.accounts = new HeldAccounts(this.judge);
  }

  /** Reads what is asserted, and judges anew what is kept of the accounts; never rejects. */
  load(): Promise<void> {
    const turn = ++this.turn;
    return (this.loading = this.read(turn).catch((error: unknown) =>
      this.log.error("What the workspace asserts could not be read.", error as Error),
    ));
  }

  /** Judges an account that has been read. Never rejects, and makes no checks that would be kept with the posture. */
  readonly alsoJudge = async (snapshot: Snapshot): Promise<readonly []> => {
    await this.loading;
    if (!this.isAsserting) return [];
    try {
      const { assertedPart } = await this.engine();
      await this.accounts.read(assertedPart(snapshot));
    } catch (error) {
      this.log.error("The account could not be held to what the workspace asserts.", error as Error);
    }
    return [];
  };

  /** With a check for each assertion. `today` is `YYYY-MM-DD`. */
  beside(posture: Posture, accepted: (file: string) => readonly AcceptedEntry[], today: string): Posture {
    return this.accounts.beside(posture, accepted, today);
  }

  /** Forgets every account. */
  forget(): void {
    this.accounts.forget();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async read(turn: number): Promise<void> {
    const files: AssertingFile[] = [];
    const mistakes: WrittenMistake[] = [];
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const file = vscode.Uri.joinPath(uri, "planeguard.json");
      const text = await textOf(file);
      // What cannot be read at all is said where it is checked.
      if (typeof text !== "string" || !text.includes('"assertions"')) continue;
      const read = (await this.engine()).readAssertionsText(text);
      mistakes.push(...read.mistakes.map((mistake) => ({ file, ...mistake })));
      if (read.mistakes.length === 0 && read.assertions.length > 0) files.push({ file: file.toString(), ...read });
    }
    if (turn !== this.turn) return;
    this.mistakes = mistakes;
    for (const { file, message, range } of mistakes) this.log.warn(`${placed(file.fsPath, range)}: ${message}`);
    this.isAsserting = files.length > 0;
    await this.accounts.assert(files);
    this.changed.fire();
  }

  private readonly judge: Judge = async (assertions, snapshot) => {
    const { assertedChecks, unassessed } = await this.engine();
    if (snapshot === null)
      return unassessed(assertions, "The policies of the account have not been read since: refresh.");
    try {
      return await assertedChecks(assertions, snapshot);
    } catch (error) {
      return unassessed(assertions, error instanceof Error ? error.message : String(error));
    }
  };
}
