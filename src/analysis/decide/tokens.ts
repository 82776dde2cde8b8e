/** Patterns as tokens: characters, wildcards, and policy variables as symbols of their own. */
import { canBeAccount } from "../policy/arn";
import { isEscape, variablesIn } from "../policy/variables";
import type { TextPart } from "../value";

/** A character, or the value of a variable (below `firstVariable`). */
export type Symbol = number;

export const any = -1;
export const one = -2;
/** The same within one segment of an ARN. */
export const anyInSegment = -3;
export const oneInSegment = -4;
export const firstVariable = -100;

export const colon = 0x3a;

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
    const given = options.ignoreCase ? text.toLowerCase() : text;
    for (let at = 0; at < given.length; at++) {
      const code = given.charCodeAt(at);
      if (code === 0x3f) tokens.push(one);
      else if (code !== 0x2a) tokens.push(code);
      else if (tokens.at(-1) !== any) tokens.push(any);
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
export const regionAt = 4;
export const accountAt = 5;

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
  if (!beginsAsArn(tokens)) return false;
  let [segment, account] = [1, ""];
  for (const token of tokens) {
    if (token === colon && ++segment === segmentCount) return account === "" || canBeAccount([account]);
    if (token === colon) continue;
    if (segment === regionAt && !isOfRegion(token)) return false;
    if (segment === accountAt) account += token >= 0 ? String.fromCharCode(token) : token === one ? "?" : "*";
  }
  return false;
}

const arnCodes = codesOf("arn:");

export function beginsAsArn(tokens: Tokens): boolean {
  return arnCodes.every((code, at) => tokens[at] === code);
}

/** A small letter, a digit, a hyphen or a wildcard. */
function isOfRegion(token: number): boolean {
  return (
    token < 0 ||
    (token >= 0x61 && token <= 0x7a) ||
    (token >= 0x30 && token <= 0x39) ||
    token === 0x2d ||
    token === 0x2a ||
    token === 0x3f
  );
}

export function codesOf(text: string): readonly Symbol[] {
  const codes: Symbol[] = [];
  for (let at = 0; at < text.length; at++) codes.push(text.charCodeAt(at));
  return codes;
}
