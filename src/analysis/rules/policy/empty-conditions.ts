/** Conditions in which nothing stands. */
import type { Change } from "../../locate/located";
import type { ConditionBlock, ConditionElement, ConditionKey, Policy, Statement } from "../../policy/model";
import type { PolicyFix } from "../rule";
import { type Empty, emptyElementRule } from "../support/empty-element";
import { safeFix, suggestion } from "../support/fixes";
import { withoutStatement } from "../support/removal-fixes";
import { withoutKey } from "../support/value-fixes";

const conditionObject = emptyElementRule(
  {
    name: "empty-object-condition",
    title: "Empty condition",
    accessAnalyzer: "EMPTY_OBJECT_CONDITION",
    element: "condition",
    why: "A condition that says nothing always holds: the statement applies as if it were not there.",
    avoid: '"Condition": { "StringEquals": {} }',
    prefer: '"Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-abcdefghij" } }',
  },
  function* find({ condition, node }) {
    if (condition?.entry.value.kind !== "object") return;
    const empty =
      "This condition is empty and always holds, so nothing is restricted by it. Say what must hold, or remove it.";
    const { value } = condition.entry;
    if (value.entries.length === 0) {
      yield {
        at: value.span,
        path: condition.path,
        message: empty,
        fixes: [safeFix("Remove the empty condition", { kind: "removeEntry", from: node, entry: condition.entry })],
      };
    }
    for (const { entry, path } of condition.blocks) {
      if (entry.value.kind !== "object" || entry.value.entries.length > 0) continue;
      const change: Change =
        value.entries.length === 1
          ? { kind: "removeEntry", from: node, entry: condition.entry }
          : { kind: "removeEntry", from: value, entry };
      yield {
        at: entry.value.span,
        path,
        message: empty,
        fixes: [{ title: "Remove the empty condition", kind: "safe", changes: [change] }],
      };
    }
  },
);

type Form = "plain" | "forAllValues" | "forAnyValue" | "ifExists";

function formOf({ parsed }: ConditionBlock): Form | null {
  if (!parsed) return null;
  if (parsed.qualifier === "ForAllValues") return "forAllValues";
  if (parsed.qualifier === "ForAnyValue") return "forAnyValue";
  return parsed.ifExists ? "ifExists" : "plain";
}

type EmptyKey = {
  readonly policy: Policy;
  readonly statement: Statement;
  readonly condition: ConditionElement;
  readonly block: ConditionBlock;
  readonly key: ConditionKey;
};

function emptyValues(
  form: Form,
  meaning: (key: string) => string,
  fixes: (found: EmptyKey) => readonly PolicyFix[],
): (statement: Statement, policy: Policy) => Iterable<Empty> {
  return function* find(statement, policy) {
    const { condition } = statement;
    for (const block of condition?.blocks ?? []) {
      if (formOf(block) !== form) continue;
      for (const key of block.keys) {
        if (key.array?.items.length !== 0) continue;
        yield {
          at: key.array.span,
          path: key.path,
          message: `This list of values is empty: ${meaning(key.name)}`,
          fixes: fixes({ policy, statement, condition: condition!, block, key }),
        };
      }
    }
  };
}

/** The same, said plainly: the key must not be there. */
function asNull({ condition: { blocks }, block, key }: EmptyKey): readonly PolicyFix[] {
  if (block.keys.length !== 1 || blocks.some((one) => one.operator === "Null")) return [];
  return [
    suggestion(
      `Write "Null": { "${key.name}": "true" }`,
      { kind: "renameKey", entry: block.entry, key: "Null" },
      { kind: "replace", node: key.entry.value, value: "true" },
    ),
  ];
}

const valueExample = {
  avoid: '"Condition": { "StringEquals": { "aws:PrincipalOrgID": [] } }',
  prefer: '"Condition": { "StringEquals": { "aws:PrincipalOrgID": ["o-abcdefghij"] } }',
  element: "condition",
};

const values = emptyElementRule(
  {
    name: "empty-array-condition",
    title: "Condition key without values",
    accessAnalyzer: "EMPTY_ARRAY_CONDITION",
    ...valueExample,
    why: "A condition key that is compared with no value does not restrict as it was meant to; often the list is left over from a template.",
  },
  emptyValues(
    "plain",
    (key) => `the condition compares \`${key}\` with nothing. Name the values, or remove the key.`,
    withoutKey,
  ),
);

const valuesForAll = emptyElementRule(
  {
    name: "empty-array-condition-forallvalues",
    title: "ForAllValues without values",
    accessAnalyzer: "EMPTY_ARRAY_CONDITION_FORALLVALUES",
    ...valueExample,
    why: "`ForAllValues` with no value holds only where the request does not have the key at all.",
  },
  emptyValues(
    "forAllValues",
    (key) => `the condition holds only where \`${key}\` is missing. Name the values, or test for that with \`Null\`.`,
    asNull,
  ),
);

const valuesForAny = emptyElementRule(
  {
    name: "empty-array-condition-foranyvalue",
    title: "ForAnyValue without values",
    accessAnalyzer: "EMPTY_ARRAY_CONDITION_FORANYVALUE",
    ...valueExample,
    why: "`ForAnyValue` with no value never holds, so the statement never applies.",
  },
  emptyValues(
    "forAnyValue",
    (key) => `the condition on \`${key}\` never holds, so the statement never applies. Name the values.`,
    ({ policy, statement }) => withoutStatement(policy, statement, "safe"),
  ),
);

const valuesIfExists = emptyElementRule(
  {
    name: "empty-array-condition-ifexists",
    title: "IfExists without values",
    accessAnalyzer: "EMPTY_ARRAY_CONDITION_IFEXISTS",
    ...valueExample,
    why: "An operator with `IfExists` and no value holds only where the request does not have the key at all.",
  },
  emptyValues(
    "ifExists",
    (key) => `the condition holds only where \`${key}\` is missing. Name the values, or test for that with \`Null\`.`,
    asNull,
  ),
);

export default [conditionObject, values, valuesForAll, valuesForAny, valuesIfExists];
