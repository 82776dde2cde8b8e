/** Sets of texts that patterns describe, as automata. A policy variable is a symbol of its own, the unknown value that it stands for. */
import {
  any,
  anyInSegment,
  codesOf,
  colon,
  firstVariable,
  isVariable,
  one,
  oneInSegment,
  type Symbol,
  type Tokens,
} from "./tokens";

/** Between the patterns of a set. */
const end = -5;

/** Longer texts are matched one character after another. */
const mostPlain = 5000;

/** So many texts are compared one by one. */
const fewPlain = 4;

/** Kept of one set; others are made anew. */
const mostReached = 20_000;

/** Where a text may have led within the patterns of a set so far. */
export interface Reached {
  /** One of its set's own, the same wherever the same places are reached. */
  readonly id: number;
  readonly places: readonly number[];
  /** Whether the text that led here is in the set. */
  readonly isAccepted: boolean;
  readonly next: Map<Symbol, Reached>;
  /** As `next`, where the values of variables may be any text. */
  readonly nextLoosely: Map<Symbol, Reached>;
}

function lowerCase(code: number): number {
  return String.fromCharCode(code).toLowerCase().charCodeAt(0);
}

function isSame(one: readonly Symbol[], other: readonly Symbol[]): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

/** A union of patterns. */
export class TextSet {
  readonly isPlain: boolean;
  readonly hasVariables: boolean;
  /** The one text of a set without wildcards, which needs no machine. */
  private readonly only: Tokens | null;
  private written: readonly number[] | null = null;
  private readonly starts: readonly number[];
  /** The places in `tokens` of patterns without wildcards, and of those with some. */
  private readonly plainStarts: readonly number[];
  private readonly wildStarts: readonly number[];
  private plain: ReadonlySet<string> | null = null;
  private reached: Map<string, Reached> | null = null;
  private ids = 0;
  private machineStart: Reached | null = null;

  constructor(
    readonly patterns: readonly Tokens[],
    readonly ignoreCase: boolean,
  ) {
    const starts: number[] = [];
    const wild: number[] = [];
    const plain: number[] = [];
    let hasVariables = false;
    let start = 0;
    for (const pattern of patterns) {
      let isPlain = pattern.length <= mostPlain;
      for (const token of pattern) {
        if (token < 0) isPlain = false;
        if (isVariable(token)) hasVariables = true;
      }
      starts.push(start);
      (isPlain ? plain : wild).push(start);
      start += pattern.length + 1;
    }
    this.starts = starts;
    this.plainStarts = plain;
    this.wildStarts = wild;
    this.isPlain = wild.length === 0;
    this.only = this.isPlain && !ignoreCase && patterns.length === 1 ? patterns[0]! : null;
    this.hasVariables = hasVariables;
  }

  /** With the values of variables that are known. */
  bound(values: (symbol: Symbol) => string | undefined): TextSet {
    if (!this.hasVariables) return this;
    const filledIn = (token: number): readonly number[] => {
      const value = isVariable(token) ? values(token) : undefined;
      if (value === undefined) return [token];
      return codesOf(this.ignoreCase ? value.toLowerCase() : value);
    };
    return new TextSet(
      this.patterns.map((pattern) => pattern.flatMap(filledIn)),
      this.ignoreCase,
    );
  }

  /** All patterns, one after another. */
  private get tokens(): readonly number[] {
    return (this.written ??= this.patterns.flatMap((pattern) => [...pattern, end]));
  }

  /** Whether a concrete text is in the set. */
  has(text: readonly Symbol[]): boolean {
    if (this.only) return isSame(this.only, text);
    if (this.plainStarts.length > 0 && this.hasPlain(text)) return true;
    return this.wildStarts.some((start) => this.matches(start, text));
  }

  private hasPlain(text: readonly Symbol[]): boolean {
    // Of few, the first character that differs tells.
    if (this.plainStarts.length <= fewPlain && !this.ignoreCase)
      return this.plainStarts.some((start) => this.matches(start, text));
    if (text.length > mostPlain || text.some((symbol) => symbol < 0)) return false;
    this.plain ??= new Set(
      this.patterns.flatMap((pattern, at) =>
        this.plainStarts.includes(this.starts[at]!) ? String.fromCharCode(...pattern) : [],
      ),
    );
    const written = String.fromCharCode(...text);
    return this.plain.has(this.ignoreCase ? written.toLowerCase() : written);
  }

