/** Changes of conditions that several rules propose. */
import { say, type Text } from "../../../wording/sentence";
import type { Change, NewValue } from "../../locate/located";
import type { Item, Operator, Statement } from "../../policy/model";
import { formatOperator } from "../../policy/operators";
import { entryOf } from "../../value";
import type { PolicyFix } from "../rule";
import type { ConditionUse } from "./condition-uses";
import { suggestion } from "./fixes";

/** The key under another operator: the block is renamed where the key stands alone in it. */
export function underOperator(
  use: ConditionUse,
  operator: Operator | string,
  kind: PolicyFix["kind"],
  value?: string,
): readonly PolicyFix[] {
  const name = typeof operator === "string" ? operator : formatOperator(operator);
  const { block, condition, key } = use;
  const title = say`Write ${name}`;
  const parent = condition.entry.value;
  const own = block.entry.value;
  const written: Change[] = value === undefined ? [] : [{ kind: "replace", node: key.entry.value, value }];
  if (parent.kind !== "object" || own.kind !== "object") return [];
  const other = entryOf(parent, name);
  if (block.keys.length === 1 && !other)
    return [{ title, kind, changes: [{ kind: "renameKey", entry: block.entry, key: name }, ...written] }];
  const values = value ?? (key.array ? key.items.map((item) => item.value) : (key.items[0]?.value ?? null));
  if (values === null || (Array.isArray(values) && values.includes(null))) return [];
  const removed: Change =
    own.entries.length === 1
      ? { kind: "removeEntry", from: parent, entry: block.entry }
      : { kind: "removeEntry", from: own, entry: key.entry };
  if (!other)
    return [
      { title, kind, changes: [removed, { kind: "addEntry", to: parent, key: name, value: { [key.name]: values } }] },
    ];
  if (other.value.kind !== "object" || entryOf(other.value, key.name)) return [];
  return [{ title, kind, changes: [removed, { kind: "addEntry", to: other.value, key: key.name, value: values }] }];
}

/** The condition without this key: it may allow more, or apply to more. */
export function withoutKey(
  { statement, condition, block, key }: Pick<ConditionUse, "statement" | "condition" | "block" | "key">,
  title: Text = say`Remove ${key.name}`,
): readonly PolicyFix[] {
  const parent = condition.entry.value;
  const own = block.entry.value;
  if (parent.kind !== "object" || own.kind !== "object") return [];
  const change: Change =
    own.entries.length > 1
      ? { kind: "removeEntry", from: own, entry: key.entry }
      : parent.entries.length > 1
        ? { kind: "removeEntry", from: parent, entry: block.entry }
        : { kind: "removeEntry", from: statement.node, entry: condition.entry };
  return [{ title, kind: "suggestion", changes: [change] }];
}

/** One thing more that must hold, under its operator where that stands there already. */
export function withCondition(
  { condition, node }: Statement,
  operator: string,
  key: string,
  value: string | readonly string[],
  kind: PolicyFix["kind"] = "suggestion",
): readonly PolicyFix[] {
  const written = Array.isArray(value) ? `[${value.map((one) => `"${one}"`).join(", ")}]` : `"${value as string}"`;
  const title = say`Add "${operator}": { "${key}": ${written} }`;
  const whole: NewValue = { [operator]: { [key]: value } };
  if (!condition) return [{ title, kind, changes: [{ kind: "addEntry", to: node, key: "Condition", value: whole }] }];
  const parent = condition.entry.value;
  if (parent.kind !== "object") return [];
  const block = entryOf(parent, operator)?.value;
  if (!block)
    return [{ title, kind, changes: [{ kind: "addEntry", to: parent, key: operator, value: whole[operator]! }] }];
  if (block.kind !== "object" || entryOf(block, key)) return [];
  return [{ title, kind, changes: [{ kind: "addEntry", to: block, key, value }] }];
}

/** What a person has to complete: the values are a guess, or say what belongs there. */
export function toBeCompleted(fixes: readonly PolicyFix[], blanks: readonly string[]): readonly PolicyFix[] {
  return fixes.map((fix) => ({ ...fix, blanks }));
}

/** The account as the principal, and who of it is meant as a condition on whoever calls, where patterns and variables are read. */
export function principalInCondition({ principal, condition, node }: Statement, { value }: Item): readonly PolicyFix[] {
  const account = /^arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):/.exec(value ?? "")?.[1];
  const alone = principal?.groups.length === 1 && principal.groups[0]!.items.length === 1;
  if (value === null || account === undefined || !alone || condition) return [];
  return [
    suggestion(
      say`Name the account, and the rest in a condition`,
      { kind: "replace", node: principal.groups[0]!.entry.value, value: account },
      { kind: "addEntry", to: node, key: "Condition", value: { ArnLike: { "aws:PrincipalArn": value } } },
    ),
  ];
}
