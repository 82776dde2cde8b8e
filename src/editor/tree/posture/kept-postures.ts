/** Postures of earlier times, in the extension's own storage: the view opens with them. Nothing of them is in a workspace. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type * as vscode from "vscode";

import { keepPosture, type KeptPosture, readKept, writeKept } from "../../../account/kept-posture";
import type { Posture } from "../../../account/posture";
import { postureChanges } from "../../../report/posture-changes";
import type { Log } from "../../log";

/** The folder of all that is kept, in the extension's storage. */
export function keptPosturesIn(storage: Pick<vscode.Uri, "fsPath">): string {
  return join(storage.fsPath, "postures");
}

/** A file for each account, of each profile or organization that it was reached by (`scope`). */
export class KeptPostures {
  constructor(
    private readonly storage: Pick<vscode.Uri, "fsPath">,
    private readonly log: Pick<Log, "info" | "warn">,
  ) {}

  private get folder(): string {
    return keptPosturesIn(this.storage);
  }

  /** Of every account of the scope, the newest first. */
  async all(scope: string): Promise<KeptPosture[]> {
    const names = await readdir(this.folder).catch(() => []);
    const kept = await Promise.all(
      names
        .filter((name) => name.startsWith(`${hash(scope)}-`) && name.endsWith(".json"))
        .map((name) => this.read(name)),
    );
    return kept.filter((one) => one !== null).sort((a, b) => (a.latest.collectedAt < b.latest.collectedAt ? 1 : -1));
  }

  /** What the account was like before; null: it is not known, or nothing has changed since the first time. */
  async previous(scope: string, accountId: string): Promise<Posture | null> {
    return (await this.read(nameOf(scope, accountId)))?.previous ?? null;
  }

  /** Never rejects: a posture that cannot be kept is had anew. The demo account is not kept. */
  async keep(scope: string, posture: Posture): Promise<void> {
    if (posture.demo) return;
    const name = nameOf(scope, posture.account.id);
    try {
      await mkdir(this.folder, { recursive: true });
      const kept = keepPosture(
        await this.read(name),
        posture,
        (before, after) => postureChanges(before, after).length > 0,
      );
      // Another window may write at the same time, or this one end in the middle of it.
      const passing = join(this.folder, `${name}.${process.pid}.tmp`);
      await writeFile(passing, writeKept(kept), { mode: 0o600 });
      await rename(passing, join(this.folder, name));
    } catch (error) {
      this.log.warn(`The posture could not be kept: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async read(name: string): Promise<KeptPosture | null> {
    let text: string;
    try {
      text = await readFile(join(this.folder, name), "utf8");
    } catch {
      return null;
    }
    const kept = readKept(text);
    if (!("unusable" in kept)) return kept;
    this.log.info(`A posture of an earlier time is not used, because ${kept.unusable} (${name}).`);
    return null;
  }
}

function nameOf(scope: string, accountId: string): string {
  return `${hash(scope)}-${accountId.replace(/\W/g, "")}.json`;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
