/** The actions that AWS has, in classes of those that the same statements speak about. */
import type { Catalog } from "../../catalog/catalog";
import { addTo } from "../group-by";
import type { Item, Statement } from "../policy/model";
import { Pattern } from "../policy/wildcard";

export interface ActionClass {
  /** In AWS's spelling: `s3:GetObject`. */
  readonly actions: readonly string[];
  /** The statements that speak about them, by their places in the list. */
  readonly statements: readonly number[];
}

interface Universe {
  readonly names: readonly string[];
  readonly ordinals: ReadonlyMap<string, number>;
  /** The ordinals of a service: from, and up to but without. */
  readonly services: ReadonlyMap<string, readonly [number, number]>;
  readonly matched: Map<string, readonly number[]>;
}

const universes = new WeakMap<Catalog, Universe>();

function universeOf(catalog: Catalog): Universe {
  let found = universes.get(catalog);
  if (!found) {
    const names: string[] = [];
    const services = new Map<string, readonly [number, number]>();
    for (const prefix of catalog.prefixes) {
      const first = names.length;
      for (const action of catalog.service(prefix)!.actions) names.push(`${prefix}:${action.name}`);
      services.set(prefix.toLowerCase(), [first, names.length]);
    }
    found = { names, ordinals: ordinalsOf(names), services, matched: new Map() };
    universes.set(catalog, found);
  }
  return found;
}

function ordinalsOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, at) => [name.toLowerCase(), at]));
}

/** Everything: the untouched rest of the catalogue is matched by such a pattern alone. */
const isEverything = (text: string): boolean => /^\*+$/.test(text) || text === "*:*";

/** The classes of all actions that a statement speaks about. With `apart`, actions of which `apart` says otherwise are in classes of their own. */
export function actionClasses(
  statements: readonly Statement[],
  catalog: Catalog | null,
  apart: (action: string) => string = () => "",
): readonly ActionClass[] {
  const base: Universe = catalog
    ? universeOf(catalog)
    : { names: [], ordinals: new Map(), services: new Map(), matched: new Map() };
  const added = new Map<string, number>();
  const newer: string[] = [];
  const nameOf = (ordinal: number): string => base.names[ordinal] ?? newer[ordinal - base.names.length]!;
  const ordinalOf = (text: string): number => {
    const lower = text.toLowerCase();
    const known = base.ordinals.get(lower) ?? added.get(lower);
    if (known !== undefined) return known;
    // It may be newer than the catalogue.
    const ordinal = base.names.length + newer.push(text) - 1;
    added.set(lower, ordinal);
    return ordinal;
  };
  const texts = [
    ...new Set(statements.flatMap(({ action, notAction }) => textsOf((action ?? notAction)?.items ?? []))),
  ];
  for (const text of texts) if (!/[*?]/.test(text) && text.includes(":")) ordinalOf(text);
  const matched = new Map<string, readonly number[]>();
  for (const text of texts) if (!isEverything(text)) matched.set(text, matchedBy(text, base, added, ordinalOf));

  /** The statements that speak about everything but what they list. */
  const ofAll = new Set<number>();
  const speakers = new Map<number, number[]>();
  statements.forEach(({ action, notAction, complete }, at) => {
    const element = action ?? notAction;
    const named = textsOf(element?.items ?? []);
    const lists = !named.some(isEverything);
    if ((action === null) === lists && (element !== null || !complete)) ofAll.add(at);
    if (!lists) return;
    for (const ordinal of new Set(named.flatMap((text) => matched.get(text)!))) {
      addTo(speakers, ordinal, at);
    }
  });
  const classes = new Map<string, number[]>();
  for (const [ordinal, list] of speakers) addTo(classes, `${apart(nameOf(ordinal))} ${list.join()}`, ordinal);
  // Of what nobody lists only those speak who speak about everything.
  if (ofAll.size > 0)
    for (let ordinal = 0; ordinal < base.names.length + newer.length; ordinal++)
      if (!speakers.has(ordinal)) addTo(classes, apart(nameOf(ordinal)), ordinal);
  return [...classes.values()].map((ordinals): ActionClass => {
    const listed = new Set(speakers.get(ordinals[0]!));
    const members = [...[...ofAll].filter((at) => !listed.has(at)), ...[...listed].filter((at) => !ofAll.has(at))];
    return { actions: ordinals.sort((a, b) => a - b).map(nameOf), statements: members.sort((a, b) => a - b) };
  });
}

function textsOf(items: readonly Item[]): readonly string[] {
  return items.flatMap(({ value }) => value ?? []);
}

function matchedBy(
  text: string,
  base: Universe,
  added: ReadonlyMap<string, number>,
  ordinalOf: (text: string) => number,
): readonly number[] {
  const lower = text.toLowerCase();
  if (!/[*?]/.test(lower)) return lower.includes(":") ? [ordinalOf(text)] : [];
  const pattern = Pattern.of(lower);
  let known = base.matched.get(lower);
  if (!known) {
    const colon = lower.indexOf(":");
    const prefix = colon < 0 ? "" : lower.slice(0, colon);
    const [from, to] = (!/[*?]/.test(prefix) && base.services.get(prefix)) || [0, base.names.length];
    const found: number[] = [];
    const isLiteral = colon >= 0 && !/[*?]/.test(prefix);
    if (!isLiteral || base.services.has(prefix))
      for (let at = from; at < to; at++) if (pattern.matches(base.names[at]!.toLowerCase()) === true) found.push(at);
    known = found;
    if (base.matched.size > 5000) base.matched.clear();
    base.matched.set(lower, known);
  }
  const newer = [...added].flatMap(([name, ordinal]) => (pattern.matches(name) === true ? [ordinal] : []));
  if (known.length === 0 && newer.length === 0 && lower.includes(":"))
    return [ordinalOf(text.replaceAll("*", "Any").replaceAll("?", "x"))];
  return newer.length > 0 ? [...known, ...newer] : known;
}
