/** How many of what a report has, in words. */
import type { Finding, Problem, Severity } from "../analysis/finding";

const levels: readonly (readonly [Severity, string, string])[] = [
  ["error", "error", "errors"],
  ["warning", "warning", "warnings"],
  ["info", "note", "notes"],
  ["hint", "hint", "hints"],
];

/** `2 errors, 1 warning`, or `Nothing found`. */
export function countsOf(findings: readonly Finding[], problems: readonly Problem[]): string {
  const words = levels.flatMap(([severity, one, many]) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [plural(count, one, many)];
  });
  if (problems.length > 0) words.push(`${plural(problems.length, "place")} that could not be read`);
  return words.length === 0 ? "Nothing found" : words.join(", ");
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
