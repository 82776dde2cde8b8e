/** Statements that code adds to a policy that it does not write out: CDK's, and literals that are pushed onto a list. */
import type { Place } from "../../policy/model";
import type { SyntaxNode } from "../../source/syntax-tree";
import { childOf } from "../../source/syntax-tree";
import { type ArrayNode, entryOf, type ObjectNode, type ValueNode } from "../../value";
import { documentAround } from "../find";
import type { LocatedPolicy } from "../located";
import { type CodeValues, openEntry } from "./values";

interface Lone {
  readonly root: ObjectNode;
  readonly place: Place;
}

/** The statements that stand in no policy, those of one list together. */
export function loneStatements(
  roots: readonly ValueNode[],
  policies: readonly LocatedPolicy[],
  values: CodeValues,
): Lone[] {
  const seen = new Set<ValueNode>();
  const mark = (node: ValueNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const inner of within(node)) mark(inner);
  };
  for (const { root } of policies) mark(root);
  const found: Lone[] = [];
  const visit = (node: ValueNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    const first = node.kind === "array" ? node.items.find((item) => item.kind === "object") : node;
    if (first?.kind === "object" && isStatement(first, values)) {
      found.push(
        node.kind === "array" ? { root: documentAround(node), place: placeOfList(node, values) } : alone(first, values),
      );
      mark(node);
    } else for (const inner of within(node)) visit(inner);
  };
  for (const root of roots) visit(root);
  return found;
}

function within(node: ValueNode): readonly ValueNode[] {
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

/** CDK's, or an object with an effect of IAM's and the other elements that a statement needs. */
function isStatement(node: ObjectNode, values: CodeValues): boolean {
  if (values.statements.has(node)) return true;
  const effect = entryOf(node, "Effect")?.value;
  const has = (...names: readonly string[]): boolean => names.some((name) => entryOf(node, name) !== undefined);
  return (
    effect?.kind === "string" &&
    /^(?:Allow|Deny)$/.test(effect.value) &&
    has("Action", "NotAction") &&
    has("Resource", "NotResource", "Principal", "NotPrincipal")
  );
}

/** Other statements may stand beside one that is added by itself. */
function alone(statement: ObjectNode, values: CodeValues): Lone {
  const document = documentAround(statement);
  const made = values.statements.get(statement);
  const node = made?.call ?? values.nodeOf.get(statement);
  const root = node ? { ...document, entries: [...document.entries, openEntry(node)] } : document;
  return { root, place: made ? placeOfCall(made.call, values) : {} };
}

/** `new ManagedPolicy(this, 'Reader', { statements: […] })`. */
function placeOfList(list: ArrayNode, values: CodeValues): Place {
  for (let at = values.nodeOf.get(list)?.parent ?? null; at; at = at.parent) {
    const callee = childOf(at, "constructor") ?? (at.type === "call" ? childOf(at, "function") : null);
    if (!callee) continue;
    if (!/(?:^|\.)(?:Managed)?Policy$/.test(values.file.name(callee))) return {};
    const id = values.file.argumentsOf(at)[1];
    const label = id && values.value(id);
    return { policyType: "identity", ...(label?.kind === "string" && { label: label.value, principal: label.value }) };
  }
  return {};
}

/** `handler.addToRolePolicy(new PolicyStatement(…))`: what is added to one receiver applies together. */
function placeOfCall(statement: SyntaxNode, values: CodeValues): Place {
  const call = statement.parent?.parent;
  const callee = call && childOf(call, "function");
  const member = callee && values.file.language.member(values.file.tree, callee);
  if (!member) return {};
  const method = member.key.replaceAll("_", "").toLowerCase();
  if (method === "addtoresourcepolicy") return { policyType: "resource" };
  if (!/^addto(?:role|principal)?policy$/.test(method)) return {};
  const receiver = values.file.text(member.object);
  return { policyType: "identity", label: receiver, principal: receiver };
}
