/** Commits by their names, and the files that they have. */
import { git, GitError, type GitPlace } from "./git";
import { names } from "./repository";

/** Where the work of a branch is looked for to begin, the likeliest first. */
const defaultBranches = ["refs/remotes/origin/HEAD", "origin/main", "origin/master", "main", "master"];

/** The id of the commit that a name names; null where git knows none. */
export async function commitOf(place: GitPlace, name: string): Promise<string | null> {
  const commit = `${name}^{commit}`;
  return (await said(place, ["rev-parse", "--verify", "--quiet", "--end-of-options", commit])) || null;
}

/** Where the work of `head` began, as the default branch tells; null where that is not known. */
export async function beginning(place: GitPlace, head = "HEAD"): Promise<string | null> {
  const asked = defaultBranches.map((branch) => `${branch}^{commit}\n`).join("");
  // A line for each: an id, or that there is none.
  const told = await said(place, ["cat-file", "--batch-check=%(objectname)"], asked);
  const tip = told.split("\n").find((line) => /^[\da-f]{40,}$/.test(line));
  return tip === undefined ? null : (await said(place, ["merge-base", head, tip])) || null;
}

/**
 * The commit that something is compared with: the one of a name, or where the work of `head` began. Rejects with a `GitError` that says what to do where
 * it is not there, as in a shallow clone, in which a work may seem to begin where the clone ends.
 */
export async function baseOf(place: GitPlace, name: string | null, head: string): Promise<string> {
  const commit = name === null ? await beginning(place, head) : await commitOf(place, name);
  const isShallow = (await said(place, ["rev-parse", "--is-shallow-repository"])) === "true";
  const isCutOff = async (): Promise<boolean> => {
    if (!isShallow || name !== null || commit !== (await commitOf(place, head))) return false;
    return (await commitOf(place, `${commit}^`)) === null;
  };
  if (commit !== null && !(await isCutOff())) return commit;
  const reason =
    name === null ? "git does not know where the work of this branch began" : `git knows no commit of the name ${name}`;
  if (!isShallow) throw new GitError(name === null ? `${reason}; name a commit` : reason);
  throw new GitError(
    `${reason}: this clone is shallow, and the base is not in it. Fetch it with \`git fetch --unshallow\`${name === null ? ", or name a commit" : ""}`,
  );
}

/** By their paths the ids of what a commit has, submodules aside. */
export interface CommitEntries {
  readonly files: Map<string, string>;
  /** Of links, of what they say: where they lead to. */
  readonly links: ReadonlyMap<string, string>;
}

/** Rejects with a `GitError`. */
export async function entriesOf(place: GitPlace, commit: string): Promise<CommitEntries> {
  const [files, links] = [new Map<string, string>(), new Map<string, string>()];
  for (const entry of names(await git(place, ["ls-tree", "-r", "-z", "--full-tree", commit]))) {
    const [, mode, id, path] = /^(100\d+|120000) blob ([\da-f]+)\t([^]*)$/.exec(entry) ?? [];
    if (path !== undefined) (mode === "120000" ? links : files).set(path, id!);
  }
  return { files, links };
}

/** The files of a commit, links and submodules aside: their ids by their paths. Rejects with a `GitError`. */
export async function filesOf(place: GitPlace, commit: string): Promise<Map<string, string>> {
  return (await entriesOf(place, commit)).files;
}

async function said(place: GitPlace, args: readonly string[], input?: string): Promise<string> {
  const output = await git(place, args, { input }).catch((error: unknown) => {
    // It is a status of git, too, that there is none.
    if (error instanceof GitError && !/not installed|too long/.test(error.message)) return "";
    throw error;
  });
  return String(output).trim();
}
