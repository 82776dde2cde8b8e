/** AWS CDK's statements and documents (aws-cdk-lib/aws-iam) as the policy elements that they become. */
import type { CodeFile } from "../../code/code-file";
import { textNode } from "../../source/intrinsics";
import { entryFor, listNode, objectNode, openEntry, stringNode } from "../../source/made-values";
import type { SyntaxNode } from "../../source/syntax-tree";
import { ancestorOf, childOf } from "../../source/syntax-tree";
import { tableOf } from "../../table";
import { spanOf, startOf } from "../../text";
import { type ObjectEntry, type ObjectNode, openKey, type StringNode, type ValueNode } from "../../value";
import { withAdded } from "./added-elements";
import { camelCase, snakeCase } from "./letter-case";
import { conditioned, conditionsOfOnly, jsonOf, principal, principals } from "./principals";
import { documentFunction, pulumiDocument } from "./pulumi";
import type { CodeValues } from "./values";

/** What the properties of a `PolicyStatement` are called in a policy; Python writes them in snake case. */
const elements: { readonly [property: string]: string | undefined } = tableOf({
  sid: "Sid",
  effect: "Effect",
  actions: "Action",
  notActions: "NotAction",
  resources: "Resource",
  notResources: "NotResource",
  principals: "Principal",
  notPrincipals: "NotPrincipal",
  conditions: "Condition",
});

/** The property that becomes an element of a policy; null where CDK has no such property, or wants objects of its own. */
export function propertyOf(element: string, isPython: boolean): string | null {
  const property = Object.keys(elements).find(
    (one) => elements[one] === element && one !== "principals" && one !== "notPrincipals" && one !== "effect",
  );
  if (property === undefined) return null;
  return isPython ? snakeCase(property) : property;
}

/** The element that a property becomes; undefined for one that becomes none. */
export function elementOf(property: string): string | undefined {
  return elements[property];
}

/** Whether a call may give a statement or a document. */
export function mayGivePolicy({ file }: CodeValues, call: SyntaxNode): boolean {
  const callee = childOf(call, "function");
  const name = callee ? file.ownName(callee) : "";
  if (callee && isStatementOfOwn(file, callee)) return true;
  return name === "grant" || name.startsWith("addToPrincipal") || documentFunction.test(name);
}

/** A `PolicyStatement`, `PolicyDocument`, `Effect` or principal; null where the expression is none of them. */
export function cdkValue(values: CodeValues, node: SyntaxNode): ValueNode | null {
  const callee =
    childOf(node, "constructor") ?? (/^call(?:_expression)?$/.test(node.type) ? childOf(node, "function") : null);
  if (!callee) return effect(values, node);
  const name = values.file.ownName(callee);
  if (name === "Effect") return effectByValue(values, node);
  if (name === "PolicyStatement" || isStatementOfOwn(values.file, callee)) return statement(values, node);
  if (name === "PolicyDocument") return policyDocument(values, node);
  if (/^(?:addToPrincipal|add_to_principal)/.test(name))
    return isGrant(values, callee) ? statement(values, node) : null;
  if (name === "grant") return granted(values, node);
  if (/^arn_?[fF]or_?[oO]bjects$/.test(name)) return arnOfObjects(values, node, callee);
  if (documentFunction.test(name)) {
    const properties = propertiesOf(values, node);
    return properties && pulumiDocument(properties, values.foreign);
  }
  // How Pulumi's inputs are written in Python.
  if (/[a-z]Args$/.test(name) && node.type === "call") return propertiesOf(values, node);
  if (/^with_?[cC]onditions$/.test(name)) {
    const member = values.file.language.member(values.file.tree, callee);
    return member && conditioned(values, node, member.object);
  }
  if (name === "CfnJson") return jsonOf(values, node);
  return name.endsWith("Principal") ? principal(values, node, name) : null;
}

/** `super({ actions, resources })` in a class that extends `PolicyStatement`, and Python's `super().__init__(actions=…)`. */
function isStatementOfOwn(file: CodeFile, callee: SyntaxNode): boolean {
  if (callee.type !== "super" && file.text(callee) !== "super().__init__") return false;
  const owner = ancestorOf(callee, "class_declaration", "class", "class_definition");
  const parents = owner?.children.find(({ type, field }) => type === "class_heritage" || field === "superclasses");
  return parents !== undefined && /(?:^|[\s.(])PolicyStatement\s*\)?$/.test(file.text(parents));
}

/** `Effect.ALLOW`, `iam.Effect.DENY`. */
function effect(values: CodeValues, node: SyntaxNode): StringNode | null {
  const member = values.file.language.member(values.file.tree, node);
  if (
    !member ||
    (member.key !== "ALLOW" && member.key !== "DENY") ||
    !/(?:^|\.)Effect$/.test(values.file.name(member.object))
  )
    return null;
  return stringNode(spanOf(node), member.key === "ALLOW" ? "Allow" : "Deny");
}

