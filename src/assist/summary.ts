/** What an answer says of a finding. */
import type { Finding, Fix } from "../analysis/finding";
import { plain } from "../language/diagnostics";

/** Lines and columns from 1. Nothing of the text itself: a key may stand in it. */
export function findingSummary({ ruleId, severity, confidence, recommendation, message, range, fixes }: Finding) {
  return {
    rule: ruleId,
    severity,
    confidence,
    recommendation,
    message: plain(message),
    line: range.start.line,
    column: range.start.column,
    endLine: range.end.line,
    endColumn: range.end.column,
    fixes: fixes.map(fixSummary),
  };
}

export function fixSummary({ title, kind, delta }: Fix) {
  return {
    title: plain(title),
    kind,
    ...(delta ? { newlyAllows: delta.newlyAllowed, noLongerAllows: delta.noLongerAllowed } : {}),
  };
}
