/** What a policy allows, in sum: for the line above it and the page behind that. */
import { addTo } from "../../analysis/group-by";
import type { EscalationPath } from "../../analysis/knowledge/escalation-paths";
import { oncePer } from "../../analysis/memo";
import { servicePrefixOf } from "../../analysis/policy/action-name";
import type { ListElement, Policy, Statement } from "../../analysis/policy/model";
import { isStar } from "../../analysis/rules/support/actions";
import { escalationsOf } from "../../analysis/rules/support/escalations";
import type { KnownAction } from "../../analysis/rules/support/every-resource";
import { Permissions } from "../../analysis/rules/support/permissions";
import type { AccessLevel, Catalog } from "../../catalog/catalog";
import { byLevel, expandItem } from "../harm";

export interface Allowed {
  /** Whether some statement allows every action: `*`. */
  readonly everyAction: boolean;
  /** Whether one does so on every resource and under no condition. */
  readonly everything: boolean;
  /** What `NotAction` leaves out, where a statement allows all but that; null where none does. */
  readonly allBut: readonly string[] | null;
  /** Named ones and those that wildcards stand for, each once, by name; without those that are denied on every resource. Empty for every action. */
  readonly actions: readonly KnownAction[];
  /** Denied on whatever, under whatever condition. */
  readonly denied: readonly KnownAction[];
  readonly deniesEveryAction: boolean;
  /** Where it does: on all resources, without a condition; on some, or all actions but some; or under conditions alone. */
  readonly deniesHow: "whole" | "in part" | "conditions";
  /** The riskiest access level of `actions`. */
  readonly worst: AccessLevel | null;
  /** Ways to more permissions; only of what a principal holds. */
  readonly escalations: readonly EscalationPath[];
  /** False where a template leaves something open. */
  readonly complete: boolean;
}

const everyAction = /^\*+(:\*+)?$/;
/** Made once for a policy. */
export const allowedBy = oncePer(sumUp);

function sumUp(policy: Policy, catalog: Catalog): Allowed {
  const allowing = policy.statements.filter(({ effect }) => effect === "Allow");
  const denying = policy.statements.filter(({ effect }) => effect === "Deny");
  const sweeping = denying.filter((statement) => namesEveryAction(statement) || statement.notAction !== null);
  const always = sweeping.filter(({ condition }) => condition === null);
  const permissions = new Permissions([policy]);
  const all = allowing.filter(namesEveryAction);
  const named = distinct(allowing, catalog);
  const actions = permissions.deniesAny ? named.filter(({ name }) => !permissions.isDenied(name)) : named;
  const not = allowing.filter(({ notAction }) => notAction !== null);
  const [worst = null] = byLevel(actions).keys();
  return {
    everyAction: all.length > 0,
    everything: all.some((statement) => !statement.condition && namesEveryResource(statement)),
    allBut:
      not.length === 0
        ? null
        : [...new Set(not.flatMap(({ notAction }) => notAction!.items.flatMap(({ value }) => value ?? [])))],
    actions: all.length > 0 ? [] : actions,
    denied: distinct(denying, catalog),
    deniesEveryAction: sweeping.length > 0,
    deniesHow: always.some((one) => namesEveryAction(one) && namesEveryResource(one))
      ? "whole"
      : always.length > 0
        ? "in part"
        : "conditions",
    worst: all.length > 0 || not.length > 0 ? "Permissions management" : worst,
    escalations: policy.type === "identity" ? escalationsOf(permissions, catalog) : [],
    complete:
      policy.complete &&
      policy.statements.every(({ complete, action }) => complete && (action === null || isWhole(action))),
  };
}

/** Whether all of its actions are known. */
function isWhole({ complete, items }: ListElement): boolean {
  return complete && items.every(({ value }) => value !== null);
}

function namesEveryResource({ resource }: Statement): boolean {
  return resource?.items.some(isStar) ?? false;
}

function namesEveryAction({ action }: Statement): boolean {
  return action?.items.some(({ value }) => value !== null && everyAction.test(value)) ?? false;
}

function distinct(statements: readonly Statement[], catalog: Catalog): readonly KnownAction[] {
  const found = new Map<string, KnownAction>();
  for (const { action } of statements) {
    for (const item of action?.items ?? []) {
      if (item.value !== null && everyAction.test(item.value)) continue;
      for (const one of expandItem(item, catalog)) found.set(one.name, one);
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Their services by prefix, those with the most actions first. */
export function servicesOf(actions: readonly KnownAction[]): ReadonlyMap<string, readonly KnownAction[]> {
  const services = new Map<string, KnownAction[]>();
  for (const action of actions) {
    const prefix = servicePrefixOf(action.name);
    addTo(services, prefix, action);
  }
  return new Map([...services].sort(([one, a], [other, b]) => b.length - a.length || (one < other ? -1 : 1)));
}
