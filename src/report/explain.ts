/** Every rule and check in one list, and the page of each. */
import { checks } from "../account/checks/generated/index";
import { rules } from "../analysis/rules/generated/index";
import type { RecommendationId } from "../guidance/recommendations";
import { english, wordingIn } from "../wording/language";
import { renderCheckPage } from "./check-page";
import { renderRulePage } from "./rule-page";

export interface RuleListing {
  readonly id: string;
  readonly kind: "rule" | "check";
  readonly title: string;
  readonly severity: string;
  readonly recommendation: RecommendationId;
  readonly accessAnalyzer: string | null;
}

/** Rules first, then checks, each by id. */
export function listRules(language = english): readonly RuleListing[] {
  const wording = wordingIn(language);
  return [
    ...rules.map(({ id, title, severity, recommendation, accessAnalyzer }) => ({
      id,
      kind: "rule" as const,
      title: wording.of(title),
      severity,
      recommendation,
      accessAnalyzer,
    })),
    ...checks.map(({ id, title, severity, recommendation }) => ({
      id,
      kind: "check" as const,
      title,
      severity,
      recommendation,
      accessAnalyzer: null,
    })),
  ];
}

/** The page of a rule or check as Markdown; null where there is none of that id. */
export function explain(id: string, language = english): string | null {
  const rule = rules.find((one) => one.id === id);
  if (rule) return renderRulePage(rule, language);
  const check = checks.find((one) => one.id === id);
  return check ? renderCheckPage(check) : null;
}
