/** Values whose parts are put otherwise: what does not change stays the same node, so that nothing is made anew for it. */
import type { ObjectEntry, ValueNode } from "./value";

/**
 * A value with what stands directly in it changed; the same node where nothing is.
 * @param change gets the value of each entry with its key, each item, and each alternative; null leaves it out
 */
export function withParts(node: ValueNode, change: (part: ValueNode, key?: string) => ValueNode | null): ValueNode {
  switch (node.kind) {
    case "object": {
      const entries = node.entries.flatMap((entry): ObjectEntry[] => {
        const value = change(entry.value, entry.key);
        return value === null ? [] : [value === entry.value ? entry : { ...entry, value }];
      });
      return isSame(entries, node.entries) ? node : { ...node, entries };
    }
    case "array": {
      const items = node.items.flatMap((item) => change(item) ?? []);
      return isSame(items, node.items) ? node : { ...node, items };
    }
    case "unknown": {
      const alternatives = node.alternatives.map((one) => one && change(one));
      return isSame(alternatives, node.alternatives) ? node : { ...node, alternatives };
    }
    default:
      return node;
  }
}

/** What stands in a list in place of an item: of another list its items. */
export function itemsInPlace(filled: ValueNode, item: ValueNode): readonly ValueNode[] {
  return filled.kind === "array" && item.kind !== "array" ? filled.items : [filled];
}

/** Whether two lists have the same items in the same order. */
export function isSame<Item>(items: readonly Item[], others: readonly Item[]): boolean {
  return items.length === others.length && items.every((item, at) => item === others[at]);
}
