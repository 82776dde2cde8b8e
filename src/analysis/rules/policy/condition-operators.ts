/** Condition operators that do not fit the key that they compare. */
import { say } from "../../../wording/sentence";
import type { Item } from "../../policy/model";
import { formatOperator } from "../../policy/operators";
import { analyzerRule } from "../support/analyzer-rule";
import { conditionOperatorRule, operatorLinks } from "../support/condition-operator-rule";
import { type ConditionUse, conditionUses, isMultivalued, valueType } from "../support/condition-uses";
import { suggestion } from "../support/fixes";
import { underOperator } from "../support/value-fixes";

/** The report that AWS Billing sends it for has this ARN with its star, which AWS's own policies for such buckets compare with `StringEquals`. */
const sentAsWritten = /:(?:cur:[^:]*:[^:]*:definition|bcm-data-exports:[^:]*:[^:]*:export)\/\*$/;

function textOf({ parts }: Item): string {
  return parts.map((part) => (typeof part === "string" ? part : "_")).join("");
}

const missingQualifier = conditionOperatorRule(
  {
    code: "MISSING_QUALIFIER",
    kind: "ERROR",
    title: "Key with several values, compared as if it had one",
    why: "A request has several values of this key at once. Without `ForAnyValue` or `ForAllValues` the comparison is not defined for them, so that the condition may not hold when it should.",
    avoid: '"Condition": { "StringEquals": { "aws:TagKeys": ["team"] } }',
    prefer: '"Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } }',
  },
  function* find(use) {
    const { operator, info, key, known } = use;
    if (!known || !isMultivalued(known) || operator.qualifier !== null || info.type === "Null") return;
    yield {
      at: key.entry.keySpan,
      path: key.path,
      message: say`A request can have several values of \`${key.name}\`, so \`${use.block.operator}\` does not say which of them must match. Write \`ForAnyValue:\` where one suffices, \`ForAllValues:\` where none else is allowed.`,
      fixes: () =>
        (["ForAnyValue", "ForAllValues"] as const).flatMap((qualifier) =>
          underOperator(use, { ...operator, qualifier }, "suggestion"),
        ),
    };
  },
);

const forAllOfOne = conditionOperatorRule(
  {
    code: "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
    kind: "SECURITY_WARNING",
    title: "ForAllValues on a key with one value",
    why: "`ForAllValues` holds where the request does not have the key at all. On a key that has one value at most it only opens this hole: whoever leaves the key out gets past the condition.",
    avoid: '"Condition": { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-abcdefghij" } }',
    prefer: '"Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-abcdefghij" } }',
  },
  function* find(use) {
    const { operator, info, key, known } = use;
    // Of keys of a service the reference tells too seldom that they have several values.
    if (
      !known ||
      isMultivalued(known) ||
      !use.name.startsWith("aws:") ||
      operator.qualifier !== "ForAllValues" ||
      info.type === "Null"
    )
      return;
    yield {
      at: key.entry.keySpan,
      path: key.path,
      message: say`\`ForAllValues\` also holds where the request has no \`${key.name}\`, so that a request without it gets past this condition. The key has one value at most: write \`${formatOperator({ ...operator, qualifier: null })}\`.`,
      fixes: () => underOperator(use, { ...operator, qualifier: null }, "suggestion"),
    };
  },
);

const wildcardWithoutLike = conditionOperatorRule(
  {
    code: "WILDCARD_WITHOUT_LIKE_OPERATOR",
    kind: "WARNING",
    title: "Wildcard under an operator that has none",
    why: "`StringEquals` takes `*` and `?` for the characters themselves: the condition holds for a value with a star in it and for no other.",
    avoid: '"Condition": { "StringEquals": { "aws:PrincipalTag/team": "invoices-*" } }',
    prefer: '"Condition": { "StringLike": { "aws:PrincipalTag/team": "invoices-*" } }',
  },
  function* find(use) {
    const { operator, info, key } = use;
    if (info.type !== "String" || info.wildcards) return;
    for (const item of key.items) {
      if (!item.parts.some((part) => typeof part === "string" && /[*?]/.test(part.replace(/\$\{[*?$]\}/g, ""))))
        continue;
      if (use.name === "aws:sourcearn" && sentAsWritten.test(textOf(item))) continue;
      const like = { ...operator, name: info.negated ? "StringNotLike" : "StringLike" };
      yield {
        at: item.node.span,
        path: item.path,
        message: say`\`${info.name}\` takes the wildcard in this value for a plain character, so it hardly ever matches. Write \`${formatOperator(like)}\`, or \`\${*}\` where the character is meant.`,
        fixes: () => underOperator(use, like, "suggestion"),
      };
    }
  },
);

