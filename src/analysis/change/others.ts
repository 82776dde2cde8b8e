/** Those whom a document names and does not declare: the roles, users and groups of the account. */
import type { ReadPolicy, State, Subject } from "./subject";

/** Before the name of somebody who may be another than the one who had the same, among what is not known. */
export const anotherPrefix = "perhaps another ";

/** A side with what others have in place of policies that nobody has whom it declares. */
export function withOthers(state: State): State {
  const { policies, others = [], holders = [] } = state;
  if (others.length === 0) return state;
  const keyOf = (scope: string, name: string | undefined) => JSON.stringify([scope, name]);
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
  if (one.byName && other.byName) return one.name === other.name || one.byName === "open" || other.byName === "open";
  const [stranger, declared] = one.byName ? [one, other] : [other, one];
  return !stranger.byName || !declared.named || declared.called === stranger.name;
}

/** What a template names otherwise than before: it may be somebody else. */
export function perhapsAnother(before: Subject | null, after: Subject | null): readonly string[] {
  return before?.byName && after?.byName && before.name !== after.name ? [anotherPrefix + after.name] : [];
}
