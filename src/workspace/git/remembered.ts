/** What git remembers of files since it last read them: a file that is still so has the content that git knows, and need not be read. */
import { statSync } from "node:fs";
import { resolve } from "node:path";

import { git, type GitPlace } from "./git";

interface Remembered {
  readonly id: string;
  /** In nanoseconds. */
  readonly changed: bigint;
  readonly modified: bigint;
  readonly inode: bigint;
  readonly size: bigint;
}

/** Whether a file (absolute) is the one that git read with this id, by its path in the repository. */
export type IsRemembered = (path: string, inRepository: string, id: string) => boolean;

/** Git keeps half of an inode's number. */
const kept = 0xffff_ffffn;

/** Never rejects: where git does not tell, nothing is remembered. */
export async function rememberedFiles(place: GitPlace): Promise<IsRemembered> {
  try {
    const index = resolve(place.top, String(await git(place, ["rev-parse", "--git-path", "index"])).trim());
    const written = statSync(index, { bigint: true }).mtimeNs;
    const entries = readEntries(String(await git(place, ["ls-files", "-z", "--stage", "--debug"])));
    return (path, inRepository, id) => {
      const known = entries.get(inRepository);
      // What was written when the index was, or later, may have been written twice within one tick of the clock.
      if (known?.id !== id || known.modified >= written) return false;
      const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
      return (
        stats !== undefined &&
        stats.isFile() &&
        stats.mtimeNs === known.modified &&
        stats.ctimeNs === known.changed &&
        stats.size === known.size &&
        (stats.ino & kept) === known.inode
      );
    };
  } catch {
    return () => false;
  }
}

/** A line that says what an entry is and its name, up to a NUL, then lines with what is known of the file. */
function readEntries(text: string): Map<string, Remembered> {
  const entries = new Map<string, Remembered>();
  const parts = text.split("\0");
  let head = parts[0] ?? "";
  for (const part of parts.slice(1)) {
    const [, id, path] = /^100\d{3} ([\da-f]+) 0\t([^]*)$/.exec(head) ?? [];
    const lines = part.split("\n");
    head = lines.at(-1) ?? "";
    const remembered = path === undefined ? null : factsIn(lines, id!);
    if (remembered !== null) entries.set(path!, remembered);
  }
  return entries;
}

/** The form of this is for people, git says, and may change: then nothing is remembered. */
function factsIn(lines: readonly string[], id: string): Remembered | null {
  const time = (line: string | undefined) => {
    const [, seconds, nanoseconds] = /^ {2}[cm]time: (\d{1,15}):(\d{1,9})$/.exec(line ?? "") ?? [];
    return seconds === undefined ? null : BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds!);
  };
  const [changed, modified] = [time(lines[0]), time(lines[1])];
  const inode = /\tino: (\d{1,20})$/.exec(lines[2] ?? "")?.[1];
  const size = /^ {2}size: (\d{1,15})\t/.exec(lines[4] ?? "")?.[1];
  if (changed === null || modified === null || inode === undefined || size === undefined) return null;
  return { id, changed, modified, inode: BigInt(inode), size: BigInt(size) };
}
