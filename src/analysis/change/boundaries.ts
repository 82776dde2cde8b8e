/** The permissions boundaries of roles and users, where the same document has them, or AWS. */
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { documentOf } from "../managed/judgement";
import { namedPolicy } from "../managed/named";
import { stringNode } from "../source/made-values";
import type { Bound, ReadPolicy, Subject } from "./subject";

/** The policies that the boundary of a subject has; null where they are elsewhere. */
export function boundaryOf(
  subject: Subject,
  policies: readonly ReadPolicy[],
  managed: ManagedPolicies | null = null,
): readonly ReadPolicy[] | null {
  const { boundary, scope } = subject;
  const ofAws = managed && managedBoundary(subject, managed);
  if (ofAws) return [ofAws];
  const name = boundary === null ? null : boundaryName(boundary);
  if (name === null) return null;
  const found = policies.filter(
    ({ document, policy: { place, type } }) =>
      document.scope === scope && place.label === name && (type === "identity" || type === "boundary"),
  );
  return found.length > 0 ? found : null;
}

/** What the document calls the policy that is named as a boundary; null where another has it. */
function boundaryName(boundary: string): string | null {
  return /^\$\{([\w.:/+=,@-]{1,300}?)(?:\.(?:arn|Arn|id))?\}$/.exec(boundary)?.[1] ?? null;
}

/**
 * The policies of a side, where what limits somebody on the other side, and is attached to nobody here, is a boundary here, too: nobody has it
 * for being a policy of its own.
 */
export function asBoundaries(policies: readonly ReadPolicy[], others: readonly ReadPolicy[]): readonly ReadPolicy[] {
  const keyOf = ({ document, policy: { place } }: ReadPolicy) => JSON.stringify([document.scope, place.label]);
  const limiting = new Set(others.filter(({ policy }) => policy.type === "boundary").map(keyOf));
  return policies.map((one) => {
    const { policy } = one;
    const { place, type } = policy;
    const isHeld = place.principal !== undefined && place.principal !== place.label;
    if (type !== "identity" || isHeld || !limiting.has(keyOf(one))) return one;
    return { ...one, policy: { ...policy, type: "boundary", place: { ...place, policyType: "boundary" } } };
  });
}

/** Those whom a boundary limits, each with what is known of it: no subject where it has nothing. */
export interface User {
  readonly subject: Subject | null;
}

/** Whom a boundary limits on its side. */
export function usersOf(
  boundary: Subject | null,
  subjects: readonly Subject[],
  bounds: readonly Bound[],
): readonly User[] {
  if (boundary?.kind !== "boundary") return [];
  return bounds
    .filter((one) => one.scope === boundary.scope && boundaryName(one.boundary) === boundary.name)
    .map(({ holder, scope }) => ({
      subject: subjects.find((one) => one.kind === "identity" && one.scope === scope && one.name === holder) ?? null,
    }));
}

/** Whether all that a user may do is known, so that its boundary means nothing beside. */
export function isWholeUser({ subject }: User): boolean {
  return (
    subject === null ||
    subject.policies.length === 0 ||
    (subject.limits !== undefined && subject.policies.every(isKnown))
  );
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
  const node = stringNode(first.at, boundary);
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
