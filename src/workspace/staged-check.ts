/** A check of what is staged reads the index in place of the disk. */
import { isAbsolute, relative, resolve, sep } from "node:path";

import type { FileToCheck, ReadContent } from "./check-file";
import type { ReadText } from "./configuration/find";
import { readContent, readSizeLimit } from "./files";
import { StagedFiles } from "./git/staged";
import { mayDeclare } from "./units/find";

export interface StagedCheck {
  readonly files: readonly FileToCheck[];
  readonly read: ReadContent;
  /** For the configurations: those of the index govern what is staged. */
  readonly readText: ReadText;
  /** The code and the templates of the index, for what they say about what is staged. */
  texts(): Promise<IndexTexts>;
  end(): void;
}

/** Texts by their absolute paths. */
export type IndexTexts = ReadonlyMap<string, string>;

const mostTexts = 3_000;
/** In bytes. */
const largestText = 512 * 1024;

/**
 * Of what is staged in the repository of `folder`, what `paths` name, and what is in the folders that they name.
 * `given` are the files that somebody named outright: they are read from the disk. Rejects with a `GitError`.
 */
export async function stagedCheck(
  folder: string,
  paths: readonly string[],
  given: readonly (string | null | undefined)[],
): Promise<StagedCheck> {
  const staged = await StagedFiles.of(folder);
  const asked = paths.map((path) => resolve(folder, path));
  const isAsked = (path: string) =>
    asked.some((one) => path === one || path.startsWith(one.endsWith(sep) ? one : one + sep));
  const nameOf = (path: string) => (paths.every(isAbsolute) ? path : relative(folder, path));
  const read: ReadContent = (path, limit) =>
    given.includes(path) || staged.has(path) === null ? readContent(path, limit) : staged.content(path, limit);
  return {
    files: staged.paths.filter(isAsked).map((path) => ({ name: nameOf(path), walked: true })),
    read,
    async readText(path) {
      const known = given.includes(path) ? null : staged.has(path);
      if (known === null) return undefined;
      if (!known) return null;
      const content = await read(path, readSizeLimit);
      if ("unread" in content) throw new Error(content.unread === "binary" ? "it is a binary file" : "it is too large");
      return content.text;
    },
    async texts() {
      const texts = new Map<string, string>();
      if (!staged.paths.some((path) => isAsked(path) && mayDeclare(path))) return texts;
      for (const path of staged.indexed.filter(mayDeclare).slice(0, mostTexts)) {
        // What git cannot give is said where it is checked.
        const content = await staged.content(path, largestText).catch(() => null);
        if (content && !("unread" in content)) texts.set(path, content.text);
      }
      return texts;
    },
    end: () => staged.end(),
  };
}
