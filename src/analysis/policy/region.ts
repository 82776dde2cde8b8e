/** What a statement speaks about, made comparable: actions, resources, principals and conditions as sets. */
import { lazily } from "../lazily";
import type { TextPart } from "../value";
import { hasVariables } from "./match-statement";
import type { ConditionElement, Item, ListElement, Policy, PrincipalElement, Statement } from "./model";
import { isEscape, variablesIn } from "./variables";
import { Pattern, type PatternPart } from "./wildcard";

/** A union of patterns, or all that none of them matches. */
export interface PatternSet {
  readonly negated: boolean;
  readonly members: readonly Member[];
  /** The members that are surely there and plain, by their texts: a member that is written alike lies in the set. */
  readonly plain: ReadonlySet<string>;
}

export interface Member {
  readonly pattern: Pattern;
  /** For people: holes as `${name}`. */
  readonly text: string;
  /** All of it is known and no variable stands in it. */
  readonly isPlain: boolean;
  /** It may not be there: a template decides. */
  readonly conditional: boolean;
}

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

/** An item as the parts of a pattern, its variables as holes that equal themselves. */
export type ReadItem = (item: Item) => readonly PatternPart[];

export const variablePrefix = "${";

const known = new WeakMap<Policy, { readonly source: string | null; readonly regions: readonly Region[] }>();

/** The regions of a policy's statements; a statement that can match nothing has none. `source` is the text that the policy stands in. */
export function regionsOf(policy: Policy, source: string | null): readonly Region[] {
  let found = known.get(policy);
  if (found?.source !== source) known.set(policy, (found = { source, regions: readRegions(policy, source) }));
  return found.regions;
}

function readRegions(policy: Policy, source: string | null): readonly Region[] {
  const read = reader(policy, source);
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

const everything: PatternSet = {
  negated: false,
  members: [{ pattern: Pattern.of("*"), text: "*", isPlain: true, conditional: false }],
  plain: new Set("*"),
};

class ItemMember implements Member {
  private readonly made = lazily(() =>
    Pattern.of(this.ignoreCase ? this.item.parts : this.read(this.item), { ignoreCase: this.ignoreCase }),
  );

  constructor(
    private readonly item: Item,
    private readonly read: ReadItem,
    private readonly ignoreCase: boolean,
  ) {}

  get pattern(): Pattern {
    return this.made();
  }

  get text(): string {
    return shown(this.item);
  }

  get isPlain(): boolean {
    return this.item.value !== null && !this.item.value.includes(variablePrefix);
  }

  get conditional(): boolean {
    return this.item.conditional;
  }
}

class ElementSet implements PatternSet {
  readonly members: readonly Member[];
  private readonly texts = lazily(
    () => new Set(this.members.filter((one) => one.isPlain && !one.conditional).map(({ text }) => text)),
  );

  constructor(
    element: ListElement,
    readonly negated: boolean,
    read: ReadItem,
    ignoreCase: boolean,
  ) {
    this.members = element.items.map((item) => new ItemMember(item, read, ignoreCase));
  }

  get plain(): ReadonlySet<string> {
    return this.texts();
  }
}

function setOf(
  element: ListElement | null,
  notElement: ListElement | null,
  read: ReadItem,
  ignoreCase: boolean,
): PatternSet | null {
  const chosen = element ?? notElement;
  return chosen && new ElementSet(chosen, element === null, read, ignoreCase);
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

/** An item for people: holes as `${name}`. */
export function shown(item: Item): string {
  return item.value ?? item.parts.map((part) => (typeof part === "string" ? part : `\${${part.name || "…"}}`)).join("");
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

function reader(policy: Policy, source: string | null): ReadItem {
  const variables = hasVariables(policy);
  return (item) => {
    const parts: PatternPart[] = [];
    for (const part of item.completed ?? item.parts) {
      if (typeof part !== "string") parts.push(named(part, item, source, parts.length));
      else if (variables) parts.push(...variableHoles(part));
      else parts.push(part);
    }
    return parts;
  };
}

/** A nameless hole equals another one where the same is written for it. */
function named(hole: TextPart, item: Item, source: string | null, at: number): PatternPart {
  if (typeof hole === "string" || hole.name !== "" || source === null) return hole;
  const { start, end } = item.node.span;
  return { name: `${at} ${source.slice(start, end).replace(/\s+/g, " ")}` };
}

/** A policy variable stands for one text in a request, the same wherever it is written. */
function variableHoles(text: string): readonly PatternPart[] {
  const parts: PatternPart[] = [];
  let at = 0;
  for (const variable of variablesIn(text)) {
    if (variable.problem !== null) continue;
    const hole = { name: `${variablePrefix}${variable.name.toLowerCase()} ${variable.defaultValue ?? "}"}` };
    parts.push(text.slice(at, variable.start), isEscape(variable) ? { literal: variable.name } : hole);
    at = variable.end;
  }
  parts.push(text.slice(at));
  return parts;
}
