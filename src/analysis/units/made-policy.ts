/** Policies that a document only names, such as a template of SAM, as if they were written where they are named. */
import type { Policy } from "../policy/model";
import { readPolicy } from "../policy/read";
import { textNode } from "../source/intrinsics";
import { listNode, objectOf, stringNode } from "../source/made-values";
import type { Span } from "../text";
import type { TextPart, ValueNode } from "../value";

export interface MadeStatement {
  readonly actions: readonly string[];
  readonly resources: readonly (readonly TextPart[])[];
}

/** @param at where it is named */
export function madePolicy(statements: readonly MadeStatement[], at: Span, label?: string): Policy {
  const text = (value: string): ValueNode => stringNode(at, value);
  const root = objectOf(at, {
    Version: text("2012-10-17"),
    Statement: listNode(
      at,
      statements.map(({ actions, resources }) =>
        objectOf(at, {
          Effect: text("Allow"),
          Action: listNode(at, actions.map(text)),
          Resource: listNode(
            at,
            resources.map((parts) => textNode(at, parts)),
          ),
        }),
      ),
    ),
  });
  return readPolicy(root, { policyType: "identity", label })!;
}
