/** Roles, users and groups of two states: whether those of other addresses may be the same ones. */
import { type Identity, keyOf, type State, statementsOf, type Subject } from "./subject";

/** The subjects of a side with what the side says of whom they are. */
export function withIdentities(
  subjects: readonly Subject[],
  { holders = [], identities = [] }: Pick<State, "holders" | "identities">,
): readonly Subject[] {
  const declared = new Map(
    [...identities, ...holders].filter((one) => one.identity).map((one) => [keyOf(one.document.scope, one.name), one]),
  );
  const trusts = new Map(
    subjects.filter(({ kind }) => kind === "trust").map((one) => [keyOf(one.scope, one.name), one]),
  );
  return subjects.map((one) => {
    if (!one.named || one.byName || (one.kind !== "identity" && one.kind !== "trust")) return one;
    const key = keyOf(one.scope, one.name);
    const holder = declared.get(key);
    const identity = holder?.identity ?? identityOf(one.name);
    if (!identity) return one;
    const trust = trusts.get(keyOf(one.scope, identity.trusted ?? one.name));
    return { ...one, called: holder?.called, identity, trust: trust && statementsOf(trust).join("\n") };
  });
}

/** The subjects of the new side, with the addresses that those had before which `moved` tells of. */
export function withFormerAddresses(
  before: readonly Subject[],
  after: readonly Subject[],
  { fates = [] }: State,
): readonly Subject[] {
  const moves = fates.filter(({ fate }) => fate === "moved");
  if (moves.length === 0) return after;
  const [old, current] = [before, after].map((side) => new Set(side.map(({ scope, name }) => keyOf(scope, name))));
  const formerly = new Map(
    moves
      .filter(({ scope, name, from = "" }) => !old!.has(keyOf(scope, name)) && !current!.has(keyOf(scope, from)))
      .map(({ scope, name, from }) => [keyOf(scope, name), from]),
  );
  return after.map((one) => {
    const from = one.named ? formerly.get(keyOf(one.scope, one.name)) : undefined;
    return from === undefined ? one : { ...one, formerly: from };
  });
}

/** Whether two that stand at other addresses may be one, though nothing but what they say tells so. */
export function mayBeMoved(one: Subject, other: Subject): boolean {
  const [ours, theirs] = [one.identity, other.identity];
  if (!ours || !theirs) return true;
  if (ours.kind !== theirs.kind) return false;
  // Of what a call of a module makes nobody knows the name.
  const isKnown = ours.name !== undefined && theirs.name !== undefined;
  if (isKnown && ours.name !== null && ours.name === theirs.name) return true;
  return !(isKnown && isOtherName(ours.name!, theirs.name!)) && one.trust === other.trust;
}

/** Whether two that have one address in two places are surely two. */
export function areOthers(one: Subject, other: Subject): boolean {
  const [ours, theirs] = [one.identity, other.identity];
  if (!ours || !theirs) return false;
  if (ours.kind !== theirs.kind) return true;
  return typeof ours.name === "string" && typeof theirs.name === "string" && isOtherName(ours.name, theirs.name);
}

/** Names with the same values filled in are another where the rest is. */
function isOtherName(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one !== other;
  const [ours, theirs] = [one, other].map((name) => JSON.stringify(name.match(holes) ?? []));
  return one !== other && ours === theirs;
}

const holes = /\$\{[^}]{0,300}\}/g;

/** By an address of Terraform, in a module or not. */
function identityOf(name: string): Identity | null {
  const [, iam, set] = /(?:^|\.)aws_(?:iam_(role|user|group)|ssoadmin_(permission_set))\./.exec(name) ?? [];
  const kind = iam ?? set;
  return kind === undefined ? null : { kind };
}
