/**
 * Texts with the wildcards `*` and `?` and with holes that a template leaves open. Nothing here backtracks without
 * bound: the time is at most the product of two lengths.
 */
import type { Hole, TextPart } from "../value";
import type { Truth } from "./truth";

/** Text in which wildcards count, a hole, or text in which they are only characters. */
export type PatternPart = TextPart | { readonly literal: string };

const any = -1;
const one = -2;
/** A character that no pattern names. */
const fresh = -3;
type Token = number | Hole;

/** Steps of one comparison. Two ARNs as long as AWS takes them need a tenth of it at the worst. */
const mostWork = 1_000_000;
const mostStates = 10_000;

/** A text with wildcards, taken apart once to be compared often. */
export class Pattern {
  private readonly hasOne: boolean;
  /** Whether `*` or `?` stands in it. */
  readonly hasWildcard: boolean;
  /** Whether some of it is not known. */
  readonly hasHole: boolean;

  private constructor(private readonly tokens: readonly Token[]) {
    let [hasOne, hasAny, hasHole] = [false, false, false];
    for (const token of tokens) {
      if (token === one) hasOne = true;
      else if (token === any) hasAny = true;
      else if (typeof token !== "number") hasHole = true;
    }
    this.hasOne = hasOne;
    this.hasWildcard = hasOne || hasAny;
    this.hasHole = hasHole;
  }

  static of(source: string | readonly PatternPart[], options: { readonly ignoreCase?: boolean } = {}): Pattern {
    const tokens: Token[] = [];
    if (typeof source === "string") {
      const text = options.ignoreCase ? source.toLowerCase() : source;
      for (let at = 0; at < text.length; at++) addToken(text.charCodeAt(at), tokens);
      return new Pattern(tokens);
    }
    for (const part of source) {
      const literal = typeof part !== "string" && "literal" in part;
      const given = typeof part === "string" ? part : literal ? part.literal : null;
      if (given === null) {
        tokens.push(part as Hole);
        continue;
      }
      const text = options.ignoreCase ? given.toLowerCase() : given;
      for (let at = 0; at < text.length; at++)
        if (literal) tokens.push(text.charCodeAt(at));
        else addToken(text.charCodeAt(at), tokens);
    }
    return new Pattern(tokens);
  }

  /** Whether it matches everything. */
  get isAny(): boolean {
    return this.tokens.length === 1 && this.tokens[0] === any;
  }

  /** Whether it matches this very text; a pattern with a hole never certainly does. */
  matches(text: string): Truth {
    if (!this.hasHole) return matchesText(this.tokens, text);
    const found = matchesText(loosened(this.tokens), text);
    return found === true ? "unknown" : found;
  }

  /** Whether it certainly matches everything that the other matches, whatever stands in the holes. */
  covers(other: Pattern): boolean {
    if (this.isAny) return true;
    const theirs = other.tokens;
    const found = greedy(this.tokens, theirs.length, (token, at) => coversToken(token, theirs[at]!));
    if (found !== false) return found === true;
    // Without `?` and holes the comparison above is exact: a `*` of the other may stand for what only a `*` matches.
    return this.hasOne && !this.hasHole && includes(this.tokens, loosened(theirs));
  }

  /** Whether some text may match both. */
  overlaps(other: Pattern): boolean {
    if (this.isAny || other.isAny) return true;
    const [ours, theirs] = [loosened(this.tokens), loosened(other.tokens)];
    return !differAtEnds(ours, theirs) && intersect(ours, theirs);
  }

  /** Whether both match the same, as far as can be known. */
  equals(other: Pattern): boolean {
    return this.covers(other) && other.covers(this);
  }
}

/** Whether a text matches a pattern. */
export function matches(pattern: Pattern | string, text: string): Truth {
  return patternOf(pattern).matches(text);
}

/** Whether the first pattern certainly matches everything that the second one does. */
export function covers(one: Pattern | string, other: Pattern | string): boolean {
  return patternOf(one).covers(patternOf(other));
}

/** Whether some text may match both patterns. */
export function overlaps(one: Pattern | string, other: Pattern | string): boolean {
  return patternOf(one).overlaps(patternOf(other));
}

/** The text of parts of which all is known, its wildcards as characters. */
export function knownText(parts: readonly PatternPart[]): string | null {
  let text = "";
  for (const part of parts) {
    if (typeof part !== "string" && !("literal" in part)) return null;
    text += typeof part === "string" ? part : part.literal;
  }
  return text;
}

/** The same parts with no wildcards in them. */
export function literally(parts: readonly PatternPart[]): readonly PatternPart[] {
  return parts.map((part) => (typeof part === "string" ? { literal: part } : part));
}

function patternOf(given: Pattern | string): Pattern {
  return typeof given === "string" ? Pattern.of(given) : given;
}

/** Adds a character of a pattern. Of several `*` one is kept. */
function addToken(code: number, before: Token[]): void {
  if (code === 0x2a) {
    if (before.at(-1) !== any) before.push(any);
  } else if (code !== 0x3f) before.push(code);
  else if (before.at(-1) === any) {
    // `*?` and `?*` match the same; the latter is the form compared.
    before[before.length - 1] = one;
    before.push(any);
  } else before.push(one);
}

