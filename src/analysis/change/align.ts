/** The statements of two sides side by side, and what of them nobody can read. */
import { groupBy } from "../group-by";
import { openTexts, writtenAlike } from "./canonical";
import { changedDeciders, changedOpenings, decidersOf } from "./changed-deciders";
import { choosesValues, ChosenValues } from "./chosen-values";
import { type Deciders, keyOf, textOfBranches } from "./deciders";
import { type Branch, exclude, isThere } from "./deployments";
import { withFreed } from "./freed-values";
import { type Part, partsIn, type Sides } from "./parts";
import { type Subject, textOf } from "./subject";
import { deploymentsOf, mayMeet, type Placed, withChoices } from "./telling-deployments";
import { isWithin, strangers } from "./unknown-actions";

export interface Aligned {
  /** The statements of both sides, once for each kind of deployment in which they differ. */
  readonly deployments: readonly Sides[];
  /** What the second side may allow beyond its statements, as it is written: nobody knows what that is. */
  readonly mayAllow: readonly string[];
  /** The same of the first side. */
  readonly mightHaveAllowed: readonly string[];
  /** They differ in more deployments than anybody looks at. */
  readonly isCut: boolean;
}

/** @param isAction whether AWS has an action of a pattern: of others nobody knows what they are */
export function align(
  before: Subject | null,
  after: Subject | null,
  isAction: (pattern: string) => boolean = () => true,
): Aligned {
  const { old, current, deciders } = decidedParts(before, after);
  const same = paired(old, current, deciders);
  const kept = new Set(same.values());
  const changed = {
    old: old.filter((one) => !kept.has(one) && !same.has(one)),
    current: current.filter((one) => !same.has(one)),
  };
  const isEither = isLimited(before) || isLimited(after);
  const chosen = new ChosenValues([...old, ...current], { from: changed.old, to: changed.current }, deciders);
  const { deployments, isCut } = inDeployments(
    old,
    current,
    same,
    new Set([...changed.old, ...changed.current]),
    isEither,
    chosen,
  );
  return {
    deployments: withFreed(deployments, { from: changed.old, to: changed.current }),
    isCut,
    mayAllow: [
      ...unbound(before, after),
      ...openings(after, before, changed, { old, current }),
      ...strangers(changed, { old, current }, isAction),
      ...changedDeciders(same, changed, deciders),
      ...changedOpenings(before, after, deciders),
    ],
    mightHaveAllowed: [...unbound(after, before), ...openings(before, after, back(changed), back({ old, current }))],
  };
}

function isLimited(side: Subject | null): boolean {
  return (side?.limits?.length ?? 0) > 0;
}

/** What both sides have in each deployment. A statement that both have is there in the same ones, however that is written. */
function inDeployments(
  old: readonly Part[],
  current: readonly Part[],
  same: ReadonlyMap<Part, Part>,
  changed: ReadonlySet<Part>,
  evenIfSame: boolean,
  chosen: ChosenValues,
): Pick<Aligned, "deployments" | "isCut"> {
  const [from, to] = [old, current].map((parts) => parts.filter((one) => !isUnread(one)));
  const branches = (part: Part): readonly Branch[] => (same.get(part) ?? part).branches ?? [];
  const placed = new Map(
    [...from!, ...to!].map((part): readonly [Part, Placed] => [
      part,
      { branches: branches(part), isDeny: part.statement.effect === "Deny", services: servicesOf(part) },
    ]),
  );
  const found = new Map<string, Sides>();
  const ordinals = new Map<Part, number>();
  const ordinalOf = (part: Part) => {
    if (!ordinals.has(part)) ordinals.set(part, ordinals.size);
    return ordinals.get(part)!;
  };
  const different = [...placed].flatMap(([part, one]) => (changed.has(part) ? [one] : []));
  const { deployments, isCut } = deploymentsOf([...placed.values()], different);
  const touched = [...placed].flatMap(([part, one]) => (different.some((other) => mayMeet(one, other)) ? [part] : []));
  for (const deployment of withChoices(deployments, chosen.choicesOf(touched))) {
    const there = (parts: readonly Part[]) =>
      parts.flatMap((part) => (isThere(placed.get(part)!, deployment) ? chosen.within(part, deployment) : []));
    const sides = { from: there(from!), to: there(to!) };
    const texts = [sides.from, sides.to].map((parts) => [...new Set(parts.map(({ said }) => said))].sort().join("\n"));
    const key = [sides.from, sides.to].map((parts) => parts.map(ordinalOf).join()).join(" ");
    if (evenIfSame || texts[0] !== texts[1]) found.set(key, sides);
  }
  return { deployments: [...found.values()], isCut };
}

