/** What statements ask for, as people read it. */
import type { Part } from "./parts";
import { shownItem } from "./symbols";

/** Null where nothing is asked. */
export function conditionsOf(part: Part): string | null {
  const all = conditionsIn(part).map(shownOf);
  const { condition } = part.statement;
  if (all.length === 0) return condition && !condition.complete ? "a condition that a template fills in" : null;
  return all.join(" and ");
}

/** What holds where a statement applies and one that asks for more does not; null for any other pair. */
export function whereOnly(one: Part, other: Part): string | null {
  if ([one, other].some(({ statement: { condition } }) => condition?.complete === false)) return null;
  const own = new Map(conditionsIn(one).map((asked) => [asked.key, asked]));
  const all = conditionsIn(other);
  if (![...own.keys()].every((key) => all.some((asked) => asked.key === key))) return null;
  const exchanged = exchangedValues(own, all);
  if (exchanged !== null) return exchanged;
  const further: Asked[] = [];
  for (const asked of all) {
    const before = own.get(asked.key);
    const more = before ? moreValues(before, asked) : asked.values;
    if (more === null) return null;
    if (more.length > 0) further.push({ ...asked, values: more });
  }
  const [first, ...others] = further;
  if (!first) return null;
  // One of the values that are excepted now is none of those before.
  const isValue = others.length === 0 && contraries.has(first.operator);
  const kept = [...own.values()].filter(({ key }) => !isValue || key !== first.key);
  return [...kept.map(shownOf), notShown(further)].join(" and ");
}

/** The same where the two differ in the values of one key: those that are excepted now and were not, or were denied and are not. */
function exchangedValues(own: ReadonlyMap<string, Asked>, all: readonly Asked[]): string | null {
  const [asked, ...others] = all.filter(({ key, values }) => !isSameSet(own.get(key)?.values ?? [], values));
  if (!asked || others.length > 0 || all.length !== own.size) return null;
  const before = own.get(asked.key)!;
  const isExcept = negative.test(asked.operator);
  const operator = isExcept ? contraries.get(asked.operator) : exact.test(asked.operator) ? asked.operator : undefined;
  const [from, to] = isExcept ? [before.values, asked.values] : [asked.values, before.values];
  const values = to.filter((value) => !from.includes(value));
  if (operator === undefined || values.length === 0) return null;
  const kept = [...own.values()].filter(({ key }) => key !== asked.key);
  return [...kept, { ...asked, operator, values }].map(shownOf).join(" and ");
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && others.every((one) => some.includes(one));
}

/** A pattern of these is the same text. */
const exact = /^(?:String|Numeric|Date)Equals$/;

/** Where a Deny does not apply; null where it always does, or nobody knows. */
export function whereNot(denial: Part): string | null {
  const { condition } = denial.statement;
  return condition?.complete && condition.blocks.every(({ complete }) => complete)
    ? notShown(conditionsIn(denial))
    : null;
}

function notShown(all: readonly Asked[]): string {
  const [first, ...others] = all;
  if (first?.operator === "Null" && others.length === 0 && first.values.length === 1)
    return shownOf({ ...first, values: [first.values[0] === "true" ? "false" : "true"] });
  const contrary = first && others.length === 0 ? contraries.get(first.operator) : undefined;
  return first && contrary !== undefined
    ? shownOf({ ...first, operator: contrary })
    : `not (${all.map(shownOf).join(" and ")})`;
}

/** The values that are excepted beside those before; null where these are not all kept, or another value lets more through. */
function moreValues(before: Asked, { operator, values }: Asked): readonly string[] | null {
  const more = values.filter((value) => !before.values.includes(value));
  const isKept = values.length - more.length === before.values.length;
  return isKept && (more.length === 0 || negative.test(operator)) ? more : null;
}

const negative = /^(?:\w{1,20}Not\w{1,30}|NotIpAddress)$/;

/** Operators of which one holds where the other does not, also where a request has no such key. */
const contraries: ReadonlyMap<string, string> = new Map(
  ["StringEquals", "StringLike", "StringEqualsIgnoreCase", "ArnEquals", "ArnLike", "NumericEquals", "DateEquals"]
    .map((one) => [one, one.replace(/(?=Equals|Like)/, "Not")])
    .concat([["IpAddress", "NotIpAddress"]])
    .flatMap(([one, other]) => [
      [one!, other!],
      [other!, one!],
    ]),
);

/** What is asked of one key. */
interface Asked {
  readonly key: string;
  readonly operator: string;
  readonly name: string;
  readonly values: readonly string[];
}

function conditionsIn({ statement: { condition }, text }: Part): readonly Asked[] {
  return (condition?.blocks ?? []).flatMap(({ operator, keys }) =>
    keys.map(({ name, items }) => ({
      // Neither tells capital letters from small ones, not even those of a tag (IAM: "Condition keys").
      key: `${operator} ${name}`.toLowerCase(),
      operator,
      name,
      values: items.map((item) => shownItem(item, text)),
    })),
  );
}

function shownOf({ operator, name, values }: Asked): string {
  return `${operator} ${name} ${values.join(", ")}`;
}
