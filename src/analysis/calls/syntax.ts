/** What following values has to know of how a language is written, beside what `analysis/code` says. */
import type { Declaration } from "../code/language";
import type { SyntaxNode, SyntaxTree } from "../source/syntax-tree";
import type { ImportedModule } from "./call";

export interface GivenArgument {
  readonly name: string | null;
  readonly value: SyntaxNode;
  /** Several arguments, or the entries of an object, are spread in here. */
  readonly isSpread: boolean;
}

export interface CallSyntax {
  readonly node: SyntaxNode;
  /** What is called: a name, a member of something; null in languages where a method is no value. */
  readonly callee: SyntaxNode | null;
  /** What the method is called on; null for a function. */
  readonly of: SyntaxNode | null;
  /** Null where it is computed: `client[name]()`. */
  readonly name: string | null;
  /** The part that a person would point at. */
  readonly nameNode: SyntaxNode;
  readonly arguments: readonly GivenArgument[];
  readonly isNew: boolean;
}

export interface Parameter {
  /** The identifier that it declares, or the pattern. */
  readonly name: string;
  readonly type: SyntaxNode | null;
  readonly byDefault: SyntaxNode | null;
}

export interface FunctionSyntax {
  readonly node: SyntaxNode;
  /** The name that calls of it use; null where it has none. */
  readonly name: string | null;
  /** Without `self`. */
  readonly parameters: readonly Parameter[];
  /** An expression that is all of its body: `() => client`. */
  readonly expression: SyntaxNode | null;
  readonly returnType: SyntaxNode | null;
  /** Read like a field: `@property`, `get client()`. */
  readonly isProperty: boolean;
  /** The class whose constructor it is. */
  readonly constructs: SyntaxNode | null;
}

/** What a class has under a name: a method, a value that is assigned somewhere, or a type that is declared. */
export type MemberSyntax =
  | { readonly kind: "method"; readonly node: SyntaxNode }
  | { readonly kind: "value"; readonly node: SyntaxNode; readonly path?: readonly string[] }
  | { readonly kind: "type"; readonly node: SyntaxNode };

export interface ClassSyntax {
  readonly node: SyntaxNode;
  readonly name: string | null;
  readonly bases: readonly SyntaxNode[];
  readonly members: Map<string, MemberSyntax[]>;
}

/** Where the value of a name comes from, where the declaration does not say it. */
export interface Origin {
  readonly value: SyntaxNode;
  /** One of many: of a loop. */
  readonly isElement: boolean;
  readonly path: readonly string[];
}

/** A parameter that a name was declared as. */
export interface ParameterPlace {
  readonly of: SyntaxNode;
  /** Counted without `self`. */
  readonly index: number;
  readonly path: readonly string[];
}

/** What stands behind a name that a module exports: an expression, a declaration's name, or a name of another module. */
export type Exported = { readonly node: SyntaxNode } | { readonly specifier: string; readonly name: string | null };

/** A name that is imported: of which module, and which of its names; null for the module as a whole, `default` for its default. */
export interface ImportedName {
  readonly specifier: string;
  readonly name: string | null;
}

/** Something that is put into a dictionary, a map or a list: `clients[name] = client`, `clients.set(name, client)`. */
export interface StoredItem {
  readonly container: SyntaxNode;
  /** Null for one that stands behind the others. */
  readonly key: SyntaxNode | null;
  readonly value: SyntaxNode;
}

export interface Syntax {
  /** `container[key]`, where the key is an expression. */
  item?(tree: SyntaxTree, node: SyntaxNode): { readonly container: SyntaxNode; readonly key: SyntaxNode } | null;
  /** What a node puts into a container. */
  stored?(tree: SyntaxTree, node: SyntaxNode): StoredItem | null;
  call(tree: SyntaxTree, node: SyntaxNode): CallSyntax | null;
  function(tree: SyntaxTree, node: SyntaxNode): FunctionSyntax | null;
  class(tree: SyntaxTree, node: SyntaxNode): ClassSyntax | null;
  /** The class whose instance an expression is: `this`, `self`; null where it is none. */
  self(tree: SyntaxTree, node: SyntaxNode): SyntaxNode | null;
  /** The type whose instance an expression is, where methods stand outside of it: `self` in an `impl`. */
  selfType?(tree: SyntaxTree, node: SyntaxNode): SyntaxNode | null;
  /** A name that is written out and needs no import: `Aws\Sdk`. */
  fullName?(tree: SyntaxTree, node: SyntaxNode): string | null;
  /** The class around a place, where its methods are called without saying on what. */
  around?(tree: SyntaxTree, node: SyntaxNode): SyntaxNode | null;
  /** Of a method that stands outside of its type: of which, and how it is called. */
  methodOf?(tree: SyntaxTree, node: SyntaxNode): { readonly type: string; readonly name: string } | null;
  /** What has the same value: in `await x` it is `x`. */
  same(tree: SyntaxTree, node: SyntaxNode): SyntaxNode | null;
  /** `object.key`, where the language's own answer leaves something out; null for what it says itself. */
  member?(tree: SyntaxTree, node: SyntaxNode): { readonly object: SyntaxNode; readonly key: string } | null;
  /** The type that a declaration is given. */
  typeOf(tree: SyntaxTree, declaration: Declaration): SyntaxNode | null;
  /** The types that an annotation may mean: of `S3Client | null` and `Promise<S3Client>` it is `S3Client`. */
  typeNames(tree: SyntaxTree, type: SyntaxNode): readonly SyntaxNode[];
  /** Names that a macro declares for the whole program, each with the name of its type. */
  madeOnce?(tree: SyntaxTree, node: SyntaxNode): readonly (readonly [name: string, type: string])[];
  /** How the documentation of a function describes one of its parameters. */
  documentation?(tree: SyntaxTree, declaration: Declaration): string | null;
  origin(tree: SyntaxTree, declaration: Declaration): Origin | null;
  parameter(tree: SyntaxTree, declaration: Declaration): ParameterPlace | null;
  /** What a reference on the left of an assignment is given. */
  assigned(tree: SyntaxTree, reference: SyntaxNode): SyntaxNode | null;
  /** `this.client = value`, in which class. */
  fieldAssigned(
    tree: SyntaxTree,
    node: SyntaxNode,
  ): { readonly of: SyntaxNode; readonly name: string; readonly member: MemberSyntax } | null;
  /** The function that a `return` belongs to, and what it returns. */
  returned(tree: SyntaxTree, node: SyntaxNode): { readonly from: SyntaxNode; readonly value: SyntaxNode } | null;
  /** A text with what is put in; null where the expression is none. */
  stretches(tree: SyntaxTree, node: SyntaxNode): readonly (string | SyntaxNode)[] | null;
  imported(tree: SyntaxTree, declaration: Declaration): ImportedName | null;
  imports(tree: SyntaxTree): readonly ImportedModule[];
  /** By name; `default` is the default of a module. */
  exports(tree: SyntaxTree): ReadonlyMap<string, Exported>;
  /** A name may be a method that is called without parentheses. */
  readonly readsByCalling?: boolean;
  /** How methods of a class call it. */
  readonly ownClass?: readonly string[];
  /** Whose names a file sees without an import: the types of all files, or what stands at the top of those in its folder. */
  readonly sees?: "types" | "folder";
  /** Modules all of whose names are exported again. */
  exportsAgain(tree: SyntaxTree): readonly string[];
}
