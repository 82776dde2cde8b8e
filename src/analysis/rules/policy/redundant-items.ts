/** Actions and resources that another one of the same element covers already. */
import type { Catalog } from "../../../catalog/catalog";
import { say } from "../../../wording/sentence";
import { addTo } from "../../group-by";
import { lazily } from "../../lazily";
import type { Item, ListElement, Policy } from "../../policy/model";
import { Pattern } from "../../policy/wildcard";
import type { PolicyFix, PolicyReport, PolicyRule } from "../rule";
import { actionPattern } from "../support/actions";
import { safeFix } from "../support/fixes";
import { accessAnalyzerPage, elementPage } from "../support/links";

const redundantAction: PolicyRule = {
  kind: "policy",
  id: "policy/redundant-action",
  title: "Action that another one covers",
  severity: "hint",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "REDUNDANT_ACTION",
  unnecessary: true,
  documentation: {
    why: "An action that another one of the same list covers changes nothing, but makes the policy look narrower than it is: whoever removes it believes they have taken a permission away.",
    avoid: { language: "json", code: '"Action": ["s3:Get*", "s3:GetObject"]' },
    prefer: { language: "json", code: '"Action": ["s3:Get*"]' },
    links: [accessAnalyzerPage("suggestion", "redundant-action"), elementPage("action")],
  },
  *check(policy, { catalog }) {
    for (const [element, item, by] of redundant(policy, ["action", "notAction"], true))
      if (exists(item, catalog)) yield report(element, item, by, true);
  },
};

const redundantResource: PolicyRule = {
  kind: "policy",
  id: "policy/redundant-resource",
  title: "Resource that another one covers",
  severity: "hint",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "REDUNDANT_RESOURCE",
  unnecessary: true,
  documentation: {
    why: "A resource that another one of the same list covers changes nothing, but makes the policy look narrower than it is. In the names of buckets, `*` also matches the slash: `arn:aws:s3:::logs-*` covers all objects of these buckets.",
    avoid: { language: "json", code: '"Resource": ["arn:aws:s3:::logs-*", "arn:aws:s3:::logs-*/*"]' },
    prefer: { language: "json", code: '"Resource": ["arn:aws:s3:::logs-*"]' },
    links: [accessAnalyzerPage("suggestion", "redundant-resource"), elementPage("resource")],
  },
  *check(policy) {
    for (const [element, item, by] of redundant(policy, ["resource", "notResource"], false))
      yield report(element, item, by, false);
  },
};

export default [redundantAction, redundantResource];

type ElementName = "action" | "notAction" | "resource" | "notResource";

/** Whether AWS may have the action: of a misspelt one something graver is said. */
function exists({ value }: Item, catalog: Catalog): boolean {
  const [prefix = "", name = ""] = value!.split(":", 2);
  const service = /[*?$]/.test(value!) ? undefined : catalog.service(prefix);
  return !service || service.action(name) !== undefined || service.retiredAction(name) !== undefined;
}

function* redundant(
  policy: Policy,
  names: readonly ElementName[],
  ignoreCase: boolean,
): Iterable<readonly [ListElement, Item, Item]> {
  const seen = new Set<unknown>();
  for (const statement of policy.statements) {
    for (const name of names) {
      const element = statement[name];
      if (!element || element.items.length < 2 || seen.has(element.entry)) continue;
      seen.add(element.entry);
      for (const [item, by] of coveredItems(element, ignoreCase)) yield [element, item, by];
    }
  }
}

/** No policy that AWS takes has room for more; of one that is over its quota something else is to be said. */
const mostCoverers = 1_000;
const mostPairs = 4_000_000;

/** An item that may cover others. */
interface Coverer {
  readonly item: Item;
  readonly index: number;
  /** What is written before its first wildcard and behind its last one, as whatever it covers has it. */
  readonly beginning: string;
  readonly ending: string;
  readonly wide: () => Pattern;
}

function ends(text: string): Pick<Coverer, "beginning" | "ending"> {
  return {
    beginning: text.slice(0, text.search(/[*?]/)),
    ending: text.slice(Math.max(text.lastIndexOf("*"), text.lastIndexOf("?")) + 1),
  };
}

const nothing: ReadonlyMap<Item, Item> = new Map([]);
/** Most lists are so short that it costs less to compare their ends first. */
const few = 4;

