/**
 * A value as it stands in a document, whatever the form (JSON, YAML, HCL, code): the seam between the places where
 * policies are written (`locate/`) and the policy language (`policy/`). Every node points into the original text.
 *
 * What a template leaves open (`!Sub`, `Ref`, `Fn::If`, `${var.x}`, template strings) is a `template` or an `unknown`:
 * rules may use what is known of it and must say nothing that depends on what is not.
 */
import type { Span } from "./text";

export type ValueNode =
  | ObjectNode
  | ArrayNode
  | StringNode
  | NumberNode
  | BooleanNode
  | NullNode
  | TemplateNode
  | UnknownNode;

interface Node {
  /** With quotes, brackets and braces. */
  readonly span: Span;
}

export interface ObjectNode extends Node {
  readonly kind: "object";
  /** In the order of the text; a key may stand twice. */
  readonly entries: readonly ObjectEntry[];
}

export interface ObjectEntry {
  readonly key: string;
  /** The key with its quotes. */
  readonly keySpan: Span;
  readonly value: ValueNode;
}

export interface ArrayNode extends Node {
  readonly kind: "array";
  readonly items: readonly ValueNode[];
}

export interface StringNode extends Node {
  readonly kind: "string";
  readonly value: string;
}

export interface NumberNode extends Node {
  readonly kind: "number";
  readonly value: number;
}

export interface BooleanNode extends Node {
  readonly kind: "boolean";
  readonly value: boolean;
}

export interface NullNode extends Node {
  readonly kind: "null";
}

/** A string of which some stretches are known only when the template is deployed. */
export interface TemplateNode extends Node {
  readonly kind: "template";
  readonly parts: readonly TextPart[];
  /** Where values stand that are put together, for holes that only they tell. */
  readonly expressions?: ReadonlyMap<Hole, Span> | undefined;
  /** Set where CloudFormation's `Fn::Sub` fills it in. */
  readonly substitution?: Substitution | undefined;
}

export interface Substitution {
  /** As it is written; null where `Fn::Sub` has values of its own beside it. */
  readonly text: string | null;
  /** The text stands in a longer one, the document that `Fn::Sub` gets as a whole. */
  readonly inDocument: boolean;
  /** Where the values stand that it has beside the text, for holes that only they tell. */
  readonly expressions?: ReadonlyMap<Hole, Span>;
}

export type TextPart = string | Hole;

/** A stretch of a string that is not known: `${AWS::Region}`, `${var.bucket}`. */
export interface Hole {
  /** As written between the braces; '' where it is an expression. */
  readonly name: string;
  /** Which of several resources by that name: `["ops"]`, `[1]`. */
  readonly instance?: string;
}

/** A value that is not known at all, or is one of several (`Fn::If`). */
export interface UnknownNode extends Node {
  readonly kind: "unknown";
  /** What it may be, where that is told; `null` stands for "left out" (`AWS::NoValue`). Empty where nothing is known. */
  readonly alternatives: readonly (ValueNode | null)[];
  /** The variable of the Serverless Framework that it is: `self:custom.actions`. */
  readonly variable?: string;
}

/** The last entry with this exact key: of a key that stands twice, parsers of JSON and CloudFormation take the last. */
export function entryOf({ entries }: ObjectNode, key: string): ObjectEntry | undefined {
  // Asked for every element of every statement.
  for (let at = entries.length - 1; at >= 0; at--) if (entries[at]!.key === key) return entries[at];
  return undefined;
}

/** What stands at a path of keys; undefined where something on it is no object, or has no such key. */
export function valueAt(node: ValueNode | undefined, ...path: readonly string[]): ValueNode | undefined {
  return path.reduce<ValueNode | undefined>(
    (here, key) => (here?.kind === "object" ? entryOf(here, key)?.value : undefined),
    node,
  );
}

/** The object behind a key; null where another value stands there, or none. */
export function objectAt(node: ValueNode, key: string): ObjectNode | null {
  const value = valueAt(node, key);
  return value?.kind === "object" ? value : null;
}

/** The text behind a key; null where another value stands there, or none. */
export function textAt(node: ValueNode, key: string): string | null {
  const value = valueAt(node, key);
  return value?.kind === "string" ? value.value : null;
}

/** Whether a switch of a template is on; CloudFormation takes texts for it, too. */
export function isTrue(node: ValueNode | undefined): boolean {
  return node?.kind === "boolean" ? node.value : node?.kind === "string" && node.value === "true";
}

/** The key of an entry that stands for entries not told by the document: a spread, a computed key. Its value is `unknown`. */
export const openKey = "...";

/** What a node is made of: values of entries, items, and what a value that is left open may be. */
export function childrenOf(node: ValueNode): readonly ValueNode[] {
  switch (node.kind) {
    case "object":
      return node.entries.map((entry) => entry.value);
    case "array":
      return node.items;
    case "unknown":
      return node.alternatives.filter((one) => one !== null);
    default:
      return [];
  }
}
