/** What both sides of a change know of the ARNs that their policies name: names that are written out, and places. */
import type { Item } from "../policy/model";
import type { TextPart } from "../value";
import { type GivenNames, isNamedOnce, ownPlace, placedArn } from "./named-arn";
import type { Subject } from "./subject";
import type { ArnNames } from "./symbols";

/** The names and places in which both sides agree. */
export function arnNamesOf(before: Subject | null, after: Subject | null): ArnNames {
  const names = agreed(namesIn(before), namesIn(after));
  return { names, inOnePlace: inOnePlace(before, after, names) };
}

/** A resource of another name on the other side is another one. */
function agreed(old: GivenNames, current: GivenNames): GivenNames {
  const all = [...old, ...current].filter(([address, name]) =>
    [old, current].every((side) => textOf(side.get(address) ?? name) === textOf(name)),
  );
  return new Map(all);
}

function namesIn(subject: Subject | null): GivenNames {
  const found = new Map<string, readonly TextPart[]>();
  const unclear = new Set<string>();
  for (const names of new Set((subject?.policies ?? []).flatMap((one) => one.names ?? []))) {
    const counts = new Map<string, number>();
    const keyOf = (address: string, name: readonly TextPart[]) => `${address.split(".", 1)[0]} ${textOf(name)}`;
    for (const [address, name] of names())
      counts.set(keyOf(address, name), (counts.get(keyOf(address, name)) ?? 0) + 1);
    for (const [address, name] of names()) {
      // Two of one name are in two Regions.
      const isOne = isNamedOnce(address) || counts.get(keyOf(address, name)) === 1;
      if (!isOne || textOf(found.get(address) ?? name) !== textOf(name)) unclear.add(address);
      found.set(address, name);
    }
  }
  return new Map([...found].filter(([address]) => !unclear.has(address)));
}

function textOf(name: readonly TextPart[]): string {
  return JSON.stringify(name);
}

/** What one side names by its ARN, and the other in one Region and account by its name: a side that names both tells them apart. */
function inOnePlace(before: Subject | null, after: Subject | null, names: GivenNames): ReadonlySet<string> {
  const [old, current] = [placesIn(before, names), placesIn(after, names)];
  return new Set(
    [...old].flatMap(([arn, places]) => {
      const theirs = current.get(arn);
      const isOne = places.size === 1 && theirs?.size === 1;
      return isOne && (places.has(ownPlace) || theirs.has(ownPlace)) ? [arn] : [];
    }),
  );
}

function placesIn(subject: Subject | null, names: GivenNames): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = ({ parts, value }: Item): void => {
    const placed = value === null ? placedArn(parts, names) : null;
    if (placed) found.set(placed.arn, (found.get(placed.arn) ?? new Set()).add(placed.place));
  };
  for (const { policy } of subject?.policies ?? [])
    for (const { resource, notResource } of policy.statements)
      for (const element of [resource, notResource]) element?.items.forEach(add);
  return found;
}
