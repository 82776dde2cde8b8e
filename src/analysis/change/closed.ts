/** Statements without anything that a template leaves open: each as a policy that can be decided. */
import { itemOf } from "../policy/elements";
import type {
  ConditionBlock,
  ConditionElement,
  Item,
  ListElement,
  Policy,
  PolicyType,
  PrincipalElement,
  PrincipalGroup,
  Statement,
} from "../policy/model";
import { operatorInfo } from "../policy/operators";
import { readPolicy } from "../policy/read";
import { entryFor, listNode, noSpan, objectNode } from "../source/made-values";
import { plainText } from "../source/placeholders";
import { type ObjectNode, openKey, type ValueNode } from "../value";
import type { Part } from "./parts";
import { mayMeet, type Told } from "./principal-conditions";
import type { Symbols } from "./symbols";
import { withoutDynamic } from "./terraform/dynamic-conditions";
import { type DynamicPrincipals, dynamicPrincipals } from "./terraform/dynamic-principals";

/** What services call the tags of a resource beside the name that all have. */
const ownResourceTag = /^(?:ec2|iam|secretsmanager|ssm):ResourceTag\//i;

/** What stands for a condition of which nobody knows more than how it is written. */
const openKeyPrefix = "planeguard:open/";

export interface Closed {
  readonly policy: Policy;
  /** What each statement is made of. */
  readonly origins: ReadonlyMap<Statement, Origin>;
}

export interface Origin {
  readonly part: Part;
  /** The one of its principals that the statement is about; null: all of them, or none. */
  readonly principal: NamedPrincipal | null;
  /** The ordinal of the part. */
  readonly at: number;
}

export interface NamedPrincipal {
  readonly type: string;
  readonly item: Item;
}

/** With more principals a statement is one. */
const mostPrincipals = 40;

/** The statements of a policy's parts as one policy of a type, each principal by itself. */
export function closed(
  parts: readonly Part[],
  policyType: PolicyType,
  symbols: Symbols,
  isAction: (pattern: string) => boolean = () => true,
): Closed | null {
  const [first] = parts;
  if (!first) return null;
  const { place, version } = first.policy;
  const origins = parts.flatMap((part, at) =>
    principalsIn(part, policyType).map((principal): Origin => ({ part, principal, at })),
  );
  const statements = origins.map((one) => statementOf(one, policyType, symbols, isAction));
  const root = objectOf([
    ...(version?.value ? [["Version", textOf(version.value)] as const] : []),
    ["Statement", listNode(noSpan, statements)],
  ]);
  const policy = readPolicy(root, { policyType, resourceType: place.resourceType });
  if (!policy) return null;
  return { policy, origins: new Map(policy.statements.map((statement, at) => [statement, origins[at]!])) };
}

/** Null alone where they are not told apart. */
function principalsIn({ statement, text }: Part, type: PolicyType): readonly (NamedPrincipal | null)[] {
  const { principal, effect } = statement;
  const dynamic = asksWho(type) && effect === "Allow" ? dynamicPrincipals(statement, text) : null;
  if (dynamic) return dynamic.name === "Principal" && dynamic.open.length === 0 ? dynamic.written : [null];
  if (!principal || principal.bare || effect !== "Allow") return [null];
  const open = openIn(principal);
  if (!principal.complete && open.length === 0) return [null];
  const written = principal.groups.flatMap(({ type, items }) => items.map((item) => ({ type, item })));
  const all = [...written, ...open];
  return all.length > 1 && all.length <= mostPrincipals && principal.groups.every(isListed) ? all : [null];
}

/** Whom an object names beside what is written in it: `merge({…}, var.others)`. */
function openIn({ entry: { value }, path }: PrincipalElement): readonly NamedPrincipal[] {
  const entries = value.kind === "object" ? value.entries.filter(({ key }) => key === openKey) : [];
  return entries.flatMap((one) => {
    const item = one.value.kind === "unknown" ? itemOf(one.value, path, false) : null;
    return item ? [{ type: "AWS", item }] : [];
  });
}

