/** What of Terraform stands around a place and decides what is there: conditions, loops, and what `dynamic` blocks are made for. */
import { branchesOf, unwrapped } from "../../locate/terraform/written";
import { partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import { firstFrom } from "../../text";
import type { Branch } from "../deployments";
import { conditionWithLocals } from "./counts";

/** The loops that a place stands in, the innermost first. */
export function loopsAround(tree: SyntaxTree, at: number): readonly SyntaxNode[] {
  return around(tree, at).filter(({ type }) => type === "for_tuple_expr" || type === "for_object_expr");
}

/** The conditions in whose branches a place stands, and the collections of the `dynamic` blocks around it. */
export function choicesAround(tree: SyntaxTree, at: number): readonly SyntaxNode[] {
  return around(tree, at).flatMap((node): readonly SyntaxNode[] => {
    if (node.type === "conditional") {
      const [condition] = partsOf(node);
      return condition && condition.end <= at ? [condition] : [];
    }
    const collection = node.type === "block" ? collectionOf(tree, node) : null;
    return collection ? [collection] : [];
  });
}

/**
 * The branches of the conditions that a place stands in, the outermost first.
 * @param localOf the text of a local, by its name (`local.on`)
 */
export function branchesAt(
  tree: SyntaxTree,
  at: number,
  localOf: (name: string) => string | undefined,
): readonly Branch[] {
  return around(tree, at)
    .flatMap((node): Branch[] => {
      const [condition, ...branches] = node.type === "conditional" ? partsOf(node) : [];
      const branch = branches.findIndex(({ start, end }) => start <= at && at < end);
      return condition && branch >= 0
        ? [{ choice: conditionWithLocals(textOf(tree, condition), localOf), branch, of: 2 }]
        : [];
    })
    .reverse();
}

/** The nodes that a place stands in, the innermost first. */
function around(tree: SyntaxTree, at: number): readonly SyntaxNode[] {
  const { nodes } = tree;
  const found: SyntaxNode[] = [];
  const last = nodes[firstFrom(nodes, at + 1, ({ start }) => start) - 1] ?? null;
  for (let node: SyntaxNode | null = last; node; node = node.parent) if (at < node.end) found.push(node);
  return found;
}

/** What a `dynamic` block goes over; null for any other block. */
function collectionOf(tree: SyntaxTree, block: SyntaxNode): SyntaxNode | null {
  const [head] = partsOf(block);
  if (!head || textOf(tree, head) !== "dynamic") return null;
  const body = block.children.find(({ type }) => type === "body");
  for (const attribute of body?.children ?? []) {
    const [name, value] = attribute.type === "attribute" ? partsOf(attribute) : [];
    if (name && value && textOf(tree, name) === "for_each")
      return isStatement(tree, block) ? decider(tree, value) : value;
  }
  return null;
}

function isStatement(tree: SyntaxTree, block: SyntaxNode): boolean {
  return partsOf(block).some(({ start, end }) => tree.text.slice(start, end) === '"statement"');
}

/** Of `var.on ? [1] : []` the condition: in which branch a statement is there is known (`deployments.ts`). */
function decider(tree: SyntaxTree, collection: SyntaxNode): SyntaxNode {
  const [condition, ...lists] = branchesOf(collection).length > 0 ? partsOf(unwrapped(collection)) : [];
  const empty = lists.filter((one) => /^\[\s*\]$/.test(textOf(tree, one).trim()));
  return condition && empty.length === 1 ? condition : collection;
}
