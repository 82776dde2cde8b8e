/** The frame of the rules about the operators of conditions. */
import type { Policy } from "../../policy/model";
import type { PolicyReport, PolicyRule } from "../rule";
import { type AnalyzerRule, analyzerRule } from "./analyzer-rule";
import { type ConditionUse, conditionUses } from "./condition-uses";
import { elementPage } from "./links";

export const operatorLinks = [elementPage("condition_operators")];

export function conditionOperatorRule(
  about: Omit<AnalyzerRule, "links">,
  find: (use: ConditionUse, policy: Policy) => Iterable<PolicyReport>,
): PolicyRule {
  return analyzerRule({ ...about, links: operatorLinks }, function* check(policy, { catalog }) {
    for (const use of conditionUses(policy, catalog)) yield* find(use, policy);
  });
}
