/** Which files differ from a commit. Contents are compared by the ids that git gives them: no filter runs. */
import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";

import pLimit from "p-limit";

import { readSizeLimit } from "../files";
import { git, GitError, type GitPlace } from "./git";
import { repositoryAbove } from "./place";
import { names } from "./repository";

/** Where the work of a branch is looked for to begin, the likeliest first. */
const defaultBranches = ["refs/remotes/origin/HEAD", "origin/main", "origin/master", "main", "master"];

/** Tells of an absolute path whether its file differs, or is not there in the commit. */
export type Differs = (path: string) => Promise<boolean>;

/**
 * What differs from `base`, a name of a commit, in the repository of `folder`; null: from where the work of the branch
 * began. Rejects with a `GitError`.
 */
export async function changedSince(folder: string, base: string | null): Promise<Differs> {
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
  const listed = names(await git(place, ["ls-tree", "-r", "-z", "--full-tree", commit]));
  const ids = new Map(
    listed.flatMap((entry) => {
      const [, id, path] = /^\d+ blob ([\da-f]+)\t([^]*)$/.exec(entry) ?? [];
      return path === undefined ? [] : [[path, id!] as const];
    }),
  );
  const filesAtOnce = pLimit(16);
  return (path) =>
    filesAtOnce(async () => {
      const inRepository = relative(top, join(real, relative(folder, path)));
      const id = ids.get(inRepository.split(sep).join("/"));
      return id === undefined || !(await hasId(path, id));
    });
}

async function beginning(place: GitPlace): Promise<string | null> {
  for (const branch of defaultBranches) {
    const tip = await commitOf(place, branch);
    if (tip !== null) return (await said(place, ["merge-base", "HEAD", tip])) || null;
  }
  return null;
}

async function commitOf(place: GitPlace, name: string): Promise<string | null> {
  const commit = `${name}^{commit}`;
  return (await said(place, ["rev-parse", "--verify", "--quiet", "--end-of-options", commit])) || null;
}

async function said(place: GitPlace, args: readonly string[]): Promise<string> {
  const output = await git(place, args).catch((error: unknown) => {
    // It is a status of git, too, that there is none.
    if (error instanceof GitError && !/not installed|too long/.test(error.message)) return "";
    throw error;
  });
  return String(output).trim();
}

/** Where git would write other line ends into the folder than it keeps, both are the same. */
async function hasId(path: string, id: string): Promise<boolean> {
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
