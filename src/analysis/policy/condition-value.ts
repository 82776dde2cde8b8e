/** Compares one value of a request with one value of a condition. */
import { arnMatches } from "./arn";
import { rangeCovers, readIpRange } from "./ip-range";
import type { OperatorInfo } from "./operators";
import type { Truth } from "./truth";
import { knownText, literally, Pattern, type PatternPart } from "./wildcard";

/** Whether a value of the request is the one that the condition names, negation aside. */
export function compareValue(operator: OperatorInfo, expected: readonly PatternPart[], actual: string): Truth {
  switch (operator.type) {
    case "String":
      return compareText(operator, expected, actual);
    case "Arn":
      return arnMatches(expected, actual);
    case "Numeric":
      return compareOrder(operator, known(expected, readNumber), readNumber(actual));
    case "Date":
      return compareOrder(operator, known(expected, readDate), readDate(actual));
    case "Bool":
      return known(expected, (text) => compareBoolean(text, actual));
    case "Binary":
      return known(expected, (text) => text === actual);
    case "IpAddress":
      return known(expected, (text) => compareRange(operator, text, actual));
    case "Null":
      return false;
  }
}

function compareText(operator: OperatorInfo, expected: readonly PatternPart[], actual: string): Truth {
  if (operator.wildcards) return Pattern.of(expected).matches(actual);
  const ignoreCase = operator.comparison === "equalsIgnoreCase";
  return Pattern.of(literally(expected), { ignoreCase }).matches(ignoreCase ? actual.toLowerCase() : actual);
}

/** What a text says, or `unknown` where some of it is. */
function known<T>(parts: readonly PatternPart[], read: (text: string) => T): T | "unknown" {
  const text = knownText(parts);
  return text === null ? "unknown" : read(text);
}

/** What is no number, date or range equals none; whether it counts as unequal AWS does not say. */
function unreadable(operator: OperatorInfo): Truth {
  return operator.negated ? "unknown" : false;
}

function compareOrder(operator: OperatorInfo, expected: number | null | "unknown", actual: number | null): Truth {
  if (expected === null || actual === null) return unreadable(operator);
  if (expected === "unknown") return "unknown";
  switch (operator.comparison) {
    case "less":
      return actual < expected;
    case "lessOrEqual":
      return actual <= expected;
    case "greater":
      return actual > expected;
    case "greaterOrEqual":
      return actual >= expected;
    default:
      return actual === expected;
  }
}

/** A number as IAM reads it: an integer or a decimal. */
export function readNumber(text: string): number | null {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

const isoDate = /^[+-]?\d{4,6}(-\d\d(-\d\d)?)?$/;
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** A date as IAM reads it, in milliseconds: one of the W3C forms of ISO 8601, or seconds since 1970. */
export function readDate(text: string): number | null {
  if (/^\d{5,}(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (!isoDate.test(text) && !isoTime.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

function compareBoolean(expected: string, actual: string): boolean {
  const [one, two] = [expected.toLowerCase(), actual.toLowerCase()];
  return one === two && (one === "true" || one === "false");
}

function compareRange(operator: OperatorInfo, expected: string, actual: string): Truth {
  const range = readIpRange(expected);
  const address = readIpRange(actual);
  return range === null || address === null ? unreadable(operator) : rangeCovers(range, address);
}
