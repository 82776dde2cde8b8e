/** Policies of programs of AWS CDK of which something is left open: what is allowed, or whether it is at all. */
import type { Policy, Statement } from "../../policy/model";
import { readPolicy } from "../../policy/read";
import { textNode } from "../../source/intrinsics";
import { objectOf, stringNode } from "../../source/made-values";
import { ancestorOf, type SyntaxNode } from "../../source/syntax-tree";
import type { Span } from "../../text";
import type { ValueNode } from "../../value";

const branches = [
  ...[
    "if_statement",
    "elif_clause",
    "else_clause",
    "ternary_expression",
    "conditional_expression",
    "switch_case",
    "switch_default",
  ],
  ...["case_clause", "if_expression", "switch_section", "switch_block_statement_group"],
];

/** What allows nobody knows what on a construct. */
export function openPolicy(action: string, on: string, span: Span, holder?: string): Policy {
  const open = (name: string): ValueNode => textNode(span, [{ name }]);
  const statement = objectOf(span, {
    Effect: stringNode(span, "Allow"),
    Action: open(action),
    Resource: open(on),
  });
  return readPolicy(objectOf(span, { Statement: statement }), { policyType: "identity", label: holder })!;
}

/** The app decides whether it is given. */
export function isInBranch(node: SyntaxNode): boolean {
  return ancestorOf(node, ...branches) !== null;
}

export function conditional(policy: Policy): Policy {
  return { ...policy, statements: policy.statements.map((one): Statement => ({ ...one, conditional: true })) };
}
