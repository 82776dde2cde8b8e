/** Which values of a key a condition names, and values that tell such tests apart. */
import ipaddr from "ipaddr.js";

import { compareValue, readDate, readNumber } from "../policy/condition-value";
import { readIpRange } from "../policy/ip-range";
import type { OperatorInfo, OperatorType } from "../policy/operators";
import { findText, type Work } from "./find-text";
import { TextSet } from "./text-set";
import { codesOf, type Symbol } from "./tokens";

/** A set of values: texts as an automaton, anything else by comparison with what is written. */
export type ValueTest = TextTest | ComparedTest;

export interface TextTest {
  readonly kind: "text";
  readonly id: string;
  readonly type: OperatorType;
  readonly set: TextSet;
}

export interface ComparedTest {
  readonly kind: "compared";
  readonly id: string;
  readonly type: OperatorType;
  readonly info: OperatorInfo;
  readonly values: readonly string[];
}

/** A test, and on which side of it the value must be. */
export interface Demand {
  readonly test: ValueTest;
  readonly inside: boolean;
}

/** Thrown where something cannot be decided. */
export class Undecided extends Error {}

/** Whether a value without variables is in the set. */
export function testHolds(test: ValueTest, value: readonly Symbol[]): boolean {
  if (test.kind === "text") return test.set.has(value);
  const text = String.fromCharCode(...value);
  return test.values.some((expected) => compareValue(test.info, [expected], text) === true);
}

export interface Limits {
  /** What texts the key takes. */
  readonly within: readonly TextSet[];
  /** Numbers of the key are whole ones. */
  readonly isWhole: boolean;
}

/** A value that meets all demands; null where there is none. */
export function findValue(
  given: readonly Demand[],
  { within: limits, isWhole }: Limits,
  work: Work,
): readonly Symbol[] | null {
  const isMixed = given.some(({ test }) => test.type !== given[0]!.test.type);
  const demands = isMixed ? given.map(asText) : given;
  if (demands.every(({ test }) => test.kind === "text")) {
    const [within, without]: [TextSet[], TextSet[]] = [[], []];
    for (const { test, inside } of demands) if (test.kind === "text") (inside ? within : without).push(test.set);
    return findText({ within: [...within, ...limits], without }, work);
  }
  const fits = (value: string): boolean => {
    const symbols = codesOf(value);
    work.spend(demands.length);
    return (
      demands.every(({ test, inside }) => testHolds(test, symbols) === inside) &&
      limits.every((set) => set.has(symbols))
    );
  };
  const types = new Set(demands.map(({ test }) => test.type));
  for (const type of types) {
    const values = demands.flatMap(({ test }) => (test.type === type && test.kind === "compared" ? test.values : []));
    for (const value of candidates(type, values, isWhole)) if (fits(value)) return codesOf(value);
  }
  // Candidates are enough for one type; texts and numbers on the same key are more than they tell.
  if (types.size > 1) throw new Undecided();
  return null;
}

/** Booleans as the texts that they are, to be compared with other texts of the same key. */
function asText({ test, inside }: Demand): Demand {
  if (test.kind !== "compared" || test.type !== "Bool") return { test, inside };
  const values = test.values.map((one) => one.toLowerCase()).filter((one) => one === "true" || one === "false");
  return { test: { kind: "text", id: test.id, type: "String", set: new TextSet(values.map(codesOf), true) }, inside };
}

function candidates(type: OperatorType, values: readonly string[], isWhole: boolean): Iterable<string> {
  switch (type) {
    case "Numeric":
      return numbers(
        values.flatMap((text) => readNumber(text) ?? []),
        isWhole,
      ).map(String);
    case "Date":
      return numbers(
        values.flatMap((text) => readDate(text) ?? []),
        isWhole,
        1000,
      ).flatMap(dateText);
    case "Bool":
      return ["true", "false"];
    case "IpAddress":
      return addresses(values);
    default:
      return values;
  }
}

function dateText(at: number): string[] {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) || at < -62_135_596_800_000 || at > 253_402_300_799_000
    ? []
    : [date.toISOString().replace(".000Z", "Z")];
}

/** Of a key with whole numbers only multiples of the unit, and of all numbers those that a policy asks for itself. */
function numbers(points: readonly number[], isWhole: boolean, unit = 1): readonly number[] {
  if (!isWhole) return between(points, unit);
  const whole = points.flatMap((one) => [Math.floor(one / unit) * unit, Math.ceil(one / unit) * unit]);
  return [...between(whole, unit).filter((one) => one % unit === 0), ...(unit === 1 ? points : [])];
}

/** The points, one in every gap between them and one on each side. */
function between(points: readonly number[], unit = 1): readonly number[] {
  const sorted = [...new Set(points)].sort((a, b) => a - b);
  if (sorted.length === 0) return [0];
  const inner = sorted.slice(1).map((high, at) => {
    const low = sorted[at]!;
    const middle = Math.floor((low + high) / 2 / unit) * unit;
    return middle > low && middle < high ? middle : (low + high) / 2;
  });
  return [...sorted, ...inner, sorted.at(-1)! + unit, sorted[0]! - unit];
}

/** Of ranges that lie in each other or apart: the first address of each, and the first one after it. */
function addresses(values: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (const text of values) {
    const range = readIpRange(text);
    if (!range) continue;
    const bytes = range.address.toByteArray();
    const first = bytes.map((byte, at) => byte & maskOf(at, range.prefix));
    const last = bytes.map((byte, at) => byte | (255 & ~maskOf(at, range.prefix)));
    found.push(addressText(first), ...step(last, 1), ...step(first, -1));
  }
  return [...found, "203.0.113.10", "0.0.0.0", "2001:db8::10", "::"];
}

function maskOf(at: number, prefix: number): number {
  const bits = Math.min(8, Math.max(0, prefix - at * 8));
  return (255 << (8 - bits)) & 255;
}

function step(bytes: readonly number[], by: 1 | -1): string[] {
  const next = [...bytes];
  for (let at = next.length - 1; at >= 0; at--) {
    const value = next[at]! + by;
    next[at] = value & 255;
    if (value >= 0 && value <= 255) return [addressText(next)];
  }
  return [];
}

function addressText(bytes: readonly number[]): string {
  return ipaddr.fromByteArray([...bytes]).toString();
}
