/** A service or resource control policy that nobody has attached yet, as it would act. */
import { replaceFullAccess, scpLevelOf } from "../decide/sets";
import type { Policies } from "../policy/evaluate";
import type { ConditionKey, Policy, Statement } from "../policy/model";

export interface ControlPolicy {
  readonly type: "scp" | "rcp";
  /** Of the same file: they would be attached together. */
  readonly policies: readonly Policy[];
}

/** Whether an SCP lists what it allows, so that it would take the place of `FullAWSAccess`; else it is attached beside it. */
export function replacesFullAccess({ type, policies }: ControlPolicy): boolean {
  return type === "scp" && replaceFullAccess(policies);
}

/** What it adds to the policies that a request is decided by. */
export function limitsOf(control: ControlPolicy): Pick<Policies, "scps" | "rcps"> {
  if (control.type === "rcp") return { rcps: [control.policies] };
  return { scps: [scpLevelOf(control.policies)] };
}

/** What people call a statement: its `Sid`, or its number from 1. */
export function statementName({ sid, path }: Statement): string {
  const at = path.at(-1);
  return sid?.value || String(typeof at === "number" ? at + 1 : 1);
}

/** The keys of its conditions, as they are written. */
export function keysIn(control: ControlPolicy): readonly string[] {
  return [...new Set(keyElements(control).map(({ name }) => name))];
}

/** The organizations that the policy names: its own, for whoever is in the account. */
export function organizationsIn(control: ControlPolicy): readonly string[] {
  const values = keyElements(control)
    .filter(({ name }) => /^aws:(?:principal|resource|source)orgid$/i.test(name))
    .flatMap(({ items }) => items.flatMap(({ value }) => value ?? []));
  return [...new Set(values)];
}

/** Patterns of the ARNs of principals that its conditions name. */
export function principalsIn(control: ControlPolicy): readonly string[] {
  const elements = keyElements(control);
  const valuesOf = (key: RegExp): readonly string[] =>
    elements.filter(({ name }) => key.test(name)).flatMap(({ items }) => items.flatMap(({ value }) => value ?? []));
  return [
    ...valuesOf(/^aws:principalarn$/i),
    ...valuesOf(/^aws:username$/i).flatMap((name) => [`arn:*:iam::*:user/${name}`, `arn:*:iam::*:user/*/${name}`]),
    ...valuesOf(/^aws:principalaccount$/i).map((of) => `arn:*:iam::${of}:*`),
  ];
}

function keyElements({ policies }: ControlPolicy): readonly ConditionKey[] {
  return policies
    .flatMap(({ statements }) => statements)
    .flatMap(({ condition }) => condition?.blocks ?? [])
    .flatMap(({ keys }) => keys);
}
