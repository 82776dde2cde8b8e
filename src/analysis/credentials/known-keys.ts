/** Where the same key stands elsewhere: in other places of a file, and in other files. */
import type { Finding, RelatedPlace } from "../finding";
import { groupBy } from "../group-by";
import type { KeyPlace } from "./key-place";

/** So many are listed, and so many counted: a key may stand in every line, and in every file. */
const mostListed = 12;
const mostCounted = 100;

/** The keys of many files, to find again those that stand in several. What is told depends on no order in which files come. */
export class KnownKeys {
  private readonly byFile = new Map<string, readonly KeyPlace[]>();
  private readonly byFingerprint = new Map<string, Set<KeyPlace>>();
  /** The same in order; made when it is asked for. */
  private readonly ordered = new Map<string, readonly KeyPlace[]>();

  /** Whether keys of a file are known. */
  has(file: string): boolean {
    return this.byFile.has(file);
  }

  /** Where the keys of a file stand. */
  of(file: string): readonly KeyPlace[] {
    return this.byFile.get(file) ?? [];
  }

  /** Says anew where the keys of a file stand. */
  set(file: string, places: readonly KeyPlace[]): void {
    for (const place of this.of(file)) {
      for (const fingerprint of place.fingerprints) {
        const same = this.byFingerprint.get(fingerprint);
        same?.delete(place);
        if (same?.size === 0) this.byFingerprint.delete(fingerprint);
        this.ordered.delete(fingerprint);
      }
    }
    this.byFile.delete(file);
    if (places.length > 0) this.byFile.set(file, places);
    for (const place of places) {
      for (const fingerprint of place.fingerprints) {
        const same = this.byFingerprint.get(fingerprint);
        if (same) same.add(place);
        else this.byFingerprint.set(fingerprint, new Set([place]));
        this.ordered.delete(fingerprint);
      }
    }
  }

  /** The files that have a key in common with one of these places. */
  filesWith(places: readonly KeyPlace[]): ReadonlySet<string> {
    const fingerprints = new Set(places.flatMap((place) => place.fingerprints));
    return new Set([...fingerprints].flatMap((fingerprint) => this.placesOf(fingerprint).map(({ file }) => file)));
  }

  /** The findings of a file, each with the places in other files that have the same key. */
  tell(file: string, findings: readonly Finding[]): readonly Finding[] {
    return tellPlaces(findings, this.of(file), (fingerprint) =>
      firstOf(this.placesOf(fingerprint), (place) => place.file !== file),
    );
  }

  private placesOf(fingerprint: string): readonly KeyPlace[] {
    let places = this.ordered.get(fingerprint);
    if (!places) {
      places = [...(this.byFingerprint.get(fingerprint) ?? [])].sort(inOrder);
      this.ordered.set(fingerprint, places);
    }
    return places;
  }
}

/** The findings of one file, each with the other places in it that have the same key. The same list where there are none. */
export function tellOtherPlaces(findings: readonly Finding[], own: readonly KeyPlace[]): readonly Finding[] {
  const parts = own.flatMap((place) => place.fingerprints.map((fingerprint) => ({ fingerprint, place })));
  const byFingerprint = groupBy(parts, ({ fingerprint }) => fingerprint);
  return tellPlaces(findings, own, (fingerprint) =>
    firstOf(
      (byFingerprint.get(fingerprint) ?? []).map(({ place }) => place),
      () => true,
    ),
  );
}

/** The first places of a list, one more than are counted, and one for the key that is spoken of. */
function firstOf(places: readonly KeyPlace[], isWanted: (place: KeyPlace) => boolean): readonly KeyPlace[] {
  const first: KeyPlace[] = [];
  for (const place of places) {
    if (first.length > mostCounted + 1) break;
    if (isWanted(place)) first.push(place);
  }
  return first;
}

/** @param placesOf the first places that have a part of a key, in their order */
function tellPlaces(
  findings: readonly Finding[],
  own: readonly KeyPlace[],
  placesOf: (fingerprint: string) => readonly KeyPlace[],
): readonly Finding[] {
  const keyAt = new Map([...own].reverse().map((place) => [spot(place.range), place]));
  const known = new Map<string, readonly KeyPlace[]>();
  const firstPlaces = (fingerprint: string): readonly KeyPlace[] => {
    let places = known.get(fingerprint);
    if (!places) known.set(fingerprint, (places = placesOf(fingerprint)));
    return places;
  };
  let isAny = false;
  const extended = findings.map((finding) => {
    const key = finding.ruleId.startsWith("credentials/") ? keyAt.get(spot(finding.range)) : undefined;
    const related = key ? elsewhere(key, firstPlaces) : [];
    isAny ||= related.length > 0;
    return related.length === 0 ? finding : { ...finding, related: [...finding.related, ...related] };
  });
  return isAny ? extended : findings;
}

function elsewhere(key: KeyPlace, firstPlaces: (fingerprint: string) => readonly KeyPlace[]): readonly RelatedPlace[] {
  const lists = key.fingerprints.map(firstPlaces).filter((places) => places.length > 0);
  const all = lists.length > 1 ? [...new Set(lists.flat())].sort(inOrder) : (lists[0] ?? []);
  const others: KeyPlace[] = [];
  for (const place of all) if (place.file !== key.file || spot(place.range) !== spot(key.range)) others.push(place);
  return others.slice(0, mostListed).map(({ file, range }, index) => {
    const more = index === mostListed - 1 ? others.length - mostListed : 0;
    return { file, range, policyPath: null, message: `The same key stands here too${andMore(more)}.` };
  });
}

function andMore(count: number): string {
  if (count === 0) return "";
  if (count > mostCounted - mostListed) return `, and in more than ${mostCounted - mostListed} other places`;
  return `, and in ${count} more ${count === 1 ? "place" : "places"}`;
}

const spot = ({ start, end }: KeyPlace["range"]): string => `${start.offset}-${end.offset}`;

function inOrder(one: KeyPlace, other: KeyPlace): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return one.range.start.offset - other.range.start.offset;
}
