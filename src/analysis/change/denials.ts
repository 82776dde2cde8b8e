/** What a Deny that comes or goes takes away or gives back: the part of an Allow beside it that it is about. */
import { everybodyIn, hasStar } from "../policy/elements";
import type { Item, Statement } from "../policy/model";
import { covers, overlaps } from "../policy/wildcard";
import { elementText } from "./canonical";
import { whereNot, whereOnly } from "./part-conditions";
import type { Part } from "./parts";
import { type Subject, textOf } from "./subject";
import { shownItem, type Symbols } from "./symbols";

/** With more of them what they deny is told as one. */
export const mostDenials = 12;

/** The Denies of one side that the other has not. */
export function denialsOf(side: readonly Part[], other: readonly Part[]): readonly Part[] {
  const kept = new Set(other.filter(isDenial).map(({ said }) => said));
  return side.filter((part) => isDenial(part) && !kept.has(part.said));
}

/**
 * What holds where a Deny that went applied and the one in its place, which asks for more conditions, does not; null where there is none,
 * or several.
 * @param side what has the other and not the one
 */
export function noLongerDeniedWhere(denial: Part, side: readonly Part[], other: readonly Part[]): string | null {
  const about = aboutOf(denial);
  const found = denialsOf(side, other).flatMap((one) => (aboutOf(one) === about && whereOnly(denial, one)) || []);
  return found.length === 1 ? found[0]! : null;
}

/** What a statement is about, but for its conditions. */
function aboutOf({ statement: { node }, text }: Part): string {
  return node.entries
    .flatMap((entry) => (entry.key === "Condition" ? [] : (elementText(entry, text) ?? [])))
    .sort()
    .join("\n");
}

/** Whether a subject is a file that is a policy, of which nothing tells what it is attached to, and that only denies. */
export function isFileOfDenials(one: Subject | null): boolean {
  const [policy, ...others] = one?.policies ?? [];
  if (!policy || others.length > 0) return false;
  const { place, statements, complete, node } = policy.policy;
  const text = textOf(policy);
  const isWhole = text.slice(0, node.span.start).trim() === "" && text.slice(node.span.end).trim() === "";
  const isBare = [place.policyType, place.resourceType, place.label, place.principal].every(
    (said) => said === undefined,
  );
  return complete && isWhole && isBare && statements.every(({ effect }) => effect === "Deny");
}

/** Whether a control policy lists what it allows, other than everything, which stands beside each that denies. */
export function listsAllowed({ policies }: Subject): boolean {
  return policies.some(({ policy }) => policy.statements.some((one) => one.effect !== "Deny" && !isEverything(one)));
}

function isEverything({ effect, action, resource, condition, conditional, complete }: Statement): boolean {
  return effect === "Allow" && complete && !conditional && condition === null && hasStar(action) && hasStar(resource);
}

function isDenial({ statement }: Part): boolean {
  return statement.effect === "Deny";
}

/** Every client keeps to these by default. */
const ofTransport = new Set(["aws:securetransport", "s3:tlsversion"]);
const mostLimits = 3;

/** Bounds the work: each Allow that is told asks all of them. */
const mostLimiting = 100;

/** The Denies of everybody that may limit what stands beside them, under conditions other than of transport; none of very many. */
export function limitingOf(side: readonly Part[]): readonly Part[] {
  const found = side.filter((part) => {
    const { statement } = part;
    if (!isDenial(part) || statement.conditional || !statement.complete || !isOfAll(statement)) return false;
    const isTransport = statement.condition?.blocks.every(({ keys }) =>
      keys.every(({ name }) => ofTransport.has(name.toLowerCase())),
    );
    return !isTransport && statement.action !== null && statement.resource !== null;
  });
  return found.length > mostLimiting ? [] : found;
}

/**
 * Under which conditions only what an Allow allows is allowed, by the Denies beside it: by those that are about all of its actions,
 * resources and principals.
 * @param limiting those that may be
 * @param resources as symbols have them
 */
export function limitsOf(
  limiting: readonly Part[],
  actions: readonly string[],
  resources: readonly string[],
  symbols: Symbols,
): readonly string[] {
  const found = limiting.flatMap((part) => {
    const { statement, text } = part;
    const denied = (statement.resource?.items ?? []).map((item) => symbols.resource(item, text));
    const patterns = (statement.action?.items ?? []).flatMap(({ value }) => value?.toLowerCase() ?? []);
    const isAbout =
      actions.every((action) => patterns.some((pattern) => covers(pattern, action.toLowerCase()))) &&
      resources.every((resource) => denied.some((one) => covers(one, resource)));
    return (isAbout && whereNot(part)) || [];
  });
  return found.length > mostLimits ? [] : [...new Set(found)];
}

/** Whether a statement is about everybody. */
function isOfAll({ principal, notPrincipal }: Statement): boolean {
  return notPrincipal === null && (principal === null || everybodyIn(principal) !== null);
}

/** A resource as symbols have it, and as people read it. */
export interface Told {
  readonly symbol: string;
  readonly shown: string;
}

/**
 * Of the resources of an Allow those that a Deny is about.
 * @param all none where the Allow names none
 */
export function resourcesWithin(all: readonly Told[], denial: Part, symbols: Symbols): readonly string[] {
  const { resource, notResource } = denial.statement;
  const show = (item: Item): string => shownItem(item, denial.text);
  if (notResource && all.length > 0)
    return all.map(({ shown }) => `${shown} except ${notResource.items.map(show).join(", ")}`);
  const denied = (resource?.items ?? []).map((item): Told => ({
    symbol: symbols.resource(item, denial.text),
    shown: show(item),
  }));
  if (denied.length === 0 || all.length === 0) return all.map(({ shown }) => shown);
  const found = all.flatMap((allowed) => {
    if (denied.some(({ symbol }) => covers(symbol, allowed.symbol))) return [allowed.shown];
    const within = denied.filter(({ symbol }) => covers(allowed.symbol, symbol) || overlaps(allowed.symbol, symbol));
    return within.map(({ shown }) => shown);
  });
  return found.length > 0 ? [...new Set(found)] : all.map(({ shown }) => shown);
}
