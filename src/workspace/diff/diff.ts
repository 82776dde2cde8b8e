/** `planeguard diff`: what differs between two states of a repository, and what that newly allows. */
import { realpath } from "node:fs/promises";
import { join, relative } from "node:path";

import type { Problem } from "../../analysis/finding";
import type { DiffReport } from "../../report/diff-report";
import { Configurations, type ReadText } from "../configuration/find";
import { readSizeLimit } from "../files";
import { baseOf, commitOf } from "../git/commits";
import { GitError, type GitPlace } from "../git/git";
import { repositoryAbove } from "../git/place";
import { reasonOf } from "../reason";
import { compareSides } from "./compare-sides";
import { mayMatter, readSide, type Side } from "./documents";
import { namesBeside } from "./named-beside";
import { newlyTakenIn } from "./newly-taken-in";
import { readOtherwise } from "./read-otherwise";
import { relatedTo } from "./related";
import { testsOf } from "./test-code";
import { changedPaths, CommitTree, type Tree, WorkingTree } from "./tree";

export interface DiffRequest {
  /** Of the repository, or below it: absolute. */
  readonly folder: string;
  /** The name of a commit; null: from where the work of the branch began. */
  readonly base: string | null;
  /** The name of a commit; null: what stands in the folder. */
  readonly head: string | null;
  readonly signal?: AbortSignal | undefined;
}

export interface DiffEvents {
  /** Something that the report does not hold but a person should know. */
  onNote?(note: string): void;
}

/** Shown for what stands in the folder. */
const workingTree = "working tree";

/** Rejects with a `GitError` where git cannot say what has changed. */
export async function diffCommits(request: DiffRequest, events: DiffEvents = {}): Promise<DiffReport> {
  const started = performance.now();
  const { signal } = request;
  const real = await realpath(request.folder);
  const top = await repositoryAbove(real);
  if (top === null) throw new GitError("there is no repository here, and so nothing has changed");
  const place = { top };
  const base = await baseOf(place, request.base, request.head ?? "HEAD");
  const nameOf = (path: string) => relative(real, join(top, path)) || ".";
  const before = await CommitTree.of(place, base);
  let after: Tree | undefined;
  try {
    const problems: Problem[] = [];
    after = await headOf(place, request, (path) => nameOf(path), problems, events);
    // What the old state leaves out is left out: a change does not say itself what is looked at.
    const configurations = new Configurations({ read: readsFrom(before, top), baseline: null });
    const optionsOf = async (path: string) => configurations.configurationFor(join(top, path));
    const changed: string[] = [];
    const isTest = testsOf([before, after]);
    for (const path of await changedPaths(before, after, signal))
      if (mayMatter(path) && !(await optionsOf(path)).excluded && !(await isTest(path))) changed.push(path);
    const related = await relatedTo([before, after], changed, signal);
    const dependants: string[] = [];
    for (const path of related.dependants) if (!(await optionsOf(path)).excluded) dependants.push(path);
    const [old, current] = [
      await readSide(before, changed, nameOf, signal, { ...related, dependants }, [before, after]),
      await readSide(after, changed, nameOf, signal, { ...related, dependants }, [before, after]),
    ];
    const readBoth = (side: Side) =>
      side.documents.filter(({ path }) => !old.unread.has(path) && !current.unread.has(path));
    const compared = await compareSides(readBoth(old), readBoth(current), {
      optionsOf: async (path) => (await optionsOf(path)).options,
      isNamedBeside: namesBeside(after),
      wasNamedBeside: namesBeside(before),
      changed: new Set(changed),
      signal,
    });
    problems.push(...(await newlyTakenIn([before, after], changed, nameOf)));
    problems.push(...(await readOtherwise([before, after], changed, nameOf)));
    const all = [...problems, ...old.problems, ...current.problems, ...compared.problems];
    return {
      ...compared,
      base: request.base ?? base.slice(0, shortId),
      head: request.head ?? workingTree,
      verdict: all.length > 0 ? "unknown" : compared.verdict,
      problems: unique(all),
      stats: { ...compared.stats, files: changed.length, durationMs: Math.round(performance.now() - started) },
    };
  } finally {
    before.end();
    after?.end();
  }
}

/** Whether a name names a commit of the repository of `folder`. */
export async function isCommit(folder: string, name: string): Promise<boolean> {
  const top = await repositoryAbove(await realpath(folder));
  return top !== null && (await commitOf({ top }, name)) !== null;
}

const shortId = 12;

async function headOf(
  place: GitPlace,
  { head, signal }: DiffRequest,
  nameOf: (path: string) => string,
  problems: Problem[],
  { onNote }: DiffEvents,
): Promise<Tree> {
  if (head === null) {
    const unreadable = (path: string, error: unknown) =>
      problems.push({ file: nameOf(path), message: `Could not read it: ${reasonOf(error)}.`, range: null });
    return WorkingTree.of(place.top, { onUnreadable: unreadable, ...(onNote && { onNote }) }, signal);
  }
  const commit = await commitOf(place, head);
  if (commit === null) throw new GitError(`git knows no commit of the name ${head}`);
  return CommitTree.of(place, commit);
}

function readsFrom(tree: Tree, top: string): ReadText {
  return async (path) => {
    const inRepository = relative(top, path).replaceAll("\\", "/");
    if (inRepository.startsWith("../") || !tree.has(inRepository)) return null;
    const content = await tree.read(inRepository, readSizeLimit);
    if ("unread" in content) throw new Error(content.unread === "binary" ? "it is a binary file" : "it is too large");
    return content.text;
  };
}

function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((one) => [JSON.stringify([one.file, one.message, one.range?.start]), one])).values()];
}
