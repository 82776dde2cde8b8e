/** What the rules of condition keys have in common: each looks at one use of a key, and most offer another name. */
import type { Catalog } from "../../../catalog/catalog";
import type { Policy } from "../../policy/model";
import type { PolicyReport, PolicyRule } from "../rule";
import { type AnalyzerRule, analyzerRule } from "./analyzer-rule";
import { type ConditionUse, conditionUses } from "./condition-uses";

const links = ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"];

/** A rule that looks at every use of a condition key by itself. */
export function conditionKeyRule(
  about: AnalyzerRule,
  find: (use: ConditionUse, catalog: Catalog, policy: Policy) => Iterable<PolicyReport>,
): PolicyRule {
  return analyzerRule({ ...about, links }, function* check(policy, { catalog }) {
    for (const use of conditionUses(policy, catalog)) yield* find(use, catalog, policy);
  });
}

/** Where the key stands. */
export function atKey({ key }: ConditionUse): Pick<PolicyReport, "at" | "path"> {
  return { at: key.entry.keySpan, path: key.path };
}

/** A suggestion for each of the names. */
export function renamed(
  { key: { entry } }: ConditionUse,
  names: readonly string[],
): () => ReturnType<NonNullable<PolicyReport["fixes"]>> {
  return () =>
    names.map((key) => ({ title: `Write ${key}`, kind: "suggestion", changes: [{ kind: "renameKey", entry, key }] }));
}
