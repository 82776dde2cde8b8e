/** What a `dynamic` block of Terraform goes over, as far as a condition that nobody can compute decides which part of it is there. */
import { unwrapped } from "../../../locate/terraform/written";
import { partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../../source/syntax-tree";
import { writtenAlike } from "../../canonical";
import { type Known, pairsOf } from "./known";

export interface Portion {
  /** What says whether it is there, as an expression; null: it always is. */
  readonly guard: string | null;
  readonly pairs: readonly (readonly [key: Known, value: Known])[];
}

export interface Computing {
  evaluate(expression: SyntaxNode): Known | null;
  /** An expression as it reads where the block stands. */
  text(expression: SyntaxNode): string;
}

/** Null where nobody knows what one of them is. */
export function portionsOf(over: SyntaxNode, tree: SyntaxTree, computing: Computing): readonly Portion[] | null {
  const value = computing.evaluate(over);
  const pairs = value && pairsOf(value);
  if (pairs) return [{ guard: null, pairs }];
  const node = unwrapped(over);
  const parts = partsOf(node);
  if (node.type === "conditional") {
    const [condition, ...branches] = parts;
    const found = branches.map((one) => portionsOf(one, tree, computing));
    const [first, second] = found;
    if (!condition || !first || !second || found.flat().some((one) => one?.guard !== null)) return null;
    const asked = computing.text(condition).replace(/\s+/g, " ").trim();
    return [
      ...first.map((one) => ({ ...one, guard: `${asked} ? ["there"] : []` })),
      ...second.map((one) => ({ ...one, guard: `${asked} ? [] : ["there"]` })),
    ];
  }
  const [called, list] = node.type === "function_call" ? parts : [];
  if (!called || !list || !/^(?:concat|toset|tolist)$/.test(textOf(tree, called))) return null;
  const all = partsOf(list)
    .filter(({ type }) => type === "expression")
    .map((one) => portionsOf(one, tree, computing));
  return all.every((one) => one !== null) ? all.flat() : null;
}

/** How a `dynamic` block begins that is there once by a guard, up to its content. */
export function guardedBegin(label: string, guard: string): string {
  return `dynamic "${label}" {\nfor_each = ${guard}\ncontent {\n`;
}

/** What a `dynamic` block is written with: its content, what it goes over, and what it calls each. */
export function dynamicParts(
  node: SyntaxNode,
  tree: SyntaxTree,
): { readonly [part in "content" | "over" | "iterator"]: SyntaxNode | undefined } {
  const parts = node.children.find(({ type }) => type === "body")?.children ?? [];
  const given = (name: string): SyntaxNode | undefined =>
    parts.flatMap((one) => {
      const [head, value] = one.type === "attribute" ? partsOf(one) : [];
      return head && value && textOf(tree, head) === name ? [value] : [];
    })[0];
  const content = parts.find((one) => one.type === "block" && textOf(tree, partsOf(one)[0] ?? one) === "content");
  return { content, over: given("for_each"), iterator: given("iterator") };
}

/** What stands in a block, as far as it means something. */
export function withinBraces(text: string): string {
  return writtenAlike(text.slice(text.indexOf("{") + 1, text.lastIndexOf("}")));
}