/** Whether each of its principals is an item, though of some only is known how they are written. */
function isListed({ complete, items }: PrincipalGroup): boolean {
  return complete || (items.length > 0 && items.some(({ node }) => node.kind === "unknown"));
}

/** A member of an object; a key may stand twice, as in what a policy is read from. */
type Member = readonly [key: string, value: ValueNode];

function statementOf(
  { part: { statement, text }, principal: one }: Origin,
  policyType: PolicyType,
  symbols: Symbols,
  isAction: (pattern: string) => boolean,
): ObjectNode {
  const { effect, action, notAction, resource, notResource, principal, notPrincipal, condition } = statement;
  const entries: Member[] = [["Effect", effect === null ? { kind: "null", span: noSpan } : textOf(effect)]];
  const list = (element: ListElement | null, read: (item: Item) => string): void => {
    if (element) entries.push([element.name, listOf(element.items.map(read))]);
  };
  // Which actions a template fills in, or AWS is not known to have, is told apart (`align.ts`).
  if (action) {
    const known = action.items.flatMap(({ value }) => (value !== null && isAction(value) ? value : []));
    entries.push(["Action", listOf(known)]);
  }
  list(notAction, (item) => symbols.text(item, text));
  list(resource, (item) => symbols.resource(item, text));
  list(notResource, (item) => symbols.resource(item, text));
  const dynamic = asksWho(policyType) && !one ? dynamicPrincipals(statement, text) : null;
  if (one) entries.push(["Principal", objectOf([groupOf(one.type, [one.item], text, symbols)])]);
  for (const element of one || dynamic ? [] : [principal, notPrincipal])
    if (element) entries.push([element.name, principalOf(element, text, symbols)]);
  if (dynamic) entries.push([dynamic.name, dynamicOf(dynamic, text, symbols)]);
  if (!resource && !notResource && !statement.complete && !principal && !notPrincipal && !dynamic && !one)
    entries.push(["Resource", textOf(symbols.something(unnamed(statement, text)))]);
  if (condition) {
    const told = toldOf(statement, one, text, symbols);
    const all = dynamic && !principal?.bare ? [...told, openPrincipal] : told;
    entries.push(["Condition", conditionOf(condition, text, symbols, all)]);
  }
  return objectOf(entries);
}

function asksWho(type: PolicyType): boolean {
  return type === "resource" || type === "trust";
}

function dynamicOf({ written, open }: DynamicPrincipals, text: string, symbols: Symbols): ObjectNode {
  return objectOf([
    ...written.map(({ type, item }) => groupOf(type, [item], text, symbols)),
    ...open.map(({ said }): Member => ["AWS", textOf(symbols.somebody(said))]),
  ]);
}

function principalOf(element: PrincipalElement, text: string, symbols: Symbols): ValueNode {
  const { bare, groups, complete } = element;
  if (bare) return bare.value === "*" ? textOf("*") : objectOf([["AWS", textOf(symbols.principal("AWS", bare, text))]]);
  const named = groups.map(({ type, items }) => groupOf(type, items, text, symbols));
  const open = openIn(element);
  named.push(...open.map(({ type, item }) => groupOf(type, [item], text, symbols)));
  if ((!complete && open.length === 0) || groups.length === 0) {
    const { start, end } = element.entry.value.span;
    named.push(["AWS", textOf(symbols.somebody(text.slice(start, end)))]);
  }
  return objectOf(named);
}

function groupOf(type: string, items: readonly Item[], text: string, symbols: Symbols): Member {
  return [type === "CanonicalUser" ? "AWS" : type, listOf(items.map((item) => symbols.principal(type, item, text)))];
}

/** Whom a `dynamic` block names. */
const openPrincipal: Told = { text: "", isOpen: true };

/** The principals of AWS that a statement names, without everybody. */
function toldOf({ principal }: Statement, one: NamedPrincipal | null, text: string, symbols: Symbols): readonly Told[] {
  const all = one
    ? [one]
    : (principal?.groups ?? []).flatMap(({ type, items }) => items.map((item) => ({ type, item })));
  return all.some(({ item }) => item.value === "*")
    ? []
    : all
        .filter(({ type }) => type === "AWS")
        .map(({ type, item }) => ({ text: symbols.principal(type, item, text), isOpen: item.value === null }));
}

