/** Which files differ from a commit. Contents are compared by the ids that git gives them: no filter runs. */
import { createHash } from "node:crypto";
import { existsSync, lstatSync, realpathSync, type Stats } from "node:fs";
import { readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";

import pLimit from "p-limit";

import { readSizeLimit } from "../files";
import { beginning, commitOf, filesOf } from "./commits";
import { git, GitError, type GitPlace } from "./git";
import { repositoryAbove } from "./place";
import { readIndex } from "./remembered";
import { names } from "./repository";

/** Tells of an absolute path whether its file differs, or is not there in the commit. */
export type Differs = (path: string) => Promise<boolean>;

export interface Changes {
  readonly differs: Differs;
  /** What may differ of a folder (absolute), without looking at the rest; null where it takes a walk to know. */
  below(folder: string): Promise<Listed | null>;
}

/** Relative to the folder. */
export interface Listed {
  readonly files: readonly string[];
  /** Repositories within, of which everything counts as changed. */
  readonly repositories: readonly string[];
}

/**
 * What differs from `base`, a name of a commit, in the repository of `folder`; null: from where the work of the branch
 * began. `untrusted`: every file is read, whatever git remembers. Rejects with a `GitError`.
 */
export async function changedSince(folder: string, base: string | null, { untrusted = false } = {}): Promise<Changes> {
  const real = await realpath(folder);
  const top = await repositoryAbove(real);
  if (top === null) throw new GitError("there is no repository here, and so nothing has changed");
  const place = { top };
  const [commit, index, others] = await Promise.all([
    base === null ? beginning(place) : commitOf(place, base),
    untrusted ? null : readIndex(place),
    untrusted ? null : otherFiles(place),
  ]);
  if (commit === null)
    throw new GitError(
      base === null
        ? "git does not know where the work of this branch began; name a commit"
        : `git knows no commit of the name ${base}`,
    );
  const sides = index && !index.isUnmerged ? await indexAgainst(place, commit) : null;
  const ids = index && sides ? null : await filesOf(place, commit);
  const idOf = (path: string): string | undefined => {
    if (ids || !sides) return ids?.get(path);
    const before = sides.get(path);
    return before === undefined ? index?.files.get(path)?.id : (before ?? undefined);
  };
  const isRemembered = (path: string, inRepository: string, id: string): boolean =>
    index?.isRemembered(path, inRepository, id) ?? false;
  const filesAtOnce = pLimit(16);
  return {
    differs: async (path) => {
      const inRepository = relative(top, join(real, relative(folder, path)))
        .split(sep)
        .join("/");
      const id = idOf(inRepository);
      if (id === undefined) return true;
      return !isRemembered(path, inRepository, id) && !(await filesAtOnce(() => hasId(path, id)));
    },
    async below(asked) {
      if (!index || !sides || !others || (await realpath(asked)) !== top) return null;
      const files: string[] = others.filter((path) => !path.endsWith("/"));
      for (const path of index.files.keys()) {
        const id = idOf(path);
        if (id === undefined || !isRemembered(`${top}/${path}`, path, id)) files.push(path);
      }
      const isThere = finder(top);
      const repositories = [...index.submodules, ...others.filter((path) => path.endsWith("/"))];
      return {
        files: files.filter((path) => isThere(path)?.isFile() ?? false),
        repositories: repositories.filter((path) => isThere(path.replace(/\/$/, ""))?.isDirectory() ?? false),
      };
    },
  };
}

/** In milliseconds: ignore files can be such that git does not come to an end with them. A walk does. */
const mostListing = 3000;

/** What lies in a folder by no link, and not where no walk goes. */
function finder(top: string): (path: string) => Stats | null {
  const folders = new Map<string, boolean>();
  return (path) => {
    const folder = dirname(path);
    let isOwn = folders.get(folder);
    if (isOwn === undefined) {
      const whole = join(top, folder);
      isOwn = existsSync(whole) && realpathSync(whole) === whole;
      folders.set(folder, isOwn);
    }
    if (!isOwn || path.split("/").includes("node_modules")) return null;
    return lstatSync(`${top}/${path}`, { throwIfNoEntry: false }) ?? null;
  };
}

/** Files that git does not track and does not ignore, and with a slash behind them repositories; null where it does not see all. */
async function otherFiles(place: GitPlace): Promise<readonly string[] | null> {
  const list = git(place, ["ls-files", "-z", "--others", "--exclude-standard"], { whole: true, most: mostListing });
  return await list.then(names, () => null);
}

/** Of what the index has otherwise than a commit, the ids in the commit; null for what is no file there. */
async function indexAgainst(place: GitPlace, commit: string): Promise<ReadonlyMap<string, string | null> | null> {
  const asked = ["diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", commit, "--"];
  const told = await git(place, asked).then(names, () => null);
  if (!told) return null;
  const found = new Map<string, string | null>();
  for (let at = 0; at + 1 < told.length; at += 2) {
    const [, mode, id] = /^:(\d{6}) \d{6} ([\da-f]+) [\da-f]+ [A-Z]$/.exec(told[at]!) ?? [];
    if (mode === undefined) return null;
    found.set(told[at + 1]!, mode.startsWith("100") ? id! : null);
  }
  return found;
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
