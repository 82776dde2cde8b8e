/** Actions that code hands to a function of the same file, which makes a policy of them: `policy(["s3:GetObject"])`. */
import { entryFor, listNode, objectNode, openEntry } from "../../source/made-values";
import { ancestorOf, childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { startOf } from "../../text";
import { type ValueNode } from "../../value";
import { documentAround } from "../document-around";
import type { Lone } from "./lone-statements";
import type { CodeValues } from "./values";

/** What is called so in a statement, in CDK's properties, and in Python's. */
const actionElement = /^(?:Not)?Actions?$|^actions$|^notActions$|^not_actions$/;
const functions = [
  "function_declaration",
  "function_expression",
  "arrow_function",
  "method_definition",
  "function_definition",
];
/** What stands between a name and the element that it is part of: `Action: [...actions]`. */
const between = /^(?:array|list|spread_element|list_splat|parenthesized_expression|as_expression|non_null_expression)$/;
const actionText = /^(?:\*|[a-z0-9-]{2,40}:[\w*?]{1,100})$/;

/** A parameter that becomes the actions of a statement. */
interface Parameter {
  readonly callee: string;
  readonly name: string;
  readonly index: number;
}

/** The actions that calls hand over, each by itself: on what and for whom, the function knows. */
export function handedActions(values: CodeValues): readonly Lone[] {
  const wanted = new Map<string, Parameter[]>();
  for (const node of values.file.tree.nodes) {
    const parameter = parameterIn(values, node);
    if (!parameter) continue;
    const known = wanted.get(parameter.callee) ?? [];
    wanted.set(parameter.callee, known);
    if (!known.some(({ index }) => index === parameter.index)) known.push(parameter);
  }
  if (wanted.size === 0) return [];
  return values.file.tree.nodes.flatMap((node): readonly Lone[] => {
    const callee = /^call(?:_expression)?$/.test(node.type) ? childOf(node, "function") : null;
    const parameters = callee ? (wanted.get(values.file.ownName(callee)) ?? []) : [];
    return parameters.flatMap((parameter) => {
      const given = argumentFor(values, node, parameter);
      return given ? [alone(given, node)] : [];
    });
  });
}

/** The parameter that a name reads, where its value becomes the actions of a statement. */
function parameterIn({ file }: CodeValues, node: SyntaxNode): Parameter | null {
  if (!/identifier$/.test(node.type) || !file.language.isReference(node) || !isAction(node, file.tree.text))
    return null;
  const declaration = file.scopes.bindingOf(node)?.declarations[0];
  const owner = declaration && ancestorOf(declaration.node, ...functions);
  const list = owner && (childOf(owner, "parameters") ?? childOf(owner, "parameter"));
  if (!declaration || !list || declaration.node.start < list.start || declaration.node.end > list.end) return null;
  const parameters = list.type === "identifier" ? [list] : partsOf(list);
  const at = parameters.findIndex(({ start, end }) => start <= declaration.node.start && declaration.node.end <= end);
  // What is taken out of an object is given by its name.
  if (at < 0 || /pattern$|splat/.test((childOf(parameters[at]!, "pattern") ?? parameters[at]!).type)) return null;
  const callee = nameOf(owner, file.tree.text);
  const first = parameters[0]!;
  const isBound = owner.type === "function_definition" && /^(?:self|cls)$/.test(file.text(first));
  return callee === null ? null : { callee, name: declaration.name, index: isBound ? at - 1 : at };
}

function isAction(node: SyntaxNode, text: string): boolean {
  let at = node;
  while (at.parent && between.test(at.parent.type)) at = at.parent;
  if (at.type === "shorthand_property_identifier") return actionElement.test(text.slice(at.start, at.end));
  const key = at.field === "value" && at.parent ? (childOf(at.parent, "key") ?? childOf(at.parent, "name")) : null;
  return (
    key !== null &&
    /^(?:pair|keyword_argument)$/.test(at.parent!.type) &&
    actionElement.test(text.slice(key.start, key.end).replace(/^["']|["']$/g, ""))
  );
}

/** What a function is called by; null for one without a name. */
function nameOf(owner: SyntaxNode, text: string): string | null {
  const holder = owner.parent;
  const name =
    childOf(owner, "name") ??
    (holder && owner.field === "value"
      ? (childOf(holder, "name") ?? childOf(holder, "property") ?? childOf(holder, "key"))
      : null);
  return name && /identifier$/.test(name.type) ? text.slice(name.start, name.end) : null;
}

/** What a call gives for the parameter, where it is actions and nothing else. */
function argumentFor(values: CodeValues, call: SyntaxNode, { name, index }: Parameter): ValueNode | null {
  const given = values.file.argumentsOf(call);
  const named = given.find(
    (one) => one.type === "keyword_argument" && values.file.text(childOf(one, "name")!) === name,
  );
  const plain = given.filter(({ type }) => type !== "keyword_argument");
  if (plain.slice(0, index + 1).some(({ type }) => /spread|splat/.test(type))) return null;
  const node = named ? childOf(named, "value") : plain[index];
  const value = node ? values.value(node) : null;
  const texts = value?.kind === "array" ? value.items : value ? [value] : [];
  const isWritten = (one: ValueNode): boolean => one.kind === "string" && actionText.test(one.value);
  return texts.some((one) => one.kind === "string" && one.value.includes(":")) &&
    texts.every((one) => isWritten(one) || one.kind === "unknown" || one.kind === "template")
    ? value
    : null;
}

function alone(actions: ValueNode, call: SyntaxNode): Lone {
  const at = startOf(call);
  const statement = objectNode(at, [entryFor("Action", actions, at), openEntry(at)]);
  const document = documentAround(listNode(at, [statement]));
  return { root: { ...document, entries: [...document.entries, openEntry(at)] }, place: {} };
}
