/** What git remembers of files since it last read them: a file that is still so has the content that git knows, and need not be read. */
import { statSync } from "node:fs";
import { join, resolve } from "node:path";

import { git, type GitPlace } from "./git";

/** Times are in milliseconds, as exact as Node gives them: to a quarter of a microsecond. */
interface Remembered {
  readonly changed: number;
  readonly modified: number;
  readonly inode: number;
  readonly size: number;
}

/** A file or submodule of the index. */
export interface IndexEntry {
  /** Relative to the root of the repository, with slashes. */
  readonly path: string;
  readonly id: string;
  readonly kind: "file" | "link" | "submodule";
  /** A merge has left several of one name. */
  readonly isUnmerged: boolean;
  readonly facts: Remembered;
}

/** Git keeps the lower half of an inode's number. */
const keptOfInode = 2 ** 32;

/** The index of a repository, as git lists it: it is read entry by entry, for a large one takes as much memory as what is done with it. */
export class Index {
  /** @param written when, in milliseconds */
  constructor(
    private readonly listed: string,
    private readonly written: number,
  ) {}

  /** Whether a file (absolute) is the one that git read. */
  isRemembered(path: string, { facts }: IndexEntry): boolean {
    // What was written when the index was, or later, may have been written twice within one tick of the clock.
    if (facts.modified >= this.written) return false;
    const stats = statSync(path, { throwIfNoEntry: false });
    return (
      stats !== undefined &&
      stats.isFile() &&
      stats.mtimeMs === facts.modified &&
      stats.ctimeMs === facts.changed &&
      stats.size === facts.size &&
      stats.ino % keptOfInode === facts.inode
    );
  }

  /** Ends with null where git lists them in another way than it did. */
  *entries(): Generator<IndexEntry | null> {
    let end = 0;
    for (const found of this.listed.matchAll(listedEntry)) {
      const [whole, mode, id, stage, path] = found;
      end = found.index + whole.length;
      const kind = mode === "160000" ? "submodule" : mode!.startsWith("100") ? "file" : "link";
      yield { path: path!, id: id!, kind, isUnmerged: stage !== "0", facts: factsOf(found) };
    }
    if (end < this.listed.length) yield null;
  }
}

/** What an entry is, its name up to a NUL, and what is known of its file. The form of this is for people, git says, and may change: then nothing is known. */
const listedEntry =
  /(\d{6}) ([\da-f]+) ([0-3])\t([^\0]*)\0 {2}ctime: (\d{1,15}):(\d{1,9})\n {2}mtime: (\d{1,15}):(\d{1,9})\n {2}dev: \d+\tino: (\d{1,20})\n {2}uid: \d+\tgid: \d+\n {2}size: (\d{1,15})\tflags: [\da-f]+\n/gy;

function factsOf(found: RegExpExecArray): Remembered {
  // As Node puts the two parts of a time together.
  const time = (group: number) => Number(found[group]) * 1000 + Number(found[group + 1]) / 1e6;
  return { changed: time(5), modified: time(7), inode: Number(found[9]), size: Number(found[10]) };
}

/** Null where git does not tell. Never rejects. */
export async function readIndex(place: GitPlace): Promise<Index | null> {
  try {
    const written = statSync(await indexFile(place)).mtimeMs;
    return new Index(String(await git(place, ["ls-files", "-z", "--stage", "--debug"])), written);
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
