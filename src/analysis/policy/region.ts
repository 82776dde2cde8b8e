/** What a statement speaks about, made comparable: actions, resources, principals and conditions as sets. */
import type { TextPart } from "../value";
import { hasVariables } from "./match-statement";
import type { ConditionElement, Item, ListElement, Policy, PrincipalElement, Statement } from "./model";
import { isEscape, variablesIn } from "./variables";
import { Pattern, type PatternPart } from "./wildcard";

/** A union of patterns, or all that none of them matches. */
export interface PatternSet {
  readonly negated: boolean;
  readonly members: readonly Member[];
}

export interface Member {
  readonly pattern: Pattern;
  /** For people: holes as `${name}`. */
  readonly text: string;
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
}

export interface PrincipalSet {
  readonly negated: boolean;
  /** `AWS:*`, `Service:ec2.amazonaws.com`; everybody is `*`. */
  readonly names: readonly string[];
  readonly known: boolean;
}

/** An item as the parts of a pattern, its variables as holes that equal themselves. */
export type ReadItem = (item: Item) => readonly PatternPart[];

/** The regions of a policy's statements; a statement that can match nothing has none. */
export function regionsOf(policy: Policy, source: string | null): readonly Region[] {
  const read = reader(policy, source);
  let ordinal = 0;
  return policy.statements.flatMap((statement) => {
    const { span } = statement.node;
    // Which branch of a template a statement stands in is not part of it: its place among those that may be missing is.
    const place = statement.conditional ? `${ordinal++} ` : "";
    const written = source === null ? null : `${policy.version?.value} ${place}${source.slice(span.start, span.end)}`;
    const actions = setOf(statement.action, statement.notAction, read, true);
    const resources =
      setOf(statement.resource, statement.notResource, read, false) ??
      (policy.type === "trust" || policy.type === "resource" ? everything : null);
    if ((actions === null || resources === null) && statement.complete) return [];
    const known =
      actions !== null &&
      resources !== null &&
      [statement.action, statement.notAction, statement.resource, statement.notResource].every(isReadable);
    const bounded = known && statement.complete && statement.effect !== null;
    const region: Region = {
      statement,
      policy,
      read,
      bounded,
      written,
      actions: actions ?? everything,
      resources: resources ?? everything,
      principals: principalsOf(statement.principal ?? statement.notPrincipal),
      condition: statement.condition,
      signature: bounded ? signatureOf(statement, policy) : null,
      certain: bounded && !statement.conditional && statement.condition?.complete !== false,
    };
    return [region];
  });
}

const everything: PatternSet = {
  negated: false,
  members: [{ pattern: Pattern.of("*"), text: "*", conditional: false }],
};

function setOf(
  element: ListElement | null,
  notElement: ListElement | null,
  read: ReadItem,
  ignoreCase: boolean,
): PatternSet | null {
  const chosen = element ?? notElement;
  return (
    chosen && {
      negated: element === null,
      members: chosen.items.map((item) => ({
        pattern: Pattern.of(ignoreCase ? item.parts : read(item), { ignoreCase }),
        text: shown(item),
        conditional: item.conditional,
      })),
    }
  );
}

function signatureOf(statement: Statement, policy: Policy): string | null {
  let known = !statement.conditional && statement.condition?.complete !== false;
  const texts = (items: readonly Item[]): readonly (string | null)[] =>
    items.map((item) => {
      if (item.value === null || item.conditional) known = false;
      return item.value;
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
  return known
    ? JSON.stringify([policy.type, hasVariables(policy), statement.effect, lists, principals, blocks])
    : null;
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
    for (const part of item.parts) {
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
  return { name: `${at} ${source.slice(start, end)}` };
}

export const variablePrefix = "${";

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
