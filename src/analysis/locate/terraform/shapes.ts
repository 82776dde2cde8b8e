/**
 * Statements that modules take for their arguments, known by their shape alone: `{ effect, actions, resources }`, as the arguments of
 * `aws_iam_policy_document` are called, and IAM's own `{ Effect, Action, Resource }` without a document around them.
 */
import { choicesOf } from "../../policy/elements";
import type { Place } from "../../policy/model";
import { unknown } from "../../source/intrinsics";
import { entryFor, listNode, objectNode, objectOf, openEntry, stringNode } from "../../source/made-values";
import { tableOf } from "../../table";
import { startOf } from "../../text";
import { childrenOf, entryOf, type ObjectEntry, type ObjectNode, openKey, textAt, type ValueNode } from "../../value";
import { withParts } from "../../value-parts";
import { documentAround } from "../document-around";
import { elements } from "./policy-document";

/** What a module makes a statement of is not written like one: no entry is added there, and none taken out. */
export type Foreign = Set<ValueNode>;

export interface ShapedPolicy {
  readonly root: ObjectNode;
  readonly place: Place;
}

/** Every value in a policy. */
export function reach(node: ValueNode, seen: Set<ValueNode>): void {
  if (seen.has(node)) return;
  seen.add(node);
  for (const inner of childrenOf(node)) reach(inner, seen);
}

