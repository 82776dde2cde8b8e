/** Serverless Framework: statements without a document around them. */
import type { Place } from "../policy/model";
import type { Span } from "../text";
import { entryOf, type TextPart, type ValueNode } from "../value";
import type { PlacedValue } from "../locate/cloudformation";
import { textNode, unknown } from "./intrinsics";
import { plainText } from "./placeholders";

/** The statements that `serverless.yml` gives to its roles and its API. */
export function placedInServerless(root: ValueNode): PlacedValue[] {
  const provider = at(root, "provider");
  if (!provider || !at(root, "service")) return [];
  const found: PlacedValue[] = [];
  const add = (value: ValueNode | undefined, place: Place): void => {
    if (value?.kind === "array") found.push({ value, place, statements: true, mayBeOther: false });
  };
  const role: Place = {
    policyType: "identity",
    resourceType: "AWS::IAM::Role",
    label: "provider",
    principal: "provider",
  };
  add(at(provider, "iam", "role", "statements"), role);
  add(at(provider, "iamRoleStatements"), role);
  const api: Place = { policyType: "resource", resourceType: "AWS::ApiGateway::RestApi", label: "provider" };
  add(at(provider, "apiGateway", "resourcePolicy"), api);
  add(at(provider, "resourcePolicy"), api);
  const functions = at(root, "functions");
  if (functions?.kind === "object") {
    for (const { key, value } of functions.entries)
      add(at(value, "iamRoleStatements"), { ...role, label: key, principal: key });
  }
  return found;
}

function at(node: ValueNode | undefined, ...path: readonly string[]): ValueNode | undefined {
  return path.reduce<ValueNode | undefined>(
    (here, key) => (here?.kind === "object" ? entryOf(here, key)?.value : undefined),
    node,
  );
}

/** Whether plain strings of a text may hold the framework's own variables. */
export function usesServerlessVariables(text: string): boolean {
  return /^service\s*:/m.test(text) && /^provider\s*:/m.test(text);
}

/** Of the sources of variables, `aws` is also the prefix of IAM's own policy variables, such as `${aws:username}`. */
const variableStart =
  /\$\{(?:(?:self|opt|env|file|ssm|cf|s3|param|sls|git|terraform|vault|custom|output)\b|aws:(?:accountId|region)\b)/g;

/** A string of `serverless.yml`, with its variables as holes; one that is nothing but a variable may be any value. */
export function serverlessText(span: Span, value: string): ValueNode {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of value.matchAll(variableStart)) {
    if (match.index < at) continue;
    const end = closingBrace(value, match.index + 2);
    parts.push(value.slice(at, match.index), { name: value.slice(match.index + 2, end) });
    at = Math.min(end + 1, value.length);
  }
  if (at === 0) return plainText(span, value);
  const all = [...parts, value.slice(at)].filter((part) => part !== "");
  return all.length === 1 ? unknown(span) : textNode(span, all);
}

/** Variables stand in variables: `${self:custom.${opt:stage}}`. */
function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  return text.length;
}
