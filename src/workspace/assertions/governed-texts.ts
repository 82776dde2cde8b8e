/** The texts of a project that may hold policies: those that are open, and of the others what the disk has, read once. */
import { statSync } from "node:fs";

import { leadsOut, readContent, walkSizeLimit } from "../files";
import { mayBeRead } from "./state";

interface Kept {
  /** When it was written, and how large it is. */
  readonly stamp: string;
  /** Null: it has no policy, declares nothing, or is not read. */
  readonly text: string | null;
}

/** Of Terraform any file says something of the others. */
const ofTerraform = /\.(?:tf|tofu)$/i;
/** In characters; beyond them nothing more is kept, and what is not kept counts for nothing. */
const mostKept = 100_000_000;

export class GovernedTexts {
  private open: ReadonlyMap<string, string> = new Map();
  private readonly kept = new Map<string, Kept>();
  private size = 0;

  constructor(private readonly folder: string) {}

  /** As it is open; null where it is not. */
  own(path: string): string | null {
    return this.open.get(path) ?? null;
  }

  /** Null for what can have no policy. */
  read(path: string): string | null {
    return this.own(path) ?? this.fromDisk(path);
  }

  /** The paths that are open with another text than before. */
  renew(open: ReadonlyMap<string, string>, isWrittenAnew: boolean): readonly string[] {
    const before = this.open;
    this.open = open;
    if (isWrittenAnew) for (const [path, { stamp }] of [...this.kept]) if (stampOf(path) !== stamp) this.forget(path);
    return [...new Set([...before.keys(), ...open.keys()])].filter((path) => before.get(path) !== open.get(path));
  }

  private fromDisk(path: string): string | null {
    let known = this.kept.get(path);
    if (!known) {
      known = { stamp: stampOf(path), text: this.load(path) };
      this.kept.set(path, known);
      this.size += known.text?.length ?? 0;
    }
    return known.text;
  }

  private forget(path: string): void {
    this.size -= this.kept.get(path)?.text?.length ?? 0;
    this.kept.delete(path);
  }

  private load(path: string): string | null {
    if (this.size > mostKept) return null;
    try {
      if (leadsOut(path, this.folder)) return null;
      const content = readContent(path, walkSizeLimit);
      if ("unread" in content) return null;
      return ofTerraform.test(path) || mayBeRead({ name: path, text: content.text }) ? content.text : null;
    } catch {
      return null;
    }
  }
}

function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs} ${found.size}` : "";
}
