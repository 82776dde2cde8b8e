/** Whether an object is an IAM policy, judged by itself: other documents have a `Statement` too. */
import { entryOf, type ObjectNode, type ValueNode } from "../value";
import { choicesOf } from "./elements";
import type { Statement } from "./model";

const elements = new Set([
  "sid",
  "effect",
  "action",
  "notaction",
  "resource",
  "notresource",
  "principal",
  "notprincipal",
  "condition",
]);
/** Other clouds borrowed the language: their versions are `1`, `1.1` and `2.0`, their resources `acs:` and `qcs:`. */
const foreignVersion = /^\d(\.\d)*$/;
const foreignResource = /^(acs|qcs):/;

/** Whether an object that is said to be a policy has anything of one, if only what belongs into a statement. */
export function hasElements(node: ObjectNode): boolean {
  return node.entries.some(({ key }) => /^(?:Version|Id|[Ss]tatements?)$/.test(key)) || looksLikeStatement(node);
}

/** What CloudFormation may do to a resource of a stack: the actions of a stack policy. */
const stackAction = /^Update:(\*|Modify|Replace|Delete)$/;
/** Whether all that a policy is about is what CloudFormation may do to the resources of a stack. */
export function isOfStack(statements: readonly Statement[]): boolean {
  return (
    statements.length > 0 &&
    statements.every(({ action, notAction }) => {
      const items = (action ?? notAction)?.items ?? [];
      return items.length > 0 && items.every(({ value }) => value !== null && stackAction.test(value));
    })
  );
}

/** The resource of a signed URL or cookie of CloudFront. */
const url = /^(https?|http\*|rtmp):\/\//;

/** A statement in another language that looks like this one: of a stack policy, of a signed URL of CloudFront, or of a policy that protects data in messages and logs. */
function isOfOtherLanguage(node: ObjectNode): boolean {
  if (entryOf(node, "DataIdentifier") && entryOf(node, "Operation")) return true;
  const actions = ["Action", "NotAction"].flatMap((name) => textsIn(entryOf(node, name)?.value));
  if (actions.length > 0) return actions.every((text) => stackAction.test(text));
  const resources = textsIn(entryOf(node, "Resource")?.value);
  return !entryOf(node, "Effect") && (resources.some((text) => url.test(text)) || hasEpochTime(node));
}

/** The time until which a signed URL is good. */
function hasEpochTime(node: ObjectNode): boolean {
  return keysOfCondition(node).some((key) => key.toLowerCase() === "aws:epochtime");
}

function keysOfCondition(node: ObjectNode): readonly string[] {
  const condition = entryOf(node, "Condition")?.value;
  if (condition?.kind !== "object") return [];
  return condition.entries.flatMap(({ value }) => (value.kind === "object" ? value.entries.map(({ key }) => key) : []));
}

/** What only the policies of AWS IoT Core know: variables and keys of a connection, in statements about `iot` alone. */
function isOfThings(statements: readonly ObjectNode[]): boolean {
  return (
    statements.every((node) => {
      const actions = textsIn(entryOf(node, "Action")?.value);
      return actions.length > 0 && actions.every((text) => text.startsWith("iot:"));
    }) &&
    statements.some((node) => thingVariable.test(textsIn(entryOf(node, "Resource")?.value).join()) || hasThingKey(node))
  );
}

const thingVariable = /\$\{iot:(Connection\.Thing\.|Certificate\.|ClientId\})/;

function hasThingKey(node: ObjectNode): boolean {
  return keysOfCondition(node).some((key) => /^iot:(connection\.thing|certificate)\./i.test(key));
}

function textsIn(value: ValueNode | undefined): readonly string[] {
  return (value?.kind === "array" ? value.items : [value]).flatMap((item) => textOf(item) ?? []);
}

/** Whether the version of a policy is one of another cloud, whose actions look the same. */
export function isOfOtherCloud(node: ObjectNode): boolean {
  const version = entryOf(node, "Version")?.value;
  const text = version?.kind === "number" ? String(version.value) : textOf(version);
  return text !== null && foreignVersion.test(text) && entryOf(node, "Statement") !== undefined;
}

/** True for an object that can be meant only as an IAM policy, mistakes in it included. */
export function looksLikePolicy(node: ObjectNode): boolean {
  const version = textOf(entryOf(node, "Version")?.value);
  const statement = entryOf(node, "Statement");
  const statements = statement ? statementsIn(statement.value) : [];
  if (statements.length > 0 && (statements.every(isOfOtherLanguage) || isOfThings(statements))) return false;
  if (isOfOtherCloud(node)) return false;
  if (version === "2012-10-17" || version === "2008-10-17") {
    return (
      node.entries.some((entry) => /^statements?$/i.test(entry.key)) ||
      node.entries.every((entry) => entry.key === "Version" || entry.key === "Id")
    );
  }
  return statements.some(looksLikeStatement);
}

function statementsIn(value: ValueNode): readonly ObjectNode[] {
  return choicesOf(value)
    .flatMap((choice) =>
      choice.node?.kind === "array" ? choice.node.items.flatMap((item) => choicesOf(item)) : [choice],
    )
    .flatMap((choice) => (choice.node?.kind === "object" ? [choice.node] : []));
}

/** An effect of IAM's, or two of a statement's elements; names in any case, so that a misspelt one is still looked at. */
function looksLikeStatement(node: ObjectNode): boolean {
  let known = 0;
  for (const entry of node.entries) {
    const name = entry.key.toLowerCase();
    if (!elements.has(name)) continue;
    known++;
    const value = entry.value.kind === "array" ? entry.value.items[0] : entry.value;
    const text = textOf(value);
    if (name === "resource" && text !== null && foreignResource.test(text)) return false;
    if (name === "effect" && text !== null && /^(allow|deny)$/i.test(text)) known++;
  }
  return known >= 2;
}

function textOf(value: ValueNode | undefined): string | null {
  return value?.kind === "string" ? value.value : null;
}
