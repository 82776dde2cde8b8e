/** Of keys that stand twice in an object the last, as parsers of JSON and CloudFormation take them. */
import { type ObjectEntry, openKey, type ValueNode } from "../value";

/** A value without the entries that others of their key follow. What has none is the same node. */
export function lastOfKeys(root: ValueNode): ValueNode {
  const known = new Map<ValueNode, ValueNode>();
  const read = (node: ValueNode): ValueNode => {
    let found = known.get(node);
    if (!found) known.set(node, (found = readAnew(node)));
    return found;
  };
  const readAnew = (node: ValueNode): ValueNode => {
    switch (node.kind) {
      case "object": {
        const last = new Map(node.entries.map((entry) => [entry.key, entry]));
        const counted = node.entries.filter((entry) => entry.key === openKey || last.get(entry.key) === entry);
        const entries = mapped(counted, entryRead);
        return entries === counted && counted.length === node.entries.length ? node : { ...node, entries };
      }
      case "array": {
        const items = mapped(node.items, read);
        return items === node.items ? node : { ...node, items };
      }
      case "unknown": {
        const alternatives = mapped(node.alternatives, (one) => one && read(one));
        return alternatives === node.alternatives ? node : { ...node, alternatives };
      }
      default:
        return node;
    }
  };
  const entryRead = (entry: ObjectEntry): ObjectEntry => {
    // Both operators of one name in a condition are read.
    const value = entry.key === "Condition" ? entry.value : read(entry.value);
    return value === entry.value ? entry : { ...entry, value };
  };
  return read(root);
}

/** The same list where nothing becomes something else. */
function mapped<Item>(items: readonly Item[], change: (item: Item) => Item): readonly Item[] {
  const changed = items.map(change);
  return changed.every((item, at) => item === items[at]) ? items : changed;
}
