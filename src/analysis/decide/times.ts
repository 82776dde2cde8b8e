/** The time of a request: one instant, however it is asked for, and never before today, so that what a policy allowed until a day that is over is allowed no more. */
import { readNumber } from "../policy/condition-value";
import type { Statement } from "../policy/model";
import { type OperatorInfo, operatorInfo } from "../policy/operators";
import { and, exists, type Formula, present } from "./formula";
import type { ValueTest } from "./value-test";

export const dateKey = "aws:currenttime";
/** The same in seconds since 1970. */
export const secondsKey = "aws:epochtime";

/** A comparison of the seconds as one of the date, which both are of; any other as it is. @param key in small letters */
export function ofOneInstant(key: string, info: OperatorInfo): { readonly key: string; readonly info: OperatorInfo } {
  if (key !== secondsKey || (info.type !== "Numeric" && info.type !== "Date")) return { key, info };
  return { key: dateKey, info: info.type === "Date" ? info : operatorInfo(info.name.replace("Numeric", "Date"))! };
}

const latest = 253_402_300_799;

/** Seconds as people write them, as a date; what is no number stays as it is. */
export function dateOf(seconds: string): string {
  const at = readNumber(seconds);
  if (at === null) return seconds;
  return new Date(Math.min(Math.max(at, 0), latest) * 1000).toISOString();
}

/** The seconds of a date. */
export function secondsOf(date: string): string {
  return String(Date.parse(date) / 1000);
}

/** What holds of the times that the statements ask for. */
export function fromToday(statements: readonly Statement[], today: string): Formula {
  const types = new Map<string, Set<string>>();
  for (const { condition } of statements)
    for (const { parsed, keys } of condition?.blocks ?? [])
      for (const { name } of keys) {
        const written = name.toLowerCase();
        if (written !== dateKey && written !== secondsKey) continue;
        const info = parsed ? operatorInfo(parsed.name) : null;
        const { key, type } = info ? typed(written, info) : { key: written, type: "" };
        const compared = types.get(key) ?? new Set();
        // Whether it is there is no comparison.
        types.set(key, type === "Null" ? compared : compared.add(type));
      }
  // A time that is compared in several ways is left to be any.
  return and(
    [...types].map(([key, of]) => and([present(key), of.size === 1 && of.has("Date") ? fromDay(key, today) : true])),
  );
}

function typed(written: string, given: OperatorInfo): { readonly key: string; readonly type: string } {
  const { key, info } = ofOneInstant(written, given);
  return { key, type: info.type };
}

function fromDay(key: string, today: string): Formula {
  const info = operatorInfo("DateGreaterThanEquals")!;
  const test: ValueTest = { kind: "compared", id: `from ${today}`, type: info.type, info, values: [today] };
  return exists(key, test, true);
}
