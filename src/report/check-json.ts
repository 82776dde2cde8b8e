/** `check --format json`, schema 1 of shared/CLI.md. A field may be added; none changes its meaning. */
import type { Finding } from "../analysis/finding";
import { json } from "../escape/json";
import type { CheckReport, Tool } from "./check-report";

export function checkJson({ findings, problems, stats, untrusted }: CheckReport, tool: Tool): string {
  const written = findings.map(writtenFinding);
  return `${json({ schema: 1, tool, ...(untrusted ? { untrusted } : {}), findings: written, problems, stats })}\n`;
}

/** Without what other languages are made of. */
function writtenFinding(finding: Finding): object {
  return {
    ...finding,
    ...unsaid,
    related: finding.related.map((place) => ({ ...place, ...unsaid })),
    fixes: finding.fixes.map((fix) => ({ ...fix, ...unsaid })),
  };
}

/** What is undefined is not written. */
const unsaid = { said: undefined, english: undefined };
