/** Those whom a document names and does not declare: the roles, users and groups of the account. */
import { groupBy } from "../group-by";
import { keyOf, type ReadPolicy, type State, type Subject } from "./subject";

/** Before the name of somebody who may be another than the one who had the same, among what is not known. */
export const anotherPrefix = "perhaps another ";

/** A side with what others have in place of policies that nobody has whom it declares. */
export function withOthers(state: State): State {
  const { policies, others = [], holders = [] } = state;
  if (others.length === 0) return state;
  const placeOf = ({ document: { scope }, at }: ReadPolicy) => JSON.stringify([scope, at.start, at.end]);
  const declared = new Set(holders.map(({ name, document }) => keyOf(document.scope, name)));
  const held = others.filter(({ policy }) => policy.type === "identity");
  const labels = new Set(held.map(({ policy, document }) => keyOf(document.scope, policy.place.label)));
  const places = new Set(held.map(placeOf));
  const isOfOthers = (one: ReadPolicy): boolean => {
    const { label, principal = label } = one.policy.place;
    const of = keyOf(one.document.scope, label);
    if (one.policy.type !== "identity" || principal !== label || declared.has(of)) return false;
    return one.managed ? places.has(placeOf(one)) : label !== undefined && labels.has(of);
  };
  return { ...state, policies: [...policies.filter((one) => !isOfOthers(one)), ...others] };
}

/** Whether two subjects may be the same one, as far as their names in the account tell. */
export function mayBeSame(one: Subject, other: Subject): boolean {
  if (one.identity && other.identity && one.identity.kind !== other.identity.kind) return false;
  if (one.byName && other.byName) return one.name === other.name || one.byName === "open" || other.byName === "open";
  const [stranger, declared] = one.byName ? [one, other] : [other, one];
  return !stranger.byName || !declared.named || declared.called === stranger.name;
}

/** What a template names otherwise than before: it may be somebody else. */
export function perhapsAnother(before: Subject | null, after: Subject | null): readonly string[] {
  return before?.byName && after?.byName && before.name !== after.name ? [anotherPrefix + after.name] : [];
}

/** The roles, users and groups of both sides, with the policies that other documents attach to them by their names. */
export function joinedByName(
  before: readonly Subject[],
  after: readonly Subject[],
): readonly [readonly Subject[], readonly Subject[]] {
  const [old, current] = [declaredOnce(before), declaredOnce(after)];
  // Where only one side declares them, the name is all that both have.
  const isDeclared = (name: string): boolean => old.has(name) && current.has(name);
  return [joined(before, old, isDeclared), joined(after, current, isDeclared)];
}

/** Those of a name in the account that nothing else has, by that name. */
function declaredOnce(subjects: readonly Subject[]): ReadonlyMap<string, Subject> {
  const all = groupBy(
    subjects.filter(({ kind, called }) => kind === "identity" && called !== undefined),
    ({ called }) => called!,
  );
  return new Map([...all].flatMap(([name, some]) => (some.length === 1 ? [[name, some[0]!] as const] : [])));
}

function joined(
  subjects: readonly Subject[],
  declared: ReadonlyMap<string, Subject>,
  isDeclared: (name: string) => boolean,
): readonly Subject[] {
  const given = groupBy(
    subjects.filter(({ kind, byName, name }) => kind === "identity" && byName === "known" && isDeclared(name)),
    ({ name }) => declared.get(name)!,
  );
  if (given.size === 0) return subjects;
  const moved = new Set([...given.values()].flat());
  return subjects
    .filter((one) => !moved.has(one))
    .map((one) => {
      const more = given.get(one)?.flatMap(({ policies }) => policies) ?? [];
      return more.length === 0 ? one : { ...one, policies: [...one.policies, ...more] };
    });
}
