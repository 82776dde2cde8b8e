import type { Text } from "../../wording/sentence";
import { briefText } from "../brief";
import type { Finding, PolicyPath, Severity } from "../finding";
import type { LineIndex, Span } from "../text";
import type { RelatedReport, Rule } from "./rule";

/** What the reports of all kinds of rules have in common. */
export interface Report {
  readonly at: Span;
  readonly message: Text;
  readonly related?: readonly RelatedReport[];
}

/** Where a report belongs. */
export interface Reported {
  readonly file: string;
  readonly lines: LineIndex;
  readonly severity: Severity;
  readonly policyPath: PolicyPath | null;
}

/** The finding that a rule's report makes, without fixes. */
export function findingOf(rule: Rule, report: Report, { file, lines, severity, policyPath }: Reported): Finding {
  return {
    ruleId: rule.id,
    accessAnalyzer: rule.accessAnalyzer,
    recommendation: rule.recommendation,
    severity,
    confidence: rule.confidence,
    ...messageOf(report.message),
    file,
    range: lines.range(report.at),
    policyPath,
    related: (report.related ?? []).map((place) => ({
      ...(place.elsewhere ?? { file, range: lines.range(place.at) }),
      policyPath: place.path ?? null,
      ...messageOf(place.message),
    })),
    unnecessary: rule.unnecessary ?? false,
    deprecated: rule.deprecated ?? false,
    fixes: [],
  };
}

/** In English, and as it can be said in other languages. */
function messageOf(message: Text): Pick<Finding, "message" | "said"> {
  const { text, said } = briefText(message);
  return { message: text, ...(said && { said }) };
}

/** In the order of the text, then by rule. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      a.range.start.offset - b.range.start.offset ||
      a.range.end.offset - b.range.end.offset ||
      (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0),
  );
}
