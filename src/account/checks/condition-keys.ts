/** The condition keys that policies name, in conditions and as variables. */
import type { Policy, Statement } from "../../analysis/policy/model";
import { variablesIn } from "../../analysis/policy/variables";
import type { AuthorizationDetails } from "../sections/iam";
import { nameOf, permissionPolicies, readDocument } from "./policy-documents";

/** In small letters. */
export function keysOfStatement({ condition }: Statement): string[] {
  return (condition?.blocks ?? []).flatMap((block) => block.keys.map((key) => key.name.toLowerCase()));
}

export function keysOfPolicy({ statements }: Policy): string[] {
  return statements.flatMap(keysOfStatement);
}

/** The keys that stand as variables in resources and in values of conditions, in small letters: `${aws:PrincipalTag/team}`. */
function variablesOf({ statements }: Policy): string[] {
  const items = statements.flatMap(({ resource, notResource, condition }) => [
    ...(resource?.items ?? []),
    ...(notResource?.items ?? []),
    ...(condition?.blocks ?? []).flatMap((block) => block.keys.flatMap((key) => key.items)),
  ]);
  return items.flatMap(({ value }) =>
    value?.includes("${")
      ? variablesIn(value)
          .filter((one) => one.problem === null)
          .map((one) => one.name.toLowerCase())
      : [],
  );
}

export interface Use {
  /** The policy. */
  readonly id: string;
  readonly keys: readonly string[];
}

/** The permission policies that name a key that fits, in small letters. */
export function usesOf(details: AuthorizationDetails, fits: (key: string) => boolean): Use[] {
  return permissionPolicies(details).flatMap((live): Use[] => {
    const policy = readDocument(details, live.document, live.type);
    const keys = policy ? [...new Set([...keysOfPolicy(policy), ...variablesOf(policy)].filter(fits))] : [];
    return keys.length > 0 ? [{ id: nameOf(live, null, null), keys }] : [];
  });
}
