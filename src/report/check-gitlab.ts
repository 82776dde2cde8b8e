/**
 * `check --format gitlab`: GitLab's Code Quality report, and `gitlab-sast`: its SAST report (docs.gitlab.com: "Code Quality report
 * format"; security-report-schemas 15.2, `sast-report-format.json`).
 */
import type { Finding, Severity } from "../analysis/finding";
import type { Rule } from "../analysis/rules/rule";
import { json } from "../escape/json";
import { type Separator, withSlashes } from "./artifact";
import type { CheckReport, Tool } from "./check-report";
import { identitiesOf } from "./identity";

const quality = { error: "critical", warning: "major", info: "minor", hint: "info" } as const satisfies Record<
  Severity,
  string
>;
const severities = { error: "High", warning: "Medium", info: "Low", hint: "Info" } as const satisfies Record<
  Severity,
  string
>;

/** Makes a short text of a long one. */
type Fingerprint = (text: string) => string;

export function checkGitlab(
  { findings, problems }: CheckReport,
  fingerprint: Fingerprint,
  separator: Separator,
): string {
  const ids = fingerprints(findings, fingerprint, separator);
  const location = (file: string, begin: number, end = begin) => ({
    path: pathOf(file, separator),
    lines: { begin, end },
  });
  return `${json([
    ...findings.map(({ ruleId, severity, message, file, range: { start, end } }, index) => ({
      type: "issue",
      description: message,
      check_name: ruleId,
      categories: ["Security"],
      fingerprint: ids[index],
      severity: quality[severity],
      location: location(file, start.line, end.line),
    })),
    ...problems.map(({ message, file, range }) => ({
      type: "issue",
      description: `Planeguard could not check this: ${message}`,
      check_name: "unread",
      categories: ["Security"],
      fingerprint: fingerprint(["unread", withSlashes(file, separator), message].join("\n")),
      severity: "major",
      location: location(file, range?.start.line ?? 1),
    })),
  ])}\n`;
}

/** @param ended when the check ended, in ISO 8601; its report has the time that it took. */
export function checkGitlabSast(
  { findings, problems, stats, stopped }: CheckReport,
  { version }: Tool,
  rules: readonly Rule[],
  fingerprint: Fingerprint,
  separator: Separator,
  ended: string,
): string {
  const ids = fingerprints(findings, fingerprint, separator);
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const time = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, "2026-01-01T00:00:00".length);
  const end = Date.parse(ended);
  const program = { id: "planeguard", name: "Planeguard", version, vendor: { name: "Planeguard" } };
  return `${json({
    version: "15.2.1",
    scan: {
      analyzer: program,
      scanner: program,
      type: "sast",
      start_time: time(end - stats.durationMs),
      end_time: time(end),
      status: stopped ? "failure" : "success",
      messages: problems.map(({ file, message }) => ({ level: "warn", value: `${file}: ${message}` })),
    },
    vulnerabilities: findings.map((finding, index) => ({
      id: ids[index],
      ...vulnerabilityOf(finding, known.get(finding.ruleId), separator),
    })),
  })}\n`;
}

function vulnerabilityOf(
  { ruleId, severity, message, file, range: { start, end }, fixes, accessAnalyzer }: Finding,
  rule: Rule | undefined,
  separator: Separator,
): object {
  const url = rule?.documentation.links?.[0];
  return {
    name: rule?.title ?? ruleId,
    description: message,
    severity: severities[severity],
    ...(fixes[0] ? { solution: fixes[0].title } : {}),
    location: { file: pathOf(file, separator), start_line: start.line, end_line: end.line },
    identifiers: [
      { type: "planeguard_rule", name: `Planeguard ${ruleId}`, value: ruleId, ...(url === undefined ? {} : { url }) },
      ...(accessAnalyzer === null
        ? []
        : [{ type: "access_analyzer", name: `IAM Access Analyzer ${accessAnalyzer}`, value: accessAnalyzer }]),
    ],
  };
}

function fingerprints(findings: readonly Finding[], fingerprint: Fingerprint, separator: Separator): string[] {
  return identitiesOf(findings, (file) => withSlashes(file, separator)).map(fingerprint);
}

/** Relative to the root of the repository, where a path is given so: without `./`. */
function pathOf(file: string, separator: Separator): string {
  return withSlashes(file, separator).replace(/^(?:\.\/)+/, "");
}
