/** What of differences a person is told: each once, and what a statement allows on the same resources together. */
import type { Catalog } from "../../catalog/catalog";
import type { Difference } from "../decide/decide";
import { groupBy } from "../group-by";
import type { Item, Statement } from "../policy/model";
import { actionsOfPattern } from "../policy/pattern-actions";
import type { Request } from "../policy/request";
import type { Origin } from "./closed";
import { limitsOf, resourcesWithin } from "./denials";
import { conditionsOf } from "./part-conditions";
import type { Part } from "./parts";
import { shownItem, type Symbols } from "./symbols";
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

/** A difference, with what it stands for in the documents. */
export interface Known {
  readonly difference: Difference;
  /** With the place of its statement among all. */
  readonly origin: Origin & { readonly ordinal: number };
  /** The Deny on the other side that it comes of, if it is one. */
  readonly denial: Part | null;
  /** Where alone the Deny that went is missed: beside one that stands in its place and asks for more. */
  readonly where: string | null;
  /** The Denies of its side that may limit it. */
  readonly limiting: readonly Part[];
}

/** The statement as it is written, of a part of it that some deployments have. */
export function wholeOf(part: Part): Part {
  return part.whole ?? part;
}

/** Whether a difference has all that another of the same statement has. */
export function includes({ difference: one, origin }: Known, { difference: other, origin: another }: Known): boolean {
  return (
    origin.ordinal === another.ordinal &&
    other.actions.every((action) => one.actions.includes(action)) &&
    other.resources.every((resource) => one.resources.includes(resource))
  );
}

/** Several deployments differ in the same: without what another difference of its statement has already. */
export function eachOnce(all: readonly Known[]): readonly Known[] {
  const groups = groupBy(all, ({ origin, denial }) =>
    JSON.stringify([origin.ordinal, principalsKey(origin), chosenConditions(origin), denial?.said]),
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
    return JSON.stringify([origin.part.whole ? chosenConditions(origin) : all.indexOf(one), actions, never]);
  });
  return [...groups.values()].map(([first, ...others]) => {
    const resources = [first!, ...others].flatMap(({ difference }) => difference.resources);
    return others.length === 0
      ? first!
      : { ...first!, difference: { ...first!.difference, resources: [...new Set(resources)] } };
  });
}

/** What a statement asks for with the values of some deployments; null where it has all of its values. */
export function chosenConditions({ part }: Origin): string | null {
  return part.whole ? conditionsOf(part) : null;
}

/** The same for the same principals, in whatever deployment. */
function principalsKey({ part: { statement }, principal }: Origin): string {
  const items = principal ? [principal.item] : (statement.principal?.groups.flatMap((group) => group.items) ?? []);
  return items.map(({ node: { span }, value }) => `${span.start} ${value}`).join();
}

/** Differences of one statement and the same resources, and of one Deny. */
export function allowedIn(group: readonly Known[], symbols: Symbols, catalog: Catalog): Allowed[] {
  const {
    denial,
    where,
    origin: { part },
  } = group[0]!;
  const { text } = part;
  const { statement } = wholeOf(part);
  const actionsOf = (field: "actions" | "never") => [...new Set(group.flatMap(({ difference }) => difference[field]))];
  const without = exceptionsOf([part, ...(denial ? [denial] : [])]);
  const together = without(inPatterns(actionsOf("actions"), actionsOf("never"), statement, catalog));
  const names = statement.resource !== null || statement.notResource !== null;
  const written = new Map(
    (statement.resource?.items ?? []).map((item) => [symbols.resource(item, text), shownItem(item, text)]),
  );
  const asked = (one: Part) => (where !== null && one === (denial ?? part) ? where : conditionsOf(one));
  const own = bothConditions(asked(part), denial && asked(denial));
  const byActions = groupBy(group, ({ difference }) => difference.actions.join());
  return [...byActions.values()].map((same) => {
    const { actions, resources, witness } = same[0]!.difference;
    const limits = denial ? [] : limitsOf(group[0]!.limiting, actions, resources, symbols);
    const told = resources
      .map((symbol) => ({ symbol, shown: written.get(symbol) ?? symbols.restored(symbol) }))
      .filter(({ shown }) => isTold(shown));
    const principals = [...new Set(same.flatMap(({ origin }) => principalsOf(origin.part, origin.principal)))];
    return {
      actions: without(actions),
      together,
      resources: !names ? [] : denial ? resourcesWithin(told, denial, symbols) : told.map(({ shown }) => shown),
      principals: denial ? principalsWithin(principals, denial) : principals,
      conditions: [own, ...limits].reduce(bothConditions),
      witness: symbols.restoredRequest(witness),
      statement: part.whole?.statement ?? part.denial ?? statement,
    };
  });
}

/** Nearly all actions are `*`: what a `NotAction` keeps out of them is said with that. */
function exceptionsOf(parts: readonly Part[]): (actions: readonly string[]) => readonly string[] {
  const names = parts.flatMap(({ statement: { notAction }, text }) =>
    (notAction?.items ?? []).map((item) => shownItem(item, text)),
  );
  const all = names.length > 0 ? `* except ${[...new Set(names)].join(", ")}` : "*";
  return (actions) => actions.map((one) => (one === "*" ? all : one));
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
