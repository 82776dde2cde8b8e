/** A key of KMS has one policy, whichever resources of Terraform write it: `aws_kms_key` and `aws_kms_key_policy` of one key are compared together. */
import { holeOf } from "../../locate/attached/leaves";
import { readPolicy } from "../../policy/read";
import { stringNode } from "../../source/made-values";
import type { ObjectEntry, ValueNode } from "../../value";
import type { ReadPolicy, State } from "../subject";

const keyType = "AWS::KMS::Key";

/** A side with the policies of a key under its name, where either side has several that write it. */
export function withOneKeyPolicy(state: State, other: State): State {
  const written = [...writersIn(state), ...writersIn(other)].filter(([, labels]) => labels.size > 1);
  if (written.length === 0) return state;
  const shared = new Set(written.map(([key]) => key));
  return {
    ...state,
    policies: state.policies.map((one) => {
      const key = keyOf(one);
      return key !== null && shared.has(key.id) ? ofKey(one, key.address) : one;
    }),
  };
}

/** By its key what writes a policy. */
function writersIn({ policies }: State): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const one of policies) {
    const key = keyOf(one);
    const label = one.policy.place.label;
    if (key && label !== undefined) found.set(key.id, (found.get(key.id) ?? new Set()).add(label));
  }
  return found;
}

function keyOf({ policy: { place }, document, targets = [] }: ReadPolicy): { id: string; address: string } | null {
  const { label = "", resourceType } = place;
  if (resourceType !== keyType || !/^aws_kms_\w{0,20}key(?:_policy)?\./.test(label)) return null;
  const [only, ...others] = label.startsWith("aws_kms_key_policy.")
    ? targets.flatMap(({ kind, shown }) => (kind === "resource" ? shown : []))
    : [label];
  return only !== undefined && others.length === 0 ? { id: `${document.scope} ${only}`, address: only } : null;
}

/** In its policy a key is every resource that there is (AWS KMS: "Key policies"). */
function ofKey(one: ReadPolicy, address: string): ReadPolicy {
  const { node, place } = one.policy;
  const itself = (value: ValueNode): ValueNode =>
    value.kind === "array"
      ? { ...value, items: value.items.map(itself) }
      : holeOf(value) === `${address}.arn`
        ? stringNode(value.span, "*")
        : value;
  const entry = (found: ObjectEntry): ObjectEntry => ({
    ...found,
    value: found.key === "Resource" ? itself(found.value) : inside(found.value),
  });
  const inside = (value: ValueNode): ValueNode => {
    if (value.kind === "array") return { ...value, items: value.items.map(inside) };
    return value.kind === "object" ? { ...value, entries: value.entries.map(entry) } : value;
  };
  const root = { ...node, entries: node.entries.map(entry) };
  const policy = one.isUnread ? null : readPolicy(root, { ...place, label: address });
  return { ...one, policy: policy ?? { ...one.policy, place: { ...place, label: address } } };
}
