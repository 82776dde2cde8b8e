/** Which managed policy a name that AWS does not have was meant to be. */
import { distance } from "fastest-levenshtein";

import type { ManagedPolicies } from "../../catalog/managed-policies";
import { groupBy } from "../group-by";
import { oncePer } from "../memo";
import { Candidates } from "../rules/support/closest";

interface Index {
  readonly near: Candidates;
  /** Names without what people mix up: `AWS` or `Amazon` before them, signs between words. */
  readonly byCore: ReadonlyMap<string, readonly string[]>;
  /** Of all names. */
  readonly words: ReadonlySet<string>;
}

const indexOf = oncePer(({ names }: ManagedPolicies): Index => ({
  near: new Candidates(names),
  byCore: groupBy(names, coreOf),
  words: new Set(names.flatMap(wordsOf)),
}));

function coreOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/^(?:aws|amazon)/, "")
    .replace(/[_-]/g, "");
}

function wordsOf(name: string): readonly string[] {
  return (name.match(/[A-Z]?[a-z]+|[A-Z]|\d/g) ?? []).map((word) => word.toLowerCase());
}

/** Shorter words are abbreviations. */
const longWord = 4;
const mostWrong = 2;

/**
 * The name that was certainly meant: written with another prefix or other signs, or with one wrong word where it is no
 * abbreviation. `AmazonSQSFullAccess` and `AmazonSNSFullAccess` differ in a letter, and both are right, so that a newer name
 * may be as near. Null where no name or several are meant.
 */
export function certainlyMeant(name: string, managed: ManagedPolicies): string | null {
  const { byCore, near, words } = indexOf(managed);
  const same = byCore.get(coreOf(name));
  if (same) return same.length === 1 ? same[0]! : null;
  const written = wordsOf(name);
  const meant = near.closest(name).filter((candidate) => {
    const wanted = wordsOf(candidate);
    const wrong = wanted.flatMap((word, at) => (written[at] === word ? [] : [at]));
    const [at] = wrong;
    if (wanted.length !== written.length || wrong.length !== 1 || at === undefined) return false;
    const [ours, theirs] = [written[at]!, wanted[at]!];
    return (
      theirs.length >= longWord && !words.has(ours) && ours[0] === theirs[0] && distance(ours, theirs) <= mostWrong
    );
  });
  return meant.length === 1 ? meant[0]! : null;
}

/** Names that are somewhat like it, the nearest first. */
export function perhapsMeant(name: string, managed: ManagedPolicies): readonly string[] {
  return indexOf(managed).near.closest(name);
}
