/** What broke assertions before a change: of a check of what has changed alone, only what the change broke is reported elsewhere. */
import { realpath } from "node:fs/promises";
import { join, relative } from "node:path";

import type { AssertionFact } from "../../analysis/source/facts";
import { Configurations } from "../configuration/find";
import { CommitTree } from "../diff/tree";
import { readSizeLimit } from "../files";
import { beginning, commitOf } from "../git/commits";
import { committedPlace, repositoryAbove } from "../git/place";
import { assertionFacts } from "./facts";

type FactsByFile = ReadonlyMap<string, readonly AssertionFact[]>;

export interface BrokenBeforeRequest {
  readonly folder: string;
  /** The only configuration: it is read from the disk. */
  readonly config?: string | undefined;
  /** What is staged is compared with the last commit. */
  readonly staged: boolean;
  /** Else the commit; null: where the work of the branch began. */
  readonly base: string | null;
  readonly signal?: AbortSignal | undefined;
}

/** Without what was so at the commit. Rejects with a `GitError`. */
export async function newlyBroken(facts: FactsByFile, request: BrokenBeforeRequest): Promise<FactsByFile> {
  if (facts.size === 0) return facts;
  const before = await factsAtCommit([...facts.keys()], request);
  return new Map(
    [...facts].flatMap(([path, all]) => {
      const known = new Set((before.get(path) ?? []).map(keyOf));
      const added = all.filter((fact) => !known.has(keyOf(fact)));
      return added.length > 0 ? [[path, added] as const] : [];
    }),
  );
}

/** The witness may be another where nothing else is. */
function keyOf({ kind, sentence, text }: AssertionFact): string {
  return JSON.stringify([kind, sentence, text]);
}

async function factsAtCommit(files: readonly string[], request: BrokenBeforeRequest): Promise<FactsByFile> {
  const { folder, config, staged, base, signal } = request;
  const real = await realpath(folder);
  const top = await repositoryAbove(real);
  const place = staged ? await committedPlace(real) : top === null ? null : { top };
  const commit =
    place &&
    (staged ? await commitOf(place, "HEAD") : base === null ? await beginning(place) : await commitOf(place, base));
  if (!place || !commit) return new Map();
  const tree = await CommitTree.of(place, commit);
  const inRepository = (path: string) => relative(place.top, join(real, relative(folder, path))).replaceAll("\\", "/");
  try {
    const configurations = new Configurations({
      config,
      read: async (path) => {
        const own = inRepository(path);
        if (path === config || own.startsWith("../")) return undefined;
        const content = tree.has(own) ? await tree.read(own, readSizeLimit) : null;
        return content && "text" in content ? content.text : null;
      },
    });
    const pathOf = (path: string) => join(folder, relative(real, join(place.top, path)));
    return (await assertionFacts({ files, configurations, folder, signal, committed: { tree, pathOf } })).facts;
  } finally {
    tree.end();
  }
}
