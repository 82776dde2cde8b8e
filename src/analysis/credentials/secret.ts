/** Secret access keys: forty characters that only their randomness and their company give away. */
import { trailing } from "../scan";
import type { Span } from "../text";
import { longestRun } from "./runs";

export interface Secret {
  readonly span: Span;
  readonly value: string;
  /** The name it is given, as far as it says what it is; null where it stands without. */
  readonly name: string | null;
}

/** Names that only AWS's secret keys have: `AWS_SECRET_KEY`, `awsProdSecretKey`. `secretKey` alone may be anybody's: it counts beside an access key id. */
const specificName =
  /secret[-_. ]{0,2}access[-_. ]{0,2}key|aws(?:[-_. ]?[a-z0-9]{1,12}){0,2}?[-_. ]{0,2}secret(?:[-_. ]{0,2}key)?/gi;
/** In a URL slash and plus are written as escapes. */
const value = /(?<![A-Za-z0-9/+%])(?:[A-Za-z0-9/+]|%2[BFbf]){40}(?![A-Za-z0-9/+=])/g;

/** A secret without the escapes of a URL. */
function plain(written: string): string {
  return written.replace(/%2b/gi, "+").replace(/%2f/gi, "/");
}

/** How far a value may be from its name. */
const reach = 60;

/** Secrets that stand after a name of theirs. */
export function findNamedSecrets(text: string): Secret[] {
  const found: Secret[] = [];
  for (const match of text.matchAll(specificName)) {
    const from = match.index + match[0].length;
    const secret = secretAfter(text, from);
    if (secret && found.at(-1)?.span.start !== secret.span.start)
      found.push({ ...secret, name: wholeName(text, match.index, from) });
  }
  return found;
}

/** A name with what stands before the part of it that tells. */
function wholeName(text: string, start: number, end: number): string {
  const before = trailing(text.slice(Math.max(0, start - 40), start), /[\w.-]/);
  return before + text.slice(start, end);
}

function secretAfter(text: string, from: number): Omit<Secret, "name"> | null {
  const window = text.slice(from, from + reach + 122);
  for (const { 0: candidate, index } of window.matchAll(value)) {
    if (index > reach || !leadsToValue(window.slice(0, index))) return null;
    if (!looksRandom(plain(candidate))) continue;
    return { span: { start: from + index, end: from + index + candidate.length }, value: plain(candidate) };
  }
  return null;
}

/** Between a name and its value stand a sign that gives it, quotes, perhaps a type or the word `value`; nothing that ends a statement. */
function leadsToValue(between: string): boolean {
  const lineBreak = between.indexOf("\n");
  return (
    /[:=,( >]|^-$/.test(between) && !/[;{}#]/.test(between) && (lineBreak < 0 || !between.includes("\n", lineBreak + 1))
  );
}

/** The default of a variable: `${NAME:-`. */
const defaultBefore = /\$\{\w{1,60}:?-$/;

/** Secrets near an access key id that have no telling name: quoted, or given to some name. */
export function findSecretsWithin(text: string, window: Span): Secret[] {
  const found: Secret[] = [];
  const part = text.slice(window.start, window.end);
  for (const { 0: candidate, index } of part.matchAll(value)) {
    const end = index + candidate.length;
    const before = part[index - 1] ?? "\n";
    const isGiven =
      /["'`=:,\s>]/.test(before) || (before === "-" && defaultBefore.test(part.slice(Math.max(0, index - 70), index)));
    if (!isGiven || !/["'`,;\s<})\]\\@&]/.test(part[end] ?? "\n")) continue;
    if (!looksRandom(plain(candidate)) || digits(plain(candidate)) < 2) continue;
    found.push({
      span: { start: window.start + index, end: window.start + end },
      value: plain(candidate),
      name: null,
    });
  }
  return found;
}

/** The stretch of a text as a secret, if it looks like one. */
export function asSecret(text: string, span: Span, name: string): Secret | null {
  const candidate = text.slice(span.start, span.end);
  return /^[A-Za-z0-9/+]{40}$/.test(candidate) && looksRandom(candidate) ? { span, value: candidate, name } : null;
}

/** Measured on random keys: 99.99 % of them are above this entropy, no hash in hexadecimal comes near. */
const leastEntropy = 4.1;

/** What is left of the secrets in AWS's documentation where somebody changed a part of them. */
const documented = /wJalrXUtn|K7MDENG|bPxRfiCY|je7MtGb|2Zp9Utk|h3yCo8nv/i;

/** Whether forty characters or more are as mixed as those of a key. */
export function looksRandom(candidate: string): boolean {
  return (
    /[a-z]/.test(candidate) &&
    /[A-Z]/.test(candidate) &&
    /\d/.test(candidate) &&
    !/EXAMPLE|example|^hard-?coded|(?:\/[a-z]{4,}){2}/.test(candidate) &&
    !documented.test(candidate) &&
    !hasRepetition(candidate) &&
    longestRun(candidate) < longestOfChance &&
    entropy(candidate) >= leastEntropy
  );
}

/** Nine characters that count up, as in 123456789, come to pass in none of a billion random keys. */
const longestOfChance = 9;

/** Whether one character stands five times in a row. */
function hasRepetition(text: string): boolean {
  let length = 1;
  for (let at = 1; at < text.length; at++) if ((length = text[at] === text[at - 1] ? length + 1 : 1) === 5) return true;
  return false;
}

function digits(text: string): number {
  return text.replace(/\D/g, "").length;
}

/** Shannon's, in bits a character. */
function entropy(text: string): number {
  const counts = new Map<number, number>();
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** What a text in Base64 stands for; empty where it is none. */
export function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}
