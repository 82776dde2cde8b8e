/** Policies that a document only names, such as a template of SAM, as if they were written where they are named. */
import type { Policy } from "../policy/model";
import { readPolicy } from "../policy/read";
import { textNode } from "../source/intrinsics";
import type { Span } from "../text";
import type { ArrayNode, ObjectNode, TextPart, ValueNode } from "../value";

export interface MadeStatement {
  readonly actions: readonly string[];
  readonly resources: readonly (readonly TextPart[])[];
}

/** @param at where it is named */
export function madePolicy(statements: readonly MadeStatement[], at: Span, label?: string): Policy {
  const text = (value: string): ValueNode => ({ kind: "string", span: at, value });
  const list = (items: readonly ValueNode[]): ArrayNode => ({ kind: "array", span: at, items });
  const object = (entries: Readonly<Record<string, ValueNode>>): ObjectNode => ({
    kind: "object",
    span: at,
    entries: Object.entries(entries).map(([key, value]) => ({ key, keySpan: at, value })),
  });
  const root = object({
    Version: text("2012-10-17"),
    Statement: list(
      statements.map(({ actions, resources }) =>
        object({
          Effect: text("Allow"),
          Action: list(actions.map(text)),
          Resource: list(resources.map((parts) => textNode(at, parts))),
        }),
      ),
    ),
  });
  return readPolicy(root, { policyType: "identity", label })!;
}
