/** The report of `planeguard check` for people: file by file, a line a finding, a count at the end. */
import type { Finding, Problem, Severity } from "../analysis/finding";
import { joined } from "../escape/escaped";
import { line, type TerminalText } from "../escape/terminal";
import type { CheckReport } from "./check-report";
import { countsOf, plural } from "./counts";
import { byFile } from "./files-of-report";
import { type Styler, styler } from "./style";

export function checkText({ findings, problems, stats }: CheckReport, options: { colour: boolean }): string {
  const style = styler(options.colour);
  const blocks = byFile({ findings, problems }).flatMap((of) => [
    line`${style.bold(of.file)}`,
    ...of.problems.map((one) => problemLine(one, style)),
    ...of.findings.flatMap((one) => [findingLine(one, style), ...elsewhere(one, style)]),
    line``,
  ]);
  return joined(
    [
      ...blocks,
      line`${countsOf(findings, problems)} in ${plural(stats.files, "file")} (${plural(stats.policies, "policy", "policies")}${stats.suppressed > 0 ? `, ${plural(stats.suppressed, "finding")} suppressed` : ""})`,
      line``,
    ],
    "\n",
  ).text;
}

function findingLine({ range, severity, message, ruleId }: Finding, style: Styler): TerminalText {
  const place = `${range.start.line}:${range.start.column}`.padEnd(7);
  return line`  ${place} ${coloured(severity, style)}  ${message}  ${style.dim(ruleId)}`;
}

/** Places of the finding in other files: in a module that is called, or in what the file was made of. */
function elsewhere({ file, related }: Finding, style: Styler): readonly TerminalText[] {
  return related
    .filter((place) => place.file !== file)
    .map(
      ({ file, range: { start }, message }) =>
        line`          ${style.dim("→")} ${file}:${String(start.line)}:${String(start.column)}  ${style.dim(message)}`,
    );
}

function problemLine({ range, message }: Problem, style: Styler): TerminalText {
  const place = (range ? `${range.start.line}:${range.start.column}` : "-").padEnd(7);
  return line`  ${place} ${style.yellow("unread ")}  ${message}`;
}

function coloured(severity: Severity, style: Styler): TerminalText {
  const word = severity.padEnd(7);
  return { error: style.red, warning: style.yellow, info: style.blue, hint: style.dim }[severity](word);
}
