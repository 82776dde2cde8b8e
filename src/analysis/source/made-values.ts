/** Makes values that nobody wrote letter by letter, with the place in the document that each is said to stand at. */
import type { Span } from "../text";
import { type ArrayNode, type ObjectEntry, type ObjectNode, openKey, type StringNode, type ValueNode } from "../value";
import { unknown } from "./intrinsics";

/** Of what stands in no document. */
export const noSpan: Span = { start: 0, end: 0 };

/** Takes the text as it is: see `plainText` for one that may have placeholders. */
export function stringNode(span: Span, value: string): StringNode {
  return { kind: "string", span, value };
}

export function listNode(span: Span, items: readonly ValueNode[]): ArrayNode {
  return { kind: "array", span, items };
}

export function objectNode(span: Span, entries: readonly ObjectEntry[]): ObjectNode {
  return { kind: "object", span, entries };
}

/** @param keySpan by default where the value stands */
export function entryFor(key: string, value: ValueNode, keySpan: Span = value.span): ObjectEntry {
  return { key, keySpan, value };
}

/** What may hold further entries that nobody knows. */
export function openEntry(span: Span, keySpan: Span = span): ObjectEntry {
  return entryFor(openKey, unknown(span), keySpan);
}

/** An object of which each key stands at the same place; values that are undefined are left out. */
export function objectOf(span: Span, values: Readonly<Record<string, ValueNode | undefined>>): ObjectNode {
  const entries = Object.entries(values).flatMap(([key, value]) => (value ? entryFor(key, value, span) : []));
  return objectNode(span, entries);
}

/** A value of JavaScript, made of objects, lists and texts, as one of a document. */
export function valueOf(plain: unknown): ValueNode {
  if (Array.isArray(plain)) return listNode(noSpan, plain.map(valueOf));
  return typeof plain === "object" && plain !== null ? plainObject(plain) : stringNode(noSpan, String(plain));
}

/** An object of JavaScript as one of a document. */
export function plainObject(plain: object): ObjectNode {
  const entries = Object.entries(plain).map(([key, inner]) => entryFor(key, valueOf(inner), noSpan));
  return objectNode(noSpan, entries);
}
