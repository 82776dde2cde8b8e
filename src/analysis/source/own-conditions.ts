/** What `Fn::If` chooses by the very condition under which its resource is made: there is one branch of it. */
import { oncePer } from "../memo";
import { objectAt, textAt, type ValueNode } from "../value";
import { withParts } from "../value-parts";

/** The condition that an `Fn::If` names, in JSON or YAML; null for any other text. */
export function conditionOfIf(text: string): string | null {
  return /^\W{0,20}(?:Fn::)?If\b\W{1,80}(\w{1,255})/.exec(text)?.[1] ?? null;
}

/** A template with that branch in place of the choice. What has none is the same node. @param text what it stands in */
export function withOwnConditions(root: ValueNode, text: string): ValueNode {
  if (root.kind !== "object" || !objectAt(root, "Resources")) return root;
  return withParts(root, (section, key) =>
    key === "Resources" ? withParts(section, (one) => ofResource(one, text)) : section,
  );
}

function ofResource(resource: ValueNode, text: string): ValueNode {
  const condition = textAt(resource, "Condition");
  if (condition === null) return resource;
  /** Null: it is left out. */
  const chosen: (node: ValueNode) => ValueNode | null = oncePer((node) => {
    if (node.kind !== "unknown") return withParts(node, chosen);
    if (node.alternatives.length < 2) return node;
    const isOwn = conditionOfIf(text.slice(node.span.start, node.span.end)) === condition;
    const [first] = node.alternatives;
    return isOwn ? (first ?? null) && chosen(first!) : withParts(node, chosen);
  });
  return chosen(resource) ?? resource;
}
