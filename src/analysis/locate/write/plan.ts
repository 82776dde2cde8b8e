/** Changes sorted by what they touch, so that a form has to say only how each kind is written. */
import type { Span, TextEdit } from "../../text";
import type { ArrayNode, ObjectEntry, ObjectNode, ValueNode } from "../../value";
import type { Change, NewValue, Writer } from "../located";

/** All that happens to the elements of one list or object. */
export interface ContainerChange {
  readonly container: ArrayNode | ObjectNode;
  /** Where each element stands, key and value, in the order of the text. */
  readonly elements: readonly Span[];
  readonly remove: ReadonlySet<number>;
  readonly insert: readonly Insertion[];
}

export interface Insertion {
  /** Before this element; the number of elements means "at the end". */
  readonly before: number;
  /** Null for an item of a list. */
  readonly key: string | null;
  readonly value: NewValue;
}

/** How a form writes each kind of change; null where it cannot. */
export interface Dialect {
  replace(node: ValueNode, value: NewValue): readonly TextEdit[] | null;
  rename(entry: ObjectEntry, key: string): readonly TextEdit[] | null;
  container(change: ContainerChange): readonly TextEdit[] | null;
}

/** A writer for a form. Refuses what is not in the text, what stands for several places, and edits that would overlap. */
export function writerOf(dialect: Dialect, shared: readonly Span[] = []): Writer {
  return {
    edits(changes) {
      const edits: TextEdit[] = [];
      const containers = new Map<ValueNode, { remove: Set<number>; insert: Insertion[] }>();
      for (const change of changes) {
        if (change.kind === "replace" || change.kind === "renameKey") {
          const own =
            change.kind === "replace"
              ? replaced(dialect, change.node, change.value)
              : renamed(dialect, change.entry, change.key);
          if (!own) return null;
          edits.push(...own);
        } else {
          const container = "from" in change ? change.from : change.to;
          const plan = containers.get(container) ?? { remove: new Set<number>(), insert: [] };
          containers.set(container, plan);
          if (!addTo(plan, change)) return null;
        }
      }
      for (const [container, plan] of containers) {
        const elements = elementsOf(container as ArrayNode | ObjectNode);
        const own =
          elements && dialect.container({ container: container as ArrayNode | ObjectNode, elements, ...plan });
        if (!own) return null;
        edits.push(...own);
      }
      return overlapping(edits) || edits.some((edit) => shared.some((span) => touches(edit.span, span))) ? null : edits;
    },
  };
}

function replaced(dialect: Dialect, node: ValueNode, value: NewValue): readonly TextEdit[] | null {
  return isWritten(node.span) ? dialect.replace(node, value) : null;
}

function renamed(dialect: Dialect, entry: ObjectEntry, key: string): readonly TextEdit[] | null {
  return isWritten(entry.keySpan) ? dialect.rename(entry, key) : null;
}

type ContainerKind = Exclude<Change, { kind: "replace" | "renameKey" }>;

function addTo(plan: { remove: Set<number>; insert: Insertion[] }, change: ContainerKind): boolean {
  switch (change.kind) {
    case "removeItem":
      return remove(plan.remove, change.from.items.indexOf(change.item));
    case "removeEntry":
      return remove(plan.remove, change.from.entries.indexOf(change.entry));
    case "addItem": {
      const before = change.before ? change.to.items.indexOf(change.before) : change.to.items.length;
      plan.insert.push({ before, key: null, value: change.value });
      return before >= 0;
    }
    case "addEntry": {
      const before = change.before ? change.to.entries.indexOf(change.before) : change.to.entries.length;
      plan.insert.push({ before, key: change.key, value: change.value });
      return before >= 0;
    }
  }
}

function remove(removed: Set<number>, index: number): boolean {
  removed.add(index);
  return index >= 0;
}

/** Null where an element does not stand in its container: it came by an alias or a merge key, or is not written at all. */
function elementsOf(container: ArrayNode | ObjectNode): Span[] | null {
  if (!isWritten(container.span)) return null;
  const elements =
    container.kind === "array"
      ? container.items.map((item) => item.span)
      : container.entries.map((entry) => ({
          start: entry.keySpan.start,
          end: Math.max(entry.keySpan.end, entry.value.span.end),
        }));
  let at = container.span.start;
  for (const [index, { start, end }] of elements.entries()) {
    if (start < at || end > container.span.end) return null;
    if (container.kind === "object" && !isWritten(container.entries[index]!.keySpan)) return null;
    if (
      container.kind === "object" &&
      container.entries[index]!.value.span.start < container.entries[index]!.keySpan.end
    )
      return null;
    at = end;
  }
  return elements;
}

function isWritten(span: Span): boolean {
  return span.end > span.start;
}

function touches(one: Span, other: Span): boolean {
  return (
    (one.start < other.end && other.start < one.end) ||
    (one.start === one.end && one.start > other.start && one.start < other.end)
  );
}

function overlapping(edits: readonly TextEdit[]): boolean {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return ordered.some((edit, index) => index > 0 && edit.span.start < ordered[index - 1]!.span.end);
}
