/** A file of patterns, and the folder that they are for. */
import { constants } from "node:fs";
import { open } from "node:fs/promises";

import { bounds, IgnorePatterns, type MatchingTime, type Verdict } from "./patterns";

export interface ReadOptions {
  /** The folder of its patterns within the repository, with slashes; "" for its root. */
  readonly folder: string;
  readonly fold: boolean;
  readonly time: MatchingTime;
  /** It is not part of the tree: its owner may have made it a link, or `/dev/null`. */
  readonly outside?: boolean;
}

export class IgnoreFile {
  private readonly prefix: string;

  constructor(
    readonly path: string,
    folder: string,
    private readonly patterns: IgnorePatterns | null,
    private readonly unread: string | null = null,
  ) {
    this.prefix = folder === "" ? "" : `${folder}/`;
  }

  /** Why it is not heeded, in words that follow its name; null where it is. */
  get unheeded(): string | null {
    return this.unread ?? this.patterns?.unheeded ?? null;
  }

  /** `path` is relative to the root of the repository, and below the folder of the file. */
  verdictOn(path: string, isFolder: boolean): Verdict | null {
    return this.patterns?.verdictOn(path.slice(this.prefix.length), isFolder) ?? null;
  }
}

/** Null where there is none. What is no regular file is not read, nor a link within a tree: git does neither. */
export async function readIgnoreFile(
  path: string,
  { folder, fold, time, outside = false }: ReadOptions,
): Promise<IgnoreFile | null> {
  // A pipe would be waited for. Windows has neither flag.
  const flags = (constants.O_NONBLOCK ?? 0) | (outside ? 0 : (constants.O_NOFOLLOW ?? 0));
  const unread = (why: string) => new IgnoreFile(path, folder, null, why);
  let file;
  try {
    file = await open(path, constants.O_RDONLY | flags);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ENOENT" || code === "ENOTDIR" ? null : unread(code === "ELOOP" ? "is a link" : message);
  }
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return outside ? null : unread("is no regular file");
    if (stat.size > bounds.file) return unread(`is larger than ${bounds.file / 1024 / 1024} MB`);
    return new IgnoreFile(path, folder, IgnorePatterns.ofFile(await file.readFile("utf8"), fold, time));
  } catch (error) {
    return unread(error instanceof Error ? error.message : String(error));
  } finally {
    await file.close();
  }
}
