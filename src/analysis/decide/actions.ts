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

/** The classes of all actions that a statement speaks about; actions of which `apart` says otherwise are in classes of their own. */
export function actionClasses(
  statements: readonly Statement[],
  catalog: Catalog | null,
  apart: (action: string) => string,
): readonly ActionClass[] {
  const base = catalog ? Universe.of(catalog) : new Universe(null);
  const added = new Map<string, number>();
  const newer: string[] = [];
  const nameOf = (ordinal: number): string => base.nameOf(ordinal) ?? newer[ordinal - base.end]!;
  /** What the catalogue does not have may be newer. A pattern stands for an action that no other text is like. */
  const addNewer = (text: string): void => {
    const lower = text.toLowerCase();
    if (!lower.includes(":") || knownOf(lower, base).length > 0) return;
    const name = text.replaceAll("*", "Any").replaceAll("?", "x");
    if (!added.has(name.toLowerCase())) added.set(name.toLowerCase(), base.end + newer.push(name) - 1);
  };
  const texts = [
    ...new Set(statements.flatMap(({ action, notAction }) => textsOf((action ?? notAction)?.items ?? []))),
  ];
  // All of them first: what one text is matched by does not depend on which other one came before.
  for (const text of texts) if (!isEverything(text)) addNewer(text);
  const matched = new Map<string, readonly number[]>();
  for (const text of texts) if (!isEverything(text)) matched.set(text, matchedBy(text.toLowerCase(), base, added));

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

/** @param text in small letters */
function matchedBy(text: string, base: Universe, added: ReadonlyMap<string, number>): readonly number[] {
  const known = knownOf(text, base);
  const pattern = Pattern.of(text);
  const newer = [...added].flatMap(([name, ordinal]) => (pattern.matches(name) === true ? [ordinal] : []));
  return newer.length > 0 ? [...known, ...newer] : known;
}

/** What the catalogue has of it. @param text in small letters */
function knownOf(text: string, base: Universe): readonly number[] {
  return /[*?]/.test(text) ? base.matchedBy(text, Pattern.of(text)) : [base.ordinalOf(text) ?? []].flat();
}
