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
export const account = (index: number): string => String(100_000_000_000 + index);
