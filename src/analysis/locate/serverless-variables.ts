/** Variables of the Serverless Framework that stand for what is in the same file (serverless.com: "Variables", self-references). */
import { textNode } from "../source/intrinsics";
import { type TextPart, valueAt, type ValueNode } from "../value";

/** So deep variables may stand in variables. */
const deepest = 5;
const ofOwn = /^self:\s{0,8}([\w-]{1,100}(?:\.[\w-]{1,100}){0,12})$/;

/** A value, or what it stands for where it is a variable of the file itself: `${self:custom.actions}`. */
export function ofSelf(node: ValueNode, root: ValueNode, depth?: number): ValueNode;
export function ofSelf(node: ValueNode | undefined, root: ValueNode, depth?: number): ValueNode | undefined;
export function ofSelf(node: ValueNode | undefined, root: ValueNode, depth = 0): ValueNode | undefined {
  if (!node || depth >= deepest) return node;
  if (node.kind === "unknown" && node.variable !== undefined) {
    const found = valueOf(node.variable, root);
    return found ? ofSelf(found, root, depth + 1) : node;
  }
  if (node.kind !== "template") return node;
  const parts = node.parts.flatMap((part): readonly TextPart[] => {
    const found = typeof part === "string" ? undefined : valueOf(part.name, root);
    const value = found && ofSelf(found, root, depth + 1);
    if (value?.kind === "string" || value?.kind === "number" || value?.kind === "boolean") return [String(value.value)];
    return value?.kind === "template" ? value.parts : [part];
  });
  const made = textNode(node.span, parts);
  return made.kind === "template" ? { ...node, parts: made.parts } : made;
}

function valueOf(name: string, root: ValueNode): ValueNode | undefined {
  const path = ofOwn.exec(name)?.[1];
  return path === undefined ? undefined : valueAt(root, ...path.split("."));
}

/** Bounds what is put in place of variables, one within another. */
const mostNodes = 20_000;

/** A value with what the file itself has in place of its variables; what stands elsewhere stays where it is written. */
export function filledFromSelf(node: ValueNode, root: ValueNode): ValueNode {
  let left = mostNodes;
  const filled = (one: ValueNode, depth: number): ValueNode => {
    if (left-- <= 0 || depth > 40) return one;
    const value = ofSelf(one, root);
    if (value.kind === "array")
      return { ...value, items: value.items.flatMap((item) => itemsOf(filled(item, depth + 1), item)) };
    if (value.kind === "object")
      return { ...value, entries: value.entries.map((entry) => ({ ...entry, value: filled(entry.value, depth + 1) })) };
    if (value.kind === "unknown" && value.alternatives.length > 0)
      return { ...value, alternatives: value.alternatives.map((choice) => choice && filled(choice, depth + 1)) };
    return value;
  };
  return filled(node, 0);
}

/** A list within a list of values is what stands in it. */
function itemsOf(filled: ValueNode, item: ValueNode): readonly ValueNode[] {
  return filled.kind === "array" && item.kind !== "array" ? filled.items : [filled];
}
