/** What the policies of a subject allow after a change that they did not before, and the other way round. */
import type { Catalog } from "../../catalog/catalog";
import type { Verdict } from "../decide/decision";
import { type CompareOptions, Comparison, type Grant } from "../policy/compare";
import type { Policy, Statement } from "../policy/model";
import { actionsOfPattern } from "../policy/pattern-actions";
import type { Request } from "../policy/request";
import { openTexts, statementText } from "./canonical";
import { type ReadPolicy, sayTheSame, type Subject, textOf } from "./subject";
import { witnessOf } from "./witness";

/** Actions on resources under a condition. */
export interface Allowed {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: string | null;
  readonly witness: Request;
  /** The Allow that gives it, or the Deny that kept it away. */
  readonly statement: Statement;
}

export interface AllowedChange {
  readonly verdict: Verdict;
  readonly newlyAllowed: readonly Allowed[];
  readonly noLongerAllowed: readonly Allowed[];
}

const same: AllowedChange = { verdict: "same", newlyAllowed: [], noLongerAllowed: [] };

/** Null stands for a side on which the subject is not there. */
export function allowedChange(before: Subject | null, after: Subject | null, catalog: Catalog): AllowedChange {
  if (before && after && sayTheSame(before, after)) return same;
  const [old, current] = [before?.policies ?? [], after?.policies ?? []];
  const subject = (after ?? before)!;
  const options: CompareOptions = {
    source: { before: textIn(old), after: textIn(current) },
    actionsOf: (pattern) => actionsOfPattern(pattern, catalog),
  };
  const { difference } = new Comparison(policies(old), policies(current), options);
  const read = (grants: readonly Grant[], from: readonly ReadPolicy[], to: readonly ReadPolicy[]): Allowed[] => {
    const stays = new Set(statementTexts(from).values());
    const texts = new Map([...statementTexts(to), ...statementTexts(from)]);
    return grants
      .filter(({ statement }) => statement.effect === "Deny" || !stays.has(texts.get(statement)!))
      .map((grant) => ({
        actions: negated(grant.actions, grant.notActions),
        resources: negated(grant.resources, grant.notResources),
        conditions: grant.conditions.length > 0 ? grant.conditions.join(" and ") : null,
        witness: witnessOf(grant, subject, catalog),
        statement: grant.statement,
      }));
  };
  const newlyAllowed = read(difference.newlyAllowed, old, current);
  const noLongerAllowed = read(difference.noLongerAllowed, current, old);
  return {
    verdict: verdictOf(newlyAllowed, noLongerAllowed, openings(old) === openings(current)),
    newlyAllowed,
    noLongerAllowed,
  };
}

function verdictOf(more: readonly unknown[], less: readonly unknown[], isKnown: boolean): Verdict {
  if (!isKnown) return "unknown";
  if (more.length > 0) return less.length > 0 ? "incomparable" : "more";
  return less.length > 0 ? "less" : "same";
}

function negated(texts: readonly string[], isNegated: boolean): readonly string[] {
  return isNegated ? [`everything but ${texts.join(", ")}`] : texts;
}

function policies(read: readonly ReadPolicy[]): Policy[] {
  return read.map(({ policy }) => policy);
}

function textIn(read: readonly ReadPolicy[]): (policy: Policy) => string {
  const texts = new Map(read.map((one) => [one.policy, textOf(one)]));
  return (policy) => texts.get(policy) ?? "";
}

function statementTexts(read: readonly ReadPolicy[]): ReadonlyMap<Statement, string> {
  return new Map(
    read.flatMap((one) =>
      one.policy.statements.map((statement) => [statement, statementText(statement, one.policy, textOf(one))] as const),
    ),
  );
}

function openings(read: readonly ReadPolicy[]): string {
  return read
    .flatMap((one) => openTexts(one.policy, textOf(one)))
    .sort()
    .join("\n");
}
