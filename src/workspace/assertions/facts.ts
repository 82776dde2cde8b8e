/** What breaks the assertions of planeguard.json files: over all that one of them governs, whichever files are asked about. */
import { dirname, isAbsolute, join, relative } from "node:path";

import { judge } from "../../analysis/assertions/judge";
import { Workspace } from "../../analysis/assertions/workspace";
import type { Problem } from "../../analysis/finding";
import type { AssertionFact } from "../../analysis/source/facts";
import { loadCatalog } from "../../data/catalog-file";
import type { ReadContent } from "../check-file";
import { configurationFile } from "../configuration/configuration";
import type { Configurations } from "../configuration/find";
import type { FileConfiguration, PlacedAssertion } from "../configuration/loaded";
import { today } from "../day";
import { mayMatter, readSide } from "../diff/documents";
import { type Tree, WorkingTree } from "../diff/tree";
import { type FileContent, readContent } from "../files";
import { factsByFile } from "./fact";
import { idleMessage } from "./idle";
import { managedBoundaries, stateOf } from "./state";

export interface AssertionsRequest {
  /** Absolute. */
  readonly files: readonly string[];
  readonly configurations: Configurations;
  /** Of folders that were asked about, too, whatever files are left in them; absolute. */
  readonly folders?: readonly string[];
  /** In place of the disk. */
  readonly read?: ReadContent | undefined;
  /** In place of the folder, with the absolute paths of its files. */
  readonly committed?: { readonly tree: Tree; pathOf(path: string): string };
  /** What a configuration governs that is not above the files; absolute. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
}

export interface AssertionFacts {
  /** By absolute paths. */
  readonly facts: ReadonlyMap<string, readonly AssertionFact[]>;
  /** What assertions name and nothing has; files are absolute. */
  readonly problems: readonly Problem[];
}

export const noAssertions: AssertionFacts = { facts: new Map(), problems: [] };

/** Nothing is read where no configuration of the files has assertions. */
export async function assertionFacts(request: AssertionsRequest): Promise<AssertionFacts> {
  const { files, configurations, signal } = request;
  const governing = new Map<readonly PlacedAssertion[], FileConfiguration>();
  for (const file of [...files, ...(request.folders ?? []).map((folder) => join(folder, configurationFile))]) {
    const found = await configurations.configurationFor(file);
    if (found.assertions.length > 0) governing.set(found.assertions, found);
  }
  const facts = new Map<string, AssertionFact[]>();
  const problems: Problem[] = [];
  for (const [assertions, configuration] of governing) {
    if (signal?.aborted) break;
    const one = await factsUnder(assertions, configuration, request);
    problems.push(...one.problems);
    for (const [path, found] of one.facts) facts.set(path, [...(facts.get(path) ?? []), ...found]);
  }
  return { facts, problems };
}

export interface TextRequest extends Pick<AssertionsRequest, "configurations" | "folder" | "signal"> {
  /** Where the text is, or would be; absolute. */
  readonly path: string;
  readonly content: FileContent;
}

/** What assertions say of a text, in the place of what the disk has there: with all that its planeguard.json governs beside it. */
export async function assertionsOfText({
  path,
  content,
  ...request
}: TextRequest): Promise<{ readonly facts: readonly AssertionFact[]; readonly problems: readonly Problem[] }> {
  const read: ReadContent = (file, limit) => (file === path ? content : readContent(file, limit));
  const { facts, problems } = await assertionFacts({ ...request, files: [path], read });
  return { facts: facts.get(path) ?? [], problems };
}

async function factsUnder(
  assertions: readonly PlacedAssertion[],
  { source, options }: FileConfiguration,
  request: AssertionsRequest,
): Promise<AssertionFacts> {
  const { configurations, signal } = request;
  // `--config` names one that may stand anywhere.
  const above = source === null ? request.folder : dirname(source);
  const root = request.files.some((file) => file.startsWith(above)) || request.folders ? above : request.folder;
  const { tree, pathOf } = request.committed ?? (await onDisk(root, request));
  const governed: string[] = [];
  for (const path of tree.paths) {
    if (!mayMatter(path)) continue;
    const own = await configurations.configurationFor(pathOf(path));
    if (!own.excluded && own.assertions === assertions) governed.push(path);
  }
  const side = await readSide(tree, governed, pathOf, signal);
  const state = await stateOf(side.documents, signal);
  const workspace = new Workspace(state);
  const { outcomes, idle } = judge(assertions, workspace, {
    catalog: await loadCatalog(),
    today: today(),
    managed: await managedBoundaries(state),
    trustedAccounts: options.control?.trustedAccounts ?? [],
  });
  return {
    facts: factsByFile(outcomes, assertions),
    problems: idle.map(({ assertion, message }) => {
      const { file, range } = assertion as PlacedAssertion;
      return { file, range, message: idleMessage(assertion.sentence, `${message}.`) };
    }),
  };
}

async function onDisk(
  root: string,
  { read, files, signal }: AssertionsRequest,
): Promise<Required<AssertionsRequest>["committed"]> {
  const walked = await WorkingTree.of(root, { onUnreadable: () => undefined }, signal);
  const tree = read ? reading(walked, root, read, files) : walked;
  return { tree, pathOf: (path) => join(root, path) };
}

/** The same tree, with some files in the place of those on the disk, and with those that are not there yet. */
function reading(tree: Tree, root: string, read: ReadContent, files: readonly string[]): Tree {
  const within = files.map((file) => relative(root, file).replaceAll("\\", "/"));
  const added = within.filter((path) => !path.startsWith("../") && !isAbsolute(path) && !tree.has(path));
  return {
    paths: [...tree.paths, ...added],
    has: (path) => tree.has(path) || added.includes(path),
    isSame: (path, id) => tree.isSame(path, id),
    read: async (path, limit) => read(join(root, path), limit),
    end: () => tree.end(),
  };
}
