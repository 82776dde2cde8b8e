/** What a statement speaks about, made comparable: actions, resources, principals and conditions as sets. */
import { lazily } from "../lazily";
import { hasVariables } from "./match-statement";
import type { ConditionElement, Item, ListElement, Policy, PrincipalElement, Statement } from "./model";
import { everything, itemReader, type PatternSet, type ReadItem, setOf } from "./pattern-set";
import { isEscape, variablesIn } from "./variables";

export interface Region {
  readonly statement: Statement;
  readonly policy: Policy;
  readonly actions: PatternSet;
  readonly resources: PatternSet;
  readonly principals: PrincipalSet | null;
  readonly condition: ConditionElement | null;
  readonly read: ReadItem;
  /** The statement is all of that and surely there, so that it covers what its region covers. */
  readonly certain: boolean;
  /** The statement speaks about nothing beyond the region. */
  readonly bounded: boolean;
  /** The same for regions that are the same; null where something is not known. A short cut: most statements do not change. */
  readonly signature: string | null;
  /** What is written, where the text is at hand: statements that are not certain still equal themselves. */
  readonly written: string | null;
  /** The variables that its statement cannot be matched without. */
  readonly variables: ReadonlySet<string>;
}

export interface PrincipalSet {
  readonly negated: boolean;
  /** `AWS:*`, `Service:ec2.amazonaws.com`; everybody is `*`. */
  readonly names: readonly string[];
  readonly known: boolean;
}

const known = new WeakMap<Policy, { readonly source: string | null; readonly regions: readonly Region[] }>();

/** The regions of a policy's statements; a statement that can match nothing has none. `source` is the text that the policy stands in. */
export function regionsOf(policy: Policy, source: string | null): readonly Region[] {
  let found = known.get(policy);
  if (found?.source !== source) known.set(policy, (found = { source, regions: readRegions(policy, source) }));
  return found.regions;
}

function readRegions(policy: Policy, source: string | null): readonly Region[] {
  const read = itemReader(policy, source);
  let ordinal = 0;
  return policy.statements.flatMap((statement) => {
    // Which branch of a template a statement stands in is not part of it: its place among those that may be missing is.
    const place = statement.conditional ? ordinal++ : null;
    const actions = setOf(statement.action, statement.notAction, read, true);
    const resources =
      setOf(statement.resource, statement.notResource, read, false) ??
      (policy.type === "trust" || policy.type === "resource" ? everything : null);
    if ((actions === null || resources === null) && statement.complete) return [];
    const isKnown =
      actions !== null &&
      resources !== null &&
      [statement.action, statement.notAction, statement.resource, statement.notResource].every(isReadable);
    return [
      new StatementRegion(
        statement,
        policy,
        actions ?? everything,
        resources ?? everything,
        read,
        isKnown && statement.complete && statement.effect !== null,
        source,
        place,
      ),
    ];
  });
}

/** Most statements do not change: what tells that is made first, and the rest only when it is asked for. */
class StatementRegion implements Region {
  readonly certain: boolean;
  private readonly said = lazily(() => signatureOf(this.statement, this.policy));
  private readonly bound = lazily(() => variablesOf(this.statement, this.policy));
  private readonly named = lazily(() => principalsOf(this.statement.principal ?? this.statement.notPrincipal));

  constructor(
    readonly statement: Statement,
    readonly policy: Policy,
    readonly actions: PatternSet,
    readonly resources: PatternSet,
    readonly read: ReadItem,
    readonly bounded: boolean,
    private readonly source: string | null,
    private readonly place: number | null,
  ) {
    this.certain = bounded && !statement.conditional && statement.condition?.complete !== false;
  }

  get principals(): PrincipalSet | null {
    return this.named();
  }

  get condition(): ConditionElement | null {
    return this.statement.condition;
  }

  get signature(): string | null {
    return this.bounded && this.said().known ? this.said().text : null;
  }

  /** With what is known of its values: they may be written elsewhere, and the statement only names them. */
  get written(): string | null {
    const { start, end } = this.statement.node.span;
    return this.source === null
      ? null
      : JSON.stringify([this.policy.version?.value, this.place, this.source.slice(start, end), this.said().text]);
  }

  get variables(): ReadonlySet<string> {
    return this.bound();
  }
}

/** What a statement would speak about without its condition, on some of its resources. */
export function unconditional(region: Region, resources: PatternSet = region.resources): Region {
  const { statement, policy, actions, principals, read, certain, bounded, variables } = region;
  return {
    statement,
    policy,
    actions,
    resources,
    principals,
    condition: null,
    read,
    certain,
    bounded,
    signature: null,
    written: null,
    variables,
  };
}

/** All that a statement says, and whether that is known to the last: what a template leaves open stands for itself. */
function signatureOf(statement: Statement, policy: Policy): { readonly text: string; readonly known: boolean } {
  let known = !statement.conditional && statement.condition?.complete !== false;
  const texts = (items: readonly Item[]): readonly unknown[] =>
    items.map((item) => {
      if (item.value === null || item.conditional) known = false;
      return item.value ?? item.parts;
    });
  const { action, notAction, resource, notResource, condition } = statement;
  const lists = [action, notAction, resource, notResource].map((element) => element && texts(element.items));
  const blocks = condition?.blocks.map((block) => {
    if (!block.complete) known = false;
    return [
      block.operator,
      block.keys.map((key) => {
        if (!key.complete) known = false;
        return [key.name, texts(key.items)];
      }),
    ];
  });
  const principals = principalsOf(statement.principal ?? statement.notPrincipal);
  if (principals?.known === false) known = false;
  return {
    text: JSON.stringify([policy.type, hasVariables(policy), statement.effect, lists, principals, blocks]),
    known,
  };
}

/** The variables in resources and conditions that have no default value. */
function variablesOf({ resource, notResource, condition }: Statement, policy: Policy): ReadonlySet<string> {
  const found = new Set<string>();
  if (!hasVariables(policy)) return found;
  const values = condition?.blocks.flatMap((block) => block.keys.flatMap((key) => key.items)) ?? [];
  for (const { parts } of [...(resource?.items ?? []), ...(notResource?.items ?? []), ...values]) {
    for (const part of parts) {
      if (typeof part !== "string") continue;
      for (const variable of variablesIn(part))
        if (variable.problem === null && !isEscape(variable) && variable.defaultValue === null)
          found.add(variable.name.toLowerCase());
    }
  }
  return found;
}

/** Whether all that is missing in a list is what its unknown items stand for. */
function isReadable(element: ListElement | null): boolean {
  return element === null || element.complete || element.items.some((item) => item.node.kind === "unknown");
}

function principalsOf(element: PrincipalElement | null): PrincipalSet | null {
  if (!element) return null;
  const items = [
    ...(element.bare ? [{ type: "", item: element.bare }] : []),
    ...element.groups.flatMap((group) => group.items.map((item) => ({ type: group.type, item }))),
  ];
  return {
    negated: element.name === "NotPrincipal",
    names: items.map(({ type, item }) =>
      item.value === "*" && (type === "" || type === "AWS") ? "*" : `${type}:${item.value ?? ""}`,
    ),
    known:
      element.complete &&
      element.groups.every((group) => group.complete) &&
      items.every(({ item }) => item.value !== null && !item.conditional),
  };
}
