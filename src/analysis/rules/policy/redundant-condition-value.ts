import { operatorInfo } from "../../policy/operators";
import type { PolicyRule } from "../rule";
import { accessAnalyzerPage, elementPage } from "../support/links";

const rule: PolicyRule = {
  kind: "policy",
  id: "policy/redundant-condition-value",
  title: "Numbers of which one decides",
  severity: "hint",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "REDUNDANT_CONDITION_VALUE_NUM",
  documentation: {
    why: "Of several values one suffices for a condition to hold. With “less than”, that is the greatest: the smaller and stricter ones have no effect.",
    avoid: { language: "json", code: '"NumericLessThan": { "aws:MultiFactorAuthAge": ["2700", "3600"] }' },
    prefer: { language: "json", code: '"NumericLessThan": { "aws:MultiFactorAuthAge": "3600" }' },
    links: [accessAnalyzerPage("suggestion", "redundant-condition-value-num"), elementPage("condition_operators")],
  },
  *check(policy) {
    for (const { condition } of policy.statements) {
      for (const { parsed, keys } of condition?.blocks ?? []) {
        const operator = parsed && operatorInfo(parsed.name);
        if (operator?.type !== "Numeric" || operator.comparison === "equals") continue;
        const greatest = operator.comparison === "less" || operator.comparison === "lessOrEqual";
        for (const { name, path, items, array, complete, entry } of keys) {
          const numbers = items.map((item) =>
            item.value === null || item.value.trim() === "" ? NaN : Number(item.value),
          );
          if (!array || !complete || numbers.length < 2 || numbers.some(Number.isNaN)) continue;
          const deciding = numbers.indexOf(greatest ? Math.max(...numbers) : Math.min(...numbers));
          const value = items[deciding]!.value!;
          yield {
            at: array.span,
            path,
            message: `Of these values only the ${greatest ? "greatest" : "least"}, ${value}, decides whether the condition on \`${name}\` holds. Write it alone, or the stricter one if that is meant.`,
            fixes: () => [
              { title: `Write ${value} alone`, kind: "safe", changes: [{ kind: "replace", node: entry.value, value }] },
            ],
          };
        }
      }
    }
  },
};

export default rule;
