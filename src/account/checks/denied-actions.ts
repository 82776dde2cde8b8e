/** What a Deny of the organization's policies denies of what AWS has: a name that is misspelt protects from nothing. */
import type { Policy, Statement } from "../../analysis/policy/model";
import invalidAction from "../../analysis/rules/policy/invalid-action";
import invalidService from "../../analysis/rules/policy/invalid-service-in-action";
import type { PolicyRule } from "../../analysis/rules/rule";
import { alone } from "../../analysis/rules/support/alone";
import type { Catalog } from "../../catalog/catalog";

export interface DeniedActions {
  /** What takes something away; without the actions that AWS does not have. */
  readonly denying: readonly Statement[];
  /** Actions in a Deny that AWS surely does not have. */
  readonly misspelt: readonly string[];
  /** Actions in a Deny of services that nothing is known of: they may be newer than the catalogue. */
  readonly unknown: readonly string[];
}

const rules: readonly PolicyRule[] = [
  ...[invalidAction].flat().filter(({ id }) => id === "policy/invalid-action"),
  ...[invalidService].flat().filter(({ id }) => id === "policy/invalid-service-in-action"),
];

export function deniedActions(policy: Policy, catalog: Catalog): DeniedActions {
  const statements = policy.statements.filter(denies);
  const context = alone(policy, catalog);
  /** By path, whether it is certain. */
  const mistakes = new Map(
    rules.flatMap((rule) =>
      [...rule.check(policy, context)].map(({ path, fixes }): [string, boolean] => [
        JSON.stringify(path),
        rule.id === "policy/invalid-action" || (fixes?.().length ?? 0) > 0,
      ]),
    ),
  );
  const found = { denying: [] as Statement[], misspelt: [] as string[], unknown: [] as string[] };
  for (const statement of statements) {
    const { action } = statement;
    const right = action?.items.filter(({ path }) => !mistakes.has(JSON.stringify(path))) ?? [];
    for (const { path, value } of action?.items ?? []) {
      const isSure = mistakes.get(JSON.stringify(path));
      if (isSure !== undefined) found[isSure ? "misspelt" : "unknown"].push(value ?? "an action");
    }
    if (!action) found.denying.push(statement);
    else if (right.length > 0) found.denying.push({ ...statement, action: { ...action, items: right } });
  }
  return found;
}

/** A Deny of all but everything denies nothing, be it of actions or of resources. */
function denies({ effect, action, notAction, notResource }: Statement): boolean {
  if (effect !== "Deny" || notResource?.items.some(isEverything)) return false;
  return action !== null ? action.items.length > 0 : notAction !== null && !notAction.items.some(isEverything);
}

export function isEverything({ value }: { readonly value: string | null }): boolean {
  return value !== null && /^(?:\*|\*:\*)$/.test(value);
}
