/** What a change of a document does to what its policies allow, in words for whoever has to agree to it. */
import type { Catalog } from "../../catalog/catalog";
import type { PermissionDelta } from "../finding";
import { allowsNoMore, compare, type CompareOptions, type Difference, type Grant } from "./compare";
import type { Policy } from "./model";
import { Pattern } from "./wildcard";

/** The policies of one document, with the text that they stand in. */
export interface PoliciesInText {
  readonly policies: readonly Policy[];
  readonly text: string;
}

/** Whether the change certainly allows nothing that was not allowed before, policy by policy. */
export function allowsNoMoreThan(before: PoliciesInText, after: PoliciesInText, catalog: Catalog | null): boolean {
  const options = optionsOf(before, after, catalog);
  return pairs(before, after).every(([old, current]) => allowsNoMore(old, current, options));
}

export function permissionDelta(
  before: PoliciesInText,
  after: PoliciesInText,
  catalog: Catalog | null,
): PermissionDelta {
  const options = optionsOf(before, after, catalog);
  const differences = pairs(before, after).map(([old, current]) => compare(old, current, options));
  const lines = (grants: (difference: Difference) => readonly Grant[]) => [
    ...new Set(differences.flatMap(grants).map(grantLine)),
  ];
  return { newlyAllowed: lines((one) => one.newlyAllowed), noLongerAllowed: lines((one) => one.noLongerAllowed) };
}

/** Policies stay in their order through a fix; where one comes or goes, they are compared together. */
function pairs(
  before: PoliciesInText,
  after: PoliciesInText,
): readonly (readonly [readonly Policy[], readonly Policy[]])[] {
  if (before.policies.length !== after.policies.length) return [[before.policies, after.policies]];
  return before.policies.map((policy, at) => [[policy], [after.policies[at]!]]);
}

function optionsOf(before: PoliciesInText, after: PoliciesInText, catalog: Catalog | null): CompareOptions {
  return {
    source: { before: before.text, after: after.text },
    actionsOf: (pattern) => catalog && actionsOfPattern(pattern, catalog),
  };
}

/** The actions that `s3:Get*` stands for; null where the service itself is open or unknown. */
function actionsOfPattern(pattern: string, catalog: Catalog): readonly string[] | null {
  const colon = pattern.indexOf(":");
  const service = colon < 0 ? undefined : catalog.service(pattern.slice(0, colon));
  if (!service) return null;
  const names = Pattern.of(pattern.slice(colon + 1), { ignoreCase: true });
  return service.actions
    .filter((action) => names.matches(action.name.toLowerCase()) === true)
    .map((action) => `${service.prefix}:${action.name}`);
}

const fewest = 4;

function grantLine({ actions, notActions, resources, notResources, conditions }: Grant): string {
  const list = (all: readonly string[], negated: boolean) => {
    const named =
      all.length > fewest ? `${all.slice(0, fewest).join(", ")} and ${all.length - fewest} more` : all.join(", ");
    return negated ? `everything but ${named}` : named;
  };
  const on = resources.length > 0 ? ` on ${list(resources, notResources)}` : "";
  const where = conditions.length > 0 ? ` where ${conditions.join(" and ")}` : "";
  return `${list(actions, notActions)}${on}${where}`;
}
