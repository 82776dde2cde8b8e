/** Whether a statement certainly speaks about everything that a piece of another one speaks about. */
import { conditionImplies } from './implies';
import type { Member, PatternSet, PrincipalSet, Region } from './region';

/** One action pattern on one resource pattern of a region; null stands for the whole of a Not-form. */
export interface Piece {
  readonly region: Region;
  readonly action: Member | null;
  readonly resource: Member | null;
}

/** The pieces that a region is the union of. */
export function piecesOf(region: Region): readonly Piece[] {
  const actions = membersOf(region.actions);
  return membersOf(region.resources).flatMap(resource => actions.map(action => ({ region, action, resource })));
}

function membersOf(set: PatternSet): readonly (Member | null)[] {
  return set.negated ? [null] : set.members;
}

/** Whether one of the regions holds all of the piece. */
export function isCovered(piece: Piece, regions: readonly Region[]): boolean {
  return regions.some(region => coversPiece(region, piece));
}

function coversPiece(region: Region, piece: Piece): boolean {
  const theirs = piece.region;
  if (region.written !== null && region.written === theirs.written && region.policy.type === theirs.policy.type) return true;
  return region.certain && theirs.bounded
    && setCovers(region.actions, piece.action, theirs.actions)
    && setCovers(region.resources, piece.resource, theirs.resources)
    && principalsCover(region.principals, theirs.principals)
    && conditionImplies(theirs, region);
}

function setCovers(ours: PatternSet, piece: Member | null, theirs: PatternSet): boolean {
  if (piece !== null) {
    if (ours.negated) return !ours.members.some(member => member.pattern.overlaps(piece.pattern));
    return sure(ours).some(member => member.pattern.covers(piece.pattern));
  }
  if (!ours.negated) return sure(ours).some(member => member.pattern.isAny);
  // What we leave out they must leave out too.
  const left = sure(theirs);
  return ours.members.every(member => left.some(other => other.pattern.covers(member.pattern)));
}

function sure(set: PatternSet): readonly Member[] {
  return set.members.filter(member => !member.conditional);
}

/**
 * An account's name does not cover a user of it: what names the user grants by itself, what names the account leaves
 * it to the policies of the user.
 */
function principalsCover(ours: PrincipalSet | null, theirs: PrincipalSet | null): boolean {
  if (ours === null || theirs === null) return ours === theirs;
  if (!ours.known || !theirs.known) return false;
  if (!ours.negated && ours.names.includes('*')) return true;
  if (ours.negated !== theirs.negated) return false;
  return ours.negated ? ours.names.every(name => theirs.names.includes(name)) : theirs.names.every(name => ours.names.includes(name));
}
