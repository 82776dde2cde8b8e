/** JSON inside a string of another document: the policy is read as it will be deployed, and points into the text around it. */
import { hasElements } from "../policy/looks-like-policy";
import type { Place } from "../policy/model";
import type { DecodedText } from "../source/decoded-text";
import { substituted, textNode, unknown } from "../source/intrinsics";
import { parseJson } from "../source/json-tree";
import type { Span, TextEdit } from "../text";
import { type ArrayNode, type ObjectEntry, type ObjectNode, type TextPart, valueAt, type ValueNode } from "../value";
import { documentAround } from "./document-around";
import { findPolicies, type Form } from "./find";
import { looksLikePolicyText } from "./gate";
import type { Change, Located, LocatedPolicy, Writer } from "./located";

/** The policies in a text that holds JSON. */
export function locateEmbedded(decoded: DecodedText, place: Place, makeWriter: (text: string) => Writer): Located {
  if (!looksLikePolicyText(decoded.text) && !mayListStatements(decoded.text)) return { policies: [], problems: [] };
  const { parts, isSubstituted } = decoded;
  const string = (span: Span, value: string): ValueNode => {
    const read = withHoles(span, parts!(value));
    return isSubstituted ? substituted(read, { text: value, inDocument: true }) : read;
  };
  const tree = parseJson(decoded.text, parts ? { string } : {});
  if (!tree.root) return { policies: [], problems: [] };
  const inner = makeWriter(decoded.text);
  const form: Form = { writer: inner, embedded: () => ({ policies: [], problems: [] }) };
  const found = findPolicies(isStatements(tree.root) ? documentAround(tree.root) : tree.root, form);
  const policies = found.policies.map((policy): LocatedPolicy => {
    const moved = new Moved(decoded);
    const root = moved.object(policy.root);
    return { root, place: { ...place, ...policy.place, isFilledIn: isSubstituted }, writer: moved.writer(inner) };
  });
  const problems =
    policies.length === 0
      ? []
      : tree.problems.map((problem) => ({ message: problem.message, span: move(problem.span, decoded) }));
  return { policies, problems };
}

/** Whether a text may be statements without a document around them, as kops takes them for its nodes. */
function mayListStatements(text: string): boolean {
  return /^\s*\[/.test(text) && /"Effect"/.test(text) && /"(?:Not)?Action"/.test(text);
}

function isStatements(root: ValueNode): root is ArrayNode {
  return (
    root.kind === "array" &&
    root.items.length > 0 &&
    root.items.every((item) => {
      const effect = valueAt(item, "Effect");
      return effect?.kind === "string" && /^(?:Allow|Deny)$/.test(effect.value) && hasElements(item as ObjectNode);
    })
  );
}

function withHoles(span: Span, parts: readonly TextPart[] | null): ValueNode {
  return parts ? textNode(span, parts) : unknown(span);
}

function move(span: Span, { offsets }: DecodedText): Span {
  return { start: offsets[span.start]!, end: offsets[span.end]! };
}

/** A tree moved to its place in the document, which remembers where each node came from. */
class Moved {
  private readonly nodes = new Map<ValueNode, ValueNode>();
  private readonly entries = new Map<ObjectEntry, ObjectEntry>();

  constructor(private readonly decoded: DecodedText) {}

  object(node: ObjectNode): ObjectNode {
    const moved: ObjectNode = {
      ...node,
      span: move(node.span, this.decoded),
      entries: node.entries.map((entry) => this.entry(entry)),
    };
    this.nodes.set(moved, node);
    return moved;
  }

  private entry(entry: ObjectEntry): ObjectEntry {
    const moved: ObjectEntry = {
      key: entry.key,
      keySpan: move(entry.keySpan, this.decoded),
      value: this.value(entry.value),
    };
    this.entries.set(moved, entry);
    return moved;
  }

  private value(node: ValueNode): ValueNode {
    if (node.kind === "object") return this.object(node);
    const span = move(node.span, this.decoded);
    let moved: ValueNode;
    if (node.kind === "array") moved = { ...node, span, items: node.items.map((item) => this.value(item)) };
    else if (node.kind === "unknown")
      moved = { ...node, span, alternatives: node.alternatives.map((one) => one && this.value(one)) };
    else moved = { ...node, span };
    this.nodes.set(moved, node);
    return moved;
  }

  /** Writes into the decoded text and moves the edits to the document. */
  writer(inner: Writer): Writer {
    return {
      edits: (changes) => {
        const own = changes.map((change) => this.change(change));
        if (own.some((change) => change === null)) return null;
        const edits = inner.edits(own as Change[]);
        const moved = edits?.map((edit): TextEdit | null => {
          const newText = this.decoded.encode(edit.newText);
          return newText === null ? null : { span: move(edit.span, this.decoded), newText };
        });
        return moved && moved.every((edit) => edit !== null) ? moved : null;
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
