/** The permissions boundaries of roles and users, where the same document has them, or AWS. */
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { documentOf } from "../managed/judgement";
import { namedPolicy } from "../managed/named";
import type { ReadPolicy, Subject } from "./subject";

/** The policies that the boundary of a subject has; null where they are elsewhere. */
export function boundaryOf(
  subject: Subject,
  policies: readonly ReadPolicy[],
  managed: ManagedPolicies | null = null,
): readonly ReadPolicy[] | null {
  const { boundary, scope } = subject;
  const ofAws = managed && managedBoundary(subject, managed);
  if (ofAws) return [ofAws];
  const name = /^\$\{([\w.:/+=,@-]{1,300}?)(?:\.(?:arn|Arn|id))?\}$/.exec(boundary ?? "")?.[1];
  if (name === undefined) return null;
  const found = policies.filter(
    ({ document, policy: { place, type } }) =>
      document.scope === scope && place.label === name && (type === "identity" || type === "boundary"),
  );
  return found.length > 0 ? found : null;
}

/** The subjects with what their boundaries say, where every statement of these is known. */
export function withLimits(
  subjects: readonly Subject[],
  policies: readonly ReadPolicy[],
  managed: ManagedPolicies | null,
): readonly Subject[] {
  return subjects.map((subject) => {
    const found = subject.boundary === null ? null : boundaryOf(subject, policies, managed);
    return found?.every(isKnown) ? { ...subject, limits: found } : subject;
  });
}

function isKnown({ policy: { complete, statements }, isUnread }: ReadPolicy): boolean {
  return (
    !isUnread &&
    complete &&
    statements.every(
      (one) =>
        one.complete &&
        !one.conditional &&
        one.effect !== null &&
        (one.action ?? one.notAction)?.complete === true &&
        (one.action ?? one.notAction)!.items.every(({ value, conditional }) => value !== null && !conditional),
    )
  );
}

function managedBoundary({ boundary, policies }: Subject, managed: ManagedPolicies): ReadPolicy | null {
  const [first] = policies;
  if (boundary === null || !first) return null;
  const node = { kind: "string", value: boundary, span: first.at } as const;
  const named = namedPolicy({ node, by: "arn", to: null }, managed);
  const policy = named?.policy?.path === named?.path && named?.policy ? documentOf(named.policy) : null;
  if (!policy) return null;
  return {
    policy: { ...policy, type: "boundary", place: { policyType: "boundary", label: boundary } },
    document: first.document,
    at: first.at,
    managed: { name: named!.name, text: named!.policy!.document! },
  };
}
