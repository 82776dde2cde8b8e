/**
 * Sets of texts that patterns describe, as automata: which texts lie in all of some sets and in none of others, and one
 * of them. A policy variable is a symbol of its own, the unknown value that it stands for.
 */
import { canBeAccount } from "../policy/arn";
import { isEscape, variablesIn } from "../policy/variables";
import type { TextPart } from "../value";

/** A character, or the value of a variable (below `firstVariable`). */
export type Symbol = number;

const any = -1;
const one = -2;
/** The same within one segment of an ARN. */
const anyInSegment = -3;
const oneInSegment = -4;
/** Between the patterns of a set. */
const end = -5;
const firstVariable = -100;

const colon = 0x3a;

export type ReadVariable = (name: string, defaultValue: string | null) => Symbol | string | null;

export interface PatternOptions {
  readonly wildcards?: boolean;
  readonly ignoreCase?: boolean;
  /** Compared segment by segment, as ARNs are: always, or where the text reads as a whole ARN. */
  readonly segments?: "always" | "where-readable";
  /** The symbol or text of a variable; null where it has no value; absent where variables are plain text. */
  readonly variable?: ReadVariable | null;
  /** A variable without a value stands for any text. */
  readonly missing?: boolean;
  /** What a template leaves open stands for any text. */
  readonly holes?: boolean;
}

/** One pattern as tokens. */
export type Tokens = readonly number[];

/** The tokens of a text with wildcards; null where a variable in it has no value, and it matches nothing. */
export function tokensOf(parts: readonly TextPart[], options: PatternOptions): Tokens | null {
  const tokens: number[] = [];
  const literal = (text: string): void => {
    const given = options.ignoreCase ? text.toLowerCase() : text;
    for (let at = 0; at < given.length; at++) tokens.push(given.charCodeAt(at));
  };
  const written = (text: string): void => {
    if (!options.wildcards) return literal(text);
    for (const piece of text.split(/([*?])/)) {
      if (piece === "*") {
        if (tokens.at(-1) !== any) tokens.push(any);
      } else if (piece === "?") tokens.push(one);
      else literal(piece);
    }
  };
  for (const part of parts) {
    if (typeof part !== "string") {
      if (!options.holes) return null;
      tokens.push(any);
      continue;
    }
    if (!options.variable || !part.includes("${")) {
      written(part);
      continue;
    }
    let at = 0;
    for (const variable of variablesIn(part)) {
      if (variable.problem !== null) continue;
      written(part.slice(at, variable.start));
      const value = isEscape(variable) ? variable.name : options.variable(variable.name, variable.defaultValue);
      if (value === null && !options.missing) return null;
      if (value === null) tokens.push(any);
      else if (typeof value === "number") tokens.push(value);
      else literal(value);
      at = variable.end;
    }
    written(part.slice(at));
  }
  if (options.segments === "always" || (options.segments === "where-readable" && readsAsArn(tokens)))
    return inSegments(tokens);
  return tokens;
}

export const anything: Tokens = [any];

/** Whether the tokens match the empty text, among others. */
export function matchesNothing(tokens: Tokens): boolean {
  return tokens.every((token) => token === any || token === anyInSegment);
}

/** The symbol of the nth variable. */
export function variableSymbol(ordinal: number): Symbol {
  return firstVariable - ordinal;
}

export function isVariable(symbol: Symbol): boolean {
  return symbol <= firstVariable;
}

const segmentCount = 6;
const regionAt = 4;
const accountAt = 5;

/** Wildcards of the first five segments stay within them. */
function inSegments(tokens: Tokens): Tokens {
  let segment = 1;
  return tokens.map((token) => {
    if (token === colon) segment++;
    if (segment >= segmentCount) return token;
    return token === any ? anyInSegment : token === one ? oneInSegment : token;
  });
}

/**
 * Whether a pattern has all the segments of an ARN, with wildcards, a Region and an account where they belong. AWS lets a wildcard
 * reach over a colon, which is meant only where segments are missing: `arn:aws:logs:*:log-group:x`.
 */
function readsAsArn(tokens: Tokens): boolean {
  let [segment, arn, region, account] = [1, "", "", ""];
  for (const token of tokens) {
    if (token === colon && ++segment === segmentCount) break;
    if (token === colon) continue;
    const shown = token >= 0 ? String.fromCharCode(token) : token === one ? "?" : "*";
    if (segment === 1) arn += shown;
    else if (segment === regionAt) region += shown;
    else if (segment === accountAt) account += shown;
  }
  return (
    segment === segmentCount &&
    arn === "arn" &&
    /^[a-z0-9*?-]*$/.test(region) &&
    (account === "" || canBeAccount([account]))
  );
}

