/** The files that a program of AWS CDK imports, whether they have changed or not: what its classes and names are stands there. */
import { isCdkForm, isOfCdk } from "../../analysis/change/cdk/program";
import type { Imported, ProgramFile } from "../../analysis/source/document";
import { formOf } from "../../analysis/source/forms";
import { importedBy } from "./imports";
import type { Tree } from "./tree";

/** So many files are read. */
const mostFiles = 500;
/** Characters of a file: what is longer was made by a machine. */
const longest = 200_000;
/** Imports of what is imported. */
const deepest = 4;

type Reads = (path: string) => Promise<string | null>;

/** Asked with a path and its text, and whether a program is known to be made of it, though it does not name CDK itself. */
export type ImportsOf = (path: string, text: string, isOfProgram?: boolean) => Promise<readonly Imported[]>;

/** What a file imports; each file is read once. @param textOf what a file of the tree says */
export function importsOf(tree: Tree, textOf: Reads): ImportsOf {
  const known = new Map<string, ProgramFile>();
  const read = async (path: string, deep: number): Promise<ProgramFile | null> => {
    const before = known.get(path);
    if (before) return before;
    const text = known.size < mostFiles ? await textOf(path) : null;
    if (text === null || text.length > longest) return null;
    const imports: Imported[] = [];
    const file = { name: path, text, imports };
    known.set(path, file);
    if (deep < deepest) imports.push(...(await of(path, text, deep + 1)));
    return file;
  };
  const of = async (path: string, text: string, deep: number): Promise<readonly Imported[]> => {
    const found: Imported[] = [];
    for (const one of importedBy(path, text, tree)) {
      const file = one.path === path ? null : await read(one.path, deep);
      if (file) found.push({ specifier: one.specifier, file });
    }
    return found;
  };
  return async (path, text, isOfProgram = isOfCdk(text)) =>
    isOfProgram && isCdkForm(formOf({ name: path, text })) ? of(path, text, 1) : [];
}
