/** How many of what a report has, in words. */
import type { Finding, Problem, Severity } from "../analysis/finding";
import { english, type Wording, wordingIn } from "../wording/language";
import { say, type Sentence } from "../wording/sentence";

const levels: readonly (readonly [Severity, Sentence, (count: number) => Sentence])[] = [
  ["error", say`1 error`, (count) => say`${count} errors`],
  ["warning", say`1 warning`, (count) => say`${count} warnings`],
  ["info", say`1 note`, (count) => say`${count} notes`],
  ["hint", say`1 hint`, (count) => say`${count} hints`],
];

/** `2 errors, 1 warning`, or `Nothing found`. */
export function countsOf(
  findings: readonly Finding[],
  problems: readonly Problem[],
  { of, text }: Wording = wordingIn(english),
): string {
  const words = levels.flatMap(([severity, one, many]) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [of(count === 1 ? one : many(count))];
  });
  if (problems.length > 0)
    words.push(
      problems.length === 1
        ? text`1 place that could not be read`
        : text`${problems.length} places that could not be read`,
    );
  return words.length === 0 ? text`Nothing found` : words.join(", ");
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
