/** The statements that speak about a class of actions, as they act together in each state. */
import { groupBy } from "../group-by";
import { lazily } from "../lazily";
import type { Policy } from "../policy/model";
import type { ActionClass } from "./actions";
import { type CompiledSets, speaksAbout } from "./allowed";
import type { CompiledStatement } from "./compile";
import type { PolicySets } from "./decision";
import type { ResourcePiece } from "./pieces";

/** Where a statement stands. */
export interface Place {
  readonly state: number;
  readonly side: keyof CompiledSets;
  readonly level: number;
}

/** A statement in its place. */
export interface Placed extends Place {
  readonly statement: CompiledStatement;
  /** Of all statements of the question. */
  readonly ordinal: number;
}

/** Sets that are being filled. */
interface Filling {
  readonly identity: CompiledStatement[];
  readonly boundary: CompiledStatement[] | null;
  readonly session: CompiledStatement[] | null;
  readonly resource: CompiledStatement[] | null;
  readonly scps: CompiledStatement[][];
  readonly rcps: CompiledStatement[][];
}

/** The statements that speak about a class of actions, in each state. */
export interface View {
  readonly one: ActionClass;
  readonly sets: readonly CompiledSets[];
  readonly placed: readonly Placed[];
  /** The same as policies. */
  readonly policies: () => readonly PolicySets[];
  /** How many statements speak about them on how many resources, both states together. */
  readonly size: number;
  /** The same for the same statements. */
  readonly key: string;
  /** Those that speak about some of a piece; the same view where they all do. */
  readonly within: (piece: ResourcePiece) => View;
}

/** The statements that speak about a class of actions, sorted as they act together. */
export function viewOf(
  one: ActionClass,
  placed: readonly Placed[],
  empty: readonly CompiledSets[],
  all: readonly PolicySets[],
): View {
  const sets = empty.map((of): Filling => ({
    identity: [],
    boundary: of.boundary && [],
    session: of.session && [],
    resource: of.resource && [],
    scps: of.scps.map(() => []),
    rcps: of.rcps.map(() => []),
  }));
  for (const { state, side, level, statement } of placed) {
    const of = sets[state]!;
    (side === "scps" || side === "rcps" ? of[side][level] : of[side])!.push(statement);
  }
  const policies = lazily(() => sets.map((of, state) => policiesOf(of, all[state]!)));
  const size = placed.reduce((sum, { statement }) => sum + 1 + statement.resources.length, 0);
  const key = placed.map(({ ordinal }) => ordinal).join();
  const view: View = {
    one,
    sets,
    placed,
    policies,
    size,
    key,
    within: (piece) => {
      const near = placed.filter(({ statement }) => speaksAbout(statement, piece));
      return near.length === placed.length ? view : viewOf(one, near, empty, all);
    },
  };
  return view;
}

/** Whether both states have the same statements. */
export function isAlike(one: CompiledSets, other: CompiledSets): boolean {
  return (
    saySame(one.identity, other.identity) &&
    saySame(one.boundary, other.boundary) &&
    saySame(one.session, other.session) &&
    saySame(one.resource, other.resource) &&
    one.scps.length === other.scps.length &&
    one.scps.every((level, at) => saySame(level, other.scps[at]!)) &&
    one.rcps.length === other.rcps.length &&
    one.rcps.every((level, at) => saySame(level, other.rcps[at]!))
  );
}

/** Whether each statement of one list says the same as some of the other. */
function saySame(one: readonly CompiledStatement[] | null, other: readonly CompiledStatement[] | null): boolean {
  if (one === null || other === null) return one === other;
  if (one.length === 1 && other.length === 1) return one[0]!.id === other[0]!.id;
  const [ids, others] = [new Set(one.map(({ id }) => id)), new Set(other.map(({ id }) => id))];
  if (ids.size !== others.size) return false;
  for (const id of ids) if (!others.has(id)) return false;
  return true;
}

/**
 * Whether an Allow lets in nobody new: it stands on both sides, nothing that denied has gone beside it, and the policies of other
 * kinds are the same.
 */
export function keeping(to: CompiledSets, from: CompiledSets): (source: CompiledStatement) => boolean {
  const others = (of: CompiledSets, side: "identity" | "resource"): CompiledSets => ({ ...of, [side]: [] });
  const kept = (side: "identity" | "resource"): ReadonlySet<string> => {
    const idsOf = (list: readonly CompiledStatement[] | null, effect: string): Set<string> =>
      new Set((list ?? []).filter((one) => one.effect === effect).map(({ id }) => id));
    const [denying, denied] = [idsOf(to[side], "Deny"), idsOf(from[side], "Deny")];
    const isClosed = [...(to[side] ?? []), ...(from[side] ?? [])].every(({ effect }) => effect !== "open");
    const isSame =
      isClosed && [...denied].every((id) => denying.has(id)) && isAlike(others(to, side), others(from, side));
    return isSame ? idsOf(from[side], "Allow") : new Set();
  };
  const [identity, resource] = [lazily(() => kept("identity")), lazily(() => kept("resource"))];
  return (source) => (to.resource?.includes(source) ? resource() : identity()).has(source.id);
}

/** Policies with those of their statements that are in the sets. */
function policiesOf(of: CompiledSets, all: PolicySets): PolicySets {
  const some = (policies: readonly Policy[] | undefined, list: readonly CompiledStatement[] | null) => {
    const statements = groupBy(list ?? [], (one) => one.policy);
    return (policies ?? []).flatMap((policy): Policy[] => {
      const own = statements.get(policy)?.flatMap((one) => one.statement ?? []) ?? [];
      return own.length > 0 || !policy.complete ? [{ ...policy, statements: own }] : [];
    });
  };
  return {
    identity: some(all.identity, of.identity),
    ...(all.boundary && { boundary: some(all.boundary, of.boundary) }),
    ...(all.session && { session: some(all.session, of.session) }),
    ...(all.resource && { resource: some(all.resource, of.resource) }),
    ...(all.scps && { scps: all.scps.map((level, at) => some(level, of.scps[at] ?? null)) }),
    ...(all.rcps && { rcps: all.rcps.map((level, at) => some(level, of.rcps[at] ?? null)) }),
  };
}