function conditionOf(
  condition: ConditionElement,
  text: string,
  symbols: Symbols,
  principals: readonly Told[],
): ObjectNode {
  const { start, end } = condition.entry.value.span;
  const sure = condition.complete ? { blocks: condition.blocks, open: [] } : withoutDynamic(condition, text);
  if (!sure) return objectOf([opaque(text.slice(start, end), symbols)]);
  return objectOf([
    ...sure.blocks.flatMap((block) => blockOf(block, text, symbols, principals)),
    ...sure.open.map((one) => opaque(one, symbols)),
  ]);
}

function blockOf(
  block: ConditionBlock,
  text: string,
  symbols: Symbols,
  principals: readonly Told[],
): readonly Member[] {
  const { operator, parsed, keys, complete, entry } = block;
  const info = parsed && operatorInfo(parsed.name);
  const isText = info !== null && /^(?:String|Arn|Binary)$/.test(info?.type ?? "");
  const isKnown = keys.every((key) =>
    // An item of which only is known how it is written is a text of its own.
    isText
      ? key.complete || key.items.length > 0
      : key.complete && key.items.every(({ value, conditional }) => value !== null && !conditional),
  );
  if (!complete || !parsed || !isKnown || keys.some(({ name }) => name === openKey))
    return [opaque(`${operator} ${text.slice(entry.value.span.start, entry.value.span.end)}`, symbols)];
  const said: Member[] = [];
  const unsure: Member[] = [];
  for (const { name, items } of keys) {
    const values = items.map((item) => ({
      text: valueText(name, item, text, symbols, info?.type),
      isOpen: item.value === null,
    }));
    const asked = values.map((one) => one.text);
    if (mayMeet(name, operator, values, principals))
      unsure.push(
        opaque(
          `${operator} ${name} ${asked
            .map((one) => symbols.restored(one))
            .sort()
            .join(", ")}`,
          symbols,
        ),
      );
    else said.push([name.replace(ownResourceTag, "aws:ResourceTag/"), listOf(asked)]);
  }
  return said.length > 0 || unsure.length === 0 ? [[operator, objectOf(said)], ...unsure] : unsure;
}

function valueText(name: string, item: Item, text: string, symbols: Symbols, type: string | undefined): string {
  if (/^aws:PrincipalArn$/i.test(name)) return symbols.principalArn(item, text);
  if (type === "Arn" || /arn$/i.test(name)) return symbols.resource(item, text);
  return /^aws:(?:Principal|Resource|Source)Account$/i.test(name)
    ? symbols.account(item, text)
    : symbols.text(item, text);
}

function opaque(text: string, symbols: Symbols): Member {
  const key = openKeyPrefix + symbols.written(text.replace(/\s+/g, " ").trim());
  return ["StringEquals", objectOf([[key, textOf("true")]])];
}

/** What is written for the resources where nobody knows them: an argument that may be null, or the construct that grants something. */
function unnamed({ node }: Statement, text: string): string {
  const said = ({ span }: ValueNode): string => text.slice(span.start, span.end).replace(/\s+/g, " ").trim();
  const open = node.entries.filter(({ key }) => key === openKey).map(({ value }) => said(value));
  const [only, ...others] = open.filter((one) => one !== "" && one !== said(node));
  // The call is the same with other actions.
  return only !== undefined && others.length === 0 ? only : said(node).split("(", 1)[0]!.trim();
}

function textOf(text: string): ValueNode {
  return plainText(noSpan, text);
}

function listOf(texts: readonly string[]): ValueNode {
  return listNode(noSpan, texts.map(textOf));
}

function objectOf(members: readonly Member[]): ObjectNode {
  const entries = members.map(([key, value]) => entryFor(key, value, noSpan));
  return objectNode(noSpan, entries);
}
