/** What Terraform's indexes, splats and iterators make of a collection. What may be one of several is an unknown with alternatives. */
import { choicesOf } from "../../policy/elements";
import { unknown } from "../../source/intrinsics";
import { entryFor, listNode, objectNode, openEntry, stringNode } from "../../source/made-values";
import { partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import type { Span } from "../../text";
import { type ObjectEntry, openKey, type UnknownNode, type ValueNode } from "../../value";
import { isSame, withParts } from "../../value-parts";

export type Step =
  | { readonly kind: "attribute"; readonly name: string }
  /** A `key` of null is computed: `[count.index]`. */
  | { readonly kind: "index"; readonly key: string | number | null }
  | { readonly kind: "splat"; readonly steps: readonly Step[] };

/** More are not told apart: of one of so many nothing is known. */
const mostAlternatives = 200;

/** One of several values, seen from `span`. An empty text among them stands for "none", whatever is made of that. */
export function oneOf(span: Span, values: readonly (ValueNode | null)[]): ValueNode {
  if (values.length > mostAlternatives) return unknown(span);
  return unknown(
    span,
    values.map((one) => (one?.kind === "string" && one.value === "" ? unknown(one.span) : isNull(one) ? null : one)),
  );
}

/** Whether a value is surely `null`. */
export function isNull(value: ValueNode | null): boolean {
  return value?.kind === "unknown" && value.alternatives.length > 0 && value.alternatives.every((one) => one === null);
}

/** What is there, or is not. */
export function optional(value: ValueNode): ValueNode {
  return unknown(value.span, [value, null]);
}

/** `value[0].arn`, as far as it is known. */
export function stepped(value: ValueNode, steps: readonly Step[], span: Span): ValueNode {
  let at = value;
  for (const step of steps) at = oneStep(at, step, span);
  return at;
}

function oneStep(value: ValueNode, step: Step, span: Span): ValueNode {
  if (value.kind === "unknown") {
    const choices = choicesOf(value).map(({ node }) => node);
    return value.alternatives.length === 0
      ? unknown(span)
      : oneOf(
          span,
          choices.map((one) => (one ? oneStep(one, step, span) : unknown(span))),
        );
  }
  if (step.kind === "splat") {
    if (value.kind !== "array") return unknown(span);
    return listNode(
      span,
      value.items.map((item) => stepped(item, step.steps, span)),
    );
  }
  const key = step.kind === "attribute" ? step.name : step.key;
  if (value.kind === "object") {
    if (key === null) return anyOf(span, value).values;
    const name = String(key);
    return (
      value.entries.find((entry) => entry.key === name)?.value ??
      unknown(
        span,
        value.entries.filter((entry) => entry.key === openKey).flatMap((entry) => alternativesOf(entry.value)),
      )
    );
  }
  if (value.kind !== "array") return unknown(span);
  if (key === null) return anyOf(span, value).values;
  const index = Number(key);
  const before = value.items.slice(0, index + 1);
  // An item that is not known may stand for several, or for none.
  return before.some((item) => item.kind === "unknown") ? unknown(span) : (value.items[index] ?? unknown(span));
}

function alternativesOf(value: ValueNode): readonly (ValueNode | null)[] {
  return value.kind === "unknown" && value.alternatives.length > 0
    ? value.alternatives.map((one) => one ?? unknown(value.span))
    : [unknown(value.span)];
}

/** What an iterator over a collection may be: any of its keys, any of its values. */
export function anyOf(span: Span, collection: ValueNode): { readonly keys: ValueNode; readonly values: ValueNode } {
  const keys: ValueNode[] = [];
  const values: ValueNode[] = [];
  for (const { node } of choicesOf(collection)) {
    if (node?.kind === "array") {
      keys.push(unknown(span));
      values.push(...node.items);
    } else if (node?.kind === "object") {
      for (const { key, keySpan, value } of node.entries) {
        keys.push(key === openKey ? unknown(keySpan) : stringNode(keySpan, key));
        values.push(value);
      }
    } else if (node?.kind === "unknown") {
      keys.push(unknown(span));
      values.push(unknown(span));
    }
  }
  return { keys: oneOf(span, keys), values: oneOf(span, values) };
}

/** So deep branches within branches are told apart. */
const deepestBranches = 4;

/** The items that a list adds to another: of one of several lists, each item may be there or not, in the branch that it stands in. */
export function itemsOf(list: ValueNode): readonly ValueNode[] {
  return itemsWithin(list, 0);
}

function itemsWithin(list: ValueNode, depth: number): readonly ValueNode[] {
  if (list.kind === "array") return list.items;
  if (list.kind !== "unknown") return [list];
  const { span, alternatives } = list;
  if (alternatives.length === 0) return [unknown(span)];
  // What stands around both decides between them.
  const isEither = alternatives.length === 2 && alternatives.every((one) => one?.span.start !== span.start);
  if (isEither && depth < deepestBranches)
    return alternatives.flatMap((one, at) =>
      (one ? itemsWithin(one, depth + 1) : []).map((item) => unknown(span, at === 0 ? [item, null] : [null, item])),
    );
  return choicesOf(list).flatMap(({ node }) =>
    node?.kind === "array" ? node.items.map(optional) : node === null ? [] : [unknown(node.span)],
  );
}

/** Lists in lists as one. */
export function flattened(items: readonly ValueNode[]): readonly ValueNode[] {
  return items.flatMap((item) => {
    if (item.kind === "array") return flattened(item.items);
    const isOneOfLists = item.kind === "unknown" && choicesOf(item).some(({ node }) => node?.kind === "array");
    return isOneOfLists ? flattened(itemsOf(item)) : [item];
  });
}

/** A list without brackets around another list, as Terraform before 0.12 takes `["${var.names}"]` apart. */
export function unbracketed(list: ValueNode): ValueNode {
  if (list.kind === "unknown") return withParts(list, unbracketed);
  if (list.kind !== "array") return list;
  const items = flattened(list.items);
  return isSame(items, list.items) ? list : { ...list, items };
}

/** So many conditions within one `merge` are told apart. */
const mostChosen = 2;

/**
 * The entries of several objects as `merge` gives them: of two of one name the last counts, and what is not known may change any.
 * Where a condition chooses one of them, that is one of two objects.
 */
export function merged(span: Span, values: readonly ValueNode[], depth = 0): ValueNode {
  const at = depth < mostChosen ? values.findIndex((one) => one.kind === "unknown" && isOneOfTwo(one)) : -1;
  const chosen = values[at];
  if (chosen?.kind === "unknown" && !values.some(holdsStatements))
    return {
      ...chosen,
      alternatives: chosen.alternatives.map((one) => {
        const others = one ? [one] : [];
        return merged(span, [...values.slice(0, at), ...others, ...values.slice(at + 1)], depth + 1);
      }),
    };
  const entries = new Map<string, ObjectEntry>();
  const open: ObjectEntry[] = [];
  const end = { start: span.end, end: span.end };
  for (const value of values) {
    if (value.kind === "object")
      for (const entry of value.entries) {
        if (entry.key === openKey) open.push(entry);
        else entries.set(entry.key, entry);
      }
    else if (value.kind === "unknown" && isOneOfTwo(value)) addChosen(value, entries);
    else if (value.kind === "unknown" && value.alternatives.length > 0)
      for (const { node } of choicesOf(value))
        if (node?.kind === "object")
          for (const entry of node.entries)
            open.push(entryFor(openKey, unknown(entry.value.span, [entry.value, null]), end));
        else if (node) open.push(openEntry(node.span, end));
        else continue;
    else open.push(openEntry(value.span, end));
  }
  return objectNode(span, [...entries.values(), ...open]);
}

/** Whether a value is a whole policy: that is one, whatever is chosen within it. */
function holdsStatements(value: ValueNode): boolean {
  return choicesOf(value).some(
    ({ node }) => node?.kind === "object" && node.entries.some(({ key }) => key === "Statement"),
  );
}

/** Whether a value is one of two objects of which all is known, or none. */
function isOneOfTwo({ alternatives }: UnknownNode): boolean {
  return (
    alternatives.length === 2 &&
    alternatives.every(
      (one) => one === null || (one.kind === "object" && !one.entries.some(({ key }) => key === openKey)),
    )
  );
}

/** What an object says that a condition chooses stands in the place of what stood there before, in its branch. */
function addChosen({ span, alternatives }: UnknownNode, entries: Map<string, ObjectEntry>): void {
  const all = alternatives.map((one) => (one?.kind === "object" ? one.entries : []));
  for (const { key, keySpan } of all.flat()) {
    const before = entries.get(key)?.value ?? null;
    const values = all.map((of) => of.findLast((entry) => entry.key === key)?.value ?? before);
    entries.set(key, entryFor(key, unknown(span, values), keySpan));
  }
}

/** `[for s in ["a", var.b] : s if s != null]`: what the list holds; null for a loop that makes something of it. */
export function eachOfList(
  node: SyntaxNode,
  tree: SyntaxTree,
  valueOf: (expression: SyntaxNode) => ValueNode,
): readonly ValueNode[] | null {
  const parts = partsOf(node);
  const intro = parts.find(({ type }) => type === "for_intro");
  const list = intro && partsOf(intro).find(({ type }) => type === "expression");
  const name = /^for\s{1,20}(\w{1,100})\s{1,20}in\s/.exec(intro ? textOf(tree, intro) : "")?.[1];
  const body = parts.find(({ type }) => type === "expression");
  if (name === undefined || !list || !body || textOf(tree, body).trim() !== name) return null;
  const value = valueOf(list);
  if (value.kind !== "array") return null;
  const filter = parts.find(({ type }) => type === "for_cond");
  const isAll = !filter || /^if\s{1,20}\w{1,100}\s{0,9}!=\s{0,9}(?:null|"")$/.test(textOf(tree, filter).trim());
  return isAll ? value.items : value.items.map(optional);
}