const stringLikeArn = conditionOperatorRule(
  {
    code: "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
    kind: "SECURITY_WARNING",
    title: "ARN compared as a text with wildcards",
    why: "Under `StringLike`, `*` matches across the colons of an ARN: a pattern meant for one account or type also matches others whose names contain the rest. `ArnLike` compares each part of the ARN by itself.",
    avoid: '"Condition": { "StringLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/deploy" } }',
    prefer: '"Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/deploy" } }',
  },
  function* find(use) {
    const { operator, info, key, known } = use;
    if (!known || valueType(known) !== "ARN" || info.type !== "String" || !info.wildcards) return;
    const arn = { ...operator, name: info.negated ? "ArnNotLike" : "ArnLike" };
    // Among ARNs a pattern with less fields matches none.
    const isShort = key.items.some(({ value, parts: [first] }) =>
      value === null ? typeof first === "string" && !first.startsWith("arn:") : value.split(":", 6).length < 6,
    );
    yield {
      at: key.entry.keySpan,
      path: key.path,
      message: say`Under \`${info.name}\` a \`*\` matches across the colons of an ARN, so that \`${key.name}\` may match more than is meant. Write ${isShort ? say`\`${formatOperator(arn)}\` and all six fields of the ARN` : `\`${formatOperator(arn)}\``}, which compares each part by itself.`,
      fixes: () => (isShort ? [] : underOperator(use, arn, "suggestion")),
    };
  },
);

const nullIfExists = conditionOperatorRule(
  {
    code: "NULL_WITH_IF_EXISTS",
    kind: "ERROR",
    title: "Null with IfExists",
    why: "`Null` asks whether a key exists; with `IfExists` that makes no sense, and AWS rejects the policy.",
    avoid: '"Condition": { "NullIfExists": { "aws:TokenIssueTime": "true" } }',
    prefer: '"Condition": { "Null": { "aws:TokenIssueTime": "true" } }',
  },
  function* find(use) {
    const { operator, info, block, key } = use;
    if (info.type !== "Null" || !operator.ifExists || key !== block.keys[0]) return;
    yield {
      at: block.entry.keySpan,
      path: block.path,
      message: say`\`Null\` itself asks whether the key exists and takes no \`IfExists\`, so AWS rejects this policy. Write \`Null\`.`,
      fixes: () => [suggestion(say`Write Null`, { kind: "renameKey", entry: block.entry, key: "Null" })],
    };
  },
);

const nullWithQualifier = conditionOperatorRule(
  {
    code: "NULL_WITH_QUALIFIER",
    kind: "SUGGESTION",
    title: "Null with ForAllValues or ForAnyValue",
    why: "With `ForAllValues`, `Null` always holds; with `ForAnyValue` it never does. Either way the condition tests nothing.",
    avoid: '"Condition": { "ForAllValues:Null": { "aws:TagKeys": "false" } }',
    prefer: '"Condition": { "Null": { "aws:TagKeys": "false" } }',
  },
  function* find(use) {
    const { operator, info, block, key } = use;
    if (info.type !== "Null" || operator.qualifier === null || key !== block.keys[0]) return;
    yield {
      at: block.entry.keySpan,
      path: block.path,
      message:
        operator.qualifier === "ForAllValues"
          ? say`\`${block.operator}\` always holds, whatever the request has. Write \`Null\`.`
          : say`\`${block.operator}\` never holds, whatever the request has. Write \`Null\`.`,
      fixes: () => [suggestion(say`Write Null`, { kind: "renameKey", entry: block.entry, key: "Null" })],
    };
  },
);

const multipleBoolean = conditionOperatorRule(
  {
    code: "INVALID_CONDITION_MULTIPLE_BOOLEAN",
    kind: "ERROR",
    title: "Several values where true or false is asked",
    why: "A condition on `true` and `false` holds whatever the request says, so that it tests nothing. AWS takes one value.",
    avoid: '"Condition": { "Bool": { "aws:SecureTransport": ["true", "false"] } }',
    prefer: '"Condition": { "Bool": { "aws:SecureTransport": "true" } }',
  },
  function* find({ info, key }) {
    if ((info.type !== "Bool" && info.type !== "Null") || !key.array || !key.complete || key.items.length < 2) return;
    yield {
      at: key.array.span,
      path: key.path,
      message: say`\`${key.name}\` is true or false, and with both in the list the condition tests nothing. Write one value.`,
      fixes: () =>
        ["true", "false"].map((value) =>
          suggestion(say`Write "${value}"`, { kind: "replace", node: key.entry.value, value }),
        ),
    };
  },
);

/** Where two keys of one block are the same key to IAM. */
const sameKey = analyzerRule(
  {
    code: "DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
    kind: "ERROR",
    title: "One condition key, written in two ways",
    why: "Condition keys compare without regard to case: to IAM these are one key that stands twice in an object, and it rejects the policy.",
    avoid: '"Condition": { "StringEquals": { "aws:PrincipalTag/team": "a", "aws:principaltag/team": "b" } }',
    prefer: '"Condition": { "StringEquals": { "aws:PrincipalTag/team": ["a", "b"] } }',
    links: operatorLinks,
  },
  function* check(policy, { catalog }) {
    const seen = new Map<object, Map<string, ConditionUse>>();
    for (const use of conditionUses(policy, catalog)) {
      const names = seen.get(use.block) ?? new Map<string, ConditionUse>();
      seen.set(use.block, names);
      const first = names.get(use.name);
      if (!first) names.set(use.name, use);
      else if (first.key.name !== use.key.name) {
        yield {
          at: use.key.entry.keySpan,
          path: use.key.path,
          message: say`\`${use.key.name}\` and \`${first.key.name}\` are one key to AWS, which rejects a policy with both. Write the key once, with the values of both.`,
          related: [{ at: first.key.entry.keySpan, message: say`It stands here first.` }],
          fixes: () => joined(first, use),
        };
      }
    }
  },
);

function joined(first: ConditionUse, second: ConditionUse) {
  const own = first.block.entry.value;
  const values = [...new Set([...first.key.items, ...second.key.items].map((item) => item.value))];
  if (own.kind !== "object" || !first.key.complete || !second.key.complete || !values.every((value) => value !== null))
    return [];
  return [
    suggestion(
      say`Join them under ${first.key.name}`,
      { kind: "removeEntry" as const, from: own, entry: second.key.entry },
      { kind: "replace" as const, node: first.key.entry.value, value: values.length === 1 ? values[0]! : values },
    ),
  ];
}

export default [
  missingQualifier,
  forAllOfOne,
  wildcardWithoutLike,
  stringLikeArn,
  nullIfExists,
  nullWithQualifier,
  multipleBoolean,
  sameKey,
];
