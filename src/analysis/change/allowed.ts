/** What the policies of a subject allow after a change that they did not before, and the other way round. */
import type { Catalog } from "../../catalog/catalog";
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { decide, type Decision, type Difference, policySetsOf, type Verdict } from "../decide/decide";
import { everything } from "../decide/everything";
import { groupBy } from "../group-by";
import type { Policy, PolicyOption, PolicyType, Statement } from "../policy/model";
import { actionsOfPattern } from "../policy/pattern-actions";
import { align } from "./align";
import { arnNamesOf } from "./arn-names";
import { closed } from "./closed";
import { namedBy, withoutDelegation } from "./delegated";
import { denialsOf, isFileOfDenials, limitingOf, listsAllowed, mostDenials, stricterThan } from "./denials";
import { type Allowed, allowedIn, eachOnce, includes, type Known, wholeOf } from "./differences";
import { type Part, partsIn, type Sides } from "./parts";
import { type ReadPolicy, sayTheSame, type Subject } from "./subject";
import { Symbols } from "./symbols";

/** Before actions that are allowed and may have been before, among what is not known. */
export const perhapsBeforePrefix = "perhaps allowed before: ";

export interface ChangeOptions {
  readonly catalog: Catalog;
  /** What AWS itself has, which boundaries may be; null: not at hand. */
  readonly managed?: ManagedPolicies | null;
  /** Nobody makes a request before this day, `YYYY-MM-DD`; absent: at any time. */
  readonly today?: string | undefined;
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
export function allowedChange(old: Subject | null, current: Subject | null, options: ChangeOptions): AllowedChange {
  // What a boundary allows says nothing beside one of which nobody knows that.
  const isKnown = [old, current].every((one) => !one || one.boundary === null || one.limits);
  const limited = (one: Subject | null) => (isKnown || !one ? one : { ...one, limits: undefined });
  const [before, after] = [limited(old), limited(current)];
  // Branches of a choice may have changed places.
  if (before && after && sayTheSame(before, after) && ![before, after].some(isChosen)) return same;
  const { deployments, mayAllow, mightHaveAllowed, isCut } = align(before, after, isActionOf(options.catalog));
  const question = questionOf((after ?? before)!.kind, before, after);
  const limits = [before, after].map((one) => partsIn(one?.limits ?? []));
  const both = decided(deployments, limits, question, options, new Symbols(arnNamesOf(before, after)));
  const noLonger = isPerhapsKept(before, after) ? [] : both.noLongerAllowed;
  // What is read now may be what stood where nobody could read it.
  const isPerhapsOld = both.newlyAllowed.length > 0 && isPerhapsKept(after, before);
  const newly = isPerhapsOld ? [] : both.newlyAllowed;
  const perhaps = isPerhapsOld
    ? [...new Set(both.newlyAllowed.map(({ together }) => perhapsBeforePrefix + shownActions(together)))]
    : [];
  const open = [...mayAllow, ...perhaps];
  const unknown = both.isOpen || isCut ? [...open, ""] : open;
  // Beside what is newly allowed counts only what surely no longer is: the report names it.
  const isLess = noLonger.length > 0 || (newly.length === 0 && mightHaveAllowed.length > 0);
  return {
    verdict: unknown.length > 0 ? "unknown" : verdictOf(newly.length > 0, isLess),
    newlyAllowed: newly,
    noLongerAllowed: noLonger,
    unknown,
  };
}

const mostNamed = 3;

/** Actions for people, the first of many. */
export function shownActions(all: readonly string[]): string {
  const more = all.length - mostNamed;
  return all.slice(0, mostNamed).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Whether a policy of which nobody can read anything is there that was not before, of an identity in the place of one that was read: what has gone may stand in it. */
function isPerhapsKept(before: Subject | null, after: Subject | null): boolean {
  const count = (side: Subject | null, is: (one: ReadPolicy) => boolean) => side?.policies.filter(is).length ?? 0;
  const isMore = (is: (one: ReadPolicy) => boolean) => count(after, is) > count(before, is);
  if (after?.kind === "identity" && isNoLongerRead(before, after)) return true;
  return (isAlone(after) && isMore((one) => one.isUnread === true)) || isMore(isWhollyOpen);
}

/** Whether no other policies stand beside those of a subject that are its own. */
function isAlone(subject: Subject | null): boolean {
  return subject !== null && /^(?:resource|trust|endpoint)$/.test(subject.kind);
}

/** Whether nobody can read a policy any more that a resource has in itself. */
function isNoLongerRead(before: Subject | null, after: Subject): boolean {
  const read = new Set((before?.policies ?? []).map(({ policy, isUnread }) => (isUnread ? null : policy.place.label)));
  return after.policies.some(({ isUnread, of }) => isUnread && of !== undefined && read.has(of));
}

/** Whether a policy has no statement that can be read, and may have any. */
function isWhollyOpen({ policy: { complete, statements }, isUnread = false }: ReadPolicy): boolean {
  return !complete && !isUnread && statements.length === 0;
}

function isChosen({ policies }: Subject): boolean {
  return policies.some(
    ({ policy, branches = [] }) => branches.length > 0 || policy.statements.some(({ conditional }) => conditional),
  );
}

/** Of a change of which all is known. */
export function verdictOf(isMore: boolean, isLess: boolean): Verdict {
  if (isMore) return isLess ? "incomparable" : "more";
  return isLess ? "less" : "same";
}

/** How policies of a kind are compared. */
interface Question {
  readonly type: PolicyType;
  /** By what they deny: all else is allowed beside them. */
  readonly byDenials: boolean;
  /** Without such a policy everything is allowed. */
  readonly limits: boolean;
  /** Whom it names needs no policy of the account. */
  readonly isDirect?: boolean;
}

/** What only limits is compared as if its holder had nothing else. */
function questionOf(kind: PolicyOption, before: Subject | null, after: Subject | null): Question {
  switch (kind) {
    case "rcp":
      return { type: "resource", byDenials: true, limits: false };
    case "scp": {
      // Another has to stay attached (AWS Organizations: "SCP evaluation"): what one lists is no longer allowed without it, but nothing more is.
      const byDenials = after === null || [before, after].every((one) => !one || !listsAllowed(one));
      return { type: "identity", byDenials, limits: !byDenials };
    }
    case "boundary": {
      const all = [before, after].flatMap((one) => one?.policies ?? []);
      const allows = all.some(({ policy }) => policy.statements.some(({ effect }) => effect === "Allow"));
      return { type: "identity", byDenials: !allows, limits: allows };
    }
    case "identity":
      // A file that only denies is attached beside what allows, as SCPs are.
      return {
        type: kind,
        byDenials: isFileOfDenials(before) && (after === null || isFileOfDenials(after)),
        limits: false,
      };
    default:
      return kind === "endpoint"
        ? { type: "resource", byDenials: false, limits: false }
        : { type: kind, byDenials: false, limits: false, isDirect: true };
  }
}

interface Decided {
  readonly newlyAllowed: readonly Allowed[];
  readonly noLongerAllowed: readonly Allowed[];
  /** There may be more. */
  readonly isOpen: boolean;
}

/**
 * What the second side allows and the first does not, and the other way round, in any deployment.
 * @param bounds the statements of the boundaries, of both; none where there is no boundary
 */
function decided(
  deployments: readonly Sides[],
  bounds: readonly (readonly Part[])[],
  { type, byDenials, limits, isDirect = false }: Question,
  options: ChangeOptions,
  symbols: Symbols,
): Decided {
  const partition = partitionOf(deployments);
  const origins = new Map<Statement, Known["origin"]>();
  const ordinals = new Map<Part, number>();
  for (const { from, to } of deployments)
    for (const part of [...from, ...to].map(wholeOf)) if (!ordinals.has(part)) ordinals.set(part, ordinals.size);
  const policies = (side: readonly Part[]): readonly Policy[] => {
    if (side.length === 0 && limits) return [everything];
    const asked = byDenials ? side.filter(({ statement }) => statement.effect === "Deny") : side;
    // A policy has one version: without variables its texts mean something else.
    return [...groupBy(asked, ({ policy }) => policy.version?.value).values()].flatMap((group) => {
      const made = closed(byDenials ? group.map(turned) : group, type, symbols, isActionOf(options.catalog));
      for (const [statement, origin] of made?.origins ?? [])
        origins.set(statement, { ...origin, ordinal: ordinals.get(wholeOf(group[origin.at]!))! });
      return made ? [made.policy] : [];
    });
  };
  const asked = (sides: readonly (readonly Part[])[], limited: readonly (readonly Part[])[]): Decision => {
    const made = sides.map(policies);
    // Without any policy of an identity the boundary would be all that there is.
    const isBounded = type === "identity" && made.some((side) => side.length > 0);
    const bounded = made.map((side, at) => [...side, ...(isBounded ? boundaryIn(limited[at] ?? [], symbols) : [])]);
    const [old, current] = byDenials ? [bounded[1]!, bounded[0]!] : [bounded[0]!, bounded[1]!];
    return decide(policySetsOf(old), policySetsOf(current), { ...options, partition });
  };
  const knownOf = (
    differences: readonly Difference[],
    side: readonly Part[],
    denial: Part | null = null,
    stricter: Part | null = null,
  ): readonly Known[] => {
    const limiting = limitingOf(side);
    return differences.flatMap((difference) => {
      const origin = origins.get(difference.statement.statement);
      return origin ? [{ difference, origin, denial, stricter, limiting }] : [];
    });
  };
  /** What one side allows and the other does not: what a Deny alone decides with that. */
  const known = (found: readonly Difference[], side: readonly Part[], other: readonly Part[], isAfter: boolean) => {
    const denials = byDenials || found.length === 0 ? [] : denialsOf(other, side);
    const without = other.filter((part) => !denials.includes(part));
    if (byDenials) return knownOf(found, []).map((one) => ({ ...one, stricter: stricterOf(one, side, other) }));
    if (denials.length === 0 || denials.length > mostDenials || without.length === 0) return knownOf(found, side);
    const [own, others] = isAfter ? [bounds[1]!, bounds[0]!] : [bounds[0]!, bounds[1]!];
    const fresh = knownOf(asked([without, side], [others, own]).newlyAllowed, side);
    const denied = denials.flatMap((denial) =>
      knownOf(
        asked([[...side, denial], side], [own, own]).newlyAllowed,
        side,
        denial,
        stricterThan(denial, side, other),
      ).filter((one) => !fresh.some((two) => includes(two, one))),
    );
    return denied.length > 0 ? [...fresh, ...denied] : knownOf(found, side);
  };
  /** Of what a Deny alone decides: the one that stands in its place. */
  const stricterOf = ({ origin }: Known, side: readonly Part[], other: readonly Part[]): Part | null => {
    const denial = other.find(({ said }) => said === origin.part.said);
    return denial ? stricterThan(denial, side, other) : null;
  };
  /** What one side allows whom it names, and the other only lets the account allow. */
  const direct = (side: readonly Part[], other: readonly Part[]): readonly Known[] => {
    // Of a Deny that goes is told above.
    const allows = other.filter(({ statement }) => statement.effect !== "Deny");
    const made = isDirect ? [policies(allows), policies(side)] : [];
    const [without, own] = made.map((all) => all.map(withoutDelegation));
    if (!without?.some((one) => one !== null)) return [];
    const isKept = own!.some((one) => one !== null);
    const [old, current] = [without, own!].map((all, at) => policySetsOf(all.map((one, n) => one ?? made[at]![n]!)));
    return knownOf(decide(old!, current!, { ...options, partition }).newlyAllowed, side).filter(
      ({ difference, origin }) => {
        const named = namedBy(difference.statement.statement!, origin.part.statement, symbols);
        return named === "anybody" || (named === "member" && isKept);
      },
    );
  };
  const read = (all: readonly Known[]): Allowed[] => {
    const groups = groupBy(eachOnce(all), ({ difference, origin, denial }) =>
      JSON.stringify([origin.ordinal, difference.resources, denial && ordinals.get(wholeOf(denial))]),
    );
    return [...groups.values()].flatMap((group) => allowedIn(group, symbols, options.catalog));
  };
  const answers = deployments.map(({ from, to }) => {
    const { newlyAllowed, noLongerAllowed, verdict } = asked([from, to], bounds);
    return {
      verdict,
      newly: [...known(newlyAllowed, to, from, true), ...direct(to, from)],
      noLonger: [...known(noLongerAllowed, from, to, false), ...direct(from, to)],
    };
  });
  return {
    newlyAllowed: read(answers.flatMap(({ newly }) => newly)),
    noLongerAllowed: read(answers.flatMap(({ noLonger }) => noLonger)),
    isOpen: answers.some(({ verdict }) => verdict === "unknown"),
  };
}

/** The partition that the policies are written for: what is there of others they say nothing about. */
function partitionOf(deployments: readonly Sides[]): string | undefined {
  const items = deployments
    .flatMap(({ from, to }) => [...from, ...to])
    .flatMap(({ statement: { resource, notResource } }) => [resource, notResource])
    .flatMap((element) => element?.items ?? []);
  const found = new Set(items.flatMap(({ parts: [first] }) => partitionIn.exec(String(first))?.[1] ?? []));
  return found.size === 1 && found.has("aws") ? "aws" : undefined;
}

const partitionIn = /^arn:([\w-]{1,40}):/;

function boundaryIn(parts: readonly Part[], symbols: Symbols): readonly Policy[] {
  return [...groupBy(parts, ({ policy }) => policy.version?.value).values()].flatMap(
    (group) => closed(group, "boundary", symbols)?.policy ?? [],
  );
}

/** Whether AWS has an action that a pattern stands for; what is no pattern of the actions of one service is left to the decision. */
function isActionOf(catalog: Catalog): (pattern: string) => boolean {
  return (pattern) => !/^[^:*?]+:./.test(pattern) || (actionsOfPattern(pattern, catalog)?.length ?? 0) > 0;
}

/** What a Deny denies, as if it allowed that. */
function turned(part: Part): Part {
  return { ...part, statement: { ...part.statement, effect: "Allow" }, denial: part.statement };
}
