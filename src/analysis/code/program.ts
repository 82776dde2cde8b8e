/** The files of a program that import one another. */
import type { Imported, ProgramFile } from "../source/document";
import { type Form, formOf, isCode } from "../source/forms";
import { Source } from "../source/source";
import { childOf, longestName, type SyntaxNode } from "../source/syntax-tree";
import { type CodeFile, readCode, type Resolved } from "./code-file";
import { defaultOf, handedOn } from "./exported";
import type { Declaration } from "./language";

/** A file, and what it imports. */
export interface FileOfProgram {
  readonly file: CodeFile;
  readonly imports: readonly Imported[];
  /** The document that it is, where another file led to it. */
  readonly source?: Source;
}

/** A file that a name comes from, and what is left of the name there: `Table` of `./table.Table`; empty for the whole file. */
export interface Origin {
  readonly from: FileOfProgram;
  readonly name: string;
}

const known = new WeakMap<ProgramFile, { readonly file: CodeFile | null; readonly source: Source }>();
/** Files that only hand a name on. */
const farthest = 6;

/** Where a name is from that a file imports; null where the file is not known. @param imported `./table.Table` */
export function originOf(
  { imports }: Pick<FileOfProgram, "imports">,
  imported: string,
  { parsers, form }: Pick<Source, "parsers" | "form">,
): Origin | null {
  const named = imports.filter(({ specifier }) => imported === specifier || imported.startsWith(`${specifier}.`));
  const longest = Math.max(...named.map(({ specifier }) => specifier.length));
  const found = named.find(({ specifier }) => specifier.length === longest);
  const read = found ? readFile(found.file, parsers, form) : null;
  if (!found || !read?.file) return null;
  const from = { file: read.file, imports: found.file.imports, source: read.source };
  return { from, name: imported.slice(longest + 1) };
}

/** A file with its names; null where its grammar is not the one that was loaded for the file that asks. */
export function fileOf(one: ProgramFile, parsers: Source["parsers"], askedBy: Form): CodeFile | null {
  return readFile(one, parsers, askedBy)?.file ?? null;
}

function readFile(one: ProgramFile, parsers: Source["parsers"], askedBy: Form) {
  let read = known.get(one);
  if (read === undefined) {
    const source = new Source({ name: one.name, text: one.text, imports: one.imports }, parsers);
    const { form } = source;
    if (form !== askedBy || !isCode(form)) return null;
    known.set(one, (read = { file: readCode(source.syntax(form), form), source }));
  }
  return formOf(one) === askedBy ? read : null;
}

/** An expression of a file, and that file. */
export interface Elsewhere {
  readonly from: FileOfProgram;
  readonly node: SyntaxNode;
}

/** What a file has for a name at its top, and the members that are read of it. */
type Finds = (file: CodeFile, name: string, path: readonly string[]) => SyntaxNode | null;

/** What stands in another file for a name that is taken from it; null for anything else. @param named what the name resolves to in its own file @param finds what counts there: constants, where nothing else is said */
export function constantElsewhere(
  { file, imports }: FileOfProgram,
  program: Pick<Source, "parsers" | "form">,
  { base, path }: Resolved,
  finds: Finds = constantOf,
): Elsewhere | null {
  const binding = imports.length > 0 && file.language.isReference(base) ? file.scopes.bindingOf(base) : null;
  const imported = binding?.declarations[0]!.imported ?? null;
  if (imported === null || imported.length + path.length > longestName) return null;
  return namedElsewhere({ imports }, [imported, ...path].join("."), program, finds, 0);
}

function namedElsewhere(
  here: Pick<FileOfProgram, "imports">,
  imported: string,
  program: Pick<Source, "parsers" | "form">,
  finds: Finds,
  depth: number,
): Elsewhere | null {
  const origin = originOf(here, imported, program);
  if (!origin || depth > farthest) return null;
  const { from, name } = origin;
  const [first = "", ...rest] = name.split(".");
  const whole = defaultOf(from.file);
  const steps = first === "default" || first === "" ? rest : [first, ...rest];
  const node = (first === "" ? null : finds(from.file, first, rest)) ?? (whole && partAt(from.file, whole, steps));
  if (node) return { from, node };
  for (const next of handedOn(from.file, first)) {
    const own = next.specifier === null ? finds(from.file, next.name, rest) : null;
    const found = own
      ? { from, node: own }
      : next.specifier === null
        ? null
        : namedElsewhere(from, [next.specifier, next.name, ...rest].join("."), program, finds, depth + 1);
    if (found) return found;
  }
  // What Python imports others may import again.
  const again = from.file.scopes.bindings.find(
    ({ declarations: [one] }) => one!.name === first && isAtTop(from.file, one!),
  );
  const there = again?.declarations[0]!.imported;
  return there == null ? null : namedElsewhere(from, [there, ...rest].join("."), program, finds, depth + 1);
}

/** Whether others may take a name. */
export function isAtTop({ tree }: CodeFile, { scope }: Pick<Declaration, "scope">): boolean {
  return scope === tree.root;
}

/** What a constant of a file is, or a part of it: of a variable, of an object that it keeps, of a class or enumeration. */
function constantOf(file: CodeFile, name: string, path: readonly string[]): SyntaxNode | null {
  const binding = file.scopes.bindings.find(
    ({ declarations: [one], constant }) =>
      one!.name === name && isAtTop(file, one!) && (constant || /class|enum/.test(one!.node.parent?.type ?? "")),
  );
  const declared = binding?.declarations[0];
  const owner = declared?.node.parent;
  if (!declared || !owner) return null;
  const [first, ...rest] = path;
  if (/class|enum/.test(owner.type)) {
    // The members of an enumeration of Python are what they are called by `value`.
    const field = first === undefined ? null : fieldOf(file, owner, first);
    return field && rest.every((one) => one === "value") ? field : field && partAt(file, field, rest);
  }
  const whole = declared.value && declared.path.length === 0 ? declared.value : null;
  return whole && partAt(file, whole, path);
}

/** What stands in an object at a path; null where it does not say so. */
function partAt(file: CodeFile, whole: SyntaxNode, path: readonly string[]): SyntaxNode | null {
  let found: SyntaxNode | null = whole;
  for (const key of path) {
    const base: SyntaxNode | null = found && file.resolve(found).base;
    const isFrozen: boolean = base !== null && file.calledName(base) === "freeze";
    const entries: ReturnType<CodeFile["entries"]> =
      base && file.entries(isFrozen ? (file.argumentsOf(base)[0] ?? base) : base);
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
    const isStatic =
      one.type === "assignment" || one.type === "enum_assignment" || one.children.some(({ type }) => type === "static");
    return named && value && isStatic && file.text(named) === name ? [value] : [];
  });
  return values.length === 1 ? values[0]! : null;
}
