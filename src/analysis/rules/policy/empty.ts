/** Lists and objects in which nothing stands. */
import type { PolicyPath } from "../../finding";
import type { Change } from "../../locate/located";
import type { ConditionBlock, ConditionElement, ConditionKey, Policy, Statement } from "../../policy/model";
import type { Span } from "../../text";
import type { ValueNode } from "../../value";
import type { PolicyFix, PolicyRule } from "../rule";
import { accessAnalyzerPage, elementPage } from "../support/links";
import { withoutStatement } from "../support/removal-fixes";
import { withoutKey } from "../support/value-fixes";

interface About {
  readonly name: string;
  readonly title: string;
  readonly accessAnalyzer: string;
  readonly why: string;
  readonly avoid: string;
  readonly prefer: string;
  readonly element: string;
}

interface Empty {
  readonly at: Span;
  readonly path: PolicyPath;
  readonly message: string;
  readonly fixes: readonly PolicyFix[];
}

function emptyElementRule(
  { name, title, accessAnalyzer, why, avoid, prefer, element }: About,
  find: (statement: Statement, policy: Policy) => Iterable<Empty>,
): PolicyRule {
  return {
    kind: "policy",
    id: `policy/${name}`,
    title,
    severity: "info",
    confidence: "high",
    recommendation: "least-privilege",
    accessAnalyzer,
    documentation: {
      why,
      avoid: { language: "json", code: avoid },
      prefer: { language: "json", code: prefer },
      links: [
        accessAnalyzerPage("suggestion", accessAnalyzer.toLowerCase().replaceAll("_", "-")),
        elementPage(element),
      ],
    },
    *check(policy) {
      if (!hasEmpty(policy)) return;
      for (const statement of policy.statements) {
        for (const { at, path, message, fixes } of find(statement, policy))
          yield { at, path, message, fixes: () => fixes };
      }
    },
  };
}

const emptiness = new WeakMap<Policy, boolean>();

/** Whether some list or object in a statement is empty: asked once for all of these rules. */
function hasEmpty(policy: Policy): boolean {
  let has = emptiness.get(policy);
  if (has === undefined) {
    has = policy.statements.some(({ node }) => node.entries.some(({ value }) => isEmptyIn(value)));
    emptiness.set(policy, has);
  }
  return has;
}

/** Values that a template leaves open may be empty, too. */
function isEmptyIn(value: ValueNode): boolean {
  switch (value.kind) {
    case "array":
      return value.items.length === 0;
    case "object":
      return value.entries.length === 0 || value.entries.some((entry) => isEmptyIn(entry.value));
    case "unknown":
      return true;
    default:
      return false;
  }
}

function emptyList(kind: "Action" | "Resource"): (statement: Statement, policy: Policy) => Iterable<Empty> {
  return function* find(statement, policy) {
    const [element, notElement] =
      kind === "Action" ? [statement.action, statement.notAction] : [statement.resource, statement.notResource];
    for (const one of [element, notElement]) {
      if (one?.array?.items.length !== 0) continue;
      yield {
        at: one.array.span,
        path: one.path,
        message: `This list is empty, so the statement is about no ${kind.toLowerCase()}${one === element ? " and has no effect" : " left out"}. Name ${kind === "Action" ? "the actions" : "the resources"}, or remove the statement.`,
        // Nothing left out is everything.
        fixes:
          one === element
            ? withoutStatement(policy, statement, "safe")
            : [
                {
                  title: `Write "${kind}": "*"`,
                  kind: "suggestion",
                  changes: [
                    { kind: "renameKey", entry: one.entry, key: kind },
                    { kind: "replace", node: one.array, value: "*" },
                  ],
                },
              ],
      };
    }
  };
}

const action = emptyElementRule(
  {
    name: "empty-array-action",
    title: "Empty list of actions",
    accessAnalyzer: "EMPTY_ARRAY_ACTION",
    element: "action",
    why: "A statement with no action allows and denies nothing; often it is left over from a template.",
    avoid: '"Action": []',
    prefer: '"Action": ["s3:GetObject"]',
  },
  emptyList("Action"),
);

const resource = emptyElementRule(
  {
    name: "empty-array-resource",
    title: "Empty list of resources",
    accessAnalyzer: "EMPTY_ARRAY_RESOURCE",
    element: "resource",
    why: "A statement about no resource allows and denies nothing; often it is left over from a template.",
    avoid: '"Resource": []',
    prefer: '"Resource": ["arn:aws:s3:::invoices/*"]',
  },
  emptyList("Resource"),
);

const principal = emptyElementRule(
  {
    name: "empty-array-principal",
    title: "Empty list of principals",
    accessAnalyzer: "EMPTY_ARRAY_PRINCIPAL",
    element: "principal",
    why: "A statement about nobody allows and denies nothing.",
    avoid: '"Principal": { "AWS": [] }',
    prefer: '"Principal": { "AWS": ["111122223333"] }',
  },
  function* find(statement, policy) {
    for (const element of [statement.principal, statement.notPrincipal]) {
      for (const group of element?.groups ?? []) {
        if (group.array?.items.length !== 0) continue;
        const others = element!.groups.length > 1 && element!.entry.value.kind === "object";
        yield {
          at: group.array.span,
          path: group.path,
          message: "This list of principals is empty and names nobody. Name the principals, or remove it.",
          fixes:
            others && element!.entry.value.kind === "object"
              ? [
                  {
                    title: `Remove ${group.type}`,
                    kind: "safe",
                    changes: [{ kind: "removeEntry", from: element!.entry.value, entry: group.entry }],
                  },
                ]
              : element === statement.principal
                ? withoutStatement(policy, statement, "safe")
                : [],
        };
      }
    }
  },
);

const principalObject = emptyElementRule(
  {
    name: "empty-object-principal",
    title: "Empty Principal",
    accessAnalyzer: "EMPTY_OBJECT_PRINCIPAL",
    element: "principal",
    why: "A statement about nobody allows and denies nothing.",
    avoid: '"Principal": {}',
    prefer: '"Principal": { "AWS": "111122223333" }',
  },
  function* find(statement, policy) {
    for (const element of [statement.principal, statement.notPrincipal]) {
      if (element?.entry.value.kind !== "object" || element.entry.value.entries.length > 0) continue;
      yield {
        at: element.entry.value.span,
        path: element.path,
        message:
          "This names no principal, so the statement is about nobody. Name the principals, or remove the statement.",
        fixes: element === statement.principal ? withoutStatement(policy, statement, "safe") : [],
      };
    }
  },
);

const conditionObject = emptyElementRule(
  {
    name: "empty-object-condition",
    title: "Empty condition",
    accessAnalyzer: "EMPTY_OBJECT_CONDITION",
    element: "condition",
    why: "A condition that says nothing always holds: the statement applies as if it stood not there.",
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
        fixes: [
          {
            title: "Remove the empty condition",
            kind: "safe",
            changes: [{ kind: "removeEntry", from: node, entry: condition.entry }],
          },
        ],
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
    {
      title: `Write "Null": { "${key.name}": "true" }`,
      kind: "suggestion",
      changes: [
        { kind: "renameKey", entry: block.entry, key: "Null" },
        { kind: "replace", node: key.entry.value, value: "true" },
      ],
    },
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

export default [
  action,
  resource,
  principal,
  principalObject,
  conditionObject,
  values,
  valuesForAll,
  valuesForAny,
  valuesIfExists,
];
