/** `assumedBy` of CDK's roles: the trust policy that it becomes. */
import type { CodeFile } from "../../code/code-file";
import { unknown } from "../../source/intrinsics";
import { entryFor, listNode, objectOf, openEntry, stringNode } from "../../source/made-values";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import { type Span, spanOf, startOf } from "../../text";
import type { ObjectNode, ValueNode } from "../../value";
import { documentAround } from "../document-around";
import { principalName } from "./builders";
import { nameOfMade } from "./made";
import type { CodeValues } from "./values";

/** The trust policies of the roles in a file, each with the id of its role; where that is made of something, with what the code calls it, or how the id is written. */
export function trustPolicies(values: CodeValues): { readonly root: ObjectNode; readonly label: string | undefined }[] {
  const { file } = values;
  return file.tree.nodes.flatMap((node) => {
    const value = assumer(file, node);
    if (!value) return [];
    const statements = statementsOf(values, value);
    if (statements.length === 0) return [];
    const construct = constructAround(node);
    const properties = construct ? node.parent : null;
    const nowhere = startOf(value);
    const ids = properties && externalIds(values, properties);
    const document = documentAround(
      listNode(nowhere, ids ? statements.map((one) => withExternalIds(one, ids, nowhere)) : statements),
    );
    const id = construct ? file.argumentsOf(construct)[1] : undefined;
    const label = id ? values.value(id) : undefined;
    // Others may be added to it.
    const open = openEntry(nowhere);
    return [
      {
        root: { ...document, entries: [...document.entries, open] },
        label: label?.kind === "string" ? label.value : construct ? calledBy(file, construct, id) : undefined,
      },
    ];
  });
}

function calledBy(file: CodeFile, construct: SyntaxNode, id: SyntaxNode | undefined): string | undefined {
  return (
    nameOfMade(file, construct) ?? (id && id.type !== "keyword_argument" ? file.shortName(id, longestName) : undefined)
  );
}

const longestName = 100;

/** What a role asks of everybody who assumes it; null where it asks for nothing. */
function externalIds(values: CodeValues, properties: SyntaxNode): ValueNode | null {
  const named = /^external_?[iI]ds?$/;
  const entry = (values.file.entries(properties) ?? []).find(({ key }) => key !== null && named.test(key));
  if (entry) return values.value(entry.value);
  return /\bexternal_?[iI]ds?\b/.test(values.file.text(properties)) ? unknown(startOf(spanOf(properties))) : null;
}

function withExternalIds(statement: ObjectNode, ids: ValueNode, at: Span): ObjectNode {
  const others = statement.entries.filter(({ key }) => key !== "Condition");
  const isKnown = others.length === statement.entries.length && /^(?:array|string|template)$/.test(ids.kind);
  const condition = isKnown ? objectOf(at, { StringEquals: objectOf(at, { "sts:ExternalId": ids }) }) : unknown(at);
  return { ...statement, entries: [...others, entryFor("Condition", condition, at)] };
}

/** What is given under the name: `assumedBy: principal`, `AssumedBy = principal`, `.assumedBy(principal)`. */
function assumer(file: CodeFile, node: SyntaxNode): SyntaxNode | null {
  switch (node.type) {
    case "pair":
    case "keyword_argument":
    case "keyed_element":
    case "assignment_expression": {
      const key = childOf(node, "key") ?? childOf(node, "name") ?? childOf(node, "left");
      const value = childOf(node, "value") ?? childOf(node, "right");
      return key && value && named.test(file.name(key)) ? file.language.unwrap(value) : null;
    }
    case "method_invocation": {
      const call = file.call(node);
      return call && call.arguments.length === 1 && named.test(call.name) ? call.arguments[0]!.value : null;
    }
    default:
      return null;
  }
}

const named = /^(?:assumedBy|assumed_by|AssumedBy)$/;

function constructAround(node: SyntaxNode): SyntaxNode | null {
  const properties = node.type === "pair" ? node.parent : node;
  const list = properties?.parent;
  return list && /^(?:arguments|argument_list)$/.test(list.type) ? list.parent : null;
}

/** A statement a principal; several with `CompositePrincipal`, none where it cannot be told. */
function statementsOf(values: CodeValues, expression: SyntaxNode): ObjectNode[] {
  const { base, path } = values.file.resolve(expression);
  if (path.length > 0) return [];
  const callee = childOf(base, "constructor") ?? (base.type === "call" ? childOf(base, "function") : null);
  const call = callee ? null : values.file.call(base);
  const name = callee ? values.file.ownName(callee) : call ? principalName(values.file, call) : null;
  if (name === "CompositePrincipal") return values.file.argumentsOf(base).flatMap((one) => statementsOf(values, one));
  const principal = values.value(base);
  const brought = values.principals.get(principal);
  if (!brought) return [];
  const at = startOf(principal.span);
  return [
    objectOf(at, {
      Effect: stringNode(at, "Allow"),
      Principal: principal,
      Action: brought.action ?? unknown(at),
      Condition: brought.conditions ?? undefined,
    }),
  ];
}
