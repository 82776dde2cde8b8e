/** Whether the condition of a statement holds for a request. */
import { compareValue } from "./condition-value";
import type { ConditionBlock, ConditionElement, ConditionKey, Item, Operator } from "./model";
import { type OperatorInfo, operatorInfo } from "./operators";
import { and, every, not, some, type Truth } from "./truth";
import { expandVariables } from "./variables";
import type { PatternPart } from "./wildcard";

export interface ConditionContext {
  /** The values of a key; null where the request has none. */
  values(key: string): readonly string[] | null;
  /** The value of a policy variable; null where it has none. Absent in a version without variables. */
  readonly variable: ((key: string) => string | null) | null;
}

/** All operators and all their keys must hold. */
export function conditionMatches(condition: ConditionElement, context: ConditionContext): Truth {
  const known = every(condition.blocks, (block) => blockMatches(block, context));
  // Where the template leaves conditions open, or chooses between them, none is certain to apply.
  return condition.complete ? known : "unknown";
}

function blockMatches(block: ConditionBlock, context: ConditionContext): Truth {
  const { parsed } = block;
  if (!parsed) return "unknown";
  const info = operatorInfo(parsed.name)!;
  return and(
    block.complete ? true : "unknown",
    every(block.keys, (key) => keyMatches(parsed, info, key, context)),
  );
}

function keyMatches(operator: Operator, info: OperatorInfo, key: ConditionKey, context: ConditionContext): Truth {
  const actual = context.values(key.name);
  if (info.type === "Null") return nullMatches(key, actual === null);
  if (actual === null) return matchesWhenAbsent(operator, info);
  // A variable without a value keeps a condition from holding, a negated one as well.
  if (info.negated && key.items.some((item) => expand(info, item, context) === null)) return false;
  const holds = (value: string): Truth => {
    const found = some(key.items, (item) => itemMatches(info, item, value, context));
    const sure = key.complete || found === true ? found : "unknown";
    return info.negated ? not(sure) : sure;
  };
  if (operator.qualifier === "ForAllValues") return every(actual, holds);
  if (operator.qualifier === "ForAnyValue") return some(actual, holds);
  // Without a qualifier a key has one value; AWS does not say what several of them mean.
  return actual.length === 1 ? holds(actual[0]!) : "unknown";
}

/** A missing key satisfies IfExists, ForAllValues and what is negated, but for ForAnyValue. */
function matchesWhenAbsent(operator: Operator, info: OperatorInfo): boolean {
  if (operator.ifExists || operator.qualifier === "ForAllValues") return true;
  return info.negated && operator.qualifier !== "ForAnyValue";
}

function nullMatches(key: ConditionKey, absent: boolean): Truth {
  return some(key.items, (item) =>
    item.value === null || item.conditional ? "unknown" : item.value.toLowerCase() === String(absent),
  );
}

function expand(info: OperatorInfo, item: Item, context: ConditionContext): readonly PatternPart[] | null {
  return info.variables && context.variable ? expandVariables(item.parts, context.variable) : item.parts;
}

function itemMatches(info: OperatorInfo, item: Item, actual: string, context: ConditionContext): Truth {
  const expected = expand(info, item, context);
  if (expected === null) return false;
  const found = compareValue(info, expected, actual);
  return item.conditional && found === true ? "unknown" : found;
}
