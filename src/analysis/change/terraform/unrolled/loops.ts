/** `for` expressions of Terraform, whose body is computed for each entry of what they go through. */
import { partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../../source/syntax-tree";
import { type Around, type Known, listOf, mostEntries, pairsOf, plainOf } from "./known";

/** How the expressions in a loop are computed. */
export interface LoopSteps {
  readonly tree: SyntaxTree;
  /** Null: nobody can compute it here. */
  readonly evaluate: (expression: SyntaxNode, around: Around) => Known | null;
  /** The same, as it is written where it cannot be computed. */
  readonly valueOf: (expression: SyntaxNode, around: Around) => Known;
}

function iteratorsIn(tree: SyntaxTree, intro: SyntaxNode | undefined): readonly string[] {
  return (intro ? partsOf(intro) : []).filter(({ type }) => type === "identifier").map((one) => textOf(tree, one));
}

/** What names stand for around a loop, but for those that it has for itself. */
export function withoutIterators(tree: SyntaxTree, loop: SyntaxNode, around: Around): Around {
  const names = iteratorsIn(
    tree,
    partsOf(loop).find(({ type }) => type === "for_intro"),
  );
  return new Map([...around].filter(([name]) => !names.includes(name)));
}

/** Null where nobody knows what the loop goes through, or what it makes. */
export function looped(node: SyntaxNode, around: Around, { tree, evaluate, valueOf }: LoopSteps): Known | null {
  const intro = partsOf(node).find(({ type }) => type === "for_intro");
  const names = iteratorsIn(tree, intro);
  const collection = intro && partsOf(intro).find(({ type }) => type === "expression");
  const over = collection ? evaluate(collection, around) : null;
  const pairs = over && pairsOf(over);
  const condition = partsOf(node).find(({ type }) => type === "for_cond");
  const [body, other] = partsOf(node).filter(({ type }) => type === "expression");
  const isGrouped = node.children.some(({ type }) => type === "ellipsis");
  if (!pairs || !body || pairs.length > mostEntries) return null;
  const items: Known[] = [];
  const entries = new Map<string, Known>();
  const grouped = new Map<string, Known[]>();
  for (const [key, value] of pairs) {
    const inner = new Map([
      ...around,
      ...(names.length > 1 ? [[names[0]!, key] as const] : []),
      [names.at(-1)!, value],
    ]);
    const asked = condition && partsOf(condition)[0];
    const isAsked = asked ? evaluate(asked, inner) : null;
    if (condition && isAsked?.kind !== "boolean") return null;
    if (isAsked?.kind === "boolean" && !isAsked.value) continue;
    if (node.type === "for_tuple_expr") items.push(valueOf(body, inner));
    else {
      const name = plainOf(evaluate(body, inner) ?? undefined);
      if (name === null || !other) return null;
      const made = valueOf(other, inner);
      entries.set(name, made);
      grouped.set(name, [...(grouped.get(name) ?? []), made]);
    }
  }
  if (isGrouped) return { kind: "map", entries: new Map([...grouped].map(([name, all]) => [name, listOf(all)])) };
  return node.type === "for_tuple_expr" ? listOf(items) : { kind: "map", entries };
}
