/** Which files differ from a commit. Contents are compared by the ids that git gives them: no filter runs. */
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";

import { lazily } from "../../analysis/lazily";
import { readSizeLimit } from "../files";
import { beginning, commitOf, filesOf } from "./commits";
import { git, GitError, type GitPlace } from "./git";
import { repositoryAbove } from "./place";
import { type Index, type IndexEntry, readIndex } from "./remembered";
import { names } from "./repository";

/** Tells of an absolute path whether its file differs, or is not there in the commit. */
export type Differs = (path: string) => Promise<boolean>;

export interface Changes {
  readonly differs: Differs;
  /** What differs of a folder (absolute), without looking at the rest; null where it takes a walk to know. */
  below(folder: string): Promise<Listed | null>;
}

/** Relative to the folder. */
export interface Listed {
  /** Each of them differs. */
  readonly files: readonly string[];
  /** Repositories within, of which everything counts as changed. */
  readonly repositories: readonly string[];
}

/** What git is asked about a repository: all at once, and none waits for another. */
export interface Asked {
  /** The id of what is compared with; null where git does not know it. */
  commit(): Promise<string | null>;
  /** These three are null also where git does not tell, and nobody asks it where it is not trusted. */
  readonly index: Promise<Index | null>;
  readonly others: Promise<readonly string[] | null>;
  readonly staged: Promise<ReadonlyMap<string, string | null> | null>;
}

/** Surely no option, and no range. */
const isPlainName = (name: string): boolean =>
  /^\w[\w/.~^-]*$/.test(name) && !name.includes("..") && !/\^[^\d^~]/.test(name);

export function askGit(place: GitPlace, base: string | null, untrusted: boolean): Asked {
  let asked: Promise<string | null> | undefined;
  const commit = () => (asked ??= base === null ? beginning(place) : commitOf(place, base));
  const nothing = Promise.resolve(null);
  if (untrusted) return { commit, index: nothing, others: nothing, staged: nothing };
  const staged =
    base !== null && isPlainName(base)
      ? indexAgainst(place, `${base}^{commit}`)
      : commit().then((id) => (id === null ? null : indexAgainst(place, id)));
  return { commit, index: readIndex(place), others: otherFiles(place), staged };
}

/**
 * What differs from `base`, a name of a commit, in the repository of `folder`; null: from where the work of the branch
 * began. `untrusted`: every file is read, whatever git remembers. Rejects with a `GitError`.
 */
export async function changedSince(folder: string, base: string | null, { untrusted = false } = {}): Promise<Changes> {
  const real = await realpath(folder);
  const top = await repositoryAbove(real);
  if (top === null) throw new GitError("there is no repository here, and so nothing has changed");
  return changesOf({ top, real, folder }, base, askGit({ top }, base, untrusted));
}

interface Place {
  /** The root of the repository, without links. */
  readonly top: string;
  /** The folder without links. */
  readonly real: string;
  readonly folder: string;
}

/** @param asked of `base`; rejects with a `GitError` where git does not know it */
export async function changesOf({ top, real, folder }: Place, base: string | null, asked: Asked): Promise<Changes> {
  const [index, staged] = await Promise.all([asked.index, asked.staged]);
  const commit = staged ? null : await asked.commit();
  if (!staged && commit === null)
    throw new GitError(
      base === null
        ? "git does not know where the work of this branch began; name a commit"
        : `git knows no commit of the name ${base}`,
    );
  const entries = lazily(() => entriesOf(index));
  const ids = lazily(async () => filesOf({ top }, commit ?? (await asked.commit())!));
  return {
    differs: async (path) => {
      const inRepository = relative(top, join(real, relative(folder, path)))
        .split(sep)
        .join("/");
      const known = entries();
      const entry = known?.get(inRepository);
      const before = known && staged ? staged.get(inRepository) : (await ids()).get(inRepository);
      const id = before === undefined && known && staged ? entry?.id : before;
      if (id === undefined || id === null) return true;
      if (entry && entry.id === id && index!.isRemembered(path, entry)) return false;
      return !hasId(path, id);
    },
    async below(place) {
      if (!index || !staged || (await realpath(place)) !== top) return null;
      const isThere = finder(top);
      const isFile = (path: string) => isThere(path)?.isFile() ?? false;
      const [files, repositories]: [string[], string[]] = [[], []];
      const unsure: { readonly path: string; readonly whole: string; readonly id: string }[] = [];
      let looked = 0;
      for (const entry of index.entries()) {
        if (!entry || entry.isUnmerged) return null;
        const { path, kind } = entry;
        if (kind === "submodule") repositories.push(path);
        if (kind !== "file") continue;
        const before = staged.get(path);
        const id = before === undefined ? entry.id : before;
        const whole = `${top}/${path}`;
        if (id === null) {
          if (isFile(path)) files.push(path);
        } else if (!(id === entry.id && index.isRemembered(whole, entry)) && isFile(path))
          unsure.push({ path, whole, id });
        // Whoever is to be stopped hears of it meanwhile.
        if (++looked % lookedAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      const others = await asked.others;
      if (!others) return null;
      for (const [at, { path, whole, id }] of unsure.entries()) {
        if (!hasId(whole, id)) files.push(path);
        if (at % readAtOnce === readAtOnce - 1) await new Promise((resolve) => setImmediate(resolve));
      }
      for (const path of others)
        if (path.endsWith("/")) repositories.push(path);
        else if (isFile(path)) files.push(path);
      return {
        files,
        repositories: repositories.filter((path) => isThere(path.replace(/\/$/, ""))?.isDirectory() ?? false),
      };
    },
  };
}

/** By their paths; null where git does not tell, or a merge has left several of one name. */
function entriesOf(index: Index | null): ReadonlyMap<string, IndexEntry> | null {
  if (!index) return null;
  const found = new Map<string, IndexEntry>();
  for (const entry of index.entries()) {
    if (!entry || entry.isUnmerged) return null;
    if (entry.kind === "file") found.set(entry.path, entry);
  }
  return found;
}

/** Files, which takes some milliseconds. */
const lookedAtOnce = 1000;
const readAtOnce = 100;

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
export function hasId(path: string, id: string): boolean {
  try {
    const found = statSync(path);
    if (!found.isFile() || found.size > readSizeLimit) return false;
    const content = readFileSync(path);
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