/** Null where its actions may be of any service. */
function servicesOf({ statement: { action } }: Part): ReadonlySet<string> | null {
  const services = (action?.items ?? []).map(({ value }) => /^([\w-]+):/.exec(value ?? "")?.[1]?.toLowerCase() ?? null);
  const known = services.filter((one) => one !== null);
  return known.length > 0 && known.length === services.length ? new Set(known) : null;
}

/** The boundary that one side has and the other has not, and of which nobody knows what it allows. */
function unbound(side: Subject | null, other: Subject | null): string[] {
  const boundary = side?.limits ? null : (side?.boundary ?? null);
  return boundary !== null && other && other.boundary !== boundary ? [boundaryPrefix + boundary] : [];
}

/** What begins the text of a boundary that no longer limits. */
export const boundaryPrefix = "permissions boundary ";

/** The statements of both sides. */
interface Both {
  readonly old: readonly Part[];
  readonly current: readonly Part[];
}

function back({ old, current }: Both): Both {
  return { old: current, current: old };
}

/** What one side has that can allow anything, and the other has not, or only for less; so does what the other denies. */
function openings(subject: Subject | null, other: Subject | null, changed: Both, all: Both): string[] {
  const found = [
    ...without(openingsOf(subject), openingsOf(other)),
    ...newlyOpen(changed.current, all.old, "Deny"),
    ...newlyOpen(changed.old, all.current, "Allow"),
  ];
  // What stands in another is told with it.
  return [...new Set(found)].filter((one) => !found.some((two) => two.length > one.length && two.includes(one)));
}

/** The open actions of statements without an effect, of which others of the same kind do not say as much. */
function newlyOpen(parts: readonly Part[], all: readonly Part[], effect: "Allow" | "Deny"): string[] {
  const others = withoutEffect(all, effect).map((part) => ({ part, open: openActions(part) }));
  return withoutEffect(parts, effect).flatMap((part) => {
    const alike = (action: string) => others.flatMap((one) => (one.open.includes(action) ? [one.part] : []));
    return openActions(part).filter((action) => !isWithin(part, alike(action)));
  });
}

function withoutEffect(parts: readonly Part[], effect: "Allow" | "Deny"): readonly Part[] {
  return parts.filter(({ statement }) => statement.effect !== effect);
}

/** Of which action it speaks is left open, or whether it allows or denies. */
function isUnread({ statement: { action, notAction, complete, effect } }: Part): boolean {
  if (effect === null || notAction?.items.some(({ value }) => value === null)) return true;
  return !complete && action === null && notAction === null;
}

/** The actions of a statement that a template fills in, as they are written. */
function openActions(part: Part): readonly string[] {
  if (isUnread(part)) return [writtenAlike(writtenOf(part))];
  const open = part.statement.action?.items.filter(({ value }) => value === null) ?? [];
  return open.map(({ node: { span } }) => writtenAlike(part.text.slice(span.start, span.end)));
}

/** A statement that a module makes of a list is written nowhere but there. */
function writtenOf({ statement: { node, action }, text }: Part): string {
  const { start, end } = node.span.end > node.span.start || !action ? node.span : action.entry.value.span;
  return text.slice(start, end);
}

