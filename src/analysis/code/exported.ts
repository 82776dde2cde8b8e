/** What a file of JavaScript or TypeScript gives others besides what it declares with a name: its default, and names of other files. */
import { childOf, partsOf, type SyntaxNode } from "../source/syntax-tree";
import type { CodeFile } from "./code-file";

/** Where a name is from that a file hands on. */
export interface HandedOn {
  /** Null: the file declares it by that name itself. */
  readonly specifier: string | null;
  readonly name: string;
}

const known = new WeakMap<CodeFile, SyntaxNode | null>();

/** `export default { … }` and `module.exports = { … }`; null where the file has none. */
export function defaultOf(file: CodeFile): SyntaxNode | null {
  let found = known.get(file);
  if (found === undefined) known.set(file, (found = defaultIn(file)));
  return found;
}

function defaultIn(file: CodeFile): SyntaxNode | null {
  for (const statement of partsOf(file.tree.root)) {
    if (statement.type === "export_statement") {
      const value = childOf(statement, "value");
      if (value) return value;
    }
    const assignment = statement.type === "expression_statement" ? partsOf(statement)[0] : undefined;
    const left = assignment?.type === "assignment_expression" ? childOf(assignment, "left") : null;
    if (left && file.name(left) === "module.exports") return childOf(assignment!, "right");
  }
  return null;
}

/** `export { A as B } from "./a"`, `export * from "./a"`: where a name may be from, each that says so. */
export function handedOn(file: CodeFile, name: string): readonly HandedOn[] {
  return exportsOf(file).flatMap(({ specifier, all, parts }): HandedOn[] => {
    if (all) return specifier === null ? [] : [{ specifier, name }];
    return parts.flatMap((part) =>
      part.as === name && (specifier !== null || part.as !== part.name) ? [{ specifier, name: part.name }] : [],
    );
  });
}

/** What a file hands on by another name: its own by the new one. */
export function handedOnAs(file: CodeFile): ReadonlyMap<string, string> {
  return new Map(exportsOf(file).flatMap(({ parts }) => parts.map(({ as, name }) => [as, name] as const)));
}

interface Exports {
  readonly specifier: string | null;
  /** `*` */
  readonly all: boolean;
  readonly parts: readonly { readonly as: string; readonly name: string }[];
}

const read = new WeakMap<CodeFile, readonly Exports[]>();

function exportsOf(file: CodeFile): readonly Exports[] {
  let found = read.get(file);
  if (!found) {
    const statements = partsOf(file.tree.root).filter(({ type }) => type === "export_statement");
    found = statements.map((statement) => {
      const source = childOf(statement, "source");
      const clause = statement.children.find(({ type }) => type === "export_clause");
      const parts = (clause ? partsOf(clause) : []).flatMap((part) => {
        const own = childOf(part, "name");
        return own ? [{ as: file.text(childOf(part, "alias") ?? own), name: file.text(own) }] : [];
      });
      const all = statement.children.some(({ type }) => type === "*");
      return { specifier: source ? file.text(source).slice(1, -1) : null, all, parts };
    });
    read.set(file, found);
  }
  return found;
}
