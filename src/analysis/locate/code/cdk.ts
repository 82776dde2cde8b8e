/** AWS CDK's statements, documents and principals (aws-cdk-lib/aws-iam) as the policy elements that they become. */
import { trailing } from "../../scan";
import { textNode } from "../../source/intrinsics";
import type { SyntaxNode } from "../../source/syntax-tree";
import { childOf } from "../../source/syntax-tree";
import { tableOf } from "../../table";
import {
  type ArrayNode,
  type ObjectEntry,
  type ObjectNode,
  openKey,
  type StringNode,
  type ValueNode,
} from "../../value";
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
  return isPython ? property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : property;
}

/** A `PolicyStatement`, `PolicyDocument`, `Effect` or principal; null where the expression is none of them. */
export function cdkValue(values: CodeValues, node: SyntaxNode): ValueNode | null {
  const callee = childOf(node, "constructor") ?? (node.type === "call" ? childOf(node, "function") : null);
  if (!callee) return effect(values, node);
  const name = trailing(values.file.name(callee), /\w/);
  if (name === "PolicyStatement") return statement(values, node);
  if (name === "PolicyDocument") return policyDocument(values, node);
  return name.endsWith("Principal") ? principal(values, node, name) : null;
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
  return {
    kind: "string",
    span: { start: node.start, end: node.end },
    value: member.key === "ALLOW" ? "Allow" : "Deny",
  };
}

/** The properties that a construct is given; null where they are not written there. */
function propertiesOf(values: CodeValues, call: SyntaxNode): ObjectNode | null {
  const list = childOf(call, "arguments");
  if (!list) return null;
  const properties = values.file.entries(list) ? list : values.file.argumentsOf(call)[0];
  const value = properties && values.value(properties);
  return value?.kind === "object" && value.entries.length > 0 ? value : null;
}

function camelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function statement(values: CodeValues, call: SyntaxNode): ObjectNode | null {
  const properties = propertiesOf(values, call);
  if (!properties) return null;
  const entries = properties.entries.flatMap((entry): ObjectEntry[] => {
    const element = entry.key === openKey ? openKey : elements[camelCase(entry.key)];
    if (element === undefined) return [];
    return [{ ...entry, key: element, value: /Principal$/.test(element) ? principals(entry.value) : entry.value }];
  });
  if (!entries.some(({ key }) => key === "Effect" || key === openKey)) {
    const nowhere = { start: properties.span.start, end: properties.span.start };
    entries.unshift({ key: "Effect", keySpan: nowhere, value: { kind: "string", span: nowhere, value: "Allow" } });
  }
  if (values.isMutated(call))
    entries.push({
      key: openKey,
      keySpan: { start: call.end, end: call.end },
      value: { kind: "unknown", span: { start: call.end, end: call.end }, alternatives: [] },
    });
  const made: ObjectNode = { kind: "object", span: properties.span, entries };
  values.statements.set(made, { call, properties });
  return made;
}

function policyDocument(values: CodeValues, call: SyntaxNode): ObjectNode | null {
  const properties = propertiesOf(values, call);
  const statements = properties?.entries.find((entry) => entry.key === "statements");
  if (!properties || !statements) return null;
  const nowhere = { start: properties.span.start, end: properties.span.start };
  const version: ObjectEntry = {
    key: "Version",
    keySpan: nowhere,
    value: { kind: "string", span: nowhere, value: "2012-10-17" },
  };
  const open = properties.entries.filter((entry) => entry.key === openKey);
  return { kind: "object", span: properties.span, entries: [version, { ...statements, key: "Statement" }, ...open] };
}

const principalTypes: { readonly [name: string]: string | undefined } = tableOf({
  ServicePrincipal: "Service",
  ArnPrincipal: "AWS",
  AccountPrincipal: "AWS",
  AnyPrincipal: "AWS",
  StarPrincipal: "AWS",
  CanonicalUserPrincipal: "CanonicalUser",
});

/** `new ServicePrincipal('ec2.amazonaws.com')` as `{ Service: … }`; null for those that bring conditions or are not told by their arguments. */
function principal(values: CodeValues, call: SyntaxNode, name: string): ObjectNode | null {
  const type = principalTypes[name];
  const list = values.file.argumentsOf(call);
  if (type === undefined || list.length > 1) return null;
  const at = { start: call.start, end: call.end };
  const argument = list[0] && values.value(list[0]);
  let value: ValueNode | null = argument ?? null;
  if (name === "AnyPrincipal" || name === "StarPrincipal") value = { kind: "string", span: at, value: "*" };
  else if (name === "AccountPrincipal")
    value = argument?.kind === "string" ? textNode(at, [`arn:aws:iam::${argument.value}:root`]) : null;
  return (
    value && {
      kind: "object",
      span: at,
      entries: [{ key: type, keySpan: { start: call.start, end: call.start }, value }],
    }
  );
}

/** The principals of a list, by their type; what is not known leaves the element open. */
function principals(list: ValueNode): ValueNode {
  if (list.kind !== "array") return list;
  const byType = new Map<string, ValueNode[]>();
  let isOpen = false;
  for (const item of list.items) {
    const [entry] = item.kind === "object" ? item.entries : [];
    if (!entry) {
      isOpen = true;
      continue;
    }
    const known = byType.get(entry.key);
    if (known) known.push(entry.value);
    else byType.set(entry.key, [entry.value]);
  }
  const nowhere = { start: list.span.start, end: list.span.start };
  const entries = [...byType].map(([key, items]): ObjectEntry => ({
    key,
    keySpan: nowhere,
    value: { kind: "array", span: list.span, items } satisfies ArrayNode,
  }));
  if (isOpen)
    entries.push({ key: openKey, keySpan: nowhere, value: { kind: "unknown", span: nowhere, alternatives: [] } });
  return { kind: "object", span: list.span, entries };
}
