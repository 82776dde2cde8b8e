/** `needs --format json`, schema 1 of shared/CLI.md, and `--format policy`. */
import { asPolicy } from "../analysis/units/written-policy";
import { json } from "../escape/json";
import type { Tool } from "./check-report";
import type { NeedsReport, ReportedUnit } from "./needs-report";
import { leastPolicyOf, mergedStatements, withoutNames } from "./needs-report";

export function needsJson({ units, problems, stats }: NeedsReport, tool: Tool): string {
  return `${json({
    schema: 1,
    tool,
    units: units.map(unitJson),
    problems,
    stats,
  })}\n`;
}

function unitJson({ name, kind, entry, files, role, calls, unknownCalls, unused, statements }: ReportedUnit): object {
  return { name, kind, entry, files, role, calls, unknownCalls, unused, policy: leastPolicyOf({ statements }) };
}

/** One policy for all units of the report. */
export function needsPolicy(report: NeedsReport): string {
  return `${json(asPolicy(withoutNames(mergedStatements(report))))}\n`;
}