/** Python's `iam.Effect("ALLOW")`. */
function effectByValue(values: CodeValues, call: SyntaxNode): StringNode | null {
  const [only] = values.file.argumentsOf(call);
  const said = only && values.value(only);
  if (said?.kind !== "string" || !/^(?:ALLOW|DENY)$/.test(said.value)) return null;
  return stringNode(spanOf(call), said.value === "ALLOW" ? "Allow" : "Deny");
}

/** `iam.Grant.addToPrincipal({ actions, resourceArns })`. */
function isGrant({ file }: CodeValues, callee: SyntaxNode): boolean {
  return /(?:^|\.)Grant\.\w+$/.test(file.name(callee));
}

/** `table.grant(handler, "dynamodb:GetItem")`: on what, the construct knows. */
function granted(values: CodeValues, call: SyntaxNode): ObjectNode | null {
  const callee = childOf(call, "function");
  if (!values.usesCdk || !callee || !values.file.language.member(values.file.tree, callee)) return null;
  const actions = values.file
    .argumentsOf(call)
    .slice(1)
    .filter((one) => one.type !== "keyword_argument")
    .map((one) => values.value(one));
  if (!actions.some((one) => one.kind === "string" && /^[a-z0-9-]{2,40}:(?:\*|[A-Z][\w*]*)$/.test(one.value)))
    return null;
  const at = { start: call.end, end: call.end };
  const entries: ObjectEntry[] = [
    entryFor("Effect", stringNode(at, "Allow")),
    entryFor("Action", listNode(at, actions)),
    openEntry(at),
  ];
  const made = objectNode(spanOf(call), entries);
  values.statements.set(made, { call, properties: made });
  return made;
}

/** The properties that a construct is given; null where they are not written there. */
function propertiesOf(values: CodeValues, call: SyntaxNode): ObjectNode | null {
  const list = childOf(call, "arguments");
  if (!list) return null;
  const properties = values.file.entries(list) ? list : values.file.argumentsOf(call)[0];
  const value = properties && values.value(properties);
  return value?.kind === "object" && value.entries.length > 0 ? value : null;
}

function statement(values: CodeValues, call: SyntaxNode): ObjectNode | null {
  const mutation = values.mutationOf(call);
  const at = spanOf(call);
  const properties: ObjectNode | null = propertiesOf(values, call) ?? (mutation ? objectNode(at, []) : null);
  if (!properties) return null;
  const written = properties.entries.flatMap((entry): ObjectEntry[] => {
    const property = camelCase(entry.key);
    const element =
      entry.key === openKey ? openKey : (elements[property] ?? (property === "resourceArns" ? "Resource" : undefined));
    return element === undefined ? [] : [{ ...entry, key: element }];
  });
  const all = mutation ? withAdded(values, written, mutation, call) : written;
  // CDK puts what a principal asks for into the statement.
  const isConditional = all.some(({ key }) => key === "Condition" || key === openKey);
  const asked = isConditional ? null : conditionsOfOnly(values, all.find(({ key }) => key === "Principal")?.value);
  const entries = all.map((entry): ObjectEntry => {
    const isWhom = /Principal$/.test(entry.key);
    return isWhom ? { ...entry, value: principals(values, entry.value, asked !== null) } : entry;
  });
  if (asked) {
    const condition: ObjectNode = { ...asked };
    values.foreign.add(condition);
    entries.push(entryFor("Condition", condition, startOf(asked.span)));
  }
  if (!entries.some(({ key }) => key === "Effect" || key === openKey)) {
    const nowhere = startOf(properties.span);
    entries.unshift(entryFor("Effect", stringNode(nowhere, "Allow")));
  }
  const made = objectNode(properties.span, entries);
  values.statements.set(made, { call, properties });
  return made;
}

/** `bucket.arnForObjects("*")` */
function arnOfObjects(values: CodeValues, call: SyntaxNode, callee: SyntaxNode): ValueNode | null {
  const { file } = values;
  const member = file.language.member(file.tree, callee);
  const [given, ...others] = file.argumentsOf(call);
  if (!values.usesCdk || !member || !given || others.length > 0) return null;
  const objects = values.value(given.type === "keyword_argument" ? (childOf(given, "value") ?? given) : given);
  const arn = member.key.includes("_") ? "bucket_arn" : "bucketArn";
  const parts =
    objects.kind === "string"
      ? [objects.value]
      : objects.kind === "template"
        ? objects.parts
        : [{ name: file.shortName(given) }];
  return textNode(spanOf(call), [{ name: `${file.text(member.object)}.${arn}` }, "/", ...parts]);
}

function policyDocument(values: CodeValues, call: SyntaxNode): ObjectNode | null {
  const properties = propertiesOf(values, call);
  const statements = properties?.entries.find((entry) => entry.key === "statements");
  if (!properties || !statements) return null;
  const nowhere = startOf(properties.span);
  const version = entryFor("Version", stringNode(nowhere, "2012-10-17"));
  const open = properties.entries.filter((entry) => entry.key === openKey);
  return objectNode(properties.span, [version, { ...statements, key: "Statement" }, ...open]);
}
