/** The service principals to which roles are passed, by the services whose actions a policy allows. */
import {
  actionsThatTakeRoles,
  registersTypes,
  servicePrincipalsThatTakeRoles,
} from "../../knowledge/services-that-take-roles";
import type { Policy } from "../../policy/model";
import { actionPattern, namedActions } from "./actions";

/** Actions that only look take no role. */
const changes = /^(Create|Run|Start|Update|Put|Register|Associate|Request|Submit|Modify|\*)/i;

/** Where the policy’s other actions can put a role to use, as service principals. */
export function servicesThatTakeRoles(policy: Policy): readonly string[] {
  const found = new Set<string>();
  for (const { statement, element, item, prefix, name } of namedActions(policy)) {
    if (statement.effect !== "Allow" || element.name !== "Action" || prefix === null) continue;
    const service = prefix.toLowerCase();
    const principal = servicePrincipalsThatTakeRoles[service];
    if (principal === undefined || typeof name[0] !== "string") continue;
    const pattern = actionPattern(item);
    const taking = actionsThatTakeRoles[service];
    const takesRole = taking
      ? taking.some((action) => pattern.matches(`${service}:${action}`) === true)
      : changes.test(name[0]);
    if (takesRole) found.add(principal);
    if (pattern.matches(registersTypes.action) === true) found.add(registersTypes.principal);
  }
  return [...found].sort();
}
