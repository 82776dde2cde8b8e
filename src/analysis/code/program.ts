/** The files of a program that import one another. */
import type { Imported, ProgramFile } from "../source/document";
import { type Form, formOf, isCode } from "../source/forms";
import { Source } from "../source/source";
import { type CodeFile, readCode } from "./code-file";

/** A file, and what it imports. */
export interface FileOfProgram {
  readonly file: CodeFile;
  readonly imports: readonly Imported[];
}

/** A file that a name comes from, and what is left of the name there: `Table` of `./table.Table`; empty for the whole file. */
export interface Origin {
  readonly from: FileOfProgram;
  readonly name: string;
}

const known = new WeakMap<ProgramFile, CodeFile | null>();

/** Where a name is from that a file imports; null where the file is not known. @param imported `./table.Table` */
export function originOf(
  { imports }: Pick<FileOfProgram, "imports">,
  imported: string,
  { parsers, form }: Pick<Source, "parsers" | "form">,
): Origin | null {
  const named = imports.filter(({ specifier }) => imported === specifier || imported.startsWith(`${specifier}.`));
  const longest = Math.max(...named.map(({ specifier }) => specifier.length));
  const found = named.find(({ specifier }) => specifier.length === longest);
  const file = found ? fileOf(found.file, parsers, form) : null;
  if (!found || !file) return null;
  return { from: { file, imports: found.file.imports }, name: imported.slice(longest + 1) };
}

/** A file with its names; null where its grammar is not the one that was loaded for the file that asks. */
export function fileOf(one: ProgramFile, parsers: Source["parsers"], askedBy: Form): CodeFile | null {
  let file = known.get(one);
  if (file === undefined) {
    const source = new Source({ name: one.name, text: one.text }, parsers);
    const { form } = source;
    if (form !== askedBy || !isCode(form)) return null;
    known.set(one, (file = readCode(source.syntax(form), form)));
  }
  return formOf(one) === askedBy ? file : null;
}
