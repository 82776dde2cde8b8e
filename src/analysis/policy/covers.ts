/** Whether a statement certainly speaks about everything that a piece of another one speaks about. */
import { conditionImplies } from "./implies";
import type { Member, PatternSet } from "./pattern-set";
import type { PrincipalSet, Region } from "./region";

/** One action pattern on one resource pattern of a region; null stands for the whole of a Not-form. */
export interface Piece {
  readonly region: Region;
  readonly action: Member | null;
  readonly resource: Member | null;
}

/** The members of a set; of a Not-form only the whole of it. */
export function membersOf(set: PatternSet): readonly (Member | null)[] {
  return set.negated ? [null] : set.members;
}

/**
 * The pieces of a region, with its actions as given, that none of the others holds. AWS does not say plainly whether a
 * statement matches in which one of several values is a variable that the request has no value for: with `strictly` it
 * holds nothing for such a request.
 */
export function uncovered(
  region: Region,
  actions: readonly (Member | null)[],
  others: readonly Region[],
  strictly: boolean,
): readonly Piece[] {
  const resources = membersOf(region.resources);
  let open = resources.flatMap((resource) => actions.map((action): Piece => ({ region, action, resource })));
  for (const other of others) {
    if (open.length === 0) break;
    if (region.signature === null && isWrittenAlike(other, region)) return [];
    if (!other.certain || !region.bounded) continue;
    if (strictly && ![...other.variables].every((name) => region.variables.has(name))) continue;
    // Each set by itself, for there are far more pieces than actions and resources.
    const heldActions = held(actions, other.actions, region.actions);
    if (heldActions.size === 0) continue;
    const heldResources = held(resources, other.resources, region.resources);
    if (
      heldResources.size === 0 ||
      !principalsCover(other.principals, region.principals) ||
      !conditionImplies(region, other)
    )
      continue;
    open = open.filter((piece) => !heldActions.has(piece.action) || !heldResources.has(piece.resource));
  }
  return open;
}

function isWrittenAlike(one: Region, two: Region): boolean {
  return one.written !== null && one.written === two.written && one.policy.type === two.policy.type;
}

/** Which of the members of `theirs` lie in `ours`. */
function held(members: readonly (Member | null)[], ours: PatternSet, theirs: PatternSet): ReadonlySet<Member | null> {
  return new Set(members.filter((member) => setCovers(ours, member, theirs)));
}

function setCovers(ours: PatternSet, piece: Member | null, theirs: PatternSet): boolean {
  if (piece !== null) {
    if (ours.negated) return !ours.members.some((member) => member.pattern.overlaps(piece.pattern));
    return (piece.isPlain && ours.plain.has(piece.text)) || sure(ours).some((one) => one.pattern.covers(piece.pattern));
  }
  if (!ours.negated) return sure(ours).some((member) => member.pattern.isAny);
  // What we leave out they must leave out too.
  const left = sure(theirs);
  return ours.members.every(
    (member) =>
      (member.isPlain && theirs.plain.has(member.text)) || left.some((other) => other.pattern.covers(member.pattern)),
  );
}

function sure(set: PatternSet): readonly Member[] {
  return set.members.filter((member) => !member.conditional);
}

/**
 * An account's name does not cover a user of it: what names the user grants by itself, what names the account leaves
 * it to the policies of the user.
 */
function principalsCover(ours: PrincipalSet | null, theirs: PrincipalSet | null): boolean {
  if (ours === null || theirs === null) return ours === theirs;
  if (!ours.known || !theirs.known) return false;
  if (!ours.negated && ours.names.includes("*")) return true;
  if (ours.negated !== theirs.negated) return false;
  return ours.negated
    ? ours.names.every((name) => theirs.names.includes(name))
    : theirs.names.every((name) => ours.names.includes(name));
}
