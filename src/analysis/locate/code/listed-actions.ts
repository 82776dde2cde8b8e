/**
 * Actions that code keeps apart from the policy that they are for: constants that another file makes a policy of, what is handed to a construct or
 * a function of another file, what a list gets later. What is said of them is said only where they are IAM's beyond doubt (`Place.isList`).
 */
import { addTo } from "../../group-by";
import { entryFor, listNode, objectNode, openEntry } from "../../source/made-values";
import { childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { childrenOf, type ObjectNode, type StringNode, type ValueNode } from "../../value";
import { documentAround } from "../document-around";
import type { Writer } from "../located";
import type { Lone } from "./lone-statements";
import type { CodeValues } from "./values";

const actionText = /^[a-z0-9-]{2,40}:(?:\*|[A-Z][A-Za-z0-9]{1,80}\*?)$/;
/** Nothing that is longer is an action. */
const longest = 130;
/** Services with permissions of their own, which look like actions and are not all actions: in data access policies, of analyses and dashboards. */
const ownPermissions = /^(?:aoss|quicksight):/;
/** What is called so are actions; by the name alone a text is taken for one. */
const ofActions = new Set(["action", "actions", "permission", "permissions", "privilege", "privileges"]);
const gives = new Set(["grant", "allow"]);
/** What may be called so around a list of them. */
const ofPolicies = new Set([
  "policy",
  "policies",
  "statement",
  "statements",
  "grant",
  "allow",
  "deny",
  "denied",
  "iam",
  "role",
]);
/** What is called so looks the same and is something else. */
const ofOthers = new Set(
  "event events operation operations method methods call calls command commands log logger console print assert expect".split(
    " ",
  ),
);
/** So many together are a list of actions whatever it is called. */
const enough = 3;
/** From a text to the name of what it is part of. */
const deepest = 16;

const boundaries =
  /^(?:statement_block|block|constructor_body|program|module|source_file|compilation_unit|method_body|body_statement|expression_statement|if_statement|for_statement)$/;
/** What stands between a text and the list that it is in. */
const wrappers = /^(?:literal_element|argument|parenthesized_expression|as_expression|spread_element|pair_value)$/;

/** The actions that stand in none of these policies, those of one list together. */
export function listedActions(values: CodeValues, roots: readonly ObjectNode[]): readonly Lone[] {
  const seen = new Set<ValueNode>();
  const reach = (node: ValueNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const inner of childrenOf(node)) reach(inner);
  };
  for (const root of roots) reach(root);
  const lists = new Map<SyntaxNode, StringNode[]>();
  for (const node of values.file.tree.nodes) {
    const text = actionAt(values, node);
    if (!text || seen.has(text)) continue;
    const list = listAround(node);
    addTo(lists, list, text);
  }
  return [...lists].flatMap(([list, texts]) => (isOfActions(values, list, texts) ? [alone(texts)] : []));
}

/** Nothing but another name is written into them: who reads the list, this file does not tell. */
export function namesOnly(writer: Writer): Writer {
  return {
    edits: (changes) => (changes.every(({ kind }) => kind === "replace") ? writer.edits(changes) : null),
  };
}

function actionAt(values: CodeValues, node: SyntaxNode): StringNode | null {
  if (!/string/.test(node.type) || node.end - node.start > longest) return null;
  const written = values.file.text(node);
  if (!/^["'`][a-z0-9-]+:[\w*]+["'`]$/.test(written) || !actionText.test(written.slice(1, -1))) return null;
  const value = values.value(node);
  return value.kind === "string" ? value : null;
}

function listAround(node: SyntaxNode): SyntaxNode {
  let at = node.parent ?? node;
  while (at.parent && wrappers.test(at.type)) at = at.parent;
  return /^(?:array|list|set|tuple|literal_value|initializer_expression|array_initializer|array_creation_expression|argument_list|arguments)$/.test(
    at.type,
  )
    ? at
    : node;
}

function isOfActions(values: CodeValues, list: SyntaxNode, texts: readonly StringNode[]): boolean {
  if (texts.every(({ value }) => ownPermissions.test(value))) return false;
  const names = namesAround(values, list).map(wordsOf);
  // The name that is nearest tells most.
  for (const name of names) {
    if (name.some((word) => ofOthers.has(word))) return false;
    if (gives.has(name[0] ?? "") || name.some((word) => ofActions.has(word))) return true;
  }
  const isList = !/argument/.test(list.type) && !/string/.test(list.type);
  if (isList && names.some((name) => name.some((word) => ofPolicies.has(word)))) return true;
  const others = partsOf(list).filter(({ type }) => /string/.test(type)).length - texts.length;
  return isList && texts.length >= enough && others === 0;
}

/** `["reader", "actions"]` of `readerActions` and of `READER_ACTIONS`. */
function wordsOf(name: string): readonly string[] {
  return (name.match(/[A-Z]{1,60}(?![a-z])|[A-Z]?[a-z]{1,60}/g) ?? []).map((word) => word.toLowerCase());
}

/** What the code calls that which a value is part of, from the inside out: its key, its variable, the function that is given it. */
function namesAround(values: CodeValues, node: SyntaxNode): readonly string[] {
  const { file } = values;
  const names: string[] = [];
  let from = node;
  for (let depth = 0, at = node.parent; at && depth < deepest; depth++, from = at, at = at.parent) {
    if (at.type === "return_statement" || (at.type === "arrow_function" && from.field === "body")) {
      const owner = functionAround(at);
      if (owner) names.push(owner(file.tree.text));
      break;
    }
    if (boundaries.test(at.type)) break;
    const name =
      at.type === "keyed_element"
        ? at.children[0]
        : /call|invocation|object_creation|new_expression/.test(at.type)
          ? calleeOf(at)
          : (childOf(at, "name") ?? childOf(at, "left") ?? childOf(at, "key") ?? childOf(at, "property"));
    if (name && name !== from) names.push(lastName(file.text(name)), ...receiverOf(file.text(name)));
    if (/(?:class|enum|interface)_declaration|class_definition/.test(at.type)) break;
  }
  return names;
}

function calleeOf(call: SyntaxNode): SyntaxNode | null {
  return childOf(call, "function") ?? childOf(call, "name") ?? childOf(call, "constructor") ?? childOf(call, "type");
}

/** `addActions` of `this.role.addActions`, without quotes. */
function lastName(written: string): string {
  return written
    .slice(-200)
    .replace(/["'`\])\s]/g, "")
    .split(/[.[(]|->/)
    .at(-1)!;
}

/** `actions` of `actions.push`. */
function receiverOf(written: string): readonly string[] {
  const parts = written.slice(-200).split(".");
  return parts.length > 1 && /^(?:push|append|extend|add\w{0,10}|update|concat|insert)$/i.test(parts.at(-1)!)
    ? [parts.at(-2)!]
    : [];
}

function functionAround(node: SyntaxNode): ((text: string) => string) | null {
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    if (!/function|method/.test(at.type)) continue;
    const name = childOf(at, "name") ?? (at.parent && at.field === "value" ? childOf(at.parent, "name") : null);
    return name ? (text) => text.slice(name.start, name.end) : null;
  }
  return null;
}

function alone(texts: readonly StringNode[]): Lone {
  const at = { start: texts[0]!.span.start, end: texts[0]!.span.start };
  const actions = listNode(at, texts);
  const statement = objectNode(at, [entryFor("Action", actions), openEntry(at)]);
  const document = documentAround(listNode(at, [statement]));
  return { root: { ...document, entries: [...document.entries, openEntry(at)] }, place: { isList: true } };
}