/** Whether it is worth to look for such statements. */
export function mayHoldShape(text: string): boolean {
  return /\b(?:not_)?actions["']?\s*[=:]|\b[aA]ction["']?\s*[=:]|\btrusted_role_(?:arns|services)\b/.test(text);
}

/**
 * The policies that the statements in a value make, those of one list or map together.
 * @param seen what was looked at before, or is part of a policy that was found otherwise
 */
export function shapedPolicies(name: string, value: ValueNode, seen: Set<ValueNode>, foreign: Foreign): ShapedPolicy[] {
  const found: ShapedPolicy[] = [];
  const visit = (node: ValueNode, around: string): void => {
    if (seen.has(node)) return;
    seen.add(node);
    switch (node.kind) {
      case "unknown":
        for (const one of node.alternatives) if (one) visit(one, around);
        break;
      case "array":
      case "object": {
        const parts =
          node.kind === "array"
            ? node.items.map((item) => ({ key: around, item }))
            : node.entries.map(({ key, value: item }) => ({ key, item }));
        const isStatement = node.kind === "object" && isShaped(node);
        const statements = isStatement
          ? [node]
          : parts.flatMap(({ item }) =>
              choicesOf(item).flatMap(({ node: one }) => (one && !seen.has(one) && isShaped(one) ? [one] : [])),
            );
        if (statements.length === 0) {
          for (const { key, item } of parts) visit(item, key);
          break;
        }
        for (const one of statements) seen.add(one);
        // In the order of a list, or apart: the braces of a map are not those of the list of statements.
        const span = node.kind === "array" ? node.span : startOf(node.span);
        const items = isStatement
          ? [asStatement(node, foreign)]
          : parts.map(({ item }) => replaced(item, (one) => asStatement(one, foreign)));
        const isTrust = /trust|assume/i.test(around) || /trust|assume/i.test(name);
        found.push({
          root: documentAround(listNode(span, items)),
          place: isTrust ? { policyType: "trust" } : {},
        });
        if (!isStatement) for (const { key, item } of parts) visit(item, key);
      }
    }
  };
  visit(value, name);
  return found;
}

/** An item with the statements in it read; what is none is not known. */
function replaced(item: ValueNode, read: (statement: ObjectNode) => ObjectNode): ValueNode {
  if (isShaped(item)) return read(item);
  if (item.kind !== "unknown" || item.alternatives.length === 0) return unknown(item.span);
  return withParts(item, (one) => replaced(one, read));
}

const actionText = /^(?:\*|[a-z0-9-]{2,40}:[\w*?]+)$/i;

function isShaped(node: ValueNode): node is ObjectNode {
  if (node.kind !== "object") return false;
  const has = (name: string): boolean => entryOf(node, name) !== undefined;
  if (has("Effect") && has("Action")) return has("Resource") || has("Principal");
  if (isSmall(node)) return true;
  const actions = (entryOf(node, "actions") ?? entryOf(node, "not_actions"))?.value;
  return (
    actions !== undefined &&
    namesActions(actions) &&
    ["effect", "resources", "not_resources", "principals", "not_principals"].some(has)
  );
}

/** `{ effect, action, resource }`, as OpenShift asks for credentials. */
function isSmall(node: ObjectNode): boolean {
  const effect = entryOf(node, "effect")?.value;
  const action = entryOf(node, "action")?.value;
  return (
    effect?.kind === "string" &&
    /^(?:Allow|Deny)$/.test(effect.value) &&
    action !== undefined &&
    (namesActions(action) || (action.kind === "string" && action.value !== "*" && actionText.test(action.value))) &&
    (entryOf(node, "resource") !== undefined || entryOf(node, "policyCondition") !== undefined)
  );
}

function namesActions(actions: ValueNode): boolean {
  return choicesOf(actions).some(
    ({ node: list }) =>
      list?.kind === "array" && list.items.some((item) => item.kind === "string" && actionText.test(item.value)),
  );
}

/** Actions as a module takes them apart from their statement: no more is known of it. Null where the values are others. */
export function listedActions(name: string, value: ValueNode, foreign: Foreign): ShapedPolicy | null {
  // A bare `actions` may be those of anything.
  if (!/_(?:actions|permissions)$/.test(name)) return null;
  const list = choicesOf(value).find(({ node }) => node?.kind === "array")?.node;
  const texts = list?.kind === "array" ? list.items.filter((item) => item.kind === "string") : [];
  if (texts.length === 0 || !texts.every((item) => /^[a-z0-9-]{2,40}:[A-Z*][A-Za-z0-9*]*$/.test(item.value)))
    return null;
  const at = startOf(value.span);
  const statement = objectNode(at, [entryFor("Action", list!, at), openEntry(at)]);
  foreign.add(statement);
  return { root: documentAround(listNode(at, [statement])), place: {} };
}

/** How deep objects are looked through for lists of actions, as a table of services has them. */
const deepestTable = 6;

/** The lists that objects in objects have as `actions`: `lambda = { sync = { actions = ["lambda:InvokeFunction"] } }`. What tells its effect is a statement already. */
export function actionListsIn(value: ValueNode, depth = 0): readonly ValueNode[] {
  if (value.kind !== "object" || depth > deepestTable) return [];
  const isStatement = entryOf(value, "effect") !== undefined || entryOf(value, "Effect") !== undefined;
  return value.entries.flatMap(({ key, value: inner }) =>
    key === "actions" && !isStatement && depth > 0 ? [inner] : actionListsIn(inner, depth + 1),
  );
}

/** The statement that such an object stands for. */
export function asStatement(node: ObjectNode, foreign: Foreign): ObjectNode {
  if (entryOf(node, "Effect")) return node;
  const nowhere = startOf(node.span);
  const entries = node.entries.flatMap((entry): ObjectEntry[] => {
    if (entry.key === openKey) return [entry];
    const element = elements[entry.key] ?? small[entry.key];
    if (element) return [{ ...entry, key: element }];
    const block = blocks[entry.key];
    return block
      ? [{ ...entry, key: block, value: block === "Condition" ? conditions(entry.value) : principals(entry.value) }]
      : [];
  });
  const has = (name: string): boolean => entries.some(({ key }) => key === name);
  if (!has("Effect")) entries.unshift(entryFor("Effect", stringNode(nowhere, "Allow")));
  // The module may say on what.
  if (!has("Resource") && !has("NotResource") && !has("Principal") && !has("NotPrincipal"))
    entries.push(openEntry(nowhere));
  const made = objectNode(node.span, entries);
  foreign.add(made);
  return made;
}

/** What OpenShift calls the elements. */
const small: { readonly [name: string]: string | undefined } = tableOf({
  action: "Action",
  resource: "Resource",
  policyCondition: "Condition",
});

const blocks: { readonly [argument: string]: "Principal" | "NotPrincipal" | "Condition" | undefined } = tableOf({
  principals: "Principal",
  not_principals: "NotPrincipal",
  condition: "Condition",
  conditions: "Condition",
});

/**
 * Principals or conditions as the blocks of `aws_iam_policy_document` have them, with their names begun in whatever letter: `{ Type, Identifiers }`,
 * `{ Test, Variable, Values }`. Null where the value is none of them.
 */
export function fromBlocks(element: "Principal" | "NotPrincipal" | "Condition", value: ValueNode): ValueNode | null {
  if (value.kind !== "array" && value.kind !== "object") return null;
  const marker = element === "Condition" ? "variable" : "type";
  const lowered = (node: ValueNode): ValueNode =>
    node.kind === "object"
      ? {
          ...node,
          entries: node.entries.map((one) => ({ ...one, key: one.key.charAt(0).toLowerCase() + one.key.slice(1) })),
        }
      : node;
  const list = value.kind === "array" ? { ...value, items: value.items.map(lowered) } : lowered(value);
  if (partsOf(list, marker).parts.length === 0) return null;
  return element === "Condition" ? conditions(list) : principals(list);
}

/** `{ type, identifiers }`, in a list or a map, or one alone. */
function partsOf(
  value: ValueNode,
  marker: string,
): { readonly parts: readonly ObjectNode[]; readonly isOpen: boolean } {
  const items =
    value.kind === "array"
      ? value.items
      : value.kind === "object" && !entryOf(value, marker)
        ? value.entries.map((entry) => entry.value)
        : [value];
  const parts = items.flatMap((item) => (item.kind === "object" && entryOf(item, marker) ? [item] : []));
  return { parts, isOpen: parts.length < items.length };
}

function principals(value: ValueNode): ValueNode {
  const at = startOf(value.span);
  const { parts, isOpen } = partsOf(value, "type");
  const entries = parts.map((part): ObjectEntry => {
    const [type, identifiers] = [textAt(part, "type"), entryOf(part, "identifiers")];
    return type && identifiers && type !== "*" ? entryFor(type, identifiers.value, at) : openEntry(at);
  });
  return objectNode(at, isOpen ? [...entries, openEntry(at)] : entries);
}

function conditions(value: ValueNode): ValueNode {
  const at = startOf(value.span);
  const { parts, isOpen } = partsOf(value, "variable");
  const byOperator = new Map<string, ObjectEntry[]>();
  for (const part of parts) {
    const operator = textAt(part, "test") ?? openKey;
    const [key, values] = [textAt(part, "variable") ?? openKey, entryOf(part, "values")];
    const keys = byOperator.get(operator) ?? [];
    byOperator.set(operator, keys);
    const known = keys.findIndex((one) => one.key === key);
    // The provider makes one list of what is said of one key.
    if (known >= 0) keys[known] = { ...keys[known]!, value: unknown(at) };
    else keys.push(entryFor(key, values?.value ?? unknown(at), entryOf(part, "variable")!.value.span));
  }
  const entries = [...byOperator].map(([key, keys]) => entryFor(key, objectNode(at, keys)));
  return objectNode(at, isOpen ? [...entries, openEntry(at)] : entries);
}

const trusted: { readonly [argument: string]: string | undefined } = tableOf({
  trusted_role_arns: "AWS",
  trusted_role_services: "Service",
});

/** Whom a module's role trusts, by `trusted_role_arns`; on what condition, the module knows. */
export function trustedBy(name: string, value: ValueNode): ShapedPolicy | null {
  const type = trusted[name];
  if (!type) return null;
  const at = startOf(value.span);
  const statement = objectNode(at, [
    entryFor("Effect", stringNode(at, "Allow")),
    entryFor("Principal", objectOf(at, { [type]: value })),
    entryFor("Action", stringNode(at, "sts:AssumeRole")),
    openEntry(at),
  ]);
  return { root: documentAround(listNode(at, [statement])), place: { policyType: "trust" } };
}
