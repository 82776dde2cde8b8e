/** Reads scalars and lists of scalars out of a value tree, with what templates leave open made plain. */
import type { PolicyPath } from "../finding";
import { type ArrayNode, type ObjectEntry, type ObjectNode, openKey, type TextPart, type ValueNode } from "../value";
import type { Item, ListElement, PrincipalElement } from "./model";

/** One of the values that a node may have; `node` is null where it may be left out. */
export interface Choice {
  readonly node: ValueNode | null;
  readonly conditional: boolean;
}

/** What a node may be: itself, or every alternative of an unknown one, however deep they are nested; each once. */
export function choicesOf(node: ValueNode, conditional = false): readonly Choice[] {
  if (node.kind !== "unknown" || node.alternatives.length === 0) return [{ node, conditional }];
  const choices = new Set<ValueNode | null>();
  const seen = new Set<ValueNode>();
  const open: (ValueNode | null)[] = [node];
  while (open.length > 0) {
    const one = open.pop()!;
    if (one?.kind !== "unknown" || one.alternatives.length === 0) choices.add(one);
    else if (!seen.has(one)) {
      seen.add(one);
      open.push(...[...one.alternatives].reverse());
    }
  }
  return [...choices].map((choice) => ({ node: choice, conditional: true }));
}

/** Whether an object has entries that the document does not tell: a spread, a macro. */
export function isOpen(node: ObjectNode): boolean {
  for (const entry of node.entries) if (isOpenEntry(entry)) return true;
  return false;
}

/** Whether an entry stands for others that the document does not tell. */
export function isOpenEntry({ key }: ObjectEntry): boolean {
  return key === openKey || key.startsWith("Fn::");
}

const nothingKnown: readonly TextPart[] = [{ name: "" }];

/** Whether a list has `*` among its items. */
export function hasStar(element: ListElement | null): boolean {
  return element !== null && element.items.some(({ value }) => value === "*");
}

/** The item of a principal that stands for everybody. */
export function everybodyIn({ bare, groups }: PrincipalElement): Item | null {
  if (bare?.value === "*") return bare;
  const items = groups.flatMap((group) => (group.type === "AWS" ? group.items : []));
  return items.find((item) => item.value === "*") ?? null;
}

/** A scalar as an item; null where the node is none (an object, a list, `null`). */
export function itemOf(node: ValueNode, path: PolicyPath, conditional: boolean): Item | null {
  switch (node.kind) {
    case "string":
      return { value: node.value, parts: [node.value], node, path, conditional };
    case "number":
    case "boolean": {
      const value = String(node.value);
      return { value, parts: [value], node, path, conditional };
    }
    case "template": {
      const value = node.parts.every((part) => typeof part === "string") ? node.parts.join("") : null;
      return { value, parts: value === null ? node.parts : [value], node, path, conditional };
    }
    case "unknown":
      return { value: null, parts: nothingKnown, node, path, conditional };
    default:
      return null;
  }
}

/** A single scalar. Where a template gives several, it is an item of which nothing is known. */
export function scalarOf(node: ValueNode, path: PolicyPath): Item | null {
  if (node.kind !== "unknown") return itemOf(node, path, false);
  const choices = choicesOf(node);
  const only = choices.length === 1 ? choices[0]! : { node, conditional: false };
  return only.node && itemOf(only.node, path, only.conditional);
}

export interface ItemList {
  readonly items: readonly Item[];
  readonly array: ArrayNode | null;
  readonly complete: boolean;
}

/** A string or a list of strings. */
export function listOf(node: ValueNode, path: PolicyPath): ItemList {
  if (node.kind === "string") return { items: [itemOf(node, path, false)!], array: null, complete: true };
  if (node.kind === "array" && node.items.every(isString))
    return {
      items: node.items.map((item, index) => itemOf(item, [...path, index], false)!),
      array: node,
      complete: true,
    };
  return openList(node, path);
}

function isString({ kind }: ValueNode): boolean {
  return kind === "string";
}

/** The same where a template may choose between values, or where values are of other types. */
function openList(node: ValueNode, path: PolicyPath): ItemList {
  const items: Item[] = [];
  let complete = true;
  const lists = new Set<ValueNode>();
  const add = (one: ValueNode, at: PolicyPath, conditional: boolean, nested: boolean): void => {
    for (const choice of choicesOf(one, conditional)) {
      const value = choice.node;
      if (value === null) continue;
      if (value.kind === "unknown") complete = false;
      // A list stands in place of an item only where a template chooses between lists.
      if (value.kind === "array" && (!nested || choice.conditional)) {
        if (lists.has(value)) continue;
        lists.add(value);
        value.items.forEach((inner, index) => add(inner, nested ? at : [...at, index], choice.conditional, true));
        continue;
      }
      const item = itemOf(value, at, choice.conditional);
      if (item) items.push(item);
      else complete = false;
    }
  };
  add(node, path, false, false);
  return { items, array: node.kind === "array" ? node : null, complete };
}
