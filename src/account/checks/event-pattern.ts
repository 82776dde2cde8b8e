/**
 * Event patterns of EventBridge, compared by running them on events.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
import { isObject } from "../../analysis/json-object";
import { rangeCovers, readIpRange } from "../../analysis/policy/ip-range";
import { Pattern, type PatternPart } from "../../analysis/policy/wildcard";
import type { Json } from "./filter-pattern/matches";

/** Deeper than any event of AWS. */
const deepest = 50;

/** The pattern of a rule; null where it is none. */
export function readEventPattern(text: string): Json | null {
  try {
    const pattern = JSON.parse(text) as Json;
    return isObject(pattern) ? pattern : null;
  } catch {
    return null;
  }
}

/** Whether an event matches; null where the pattern has something in it that is not known. */
export function matchesEvent(pattern: Json, event: Json, depth = 0): boolean | null {
  if (!isObject(pattern) || depth > deepest) return null;
  return all(
    Object.entries(pattern).map(([key, wanted]) => {
      if (key === "$or" && Array.isArray(wanted))
        return any(wanted.map((one) => matchesEvent(one as Json, event, depth + 1)));
      const value = isObject(event) && Object.hasOwn(event, key) ? event[key] : undefined;
      return Array.isArray(wanted)
        ? any(wanted.map((one) => matchesField(one as Json, value)))
        : below(wanted, value, depth);
    }),
  );
}

/** A list of objects matches where one of them does. */
function below(pattern: Json | undefined, value: Json | undefined, depth: number): boolean | null {
  if (pattern === undefined) return null;
  if (Array.isArray(value)) return any(value.map((one) => matchesEvent(pattern, one as Json, depth + 1)));
  return matchesEvent(pattern, value ?? {}, depth + 1);
}

function matchesField(wanted: Json, value: Json | undefined): boolean | null {
  if (isObject(wanted)) {
    const [[operator, operand] = ["", null], ...others] = Object.entries(wanted);
    if (others.length > 0 || operand === undefined) return null;
    if (operator === "exists") return (value !== undefined && !isObject(value)) === operand;
    return any(valuesOf(value).map((one) => operates(operator, operand, one)));
  }
  return valuesOf(value).some((one) => one === wanted);
}

function valuesOf(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];
}

function operates(operator: string, operand: Json, value: Json): boolean | null {
  switch (operator) {
    case "prefix":
    case "suffix":
      return affix(operator, operand, value);
    case "equals-ignore-case":
      return typeof operand === "string" ? typeof value === "string" && same(operand, value) : null;
    case "wildcard":
      return typeof operand === "string" ? typeof value === "string" && wildcard(operand, value) : null;
    case "anything-but":
      return anythingBut(operand, value);
    case "numeric":
      return numeric(operand, value);
    case "cidr":
      return typeof operand === "string" ? typeof value === "string" && inRange(operand, value) : null;
    default:
      return null;
  }
}

function affix(operator: "prefix" | "suffix", operand: Json, value: Json): boolean | null {
  const loose = isObject(operand) ? operand["equals-ignore-case"] : undefined;
  const text = typeof operand === "string" ? operand : loose;
  if (typeof text !== "string") return null;
  if (typeof value !== "string") return false;
  const [wanted, given] = loose === undefined ? [text, value] : [text.toLowerCase(), value.toLowerCase()];
  return operator === "prefix" ? given.startsWith(wanted) : given.endsWith(wanted);
}

function anythingBut(operand: Json, value: Json): boolean | null {
  const unless = (matched: boolean | null) => (matched === null ? null : !matched);
  if (Array.isArray(operand)) return !operand.some((one) => one === value);
  if (!isObject(operand)) return operand !== value;
  const [[operator, inner] = ["", null]] = Object.entries(operand);
  return inner === undefined ? null : unless(any(valuesOf(inner).map((one) => operates(operator, one, value))));
}

function numeric(operand: Json, value: Json): boolean | null {
  if (!Array.isArray(operand)) return null;
  if (typeof value !== "number") return false;
  const results: (boolean | null)[] = [];
  for (let at = 0; at + 1 < operand.length; at += 2) {
    const [operator, number] = [operand[at] as Json, operand[at + 1] as Json];
    if (typeof number !== "number") return null;
    const compared: Readonly<Record<string, boolean>> = {
      "=": value === number,
      "<": value < number,
      "<=": value <= number,
      ">": value > number,
      ">=": value >= number,
    };
    results.push(typeof operator === "string" && Object.hasOwn(compared, operator) ? compared[operator]! : null);
  }
  return all(results);
}

/** `*` alone is a wildcard, and a backslash takes that from it. */
function wildcard(pattern: string, value: string): boolean {
  const parts: PatternPart[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at]!;
    if (sign === "*") parts.push("*");
    else parts.push({ literal: sign === "\\" ? (pattern[++at] ?? sign) : sign });
  }
  return Pattern.of(parts).matches(value) === true;
}

function inRange(range: string, address: string): boolean {
  const [outer, inner] = [readIpRange(range), readIpRange(address)];
  return outer !== null && inner !== null && rangeCovers(outer, inner);
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function any(results: readonly (boolean | null)[]): boolean | null {
  return results.includes(true) ? true : results.includes(null) ? null : false;
}

function all(results: readonly (boolean | null)[]): boolean | null {
  return results.includes(false) ? false : results.includes(null) ? null : true;
}
