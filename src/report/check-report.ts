import type { Finding, Problem, SuppressedFinding } from "../analysis/finding";
import { english, type Language, messageIn } from "../wording/language";

/** What a check gives to a report, whatever its format. */
export interface CheckReport {
  readonly findings: readonly Finding[];
  /** What was found and is accepted: only SARIF holds it. */
  readonly suppressed: readonly SuppressedFinding[];
  readonly problems: readonly Problem[];
  /** Nothing in what was checked could say what is found. */
  readonly untrusted?: boolean | undefined;
  /** The signal that ended the check before everything was looked at: the report is not whole. */
  readonly stopped?: { readonly signal: string; readonly exitCode: number };
  readonly stats: {
    readonly files: number;
    readonly bytes: number;
    readonly policies: number;
    readonly suppressed: number;
    readonly durationMs: number;
  };
}

/** Who made a report. */
export interface Tool {
  readonly name: "planeguard";
  readonly version: string;
  /** Of the catalogue's data: `YYYY-MM-DD`. */
  readonly catalogDate: string;
}

/** A finding in another language, which is known again by what it is in English. */
export interface TranslatedFinding extends Finding {
  readonly english: string;
}

/** The same with messages and titles in a language. */
export function reportIn(report: CheckReport, language: Language): CheckReport {
  if (language.locale === english.locale) return report;
  return {
    ...report,
    findings: report.findings.map((finding) => findingIn(finding, language)),
    suppressed: report.suppressed.map((one) => ({ ...one, finding: findingIn(one.finding, language) })),
  };
}

function findingIn(finding: Finding, language: Language): TranslatedFinding {
  return {
    ...finding,
    message: messageIn(finding, language),
    english: finding.message,
    related: finding.related.map((place) => ({ ...place, message: messageIn(place, language) })),
    fixes: finding.fixes.map((fix) => ({
      ...fix,
      title: messageIn({ message: fix.title, said: fix.said }, language),
    })),
  };
}