/** Those of the second side that say what one of the first says, as surely, each with one of its own; several of one resource, of which nobody knows which is there, with the same. */
function paired(before: readonly Part[], after: readonly Part[], deciders: () => Deciders): ReadonlyMap<Part, Part> {
  const keyOf = ({ said, branches = [] }: Part) => `${branches.length > 0} ${said}`;
  const open = groupBy(before, keyOf);
  const pairs = new Map<Part, Part>();
  const pair = (isPair: (one: Part, other: Part) => boolean) => {
    for (const one of after) {
      if (pairs.has(one)) continue;
      const others = open.get(keyOf(one)) ?? [];
      const at = others.findLastIndex((other) => isPair(one, other));
      if (at >= 0) pairs.set(one, others.splice(at, 1)[0]!);
    }
  };
  pair((one, other) => branchesText(one) === branchesText(other));
  // Where one asks for more than the other, it is there less often.
  pair(
    ({ branches: one = [] }, { branches: other = [] }) =>
      !exclude(one, other) && !(asksForMore(one, other) && deciders().isAnother(other, one)),
  );
  const untold = new Map(
    [...pairs].flatMap(([one, other]) =>
      isUntold(one) && isUntold(other) ? [one, other].map((part) => [blockOf(part), other]) : [],
    ),
  );
  for (const more of untold.size > 0 ? [...before, ...after] : []) {
    const one = isUntold(more) ? untold.get(blockOf(more)) : undefined;
    if (one && one !== more && !pairs.has(more)) pairs.set(more, one);
  }
  return pairs;
}

/** What the instances of a resource have in common that are written out, each as one that may be there. */
function blockOf({ policy: { place }, said }: Part): string {
  return `${(place.label ?? "").replace(/--.*/s, "")} ${said}`;
}

/** Whether nothing says when a statement is there. */
function isUntold({ branches: [only, ...others] = [], policy: { place }, said }: Part): boolean {
  return only?.isUntold === true && others.length === 0 && only.choice === (place.label ?? said);
}

function asksForMore(one: readonly Branch[], other: readonly Branch[]): boolean {
  const [ours, theirs] = [one, other].map((branches) => new Set(branches.map(keyOf)));
  const [less, more] = ours!.size < theirs!.size ? [ours!, theirs!] : [theirs!, ours!];
  return less.size < more.size && [...less].every((key) => more.has(key));
}

/** The statements of both sides; where the same one is decided otherwise, by what the conditions say in place of their names. */
function decidedParts(
  before: Subject | null,
  after: Subject | null,
): { readonly old: readonly Part[]; readonly current: readonly Part[]; readonly deciders: () => Deciders } {
  const [old, current] = [partsOf(before), partsOf(after)];
  const deciders = decidersOf(before, after);
  const decidedBy = (parts: readonly Part[]) =>
    groupBy(
      parts.filter(({ branches = [] }) => branches.length > 0),
      ({ said }) => said,
    );
  const [then, now] = [decidedBy(old), decidedBy(current)];
  const deciding = (parts: readonly Part[] = []) => parts.map(branchesText).sort().join("\n\n");
  const isDecidedOtherwise = [...now].some(
    ([said, parts]) => then.has(said) && deciding(parts) !== deciding(then.get(said)),
  );
  // What decides about values is said alike.
  const all = [...old, ...current];
  // What says the opposite on one side is said alike as well.
  const isNegated = all.some(({ branches = [] }) => branches.some(({ choice }) => /^!|!=/.test(choice)));
  if (!isDecidedOtherwise && !isNegated && !all.some(choosesValues)) return { old, current, deciders };
  const inWays = (parts: readonly Part[]) =>
    parts.flatMap((part) =>
      deciders()
        .waysOf(part.branches ?? [])
        .map((branches) => ({ ...part, branches })),
    );
  return { old: inWays(old), current: inWays(current), deciders };
}

function branchesText({ branches = [] }: Part): string {
  return textOfBranches(branches);
}

function partsOf(subject: Subject | null): Part[] {
  return partsIn(subject?.policies ?? []);
}

function openingsOf(subject: Subject | null): string[] {
  return (subject?.policies ?? []).flatMap((read) => openTexts(read.policy, textOf(read)));
}

/** The texts that the others have not, each as often. */
function without(texts: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return texts.filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
