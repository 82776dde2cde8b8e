/** A list of actions, asked often whether one of them stands in it: lists may be long. */
import type { Item } from "./model";
import { and, or, some, type Truth } from "./truth";
import { Pattern } from "./wildcard";

interface ActionIndex {
  /** Those without a wildcard, in lower case; "unknown" where a template decides whether it stands there. */
  readonly plain: ReadonlyMap<string, Truth>;
  readonly patterns: readonly { readonly pattern: Pattern; readonly isThere: Truth }[];
}

const indexes = new WeakMap<readonly Item[], ActionIndex>();

/** Whether one of the items of an `Action` or `NotAction` matches an action, which is given in lower case. */
export function namesAction(items: readonly Item[], action: string): Truth {
  if (items.length <= shortest) return some(items, (item) => isNamedBy(item, action));
  let index = indexes.get(items);
  if (!index) indexes.set(items, (index = indexOf(items)));
  return or(
    index.plain.get(action) ?? false,
    some(index.patterns, ({ pattern, isThere }) => and(pattern.matches(action), isThere)),
  );
}

/** Lists of so many items are read anew each time: to make an index of them costs more than it spares. */
const shortest = 4;

function isNamedBy({ value, parts, conditional }: Item, action: string): Truth {
  const isThere = conditional ? "unknown" : true;
  if (value === null || /[*?]/.test(value))
    return and(Pattern.of(parts, { ignoreCase: true }).matches(action), isThere);
  return value.length === action.length && value.toLowerCase() === action && isThere;
}

function indexOf(items: readonly Item[]): ActionIndex {
  const plain = new Map<string, Truth>();
  const patterns: { pattern: Pattern; isThere: Truth }[] = [];
  for (const { value, parts, conditional } of items) {
    const isThere = conditional ? "unknown" : true;
    // Actions have no case.
    const name = value?.toLowerCase();
    if (name === undefined || /[*?]/.test(name))
      patterns.push({ pattern: Pattern.of(parts, { ignoreCase: true }), isThere });
    else if (plain.get(name) !== true) plain.set(name, isThere);
  }
  return { plain, patterns };
}
