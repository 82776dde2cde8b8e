/** Objects of Terraform that there are by a condition: `var.on ? { … } : null`. */
import { partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../../source/syntax-tree";
import type { IfThere, Known } from "./known";

/** Null for any other expression, and for an object that nobody can compute. */
export function ifThereAt(
  node: SyntaxNode,
  tree: SyntaxTree,
  evaluate: (expression: SyntaxNode) => Known | null,
): IfThere | null {
  const [condition, ...branches] = node.type === "conditional" ? partsOf(node) : [];
  const isNone = branches.map((one) => textOf(tree, one).trim() === "null");
  const at = isNone.indexOf(false);
  const value = at >= 0 && isNone.length === 2 && isNone[1 - at] ? evaluate(branches[at]!) : null;
  if (!condition || value?.kind !== "map") return null;
  const said = textOf(tree, condition).trim();
  return { bare: at === 0 ? `${said} ? {} : null` : `${said} ? null : {}`, entries: value.entries };
}
