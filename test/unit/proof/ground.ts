/** A document whose findings are the matches of patterns, for the tests of what a proof does with them. */
import type { Finding, FixKind, Severity } from "../../../src/analysis/finding";
import { locatePolicies } from "../../../src/analysis/locate/locate";
import { readPolicy } from "../../../src/analysis/policy/read";
import type { Examined } from "../../../src/analysis/proof/examined";
import type { Candidate, Ground, Proposal } from "../../../src/analysis/proof/prover";
import { Source } from "../../../src/analysis/source/source";
import { LineIndex } from "../../../src/analysis/text";

export interface PatternRule {
  readonly pattern: RegExp;
  readonly severity?: Severity;
  readonly message?: (found: string) => string;
  /** In the order of preference: what takes the place of the match; null: the form cannot say it. */
  readonly fixes?: readonly ((found: string) => string | null)[];
  readonly kind?: FixKind;
  /** The finding is not about a policy. */
  readonly beside?: true;
}

export type PatternRules = Readonly<Record<string, PatternRule>>;

export interface World {
  readonly ground: Ground;
  readonly candidates: readonly Candidate[];
  /** The texts that were examined, in their order. */
  readonly examined: string[];
}

/** What each of the rules finds in a text, with what it proposes. A `!` in it makes a problem of the rest of its line. */
export function worldOf(text: string, rules: PatternRules, name = "policy.json"): World {
  const examined: string[] = [];
  const examine = (another: string): Examined => {
    examined.push(another);
    return examination(another, rules, name);
  };
  const before = examination(text, rules, name);
  return {
    ground: { document: { name, text }, before, catalog: null, examine },
    candidates: candidatesIn(text, rules, name),
    examined,
  };
}

function examination(text: string, rules: PatternRules, name: string): Examined {
  return {
    text,
    findings: candidatesIn(text, rules, name).map(({ finding }) => finding),
    problems: [...text.matchAll(/!.*/g)].map(([message]) => ({ message })),
    policies: locatePolicies(new Source({ name, text }, null)).policies.flatMap(
      ({ root, place }) => readPolicy(root, place) ?? [],
    ),
  };
}

function candidatesIn(text: string, rules: PatternRules, name: string): Candidate[] {
  const lines = new LineIndex(text);
  return Object.entries(rules)
    .flatMap(([ruleId, rule]) =>
      [...text.matchAll(rule.pattern)].map(({ 0: found, index }) => {
        const span = { start: index, end: index + found.length };
        const finding: Finding = {
          ruleId,
          message: rule.message?.(found) ?? `${ruleId} found ${found}`,
          severity: rule.severity ?? "warning",
          file: name,
          range: lines.range(span),
          policyPath: rule.beside ? null : ["Statement"],
          accessAnalyzer: null,
          recommendation: "least-privilege",
          confidence: "high",
          related: [],
          unnecessary: false,
          deprecated: false,
          fixes: [],
        };
        const propose = (): Proposal[] =>
          (rule.fixes ?? []).map((fix, rank) => {
            const newText = fix(found);
            return {
              title: `${ruleId} ${rank}`,
              kind: rule.kind ?? "safe",
              edits: newText === null ? null : [{ span, newText }],
            };
          });
        return { finding, propose };
      }),
    )
    .sort((a, b) => a.finding.range.start.offset - b.finding.range.start.offset);
}
