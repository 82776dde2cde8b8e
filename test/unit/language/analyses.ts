/** Analyses made of a pattern instead of rules, for the tests of what is done with an analysis. */
import type { Analysis } from "../../../src/analysis/analysis";
import type { Finding, Fix, FixKind } from "../../../src/analysis/finding";
import type { SourceDocument } from "../../../src/analysis/source/document";
import { LineIndex } from "../../../src/analysis/text";

export interface FakeRule {
  readonly pattern: RegExp;
  readonly fix?: (found: string) => string;
  readonly kind?: FixKind;
  /** The fix writes into this file instead. */
  readonly file?: string;
}

/** Every match of a rule's pattern is a finding; its fix replaces it. */
export function analyzeWith(rules: Record<string, FakeRule>, { name, text }: SourceDocument, fixes = true): Analysis {
  const lines = new LineIndex(text);
  const findings = Object.entries(rules).flatMap(([ruleId, { pattern, fix, kind = "safe", file = name }]) =>
    [...text.matchAll(pattern)].map((match): Finding => {
      const range = lines.range({ start: match.index, end: match.index + match[0].length });
      const offered: Fix[] =
        fix && fixes
          ? [{ title: `Fix ${match[0]}`, kind, delta: null, edits: [{ file, range, newText: fix(match[0]) }] }]
          : [];
      return {
        ruleId,
        message: `found ${ruleId}`,
        range,
        fixes: offered,
        file: name,
        related: [],
        policyPath: ["Statement"],
        accessAnalyzer: null,
        recommendation: "least-privilege",
        severity: "warning",
        confidence: "high",
        unnecessary: false,
        deprecated: false,
      };
    }),
  );
  return {
    findings: findings.sort((a, b) => a.range.start.offset - b.range.start.offset),
    problems: [],
    suppressed: [],
    keys: [],
    policies: 0,
  };
}
