/** The report of `planeguard check` for people: file by file, a line a finding, a count at the end. */
import type { Finding, Problem, Severity } from "../analysis/finding";
import { joined } from "../escape/escaped";
import { line, type TerminalText } from "../escape/terminal";
import type { CheckReport } from "./check-report";
import { type Styler, styler } from "./style";

export function checkText({ findings, problems, stats }: CheckReport, options: { colour: boolean }): string {
  const style = styler(options.colour);
  const files = [...new Set([...findings, ...problems].map((one) => one.file))];
  const blocks = files.flatMap((file) => [
    line`${style.bold(file)}`,
    ...problems.filter((one) => one.file === file).map((one) => problemLine(one, style)),
    ...findings.filter((one) => one.file === file).map((one) => findingLine(one, style)),
    line``,
  ]);
  return joined(
    [
      ...blocks,
      line`${counts(findings, problems)} in ${plural(stats.files, "file")} (${plural(stats.policies, "policy", "policies")}${stats.suppressed > 0 ? `, ${plural(stats.suppressed, "finding")} suppressed` : ""})`,
      line``,
    ],
    "\n",
  ).text;
}

function findingLine({ range, severity, message, ruleId }: Finding, style: Styler): TerminalText {
  const place = `${range.start.line}:${range.start.column}`.padEnd(7);
  return line`  ${place} ${coloured(severity, style)}  ${message}  ${style.dim(ruleId)}`;
}

function problemLine({ range, message }: Problem, style: Styler): TerminalText {
  const place = (range ? `${range.start.line}:${range.start.column}` : "-").padEnd(7);
  return line`  ${place} ${style.yellow("unread ")}  ${message}`;
}

function coloured(severity: Severity, style: Styler): TerminalText {
  const word = severity.padEnd(7);
  return { error: style.red, warning: style.yellow, info: style.blue, hint: style.dim }[severity](word);
}

function counts(findings: readonly Finding[], problems: readonly Problem[]): string {
  const levels: readonly (readonly [Severity, string, string])[] = [
    ["error", "error", "errors"],
    ["warning", "warning", "warnings"],
    ["info", "note", "notes"],
    ["hint", "hint", "hints"],
  ];
  const words = levels.flatMap(([severity, one, many]) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [plural(count, one, many)];
  });
  if (problems.length > 0) words.push(`${plural(problems.length, "place")} that could not be read`);
  return words.length === 0 ? "Nothing found" : words.join(", ");
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
