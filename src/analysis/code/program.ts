/** The files of a program that import one another. */
import type { Imported, ProgramFile } from "../source/document";
import { type Form, formOf, isCode } from "../source/forms";
import { Source } from "../source/source";
import { childOf, type SyntaxNode } from "../source/syntax-tree";
import { type CodeFile, readCode, type Resolved } from "./code-file";

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

/** An expression of a file, and that file. */
export interface Elsewhere {
  readonly from: FileOfProgram;
  readonly node: SyntaxNode;
}

/** What stands in another file for a name that is taken from it; null for anything else. @param named what the name resolves to in its own file */
export function constantElsewhere(
  { file, imports }: FileOfProgram,
  program: Pick<Source, "parsers" | "form">,
  { base, path }: Resolved,
): Elsewhere | null {
  const binding = imports.length > 0 && file.language.isReference(base) ? file.scopes.bindingOf(base) : null;
  const imported = binding?.declarations[0]!.imported ?? null;
  const origin = imported === null ? null : originOf({ imports }, [imported, ...path].join("."), program);
  const [name, ...rest] = origin?.name.split(".") ?? [];
  const node = origin && name ? constantOf(origin.from.file, name, rest) : null;
  return origin && node ? { from: origin.from, node } : null;
}

/** What a constant of a file is, or a part of it: of a variable, of an object that it keeps, of a class. */
function constantOf(file: CodeFile, name: string, path: readonly string[]): SyntaxNode | null {
  const binding = file.scopes.bindings.find(
    ({ declarations: [one], constant }) =>
      one!.name === name && (constant || /class/.test(one!.node.parent?.type ?? "")),
  );
  const declared = binding?.declarations[0];
  const owner = declared?.node.parent;
  if (!declared || !owner) return null;
  const [first, ...rest] = path;
  if (/class/.test(owner.type)) {
    // The members of an enumeration of Python are what they are called by `value`.
    const field = first !== undefined && rest.every((one) => one === "value") ? fieldOf(file, owner, first) : null;
    return field;
  }
  let found: SyntaxNode | null = declared.path.length === 0 ? declared.value : null;
  for (const key of path) {
    const entries: ReturnType<CodeFile["entries"]> = found && file.entries(file.resolve(found).base);
    const named: readonly SyntaxNode[] = (entries ?? []).filter((one) => one.key === key).map((one) => one.value);
    found = named.length === 1 ? named[0]! : null;
  }
  return found;
}

function fieldOf(file: CodeFile, owner: SyntaxNode, name: string): SyntaxNode | null {
  const values = (childOf(owner, "body")?.children ?? []).flatMap((member) => {
    const one = member.type === "expression_statement" ? member.children[0]! : member;
    const named = childOf(one, "name") ?? childOf(one, "left");
    const value = childOf(one, "value") ?? childOf(one, "right");
    const isStatic = one.type === "assignment" || one.children.some(({ type }) => type === "static");
    return named && value && isStatic && file.text(named) === name ? [value] : [];
  });
  return values.length === 1 ? values[0]! : null;
}
