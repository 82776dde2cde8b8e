/** Which files differ from a commit. Contents are compared by the ids that git gives them: no filter runs. */
import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";

import pLimit from "p-limit";

import { readSizeLimit } from "../files";
import { beginning, commitOf, filesOf } from "./commits";
import { GitError } from "./git";
import { repositoryAbove } from "./place";
import { rememberedFiles } from "./remembered";

/** Tells of an absolute path whether its file differs, or is not there in the commit. */
export type Differs = (path: string) => Promise<boolean>;

/**
 * What differs from `base`, a name of a commit, in the repository of `folder`; null: from where the work of the branch
 * began. `untrusted`: every file is read, whatever git remembers. Rejects with a `GitError`.
 */
export async function changedSince(folder: string, base: string | null, { untrusted = false } = {}): Promise<Differs> {
  const real = await realpath(folder);
  const top = await repositoryAbove(real);
  if (top === null) throw new GitError("there is no repository here, and so nothing has changed");
  const place = { top };
  const commit = base === null ? await beginning(place) : await commitOf(place, base);
  if (commit === null)
    throw new GitError(
      base === null
        ? "git does not know where the work of this branch began; name a commit"
        : `git knows no commit of the name ${base}`,
    );
  const ids = await filesOf(place, commit);
  const isRemembered = untrusted ? () => false : await rememberedFiles(place);
  const filesAtOnce = pLimit(16);
  return async (path) => {
    const inRepository = relative(top, join(real, relative(folder, path)))
      .split(sep)
      .join("/");
    const id = ids.get(inRepository);
    if (id === undefined) return true;
    return !isRemembered(path, inRepository, id) && !(await filesAtOnce(() => hasId(path, id)));
  };
}

/** Whether a file has the content of an id. Where git would write other line ends into the folder than it keeps, both are the same. */
export async function hasId(path: string, id: string): Promise<boolean> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > readSizeLimit) return false;
    const content = await readFile(path);
    if (idOf(content, id) === id) return true;
    return (
      content.includes("\r\n") &&
      idOf(Buffer.from(content.toString("latin1").replaceAll("\r\n", "\n"), "latin1"), id) === id
    );
  } catch {
    return false;
  }
}

/** In the kind of hash that `like` is. */
function idOf(content: Buffer, like: string): string {
  const hash = createHash(like.length === 64 ? "sha256" : "sha1");
  return hash.update(`blob ${content.length}\0`).update(content).digest("hex");
}
