/** Comparisons with `*`, which every value is like. */
import { say, together } from "../../../wording/sentence";
import type { Item } from "../../policy/model";
import { conditionOperatorRule } from "../support/condition-operator-rule";
import type { ConditionUse } from "../support/condition-uses";
import { withoutStatement } from "../support/removal-fixes";
import { underOperator, withoutKey } from "../support/value-fixes";

/** What a comparison with `*` comes to: whether the key exists, whether it does not, always or never. */
type Meaning = "exists" | "missing" | "always" | "never";

function meaningOfAny({ operator, info }: ConditionUse): Meaning | null {
  if (!info.wildcards) return null;
  const { qualifier, ifExists } = operator;
  if (!info.negated) return ifExists || qualifier === "ForAllValues" ? "always" : "exists";
  return qualifier === "ForAnyValue" && !ifExists ? "never" : "missing";
}

function* anyValues(use: ConditionUse, meaning: Meaning): Iterable<Item> {
  if (meaningOfAny(use) === meaning)
    for (const item of use.key.items)
      if (!item.conditional && item.value !== null && /^\*+$/.test(item.value)) yield item;
}

const nullFalse = conditionOperatorRule(
  {
    code: "EQUIVALENT_TO_NULL_FALSE",
    kind: "SUGGESTION",
    title: "Comparison that only asks whether the key exists",
    why: "`*` matches every value: the condition holds as soon as the request has the key at all. `Null` says that plainly, and nobody mistakes it for a restriction of the value.",
    avoid: '"Condition": { "StringLike": { "aws:ResourceTag/team": "*" } }',
    prefer: '"Condition": { "Null": { "aws:ResourceTag/team": "false" } }',
  },
  function* find(use) {
    for (const item of anyValues(use, "exists")) {
      yield {
        at: item.node.span,
        path: item.path,
        message: say`\`*\` matches every value, so this only asks that the request has \`${use.key.name}\`. Write \`"Null": { "${use.key.name}": "false" }\`, or the values that are meant.`,
        fixes: () => underOperator(use, "Null", "suggestion", "false"),
      };
    }
  },
);

const nullTrue = conditionOperatorRule(
  {
    code: "EQUIVALENT_TO_NULL_TRUE",
    kind: "SUGGESTION",
    title: "Comparison that only asks whether the key is missing",
    why: "No value is unlike `*`: the condition holds only where the request does not have the key. `Null` says that plainly.",
    avoid: '"Condition": { "StringNotLike": { "aws:PrincipalTag/team": "*" } }',
    prefer: '"Condition": { "Null": { "aws:PrincipalTag/team": "true" } }',
  },
  function* find(use) {
    for (const item of anyValues(use, "missing")) {
      yield {
        at: item.node.span,
        path: item.path,
        message: say`Every value is like \`*\`, so this holds only where the request has no \`${use.key.name}\`. Write \`"Null": { "${use.key.name}": "true" }\`, or the values that are meant.`,
        fixes: () => underOperator(use, "Null", "suggestion", "true"),
      };
    }
  },
);

const alwaysHolds = conditionOperatorRule(
  {
    code: "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION",
    kind: "SUGGESTION",
    title: "Condition key that restricts nothing",
    why: "`*` matches every value, and the operator also holds where the key is missing: this part of the condition always holds.",
    avoid: '"Condition": { "StringLikeIfExists": { "aws:PrincipalTag/team": "*" } }',
    prefer: '"Condition": { "StringLike": { "aws:PrincipalTag/team": "invoices-*" } }',
  },
  function* find(use) {
    for (const item of anyValues(use, "always")) {
      yield {
        at: item.node.span,
        path: item.path,
        message: say`This holds with every \`${use.key.name}\` and without one, so that it restricts nothing. Write the values that are meant, or remove it.`,
        fixes: () => withoutKey(use),
      };
    }
  },
);

const neverHolds = conditionOperatorRule(
  {
    code: "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
    kind: "SUGGESTION",
    title: "Condition that never holds",
    why: "No value is unlike `*`, and without a value `ForAnyValue` does not hold either: the statement never applies. As a `Deny` it protects nothing.",
    avoid: '"Condition": { "ForAnyValue:StringNotLike": { "aws:TagKeys": "*" } }',
    prefer: '"Condition": { "ForAnyValue:StringNotLike": { "aws:TagKeys": ["team", "stage"] } }',
  },
  function* find(use, policy) {
    for (const item of anyValues(use, "never")) {
      yield {
        at: item.node.span,
        path: item.path,
        message: together(
          use.statement.effect === "Deny"
            ? say`No \`${use.key.name}\` is unlike \`*\`, so this statement never applies and denies nothing.`
            : say`No \`${use.key.name}\` is unlike \`*\`, so this statement never applies.`,
          say`Write the values that are meant, or remove the statement.`,
        ),
        fixes: () => withoutStatement(policy, use.statement, "safe"),
      };
    }
  },
);

export default [nullFalse, nullTrue, alwaysHolds, neverHolds];
