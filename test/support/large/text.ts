/** What the texts are put together of that are made to keep an analysis busy. */
import type { SourceDocument } from "../../../src/analysis/source/document";

/** A document of about so many characters. */
export type Hostile = (size: number) => SourceDocument;

export type Statement = Readonly<Record<string, unknown>>;

export const policyOf = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 1);

/** A text of one unit, again and again. */
export const fill = (unit: string) => (size: number) => unit.repeat(Math.max(1, Math.ceil(size / unit.length)));

/** As many as fit, each another. `each` is the length of one. */
export const many = <T>(size: number, each: number, make: (index: number) => T): T[] =>
  Array.from({ length: Math.max(1, Math.ceil(size / each)) }, (_, index) => make(index));

/** A word that is another for each number, of letters alone. */
export const word = (index: number): string =>
  [...index.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join("");

/**
 * The same where it counts how long they are, or that one begins with another: of a few they are as they are of many. Each has three
 * letters, and every second is the one before it with one more.
 */
export const evenWord = (index: number): string => word(26 ** 2 + Math.floor(index / 2)) + "a".repeat(index % 2);

export const account = (index: number): string => String(100_000_000_000 + index);
