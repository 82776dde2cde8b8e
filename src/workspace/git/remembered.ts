/** What git remembers of files since it last read them: a file that is still so has the content that git knows, and need not be read. */
import { statSync } from "node:fs";
import { join, resolve } from "node:path";

import { git, type GitPlace } from "./git";

interface Remembered {
  /** In nanoseconds. */
  readonly changed: bigint;
  readonly modified: bigint;
  readonly inode: bigint;
  readonly size: bigint;
}

/** A file of the index. */
interface Entry {
  readonly id: string;
  /** Null where git does not tell it as it did. */
  readonly facts: Remembered | null;
}

/** Whether a file (absolute) is the one that git read with this id, by its path in the repository. */
export type IsRemembered = (path: string, inRepository: string, id: string) => boolean;

/** The index of a repository. Paths are relative to its root, with slashes. */
export interface Index {
  /** Its files, without links. */
  readonly files: ReadonlyMap<string, Entry>;
  readonly submodules: readonly string[];
  /** A merge has left several of one name. */
  readonly isUnmerged: boolean;
  readonly isRemembered: IsRemembered;
}

/** Git keeps half of an inode's number. */
const kept = 0xffff_ffffn;

/** Null where git does not tell. Never rejects. */
export async function readIndex(place: GitPlace): Promise<Index | null> {
  try {
    const written = statSync(await indexFile(place), { bigint: true }).mtimeNs;
    const read = readEntries(String(await git(place, ["ls-files", "-z", "--stage", "--debug"])));
    const isRemembered: IsRemembered = (path, inRepository, id) => {
      const known = read.files.get(inRepository);
      // What was written when the index was, or later, may have been written twice within one tick of the clock.
      if (!known?.facts || known.id !== id || known.facts.modified >= written) return false;
      const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
      return (
        stats !== undefined &&
        stats.isFile() &&
        stats.mtimeNs === known.facts.modified &&
        stats.ctimeNs === known.facts.changed &&
        stats.size === known.facts.size &&
        (stats.ino & kept) === known.facts.inode
      );
    };
    return { ...read, isRemembered };
  } catch {
    return null;
  }
}

/** Only where `.git` is a file it is elsewhere. */
async function indexFile(place: GitPlace): Promise<string> {
  const folder = join(place.top, ".git");
  if (statSync(folder).isDirectory()) return join(folder, "index");
  return resolve(place.top, String(await git(place, ["rev-parse", "--git-path", "index"])).trim());
}

/** A line that says what an entry is and its name, up to a NUL, then lines with what is known of the file. */
function readEntries(text: string): Omit<Index, "isRemembered"> {
  const files = new Map<string, Entry>();
  const submodules: string[] = [];
  let isUnmerged = false;
  const parts = text.split("\0");
  let head = parts[0] ?? "";
  for (let at = 1; at < parts.length; at++) {
    const [, mode, id, stage, path] = /^(\d{6}) ([\da-f]+) ([0-3])\t([^]*)$/.exec(head) ?? [];
    const lines = parts[at]!.split("\n");
    head = lines.at(-1) ?? "";
    if (path === undefined) continue;
    if (stage !== "0") isUnmerged = true;
    else if (mode === "160000") submodules.push(path);
    else if (mode!.startsWith("100")) files.set(path, { id: id!, facts: factsIn(lines) });
  }
  return { files, submodules, isUnmerged };
}

/** The form of this is for people, git says, and may change: then nothing is remembered. */
function factsIn(lines: readonly string[]): Remembered | null {
  const time = (line: string | undefined) => {
    const [, seconds, nanoseconds] = /^ {2}[cm]time: (\d{1,15}):(\d{1,9})$/.exec(line ?? "") ?? [];
    return seconds === undefined ? null : BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds!);
  };
  const [changed, modified] = [time(lines[0]), time(lines[1])];
  const inode = /\tino: (\d{1,20})$/.exec(lines[2] ?? "")?.[1];
  const size = /^ {2}size: (\d{1,15})\t/.exec(lines[4] ?? "")?.[1];
  if (changed === null || modified === null || inode === undefined || size === undefined) return null;
  return { changed, modified, inode: BigInt(inode), size: BigInt(size) };
}
