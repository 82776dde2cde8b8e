/** One file as it is followed: its functions, classes, returns and calls, each found once. */
import type { CodeFile } from "../code/code-file";
import { addTo } from "../group-by";
import type { SyntaxNode, SyntaxTree } from "../source/syntax-tree";
import type { CallSyntax, ClassSyntax, Exported, FunctionSyntax, StoredItem, Syntax } from "./syntax";

export class ReadFile {
  readonly functions = new Map<SyntaxNode, FunctionSyntax>();
  readonly classes = new Map<SyntaxNode, ClassSyntax>();
  readonly returns = new Map<SyntaxNode, SyntaxNode[]>();
  readonly calls = new Map<SyntaxNode, CallSyntax>();
  readonly callsByName = new Map<string, CallSyntax[]>();
  readonly typesByName = new Map<string, SyntaxNode>();
  readonly topNames = new Map<string, SyntaxNode>();
  /** Functions outside of classes, where calls name them and no value holds them. */
  readonly topFunctions = new Map<string, SyntaxNode>();
  /** Methods that stand outside of their types, by the name of the type. */
  readonly methods = new Map<string, { readonly name: string; readonly node: SyntaxNode }[]>();
  /** The types of what a macro declares for the whole program, by name. */
  readonly madeOnce = new Map<string, string>();
  /** What is put into dictionaries, maps and lists. */
  readonly stored: StoredItem[] = [];
  private exported: ReadonlyMap<string, Exported> | null = null;

  constructor(
    readonly name: string,
    readonly code: CodeFile,
    readonly syntax: Syntax,
    /** The file that a module specifier means. */
    readonly resolve: (specifier: string) => ReadFile | null,
  ) {
    for (const node of this.tree.nodes) this.read(node);
    for (const binding of code.scopes.bindings) {
      const { scope, node, imported } = binding.declarations[0]!;
      if (scope === this.tree.root && imported === null) this.topNames.set(binding.name, node);
    }
  }

  get tree(): SyntaxTree {
    return this.code.tree;
  }

  get exports(): ReadonlyMap<string, Exported> {
    return (this.exported ??= this.syntax.exports(this.tree));
  }

  private read(node: SyntaxNode): void {
    const { tree, syntax } = this;
    const stored = syntax.stored?.(tree, node);
    if (stored) this.stored.push(stored);
    const call = syntax.call(tree, node);
    if (call) {
      this.calls.set(node, call);
      if (call.name !== null) addTo(this.callsByName, call.name, call);
      return;
    }
    for (const [name, of] of syntax.madeOnce?.(tree, node) ?? []) this.madeOnce.set(name, of);
    const field = syntax.fieldAssigned(tree, node);
    const members = field && this.classes.get(field.of)?.members;
    if (members) addTo(members, field.name, field.member);
    const made = syntax.function(tree, node);
    if (made) {
      this.functions.set(node, made);
      if (made.name !== null && syntax.around && !syntax.around(tree, node)) this.topFunctions.set(made.name, node);
    }
    const type = syntax.class(tree, node);
    if (type) {
      this.classes.set(node, type);
      if (type.name !== null) this.typesByName.set(type.name, node);
    }
    const method = made && syntax.methodOf?.(tree, node);
    if (method) addTo(this.methods, method.type, { name: method.name, node });
    const returned = syntax.returned(tree, node);
    if (returned) addTo(this.returns, returned.from, returned.value);
  }
}