export function codesOf(text: string): readonly Symbol[] {
  const codes: Symbol[] = [];
  for (let at = 0; at < text.length; at++) codes.push(text.charCodeAt(at));
  return codes;
}

/** Longer texts are matched one character after another. */
const mostPlain = 5000;

function lowerCase(code: number): number {
  return String.fromCharCode(code).toLowerCase().charCodeAt(0);
}

/** A union of patterns. */
export class TextSet {
  readonly isPlain: boolean;
  readonly hasVariables: boolean;
  private readonly tokens: number[] = [];
  private readonly starts: readonly number[];
  private readonly plain = new Set<string>();
  private readonly steps = new Map<string, readonly number[]>();
  private machineStarts: readonly number[] | null = null;

  constructor(
    readonly patterns: readonly Tokens[],
    readonly ignoreCase: boolean,
  ) {
    const starts: number[] = [];
    const wild: number[] = [];
    for (const pattern of patterns) {
      starts.push(this.tokens.length);
      if (pattern.length <= mostPlain && pattern.every((token) => token >= 0))
        this.plain.add(String.fromCharCode(...pattern));
      else wild.push(this.tokens.length);
      for (const token of pattern) this.tokens.push(token);
      this.tokens.push(end);
    }
    this.starts = starts;
    this.wildStarts = wild;
    this.isPlain = wild.length === 0;
    this.hasVariables = this.tokens.some(isVariable);
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

  private readonly wildStarts: readonly number[];

  /** Whether a concrete text is in the set. */
  has(text: readonly Symbol[]): boolean {
    if (this.plain.size > 0 && text.length <= mostPlain && text.every((symbol) => symbol >= 0)) {
      const written = String.fromCharCode(...text);
      if (this.plain.has(this.ignoreCase ? written.toLowerCase() : written)) return true;
    }
    return this.wildStarts.some((start) => this.matches(start, text));
  }

  /** Tries the latest wildcard again only: one within a segment cannot leave it, and those after it can match no less. */
  private matches(start: number, text: readonly Symbol[]): boolean {
    let token = start;
    let at = 0;
    let star = -1;
    let resume = 0;
    for (;;) {
      const current = this.tokens[token]!;
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
      if (this.tokens[star] === anyInSegment && text[resume] === colon) return false;
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

  get start(): readonly number[] {
    return (this.machineStarts ??= this.closure(this.starts));
  }

  accepts(places: readonly number[]): boolean {
    return places.some((place) => this.tokens[place] === end);
  }

  /** The characters that make a difference here. */
  wanted(places: readonly number[], into: Set<Symbol>): void {
    for (const place of places) {
      const token = this.tokens[place]!;
      if (token >= 0) {
        into.add(token);
        if (this.ignoreCase) into.add(String.fromCharCode(token).toUpperCase().charCodeAt(0));
      } else if (token === anyInSegment || token === oneInSegment) into.add(colon);
      else if (token <= firstVariable) into.add(token);
    }
  }

  /** Where a symbol leads. `loosely`, the value of a variable may be any text. */
  step(places: readonly number[], symbol: Symbol, loosely: boolean): readonly number[] {
    const key = `${loosely ? "~" : ""}${symbol} ${places.join()}`;
    let next = this.steps.get(key);
    if (!next) {
      if (this.steps.size > 20_000) this.steps.clear();
      this.steps.set(key, (next = this.stepped(places, symbol, loosely)));
    }
    return next;
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

/** What a text must lie in and must not lie in. */
export interface TextProblem {
  readonly within: readonly TextSet[];
  readonly without: readonly TextSet[];
}

/** What a wildcard stands for in the text that people are shown, the likeliest first. */
const fillings = ["example", "x", "", "other-1", "eu-west-1", "111122223333"];

export interface Work {
  /** Throws where the bound is reached. */
  spend(steps: number): void;
}

/** A text of the problem's sets, as symbols; null where there is none. */
export function findText(problem: TextProblem, work: Work): readonly Symbol[] | null {
  const driver = narrowest(problem.within);
  if (!driver) return findMember(null, problem, work);
  const others = problem.within.filter((set) => set !== driver);
  for (const pattern of driver.patterns) {
    const found = findMember(
      { pattern, ignoreCase: driver.ignoreCase },
      { within: others, without: problem.without },
      work,
    );
    if (found) return found;
  }
  return null;
}

function narrowest(sets: readonly TextSet[]): TextSet | null {
  let best: TextSet | null = null;
  const cost = (set: TextSet): number =>
    (set.hasVariables ? 0 : set.isPlain ? 10_000 : 20_000) + Math.min(set.patterns.length, 9_999);
  for (const set of sets) if (!best || cost(set) < cost(best)) best = set;
  return best;
}

interface Driver {
  readonly pattern: Tokens;
  readonly ignoreCase: boolean;
}

function findMember(driver: Driver | null, { within, without }: TextProblem, work: Work): readonly Symbol[] | null {
  const fits = (text: readonly Symbol[]): boolean => {
    work.spend(text.length + within.length + without.length);
    return within.every((set) => set.has(text)) && without.every((set) => !set.has(text));
  };
  const pattern = driver?.pattern ?? [any];
  for (const filling of fillings) {
    const text = filled(pattern, filling);
    if (fits(text)) return text;
    if (pattern.every((token) => token >= 0 || token <= firstVariable)) break;
  }
  // Without wildcards there is one text, but the values of variables in it may be what other patterns want.
  if (pattern.every((token) => token >= 0) && !driver?.ignoreCase) return null;
  return search(new TextSet([pattern], driver?.ignoreCase ?? false), within, without, work);
}

function filled(pattern: Tokens, filling: string): readonly Symbol[] {
  const text: Symbol[] = [];
  const put = (chars: string): void => {
    for (let at = 0; at < chars.length; at++) text.push(chars.charCodeAt(at));
  };
  let segment = 1;
  const isArn = pattern.slice(0, 4).every((token, at) => token === "arn:".charCodeAt(at));
  for (let at = 0; at < pattern.length; at++) {
    const token = pattern[at]!;
    if (token === colon) segment++;
    const alone = isArn && pattern[at - 1] === colon && pattern[at + 1] === colon;
    if (token === any || token === anyInSegment)
      put(
        alone && segment === 2
          ? "aws"
          : alone && segment === regionAt
            ? "us-east-1"
            : alone && segment === accountAt
              ? "111122223333"
              : filling,
      );
    else if (token === one || token === oneInSegment) put(filling[0] ?? "y");
    else text.push(token);
  }
  return text;
}

const usual = "xazbqk0179XQ_-/.";

/** Breadth first over what is left open by all the sets together. */
function search(
  driver: TextSet,
  within: readonly TextSet[],
  without: readonly TextSet[],
  work: Work,
): readonly Symbol[] | null {
  interface State {
    readonly driver: readonly number[];
    readonly within: readonly (readonly number[])[];
    readonly without: readonly (readonly number[])[];
    readonly before: State | null;
    readonly symbol: Symbol;
  }
  const first: State = {
    driver: driver.start,
    within: within.map((set) => set.start),
    without: without.map((set) => set.start),
    before: null,
    symbol: 0,
  };
  const seen = new Set<string>();
  let open: State[] = [first];
  while (open.length > 0) {
    const next: State[] = [];
    for (const state of open) {
      work.spend(4 + within.length + without.length);
      if (
        driver.accepts(state.driver) &&
        within.every((set, at) => set.accepts(state.within[at]!)) &&
        without.every((set, at) => !set.accepts(state.without[at]!))
      )
        return textOf(state);
      const symbols = new Set<Symbol>();
      within.forEach((set, at) => set.wanted(state.within[at]!, symbols));
      without.forEach((set, at) => set.wanted(state.without[at]!, symbols));
      for (const symbol of symbols) if (isVariable(symbol)) symbols.delete(symbol);
      driver.wanted(state.driver, symbols);
      symbols.add(fresh(symbols));
      for (const symbol of symbols) {
        const mine = driver.step(state.driver, symbol, false);
        if (mine.length === 0) continue;
        const inside = within.map((set, at) => set.step(state.within[at]!, symbol, true));
        if (inside.some((places) => places.length === 0)) continue;
        const outside = without.map((set, at) => set.step(state.without[at]!, symbol, false));
        const key = `${mine.join()};${inside.map((places) => places.join()).join("|")};${outside.map((places) => places.join()).join("|")}`;
        work.spend(1 + key.length / 16);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ driver: mine, within: inside, without: outside, before: state, symbol });
      }
    }
    open = next;
  }
  return null;

  function textOf(last: State): readonly Symbol[] {
    const text: Symbol[] = [];
    for (let state = last; state.before; state = state.before) text.push(state.symbol);
    return text.reverse();
  }
}

/** A character that no pattern names here. */
function fresh(symbols: ReadonlySet<Symbol>): Symbol {
  for (let at = 0; at < usual.length; at++) if (!symbols.has(usual.charCodeAt(at))) return usual.charCodeAt(at);
  let code = 0x100;
  while (symbols.has(code)) code++;
  return code;
}
