/** A mapping that has another value for one key of its own, where a deployment chooses the key: both sides as the deployment that chooses that one has them. */
import { objectAt, type ObjectNode, valueAt, type ValueNode } from "../../value";
import type { Edit } from "../pieces";
import { editsOfNewKeys, newKeys } from "./new-keys";
import { canonical, eachFunction, type WrittenTemplate } from "./written";

/** What a template says beside its mappings that makes no difference to its policies. */
const beside: ReadonlySet<string> = new Set(["Mappings", "Description", "Metadata", "Outputs"]);

interface Changed {
  readonly mapping: string;
  /** The key by which alone something else is found. */
  readonly key: string;
}

/** None on either side where more has changed: other deployments would have other things to tell. */
export function editsOfOneValue(
  before: WrittenTemplate,
  after: WrittenTemplate,
): readonly [readonly Edit[], readonly Edit[]] {
  const none = [[], []] as const;
  if (before.root !== before.sections || after.root !== after.sections) return none;
  const [was, is] = [before, after].map(({ root }) => objectAt(root, "Mappings"));
  if (!was || !is) return none;
  const [added, removed] = [newKeys(was, is), newKeys(is, was)];
  if (added.length > 0) return (removed.length === 0 && editsOfNewKeys(before, after, added)) || none;
  if (removed.length > 0) {
    const edits = editsOfNewKeys(after, before, removed);
    return edits ? [edits[1], edits[0]] : none;
  }
  const changed = changedKey(was, is);
  if (!changed || restOf(before) !== restOf(after)) return none;
  const [old, current] = [before, after].map((template) => found(template, changed));
  return old && current ? [old, current] : none;
}

function restOf({ root }: WrittenTemplate): string {
  return canonical({ ...root, entries: root.entries.filter(({ key }) => !beside.has(key)) });
}

/** The only key of the only mapping that both sides have with another value; null where others differ. */
function changedKey(was: ObjectNode, is: ObjectNode): Changed | null {
  const all: Changed[] = [];
  const keysOf = (node: ValueNode | undefined) => (node?.kind === "object" ? node.entries.map(({ key }) => key) : []);
  if (canonical(keysAsNode(was)) !== canonical(keysAsNode(is))) return null;
  for (const { key: mapping, value } of was.entries)
    for (const key of keysOf(value)) {
      const [one, other] = [valueAt(value, key), valueAt(is, mapping, key)];
      if (!one || !other) return null;
      if (canonical(one) !== canonical(other)) all.push({ mapping, key });
    }
  return all.length === 1 ? all[0]! : null;
}

/** The keys of mappings, and none of their values. */
function keysAsNode(node: ObjectNode, depth = 0): ObjectNode {
  return {
    ...node,
    entries: node.entries.map((entry) => ({
      ...entry,
      value:
        entry.value.kind === "object" && depth < 2
          ? keysAsNode(entry.value, depth + 1)
          : { kind: "null", span: entry.value.span },
    })),
  };
}

/** What a deployment with the key finds in place of each lookup; null where several things choose the key, or a condition asks for it. */
function found({ root, sections }: WrittenTemplate, { mapping, key }: Changed): readonly Edit[] | null {
  const edits: Edit[] = [];
  const by = new Set<string>();
  const conditions = objectAt(sections, "Conditions");
  let isClear = true;
  eachFunction(root, (node, { name, given }) => {
    const [of, first, second, ...more] = name === "FindInMap" && given.kind === "array" ? given.items : [];
    if (!of || !first || !second || (of.kind === "string" && of.value !== mapping)) return true;
    // What is found by a key of its own is computed.
    if (of.kind === "string" && first.kind === "string") return true;
    const value = second.kind === "string" ? valueAt(sections, "Mappings", mapping, key, second.value) : undefined;
    const isDeciding = conditions && conditions.span.start <= node.span.start && node.span.end <= conditions.span.end;
    if (of.kind !== "string" || !value || more.length > 0 || isDeciding) isClear = false;
    else {
      by.add(canonical(first));
      edits.push({ ...node.span, text: writtenValue(value) });
    }
    return false;
  });
  return isClear && by.size === 1 ? edits : null;
}

function writtenValue(value: ValueNode): string {
  if (value.kind === "array") return `[${value.items.map(writtenValue).join(", ")}]`;
  const isScalar = value.kind === "string" || value.kind === "number" || value.kind === "boolean";
  return JSON.stringify(isScalar ? String(value.value) : "");
}
