/** The service principals to which roles are passed, by the services whose actions a policy allows. */
import { servicePrincipalsThatTakeRoles } from "../../knowledge/services-that-take-roles";
import type { Policy } from "../../policy/model";
import { namedActions } from "./actions";

/** Actions that only look take no role. */
const changes = /^(Create|Run|Start|Update|Put|Register|Associate|Request|Submit|Modify|\*)/i;

/** Where the policy’s other actions can put a role to use, as service principals. */
export function servicesThatTakeRoles(policy: Policy): readonly string[] {
  const found = new Set<string>();
  for (const { statement, element, prefix, name } of namedActions(policy)) {
    if (statement.effect !== "Allow" || element.name !== "Action" || prefix === null) continue;
    const principal = servicePrincipalsThatTakeRoles[prefix.toLowerCase()];
    if (principal !== undefined && typeof name[0] === "string" && changes.test(name[0])) found.add(principal);
  }
  return [...found].sort();
}
