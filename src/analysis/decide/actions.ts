/** The actions that AWS has, in classes of those that the same statements speak about. */
import type { Catalog } from "../../catalog/catalog";
import { addTo } from "../group-by";
import type { Item, Statement } from "../policy/model";
import { Pattern } from "../policy/wildcard";
import { Universe } from "./universe";

export interface ActionClass {
  /** In AWS's spelling: `s3:GetObject`. */
  readonly actions: readonly string[];
  /** The statements that speak about them, by their places in the list. */
  readonly statements: readonly number[];
}

/** Everything: the untouched rest of the catalogue is matched by such a pattern alone. */
const isEverything = (text: string): boolean => /^\*+$/.test(text) || text === "*:*";

/** The classes of all actions that a statement speaks about. With `apart`, actions of which `apart` says otherwise are in classes of their own. */
export function actionClasses(
  statements: readonly Statement[],
  catalog: Catalog | null,
  apart: (action: string) => string = () => "",
): readonly ActionClass[] {
  const base = catalog ? Universe.of(catalog) : new Universe(null);
  const added = new Map<string, number>();
  const newer: string[] = [];
  const nameOf = (ordinal: number): string => base.nameOf(ordinal) ?? newer[ordinal - base.end]!;
  const ordinalOf = (text: string): number => {
    const lower = text.toLowerCase();
    const known = base.ordinalOf(lower) ?? added.get(lower);
    if (known !== undefined) return known;
    // It may be newer than the catalogue.
    const ordinal = base.end + newer.push(text) - 1;
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
    for (const ordinals of [base.all(), newer.map((_, at) => base.end + at)])
      for (const ordinal of ordinals) if (!speakers.has(ordinal)) addTo(classes, apart(nameOf(ordinal)), ordinal);
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
  const known = base.matchedBy(lower, pattern);
  const newer = [...added].flatMap(([name, ordinal]) => (pattern.matches(name) === true ? [ordinal] : []));
  if (known.length === 0 && newer.length === 0 && lower.includes(":"))
    return [ordinalOf(text.replaceAll("*", "Any").replaceAll("?", "x"))];
  return newer.length > 0 ? [...known, ...newer] : known;
}
