/** What statements speak about, as far as an assertion asks. */
import type { Catalog } from "../../catalog/catalog";
import type { Subject } from "../change/subject";
import { servicePrefixOf } from "../policy/action-name";
import type { Policy, Statement } from "../policy/model";
import { actionsOfPattern } from "../policy/pattern-actions";
import { Pattern } from "../policy/wildcard";
import type { Claim, Exceptions } from "./assertion";

/** Services and identity providers that the policy names: who they let in is not told by accounts. */
export function providersOf({ policies }: Subject): readonly Readonly<Record<string, unknown>>[] {
  const named = policies.flatMap(({ policy }) => policy.statements).flatMap(({ principal }) => principal?.groups ?? []);
  return ["Service", "Federated"].flatMap((type) => {
    const names = named
      .filter((one) => one.type === type)
      .flatMap(({ items }) => items.flatMap(({ value }) => value ?? []));
    return names.length > 0 ? [{ [type]: [...new Set(names)] }] : [];
  });
}

/** The partitions in which a policy names roles and users: a holder who is known by the name alone may be in each of them. */
export function partitionsOf({ policies }: Subject): readonly string[] {
  const named = policies.flatMap(({ policy }) => policy.statements).flatMap(({ principal }) => principal?.groups ?? []);
  const begins = named.flatMap(({ items }) => items.map(({ value, parts: [first] }) => value ?? first));
  const found = begins.flatMap((one) => (typeof one === "string" && /^arn:([\w-]+):iam:/.exec(one)?.[1]) || []);
  return [...new Set(["aws", ...found])];
}

/** A policy of a resource without the statements that let in the account itself. */
export function withoutOwnAccount(policy: Policy, account: string): Policy {
  const isOwn = ({ effect, principal }: Statement): boolean => {
    const items = principal && !principal.bare ? principal.groups.flatMap((group) => group.items) : [];
    return (
      effect === "Allow" &&
      items.length > 0 &&
      items.every(({ value }) => value?.replace(/^arn:[\w-]+:iam::(\d{12}):root$/, "$1") === account)
    );
  };
  return { ...policy, statements: policy.statements.filter((one) => !isOwn(one)) };
}

/** Whether no ARN that a claim names is of one Region or account, so that it is all the same where something is deployed to. */
export function isPlaceless(claim: Claim): boolean {
  if (claim.kind !== "never" && claim.kind !== "possible") return true;
  return claim.on.every((text) => {
    const [first, , , region = "", account = ""] = text.split(":");
    return first !== "arn" || [region, account].every((part) => part === "" || part === "*");
  });
}

/** A policy beside what an assertion does not count. */
export function without(policy: Policy, { actions }: Exceptions): Policy {
  if (actions.length === 0) return policy;
  const isLeft = (value: string | null): boolean =>
    value === null ||
    !actions.some((one) => Pattern.of(one, { ignoreCase: true }).matches(value.toLowerCase()) === true);
  return {
    ...policy,
    statements: policy.statements.flatMap((statement) => {
      if (!statement.action || statement.effect !== "Allow") return [statement];
      const items = statement.action.items.filter(({ value }) => isLeft(value));
      return items.length > 0 ? [{ ...statement, action: { ...statement.action, items } }] : [];
    }),
  };
}

/** Whether a statement may speak of one of the actions. */
export function mayMeet({ action, notAction, complete }: Statement, actions: readonly string[]): boolean {
  if (notAction || !action || !complete || !action.complete) return true;
  return action.items.some(
    ({ value }) => value === null || actions.some((asked) => meet(value.toLowerCase(), asked.toLowerCase())),
  );
}

/** Whether two patterns may stand for the same action; told by what they begin with. */
export function meet(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => text.slice(0, text.search(/[*?]|$/)));
  return a!.startsWith(b!) || b!.startsWith(a!);
}

export function isOfCatalog(pattern: string, catalog: Catalog): boolean {
  const service = servicePrefixOf(pattern);
  // Of services with a wildcard nobody can tell.
  return /[*?]/.test(service) || (actionsOfPattern(pattern, catalog)?.length ?? 0) > 0;
}
