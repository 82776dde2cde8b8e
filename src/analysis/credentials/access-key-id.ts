/** Access key ids: what they look like, what they say, and which of them nobody uses. */
import { tableOf } from "../table";
import type { Span } from "../text";
import type { CredentialSigns } from "./kind";
import { longestRun } from "./runs";

export type KeyLifetime = "long-term" | "temporary" | "bearer token" | "context-specific";

export interface AccessKeyId {
  readonly span: Span;
  readonly value: string;
  readonly lifetime: KeyLifetime;
  /** The account that the id belongs to; null where it does not tell (ids made before 2019). */
  readonly account: string | null;
  /** Nothing speaks against it: AWS writes ids in just these characters, and the account can be. Else it needs company to be believed. */
  readonly plausible: boolean;
}

const lifetimes: Readonly<Record<string, KeyLifetime>> = tableOf({
  AKIA: "long-term",
  ASIA: "temporary",
  ABIA: "bearer token",
  ACCA: "context-specific",
});

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const highestAccount = 999_999_999_999n;

/** The account number in an access key id, also an impossible one; null where ids of this style do not tell. */
function accountNumber(id: string): bigint | null {
  const encoded = id.slice(4);
  if (!/^[Q-Z2-7][A-Z2-7]{15}$/.test(encoded)) return null;
  let bits = 0n;
  // Ten characters hold fifty bits, of which the account needs the first forty-eight.
  for (const character of encoded.slice(0, 10)) bits = (bits << 5n) | BigInt(alphabet.indexOf(character));
  return ((bits >> 2n) & 0x7fffffffff80n) >> 7n;
}

/** The twelve digits of the account that an access key id belongs to; null where it does not tell. */
export function accountOf(id: string): string | null {
  const number = accountNumber(id);
  return number === null || number > highestAccount ? null : number.toString().padStart(12, "0");
}

export const accessKeyIdSigns: CredentialSigns = {
  marks: [
    "AKIA",
    "ASIA",
    "ABIA",
    "ACCA",
    "QUtJQ",
    "QVNJQ",
    "YXdzX2FjY2Vzc19rZXlfaW",
    "F3c19hY2Nlc3Nfa2V5X2lk",
    "hd3NfYWNjZXNzX2tleV9pZ",
  ],
  // Also in parts, and in base64, as `aws_access_key_id` of a whole file may be.
  holds:
    /A(?:KIA|SIA|BIA|CCA)(?:[A-Z0-9]{16}|[A-Z0-9]{0,15}["'`])|(?:QUtJQ|QVNJQ)[A-Za-z0-9+/]{22}|YXdzX2FjY2Vzc19rZXlfaW|F3c19hY2Nlc3Nfa2V5X2lk|hd3NfYWNjZXNzX2tleV9pZ/,
};

const pattern = /A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}/g;

/** A word or base64 goes on here, unless what stands before is an escape (`\n`, `%3D`) or the beginning of a URL's authority. */
const continuesBefore = /[A-Za-z0-9+/_]$/;
const separatesBefore = /\\[nrt]$|%[0-9A-Fa-f]{2}$|:\/\/$/;
/** A slash is base64 too, except before the date of a credential scope. */
const continuesAfter = /^(?:[A-Za-z0-9+=_]|\/(?!\d{8}\/))/;

function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 3), start);
  return (
    (!continuesBefore.test(before) || separatesBefore.test(before)) && !continuesAfter.test(text.slice(end, end + 10))
  );
}

/** Where ids stand that nobody has: of AWS's documentation, and made up. The secret beside one may still be somebody's. */
export function findMadeUpIds(text: string): Span[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: value, index }) =>
    isMadeUp(value) ? [{ start: index, end: index + value.length }] : [],
  );
}

/** Every access key id of a text that could be somebody's: no documentation value, no placeholder. */
export function findAccessKeyIds(text: string): AccessKeyId[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: value, index }) => {
    const span = { start: index, end: index + value.length };
    const id = standsAlone(text, span.start, span.end) ? accessKeyIdOf(value, span) : null;
    return id ? [id] : [];
  });
}

/** A value that is to be found at a span as an access key id, if it can be somebody's. */
export function accessKeyIdOf(value: string, span: Span): AccessKeyId | null {
  if (!/^A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}$/.test(value) || isMadeUp(value)) return null;
  const number = accountNumber(value);
  return {
    span,
    value,
    lifetime: lifetimes[value.slice(0, 4)]!,
    account: accountOf(value),
    plausible: !/[0189]/.test(value) && (number === null || number <= highestAccount),
  };
}

/** Words, and what is left of the ids in AWS's documentation where somebody changed their end. */
const words =
  /EXAMPLE|EX[A4]MP[L1][E3]|IOSFODNN7|I44QH8DHB|SAMPLE|FAKE|HARDCODED|DUMMY|MOCK|TEST|PLACEHOLDER|REDACTED|CHANGEME|YOUR|INSERT|REPLACE|INVALID|XXXX|0000|1111/;

/** Whether a person made this id up: a word, a run such as ABCDEF or 123456, or too few different characters. */
function isMadeUp(id: string): boolean {
  const random = id.slice(4);
  return words.test(id) || new Set(random).size < 7 || longestRun(random) >= 6;
}
