/**
 * What a change of a policy newly allows and what it no longer allows, whatever other policies apply beside it: an
 * Allow that is wider, or a Deny that is narrower. Conservative: what cannot be proved to have been allowed is new.
 */
import { groupBy } from "../group-by";
import type { ValueNode } from "../value";
import { membersOf, type Piece, uncovered } from "./covers";
import { isOpen } from "./elements";
import type { Policy, Statement } from "./model";
import { type Member, shown } from "./pattern-set";
import { type Region, regionsOf, unconditional } from "./region";
import { Pattern } from "./wildcard";

/** The text that a policy stands in, or all of them. */
export type TextOf = string | ((policy: Policy) => string);

export interface CompareOptions {
  /** The texts that the two stand in: with them, what a template leaves open equals itself where it is written alike. */
  readonly source?: { readonly before: TextOf; readonly after: TextOf };
  /** The actions that a pattern stands for today, so that lists and wildcards compare; null where that is not known. */
  readonly actionsOf?: (pattern: string) => readonly string[] | null;
}

/** Actions on resources; in the Not-forms, all actions or resources but these. */
export interface Grant {
  readonly actions: readonly string[];
  readonly notActions: boolean;
  readonly resources: readonly string[];
  readonly notResources: boolean;
  /** `StringEquals aws:SourceAccount 111122223333`, each of which must hold. */
  readonly conditions: readonly string[];
  /** Of what is no longer allowed: the conditions under which it still is. */
  readonly exceptWhere: readonly string[];
  /** The Allow that gives it, or the Deny that took it away. */
  readonly statement: Statement;
}

export interface Difference {
  readonly newlyAllowed: readonly Grant[];
  readonly noLongerAllowed: readonly Grant[];
}

type Policies = Policy | readonly Policy[];

/** Policies before and after a change. Each question is answered when it is asked, and once. */
export class Comparison {
  private readonly old: Side;
  private readonly current: Side;

  constructor(
    before: Policies,
    after: Policies,
    private readonly options: CompareOptions = {},
  ) {
    this.old = readSide(before, options.source?.before);
    this.current = readSide(after, options.source?.after);
  }

  /** What the change newly allows and no longer allows, as far as that is known. */
  get difference(): Difference {
    const [old, current] = [likely(this.old), likely(this.current)];
    return {
      newlyAllowed: grantsOf(additions(old, current, this.options, false), []),
      noLongerAllowed: grantsOf(additions(current, old, this.options, false), current.allows),
    };
  }

  /** Whether it certainly allows nothing that was not allowed before. */
  get allowsNoMore(): boolean {
    return sameOpenings(this.old, this.current) && additions(this.old, this.current, this.options, true).length === 0;
  }

  /** Whether it certainly allows all that was allowed before. */
  get allowsNoLess(): boolean {
    return sameOpenings(this.current, this.old) && additions(this.current, this.old, this.options, true).length === 0;
  }
}

/** What a change newly allows and no longer allows. */
export function compare(before: Policies, after: Policies, options: CompareOptions = {}): Difference {
  return new Comparison(before, after, options).difference;
}

/** Whether the change certainly allows nothing that was not allowed before. */
export function allowsNoMore(before: Policies, after: Policies, options: CompareOptions = {}): boolean {
  return new Comparison(before, after, options).allowsNoMore;
}

interface Side {
  readonly allows: readonly Region[];
  readonly denies: readonly Region[];
  /** The statements that a template leaves open, as written; null where they are not known. */
  readonly open: readonly (string | null)[];
}

function readSide(policies: Policies, source: TextOf | undefined): Side {
  const all = "statements" in policies ? [policies] : policies;
  const textOf = (policy: Policy) => (typeof source === "function" ? source(policy) : (source ?? null));
  const regions = all.flatMap((policy) => regionsOf(policy, textOf(policy)));
  // A statement whose effect is open may be either.
  return {
    allows: regions.filter((region) => region.statement.effect !== "Deny"),
    denies: regions.filter((region) => region.statement.effect !== "Allow"),
    open: all.flatMap((policy) => openStatements(policy, textOf(policy))),
  };
}

/**
 * The same as people take it: what a template leaves open is an Allow, and a statement whose effect is missing or misspelt
 * allows and denies nothing. As either, it would be newly allowed and no longer allowed at once.
 */
function likely({ allows, denies, open }: Side): Side {
  return {
    allows: allows.filter(({ statement }) => statement.effect !== null || isEffectOpen(statement)),
    denies: denies.filter(({ statement }) => statement.effect !== null),
    open,
  };
}

function isEffectOpen({ effectEntry, complete }: Statement): boolean {
  return effectEntry === null ? !complete : effectEntry.value.kind !== "string";
}