  /** Tries the latest wildcard again only: one within a segment cannot leave it, and those after it can match no less. */
  private matches(start: number, text: readonly Symbol[]): boolean {
    const { tokens } = this;
    let token = start;
    let at = 0;
    let star = -1;
    let resume = 0;
    for (;;) {
      const current = tokens[token]!;
      if (current === any || current === anyInSegment) {
        star = token++;
        resume = at;
        continue;
      }
      if (at < text.length && current !== end && this.fits(current, text[at]!)) {
        token++;
        at++;
        continue;
      }
      if (at === text.length && current === end) return true;
      if (star < 0 || resume >= text.length) return false;
      if (tokens[star] === anyInSegment && text[resume] === colon) return false;
      token = star + 1;
      at = ++resume;
    }
  }

  private fits(token: number, symbol: Symbol): boolean {
    if (token === one) return symbol >= 0;
    if (token === oneInSegment) return symbol >= 0 && symbol !== colon;
    return token === symbol || (this.ignoreCase && symbol >= 0 && token === lowerCase(symbol));
  }

  /** The texts of the patterns without wildcards. */
  get samples(): readonly (readonly Symbol[])[] {
    return this.patterns.filter((pattern) => pattern.every((token) => token >= 0));
  }

  get start(): Reached {
    return (this.machineStart ??= this.at(this.closure(this.starts)));
  }

  /** The characters that make a difference here. */
  wanted(from: Reached, into: Set<Symbol>): void {
    for (const place of from.places) {
      const token = this.tokens[place]!;
      if (token >= 0) {
        into.add(token);
        if (this.ignoreCase) into.add(String.fromCharCode(token).toUpperCase().charCodeAt(0));
      } else if (token === anyInSegment || token === oneInSegment) into.add(colon);
      else if (token <= firstVariable) into.add(token);
    }
  }

  /** Where a symbol leads. `loosely`, the value of a variable may be any text. */
  step(from: Reached, symbol: Symbol, loosely: boolean): Reached {
    const steps = loosely ? from.nextLoosely : from.next;
    let next = steps.get(symbol);
    if (!next) steps.set(symbol, (next = this.at(this.stepped(from.places, symbol, loosely))));
    return next;
  }

  private at(places: readonly number[]): Reached {
    if (this.reached && this.reached.size >= mostReached) this.reached = this.machineStart = null;
    const kept = (this.reached ??= new Map<string, Reached>());
    const key = places.join();
    let found = kept.get(key);
    if (!found) {
      const isAccepted = places.some((place) => this.tokens[place] === end);
      found = { id: this.ids++, places, isAccepted, next: new Map(), nextLoosely: new Map() };
      kept.set(key, found);
    }
    return found;
  }

  private stepped(places: readonly number[], symbol: Symbol, loosely: boolean): readonly number[] {
    const next: number[] = [];
    const isText = symbol >= 0;
    const small = isText && this.ignoreCase ? String.fromCharCode(symbol).toLowerCase().charCodeAt(0) : symbol;
    for (const place of places) {
      const token = this.tokens[place]!;
      if (loosely && !isText) {
        for (let at = place; ; at++) {
          next.push(at);
          if (this.tokens[at] === end) break;
        }
      } else if (token === any) next.push(place);
      else if (token === anyInSegment) {
        if (symbol !== colon) next.push(place);
      } else if (token === one) {
        if (isText) next.push(place + 1);
      } else if (token === oneInSegment) {
        if (isText && symbol !== colon) next.push(place + 1);
      } else if (token === small && token !== end) next.push(place + 1);
      else if (loosely && token <= firstVariable) next.push(place);
    }
    return this.closure(next, loosely);
  }

  private closure(places: readonly number[], loosely = false): readonly number[] {
    const all = new Set(places);
    for (const place of all) {
      const token = this.tokens[place]!;
      if (token === any || token === anyInSegment || (loosely && token <= firstVariable)) all.add(place + 1);
    }
    return [...all].sort((a, b) => a - b);
  }
}
