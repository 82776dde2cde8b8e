/** `check --format markdown`: for the summary of a job or a comment on a pull request, which GitHub and GitLab cut or refuse when long. */
import { type Finding, severities, type Severity } from "../analysis/finding";
import { joined } from "../escape/escaped";
import { code, type Markdown, md, prose } from "../escape/markdown";
import type { CheckReport } from "./check-report";
import { countsOf, plural } from "./counts";

/** Characters: a comment on GitHub may have 65,536. */
const mostCharacters = 60_000;

export function checkMarkdown({ findings, problems, stats }: CheckReport): string {
  const sorted = [...findings].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const head = joined(
    [
      md`### Planeguard`,
      md``,
      md`${countsOf(findings, problems)} in ${plural(stats.files, "file")} (${plural(stats.policies, "policy", "policies")}${stats.suppressed > 0 ? `, ${plural(stats.suppressed, "finding")} suppressed` : ""}).`,
    ],
    "\n",
  ).text;
  const rows = [
    ...problems.map(({ file, message, range }) => row("not checked", placeOf(file, range?.start.line), null, message)),
    ...sorted.map(({ severity, file, range, ruleId, message }: Finding) =>
      row(severity, placeOf(file, range.start.line), ruleId, message),
    ),
  ];
  if (rows.length === 0) return `${head}\n`;
  const shown: string[] = [];
  let left = mostCharacters - head.length;
  for (const { text } of rows) {
    left -= text.length + 1;
    if (left < 0) break;
    shown.push(text);
  }
  const rest = rows.length - shown.length;
  return [
    head,
    "",
    "| | Place | What | Rule |",
    "|---|---|---|---|",
    ...shown,
    ...(rest > 0 ? ["", `And ${rest} more.`] : []),
    "",
  ].join("\n");
}

function row(severity: Severity | "not checked", place: Markdown, rule: string | null, message: string): Markdown {
  return md`| ${severity === "error" ? md`**error**` : severity} | ${place} | ${prose(message)} | ${rule !== null && code(rule)} |`;
}

function placeOf(file: string, line: number | undefined): Markdown {
  return code(line === undefined ? file : `${file}:${line}`);
}
