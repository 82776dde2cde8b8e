/** What `Fn::FindInMap` looks up by keys that are written out. */
import { objectAt, type ObjectEntry, valueAt, type ValueNode } from "../value";

const inLine =
  /^\W{0,20}(?:Fn::)?FindInMap\b["':\s]{0,20}\[\s{0,80}["']?([\w.:/-]{1,255})["']?\s{0,20},\s{0,80}["']?([\w.:/-]{1,255})["']?\s{0,20},\s{0,80}["']?([\w.:/-]{1,255})["']?\s{0,80}\]\W{0,20}$/;
const inLines =
  /^\W{0,20}(?:Fn::)?FindInMap\b["':\s]{0,20}-\s{1,20}["']?([\w.:/-]{1,255})["']?\s{1,80}-\s{1,20}["']?([\w.:/-]{1,255})["']?\s{1,80}-\s{1,20}["']?([\w.:/-]{1,255})["']?\s{0,80}$/;

/** A template with what is found there in place of the lookup. What has none is the same node. @param text what it stands in */
export function withLookups(root: ValueNode, text: string): ValueNode {
  const mappings = text.includes("FindInMap") ? objectAt(root, "Mappings") : null;
  if (!mappings) return root;
  const known = new Map<ValueNode, ValueNode>();
  const read = (node: ValueNode): ValueNode => {
    let found = known.get(node);
    if (!found) known.set(node, (found = readAnew(node)));
    return found;
  };
  const readAnew = (node: ValueNode): ValueNode => {
    switch (node.kind) {
      case "object": {
        const entries = node.entries.map((entry): ObjectEntry => {
          const value = read(entry.value);
          return value === entry.value ? entry : { ...entry, value };
        });
        return entries.every((one, at) => one === node.entries[at]) ? node : { ...node, entries };
      }
      case "array": {
        const items = node.items.map(read);
        return items.every((one, at) => one === node.items[at]) ? node : { ...node, items };
      }
      case "unknown":
        return node.alternatives.length === 0 ? (lookedUp(node) ?? node) : ofAll(node);
      case "template":
        return lookedUp(node) ?? node;
      default:
        return node;
    }
  };
  const ofAll = (node: ValueNode & { readonly kind: "unknown" }): ValueNode => {
    const alternatives = node.alternatives.map((one) => one && read(one));
    return alternatives.every((one, at) => one === node.alternatives[at]) ? node : { ...node, alternatives };
  };
  const lookedUp = ({ span }: ValueNode): ValueNode | null => {
    const written = text.slice(span.start, Math.min(span.end, span.start + longest));
    const [, mapping, first, second] = inLine.exec(written) ?? inLines.exec(written) ?? [];
    if (mapping === undefined) return null;
    const found = valueAt(mappings, mapping, first!, second!);
    const texts = found?.kind === "array" ? found.items : found ? [found] : [];
    if (texts.length === 0 || texts.some(({ kind }) => kind !== "string")) return null;
    return found!.kind === "array"
      ? { ...found!, span, items: found!.items.map((one) => ({ ...one, span })) }
      : { ...found!, span };
  };
  return read(root);
}

const longest = 1000;
