/** The report of `planeguard check` for people: file by file, a line a finding, a count at the end. */
import type { Finding, Problem, Severity } from "../analysis/finding";
import { joined } from "../escape/escaped";
import { line, type TerminalText } from "../escape/terminal";
import { english, type Language, type Wording, wordingIn } from "../wording/language";
import type { CheckReport } from "./check-report";
import { countsOf } from "./counts";
import { byFile } from "./files-of-report";
import { type Styler, styler } from "./style";

/** `language` is that in which the findings already are. */
export function checkText(
  { findings, problems, stats }: CheckReport,
  { colour, language = english }: { readonly colour: boolean; readonly language?: Language },
): string {
  const style = styler(colour);
  const wording = wordingIn(language);
  const blocks = byFile({ findings, problems }).flatMap((of) => [
    line`${style.bold(of.file)}`,
    ...of.problems.map((one) => problemLine(one, style, wording)),
    ...of.findings.flatMap((one) => [findingLine(one, style, wording), ...elsewhere(one, style)]),
    line``,
  ]);
  return joined([...blocks, line`${summaryOf({ findings, problems, stats }, wording)}`, line``], "\n").text;
}

/** `2 errors in 1 file (3 policies)`. */
function summaryOf(
  { findings, problems, stats }: Pick<CheckReport, "findings" | "problems" | "stats">,
  wording: Wording,
): string {
  const { text } = wording;
  const found = countsOf(findings, problems, wording);
  const files = stats.files === 1 ? text`1 file` : text`${stats.files} files`;
  const policies = stats.policies === 1 ? text`1 policy` : text`${stats.policies} policies`;
  const suppressed = stats.suppressed === 1 ? text`1 finding` : text`${stats.suppressed} findings`;
  return stats.suppressed > 0
    ? text`${found} in ${files} (${policies}, ${suppressed} suppressed)`
    : text`${found} in ${files} (${policies})`;
}

function findingLine({ range, severity, message, ruleId }: Finding, style: Styler, wording: Wording): TerminalText {
  const place = `${range.start.line}:${range.start.column}`.padEnd(7);
  return line`  ${place} ${coloured(severity, style, wording)}  ${message}  ${style.dim(ruleId)}`;
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

function problemLine({ range, message }: Problem, style: Styler, { text }: Wording): TerminalText {
  const place = (range ? `${range.start.line}:${range.start.column}` : "-").padEnd(7);
  return line`  ${place} ${style.yellow(text`unread`.padEnd(widest))}  ${message}`;
}

/** Of the words for severities, in whichever language. */
const widest = 7;

function coloured(severity: Severity, style: Styler, { of }: Wording): TerminalText {
  const word = of(severity).padEnd(widest);
  return { error: style.red, warning: style.yellow, info: style.blue, hint: style.dim }[severity](word);
}
