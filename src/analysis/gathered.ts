/** What the rules say of one document, before anybody accepts or fixes it. */
import { inEnglish } from "../wording/sentence";
import { brief } from "./brief";
import type { Finding, PolicyPath, Problem, Severity } from "./finding";
import type { Examined } from "./proof/examined";
import type { FixProposal } from "./proof/prover";
import { findingOf, type Report } from "./rules/finding-of";
import type { Rule } from "./rules/rule";
import type { SourceDocument } from "./source/document";
import { LineIndex, type Span } from "./text";

/** What a rule reports, before it is made a finding. */
interface Raw {
  readonly rule: Rule;
  readonly report: Report;
  readonly severity: Severity;
  readonly policyPath: PolicyPath | null;
  readonly propose: FixProposal;
}

export class Gathered {
  /** Made when something is found: most documents have nothing. */
  private lineIndex: LineIndex | null = null;
  private readonly found: Raw[] = [];
  /** By rule and by where they begin. */
  private readonly reported = new Map<string, Map<number, Report[]>>();
  readonly problems: Problem[] = [];

  constructor(private readonly document: SourceDocument) {}

  get lines(): LineIndex {
    return (this.lineIndex ??= new LineIndex(this.document.text));
  }

  problem(message: string, span: Span): void {
    this.problems.push({ file: this.document.name, message: brief(message), range: this.lines.range(span) });
  }

  /** A template that chooses between elements makes several statements of one: what holds for each is said once. */
  finding(raw: Raw): void {
    if (!this.isReported(raw.rule, raw.report)) this.found.push(raw);
  }

  hasOf({ id }: Rule, start: number): boolean {
    return this.reported.get(id)?.has(start) ?? false;
  }

  private isReported({ id }: Rule, report: Report): boolean {
    const { at, message } = report;
    let places = this.reported.get(id);
    if (!places) this.reported.set(id, (places = new Map()));
    const same = places.get(at.start);
    if (!same) {
      places.set(at.start, [report]);
      return false;
    }
    const text = inEnglish(message);
    if (same.some((one) => one.at.end === at.end && inEnglish(one.message) === text)) return true;
    same.push(report);
    return false;
  }

  /** Every finding, and what its rule would change. */
  proposals(): Map<Finding, FixProposal> {
    const proposals = new Map<Finding, FixProposal>();
    for (const { rule, report, severity, policyPath, propose } of this.found) {
      const place = { file: this.document.name, lines: this.lines, severity, policyPath };
      proposals.set(findingOf(rule, report, place), propose);
    }
    return proposals;
  }

  /** As much of the findings as a proof compares. */
  compared(): Examined["findings"] {
    return this.found.map(({ rule, report, severity }) => ({
      ruleId: rule.id,
      message: brief(inEnglish(report.message)),
      severity,
    }));
  }
}
