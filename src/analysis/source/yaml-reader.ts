/** The nodes of a YAML document as values that point into its text. */
import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair, type Scalar } from "yaml";

import type { Span } from "../text";
import type { ObjectEntry, ObjectNode, ValueNode } from "../value";
import { intrinsic, type IntrinsicContext, type JoinedTexts, joinedTexts, unknown } from "./intrinsics";
import { deepest, writtenString } from "./json-tree";
import { mayBeList } from "./list-parameters";
import { entryFor, listNode, objectNode, stringNode } from "./made-values";
import { plainText } from "./placeholders";
import { serverlessText, usesServerlessVariables } from "./serverless-text";

/** How many nodes aliases may add to a document: a few lines of them can stand for billions. */
export const mostAliased = 50_000;

/** Characters of a text that count as much as a node. */
const charactersPerNode = 100;

export interface ScalarSource {
  readonly scalar: Scalar;
  /** The scalar is the argument of `Fn::Sub`. */
  readonly substituted: boolean;
}

/** An anchored value, and how much it adds where an alias stands for it. */
interface Anchored {
  readonly node: ValueNode;
  readonly size: number;
  readonly height: number;
}

export class YamlReader implements IntrinsicContext {
  readonly shared: Span[] = [];
  readonly flows: Span[] = [];
  readonly scalars = new Map<ValueNode, ScalarSource>();
  readonly joins = new Map<ValueNode, JoinedTexts>();
  private readonly anchors = new Map<string, Anchored>();
  private readonly serverless: boolean;
  /** What CloudFormation fills in, with variables of its own. */
  private readonly substituted = new Set<unknown>();
  private isList: ((name: string) => boolean) | undefined;
  private size = 0;
  private aliased = 0;
  /** The first alias that was not followed: what it stands for is more than is read. */
  unread: Span | null = null;
  private deepestReached = 0;

  constructor(
    private readonly text: string,
    private readonly asWritten: boolean,
  ) {
    this.serverless = !asWritten && usesServerlessVariables(text);
  }

  mayReferToList(name: string): boolean {
    return (this.isList ??= mayBeList(this.text))(name);
  }

  document(document: Document.Parsed | Document): ValueNode | null {
    this.anchors.clear();
    return document.contents ? this.read(document.contents as Node, 0) : null;
  }

