/** What a misspelt name may have been meant to be. */
import { distance } from "fastest-levenshtein";

const mostSuggestions = 3;

/** The candidates nearest to a name, best first: only those near enough that a person would have meant them. */
export function closest(name: string, candidates: Iterable<string>): readonly string[] {
  const wanted = name.toLowerCase();
  const most = Math.max(1, Math.floor(wanted.length / 4));
  const near: { readonly candidate: string; readonly away: number }[] = [];
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > most) continue;
    const away = distanceBetween(wanted, candidate.toLowerCase());
    if (away <= most) near.push({ candidate, away });
  }
  near.sort((a, b) => a.away - b.away || (a.candidate < b.candidate ? -1 : 1));
  const best = near[0]?.away ?? 0;
  return near
    .filter(({ away }) => away <= best + 1)
    .slice(0, mostSuggestions)
    .map(({ candidate }) => candidate);
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
