/** How the statements of a resource's policy name the principals of a case. */
import { principalMatches } from "../policy/match-principal";
import type { Item, PrincipalElement, Statement } from "../policy/model";
import { readPrincipal } from "../policy/request";
import type { Truth } from "../policy/truth";
import { type Case, principalKey } from "./cases";
import { exists, type Formula, not, open, or } from "./formula";
import { TextSet } from "./text-set";
import { codesOf } from "./tokens";

/** How closely a statement names the principals of a case. */
export interface Naming {
  readonly direct: Formula;
  readonly role: Formula;
  readonly account: Formula;
}

const nobody: Naming = { direct: false, role: false, account: false };

/** How a statement of a resource's policy names the principals of a case. */
export function namingOf(statement: Statement, given: Case, written: (element: PrincipalElement) => string): Naming {
  const element = statement.principal ?? statement.notPrincipal;
  if (!element) return statement.complete ? nobody : { ...nobody, direct: open("principal of an open statement") };
  const named = given.principal === null ? membersNamed(element, given, written) : otherNamed(element, given, written);
  if (element.name === "Principal") return named;
  return { ...nobody, direct: not(or([named.direct, named.role, named.account])) };
}

function otherNamed(element: PrincipalElement, given: Case, written: (element: PrincipalElement) => string): Naming {
  const asNamed = element.name === "Principal" ? element : ({ ...element, name: "Principal" } as const);
  const found = principalMatches(asNamed, readPrincipal(given.principal!));
  const formula = (truth: Truth, how: string): Formula =>
    truth === "unknown" ? open(`principal ${given.principal} ${how} ${written(element)}`) : truth;
  return {
    direct: formula(found.direct, "direct"),
    role: formula(found.role, "role"),
    account: formula(found.account, "account"),
  };
}

function membersNamed(element: PrincipalElement, given: Case, written: (element: PrincipalElement) => string): Naming {
  const direct: Formula[] = [];
  const role: Formula[] = [];
  const account: Formula[] = [];
  const prefix = `arn:${given.partition}:iam::${given.account}:`;
  const arns: string[] = [];
  const read = (item: Item, isAws: boolean): void => {
    const { value } = item;
    if (value === null || item.conditional)
      direct.push(open(`principal ${given.kind} ${given.account} ${written(element)}`));
    else if (value === "*") direct.push(true);
    else if (isAws && (value === given.account || value === `${prefix}root`)) account.push(true);
    else if (isAws && !given.namedApart && value.startsWith(`${prefix}${given.kind}/`)) arns.push(value);
  };
  if (element.bare) read(element.bare, false);
  for (const { type, items, complete } of element.groups) {
    if (type === "AWS") for (const item of items) read(item, true);
    const isOpen = (type === "AWS" && !complete) || type === "CanonicalUser";
    if (isOpen) direct.push(open(`principal ${given.kind} ${given.account} ${written(element)}`));
  }
  if (!element.complete) direct.push(open(`principal ${given.kind} ${given.account} ${written(element)}`));
  if (arns.length > 0) {
    const id = `p ${JSON.stringify([...new Set(arns)].sort())}`;
    const set = new TextSet(arns.map(codesOf), false);
    (given.inSession ? role : direct).push(exists(principalKey, { kind: "text", id, type: "String", set }, true));
  }
  return { direct: or(direct), role: or(role), account: or(account) };
}
