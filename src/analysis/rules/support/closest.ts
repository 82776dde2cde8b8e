/** What a misspelt name may have been meant to be. */
import { distance } from "fastest-levenshtein";

import { groupBy } from "../../group-by";
import { Memo } from "../../memo";
import { firstFrom } from "../../text";

const mostSuggestions = 3;

/** Nobody means a name by one that is as long as this. */
const longest = 300;

/** The candidates nearest to a name, best first: only those near enough that a person would have meant them. */
export function closest(name: string, candidates: Iterable<string>): readonly string[] {
  if (name.length > longest) return [];
  const wanted = name.toLowerCase();
  const most = mostAway(wanted);
  const near: Near[] = [];
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > most) continue;
    const away = distanceBetween(wanted, candidate.toLowerCase());
    if (away <= most) near.push({ candidate, away });
  }
  return nearest(near);
}

interface Near {
  readonly candidate: string;
  readonly away: number;
}

/** One letter in four may be wrong, and one in a short name; a letter alone is no misspelling of another. */
function mostAway(name: string): number {
  return name.length < 2 ? 0 : Math.max(1, Math.floor(name.length / 4));
}

function nearest(near: Near[]): readonly string[] {
  near.sort((a, b) => a.away - b.away || (a.candidate < b.candidate ? -1 : 1));
  const best = near[0]?.away ?? 0;
  return near
    .filter(({ away }) => away <= best + 1)
    .slice(0, mostSuggestions)
    .map(({ candidate }) => candidate);
}

interface Candidate {
  readonly name: string;
  readonly lower: string;
  readonly letters: Letters;
}

/** Names of which many others may be misspellings: what is told of them for every comparison is told once. */
export class Candidates {
  private readonly ofLength: ReadonlyMap<number, readonly Candidate[]>;
  private readonly inOrder: readonly Candidate[];
  private readonly answers = new Memo<readonly string[]>();

  constructor(names: Iterable<string>) {
    const all = Array.from(names, (name): Candidate => {
      const lower = name.toLowerCase();
      return { name, lower, letters: lettersOf(lower) };
    });
    this.ofLength = groupBy(all, ({ name }) => name.length);
    this.inOrder = all.sort((a, b) => (a.lower < b.lower ? -1 : 1));
  }

  closest(name: string): readonly string[] {
    return name.length > longest ? [] : this.answers.get(name, () => this.lookUp(name));
  }

  private lookUp(name: string): readonly string[] {
    const wanted = name.toLowerCase();
    const letters = lettersOf(wanted);
    const most = mostAway(wanted);
    const near = this.longer(wanted).map((candidate): Near => ({ candidate, away: 2 }));
    for (let length = wanted.length - most; length <= wanted.length + most; length++) {
      for (const one of this.ofLength.get(length) ?? []) {
        if (leastDistance(letters, one.letters) > most) continue;
        const away = distanceBetween(wanted, one.lower);
        if (away <= most && near[0]?.candidate !== one.name) near.push({ candidate: one.name, away });
      }
    }
    return nearest(near);
  }

  /** The one name that goes on where this one ends, at the end of a word: `GetModelInvocationLogging` with `Configuration`. */
  private longer(wanted: string): readonly string[] {
    if (wanted.length < fewestOfBeginning) return [];
    const first = firstFrom(this.inOrder, wanted, ({ lower }) => lower);
    const [one, other] = [this.inOrder[first], this.inOrder[first + 1]];
    if (!one?.lower.startsWith(wanted) || other?.lower.startsWith(wanted)) return [];
    return /[A-Z]/.test(one.name[wanted.length] ?? "") ? [one.name] : [];
  }
}

/** A shorter beginning, such as `Get` or `Describe`, says too little. */
const fewestOfBeginning = 10;

/** How often each letter stands in a name, the rarer signs together. */
type Letters = Uint16Array;

function lettersOf(name: string): Letters {
  const letters = new Uint16Array(32);
  for (let at = 0; at < name.length; at++) letters[name.charCodeAt(at) & 31]!++;
  return letters;
}

/** Each change of a name adds one letter, takes one, or both: so many changes there are at least. */
function leastDistance(one: Letters, other: Letters): number {
  let more = 0;
  let less = 0;
  for (let at = 0; at < 32; at++) {
    const difference = one[at]! - other[at]!;
    if (difference > 0) more += difference;
    else less -= difference;
  }
  return Math.max(more, less);
}

/** Two letters in the wrong order are one mistake. */
function distanceBetween(one: string, other: string): number {
  const away = distance(one, other);
  if (away !== 2 || one.length !== other.length) return away;
  let at = 0;
  while (one[at] === other[at]) at++;
  return one[at] === other[at + 1] && one[at + 1] === other[at] ? 1 : away;
}

/** "`a`", "`a` or `b`", "`a`, `b` or `c`". */
export function anyOf(names: readonly string[]): string {
  return listed(names, "or");
}

/** "`a`", "`a` and `b`", "`a`, `b` and `c`". */
export function allOf(names: readonly string[]): string {
  return listed(names, "and");
}

function listed(names: readonly string[], conjunction: string): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} ${conjunction} ${last}`;
}
