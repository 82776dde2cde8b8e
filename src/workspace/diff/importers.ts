/** Programs of AWS CDK that are the same on both sides and import, also by way of other files, what stands for something else now. */
import { posix } from "node:path";

import { isCdkForm, isOfCdk } from "../../analysis/change/cdk/program";
import { changedContext, contextIn } from "../../analysis/change/code/context-values";
import { anyName, changedValues, valuesMadeOf } from "../../analysis/change/code/exported-values";
import { type CodeFile, codeOf } from "../../analysis/code/code-file";
import { addTo } from "../../analysis/group-by";
import { type Form, formOf } from "../../analysis/source/forms";
import { Source } from "../../analysis/source/source";
import { isTestFile } from "../../analysis/source/test-files";
import { loadParsers } from "../../data/grammars";
import { importedBy } from "./imports";
import { folderOf, type Tree } from "./tree";

/** Files of code that are looked through, and characters of one: what is longer was made by a machine. */
const mostRead = 5000;
const longest = 200_000;
/** Files that a program is made of, one importing another. */
const mostFiles = 1000;
/** What says which packages a folder has, and that AWS CDK is one of them. */
const manifest =
  /(?:^|\/)(?:cdk|package)\.json$|(?:^|\/)(?:requirements[\w.-]{0,50}\.(?:txt|in)|pyproject\.toml|setup\.(?:py|cfg)|Pipfile)$/;
const mostManifests = 300;
/** How programs ask for their context. */
const asking = new Set(["tryGetContext", "try_get_context", "getContext", "get_context"]);

/** What may say something in place of a class of a program. */
const extending = /\bclass[ \t]{1,20}\w{1,100}(?:[ \t]{1,20}extends\b|\()/;
/** `export * from "./names"` */
const handsOnAll = /\bexport[ \t]{1,20}\*|\bimport[ \t]{1,20}\*\s{0,20}(?:#|$)/m;

/** What the CDK runs a program with. */
export const contextFile = "cdk.json";

type Reads = (path: string) => Promise<string | null>;

/** @param textsOf what the two states have of a path */
export async function importersOf(
  tree: Tree,
  changed: readonly string[],
  textOf: Reads,
  textBefore: Reads,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const mayTell = changed.filter((path) => isOfProgram(path) && tree.has(path));
  const contexts = await contextsChanged(tree, changed, textOf, textBefore);
  if (mayTell.length + contexts.size === 0) return [];
  const { importers, programs, files } = await programsOf(tree, textOf, signal);
  const open: { readonly path: string; readonly names: ReadonlySet<string> }[] = [];
  for (const path of mayTell) {
    if (signal?.aborted) return [];
    if (!importers.has(path)) continue;
    const [old, current] = [await codeIn(path, await textBefore(path)), await codeIn(path, await textOf(path))];
    if (old && current) open.push({ path, names: changedValues(old, current) });
  }
  const found = new Set<string>();
  for (const path of contexts.size > 0 ? files : []) {
    const text = await textOf(path);
    const asked = [...contexts].filter(
      ([folder, keys]) => isBelow(path, folder) && contextIn(text ?? "").some((key) => keys.has(key)),
    );
    const file = asked.length > 0 ? await codeIn(path, text) : null;
    if (!file) continue;
    if (programs.has(path)) found.add(path);
    open.push({ path, names: valuesMadeOf(file, asking, new Set()) });
  }
  const known = new Map<string, Set<string>>();
  for (let one = open.pop(); one; one = open.pop()) {
    if (signal?.aborted) return [];
    const before = known.get(one.path) ?? new Set<string>();
    const names = new Set([...one.names].filter((name) => !before.has(name)));
    known.set(one.path, new Set([...before, ...names]));
    if (names.size === 0) continue;
    for (const { path, specifier } of importers.get(one.path) ?? []) {
      const text = (await textOf(path)) ?? "";
      if (!names.has(anyName) && !handsOnAll.test(text) && !wordsIn(text).some((word) => names.has(word))) continue;
      if (programs.has(path) || extending.test(text)) found.add(path);
      const file = await codeIn(path, text);
      if (file) open.push({ path, names: valuesMadeOf(file, names, new Set([specifier])) });
    }
  }
  return [...found];
}

function isOfProgram(path: string): boolean {
  return isCdkForm(formOf({ name: path, text: "" })) && !isTestFile(path) && !path.includes("node_modules/");
}

function wordsIn(text: string): readonly string[] {
  return text.match(/[A-Za-z_$][\w$]*/g) ?? [];
}

function isBelow(path: string, folder: string): boolean {
  return folder === "" || path.startsWith(`${folder}/`);
}

/** By the folders of programs the keys of their context that differ. */
async function contextsChanged(tree: Tree, changed: readonly string[], textOf: Reads, textBefore: Reads) {
  const found = new Map<string, ReadonlySet<string>>();
  for (const path of changed.filter((one) => posix.basename(one) === contextFile && tree.has(one))) {
    const [old, current] = [await textBefore(path), await textOf(path)];
    const keys = old === null || current === null ? new Set<string>() : changedContext(asNamed(old), asNamed(current));
    if (keys.size > 0) found.set(folderOf(path), keys);
  }
  return found;
}

function asNamed(text: string) {
  return { name: contextFile, text };
}

interface Importer {
  readonly path: string;
  readonly specifier: string;
}

/** The programs of a repository, and by the paths of the files that they are made of those that import each. */
async function programsOf(tree: Tree, textOf: Reads, signal?: AbortSignal) {
  const importers = new Map<string, Importer[]>();
  const programs = new Set<string>();
  const folders = await foldersWithCdk(tree, textOf);
  const isWithin = (path: string) => folders.some((folder) => isBelow(path, folder));
  const own = folders.length > 0 ? tree.paths.filter((path) => isWithin(path) && isOfProgram(path)) : [];
  for (const path of own.slice(0, mostRead)) {
    if (signal?.aborted) break;
    const text = await textOf(path);
    if (text !== null && text.length <= longest && isOfCdk(text)) programs.add(path);
  }
  // A set grows while it is gone through.
  const files = new Set(programs);
  for (const path of files) {
    const text = await textOf(path);
    if (text === null || text.length > longest) continue;
    for (const one of importedBy(path, text, tree)) {
      if (one.path === path) continue;
      addTo(importers, one.path, { path, specifier: one.specifier });
      if (files.size < mostFiles) files.add(one.path);
    }
  }
  return { importers, programs, files };
}

/** The folders whose packages are those of a program, without those below one; all of a repository that says nothing of packages. */
async function foldersWithCdk(tree: Tree, textOf: Reads): Promise<readonly string[]> {
  const all = tree.paths.filter((path) => manifest.test(path) && !path.includes("node_modules/"));
  const found: string[] = all.length === 0 ? [""] : [];
  for (const path of all.slice(0, mostManifests))
    if (posix.basename(path) === contextFile || isOfCdk((await textOf(path)) ?? "")) found.push(folderOf(path));
  return [...new Set(found)].filter(
    (folder) => !found.some((other) => other !== folder && (other === "" || folder.startsWith(`${other}/`))),
  );
}

async function codeIn(path: string, text: string | null): Promise<CodeFile | null> {
  const form: Form = formOf({ name: path, text: text ?? "" });
  if (text === null || text.length > longest || !isCdkForm(form)) return null;
  return codeOf(new Source({ name: path, text }, await loadParsers([form])));
}
