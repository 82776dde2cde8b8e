/** What somebody is let in to by the policy of a resource that a tool writes. */
import type { Policy } from "../policy/model";
import { readPolicy } from "../policy/read";
import { textNode } from "../source/intrinsics";
import type { Span } from "../text";
import type { ObjectNode, TextPart, ValueNode } from "../value";

export interface LetIn {
  /** The resource, as the document calls it. */
  readonly label: string;
  readonly principal: readonly [kind: "Service" | "CanonicalUser" | "AWS", name: TextPart];
  readonly actions: readonly string[];
  readonly resources: readonly (readonly TextPart[])[];
  /** What `aws:SourceArn` has to be. */
  readonly from?: TextPart | null;
  /** A key of the request, and what it has to be. */
  readonly equals?: readonly [key: string, value: string];
}

/** @param at what says so: all of the policy stands there */
export function policyOfLetIn(one: LetIn, at: Span): Policy {
  const {
    label,
    principal: [kind, name],
    actions,
    resources,
    from,
    equals,
  } = one;
  const text = (value: string): ValueNode => ({ kind: "string", span: at, value });
  const entry = (key: string, value: ValueNode) => ({ key, keySpan: at, value });
  const object = (entries: ObjectNode["entries"]): ObjectNode => ({ kind: "object", span: at, entries });
  const list = (items: readonly ValueNode[]): ValueNode => ({ kind: "array", span: at, items });
  const conditions = [
    ...(from == null ? [] : [entry("ArnLike", object([entry("aws:SourceArn", textNode(at, [from]))]))]),
    ...(equals ? [entry("StringEquals", object([entry(equals[0], text(equals[1]))]))] : []),
  ];
  const statement = object([
    entry("Effect", text("Allow")),
    entry("Principal", object([entry(kind, textNode(at, [name]))])),
    entry("Action", list(actions.map(text))),
    entry("Resource", list(resources.map((parts) => textNode(at, parts)))),
    ...(conditions.length > 0 ? [entry("Condition", object(conditions))] : []),
  ]);
  const root = object([entry("Version", text("2012-10-17")), entry("Statement", statement)]);
  return readPolicy(root, { policyType: "resource", label })!;
}
