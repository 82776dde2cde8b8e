/** Of keys that stand twice in an object the last, as parsers of JSON and CloudFormation take them. */
import { oncePer } from "../memo";
import { type ObjectEntry, openKey, type ValueNode } from "../value";
import { withParts } from "../value-parts";

/** A value without the entries that others of their key follow. What has none is the same node. */
export function lastOfKeys(root: ValueNode): ValueNode {
  const read: (node: ValueNode) => ValueNode = oncePer((node) =>
    // Both operators of one name in a condition are read.
    withParts(withLast(node), (part, key) => (key === "Condition" ? part : read(part))),
  );
  return read(root);
}

function withLast(node: ValueNode): ValueNode {
  if (node.kind !== "object") return node;
  const entries = lastOfEach(node.entries);
  return entries.length === node.entries.length ? node : { ...node, entries };
}

/** Of entries with one key the last; what is left open stays. */
export function lastOfEach(entries: readonly ObjectEntry[]): readonly ObjectEntry[] {
  const last = new Map(entries.map((entry) => [entry.key, entry]));
  return entries.filter((entry) => entry.key === openKey || last.get(entry.key) === entry);
}
