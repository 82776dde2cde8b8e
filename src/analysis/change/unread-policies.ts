/** Policies of which nobody can read what they say. */
import type { Links } from "../locate/attached/links";
import type { Place } from "../policy/model";
import { readPolicy } from "../policy/read";
import { unknown } from "../source/intrinsics";
import { objectOf } from "../source/made-values";
import type { ValueNode } from "../value";
import type { ChangedDocument, ReadPolicy } from "./subject";

/** Control policies that a document attaches and does not have. */
export function unreadControls({ targets }: Links, document: ChangedDocument): readonly ReadPolicy[] {
  const byLabel = new Map(targets.map((one) => [one.by, one]));
  return [...byLabel].flatMap(([label, { policy, named }]) =>
    policy === null && named ? [unreadPolicy(named, { policyType: "scp", label }, document)] : [],
  );
}

/** A policy of which nobody can read what it says. */
export function unreadPolicy({ span }: Pick<ValueNode, "span">, place: Place, document: ChangedDocument): ReadPolicy {
  return {
    policy: readPolicy(objectOf(span, { Statement: unknown(span) }), place)!,
    document,
    at: span,
    isUnread: true,
  };
}
