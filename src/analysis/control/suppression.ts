/**
 * What a comment says of findings that are accepted:
 *
 *     planeguard-ignore policy/redundant-action until 2027-01-31: why
 *     planeguard-ignore-file risk/service-wildcard, policy/redundant-action: why
 */
import { withoutTrailing } from "../scan";
import type { Span } from "../text";
import { isDay } from "./dates";

export const marker = "planeguard-ignore";

export interface SuppressionComment {
  /** The comment from its beginning to its end. */
  readonly span: Span;
  readonly wholeFile: boolean;
  readonly rules: readonly NamedRule[];
  /** '' where it says none. */
  readonly reason: string;
  /** The last day that it holds. */
  readonly until: Day | null;
}

export interface NamedRule {
  readonly id: string;
  readonly span: Span;
  /** With the quotes that it may have. */
  readonly element: Span;
}

export interface Day {
  readonly text: string;
  readonly span: Span;
  readonly valid: boolean;
}

/** What stands before the first word of a line of a comment, in any language. */
const opening = /^\s*(?:(?:\/\/+!?|\/\*+!?|\*+|#+|;+|--+|!+|<!--+|::|rem\b)[^\S\n]*)?/i;

/** Null where the comment only speaks of suppressions, or of something else. `text` is that of the document. */
export function readSuppression(text: string, span: Span): SuppressionComment | null {
  let at = span.start;
  for (const line of text.slice(span.start, span.end).split("\n")) {
    const begin = opening.exec(line)![0].length;
    const said = /^planeguard-ignore(-file)?(?![\w-])/.exec(line.slice(begin));
    if (said) return read(withoutClosing(line), begin + said[0].length, at, span, said[1] !== undefined);
    at += line.length + 1;
  }
  return null;
}

/** A line without what ends a comment, in any language. */
function withoutClosing(line: string): string {
  const text = line.trimEnd();
  if (text.endsWith("*/") || text.endsWith("#>")) return text.slice(0, -2).trimEnd();
  return text.endsWith("-->") ? withoutTrailing(text.slice(0, -1), /-/).trimEnd() : text;
}

function read(line: string, from: number, offset: number, span: Span, wholeFile: boolean): SuppressionComment {
  const colon = line.indexOf(":", from);
  const head = line.slice(from, colon < 0 ? undefined : colon);
  const reason = colon < 0 ? "" : line.slice(colon + 1).trim();
  const words = [...head.matchAll(/[^\s,]+/g)].map((word) => ({
    text: word[0],
    span: { start: offset + from + word.index, end: offset + from + word.index + word[0].length },
  }));
  const at = words.findIndex(({ text }) => text.toLowerCase() === "until");
  const day = at < 0 ? null : (words[at + 1] ?? words[at]!);
  const named = words.filter((word, index) => index !== at && word !== day);
  return {
    span,
    wholeFile,
    // Without a colon what follows the rules is a text that lacks it.
    rules: named
      .filter(({ text }) => colon >= 0 || text.includes("/"))
      .map(({ text, span: place }) => ({ id: text, span: place, element: place })),
    reason: /[\p{L}\p{N}]/u.test(reason) ? reason : "",
    until: day && { text: day.text, span: day.span, valid: isDay(day.text) },
  };
}
