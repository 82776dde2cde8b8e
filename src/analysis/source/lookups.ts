/** What `Fn::FindInMap` looks up by keys that are written out. */
import { oncePer } from "../memo";
import { objectAt, valueAt, type ValueNode } from "../value";
import { withParts } from "../value-parts";

const inLine =
  /^\W{0,20}(?:Fn::)?FindInMap\b["':\s]{0,20}\[\s{0,80}["']?([\w.:/-]{1,255})["']?\s{0,20},\s{0,80}["']?([\w.:/-]{1,255})["']?\s{0,20},\s{0,80}["']?([\w.:/-]{1,255})["']?\s{0,80}\]\W{0,20}$/;
const inLines =
  /^\W{0,20}(?:Fn::)?FindInMap\b["':\s]{0,20}-\s{1,20}["']?([\w.:/-]{1,255})["']?\s{1,80}-\s{1,20}["']?([\w.:/-]{1,255})["']?\s{1,80}-\s{1,20}["']?([\w.:/-]{1,255})["']?\s{0,80}$/;

/** A template with what is found there in place of the lookup. What has none is the same node. @param text what it stands in */
export function withLookups(root: ValueNode, text: string): ValueNode {
  const mappings = text.includes("FindInMap") ? objectAt(root, "Mappings") : null;
  if (!mappings) return root;
  const read: (node: ValueNode) => ValueNode = oncePer((node) => {
    const isLookup = node.kind === "template" || (node.kind === "unknown" && node.alternatives.length === 0);
    return isLookup ? (lookedUp(node) ?? node) : withParts(node, read);
  });
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
