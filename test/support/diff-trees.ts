/** Two states of a repository compared, without a disk, as lines. */
import { compareSides } from "../../src/workspace/diff/compare-sides";
import { readSide } from "../../src/workspace/diff/documents";
import { namesBeside } from "../../src/workspace/diff/named-beside";
import { newlyTakenIn } from "../../src/workspace/diff/newly-taken-in";
import { readOtherwise } from "../../src/workspace/diff/read-otherwise";
import { relatedTo } from "../../src/workspace/diff/related";
import type { Tree } from "../../src/workspace/diff/tree";
import { linesOf } from "./diff-texts";

/** Texts by the paths of their files. */
export type TreeFiles = Readonly<Record<string, string>>;

export async function diffTrees(before: TreeFiles, after: TreeFiles): Promise<readonly string[]> {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (path) => before[path] !== after[path],
  );
  const trees = [treeOf(before), treeOf(after)] as const;
  const related = await relatedTo(trees, changed);
  const sideOf = async (files: TreeFiles) =>
    (await readSide(treeOf(files), changed, (path) => path, undefined, related, trees)).documents;
  const { subjects, problems } = await compareSides(await sideOf(before), await sideOf(after), {
    optionsOf: async () => ({ control: {} }),
    isNamedBeside: namesBeside(treeOf(after)),
    wasNamedBeside: namesBeside(treeOf(before)),
    changed: new Set(changed),
  });
  const taken = await newlyTakenIn([treeOf(before), treeOf(after)], changed, (path) => path);
  const read = await readOtherwise([treeOf(before), treeOf(after)], changed, (path) => path);
  return [...[...taken, ...read, ...problems].map(({ message }) => `!${message}`), ...subjects.flatMap(linesOf)];
}

function treeOf(files: TreeFiles): Tree {
  return {
    paths: Object.keys(files),
    has: (path) => files[path] !== undefined,
    isSame: async () => false,
    read: async (path) => ({ text: files[path]!, bytes: files[path]!.length, damage: null }),
    end: () => undefined,
  };
}
