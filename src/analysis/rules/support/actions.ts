/** The actions that a policy names, taken apart. */
import type { Catalog, Retired, Service } from "../../../catalog/catalog";
import { say, type Sentence } from "../../../wording/sentence";
import type { Change } from "../../locate/located";
import { longestKept, Memo, MemoOf, oncePer } from "../../memo";
import type { Item, ListElement, Policy, Statement } from "../../policy/model";
import { Pattern } from "../../policy/wildcard";
import type { TextPart } from "../../value";
import type { PolicyFix } from "../rule";

/** An action as written: `s3:Get*`. */
export interface NamedAction {
  readonly statement: Statement;
  readonly element: ListElement;
  readonly item: Item;
  /** Before the colon, as written; null where there is no colon, or where a template leaves the prefix open. */
  readonly prefix: string | null;
  /** After the colon, holes included. */
  readonly name: readonly TextPart[];
  /** `*` alone. */
  readonly isAny: boolean;
}

/** Every `Action` and `NotAction` value of a policy; taken apart once. */
export const namedActions = oncePer(readActions);

function readActions(policy: Policy): readonly NamedAction[] {
  const found: NamedAction[] = [];
  for (const statement of policy.statements) {
    for (const element of [statement.action, statement.notAction]) {
      for (const item of element?.items ?? []) {
        const { prefix, name, isAny } = takeApart(item);
        found.push({ statement, element: element!, item, prefix, name, isAny });
      }
    }
  }
  return found;
}

function takeApart(item: Item): Pick<NamedAction, "prefix" | "name" | "isAny"> {
  const [first, ...rest] = item.parts;
  const isAny = item.value !== null && /^\*+$/.test(item.value);
  if (typeof first !== "string") return { prefix: null, name: item.parts, isAny };
  const colon = first.indexOf(":");
  if (colon < 0) return { prefix: null, name: item.parts, isAny };
  const name = first.slice(colon + 1);
  return { prefix: first.slice(0, colon), name: name === "" ? rest : [name, ...rest], isAny };
}

/** Whether a prefix holds wildcards, so that it names no single service. */
export function isWildcardPrefix(prefix: string): boolean {
  return /[*?]/.test(prefix);
}

/** `*` alone, or an ARN such as `arn:*` that AWS completes to any at all. */
export function isStar({ value, completed }: Item): boolean {
  return (value !== null && /^\*+$/.test(value)) || completed?.[0] === "arn:*:*:*:*:*";
}

const patterns = new WeakMap<Item, Pattern>();
const ofTexts = new Memo<Pattern>();

/** The whole action as a pattern, to be compared in lower case; made once for a text. */
export function actionPattern(item: Item): Pattern {
  const make = () => Pattern.of(item.parts, { ignoreCase: true });
  if (item.value !== null && item.value.length <= longestKept) return ofTexts.get(item.value, make);
  let pattern = patterns.get(item);
  if (!pattern) patterns.set(item, (pattern = make()));
  return pattern;
}

/** Takes an action out of a list in which others stand; null where it stands alone, or not in a list as written. */
export function removal({ item, element: { array } }: Pick<NamedAction, "item" | "element">): Change | null {
  return array && array.items.length > 1 && array.items.includes(item.node)
    ? { kind: "removeItem", from: array, item: item.node }
    : null;
}

/** For an action that may no longer mean anything: a suggestion, as it may still be in use. */
export function retiredFixes(action: Pick<NamedAction, "item" | "element">, written: string): readonly PolicyFix[] {
  const removed = removal(action);
  return removed ? [{ title: say`Remove ${written}`, kind: "suggestion", changes: [removed] }] : [];
}

const namesSome = new MemoOf<Service, boolean>();

/** Whether some action of the service may be meant. */
export function namesSomeAction(name: readonly TextPart[], service: Service): boolean {
  const [only] = name;
  if (name.length !== 1 || typeof only !== "string") return matchesSome(name, service);
  if (!/[*?]/.test(only)) return service.action(only) !== undefined;
  return namesSome.get(service, only, () => matchesSome(name, service));
}

function matchesSome(name: readonly TextPart[], service: Service): boolean {
  const pattern = Pattern.of(name, { ignoreCase: true });
  return service.actions.some((action) => pattern.matches(action.name.toLowerCase()) !== false);
}

const certain = new MemoOf<Catalog, boolean>();
/** The actions of a policy that do not certainly name some of a known service, but for `*`; made once for a policy. */
export const doubtfulActions = oncePer((policy: Policy, catalog: Catalog): readonly NamedAction[] => {
  const known = certain.of(catalog);
  const isKnown = (action: NamedAction): boolean =>
    action.item.value === null
      ? namesKnown(action, catalog)
      : known.get(action.item.value, () => namesKnown(action, catalog));
  return namedActions(policy).filter((action) => !action.isAny && !isKnown(action));
});

function namesKnown({ prefix, name }: NamedAction, catalog: Catalog): boolean {
  const service = prefix === null || isWildcardPrefix(prefix) ? undefined : catalog.service(prefix);
  return service !== undefined && namesSomeAction(name, service);
}

/** Whether most of a list that looks like actions are actions. */
export function isAmongActions(policy: Policy, catalog: Catalog): boolean {
  const all = namedActions(policy);
  const known = all.filter((action) => namesKnown(action, catalog));
  return known.length * 2 >= all.length;
}

/**
 * For so many years after it went, AWS's own checker still takes a name for a valid one. Services are given more time
 * than actions, counted from the day they ended.
 */
const grace = { service: 2, action: 1 };

/** Whether a service or an action went so short a time ago that AWS still accepts its name. */
export function wentLately(kind: keyof typeof grace, { lastSeen, ended }: Retired, catalog: Catalog): boolean {
  const year = Number(catalog.date.slice(0, 4)) - grace[kind];
  return (ended ?? lastSeen) >= `${year}${catalog.date.slice(4)}`;
}

/** "ended 2024-04-15", or when it was last listed. */
export function goneSince({ lastSeen, ended }: Retired): Sentence {
  return ended ? say`ended ${ended}` : say`last seen ${lastSeen}`;
}

const fewestRenamed = 5;

/** Whether AWS renamed so many actions of a service lately that an unknown one may well be another of them. */
export function isInFlux(service: Service, catalog: Catalog): boolean {
  const lately = service.retiredActions.filter((action) => wentLately("action", action, catalog)).length;
  return lately >= Math.max(fewestRenamed, service.actions.length / 20);
}
