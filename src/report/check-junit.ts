/**
 * `check --format junit`, as Jenkins, GitLab, Azure Pipelines and CircleCI read it: a suite a file, a case a finding. What is no
 * more than information has passed, with its message as output; what could not be read is an error.
 */
import type { Finding, Problem } from "../analysis/finding";
import { type Xml, xml } from "../escape/xml";
import type { CheckReport } from "./check-report";
import { byFile, type FileReport } from "./files-of-report";

export function checkJunit(report: CheckReport): string {
  const files = byFile(report);
  const total = (count: (file: FileReport) => number) => files.reduce((sum, file) => sum + count(file), 0);
  // A run without a case is taken for one that did not happen.
  const suites =
    files.length > 0
      ? files.map(suite)
      : [
          xml`<testsuite name="planeguard" tests="1" failures="0" errors="0" skipped="0">
<testcase classname="planeguard" name="${report.stats.files} files without a finding"/>
</testsuite>
`,
        ];
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="planeguard" tests="${Math.max(1, total(cases))}" failures="${total(failures)}" errors="${total(errors)}">
${suites}</testsuites>
`.text;
}

const cases = ({ findings, problems }: FileReport) => findings.length + problems.length;
const failures = ({ findings }: FileReport) => findings.filter(isFailure).length;
const errors = ({ problems }: FileReport) => problems.length;

function isFailure({ severity }: Finding): boolean {
  return severity === "error" || severity === "warning";
}

function suite(of: FileReport): Xml {
  return xml`<testsuite name="${of.file}" tests="${cases(of)}" failures="${failures(of)}" errors="${errors(of)}" skipped="0">
${of.problems.map((one) => problemCase(of.file, one))}${of.findings.map((one) => findingCase(of.file, one))}</testsuite>
`;
}

function findingCase(file: string, finding: Finding): Xml {
  const { ruleId, severity, message, range } = finding;
  const { line, column } = range.start;
  const place = `${file}:${line}:${column}`;
  return xml`<testcase classname="${file}" name="${ruleId} at ${line}:${column}" file="${file}" line="${line}">${
    isFailure(finding)
      ? xml`<failure type="${severity}" message="${message}">${place}: ${message} (${ruleId})</failure>`
      : xml`<system-out>${place}: ${severity}: ${message} (${ruleId})</system-out>`
  }</testcase>
`;
}

function problemCase(file: string, { message, range }: Problem): Xml {
  const place = range === null ? file : `${file}:${range.start.line}:${range.start.column}`;
  return xml`<testcase classname="${file}" name="can be read" file="${file}"><error type="unread" message="${message}">${place}: ${message}</error></testcase>
`;
}
