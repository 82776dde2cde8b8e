/** The expressions, statements and functions around a node. */
import type { CodeFile } from "../../code/code-file";
import type { SyntaxNode } from "../../source/syntax-tree";

/** An expression with the parentheses around it. */
export function outermost(code: CodeFile, expression: SyntaxNode): SyntaxNode {
  let at = expression;
  while (at.parent && at.parent !== code.tree.root && code.language.unwrap(at.parent) === code.language.unwrap(at))
    at = at.parent;
  return at;
}

const functionTypes =
  /^(?:function|method|constructor)_(?:declaration|definition|item)$|^(?:local_function_statement|singleton_method|method|global_statement)$/;

/** The statement around a node, with the whole of the chain or assignment that it is part of. */
export function statementOf(code: CodeFile, node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent && !code.language.blocks.has(at.parent.type) && !functionTypes.test(at.parent.type)) at = at.parent;
  return at;
}

export function functionsOf(nodes: readonly SyntaxNode[]): ReadonlySet<SyntaxNode> {
  return new Set(nodes.flatMap((node) => functionOf(node) ?? []));
}

/** In how many of the sets each node is. */
export function countedIn(sets: readonly ReadonlySet<SyntaxNode>[]): ReadonlyMap<SyntaxNode, number> {
  const counts = new Map<SyntaxNode, number>();
  for (const set of sets) for (const node of set) counts.set(node, (counts.get(node) ?? 0) + 1);
  return counts;
}

function functionOf(node: SyntaxNode): SyntaxNode | null {
  for (let at: SyntaxNode | null = node; at; at = at.parent) if (functionTypes.test(at.type)) return at;
  return null;
}
