/** The condition operators of IAM (AWS: "IAM JSON policy elements: Condition operators"). */
import type { Operator } from "./model";

/** What an operator compares. */
export type OperatorType = "String" | "Numeric" | "Date" | "Bool" | "Binary" | "IpAddress" | "Arn" | "Null";

export type Comparison =
  | "equals"
  | "equalsIgnoreCase"
  | "like"
  | "less"
  | "lessOrEqual"
  | "greater"
  | "greaterOrEqual"
  | "inRange"
  | "absent";

export interface OperatorInfo {
  /** In AWS's spelling. */
  readonly name: string;
  readonly type: OperatorType;
  /** True where the values are excluded: `StringNotEquals`. Its list of values then means "none of these". */
  readonly negated: boolean;
  readonly comparison: Comparison;
  /** Whether `*` and `?` in its values are wildcards. */
  readonly wildcards: boolean;
  /** Whether its values may hold policy variables: only those of strings and ARNs may. */
  readonly variables: boolean;
}

function info(name: string, type: OperatorType, comparison: Comparison, negated = false): OperatorInfo {
  // ArnEquals and ArnLike are one operator under two names: both take wildcards.
  const wildcards = comparison === "like";
  return { name, type, negated, comparison, wildcards, variables: type === "String" || type === "Arn" };
}

export const operators: readonly OperatorInfo[] = [
  info("StringEquals", "String", "equals"),
  info("StringNotEquals", "String", "equals", true),
  info("StringEqualsIgnoreCase", "String", "equalsIgnoreCase"),
  info("StringNotEqualsIgnoreCase", "String", "equalsIgnoreCase", true),
  info("StringLike", "String", "like"),
  info("StringNotLike", "String", "like", true),
  info("NumericEquals", "Numeric", "equals"),
  info("NumericNotEquals", "Numeric", "equals", true),
  info("NumericLessThan", "Numeric", "less"),
  info("NumericLessThanEquals", "Numeric", "lessOrEqual"),
  info("NumericGreaterThan", "Numeric", "greater"),
  info("NumericGreaterThanEquals", "Numeric", "greaterOrEqual"),
  info("DateEquals", "Date", "equals"),
  info("DateNotEquals", "Date", "equals", true),
  info("DateLessThan", "Date", "less"),
  info("DateLessThanEquals", "Date", "lessOrEqual"),
  info("DateGreaterThan", "Date", "greater"),
  info("DateGreaterThanEquals", "Date", "greaterOrEqual"),
  info("Bool", "Bool", "equals"),
  info("BinaryEquals", "Binary", "equals"),
  info("IpAddress", "IpAddress", "inRange"),
  info("NotIpAddress", "IpAddress", "inRange", true),
  info("ArnEquals", "Arn", "like"),
  info("ArnLike", "Arn", "like"),
  info("ArnNotEquals", "Arn", "like", true),
  info("ArnNotLike", "Arn", "like", true),
  info("Null", "Null", "absent"),
];

const byName = new Map(operators.map((operator) => [operator.name.toLowerCase(), operator]));

/** An operator by its bare name (`StringEquals`), in any case. */
export function operatorInfo(name: string): OperatorInfo | undefined {
  return byName.get(name.toLowerCase());
}

const written = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/i;

/** Takes an operator as written apart, without regard to case, as IAM does. Null where IAM has no such operator. */
export function parseOperator(text: string): Operator | null {
  const match = written.exec(text);
  const found = match && operatorInfo(match[2]!);
  if (!match || !found) return null;
  const qualifier =
    match[1] === undefined ? null : match[1].toLowerCase() === "foranyvalue" ? "ForAnyValue" : "ForAllValues";
  return { qualifier, name: found.name, ifExists: match[3] !== undefined };
}

/** An operator in AWS's spelling: `ForAnyValue:StringLikeIfExists`. */
export function formatOperator(operator: Operator): string {
  return (
    (operator.qualifier === null ? "" : `${operator.qualifier}:`) +
    operator.name +
    (operator.ifExists ? "IfExists" : "")
  );
}

/** The same operator with the opposite meaning, where there is one: `StringEquals` and `StringNotEquals`. */
export function oppositeName(name: string): string | null {
  const one = operatorInfo(name);
  if (!one) return null;
  const other = operators.find(
    (two) =>
      two.type === one.type &&
      two.comparison === one.comparison &&
      two.negated !== one.negated &&
      two.name.includes("Equals") === one.name.includes("Equals"),
  );
  return other?.name ?? null;
}
