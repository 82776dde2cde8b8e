/** What the search for dead code and for key uses has to know of a language. */
import type { SyntaxNode, SyntaxTree } from "../source/syntax-tree";

/** A name that the code brings into being. */
export interface Declaration {
  readonly name: string;
  /** The identifier. */
  readonly node: SyntaxNode;
  /** Where the name is known. */
  readonly scope: SyntaxNode;
  /** What takes it away when it goes unused: a declarator, an import, an entry of a pattern. Null where it has to stay. */
  readonly removal: SyntaxNode | null;
  /** What it is given; null where that cannot be told. */
  readonly value: SyntaxNode | null;
  /** Which part of the value: `const { aws: { key } } = value` has `['aws', 'key']`. */
  readonly path: readonly string[];
  /** What it is by its full name: `@aws-sdk/client-s3.S3Client`, `os.environ`; null where it is made here. */
  readonly imported: string | null;
  /** Other files may read it. */
  readonly exported: boolean;
  /** Other files of its package may read it, though few do: what takes it away is for a person to judge. */
  readonly shared?: boolean;
}

/** An entry of an object, dictionary or argument list that code may address by its key; `key` is null for what is spread in. */
export interface Entry {
  readonly key: string | null;
  readonly value: SyntaxNode;
  /** What takes it away. */
  readonly node: SyntaxNode;
}

export interface Member {
  readonly object: SyntaxNode;
  readonly key: string;
}

/** What a call is given; `node` takes it away, `name` is the one it is given by. */
export interface Argument {
  readonly name: string | null;
  readonly value: SyntaxNode;
  readonly node: SyntaxNode;
}

/** A call, or a construction: that of `new T(…)` is called `new` and called on `T`. */
export interface Call {
  /** What it is called on: an object, a class, a package. */
  readonly of: SyntaxNode | null;
  readonly name: string;
  readonly arguments: readonly Argument[];
}

export interface Language {
  declarations(tree: SyntaxTree): Declaration[];
  /** Whether an identifier reads or writes a variable (declarations aside). */
  isReference(node: SyntaxNode): boolean;
  /** Whether a reference gives the variable a new value. */
  isWritten(reference: SyntaxNode): boolean;
  /** Whether a scope's names are not seen from the functions inside of it (Python's classes). */
  isClosed(scope: SyntaxNode): boolean;
  /** Takes away what does not change a value: parentheses, `as string`, `!`. */
  unwrap(expression: SyntaxNode): SyntaxNode;
  /** The entries of an object or dictionary; null where the expression is none. */
  entries(tree: SyntaxTree, expression: SyntaxNode): Entry[] | null;
  /** `object.key` or `object['key']`; null where the expression is none, or the key is computed. */
  member(tree: SyntaxTree, expression: SyntaxNode): Member | null;
  /** What stands between the quotes of a string, and where; null where the expression is none, or has holes. */
  literal(tree: SyntaxTree, expression: SyntaxNode): { readonly text: string; readonly start: number } | null;
  /** A string with `*` in place of what is known only when it runs; null where the expression is none. */
  template(tree: SyntaxTree, expression: SyntaxNode): string | null;
  /** What an expression comes to, one or another: the sides of `a || b`, the branches of a condition, the text in `text.trim()`. Null where it is no choice. */
  choices(tree: SyntaxTree, expression: SyntaxNode): SyntaxNode[] | null;
  /** The module that an expression loads: `require('x')`, `await import('x')`. */
  loadedModule(tree: SyntaxTree, expression: SyntaxNode): string | null;
  /** The parts that a pattern takes out of this expression; null where all of it is read. */
  takenApart(
    tree: SyntaxTree,
    expression: SyntaxNode,
  ): { readonly path: readonly string[]; readonly node: SyntaxNode }[] | null;
  /** Whether computing the expression does nothing else. */
  isPure(tree: SyntaxTree, expression: SyntaxNode): boolean;
  /** Types of nodes whose parts are separated by commas. */
  readonly lists: ReadonlySet<string>;
  /** Types of nodes whose parts are statements. */
  readonly blocks: ReadonlySet<string>;
  /** What stands in place of a block that became empty; null where it may be. */
  readonly emptyBlock: string | null;
  /** Whether a call can do without this argument, which became empty options. */
  mayDropArgument(tree: SyntaxTree, argument: SyntaxNode): boolean;
  /** What else goes when a list has lost all of its parts: the declaration without declarators, the import without names. Null where it may be empty. */
  wholeOf(tree: SyntaxTree, emptied: SyntaxNode): SyntaxNode | null;
  /** Null where the expression is no call. */
  call?(tree: SyntaxTree, expression: SyntaxNode): Call | null;
  /** `target = value`; null where the expression is no assignment of one value. */
  assignment?(
    tree: SyntaxTree,
    expression: SyntaxNode,
  ): { readonly target: SyntaxNode; readonly value: SyntaxNode } | null;
  /** The type of an object that is written with its entries: `aws.Config{…}`, `new Options { … }`. */
  typeOf?(expression: SyntaxNode): SyntaxNode | null;
  /** Where a name is looked up, if not where it stands: that of `this.name` in the class. */
  lookFrom?(reference: SyntaxNode): SyntaxNode | null;
  /** Whether code in which nothing reads this name is not compiled. */
  unreadBreaks?(declaration: Declaration): boolean;
}
