/** What somebody is let in to, or everybody is denied, by the policy of a resource that a tool writes. */
import type { Place, Policy } from "../policy/model";
import { readPolicy } from "../policy/read";
import { textNode } from "../source/intrinsics";
import { entryFor, listNode, objectNode, objectOf, stringNode } from "../source/made-values";
import type { Span } from "../text";
import type { TextPart, ValueNode } from "../value";

export interface LetIn {
  /** The resource, as the document calls it. */
  readonly label: string;
  readonly principal: readonly [kind: "Service" | "CanonicalUser" | "AWS" | "Federated", name: TextPart];
  readonly actions: readonly string[];
  readonly resources: readonly (readonly TextPart[])[];
  /** What `aws:SourceArn` has to be. */
  readonly from?: TextPart | readonly TextPart[] | null;
  /** A key of the request, and what it has to be. */
  readonly equals?: readonly [key: string, value: TextPart];
}

/** What a policy denies everybody whose request has a property. */
export interface Kept extends Pick<LetIn, "label" | "actions" | "resources"> {
  readonly where: readonly [operator: string, key: string, value: TextPart];
}

/** @param at what says so: all of the policy stands there */
export function policyOfKept({ label, actions, resources, where: [operator, key, value] }: Kept, at: Span): Policy {
  const condition = { [operator]: { [key]: textNode(at, [value]) } };
  return policyOf("Deny", ["AWS", "*"], { label, actions, resources }, condition, at);
}

/** @param at what says so: all of the policy stands there */
export function policyOfLetIn({ principal, from, equals, ...what }: LetIn, at: Span): Policy {
  const conditions = {
    ...(from != null && { ArnLike: { "aws:SourceArn": textNode(at, [from].flat()) } }),
    ...(equals && { StringEquals: { [equals[0]]: textNode(at, [equals[1]]) } }),
  };
  return policyOf("Allow", principal, what, conditions, at);
}

/** Who may assume a role that a tool makes. */
export interface Trusted extends Pick<LetIn, "label" | "principal" | "actions"> {
  /** Keys of the request, and what each has to be. */
  readonly claims: readonly (readonly [key: string, value: readonly TextPart[]])[];
}

/** @param at what says so: all of the policy stands there */
export function policyOfTrust({ label, principal, actions, claims }: Trusted, at: Span): Policy {
  const equals = Object.fromEntries(claims.map(([key, parts]) => [key, textNode(at, parts)]));
  const conditions = claims.length > 0 ? { StringEquals: equals } : {};
  return policyOf("Allow", principal, { label, actions, resources: [] }, conditions, at, "trust");
}

type Conditions = Readonly<Record<string, Readonly<Record<string, ValueNode>>>>;

function policyOf(
  effect: "Allow" | "Deny",
  [kind, name]: LetIn["principal"],
  { label, actions, resources }: Pick<LetIn, "label" | "actions" | "resources">,
  conditions: Conditions,
  at: Span,
  policyType: "resource" | "trust" = "resource",
): Policy {
  const text = (value: string): ValueNode => stringNode(at, value);
  const condition = Object.entries(conditions).map(([operator, keys]) => entryFor(operator, objectOf(at, keys)));
  const named = resources.map((parts) => textNode(at, parts));
  const statement = objectOf(at, {
    Effect: text(effect),
    Principal: objectOf(at, { [kind]: textNode(at, [name]) }),
    Action: listNode(at, actions.map(text)),
    Resource: named.length > 0 ? listNode(at, named) : undefined,
    Condition: condition.length > 0 ? objectNode(at, condition) : undefined,
  });
  const root = objectOf(at, { Version: text("2012-10-17"), Statement: statement });
  // Of code more statements may be added to the same policy.
  const place: Place = { policyType, label, ...(effect === "Deny" && { isAdded: true }) };
  return readPolicy(root, place)!;
}
