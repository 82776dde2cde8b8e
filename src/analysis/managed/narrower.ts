/** Managed policies that allow a part of what another one allows, and nothing else, as their documents say. */
import type { Catalog } from "../../catalog/catalog";
import type { ManagedPolicies, ManagedPolicy } from "../../catalog/managed-policies";
import type { PermissionDelta } from "../finding";
import { oncePer } from "../memo";
import { PermissionChange } from "../policy/delta";
import { documentOf, judgementOf } from "./judgement";

export interface NarrowerPolicy {
  readonly policy: ManagedPolicy;
  /** What is lost with it; nothing is newly allowed. */
  readonly delta: PermissionDelta;
}

/** What a name ends in that says how much of a service the policy allows, the most first. Names that differ in more are for another purpose. */
const extents = [
  /_?FullAccess$/,
  /_?(?:PowerUser|ReadWrite|Operator)(?:Access)?$/,
  /_?(?:ReadOnly|ViewOnly)(?:Access)?$/,
];
/** At the path of policies that AWS makes for the roles of its services: they fit nobody else. */
const forServices = /service-role\/$/;
const mostOffered = 2;

/** Those for the same service that no rule of risk speaks of, the ones that keep most first. Made once for a policy. */
export const narrowerThan = oncePer(compared);

function compared(policy: ManagedPolicy, managed: ManagedPolicies, catalog: Catalog): readonly NarrowerPolicy[] {
  const document = documentOf(policy);
  if (!document) return [];
  const before = { policies: [document], text: policy.document! };
  return namedAlike(policy, managed)
    .flatMap((one): NarrowerPolicy[] => {
      const other = documentOf(one);
      if (!other || forServices.test(one.path) || isRisky(one, catalog)) return [];
      const change = new PermissionChange(before, { policies: [other], text: one.document! }, catalog);
      return change.allowsLess ? [{ policy: one, delta: change.delta }] : [];
    })
    .slice(0, mostOffered);
}

/** Those of the same name but for its end, which says that they allow less. */
function namedAlike({ name: own }: ManagedPolicy, managed: ManagedPolicies): readonly ManagedPolicy[] {
  const rank = extents.findIndex((extent) => extent.test(own));
  if (rank < 0) return [];
  const stem = own.replace(extents[rank]!, "");
  return extents
    .slice(rank + 1)
    .flatMap((extent) => managed.names.filter((name) => extent.test(name) && name.replace(extent, "") === stem))
    .flatMap((name) => managed.policy(name) ?? []);
}

function isRisky(policy: ManagedPolicy, catalog: Catalog): boolean {
  const { isEverything, escalation, services } = judgementOf(policy, catalog);
  return isEverything || escalation !== null || services.length > 0;
}
