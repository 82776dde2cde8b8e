/** Where a key stands, told so that the same key is known again elsewhere, and its value is not. */
import type { ExposedKey } from "../../guidance/rotation";
import type { Finding, RelatedPlace } from "../finding";
import type { Range } from "../text";
import type { KeyGroup } from "./key-group";
import { mask } from "./mask";

export interface KeyPlace {
  readonly file: string;
  /** That of the finding about the key. */
  readonly range: Range;
  /** Of its id, its secret and its token, as far as they stand there. */
  readonly fingerprints: readonly string[];
  /** As much of it as may be shown. */
  readonly key: Omit<ExposedKey, "places">;
}

/** Makes of a value something that tells it from others and does not lead back to it. */
export type Fingerprint = (value: string) => string;

/** `range` is that of the first of its parts. */
export function keyPlace(
  file: string,
  { id, secret, token }: KeyGroup,
  range: Range,
  fingerprint: Fingerprint,
): KeyPlace {
  return {
    file,
    range,
    fingerprints: [id, secret, token].flatMap((part) => (part ? [fingerprint(part.value)] : [])),
    key: {
      shown: id && mask(id.value),
      lifetime: id?.lifetime ?? (token ? "temporary" : "long-term"),
      account: id?.account ?? null,
    },
  };
}

/** More are counted, not listed. */
const mostListed = 12;

/** The keys of many files, to find again those that stand in several. */
export class KnownKeys {
  private readonly byFile = new Map<string, readonly KeyPlace[]>();
  private readonly byFingerprint = new Map<string, Set<KeyPlace>>();

  /** Whether keys of a file are known. */
  has(file: string): boolean {
    return this.byFile.has(file);
  }

  /** Says anew where the keys of a file stand. Returns the other files that have, or had, a key in common with it. */
  set(file: string, places: readonly KeyPlace[]): ReadonlySet<string> {
    const before = this.byFile.get(file) ?? [];
    for (const place of before) {
      for (const fingerprint of place.fingerprints) {
        const same = this.byFingerprint.get(fingerprint);
        same?.delete(place);
        if (same?.size === 0) this.byFingerprint.delete(fingerprint);
      }
    }
    this.byFile.delete(file);
    if (places.length > 0) this.byFile.set(file, places);
    for (const place of places) {
      for (const fingerprint of place.fingerprints)
        this.byFingerprint.set(fingerprint, (this.byFingerprint.get(fingerprint) ?? new Set()).add(place));
    }
    return new Set(
      this.sameAs([...before, ...places])
        .map((place) => place.file)
        .filter((other) => other !== file),
    );
  }

  /** The findings of a file, each with the places in other files that have the same key. */
  tell(file: string, findings: readonly Finding[]): readonly Finding[] {
    const own = this.byFile.get(file) ?? [];
    return tellOtherPlaces(
      findings,
      own,
      this.sameAs(own).filter((place) => place.file !== file),
    );
  }

  /** Every place that has a key of these, each once. */
  private sameAs(places: readonly KeyPlace[]): readonly KeyPlace[] {
    const fingerprints = new Set(places.flatMap((place) => place.fingerprints));
    return [...new Set([...fingerprints].flatMap((fingerprint) => [...(this.byFingerprint.get(fingerprint) ?? [])]))];
  }
}

/** The findings of one file, each with the places of `others` that have the same key. The same list where there are none. */
export function tellOtherPlaces(
  findings: readonly Finding[],
  own: readonly KeyPlace[],
  others: readonly KeyPlace[],
): readonly Finding[] {
  if (own.length === 0 || others.length === 0) return findings;
  const ownAt = new Map([...own].reverse().map((place) => [spot(place.range), place]));
  const alike = new Alike(others);
  return findings.map((finding) => {
    const key = finding.ruleId.startsWith("credentials/") ? ownAt.get(spot(finding.range)) : undefined;
    const related = key ? listed(alike.to(key), key, alike.has(key)) : [];
    return related.length === 0 ? finding : { ...finding, related: [...finding.related, ...related] };
  });
}

const beginning = ({ file, range }: KeyPlace): string => `${range.start.offset} ${file}`;
const spot = ({ start, end }: Range): string => `${start.offset}-${end.offset}`;

/** Places by what stands there: looked up once for a key, however often it stands in a file. */
class Alike {
  private readonly byFingerprint = new Map<string, KeyPlace[]>();
  private readonly order = new Map<KeyPlace, number>();
  private readonly spots = new Set<string>();
  private readonly found = new Map<string, readonly KeyPlace[]>();

  constructor(places: readonly KeyPlace[]) {
    for (const [index, place] of places.entries()) {
      this.order.set(place, index);
      this.spots.add(beginning(place));
      for (const fingerprint of place.fingerprints) {
        const known = this.byFingerprint.get(fingerprint);
        if (known) known.push(place);
        else this.byFingerprint.set(fingerprint, [place]);
      }
    }
  }

  has(place: KeyPlace): boolean {
    return this.spots.has(beginning(place));
  }

  /** The places that have something in common with a key, its own among them, in the order in which they were told. */
  to({ fingerprints }: KeyPlace): readonly KeyPlace[] {
    const name = fingerprints.join(" ");
    let places = this.found.get(name);
    if (!places) this.found.set(name, (places = this.lookUp(fingerprints)));
    return places;
  }

  private lookUp(fingerprints: readonly string[]): readonly KeyPlace[] {
    const lists = fingerprints.flatMap((fingerprint) => [this.byFingerprint.get(fingerprint) ?? []]);
    const [only, ...more] = lists.filter((list) => list.length > 0);
    if (only === undefined || more.length === 0) return only ?? [];
    return [...new Set(lists.flat())].sort((a, b) => this.order.get(a)! - this.order.get(b)!);
  }
}

/** @param isAmong whether the place of the key itself is one of them */
function listed(places: readonly KeyPlace[], key: KeyPlace, isAmong: boolean): RelatedPlace[] {
  const count = places.length - Number(isAmong);
  const first = places.slice(0, mostListed + 1).filter((place) => beginning(place) !== beginning(key));
  return first.slice(0, mostListed).map(({ file, range }, index) => {
    const more = index === mostListed - 1 ? count - mostListed : 0;
    return {
      file,
      range,
      policyPath: null,
      message: `The same key stands here too${more > 0 ? `, and in ${more} more ${more === 1 ? "place" : "places"}` : ""}.`,
    };
  });
}
