/** What the rules of trust policies have in common. */
import type { Item } from "../../policy/model";
import type { PolicyReport, PolicyRule } from "../rule";
import { type AnalyzerRule, analyzerRule } from "./analyzer-rule";

/** A rule of trust policies alone. */
export function trustRule(
  about: Omit<AnalyzerRule, "family" | "types" | "recommendation">,
  check: PolicyRule["check"],
): PolicyRule {
  return analyzerRule({ ...about, family: "trust", types: ["trust"], recommendation: "cross-account-roles" }, check);
}

/** Where an item stands. */
export function atItem(item: Item): Pick<PolicyReport, "at" | "path"> {
  return { at: item.node.span, path: item.path };
}
