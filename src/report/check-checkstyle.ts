/** `check --format checkstyle`: the XML of Checkstyle, which reviewdog, Jenkins' Warnings and many others read. */
import type { Severity } from "../analysis/finding";
import { type Xml, xml } from "../escape/xml";
import type { CheckReport } from "./check-report";
import { byFile, type FileReport } from "./files-of-report";

const severities = { error: "error", warning: "warning", info: "info", hint: "info" } as const satisfies Record<
  Severity,
  string
>;

export function checkCheckstyle(report: CheckReport): string {
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="8.0">
${byFile(report).map(fileElement)}</checkstyle>
`.text;
}

function fileElement({ file, findings, problems }: FileReport): Xml {
  return xml`<file name="${file}">
${problems.map(
  ({ message, range }) =>
    xml`<error line="${range?.start.line ?? 1}" severity="error" message="${message}" source="planeguard.unread"/>
`,
)}${findings.map(
    ({ ruleId, severity, message, range: { start } }) =>
      xml`<error line="${start.line}" column="${start.column}" severity="${severities[severity]}" message="${message}" source="planeguard.${ruleId.replace("/", ".")}"/>
`,
  )}</file>
`;
}
