/** The policy that allows everything: what stands beside policies that only limit, or only let in. */
import type { Policy } from "../policy/model";
import { readPolicy } from "../policy/read";
import type { ObjectNode, ValueNode } from "../value";

const span = { start: 0, end: 0 };

function node(value: unknown): ValueNode {
  if (Array.isArray(value)) return { kind: "array", span, items: value.map(node) };
  if (typeof value === "object" && value !== null) return objectNode(value);
  return { kind: "string", span, value: String(value) };
}

/** A plain value as the tree of a document that nobody wrote. */
export function objectNode(value: object): ObjectNode {
  return {
    kind: "object",
    span,
    entries: Object.entries(value).map(([key, inner]) => ({ key, keySpan: span, value: node(inner) })),
  };
}

export const everything: Policy = readPolicy(
  objectNode({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }),
  { policyType: "identity" },
)!;
