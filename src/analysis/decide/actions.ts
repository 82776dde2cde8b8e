/** The actions that AWS has, in classes of those that the same statements speak about. */
import type { Catalog } from "../../catalog/catalog";
import type { Item, Statement } from "../policy/model";
import { Pattern } from "../policy/wildcard";

export interface ActionClass {
  /** In AWS's spelling: `s3:GetObject`. */
  readonly actions: readonly string[];
  /** Whether a statement, by its place in the list, speaks about them. */
  readonly has: (statement: number) => boolean;
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

/** What an element lists as ordinals; `all`: besides, everything else. */
interface Listed {
  readonly all: boolean;
  readonly others: ReadonlySet<number>;
}

/** The classes of all actions; those that no statement speaks about are left out. */
export function actionClasses(statements: readonly Statement[], catalog: Catalog | null): readonly ActionClass[] {
  const base: Universe = catalog
    ? universeOf(catalog)
    : { names: [], ordinals: new Map(), services: new Map(), matched: new Map() };
  const known = base.names.length;
  const newer: string[] = [];
  const nameOf = (ordinal: number): string => (ordinal < known ? base.names[ordinal]! : newer[ordinal - known]!);
  const added = new Map<string, number>();
  const ordinalOf = (text: string): number => {
    const ordinal = base.ordinals.get(text.toLowerCase()) ?? added.get(text.toLowerCase());
    if (ordinal !== undefined) return ordinal;
    // It may be newer than the catalogue.
    const next = known + newer.length;
    added.set(text.toLowerCase(), next);
    newer.push(text);
    return next;
  };
  const texts = [
    ...new Set(statements.flatMap(({ action, notAction }) => textsOf((action ?? notAction)?.items ?? []))),
  ];
  for (const text of texts) if (!/[*?]/.test(text) && text.includes(":")) ordinalOf(text);
  const matched = new Map<string, readonly number[]>();
  for (const text of texts) if (!isEverything(text)) matched.set(text, matchedBy(text, base, added, ordinalOf));

  const listed = statements.map((statement): Listed => {
    const element = statement.action ?? statement.notAction;
    const others = new Set<number>();
    let all = false;
    for (const text of textsOf(element?.items ?? [])) {
      if (isEverything(text)) all = true;
      else for (const ordinal of matched.get(text)!) others.add(ordinal);
    }
    if (all) return { all: statement.notAction === null, others: new Set() };
    return { all: element === null ? true : statement.action === null, others };
  });

  const speakers = new Map<number, number[]>();
  listed.forEach(({ others }, at) => {
    for (const ordinal of others) {
      const list = speakers.get(ordinal);
      if (list) list.push(at);
      else speakers.set(ordinal, [at]);
    }
  });
  const classes = new Map<string, number[]>();
  for (const [ordinal, list] of speakers) {
    const key = list.join();
    const members = classes.get(key);
    if (members) members.push(ordinal);
    else classes.set(key, [ordinal]);
  }
  const found = [...classes.values()].map((members): ActionClass => {
    members.sort((a, b) => a - b);
    const touched = new Set(speakers.get(members[0]!));
    return {
      actions: members.map(nameOf),
      has: (statement) => listed[statement]!.all !== touched.has(statement),
    };
  });
  // Of what no statement speaks about nothing is allowed on either side.
  const rest = listed.some(({ all }) => all) ? [...base.names, ...newer].filter((_, at) => !speakers.has(at)) : [];
  return rest.length > 0 ? [...found, { actions: rest, has: (statement) => listed[statement]!.all }] : found;
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
