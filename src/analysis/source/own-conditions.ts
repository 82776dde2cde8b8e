/** What `Fn::If` chooses by the very condition under which its resource is made: there is one branch of it. */
import { entryOf, objectAt, type ObjectEntry, textAt, type ValueNode } from "../value";

/** The condition that an `Fn::If` names, in JSON or YAML; null for any other text. */
export function conditionOfIf(text: string): string | null {
  return /^\W{0,20}(?:Fn::)?If\b\W{1,80}(\w{1,255})/.exec(text)?.[1] ?? null;
}

/** A template with that branch in place of the choice. What has none is the same node. @param text what it stands in */
export function withOwnConditions(root: ValueNode, text: string): ValueNode {
  const resources = root.kind === "object" ? objectAt(root, "Resources") : null;
  if (root.kind !== "object" || !resources) return root;
  const entries = resources.entries.map((entry): ObjectEntry => {
    const condition = textAt(entry.value, "Condition");
    const value = condition === null ? entry.value : (chosen(entry.value, condition, text) ?? entry.value);
    return value === entry.value ? entry : { ...entry, value };
  });
  if (entries.every((entry, at) => entry === resources.entries[at])) return root;
  const section = entryOf(root, "Resources")!;
  const made = { ...section, value: { ...resources, entries } };
  return { ...root, entries: root.entries.map((entry) => (entry === section ? made : entry)) };
}

/** Null: it is left out. */
function chosen(node: ValueNode, condition: string, text: string): ValueNode | null {
  switch (node.kind) {
    case "object": {
      const entries = node.entries.flatMap((entry): ObjectEntry[] => {
        const value = chosen(entry.value, condition, text);
        return value === null ? [] : [value === entry.value ? entry : { ...entry, value }];
      });
      return isSame(entries, node.entries) ? node : { ...node, entries };
    }
    case "array": {
      const items = node.items.flatMap((one) => chosen(one, condition, text) ?? []);
      return isSame(items, node.items) ? node : { ...node, items };
    }
    case "unknown": {
      if (node.alternatives.length < 2) return node;
      const isOwn = conditionOfIf(text.slice(node.span.start, node.span.end)) === condition;
      const [first] = node.alternatives;
      if (isOwn) return first ? chosen(first, condition, text) : null;
      const alternatives = node.alternatives.map((one) => one && chosen(one, condition, text));
      return isSame(alternatives, node.alternatives) ? node : { ...node, alternatives };
    }
    default:
      return node;
  }
}

function isSame<Item>(items: readonly Item[], others: readonly Item[]): boolean {
  return items.length === others.length && items.every((item, at) => item === others[at]);
}