  private read(node: Node, depth: number): ValueNode {
    this.deepestReached = Math.max(this.deepestReached, depth);
    if (isAlias(node)) return this.alias(node.source, this.spanOf(node), depth);
    const sizeBefore = this.size;
    this.size += isScalar(node) ? 1 + (node.source?.length ?? 0) / charactersPerNode : 1;
    const reachedBefore = this.deepestReached;
    this.deepestReached = depth;
    const value = this.tagged(node, this.plain(node, depth));
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) {
      this.anchors.set(node.anchor, { node: value, size: this.size - sizeBefore, height: this.deepestReached - depth });
    }
    this.deepestReached = Math.max(reachedBefore, this.deepestReached);
    return value;
  }

  private alias(name: string, span: Span, depth: number): ValueNode {
    const anchored = this.anchors.get(name);
    if (!anchored) return unknown(span);
    this.aliased += anchored.size;
    if (this.aliased > mostAliased || depth + anchored.height > deepest) {
      this.unread ??= span;
      return unknown(span);
    }
    this.size += anchored.size;
    this.deepestReached = Math.max(this.deepestReached, depth + anchored.height);
    this.shared.push(anchored.node.span);
    return anchored.node;
  }

  private plain(node: Node, depth: number): ValueNode {
    const span = this.spanOf(node);
    if ((isMap(node) || isSeq(node)) && node.flow) this.flows.push(span);
    if (isMap(node)) {
      const entries = this.entries(node.items as readonly Pair<Node, Node | null>[], depth);
      const object = objectNode(around(span, this.text, entries.at(-1)?.value), entries);
      return this.untagged(object);
    }
    if (isSeq(node)) {
      if (node.tag === "!Sub") this.substituted.add(node.items[0]);
      const items = node.items.map((item) =>
        isPair(item)
          ? // `[a: b]` in a flow list is a map of one entry.
            this.pairAlone(item as Pair<Node, Node | null>, depth)
          : this.read(item as Node, depth + 1),
      );
      return listNode(around(span, this.text, items.at(-1)), items);
    }
    return isScalar(node) ? this.scalar(node, span) : unknown(span);
  }

  private pairAlone(pair: Pair<Node, Node | null>, depth: number): ValueNode {
    const entries = this.entries([pair], depth + 1);
    const [first] = entries;
    const start = this.spanOf(pair.key).start;
    return objectNode({ start, end: first?.value.span.end ?? start }, entries);
  }

  private entries(pairs: readonly Pair<Node, Node | null>[], depth: number): ObjectEntry[] {
    const own: ObjectEntry[] = [];
    const merged: ObjectEntry[] = [];
    for (const { key, value } of pairs) {
      if (!isScalar(key)) continue;
      const keySpan = this.spanOf(key);
      const name = typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
      if (name === "Fn::Sub") this.substituted.add(isSeq(value) ? value.items[0] : value);
      const read: ValueNode = value
        ? this.read(value, depth + 1)
        : { kind: "null", span: { start: keySpan.end, end: keySpan.end } };
      if (name === "<<") for (const entry of mergedEntries(read)) merged.push(entry);
      else own.push(entryFor(name, read, keySpan));
    }
    const known = new Set(own.map(({ key }) => key));
    // Of what is merged the first counts, and what is written beside it before that.
    const given = new Map([...merged].reverse().map((entry) => [entry.key, entry]));
    return [...own, ...[...given.values()].filter(({ key }) => !known.has(key)).reverse()];
  }

  /** The long form of an intrinsic, `Fn::Sub: …`, as its value. */
  private untagged(node: ObjectNode): ValueNode {
    const value = this.asWritten ? null : intrinsic(node, this);
    if (!value) return node;
    const source = node.entries[0]!.key === "Fn::Sub" && this.scalars.get(node.entries[0]!.value);
    if (source) this.scalars.set(value, { ...source, substituted: true });
    this.keepJoined(node, value);
    return value;
  }

  /** The short form, `!Sub …`, as its value. */
  private tagged(node: Node, value: ValueNode): ValueNode {
    const tag = isScalar(node) || isMap(node) || isSeq(node) ? node.tag : undefined;
    if (!tag?.startsWith("!") || tag.length === 1) return value;
    const from = this.text.lastIndexOf(tag, node.range![0]);
    const tagSpan = { start: from < 0 ? value.span.start : from, end: from < 0 ? value.span.start : from + tag.length };
    const span = { start: tagSpan.start, end: value.span.end };
    if (tag === "!Condition" && !this.asWritten) return unknown(span);
    const key = tag === "!Ref" || tag === "!Condition" ? tag.slice(1) : `Fn::${tag.slice(1)}`;
    const written = objectNode(span, [entryFor(key, value, tagSpan)]);
    if (this.asWritten) return written;
    const result = intrinsic(written, this) ?? unknown(span);
    const source = tag === "!Sub" && this.scalars.get(value);
    if (source) this.scalars.set(result, { ...source, substituted: true });
    this.keepJoined(written, result);
    return result;
  }

  private keepJoined(written: ObjectNode, value: ValueNode): void {
    const joined = joinedTexts(written);
    if (joined) this.joins.set(value, joined);
  }

  private scalar(node: Scalar, span: Span): ValueNode {
    const { value, source } = node;
    switch (typeof value) {
      case "boolean":
        return { kind: "boolean", span, value };
      case "number":
        // An account number with a leading zero is no number: CloudFormation takes it as it is written.
        if (source !== undefined && /^[-+]?0\d/.test(source)) return stringNode(span, source);
        return { kind: "number", span, value };
      case "string": {
        if (this.asWritten) return writtenString(span, value);
        const isOwn = this.serverless && node.tag !== "!Sub" && !this.substituted.has(node);
        const text = isOwn ? serverlessText(span, value) : plainText(span, value);
        this.scalars.set(text, { scalar: node, substituted: false });
        return text;
      }
      default:
        return { kind: "null", span };
    }
  }

  private spanOf(node: Node): Span {
    const [start, end] = node.range ?? [0, 0];
    if (isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED")) {
      return { start, end: Math.max(start, start + this.text.slice(start, end).trimEnd().length) };
    }
    return { start, end };
  }
}

/** A block collection ends with its last value, not with the comments and blank lines after it. */
function around(span: Span, text: string, last: ValueNode | undefined): Span {
  const first = text[span.start];
  if (first === "[" || first === "{" || !last) return span;
  const end = last.span.end >= span.start && last.span.end <= span.end ? last.span.end : span.end;
  return { start: span.start, end };
}

function mergedEntries(value: ValueNode): readonly ObjectEntry[] {
  if (value.kind === "object") return value.entries;
  return value.kind === "array" ? value.items.flatMap(mergedEntries) : [];
}
