/**
 * What a change of a policy newly allows and what it no longer allows, whatever other policies apply beside it: an
 * Allow that is wider, or a Deny that is narrower. Conservative: what cannot be proved to have been allowed is new.
 */
import type { ValueNode } from "../value";
import { membersOf, type Piece, uncovered } from "./covers";
import { isOpen } from "./elements";
import type { Policy, Statement } from "./model";
import { type Member, type Region, regionsOf, shown } from "./region";
import { Pattern } from "./wildcard";

export interface CompareOptions {
  /** The texts that the two stand in: with them, what a template leaves open equals itself where it is written alike. */
  readonly source?: { readonly before: string; readonly after: string };
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
  /** The Allow that gives it, or the Deny that took it away. */
  readonly statement: Statement;
}

export interface Difference {
  readonly newlyAllowed: readonly Grant[];
  readonly noLongerAllowed: readonly Grant[];
}

type Policies = Policy | readonly Policy[];

/** What a change newly allows and no longer allows. */
export function compare(before: Policies, after: Policies, options: CompareOptions = {}): Difference {
  const [old, current] = [readSide(before, options.source?.before), readSide(after, options.source?.after)];
  return {
    newlyAllowed: grantsOf(additions(old, current, options)),
    noLongerAllowed: grantsOf(additions(current, old, options)),
  };
}

/** Whether the change certainly allows nothing that was not allowed before. */
export function allowsNoMore(before: Policies, after: Policies, options: CompareOptions = {}): boolean {
  const [old, current] = [readSide(before, options.source?.before), readSide(after, options.source?.after)];
  return sameOpenings(old, current) && additions(old, current, options).length === 0;
}

interface Side {
  readonly allows: readonly Region[];
  readonly denies: readonly Region[];
  /** The statements that a template leaves open, as written; null where they are not known. */
  readonly open: readonly (string | null)[];
}

function readSide(policies: Policies, source: string | undefined): Side {
  const all = "statements" in policies ? [policies] : policies;
  const regions = all.flatMap((policy) => regionsOf(policy, source ?? null));
  // A statement whose effect is open may be either.
  return {
    allows: regions.filter((region) => region.statement.effect !== "Deny"),
    denies: regions.filter((region) => region.statement.effect !== "Allow"),
    open: all.flatMap((policy) => openStatements(policy, source ?? null)),
  };
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
function additions(old: Side, current: Side, options: CompareOptions): readonly Piece[] {
  const denies = current.denies.filter((region) => region.statement.effect === "Deny");
  return [...changed(current.allows, old.allows, denies, options), ...changed(old.denies, current.denies, [], options)];
}

/** The pieces of the regions that are in none of the others. */
function changed(
  regions: readonly Region[],
  others: readonly Region[],
  more: readonly Region[],
  options: CompareOptions,
): readonly Piece[] {
  const same = new Set(others.map((region) => region.signature));
  const all = [...others, ...more];
  return regions
    .filter((region) => region.signature === null || !same.has(region.signature))
    .flatMap((region) => uncovered(region, actionsIn(region, options), all));
}

/** The actions of a region, each pattern as what it stands for. */
function actionsIn(region: Region, { actionsOf }: CompareOptions): readonly (Member | null)[] {
  const members = membersOf(region.actions);
  if (!actionsOf) return members;
  return members.flatMap((member) => {
    const actions = member?.pattern.hasWildcard && !member.pattern.isAny ? actionsOf(member.text) : null;
    return (
      actions?.map((text): Member => ({
        pattern: Pattern.of(text, { ignoreCase: true }),
        text,
        conditional: false,
      })) ?? [member]
    );
  });
}

/** The pieces of each statement, those with the same actions together. */
function grantsOf(pieces: readonly Piece[]): readonly Grant[] {
  return [...grouped(pieces, (piece) => piece.region)].flatMap(([region, all]) => {
    const byResource = grouped(all, (piece) => piece.resource);
    const rows = [...byResource].map(([resource, some]) => ({
      resource,
      actions: some.map((piece) => piece.action?.text),
    }));
    return [...grouped(rows, (row) => row.actions.join("\n")).values()].map((same): Grant => ({
      actions: region.actions.negated ? region.actions.members.map((member) => member.text) : unique(same[0]!.actions),
      notActions: region.actions.negated,
      resources: region.resources.negated
        ? region.resources.members.map((member) => member.text)
        : unique(same.map((row) => row.resource?.text)),
      notResources: region.resources.negated,
      conditions: conditionsOf(region),
      statement: region.statement,
    }));
  });
}

function grouped<T, K>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
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
