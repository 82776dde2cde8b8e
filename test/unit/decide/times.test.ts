/** The time of a request, as policies ask for it. */
import assert from "node:assert/strict";

import type { Formula } from "../../../src/analysis/decide/formula";
import { dateOf, fromToday, ofOneInstant, secondsOf } from "../../../src/analysis/decide/times";
import { operatorInfo } from "../../../src/analysis/policy/operators";
import { policyOf } from "../policy/oracle";

const today = "2026-11-30T00:00:00Z";

/** Each part as `has KEY` or `KEY: what is asked of it`. */
function shown(formula: Formula): readonly string[] {
  if (typeof formula === "boolean") return [String(formula)];
  if (formula.kind !== "literal") return formula.parts.flatMap(shown);
  const { atom } = formula;
  return [atom.kind === "existence" ? `${atom.key} ${atom.test.id} ${atom.inside}` : atom.id];
}

const current = [`has aws:currenttime`, `aws:currenttime from ${today} true`];

const rows: readonly (readonly [what: string, condition: object, holds: readonly string[]])[] = [
  ["nothing", {}, ["true"]],
  ["another key", { DateLessThan: { "aws:TokenIssueTime": today } }, ["true"]],
  ["the date", { DateLessThan: { "aws:CurrentTime": today } }, current],
  ["the seconds", { NumericLessThan: { "aws:EpochTime": "1" } }, current],
  ["the seconds as a date", { DateLessThan: { "AWS:epochtime": today } }, current],
  ["both", { DateLessThan: { "aws:CurrentTime": today }, NumericLessThan: { "aws:EpochTime": "1" } }, current],
  ["whether it is there", { Null: { "aws:CurrentTime": "false" } }, ["has aws:currenttime"]],
  [
    "whether it is there, and the date",
    { Null: { "aws:CurrentTime": "false" }, DateLessThan: { "aws:CurrentTime": today } },
    current,
  ],
  [
    "the date as a text as well",
    { StringLike: { "aws:CurrentTime": "2*" }, DateLessThan: { "aws:CurrentTime": today } },
    ["has aws:currenttime"],
  ],
  ["the date as a text", { StringLike: { "aws:CurrentTime": "2*" } }, ["has aws:currenttime"]],
  ["the seconds as a text", { StringLike: { "aws:EpochTime": "2*" } }, ["has aws:epochtime"]],
  ["an operator that IAM does not have", { DateIsh: { "aws:CurrentTime": today } }, ["has aws:currenttime"]],
];

describe("the time of a request", () => {
  for (const [what, Condition, holds] of rows)
    it(`is never before today where policies ask for ${what}`, () => {
      const statement = { Effect: "Allow", Action: "*", Resource: "*", Condition };
      const { statements } = policyOf({ Version: "2012-10-17", Statement: [statement] }, "identity");
      assert.deepEqual(shown(fromToday(statements, today)), holds);
    });

  for (const [key, operator, ofKey, name] of [
    ["aws:epochtime", "NumericLessThanEquals", "aws:currenttime", "DateLessThanEquals"],
    ["aws:epochtime", "DateEquals", "aws:currenttime", "DateEquals"],
    ["aws:epochtime", "StringEquals", "aws:epochtime", "StringEquals"],
    ["aws:currenttime", "NumericEquals", "aws:currenttime", "NumericEquals"],
    ["aws:multifactorauthage", "NumericEquals", "aws:multifactorauthage", "NumericEquals"],
  ] as const)
    it(`is one instant: ${operator} of ${key}`, () =>
      assert.deepEqual(ofOneInstant(key, operatorInfo(operator)!), { key: ofKey, info: operatorInfo(name)! }));

  for (const [seconds, date] of [
    ["0", "1970-01-01T00:00:00.000Z"],
    ["1767225600", "2026-01-01T00:00:00.000Z"],
    ["-5", "1970-01-01T00:00:00.000Z"],
    ["999999999999", "9999-12-31T23:59:59.000Z"],
    ["soon", "soon"],
  ] as const)
    it(`of ${seconds} seconds is ${date}`, () => {
      assert.equal(dateOf(seconds), date);
      if (/^\d{1,10}$/.test(seconds)) assert.equal(secondsOf(date), seconds);
    });
});
