/** What an open document newly allows against the last commit: for the line above a policy, while somebody types. */
import { readdir, realpath } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";

import type { Access } from "../../analysis/change/change";
import type { Range } from "../../analysis/text";
import { plainText } from "../../escape/label";
import { diffMarkdown } from "../../report/diff-markdown";
import { byStatement, changeLine } from "../../report/diff-words";
import { Configurations } from "../configuration/find";
import { type FileContent, readContent } from "../files";
import { commitOf } from "../git/commits";
import { repositoryAbove } from "../git/place";
import { compareSides } from "./compare-sides";
import { diffCommits } from "./diff";
import { mayMatter, readSide, type Side } from "./documents";
import { CommitTree, type Tree } from "./tree";

export interface DocumentChangeRequest {
  /** Absolute. */
  readonly path: string;
  /** As it is open. */
  readonly text: string;
  readonly signal?: AbortSignal | undefined;
}

/** A line above a policy that allows more than before. */
export interface ChangeLens {
  readonly range: Range;
  /** Plain text. */
  readonly title: string;
}

/** By repository, commit and path: what was committed is another only with another commit. */
const committed = new Map<string, Side | null>();
const mostCommitted = 100;
const ofTerraform = /\.(?:tf|tofu|tfvars|tfvars\.json)$/i;

/** None outside of a repository, of what the last commit does not have, and where git is missing. */
export async function changeLensesOf({ path, text, signal }: DocumentChangeRequest): Promise<readonly ChangeLens[]> {
  if (!mayMatter(path)) return [];
  const top = await repositoryAbove(dirname(path));
  if (top === null) return [];
  const configurations = new Configurations();
  const { options, excluded } = await configurations.configurationFor(path);
  const commit = excluded ? null : await commitOf({ top }, "HEAD").catch(() => null);
  if (commit === null || signal?.aborted) return [];
  const own = join(await realpath(dirname(path)), basename(path));
  const inRepository = relative(await realpath(top), own).replaceAll("\\", "/");
  const nameOf = (one: string): string => (one === inRepository ? path : join(top, one));
  const before = await committedSide(top, commit, inRepository, nameOf);
  if (!before) return [];
  const after = await readSide(await folderTree(top, inRepository, text), [inRepository], nameOf, signal);
  if (JSON.stringify(before.documents.map(textOf)) === JSON.stringify(after.documents.map(textOf))) return [];
  const optionsOf = async () => options;
  const { subjects } = await compareSides(before.documents, after.documents, { optionsOf, signal });
  return subjects.flatMap(({ newlyAllowed, place }) => {
    const all = byStatement(newlyAllowed);
    const [first] = all;
    if (!first || place?.file !== path) return [];
    return [{ range: place.range, title: plainText(`${titleOf(first, all.length - 1)}; against HEAD`) }];
  });
}

function textOf({ source }: Side["documents"][number]): string {
  return source.text;
}

function titleOf(first: Access, more: number): string {
  return `newly allows ${changeLine(first)}${more > 0 ? `, and ${more} more` : ""}`;
}

/** Null where the commit does not have the file. */
async function committedSide(
  top: string,
  commit: string,
  path: string,
  nameOf: (path: string) => string,
): Promise<Side | null> {
  const key = JSON.stringify([top, commit, path]);
  const known = committed.get(key);
  if (known !== undefined) return known;
  const tree = await CommitTree.of({ top }, commit).catch(() => null);
  try {
    const side = tree?.has(path) ? await readSide(tree, [path], nameOf) : null;
    committed.set(key, side);
    if (committed.size > mostCommitted) committed.delete(committed.keys().next().value!);
    return side;
  } finally {
    tree?.end();
  }
}

/** The file as it is open; of Terraform's with what stands beside it. */
async function folderTree(top: string, path: string, text: string): Promise<Tree> {
  const folder = dirname(path);
  const beside = ofTerraform.test(path) ? await readdir(join(top, folder)).catch(() => []) : [];
  const paths = new Set([
    path,
    ...beside.filter((name) => ofTerraform.test(name)).map((name) => (folder === "." ? name : `${folder}/${name}`)),
  ]);
  return {
    paths: [...paths].sort(),
    has: (one) => paths.has(one),
    isSame: async () => false,
    read: async (one, limit): Promise<FileContent> =>
      one === path ? { text, bytes: text.length, damage: null } : readContent(join(top, one), limit),
    end: () => undefined,
  };
}

/** What the folder's changes newly allow, as Markdown. Rejects with a `GitError`. */
export async function changePage(folder: string, signal?: AbortSignal): Promise<string> {
  return diffMarkdown(await diffCommits({ folder, base: null, head: null, signal }));
}
