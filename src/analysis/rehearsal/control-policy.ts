/** A service or resource control policy that nobody has attached yet, as it would act. */
import { replaceFullAccess, scpLevelOf } from "../decide/sets";
import type { Policies } from "../policy/evaluate";
import type { ConditionKey, Policy, Statement } from "../policy/model";
import { isEscape, variablesIn } from "../policy/variables";

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

/** The keys of its conditions, and the variables of their values, as they are written. */
export function keysIn(control: ControlPolicy): readonly string[] {
  return [...new Set(keyElements(control).flatMap(keysOf))];
}

/** A key of a condition, and the variables of its values, as they are written. */
export function keysOf({ name, items }: ConditionKey): readonly string[] {
  const variables = items.flatMap(({ value }) => variablesIn(value ?? "").filter((one) => !isEscape(one)));
  return [name, ...variables.map((one) => one.name)];
}

/** The organizations whose members the policy lets through: its own, for whoever is in the account. */
export function organizationsIn({ policies }: ControlPolicy): readonly string[] {
  const values = policies.flatMap(({ statements }) =>
    statements.flatMap(({ effect, condition }) =>
      (condition?.blocks ?? [])
        .filter(({ operator }) => (effect === "Deny") === /Not/i.test(operator))
        .flatMap(({ keys }) => keys.filter(({ name }) => /^aws:(?:principal|resource|source)orgid$/i.test(name)))
        .flatMap(({ items }) => items.flatMap(({ value }) => value ?? [])),
    ),
  );
  return [...new Set(values.filter((value) => /^o-[a-z0-9]+$/.test(value)))];
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
