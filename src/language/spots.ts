/** The names and values of a policy, each with what it is: what a cursor can stand on. */
import { choicesOf } from "../analysis/policy/elements";
import type { Span } from "../analysis/text";
import { type ObjectEntry, type ObjectNode, openKey, type TextPart, type ValueNode } from "../analysis/value";

export type SpotKind =
  | "policy-element"
  | "version"
  | "id"
  /** A text in place of a statement: one is to be written. */
  | "statement"
  | "statement-element"
  | "sid"
  | "effect"
  | "action"
  | "resource"
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`. */
  | "principal-type"
  | "principal"
  | "operator"
  | "condition-key"
  | "condition-value";

export interface Spot {
  readonly kind: SpotKind;
  /** The known stretches, and the holes between them. */
  readonly parts: readonly TextPart[];
  /** With quotes. */
  readonly span: Span;
  /** The statement around it; null outside of any. */
  readonly statement: ObjectNode | null;
  /** The element of the statement, as written: `NotAction`. */
  readonly element?: string;
  /** Of a principal: `AWS`; null for a bare one. */
  readonly principalType?: string | null;
  readonly operator?: string;
  /** Of a value in a condition. */
  readonly key?: string;
}

/** Every spot of a policy, in the order of the text. */
export function* spotsOf(root: ObjectNode): Iterable<Spot> {
  for (const entry of root.entries) {
    yield* keySpot("policy-element", entry, null);
    if (entry.key === "Version") yield* scalars("version", entry.value, null);
    else if (entry.key === "Id") yield* scalars("id", entry.value, null);
    else if (/^statements?$/i.test(entry.key)) {
      if (entry.value.kind === "array") yield* scalars("statement", entry.value, null);
      for (const statement of objectsIn(entry.value)) yield* statementSpots(statement);
    }
  }
}

function* statementSpots(statement: ObjectNode): Iterable<Spot> {
  for (const entry of statement.entries) {
    yield* keySpot("statement-element", entry, statement);
    const element = entry.key;
    switch (element.toLowerCase()) {
      case "sid":
        yield* scalars("sid", entry.value, statement, { element });
        break;
      case "effect":
        yield* scalars("effect", entry.value, statement, { element });
        break;
      case "action":
      case "notaction":
        yield* scalars("action", entry.value, statement, { element });
        break;
      case "resource":
      case "notresource":
        yield* scalars("resource", entry.value, statement, { element });
        break;
      case "principal":
      case "notprincipal":
        yield* principalSpots(entry, statement);
        break;
      case "condition":
        yield* conditionSpots(entry, statement);
        break;
    }
  }
}

function* principalSpots({ key: element, value }: ObjectEntry, statement: ObjectNode): Iterable<Spot> {
  for (const { node } of choicesOf(value)) {
    if (node?.kind !== "object") {
      if (node) yield* scalars("principal", node, statement, { element, principalType: null });
      continue;
    }
    for (const entry of node.entries) {
      yield* keySpot("principal-type", entry, statement, { element });
      yield* scalars("principal", entry.value, statement, { element, principalType: entry.key });
    }
  }
}

function* conditionSpots({ key: element, value }: ObjectEntry, statement: ObjectNode): Iterable<Spot> {
  for (const block of objectsIn(value)) {
    for (const entry of block.entries) {
      yield* keySpot("operator", entry, statement, { element });
      const operator = entry.key;
      for (const keys of objectsIn(entry.value)) {
        for (const key of keys.entries) {
          yield* keySpot("condition-key", key, statement, { element, operator });
          yield* scalars("condition-value", key.value, statement, { element, operator, key: key.key });
        }
      }
    }
  }
}

/** What the form puts in by itself stands nowhere, and a spread has no name. */
function* keySpot(
  kind: SpotKind,
  { key, keySpan }: ObjectEntry,
  statement: ObjectNode | null,
  more: Partial<Spot> = {},
): Iterable<Spot> {
  if (keySpan.end > keySpan.start && key !== openKey) yield { kind, parts: [key], span: keySpan, statement, ...more };
}

function* scalars(
  kind: SpotKind,
  value: ValueNode,
  statement: ObjectNode | null,
  more: Partial<Spot> = {},
): Iterable<Spot> {
  for (const { node } of choicesOf(value)) {
    if (node === null || node.span.end <= node.span.start) continue;
    switch (node.kind) {
      case "string":
        yield { kind, parts: [node.value], span: node.span, statement, ...more };
        break;
      case "template":
        yield { kind, parts: node.parts, span: node.span, statement, ...more };
        break;
      case "number":
      case "boolean":
        yield { kind, parts: [String(node.value)], span: node.span, statement, ...more };
        break;
      case "array":
        for (const item of node.items) yield* scalars(kind, item, statement, more);
    }
  }
}

/** The objects that a value is, or a list of, in every branch of a template. */
function objectsIn(value: ValueNode): readonly ObjectNode[] {
  return choicesOf(value).flatMap(({ node }): readonly ObjectNode[] => {
    if (node?.kind === "array") return node.items.flatMap(objectsIn);
    return node?.kind === "object" ? [node] : [];
  });
}

/** The text, where a template leaves nothing of it open; else null. */
export function wholeText([text, ...others]: readonly TextPart[]): string | null {
  return typeof text === "string" && others.length === 0 ? text : null;
}

/** As one text, holes as `${name}`. */
export function writtenText(parts: readonly TextPart[]): string {
  return parts.map((part) => (typeof part === "string" ? part : `\${${part.name}}`)).join("");
}
