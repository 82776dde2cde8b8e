/** One file as it is followed: its functions, classes, returns and calls, each found once. */
import type { CodeFile } from "../code/code-file";
import { addTo } from "../group-by";
import { oncePer } from "../memo";
import type { SyntaxNode, SyntaxTree } from "../source/syntax-tree";
import type { CallSyntax, ClassSyntax, Exported, FunctionSyntax, StoredItem, Syntax } from "./syntax";

/** A file in a program: what its text has, and the other files that its names lead to. */
export class ReadFile {
  readonly functions: FileContent["functions"];
  readonly classes: FileContent["classes"];
  readonly returns: FileContent["returns"];
  readonly calls: FileContent["calls"];
  readonly callsByName: FileContent["callsByName"];
  readonly typesByName: FileContent["typesByName"];
  readonly topNames: FileContent["topNames"];
  readonly topFunctions: FileContent["topFunctions"];
  readonly methods: FileContent["methods"];
  readonly madeOnce: FileContent["madeOnce"];
  readonly stored: FileContent["stored"];
  private readonly content: FileContent;
  private readonly resolved = new Map<string, ReadFile | null>();

  /** @param find the file that a module specifier means; asked once for each */
  constructor(
    readonly name: string,
    readonly code: CodeFile,
    readonly syntax: Syntax,
    private readonly find: (specifier: string) => ReadFile | null,
  ) {
    const content = (this.content = contentOf(code, syntax));
    this.functions = content.functions;
    this.classes = content.classes;
    this.returns = content.returns;
    this.calls = content.calls;
    this.callsByName = content.callsByName;
    this.typesByName = content.typesByName;
    this.topNames = content.topNames;
    this.topFunctions = content.topFunctions;
    this.methods = content.methods;
    this.madeOnce = content.madeOnce;
    this.stored = content.stored;
  }

  /** The file that a module specifier means. */
  resolve(specifier: string): ReadFile | null {
    let found = this.resolved.get(specifier);
    if (found === undefined) this.resolved.set(specifier, (found = this.find(specifier)));
    return found;
  }

  get tree(): SyntaxTree {
    return this.code.tree;
  }

  get exports(): ReadonlyMap<string, Exported> {
    return this.content.exports;
  }
}

/** What a text has, whichever program it is part of. */
class FileContent {
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
  private readonly tree: SyntaxTree;

  constructor(
    { tree, scopes }: CodeFile,
    private readonly syntax: Syntax,
  ) {
    this.tree = tree;
    for (const node of tree.nodes) this.read(node);
    for (const binding of scopes.bindings) {
      const { scope, node, imported } = binding.declarations[0]!;
      if (scope === tree.root && imported === null) this.topNames.set(binding.name, node);
    }
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

/** A file is read once, however many programs have it. */
const contentOf = oncePer((code: CodeFile, syntax: Syntax) => new FileContent(code, syntax));
