/** How the statements of a resource's policy name the principals of a case. */
import { exceptsOnly, principalMatches } from "../policy/match-principal";
import type { Item, PrincipalElement, Statement } from "../policy/model";
import { readPrincipal } from "../policy/request";
import type { Truth } from "../policy/truth";
import { type Case, principalKey } from "./cases";
import { and, exists, type Formula, not, open, or } from "./formula";
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
  if (given.principal !== null) return otherNamed(statement, element, given.principal, written);
  const named = membersNamed(element, given, written);
  if (element.name === "Principal") return named;
  const others = not(or([named.direct, named.role]));
  const isUntold = named.account !== false && !exceptsOnly(element, given.account, statement.effect);
  const account = `principal ${given.kind} ${given.account} of an account ${written(element)}`;
  return { ...nobody, direct: isUntold ? and([others, open(account)]) : others };
}

function otherNamed(
  { effect }: Statement,
  element: PrincipalElement,
  principal: string,
  written: (element: PrincipalElement) => string,
): Naming {
  const found = principalMatches(element, readPrincipal(principal), effect);
  const formula = (truth: Truth, how: string): Formula =>
    truth === "unknown" ? open(`principal ${principal} ${how} ${written(element)}`) : truth;
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
