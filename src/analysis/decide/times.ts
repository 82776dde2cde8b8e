/** The time of a request: it is never before today, so that what a policy allowed until a day that is over is allowed no more. */
import type { Statement } from "../policy/model";
import { operatorInfo } from "../policy/operators";
import { and, exists, type Formula, present } from "./formula";
import type { ValueTest } from "./value-test";

const times: readonly string[] = ["aws:currenttime", "aws:epochtime"];

/** What holds of the times that the statements ask for. */
export function fromToday(statements: readonly Statement[], today: string): Formula {
  const types = new Map<string, Set<string>>();
  for (const { condition } of statements)
    for (const { parsed, keys } of condition?.blocks ?? [])
      for (const { name } of keys) {
        const key = name.toLowerCase();
        if (!times.includes(key)) continue;
        const compared = types.get(key) ?? new Set();
        const type = typeOf(parsed?.name);
        // Whether it is there is no comparison.
        types.set(key, type === "Null" ? compared : compared.add(type));
      }
  // A time that is compared in several ways is left to be any.
  return and(
    [...types].map(([key, of]) => and([present(key), of.size === 1 ? fromDay(key, [...of][0]!, today) : true])),
  );
}

function typeOf(operator: string | undefined): string {
  return operator === undefined ? "" : (operatorInfo(operator)?.type ?? "");
}

function fromDay(key: string, type: string, today: string): Formula {
  const test = (name: string, value: string): ValueTest => {
    const info = operatorInfo(name)!;
    return { kind: "compared", id: `from ${today}`, type: info.type, info, values: [value] };
  };
  if (type === "Date") return exists(key, test("DateGreaterThanEquals", today), true);
  if (type !== "Numeric") return true;
  return exists(key, test("NumericGreaterThanEquals", String(Date.parse(today) / 1000)), true);
}
