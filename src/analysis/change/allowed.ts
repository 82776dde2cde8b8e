/** What the policies of a subject allow after a change that they did not before, and the other way round. */
import type { Catalog } from "../../catalog/catalog";
import type { Verdict } from "../decide/decision";
import { Comparison, type Grant } from "../policy/compare";
import type { Policy, Statement } from "../policy/model";
import { actionsOfPattern } from "../policy/pattern-actions";
import { shown } from "../policy/region";
import type { Request } from "../policy/request";
import { align, type Part } from "./align";
import { sayTheSame, type Subject } from "./subject";
import { witnessOf } from "./witness";

/** Actions on resources under a condition. */
export interface Allowed {
  readonly actions: readonly string[];
  /** Empty where the statement names none: it is about what carries the policy, or a construct knows. */
  readonly resources: readonly string[];
  /** Whom a policy of a resource names: `Service ec2.amazonaws.com`, `*`. */
  readonly principals: readonly string[];
  readonly conditions: string | null;
  readonly witness: Request;
  /** The Allow that gives it, or the Deny that kept it away. */
  readonly statement: Statement;
}

export interface AllowedChange {
  readonly verdict: Verdict;
  readonly newlyAllowed: readonly Allowed[];
  readonly noLongerAllowed: readonly Allowed[];
  /** What is written where nobody knows what it newly allows. */
  readonly unknown: readonly string[];
}

const same: AllowedChange = { verdict: "same", newlyAllowed: [], noLongerAllowed: [], unknown: [] };

/** Null stands for a side on which the subject is not there. */
export function allowedChange(before: Subject | null, after: Subject | null, catalog: Catalog): AllowedChange {
  if (before && after && sayTheSame(before, after)) return same;
  const subject = (after ?? before)!;
  const aligned = align(before, after);
  const read = (from: readonly Part[], to: readonly Part[]): Allowed[] => {
    const known = new Set(from.map(({ statement }) => statement));
    return newIn(from, to, catalog)
      .filter(({ statement }) => statement.effect !== "Allow" || !known.has(statement))
      .map((grant) => allowedBy(grant, subject, catalog));
  };
  const newlyAllowed = read(aligned.before, aligned.afterAtMost);
  const noLongerAllowed = read(aligned.after, aligned.before);
  const { mayAllow, mightHaveAllowed } = aligned;
  const isLess = noLongerAllowed.length + mightHaveAllowed.length > 0;
  return {
    verdict: mayAllow.length > 0 ? "unknown" : verdictOf(newlyAllowed.length > 0, isLess),
    newlyAllowed,
    noLongerAllowed,
    unknown: mayAllow,
  };
}

function verdictOf(isMore: boolean, isLess: boolean): Verdict {
  if (isMore) return isLess ? "incomparable" : "more";
  return isLess ? "less" : "same";
}

function newIn(before: readonly Part[], after: readonly Part[], catalog: Catalog): readonly Grant[] {
  const texts = new Map([...before, ...after].map(({ policy, text }) => [policy, text]));
  const textOf = (policy: Policy): string => texts.get(policy) ?? "";
  return new Comparison(
    before.map(({ policy }) => policy),
    after.map(({ policy }) => policy),
    { source: { before: textOf, after: textOf }, actionsOf: (pattern) => actionsOfPattern(pattern, catalog) },
  ).difference.newlyAllowed;
}

function allowedBy(grant: Grant, subject: Subject, catalog: Catalog): Allowed {
  const { statement } = grant;
  const names = statement.resource !== null || statement.notResource !== null;
  return {
    actions: negated(grant.actions, grant.notActions),
    resources: names ? negated(grant.resources, grant.notResources) : [],
    principals: principalsOf(statement),
    conditions: grant.conditions.length > 0 ? grant.conditions.join(" and ") : null,
    witness: witnessOf(grant, subject, catalog),
    statement,
  };
}

function negated(texts: readonly string[], isNegated: boolean): readonly string[] {
  return isNegated ? [`everything but ${texts.join(", ")}`] : texts;
}

function principalsOf({ principal, notPrincipal }: Statement): readonly string[] {
  const element = principal ?? notPrincipal;
  if (!element) return [];
  const names = [
    ...(element.bare ? [shown(element.bare)] : []),
    ...element.groups.flatMap(({ type, items }) =>
      items.map((item) => (type === "AWS" ? shown(item) : `${type} ${shown(item)}`)),
    ),
  ];
  return negated(names, notPrincipal !== null && principal === null);
}
