/** Permissions that are no policy where they are written, but become a statement of one. */
import { textNode, unknown } from "../source/intrinsics";
import { entryFor, listNode, objectNode, stringNode } from "../source/made-values";
import { type Span, startOf } from "../text";
import { type ObjectEntry, type ObjectNode, openKey, type ValueNode } from "../value";
import { withParts } from "../value-parts";
import { documentAround } from "./document-around";

/** What a permission is given; what is not known is an unknown. */
export interface Permission {
  readonly action: ValueNode | undefined;
  readonly principal: ValueNode | undefined;
  readonly sourceArn: ValueNode | undefined;
  readonly sourceAccount: ValueNode | undefined;
  readonly organization: ValueNode | undefined;
  /** One that is written out: `{ Type: StringEquals, Key: aws:PrincipalOrgID, Value: o-a1b2c3d4e5 }`. */
  readonly condition:
    | { readonly operator: string; readonly key: string; readonly keySpan: Span; readonly value: ValueNode }
    | undefined;
  /** Whether it holds for calls by the URL of the function alone. */
  readonly viaUrl?: ValueNode | undefined;
  /** What whoever calls shows. */
  readonly token?: ValueNode | undefined;
  /** The way in which the URL of the function asks who calls: `AWS_IAM`, `NONE`. */
  readonly urlAuthentication?: ValueNode | undefined;
  /** It has conditions of another kind. */
  readonly hasOther: boolean;
}

/**
 * The policy with the statement that a permission becomes; null where it says too little. What is not in the text has an empty span.
 * @param byDefault the action where none is named
 */
export function permissionPolicy(permission: Permission, around: Span, byDefault?: string): ObjectNode | null {
  const { action, principal, sourceArn, sourceAccount, organization, condition, viaUrl, hasOther } = permission;
  const { token, urlAuthentication } = permission;
  const at = startOf(around);
  const allowed: ValueNode | undefined = action ?? (byDefault === undefined ? undefined : stringNode(at, byDefault));
  if (!allowed || !principal) return null;
  const entry = (key: string, value: ValueNode): ObjectEntry => entryFor(key, value, startOf(value.span));
  const equals = [
    ...(sourceAccount ? [entry("aws:SourceAccount", sourceAccount)] : []),
    ...(organization ? [entry("aws:PrincipalOrgID", organization)] : []),
    ...(token ? [entry("lambda:EventSourceToken", token)] : []),
    ...(urlAuthentication ? [entry("lambda:FunctionUrlAuthType", urlAuthentication)] : []),
  ];
  // What may be `null` asks for nothing then.
  const blockOf = (key: string, value: ValueNode): ValueNode =>
    value.kind === "unknown" && value.alternatives.includes(null)
      ? withParts(value, (one) => objectNode(at, [entry(key, one)]))
      : objectNode(at, [entry(key, value)]);
  const [only, ...others] = equals;
  const conditions = [
    ...(condition
      ? [entry(condition.operator, objectNode(at, [entryFor(condition.key, condition.value, condition.keySpan)]))]
      : []),
    ...(sourceArn ? [entry("ArnLike", blockOf("aws:SourceArn", sourceArn))] : []),
    ...(viaUrl ? [entry("Bool", objectNode(at, [entry("lambda:InvokedViaFunctionUrl", viaUrl)]))] : []),
    ...(only && others.length === 0 ? [entry("StringEquals", blockOf(only.key, only.value))] : []),
    ...(others.length > 0 ? [entry("StringEquals", objectNode(at, equals))] : []),
  ];
  const open = entry(openKey, unknown(at));
  const statement = objectNode(at, [
    entry("Effect", stringNode(at, "Allow")),
    entry("Principal", principalOf(principal, startOf(principal.span))),
    entry("Action", allowed),
    entry("Resource", textNode(at, [{ name: "" }])),
    ...(conditions.length > 0 ? [entry("Condition", objectNode(at, conditions))] : []),
    ...(hasOther ? [open] : []),
  ]);
  const document = documentAround(listNode(at, [statement]));
  // Others may be given to the same function.
  return { ...document, span: around };
}

function principalOf(value: ValueNode, at: Span): ValueNode {
  const alternatives = value.kind === "unknown" ? value.alternatives.filter((one) => one !== null) : [];
  if (value.kind === "unknown" && alternatives.length > 0)
    return { ...value, alternatives: alternatives.map((one) => principalOf(one, at)) };
  const text = value.kind === "string" ? value.value : null;
  if (text === "*") return value;
  const said = value.kind === "template" ? joined(value.parts) : (text ?? "");
  // A role for a service has its name in its path.
  const isService = said.includes(".amazonaws.") && !said.startsWith("arn:");
  const isArn = value.kind === "template" && /^arn:[^:]{0,40}:(?:iam|sts)::/.test(said);
  if (text === null && !isService && !isArn) return unknown(value.span);
  return objectNode(at, [entryFor(isService ? "Service" : "AWS", value, startOf(value.span))]);
}

function joined(parts: readonly unknown[]): string {
  return parts.filter((part) => typeof part === "string").join("");
}
