/** Where the values of a program stand: what takes each of them. */
import type { CodeFile } from "../../code/code-file";
import type { Argument, Call, Entry } from "../../code/language";
import type { Binding } from "../../code/scopes";
import { lazily } from "../../lazily";
import type { SyntaxNode } from "../../source/syntax-tree";

export type Place =
  | { readonly kind: "argument"; readonly call: Call; readonly node: SyntaxNode; readonly argument: Argument }
  | { readonly kind: "entry"; readonly entry: Entry; readonly object: SyntaxNode }
  | { readonly kind: "variable"; readonly binding: Binding }
  | { readonly kind: "assigned"; readonly target: SyntaxNode; readonly statement: SyntaxNode };

export class Places {
  /** Read when the first is asked for: most code makes no credentials. */
  private readonly known = lazily(() => this.readAll());

  constructor(private readonly code: CodeFile) {}

  of(value: SyntaxNode): Place | undefined {
    return this.known().get(this.code.language.unwrap(value));
  }

  private readAll(): ReadonlyMap<SyntaxNode, Place> {
    const { tree, scopes, language } = this.code;
    const known = new Map<SyntaxNode, Place>();
    for (const node of tree.nodes) this.read(node, known);
    for (const binding of scopes.bindings) {
      const { constant } = binding;
      if (constant?.path.length === 0) known.set(language.unwrap(constant.value!), { kind: "variable", binding });
    }
    return known;
  }

  private read(node: SyntaxNode, known: Map<SyntaxNode, Place>): void {
    const put = (value: SyntaxNode, place: Place) => {
      const plain = this.code.language.unwrap(value);
      if (!known.has(plain)) known.set(plain, place);
    };
    const call = this.code.call(node);
    for (const argument of call?.arguments ?? [])
      put(argument.value, { kind: "argument", call: call!, node, argument });
    for (const entry of this.code.language.entries(this.code.tree, node) ?? [])
      put(entry.value, { kind: "entry", entry, object: node });
    const assigned = this.code.assignment(node);
    if (assigned)
      put(assigned.value, {
        kind: "assigned",
        target: assigned.target,
        statement: node.parent?.type === "expression_statement" ? node.parent : node,
      });
  }
}
