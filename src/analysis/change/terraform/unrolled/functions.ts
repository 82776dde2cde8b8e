/** Terraform's functions on values that are known (developer.hashicorp.com/terraform/language/functions). */
import {
  chosenIn,
  isWhole,
  joinedTexts,
  type Known,
  listOf,
  mostEntries,
  plainOf,
  setOf,
  templateOf,
  textValue,
  written,
} from "./known";

type Given = readonly Known[];
type Items = readonly Known[];

/** What a call gives; null: nobody knows. */
export function calledWith(name: string, given: Given): Known | null {
  const [first, second, third] = given;
  const items = itemsOf(first);
  switch (name) {
    case "tolist":
      return items && listOf(items);
    case "tomap":
    case "tostring":
    case "sensitive":
    case "nonsensitive":
      return first ?? null;
    case "tobool":
      return first?.kind === "boolean" || first?.kind === "null"
        ? first
        : first?.kind === "text" && /^(?:true|false)$/.test(first.value)
          ? { kind: "boolean", value: first.value === "true" }
          : null;
    case "coalesce":
      return firstOf(given, (one) => one.kind === "null" || plainOf(one) === "");
    case "coalescelist":
      return firstOf(given, (one) => one.kind === "null" || itemsOf(one)?.length === 0);
    case "toset":
      return items && setOf(items);
    case "setunion":
    case "setsubtract":
    case "setintersection":
      return sets(name, given.map(itemsOf));
    case "concat":
      return joinedLists(given.map(itemsOf));
    case "flatten":
      return items && flattened(items);
    case "distinct":
      return items && listOf([...new Map(items.map((one) => [written(one), one])).values()]);
    case "compact":
      return items?.every((one) => isWhole(one) || isSaid(one))
        ? listOf(items.filter((one) => one.kind !== "null" && plainOf(one) !== ""))
        : null;
    case "sort":
      // Which is the first is not known where one is open.
      return (
        items &&
        (items.every(isWhole) ? listOf([...items].sort((a, b) => (written(a) < written(b) ? -1 : 1))) : setOf(items))
      );
    case "reverse":
      return items && listOf([...items].reverse());
    case "slice":
      return items && isNumber(second) && isNumber(third) ? listOf(items.slice(second.value, third.value)) : null;
    case "element":
      return items?.length && isNumber(second) ? items[second.value % items.length]! : null;
    case "one":
      return items && items.length <= 1 ? (items[0] ?? { kind: "null" }) : null;
    case "alltrue":
    case "anytrue":
      return truths(items, name === "anytrue");
    case "length":
      return lengthOf(first);
    case "range":
      return ranged(given);
    case "contains":
      return items?.every(isWhole) && second && isWhole(second)
        ? { kind: "boolean", value: items.some((one) => written(one) === written(second)) }
        : null;
    case "keys":
      return first?.kind === "map" ? listOf([...first.entries.keys()].sort().map(textValue)) : null;
    case "values":
      return first?.kind === "map"
        ? listOf([...first.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value))
        : null;
    case "merge":
      return merged(given);
    case "zipmap":
      return zipped(items, itemsOf(second));
    case "lookup":
      if (first?.kind !== "map") return null;
      return plainOf(second) === null ? chosenIn(first) : (first.entries.get(plainOf(second)!) ?? third ?? null);
    case "setproduct":
      return product(given.map(itemsOf));
    case "formatlist":
      return formattedList(given);
    case "jsonencode":
      return first && isWhole(first) ? textValue(JSON.stringify(asJson(first))) : null;
    default:
      return onTexts(name, given);
  }
}

/** An open ARN is that of something. */
const isArn = /^(?:data\.)?aws_\w{1,100}\.[\w-]{1,200}\.arn$/;

/** Whether an open text surely says something: an ARN, or a document. */
function isSaid(value: Known): boolean {
  return value.kind === "open" && (isArn.test(value.text) || isDocument.test(value.text));
}

