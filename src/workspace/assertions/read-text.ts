/** The assertions of a text: a planeguard.json, or a list as its `assertions` have it. */
import type { Assertion } from "../../analysis/assertions/assertion";
import { LineIndex, type Range } from "../../analysis/text";
import { readConfiguration } from "../configuration/read";

export interface AssertionsText {
  readonly assertions: readonly Assertion[];
  /** Where each of them stands, in their order. */
  readonly places: readonly Range[];
  /** What is wrong with it; where anything is, half of it would assert something else. */
  readonly mistakes: readonly { readonly message: string; readonly range: Range }[];
}

export function readAssertionsText(written: string): AssertionsText {
  const before = written.trimStart().startsWith("[") ? '{"assertions":' : "";
  const { configuration, mistakes } = readConfiguration(before === "" ? written : `${before}${written}\n}`);
  const lines = new LineIndex(written);
  const rangeOf = ({ start, end }: { readonly start: number; readonly end: number }): Range =>
    lines.range({ start: Math.max(0, start - before.length), end: Math.max(0, end - before.length) });
  const { assertions } = configuration;
  return {
    assertions,
    places: assertions.map(({ span }) => rangeOf(span)),
    mistakes: mistakes.map(({ message, span }) => ({ message, range: rangeOf(span) })),
  };
}
