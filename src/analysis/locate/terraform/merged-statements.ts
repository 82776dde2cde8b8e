/** The statements of documents that are put together. */
import type { ValueNode } from "../../value";
import { optional } from "./collections";

/** As the provider merges documents: by the Sid, where there is one (hashicorp/terraform-provider-aws: `IAMPolicyDoc.Merge`). */
export function withReplaced(items: readonly ValueNode[], others: readonly ValueNode[]): readonly ValueNode[] {
  const bySid = new Map(others.flatMap((one) => sidsIn(one).map((sid) => [sid, one])));
  const placed = new Set<ValueNode>();
  const kept = items.map((item) => {
    const [sid] = sidsIn(item);
    const other = sid === undefined ? undefined : bySid.get(sid);
    if (!other) return item;
    // What may be missing leaves it as it is, where it is missing.
    if (other.kind !== "object") return item.kind === "object" ? optional(item) : item;
    if (placed.has(other)) return null;
    placed.add(other);
    return other;
  });
  return [...kept.filter((one) => one !== null), ...others.filter((one) => !placed.has(one))];
}

/** The Sid of a statement, or of one that may be missing. */
function sidsIn(statement: ValueNode): readonly string[] {
  if (statement.kind === "unknown") return statement.alternatives.flatMap((one) => (one ? sidsIn(one) : []));
  const sid = statement.kind === "object" ? statement.entries.find((entry) => entry.key === "Sid")?.value : undefined;
  return sid?.kind === "string" && sid.value !== "" ? [sid.value] : [];
}
