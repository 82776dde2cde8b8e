/** A bucket has one policy, and so has a queue: those that a template writes for it under conditions are compared together where a change puts them together, or apart. */
import { groupBy } from "../../group-by";
import { presentIf } from "../deployments";
import { countKey, denialsKey } from "../meanings";
import type { ReadPolicy, State } from "../subject";

const onePolicy = /^AWS::(?:S3::Bucket|SQS::Queue)$/;

/** A side with the policies of a bucket under one name, where either side has several and the other has others. */
export function withOneBucketPolicy(state: State, other: State): State {
  const [own, others] = [writersIn(state), writersIn(other)];
  const names = new Map(
    [...own].flatMap(([key, labels]) => {
      const there = others.get(key);
      const isSame = !there || [...labels.keys()].join() === [...there.keys()].join();
      const isOf = labels.size > 1 || (there?.size ?? 0) > 1;
      return isSame || !isOf ? [] : [[key, [...labels.keys(), ...there.keys()].sort()[0]!] as const];
    }),
  );
  if (names.size === 0) return state;
  return {
    ...state,
    policies: state.policies.map((one) => {
      const name = names.get(keyOf(one) ?? "");
      return name === undefined ? one : named(one, name);
    }),
  };
}

/** By its bucket, what writes its policy. */
function writersIn({ policies }: State): ReadonlyMap<string, ReadonlyMap<string, readonly ReadPolicy[]>> {
  const known = groupBy(
    policies.filter((one) => keyOf(one) !== null),
    (one) => keyOf(one)!,
  );
  return new Map([...known].map(([key, all]) => [key, groupBy(all, ({ policy }) => policy.place.label!)]));
}

function keyOf({ policy: { place }, document, targets = [] }: ReadPolicy): string | null {
  const [only, ...others] = targets;
  if (!onePolicy.test(place.resourceType ?? "") || place.label === undefined || !only || others.length > 0) return null;
  return only.kind === "resource" ? JSON.stringify([document.scope, place.resourceType, only.shown]) : null;
}

function named(one: ReadPolicy, label: string): ReadPolicy {
  const { policy, condition, branches = [] } = one;
  const place = { ...policy.place, label };
  // When it is there is compared by its condition.
  const meanings = () =>
    new Map([...(one.meanings?.() ?? [])].filter(([said]) => said !== countKey && said !== denialsKey));
  if (condition === undefined) return { ...one, meanings, policy: { ...policy, place } };
  const statements = policy.statements.map((each) => ({ ...each, conditional: true }));
  return { ...one, meanings, policy: { ...policy, place, statements }, branches: [presentIf(condition), ...branches] };
}
