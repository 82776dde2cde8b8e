/** The actions that a policy names, taken apart. */
import type { Catalog, Service } from '../../../catalog/catalog';
import type { Item, ListElement, Policy, Statement } from '../../policy/model';
import { Pattern } from '../../policy/wildcard';
import type { TextPart } from '../../value';

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

/** Every `Action` and `NotAction` value of a policy. */
export function* namedActions(policy: Policy): Iterable<NamedAction> {
  for (const statement of policy.statements) {
    for (const element of [statement.action, statement.notAction]) {
      if (!element) continue;
      for (const item of element.items) yield { statement, element, item, ...takeApart(item) };
    }
  }
}

function takeApart(item: Item): Pick<NamedAction, 'prefix' | 'name' | 'isAny'> {
  const [first, ...rest] = item.parts;
  const isAny = item.value !== null && /^\*+$/.test(item.value);
  if (typeof first !== 'string') return { prefix: null, name: item.parts, isAny };
  const colon = first.indexOf(':');
  if (colon < 0) return { prefix: null, name: item.parts, isAny };
  const name = first.slice(colon + 1);
  return { prefix: first.slice(0, colon), name: name === '' ? rest : [name, ...rest], isAny };
}

/** Whether a prefix holds wildcards, so that it names no single service. */
export function isWildcardPrefix(prefix: string): boolean {
  return /[*?]/.test(prefix);
}

const patterns = new WeakMap<Item, Pattern>();

/** The whole action as a pattern, to be compared in lower case; made once for an item. */
export function actionPattern(item: Item): Pattern {
  let pattern = patterns.get(item);
  if (!pattern) patterns.set(item, (pattern = Pattern.of(item.parts, { ignoreCase: true })));
  return pattern;
}

/** Whether some action of the service may be meant. */
export function namesSomeAction(name: readonly TextPart[], service: Service): boolean {
  if (name.length === 1 && typeof name[0] === 'string' && !/[*?]/.test(name[0])) return service.action(name[0]) !== undefined;
  const pattern = Pattern.of(name, { ignoreCase: true });
  return service.actions.some(action => pattern.matches(action.name.toLowerCase()) !== false);
}

/** Retired services are accepted by AWS for a while; for longer than this, its own checker calls them invalid. */
const graceYears = 1;

/** Whether something last seen on that day went so short a time ago that AWS still accepts it. */
export function wentLately(lastSeen: string, catalog: Catalog): boolean {
  const year = Number(catalog.date.slice(0, 4)) - graceYears;
  return lastSeen >= `${year}${catalog.date.slice(4)}`;
}
