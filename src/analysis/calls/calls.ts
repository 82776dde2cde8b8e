/** What code calls: of one file, or of several that belong together. */
import type { Catalog } from "../../catalog/catalog";
import { readCode } from "../code/code-file";
import { isCode } from "../source/forms";
import type { Grammar } from "../source/grammar";
import type { Source } from "../source/source";
import type { CodeCalls } from "./call";
import { withClients } from "./clients";
import { callsOfCommands, namesCommand } from "./commands";
import { callsIn } from "./find-calls";
import { Flow } from "./flow";
import { namesSdk } from "./gate";
import { ReadFile } from "./read-file";
import { withKeysOfProgram } from "./same-key";
import { dialects, sdks } from "./sdks/sdks";

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
  return isCode(form) && form in dialects && namesSdk(text) ? [form] : [];
}

/** Whether a document may have commands of the AWS CLI: a script, or a workflow with steps that are some. No grammar is needed for them. */
export function mayRunCommands({ text, form }: Pick<Source, "text" | "form">): boolean {
  return (form === "shell" || form === "yaml") && namesCommand(text, form === "yaml");
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
  const read = new Map<string, ReadFile>();
  const commands = new Map<string, CodeCalls>();
  for (const { source } of files)
    if (mayRunCommands(source)) commands.set(source.document.name, callsOfCommands(source.text, lent.catalog));
  if (!files.some(({ source }) => grammarsForCalls(source).length > 0)) return commands;
  for (const { source, resolve } of files) {
    const dialect = isCode(source.form) ? dialects[source.form] : undefined;
    const code =
      dialect && isCode(source.form) && !source.generated ? readCode(source.syntax(source.form), source.form) : null;
    if (!dialect || !code) continue;
    const { name } = source.document;
    const other = (specifier: string): ReadFile | null => {
      const found = resolve(specifier);
      return found === null ? null : (read.get(found) ?? null);
    };
    read.set(name, new ReadFile(name, code, dialect.syntax, other));
  }
  const flow = new Flow([...read.values()], sdks);
  const calls = new Map([...read].map(([name, file]) => [name, callsIn(file, flow, lent.catalog)] as const));
  const code = withClients(withKeysOfProgram(calls), [...read.values()], flow, lent.catalog);
  return new Map([...commands, ...code]);
}
