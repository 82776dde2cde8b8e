/** Values within statements that a deployment chooses: of the branches of a choice, it has one. */
import { choicesOf } from "../policy/elements";
import type { Item, ListElement, PrincipalElement, Statement } from "../policy/model";
import { conditionOfIf } from "../source/own-conditions";
import type { UnknownNode, ValueNode } from "../value";
import { valueText, writtenAlike } from "./canonical";
import type { Deciders } from "./deciders";
import { type Branch, branchOf, type Deployment } from "./deployments";
import type { Part, Sides } from "./parts";
import { dynamicPrincipals } from "./terraform/dynamic-principals";

/** All ways in which a value is there. */
type Ways = readonly (readonly Branch[])[];

/** Bounds how much of a statement is looked at. */
const mostNodes = 2_000;

/** Of these each choice makes a statement of its own. */
const branching = new Set(["Effect", "Principal", "NotPrincipal", "Condition"]);

/** A value that may be chosen. */
interface Leaf {
  readonly node: ValueNode;
  /** The same for what says the same at the same place of statements. */
  readonly key: string;
  readonly branches: readonly Branch[];
}

export class ChosenValues {
  private readonly ways = new Map<Part, ReadonlyMap<ValueNode, Ways>>();
  private readonly rewritten: ReadonlySet<string>;
  private readonly narrowed = new Map<Part, Map<string, readonly Part[]>>();

  /** @param changed the statements that one side alone has */
  constructor(parts: readonly Part[], changed: Sides, deciders: () => Deciders) {
    const [from, to] = [changed.from, changed.to].map((side) => new Set(side));
    const [was, is] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
    for (const part of parts) {
      const leaves = choosesValues(part) ? leavesIn(part) : [];
      if (!leaves.some(({ branches }) => branches.length > 0)) continue;
      const ways = new Map<ValueNode, Ways>();
      for (const { node, key, branches } of leaves) {
        const own = deciders().waysOf(branches);
        ways.set(node, [...(ways.get(node) ?? []), ...own]);
        for (const [side, known] of [
          [from, was],
          [to, is],
        ] as const)
          if (side!.has(part) && branches.length > 0)
            known.set(key, new Set([...(known.get(key) ?? []), ...own.flat().map(({ choice }) => choice)]));
      }
      this.ways.set(part, ways);
    }
    this.rewritten = rewrittenIn(was, is);
  }

  /** By choice, how many branches there are, of those that decide about values of some statements. */
  choicesOf(parts: readonly Part[]): ReadonlyMap<string, number> {
    const all = parts.flatMap((part) => [...(this.ways.get(part)?.values() ?? [])].flat(2));
    return new Map(all.flatMap(({ choice, of }) => (this.rewritten.has(choice) ? [] : [[choice, of]])));
  }

  /** A statement with the values that a deployment has; none where it is about nothing then. */
  within(part: Part, deployment: Deployment): readonly Part[] {
    const ways = this.ways.get(part);
    if (!ways) return [part];
    const decided = ([...ways.values()].flat(2) as Branch[]).flatMap(({ choice }) =>
      this.isDecided(choice, deployment) ? [`${deployment.get(choice)} ${choice}`] : [],
    );
    const key = [...new Set(decided)].sort().join("\n");
    if (key === "") return [part];
    const known = this.narrowed.get(part) ?? new Map<string, readonly Part[]>();
    this.narrowed.set(part, known);
    let found = known.get(key);
    if (!found) {
      const statement = narrowed(part, (item) => this.itemIn(item, ways.get(item.node), deployment));
      known.set(key, (found = statement ? [{ ...part, statement, whole: part, said: `${part.said} if ${key}` }] : []));
    }
    return found;
  }

  private isDecided(choice: string, deployment: Deployment): boolean {
    return deployment.has(choice) && !this.rewritten.has(choice);
  }

  /** Null where the deployment does not have it. */
  private itemIn(item: Item, ways: Ways | undefined, deployment: Deployment): Item | null {
    if (!item.conditional || !ways) return item;
    const left = ways.filter((way) =>
      way.every(({ choice, branch }) => !this.isDecided(choice, deployment) || deployment.get(choice) === branch),
    );
    if (left.length === 0) return null;
    const isSure = left.some((way) => way.every(({ choice }) => this.isDecided(choice, deployment)));
    return isSure ? { ...item, conditional: false } : item;
  }
}

/** Whether a deployment chooses values of a statement. */
export function choosesValues({ statement }: Part): boolean {
  const { action, notAction, resource, notResource, principal, notPrincipal, condition } = statement;
  const lists: readonly (Pick<ListElement, "items"> | null)[] = [
    ...[action, notAction, resource, notResource],
    ...[principal, notPrincipal].flatMap((element) => element?.groups ?? []),
    ...(condition?.blocks.flatMap(({ keys }) => keys) ?? []),
  ];
  return lists.some((list) => list?.items.some(({ conditional }) => conditional));
}

/** What decides, on either side, about values that the other side has by something else: nobody knows how they go together. */
function rewrittenIn(
  was: ReadonlyMap<string, ReadonlySet<string>>,
  is: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [key, then] of was) {
    const now = is.get(key);
    if (!now || [...then].every((one) => now.has(one)) || [...now].every((one) => then.has(one))) continue;
    for (const one of [...then, ...now]) found.add(one);
  }
  return found;
}

