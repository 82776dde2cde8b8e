/** What is asked of a compiled program: which parts of it certainly run when its handler does. Where a name may mean several functions, none counts. */
import type { SyntaxNode, SyntaxTree } from "../source/syntax-tree";
import type { Span } from "../text";

export interface CompiledFile {
  /** Absolute, with the folder of its package. */
  readonly name: string;
  readonly tree: SyntaxTree;
  /** The file that an import means; null for what is not in the program. */
  readonly resolve: (specifier: string) => string | null;
  /** Where the names of calls of an SDK begin: they name no method of the program. */
  readonly ofSdk: ReadonlySet<number>;
}

export type IsReached = (file: string, span: Span) => boolean;

/** The smallest of nested nodes that has a place; `nodes` in the order of the text. */
export function innermost<One extends { readonly node: SyntaxNode }>(nodes: readonly One[], span: Span): One | null {
  return nodes.findLast(({ node }) => node.start <= span.start && span.end <= node.end) ?? null;
}

/** All that can be got to from the first. */
export function closure<One>(first: Iterable<One>, next: (one: One) => Iterable<One>): ReadonlySet<One> {
  const reached = new Set(first);
  for (const one of reached) for (const other of next(one)) reached.add(other);
  return reached;
}
