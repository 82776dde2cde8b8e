/** One file of data, JSON or YAML: its values, what stands around each of them, and how to write changes. */
import type { Writer } from "../../locate/located";
import { jsonWriter } from "../../locate/write/json-writer";
import { yamlWriter } from "../../locate/write/yaml-writer";
import type { Source } from "../../source/source";
import { contains, type Span } from "../../text";
import type { ArrayNode, ObjectEntry, ObjectNode, ValueNode } from "../../value";

/** A place of a value: an entry of an object, or an item of a list. */
export type Slot =
  | { readonly container: ObjectNode; readonly entry: ObjectEntry; readonly value: ValueNode }
  | { readonly container: ArrayNode; readonly entry: null; readonly value: ValueNode };

export interface DataFile {
  readonly text: string;
  readonly roots: readonly ValueNode[];
  readonly writer: Writer;
}

/** Null for what is neither JSON nor YAML. */
export function readData(source: Source): DataFile | null {
  const { form, text } = source;
  if (form === "yaml") return { text, roots: source.yaml.roots, writer: yamlWriter(text, source.yaml) };
  if (form !== "json") return null;
  const { root } = source.json;
  return { text, roots: root ? [root] : [], writer: jsonWriter(text) };
}

/** The places of an object or list. */
export function slotsOf(node: ValueNode): Slot[] {
  if (node.kind === "object") return node.entries.map((entry) => ({ container: node, entry, value: entry.value }));
  return node.kind === "array" ? node.items.map((value) => ({ container: node, entry: null, value })) : [];
}

/** The places that lead to what stands at a span, the outermost first; null where it is in no value. */
export function pathTo(file: DataFile, span: Span): Slot[] | null {
  const path: Slot[] = [];
  let at = file.roots.find((root) => contains(root.span, span));
  if (!at) return null;
  for (;;) {
    const inner: Slot | undefined = slotsOf(at).find(({ value }) => contains(value.span, span));
    if (!inner) return path.length === 0 || at.kind === "object" || at.kind === "array" ? null : path;
    path.push(inner);
    at = inner.value;
  }
}
