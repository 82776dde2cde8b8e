/** What the policies of a subject allow after a change that they did not before, and the other way round. */
import type { Catalog } from "../../catalog/catalog";
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { decide, type Decision, type Difference, policySetsOf, type Verdict } from "../decide/decide";
import { everything } from "../decide/everything";
import { groupBy } from "../group-by";
import type { Item, Policy, PolicyOption, PolicyType, Statement } from "../policy/model";
import { actionsOfPattern } from "../policy/pattern-actions";
import type { Request } from "../policy/request";
import { align } from "./align";
import { closed, type Origin } from "./closed";
import { namedBy, withoutDelegation } from "./delegated";
import { denialsOf, isFileOfDenials, listsAllowed, mostDenials, resourcesWithin } from "./denials";
import { type Part, partsIn, type Sides } from "./parts";
import { type ReadPolicy, sayTheSame, type Subject } from "./subject";
import { shownItem, Symbols } from "./symbols";
import { dynamicNames } from "./terraform/dynamic-principals";

/** Actions of one service and one access level on resources, under a condition. */
export interface Allowed {
  readonly actions: readonly string[];
  /** All that the statement newly allows of these resources, whatever the access level, in its own patterns where they stand for no more. */
  readonly together: readonly string[];
  /** Empty where the statement names none: it is about what carries the policy, or a construct knows. */
  readonly resources: readonly string[];
  /** Whom a policy of a resource names: `Service ec2.amazonaws.com`, `*`. */
  readonly principals: readonly string[];
  readonly conditions: string | null;
  readonly witness: Request;
  /** A Deny alone has kept it back, and what allows it stands in other policies. */
  readonly byPermission?: boolean;
  /** The Allow that gives it, or the Deny that has gone. */
  readonly statement: Statement;
}

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
  const both = decided(deployments, limits, question, options);
  const { newlyAllowed: newly } = both;
  const noLonger = isPerhapsKept(before, after) ? [] : both.noLongerAllowed;
  const unknown = both.isOpen || isCut ? [...mayAllow, ""] : mayAllow;
  // Beside what is newly allowed counts only what surely no longer is: the report names it.
  const isLess = noLonger.length > 0 || (newly.length === 0 && mightHaveAllowed.length > 0);
  return {
    verdict: unknown.length > 0 ? "unknown" : verdictOf(newly.length > 0, isLess),
    newlyAllowed: newly,
    noLongerAllowed: noLonger,
    unknown,
  };
}