function loosened(tokens: readonly Token[]): readonly number[] {
  return tokens.map((token) => (typeof token === "number" ? token : any));
}

function coversToken(token: Token, theirs: Token): boolean {
  if (typeof theirs !== "number") return typeof token !== "number" && theirs.name !== "" && token.name === theirs.name;
  if (token === one) return theirs !== any;
  return token === theirs && theirs >= 0;
}

/**
 * Matches with the latest `*` tried again only: an earlier one can match nothing more. "unknown" where two texts of
 * many thousand characters would have to be compared again and again.
 */
function greedy(tokens: readonly Token[], length: number, fits: (token: Token, at: number) => boolean): Truth {
  let left = mostWork + 2 * (tokens.length + length);
  let token = 0;
  let at = 0;
  let star = -1;
  let resume = 0;
  while (at < length) {
    if (left-- === 0) return "unknown";
    const current = tokens[token];
    if (current === any) {
      star = token++;
      resume = at;
    } else if (current !== undefined && fits(current, at)) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++resume;
    } else return false;
  }
  while (tokens[token] === any) token++;
  return token === tokens.length;
}

/** `greedy` of a text: what is asked most is asked without a call for each character. */
function matchesText(tokens: readonly Token[], text: string): Truth {
  let left = mostWork + 2 * (tokens.length + text.length);
  let token = 0;
  let at = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (left-- === 0) return "unknown";
    const current = tokens[token];
    if (current === any) {
      star = token++;
      resume = at;
    } else if (current !== undefined && (current === one || current === text.charCodeAt(at))) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++resume;
    } else return false;
  }
  while (tokens[token] === any) token++;
  return token === tokens.length;
}

/** Whether every text of `theirs` is one of `ours`: follows the sets of places in `ours` that a text of `theirs` can lead to. */
function includes(ours: readonly Token[], theirs: readonly number[]): boolean {
  const seen = new Set<string>();
  const open: { at: number; places: readonly number[] }[] = [];
  let work = 0;
  const visit = (at: number, places: readonly number[]): void => {
    work += places.length;
    const key = `${at}:${places.join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    open.push({ at, places });
  };
  visit(0, closure(ours, [0]));
  for (let state = open.pop(); state; state = open.pop()) {
    const { at, places } = state;
    if (places.length === 0 || seen.size > mostStates || work > mostWork) return false;
    const token = theirs[at];
    if (token === undefined) {
      if (!places.includes(ours.length)) return false;
    } else if (token === any) {
      visit(at + 1, places);
      visit(at, step(ours, places, fresh));
    } else visit(at + 1, step(ours, places, token === one ? fresh : token));
  }
  return true;
}

function step(ours: readonly Token[], places: readonly number[], code: number): readonly number[] {
  const next: number[] = [];
  for (const place of places) {
    const token = ours[place];
    if (token === any) next.push(place);
    else if (token === one || (token !== undefined && token === code)) next.push(place + 1);
  }
  return closure(ours, next);
}

/** Steps over `*`, and forgets the places before the last `*`: what they lead to, it leads to as well. */
function closure(ours: readonly Token[], places: readonly number[]): readonly number[] {
  const all = new Set(places);
  for (const place of all) if (ours[place] === any) all.add(place + 1);
  const sorted = [...all].sort((a, b) => a - b);
  const last = sorted.findLastIndex((place) => ours[place] === any);
  return sorted.slice(Math.max(last, 0));
}

/** Whether what stands before the first `*` of both differs already, or what stands after the last: of most it does. */
function differAtEnds(ours: readonly number[], theirs: readonly number[]): boolean {
  const shorter = Math.min(ours.length, theirs.length);
  const differ = (mine: number, their: number): boolean => mine !== their && mine !== one && their !== one;
  for (let at = 0; at < shorter && ours[at] !== any && theirs[at] !== any; at++)
    if (differ(ours[at]!, theirs[at]!)) return true;
  for (let at = 1; at <= shorter; at++) {
    const [mine, their] = [ours[ours.length - at]!, theirs[theirs.length - at]!];
    if (mine === any || their === any) return false;
    if (differ(mine, their)) return true;
  }
  return false;
}

function intersect(ours: readonly number[], theirs: readonly number[]): boolean {
  if (ours.length * theirs.length > mostWork) return true;
  const width = theirs.length + 1;
  let row = new Uint8Array(width);
  row[0] = 1;
  for (let at = 0; at <= ours.length; at++) {
    const next = new Uint8Array(width);
    const mine = ours[at];
    for (let other = 0; other < width; other++) {
      if (!row[other]) continue;
      const their = theirs[other];
      if (mine === any) {
        next[other] = 1;
        if (their !== undefined) row[other + 1] = 1;
      } else if (their === any) {
        row[other + 1] = 1;
        if (mine !== undefined) next[other] = 1;
      } else if (mine !== undefined && their !== undefined && (mine === their || mine === one || their === one))
        next[other + 1] = 1;
    }
    if (at === ours.length) return row[theirs.length] === 1;
    row = next;
  }
  return false;
}