function leavesIn({ statement, text }: Part): readonly Leaf[] {
  const found: Leaf[] = [];
  let count = 0;
  const look = (node: ValueNode, key: string, branches: readonly Branch[]): void => {
    if (count++ > mostNodes) return;
    if (node.kind === "unknown" && node.alternatives.length > 0) {
      const [isEither, isLookup] = [choosesOne(node, text), looksUp(node, text)];
      const whole = isLookup ? `${branches.length} ${written(node, text)}` : "";
      for (const [branch, one] of node.alternatives.entries()) {
        if (!one) continue;
        const own = isLookup ? { choice: whole, branch, of: node.alternatives.length } : null;
        look(one, key, isEither ? [...branches, branchOf(node, branch, text)] : own ? [...branches, own] : branches);
      }
    } else if (node.kind === "array") for (const item of node.items) look(item, key, branches);
    else if (node.kind === "object")
      for (const { key: of, value } of node.entries) look(value, `${key} ${of}`, branches);
    else found.push({ node, key: branches.length > 0 ? `${key} ${valueText(node, text)}` : "", branches });
  };
  for (const { key, value } of statement.node.entries)
    for (const one of branching.has(key) ? choicesOf(value) : [{ node: value }])
      if (one.node) look(one.node, `${statement.effect} ${key}`, []);
  return count > mostNodes ? [] : found;
}

/** Whether one of two is there, and never both: `Fn::If` and conditionals, other than lists that something goes over. */
function choosesOne({ alternatives, span: { start, end } }: UnknownNode, text: string): boolean {
  if (alternatives.length !== 2) return false;
  if (conditionOfIf(text.slice(start, end)) !== null) return true;
  const [first, second] = alternatives;
  if (first && second && second.span.start > first.span.end) {
    const between = plain(text.slice(first.span.end, second.span.start));
    // Python says what is chosen first.
    if (/^if\s/.test(between) && /\selse$/.test(between)) return true;
    if (between !== ":") return false;
  }
  const [known, mark] = first ? [first, "?"] : [second!, ":"];
  const before = plain(text.slice(start, Math.max(start, known.span.start)));
  return before.includes("?") && (before.endsWith(mark) || inListBehind.get(mark)!.test(before));
}

/** One of the items of a list that stands in a branch, by the mark before that. */
const inListBehind: ReadonlyMap<string, RegExp> = new Map([
  ["?", /\?\s{0,20}\[[^?[\]]{0,2000}$/],
  [":", /:\s{0,20}\[[^?[\]]{0,2000}$/],
]);

/** Whether one of several is there: what a map of Terraform has for what a deployment is given. */
function looksUp(node: UnknownNode, text: string): boolean {
  if (node.alternatives.length < 2) return false;
  const said = written(node, text);
  if (said.startsWith("lookup(")) return /,(?:var|local|terraform|data)\.[\w.-]{1,200}[,)]/.test(said);
  return /^[{\w]/.test(said) && /\[(?:var|local|terraform|data)\.[\w.-]{1,200}\]$/.test(said);
}

function written({ span: { start, end } }: UnknownNode, text: string): string {
  return writtenAlike(text.slice(start, end));
}

/** Without the parentheses and quotes that may stand around what is chosen. */
function plain(text: string): string {
  return text.replace(/[()"]/g, " ").trim();
}

/** Null where nothing is left of an element. */
function narrowed({ statement, text }: Part, itemIn: (item: Item) => Item | null): Statement | null {
  const { action, notAction, resource, notResource, principal, notPrincipal, condition } = statement;
  const itemsIn = (items: readonly Item[]) => items.flatMap((item) => itemIn(item) ?? []);
  const list = <Element extends Pick<ListElement, "items">>(element: Element): Element => ({
    ...element,
    items: itemsIn(element.items),
  });
  // Nobody is known to write a list of exceptions that is empty.
  const exceptions = (element: ListElement | null) => {
    const left = element && list(element);
    return left?.items.length === 0 ? element : left;
  };
  const [actions, resources] = [action && list(action), resource && list(resource)];
  if (isEmptied(action, actions) || isEmptied(resource, resources)) return null;
  const isDynamic = dynamicPrincipals(statement, text) !== null;
  const named = principal && !isDynamic ? namedIn(principal, list) : principal;
  if (principal && principal.groups.length > 0 && named!.groups.length === 0) return null;
  const others = notPrincipal && !isDynamic ? namedIn(notPrincipal, list) : notPrincipal;
  return {
    ...statement,
    action: actions,
    resource: resources,
    notAction: exceptions(notAction),
    notResource: exceptions(notResource),
    principal: named,
    notPrincipal: others?.groups.length === 0 ? notPrincipal : others,
    condition: condition && {
      ...condition,
      blocks: condition.blocks.map((block) => ({
        ...block,
        keys: block.keys.map((key) => {
          const left = list(key);
          return left.items.length === 0 ? key : left;
        }),
      })),
    },
  };
}

function isEmptied(before: ListElement | null, after: ListElement | null): boolean {
  return before !== null && before.items.length > 0 && after?.items.length === 0;
}

function namedIn(
  element: PrincipalElement,
  list: <Element extends Pick<ListElement, "items">>(element: Element) => Element,
): PrincipalElement {
  const groups = element.groups.flatMap((group) => {
    const left = list(group);
    return group.items.length > 0 && left.items.length === 0 ? [] : [left];
  });
  return { ...element, groups };
}
