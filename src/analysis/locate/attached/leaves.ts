/** What a value names, in every branch of a template. */
import type { ValueNode } from "../../value";

export interface Leaf {
  readonly node: ValueNode;
  readonly conditional: boolean;
}

/** Bounds what lists of lists and branches of branches may cost. */
const mostLeaves = 2000;

export function leavesOf(value: ValueNode | undefined): readonly Leaf[] {
  const found: Leaf[] = [];
  const seen = new Set<ValueNode>();
  const open: Leaf[] = value ? [{ node: value, conditional: false }] : [];
  while (open.length > 0 && found.length < mostLeaves) {
    const one = open.pop()!;
    const { node } = one;
    if (seen.has(node)) continue;
    if (node.kind === "array" || (node.kind === "unknown" && node.alternatives.length > 0)) seen.add(node);
    if (node.kind === "array") open.push(...node.items.map((item) => ({ ...one, node: item })).reverse());
    else if (node.kind === "unknown" && node.alternatives.length > 0) {
      for (const choice of [...node.alternatives].reverse())
        if (choice) open.push({ node: choice, conditional: node.alternatives.length > 1 || one.conditional });
    } else if (node.kind !== "null") found.push(one);
  }
  return found;
}

/** Whether a value is there in every branch of a template. */
export function isAlwaysThere(value: ValueNode | null | undefined, depth = 0): boolean {
  if (!value || value.kind === "null" || depth > deepestChoice) return false;
  const isChoice = value.kind === "unknown" && value.alternatives.length > 0;
  return !isChoice || value.alternatives.every((one) => isAlwaysThere(one, depth + 1));
}

const deepestChoice = 50;

/** The name in braces that a text is: `${Read}`. */
export function holeOf(node: ValueNode): string | null {
  const [only, ...others] = node.kind === "template" ? node.parts : [];
  return typeof only === "object" && others.length === 0 && only.name !== "" ? only.name : null;
}
