/** Templates and files with resources that a change newly takes in, though they have been there before or stand elsewhere. */
import { brief } from "../../analysis/brief";
import { includedIn, type Nested, nestedIn, resourcesTakenIn } from "../../analysis/change/template/nested";
import type { Problem } from "../../analysis/finding";
import { lazily } from "../../analysis/lazily";
import { formOf } from "../../analysis/source/forms";
import { parseYaml } from "../../analysis/source/yaml-tree";
import { LineIndex } from "../../analysis/text";
import { templateAt } from "./related";
import { textIn, type Tree } from "./tree";

interface TakenIn extends Nested {
  /** What takes it in. */
  readonly path: string;
  readonly text: string;
  /** The file; null: it stands elsewhere. */
  readonly file: string | null;
}

const longestShown = 160;

/**
 * What nobody knows of it, for each: what is new in a file is compared by itself, and so is a file that both sides take in.
 * @param changed the paths that differ
 */
export async function newlyTakenIn(
  [before, after]: readonly [Tree, Tree],
  changed: readonly string[],
  nameOf: (path: string) => string,
): Promise<readonly Problem[]> {
  const [old, current] = [await takenIn(before, changed), await takenIn(after, changed)];
  if (current.length === 0) return [];
  const files = new Set(old.map(({ file }) => file));
  const elsewhere = new Set(old.flatMap(({ file, said }) => (file === null ? [said] : [])));
  const kept = new Set(current.map(({ file }) => file));
  const gone = old.flatMap(({ file }) => (file === null || kept.has(file) ? [] : [file]));
  // What nobody could read to its end took in what it names.
  const broken = lazily(() => brokenIn(before, changed));
  const problems: Problem[] = [];
  for (const one of current) {
    const { file, said, by, path, text, span } = one;
    if (file === null ? elsewhere.has(said) : files.has(file) || !before.has(file)) continue;
    if (file !== null && (await saysTheSame(file, gone))) continue;
    const named = one.child ?? said;
    if (named !== "" && (await broken()).some((text) => text.includes(named))) continue;
    const [first = ""] = (one.child ?? said).split("\n", 1);
    const shown = first.slice(0, longestShown);
    problems.push({
      file: nameOf(path),
      range: new LineIndex(text).range(span),
      message: brief(`\`${by}\` newly takes in \`${shown}\`: nobody knows here what that newly allows.`),
    });
  }
  return problems;

  /** Whether a file says what one said that is taken in no longer. */
  async function saysTheSame(file: string, others: readonly string[]): Promise<boolean> {
    const text = await textIn(after, file);
    for (const other of text === null ? [] : others) if ((await textIn(before, other)) === text) return true;
    return false;
  }
}

async function takenIn(tree: Tree, changed: readonly string[]): Promise<readonly TakenIn[]> {
  const found: TakenIn[] = [];
  for (const path of changed) {
    const form = formOf({ name: path, text: "" });
    const text = (form === "json" || form === "yaml") && tree.has(path) ? await textIn(tree, path) : null;
    if (text === null) continue;
    const document = { name: path, text };
    const nested = nestedIn(document).filter(({ isByTool }) => !isByTool);
    for (const one of [...nested, ...includedIn(document), ...resourcesTakenIn(document)])
      found.push({ ...one, path, text, file: one.child === null ? null : templateAt(one.child, path, tree) });
  }
  return found;
}

/** Templates of a side that cannot be read to their end. */
async function brokenIn(tree: Tree, changed: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of changed) {
    if (formOf({ name: path, text: "" }) !== "yaml" || !tree.has(path)) continue;
    const text = await textIn(tree, path);
    if (text?.includes("AWS::") && parseYaml(text).problems.length > 0) found.push(text);
  }
  return found;
}
