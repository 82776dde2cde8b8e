/** Policies of a text that stands within a document, moved to their places in it. */
import { entryFor } from "../source/made-values";
import type { Span, TextEdit } from "../text";
import type { ObjectEntry, ObjectNode, ValueNode } from "../value";
import type { Change, LocatedPolicy, Writer } from "./located";

/**
 * The policy at its place in the document.
 * @param spanOf where a span of the text within stands
 * @param placed edits of the text within as edits of the document; null where they cannot be written there
 */
export function movedPolicy(
  { root, writer }: Pick<LocatedPolicy, "root" | "writer">,
  spanOf: (span: Span) => Span,
  placed: (edits: readonly TextEdit[]) => readonly TextEdit[] | null,
): Pick<LocatedPolicy, "root" | "writer"> {
  const moved = new Moved(spanOf);
  return { root: moved.object(root), writer: moved.writer(writer, placed) };
}

/** A tree moved to its place in the document, which remembers where each node came from. */
class Moved {
  private readonly nodes = new Map<ValueNode, ValueNode>();
  private readonly entries = new Map<ObjectEntry, ObjectEntry>();

  constructor(private readonly spanOf: (span: Span) => Span) {}

  object(node: ObjectNode): ObjectNode {
    const moved: ObjectNode = {
      ...node,
      span: this.spanOf(node.span),
      entries: node.entries.map((entry) => this.entry(entry)),
    };
    this.nodes.set(moved, node);
    return moved;
  }

  private entry(entry: ObjectEntry): ObjectEntry {
    const moved = entryFor(entry.key, this.value(entry.value), this.spanOf(entry.keySpan));
    this.entries.set(moved, entry);
    return moved;
  }

  private value(node: ValueNode): ValueNode {
    if (node.kind === "object") return this.object(node);
    const span = this.spanOf(node.span);
    let moved: ValueNode;
    if (node.kind === "array") moved = { ...node, span, items: node.items.map((item) => this.value(item)) };
    else if (node.kind === "unknown")
      moved = { ...node, span, alternatives: node.alternatives.map((one) => one && this.value(one)) };
    else moved = { ...node, span };
    this.nodes.set(moved, node);
    return moved;
  }

  writer(inner: Writer, placed: (edits: readonly TextEdit[]) => readonly TextEdit[] | null): Writer {
    return {
      edits: (changes) => {
        const own = changes.map((change) => this.change(change));
        const edits = own.some((change) => change === null) ? null : inner.edits(own as Change[]);
        return edits && placed(edits);
      },
    };
  }

  private change(change: Change): Change | null {
    const node = <T extends ValueNode>(moved: T): T => this.nodes.get(moved) as T;
    const entry = (moved: ObjectEntry): ObjectEntry => this.entries.get(moved)!;
    switch (change.kind) {
      case "replace":
        return { ...change, node: node(change.node) };
      case "removeItem":
        return { ...change, from: node(change.from), item: node(change.item) };
      case "removeEntry":
        return { ...change, from: node(change.from), entry: entry(change.entry) };
      case "renameKey":
        return { ...change, entry: entry(change.entry) };
      case "addEntry":
        return { ...change, to: node(change.to), before: change.before && entry(change.before) };
      case "addItem":
        return { ...change, to: node(change.to), before: change.before && node(change.before) };
    }
  }
}