function openStatements(policy: Policy, source: string | null): readonly (string | null)[] {
  if (policy.complete) return [];
  const found: (string | null)[] = isOpen(policy.node) ? [null] : [];
  const look = (node: ValueNode): void => {
    if (node.kind === "array") node.items.forEach(look);
    else if (node.kind === "template" || node.kind === "unknown")
      found.push(source === null ? null : source.slice(node.span.start, node.span.end));
  };
  if (policy.statementEntry) look(policy.statementEntry.value);
  return found;
}

function sameOpenings(old: Side, current: Side): boolean {
  return (
    old.open.length === current.open.length && current.open.every((text, at) => text !== null && text === old.open[at])
  );
}

/** What the second side allows and the first does not: Allows not covered by Allows, Denies not covered by Denies. */
function additions(old: Side, current: Side, options: CompareOptions, strictly: boolean): readonly Piece[] {
  const denies = current.denies.filter((region) => region.statement.effect === "Deny");
  return [
    ...changed(current.allows, old.allows, denies, options, strictly),
    ...changed(old.denies, current.denies, [], options, strictly),
  ];
}

/** The pieces of the regions that are in none of the others. */
function changed(
  regions: readonly Region[],
  others: readonly Region[],
  more: readonly Region[],
  options: CompareOptions,
  strictly: boolean,
): readonly Piece[] {
  const same = new Set(others.map((region) => region.signature));
  const all = [...others, ...more];
  return regions
    .filter((region) => region.signature === null || !same.has(region.signature))
    .flatMap((region) => {
      const open = uncovered(region, membersOf(region.actions), all, strictly);
      // What a pattern stands for is looked up only where it is not in one piece in another statement.
      const actions = [...new Set(open.map(({ action }) => action))];
      const expanded = actions.flatMap((action) => expand(action, options));
      return expanded.length === actions.length && expanded.every((action, at) => action === actions[at])
        ? open
        : uncovered(region, expanded, all, strictly);
    });
}

/** What a pattern of actions stands for, where that is known. */
function expand(member: Member | null, { actionsOf }: CompareOptions): readonly (Member | null)[] {
  const actions = actionsOf && member?.pattern.hasWildcard && !member.pattern.isAny ? actionsOf(member.text) : null;
  return (
    actions?.map((text): Member => ({
      pattern: Pattern.of(text, { ignoreCase: true }),
      text,
      isPlain: true,
      conditional: false,
    })) ?? [member]
  );
}

/** The pieces of each statement, those with the same actions together. */
function grantsOf(pieces: readonly Piece[], remaining: readonly Region[]): readonly Grant[] {
  return [...groupBy(pieces, (piece) => piece.region)].flatMap(([region, all]) => {
    const byResource = groupBy(all, (piece) => piece.resource);
    const rows = [...byResource].map(([resource, some]) => ({
      resource,
      actions: some.map((piece) => piece.action?.text),
      members: some.map((piece) => piece.action),
    }));
    return [...groupBy(rows, (row) => row.actions.join("\n")).values()].map((same): Grant => ({
      actions: region.actions.negated ? region.actions.members.map((member) => member.text) : unique(same[0]!.actions),
      notActions: region.actions.negated,
      resources: region.resources.negated
        ? region.resources.members.map((member) => member.text)
        : unique(same.map((row) => row.resource?.text)),
      notResources: region.resources.negated,
      conditions: conditionsOf(region),
      exceptWhere: stillAllowedWhere(region, same[0]!.members, same, remaining),
      statement: region.statement,
    }));
  });
}

/** The conditions of a remaining Allow that differs from what is no longer allowed by its condition alone. */
function stillAllowedWhere(
  region: Region,
  actions: readonly (Member | null)[],
  rows: readonly { readonly resource: Member | null }[],
  remaining: readonly Region[],
): readonly string[] {
  if (region.statement.effect !== "Allow") return [];
  const resources = rows.flatMap(({ resource }) => resource ?? []);
  const lost = unconditional(
    region,
    region.resources.negated ? region.resources : { ...region.resources, members: resources },
  );
  const holder = remaining.find(
    (other) => other.condition !== null && uncovered(lost, actions, [unconditional(other)], false).length === 0,
  );
  return holder ? conditionsOf(holder) : [];
}

function unique(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts.filter((text) => text !== undefined))];
}

function conditionsOf({ condition }: Region): readonly string[] {
  return (
    condition?.blocks.flatMap((block) =>
      block.keys.map((key) => `${block.operator} ${key.name} ${key.items.map(shown).join(", ")}`),
    ) ?? []
  );
}