/** Whether a policy of which nobody can read anything has come, other than beside those of an identity: what has gone may stand in it. */
function isPerhapsKept(before: Subject | null, after: Subject | null): boolean {
  const count = (side: Subject | null, is: (one: ReadPolicy) => boolean) => side?.policies.filter(is).length ?? 0;
  const isMore = (is: (one: ReadPolicy) => boolean) => count(after, is) > count(before, is);
  return (after?.kind === "resource" && isMore((one) => one.isUnread === true)) || isMore(isWhollyOpen);
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
): Decided {
  const partition = partitionOf(deployments);
  const symbols = new Symbols();
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
  const knownOf = (differences: readonly Difference[], denial: Part | null = null): readonly Known[] =>
    differences.flatMap((difference) => {
      const origin = origins.get(difference.statement.statement);
      return origin ? [{ difference, origin, denial }] : [];
    });
  /** What one side allows and the other does not: what a Deny alone decides with that. */
  const known = (found: readonly Difference[], side: readonly Part[], other: readonly Part[], isAfter: boolean) => {
    const denials = byDenials || found.length === 0 ? [] : denialsOf(other, side);
    const without = other.filter((part) => !denials.includes(part));
    if (denials.length === 0 || denials.length > mostDenials || without.length === 0) return knownOf(found);
    const [own, others] = isAfter ? [bounds[1]!, bounds[0]!] : [bounds[0]!, bounds[1]!];
    const fresh = knownOf(asked([without, side], [others, own]).newlyAllowed);
    const denied = denials.flatMap((denial) =>
      knownOf(asked([[...side, denial], side], [own, own]).newlyAllowed, denial).filter(
        (one) => !fresh.some((two) => includes(two, one)),
      ),
    );
    return denied.length > 0 ? [...fresh, ...denied] : knownOf(found);
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
    return knownOf(decide(old!, current!, { ...options, partition }).newlyAllowed).filter(({ difference, origin }) => {
      const named = namedBy(difference.statement.statement!, origin.part.statement, symbols);
      return named === "anybody" || (named === "member" && isKept);
    });
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

/** Whether a difference has all that another of the same statement has. */
function includes({ difference: one, origin }: Known, { difference: other, origin: another }: Known): boolean {
  return (
    origin.ordinal === another.ordinal &&
    other.actions.every((action) => one.actions.includes(action)) &&
    other.resources.every((resource) => one.resources.includes(resource))
  );
}

/** Several deployments differ in the same: without what another difference of its statement has already. */
function eachOnce(all: readonly Known[]): readonly Known[] {
  const groups = groupBy(all, ({ origin, denial }) =>
    JSON.stringify([origin.ordinal, principalsKey(origin), denial?.said]),
  );
  return [...groups.values()].flatMap((group) => {
    const found: Known[] = [];
    for (const one of group) {
      if (found.some((other) => includes(other, one))) continue;
      found.splice(0, found.length, ...found.filter((other) => !includes(one, other)), one);
    }
    return togetherOf(found);
  });
}

/** What several deployments have of a statement that differs in its resources alone, as one. */
function togetherOf(all: readonly Known[]): readonly Known[] {
  const groups = groupBy(all, (one) => {
    const { origin, difference } = one;
    const { actions, never } = difference;
    return JSON.stringify([origin.part.whole ? conditionsOf(origin.part) : all.indexOf(one), actions, never]);
  });
  return [...groups.values()].map(([first, ...others]) => {
    const resources = [first!, ...others].flatMap(({ difference }) => difference.resources);
    return others.length === 0
      ? first!
      : { ...first!, difference: { ...first!.difference, resources: [...new Set(resources)] } };
  });
}

/** The same for the same principals, in whatever deployment. */
function principalsKey({ part: { statement }, principal }: Origin): string {
  const items = principal ? [principal.item] : (statement.principal?.groups.flatMap((group) => group.items) ?? []);
  return items.map(({ node: { span }, value }) => `${span.start} ${value}`).join();
}

function wholeOf(part: Part): Part {
  return part.whole ?? part;
}

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

interface Known {
  readonly difference: Difference;
  /** With the place of its statement among all. */
  readonly origin: Origin & { readonly ordinal: number };
  /** The Deny on the other side that it comes of, if it is one. */
  readonly denial: Part | null;
}

/** Differences of one statement and the same resources, and of one Deny. */
function allowedIn(group: readonly Known[], symbols: Symbols, catalog: Catalog): Allowed[] {
  const {
    denial,
    origin: { part },
  } = group[0]!;
  const { text } = part;
  const { statement } = wholeOf(part);
  const actionsOf = (field: "actions" | "never") => [...new Set(group.flatMap(({ difference }) => difference[field]))];
  const together = inPatterns(actionsOf("actions"), actionsOf("never"), statement, catalog);
  const names = statement.resource !== null || statement.notResource !== null;
  const written = new Map(
    (statement.resource?.items ?? []).map((item) => [symbols.resource(item, text), shownItem(item, text)]),
  );
  const conditions = bothConditions(conditionsOf(part), denial && conditionsOf(denial));
  const byActions = groupBy(group, ({ difference }) => difference.actions.join());
  return [...byActions.values()].map((same) => {
    const { actions, resources, witness } = same[0]!.difference;
    const told = resources
      .map((symbol) => ({ symbol, shown: written.get(symbol) ?? symbols.restored(symbol) }))
      .filter(({ shown }) => isTold(shown));
    const principals = [...new Set(same.flatMap(({ origin }) => principalsOf(origin.part, origin.principal)))];
    return {
      actions,
      together,
      resources: !names ? [] : denial ? resourcesWithin(told, denial, symbols) : told.map(({ shown }) => shown),
      principals: denial ? principalsWithin(principals, denial) : principals,
      conditions,
      witness: symbols.restoredRequest(witness),
      statement: part.whole?.statement ?? part.denial ?? statement,
    };
  });
}

function bothConditions(one: string | null, other: string | null): string | null {
  return one !== null && other !== null && one !== other ? `${one} and ${other}` : (one ?? other);
}

/** Of those whom an Allow names, those whom a Deny is about. */
function principalsWithin(all: readonly string[], denial: Part): readonly string[] {
  const denied = principalsOf(denial, null);
  return denied.length > 0 && !denied.includes("*") && all.join() === "*" ? denied : all;
}

/** Of some resources only is known that there is one. */
function isTold(resource: string): boolean {
  return resource !== "${…}";
}

/** The patterns of a statement that stand for nothing but these actions, and the actions that none of those stands for. */
function inPatterns(
  actions: readonly string[],
  never: readonly string[],
  { action }: Statement,
  catalog: Catalog,
): readonly string[] {
  const left = new Set(actions);
  const all = new Set([...actions, ...never].map((one) => one.toLowerCase()));
  const patterns: string[] = [];
  for (const { value } of action?.items ?? []) {
    if (value === null || !/[*?]/.test(value)) continue;
    const stands = actionsOfPattern(value, catalog);
    if (!stands?.some((one) => left.has(one)) || !stands.every((one) => all.has(one.toLowerCase()))) continue;
    patterns.push(value);
    for (const one of stands) left.delete(one);
  }
  return [...patterns, ...left];
}

function conditionsOf({ statement: { condition }, text }: Part): string | null {
  const all = (condition?.blocks ?? []).flatMap(({ operator, keys }) =>
    keys.map((key) => `${operator} ${key.name} ${key.items.map((item) => shownItem(item, text)).join(", ")}`),
  );
  if (all.length === 0) return condition && !condition.complete ? "a condition that a template fills in" : null;
  return all.join(" and ");
}

function principalsOf({ statement, text }: Part, one: Origin["principal"]): readonly string[] {
  const shown = (type: string, item: Item): string => `${type === "AWS" ? "" : `${type} `}${shownItem(item, text)}`;
  if (one) return [shown(one.type, one.item)];
  const { principal, notPrincipal } = statement;
  const element = principal ?? notPrincipal;
  const dynamic = element?.complete ? [] : dynamicNames(statement, text, shown);
  if (!element || dynamic.length > 0) return dynamic;
  const names = [
    ...(element.bare ? [shown("AWS", element.bare)] : []),
    ...element.groups.flatMap(({ type, items }) => items.map((item) => shown(type, item))),
  ];
  const all = names.length > 0 ? names : ["a principal that a template fills in"];
  return principal ? all : [`everybody but ${all.join(", ")}`];
}