const isDocument = /^(?:jsonencode\(|<<|data\.aws_iam_policy_document\.[\w-]{1,200}\.json$)/;

/** The first that says something; null where nobody knows which one that is. */
function firstOf(given: Given, saysNothing: (value: Known) => boolean): Known | null {
  const found = given.find((one) => !saysNothing(one));
  return found && (found.kind !== "open" || isArn.test(found.text)) ? found : null;
}

/** Whether any of them is true, or all of them are. */
function truths(items: Items | null, any: boolean): Known | null {
  if (!items?.every((one) => one.kind === "boolean")) return null;
  const value = any ? items.some((one) => one.value) : items.every((one) => one.value);
  return { kind: "boolean", value };
}

function itemsOf(value: Known | undefined): Items | null {
  return value?.kind === "list" ? value.items : null;
}

function isNumber(value: Known | undefined): value is Extract<Known, { kind: "number" }> {
  return value?.kind === "number";
}

function joinedLists(lists: readonly (Items | null)[]): Known | null {
  const all: Known[] = [];
  for (const one of lists) {
    if (!one) return null;
    all.push(...one);
  }
  return all.length > mostEntries ? null : listOf(all);
}

function flattened(items: Items): Known | null {
  // What is open may be a list, and no entry of this one.
  const all: Known[] = [];
  for (const one of items) {
    if (one.kind === "open" && !/\.(?:arn|id|name|json)$/.test(one.text)) return null;
    if (one.kind !== "list") {
      all.push(one);
      continue;
    }
    const inner = flattened(one.items);
    if (inner?.kind !== "list") return null;
    all.push(...inner.items);
  }
  return all.length > mostEntries ? null : listOf(all);
}

function sets(name: string, lists: readonly (Items | null)[]): Known | null {
  // What two resources are is never the same.
  const known = lists.flatMap((one) => (one?.every((item) => isWhole(item) || isNamed(item)) ? [one] : []));
  const [first, ...others] = known;
  if (!first || known.length < lists.length) return null;
  if (name === "setunion") return setOf(known.flat());
  const said = others.map((one) => new Set(one.map(written)));
  return setOf(
    first.filter((one) =>
      name === "setsubtract"
        ? said.every((other) => !other.has(written(one)))
        : said.every((other) => other.has(written(one))),
    ),
  );
}

function isNamed(value: Known): boolean {
  return value.kind === "open" && /^aws_\w{1,100}\.[\w-]{1,200}\.(?:arn|id|name)$/.test(value.text);
}

function lengthOf(value: Known | undefined): Known | null {
  if (value?.kind === "list") return { kind: "number", value: value.items.length };
  if (value?.kind === "map") return { kind: "number", value: value.entries.size };
  return value?.kind === "text" ? { kind: "number", value: value.value.length } : null;
}

function ranged(given: Given): Known | null {
  const numbers = given.filter(isNumber).map(({ value }) => value);
  if (numbers.length !== given.length || numbers.length === 0 || numbers.length > 2) return null;
  const [start, end] = numbers.length === 1 ? [0, numbers[0]!] : [numbers[0]!, numbers[1]!];
  if (end - start > mostEntries) return null;
  return listOf(Array.from({ length: Math.max(0, end - start) }, (_, at) => ({ kind: "number", value: start + at })));
}

function merged(maps: Given): Known | null {
  const all = new Map<string, Known>();
  for (const one of maps) {
    if (one.kind === "null") continue;
    if (one.kind !== "map") return null;
    for (const [key, value] of one.entries) all.set(key, value);
  }
  return { kind: "map", entries: all };
}

function zipped(keys: Items | null, values: Items | null): Known | null {
  const names = keys?.map(plainOf);
  if (!names || !values || names.length !== values.length || names.includes(null)) return null;
  return { kind: "map", entries: new Map(names.map((name, at) => [name!, values[at]!])) };
}

function product(lists: readonly (Items | null)[]): Known | null {
  let all: Known[][] = [[]];
  for (const one of lists) {
    if (!one || all.length * one.length > mostEntries) return null;
    all = all.flatMap((begin) => one.map((item) => [...begin, item]));
  }
  return listOf(all.map((one) => listOf(one)));
}

function formattedList([pattern, ...given]: Given): Known | null {
  const lists = given.map(itemsOf);
  // Nobody knows how many there are where what is open may be the only list.
  if (!lists.some((one) => one) && given.some((one) => plainOf(one) === null)) return null;
  const length = Math.max(0, ...lists.map((one) => one?.length ?? 0));
  if (!pattern || lists.some((one) => one && one.length !== length)) return null;
  const made = Array.from({ length }, (_, at) =>
    onTexts("format", [pattern, ...given.map((one, index) => lists[index]?.[at] ?? one)]),
  );
  return made.every((one) => one !== null) ? listOf(made) : null;
}

function asJson(value: Known): unknown {
  if (value.kind === "list") return value.items.map(asJson);
  if (value.kind === "map") return Object.fromEntries([...value.entries].map(([key, one]) => [key, asJson(one)]));
  return value.kind === "null" || value.kind === "open" ? null : value.value;
}

function onTexts(name: string, given: Given): Known | null {
  const [pattern, ...values] = given;
  if (name === "join") return pattern ? joinedWith(pattern, itemsOf(values[0])) : null;
  const texts = given.map(plainOf);
  const [first, second, third] = texts;
  if (name === "format") return pattern ? formatted(pattern, values) : null;
  if (first == null || texts.includes(null)) return null;
  switch (name) {
    case "lower":
      return textValue(first.toLowerCase());
    case "upper":
      return textValue(first.toUpperCase());
    case "trimspace":
      return textValue(first.trim());
    case "trimprefix":
      return second == null ? null : textValue(first.startsWith(second) ? first.slice(second.length) : first);
    case "trimsuffix":
      return second ? textValue(first.endsWith(second) ? first.slice(0, -second.length) : first) : null;
    case "split":
      return second == null ? null : listOf(second.split(first).map(textValue));
    case "replace":
      // Between slashes it would be an expression.
      return !second || third == null || second.startsWith("/")
        ? null
        : textValue(first.replaceAll(second, () => third));
    default:
      return null;
  }
}

function joinedWith(between: Known, items: Items | null): Known | null {
  return items && joinedTexts(items.flatMap((item, at) => (at === 0 ? [item] : [between, item])));
}

function formatted(pattern: Known, given: Given): Known | null {
  const template = plainOf(pattern) === null ? templateOf(pattern) : null;
  const said = plainOf(pattern) ?? template;
  if (said === null || template?.includes("\\")) return null;
  const parts: Known[] = [];
  let [at, from] = [0, 0];
  const found = template === null ? said.matchAll(verbs) : said.matchAll(verbsOrNames);
  for (const { 0: match, 1: verb, 2: open, index } of found) {
    parts.push(textValue(said.slice(from, index)));
    from = index + match.length;
    const one: Known | undefined =
      open !== undefined ? { kind: "open", text: open } : verb === "%" ? textValue("%") : given[at++];
    if (!one || (open === undefined && !/[%sdv]/.test(verb!))) return null;
    parts.push(one);
  }
  return joinedTexts([...parts, textValue(said.slice(from))]);
}

const verbs = /%(.)/g;
/** Also what the pattern itself fills in. */
const verbsOrNames = /%(.)|\$\{([^{}]{1,300})\}/g;