/** Whether some item may cover another: they are the same, or one has a wildcard and the other begins and ends like it. */
function mayCover(items: readonly Item[], ignoreCase: boolean): boolean {
  const texts: string[] = [];
  for (const { value } of items) if (value !== null) texts.push(ignoreCase ? value.toLowerCase() : value);
  for (let at = 0; at < texts.length; at++) {
    const wide = texts[at]!;
    if (texts.indexOf(wide) < at) return true;
    if (!/[*?]/.test(wide)) continue;
    const { beginning, ending } = ends(wide);
    for (const text of texts) if (text !== wide && text.startsWith(beginning) && text.endsWith(ending)) return true;
  }
  return false;
}

/** Pairs of a redundant item and one that covers it and is not redundant itself. */
function coveredItems(element: ListElement, ignoreCase: boolean): ReadonlyMap<Item, Item> {
  if (element.items.length <= few && !mayCover(element.items, ignoreCase)) return nothing;
  const covered = new Map<Item, Item>();
  const textOf = ({ value }: Item): string => (ignoreCase ? value!.toLowerCase() : value!);
  const pattern = ignoreCase ? actionPattern : (item: Item) => Pattern.of(item.parts);
  const written = new Map<string, Item>();
  const distinct: Item[] = [];
  for (const item of element.items) {
    if (item.value === null) continue;
    const text = textOf(item);
    const first = written.get(text);
    if (!first) {
      written.set(text, item);
      distinct.push(item);
      // Two branches of a template may well say the same, and two references may go to one text.
    } else if (!first.conditional && first.node !== item.node) covered.set(item, first);
  }
  // `${*}` stands for the character: such a text is no pattern that could cover another.
  const coverers = distinct
    .map((item, index) => ({ item, index }))
    .filter(({ item }) => !item.conditional && /[*?]/.test(item.value!) && !/\$\{[*?$]\}/.test(item.value!))
    .map(({ item, index }): Coverer => ({ item, index, ...ends(textOf(item)), wide: lazily(() => pattern(item)) }));
  if (coverers.length === 0 || coverers.length > mostCoverers) return covered;
  if (coverers.length * distinct.length > mostPairs) return covered;
  const firstCovering = byBeginning(coverers, textOf);
  distinct.forEach((item, index) => {
    const text = textOf(item);
    const own = lazily(() => pattern(item));
    // Of two that cover each other, the later one is redundant.
    const by = firstCovering(
      item,
      (one) =>
        one.item !== item &&
        text.startsWith(one.beginning) &&
        text.endsWith(one.ending) &&
        one.wide().covers(own()) &&
        (one.index < index || !own().covers(one.wide())),
    );
    if (by) covered.set(item, by.item);
  });
  return resolved(covered);
}

/** Finds the first that fits among those that begin, up to their first wildcard or variable, like an item: with thousands of items, to try each with each takes seconds. */
function byBeginning(
  coverers: readonly Coverer[],
  textOf: (item: Item) => string,
): (item: Item, fits: (coverer: Coverer) => boolean) => Coverer | undefined {
  if (coverers.length < 8) return (_, fits) => coverers.find(fits);
  const found = new Map<string, Coverer[]>();
  for (const one of coverers) {
    const beginning = /^[^*?$]*/.exec(textOf(one.item))![0];
    addTo(found, beginning, one);
  }
  const lengths = [...new Set([...found.keys()].map((beginning) => beginning.length))];
  return (item, fits) => {
    const text = textOf(item);
    let first: Coverer | undefined;
    for (const length of lengths) {
      if (length > text.length) continue;
      const one = found.get(text.slice(0, length))?.find(fits);
      if (one && (!first || one.index < first.index)) first = one;
    }
    return first;
  };
}

/** What covers a coverer covers the item as well. */
function resolved(covered: Map<Item, Item>): ReadonlyMap<Item, Item> {
  for (const [item, by] of covered) {
    let last = by;
    for (let next = covered.get(last), steps = 0; next && steps < covered.size; next = covered.get(last), steps++)
      last = next;
    covered.set(item, last);
  }
  return covered;
}

function report(element: ListElement, item: Item, by: Item, isAction: boolean): PolicyReport {
  const same = item.value!.toLowerCase() === by.value!.toLowerCase();
  const kind = isAction ? say`action` : say`resource`;
  const { array } = element;
  return {
    at: item.node.span,
    path: item.path,
    message: same
      ? say`This ${kind} stands in the list twice, which changes nothing. Remove it here.`
      : say`\`${by.value!}\` covers this ${kind} already, so removing it alone takes nothing away. Remove it, or narrow \`${by.value!}\`.`,
    related: [{ at: by.node.span, path: by.path, message: same ? say`It stands here first.` : say`This covers it.` }],
    fixes: (): readonly PolicyFix[] =>
      array?.items.includes(item.node)
        ? [safeFix(say`Remove the redundant ${kind}`, { kind: "removeItem", from: array, item: item.node })]
        : [],
  };
}
