/** What a proof compares: findings by what they say, one by one, and problems as often as they are said. */
import assert from "node:assert/strict";

import { type Examined, type Found, improves } from "../../../src/analysis/proof/examined";

const found = (message: string, ruleId = "test/bad"): Found => ({ ruleId, message, severity: "warning" });
const [one, two, other] = [found("one"), found("two"), found("one", "test/worse")];

const examined = (findings: readonly Found[], problems: readonly string[] = []): Examined => ({
  text: "",
  findings,
  problems: problems.map((message) => ({ message })),
  policies: [],
});

/** The findings before and after, and those that are to be fixed. */
const cases: readonly (readonly [string, readonly Found[], readonly Found[], readonly Found[], boolean])[] = [
  ["one of two that say different things", [one, two], [two], [one], true],
  ["the other one of them, which is still there", [one, two], [two], [two], false],
  ["both of them, of which one is still there", [one, two], [two], [one, two], false],
  ["one of two that say the same", [one, one], [one], [one], true],
  ["both that say the same, of which one is still there", [one, one], [one], [one, one], false],
  ["those of two rules", [one, other], [], [one, other], true],
  ["those of two rules, of which the first's is still there", [one, other], [one], [one, other], false],
  ["those of two rules, of which the second's is still there", [one, other], [other], [one, other], false],
  ["one, for which another of the rule came", [one], [two], [one], false],
];

const problems: readonly (readonly [string, readonly string[], readonly string[], boolean])[] = [
  ["none", [], [], true],
  ["the same", ["unread", "unclosed"], ["unclosed", "unread"], true],
  ["fewer", ["unread", "unclosed"], ["unclosed"], true],
  ["a new one", [], ["unread"], false],
  ["another one in its place", ["unread"], ["unclosed"], false],
  ["a new one behind those that were", ["unread", "unclosed"], ["unread", "unclosed", "open"], false],
  ["a new one before those that were", ["unread"], ["open", "unread"], false],
  ["the same once more", ["unread"], ["unread", "unread"], false],
];

describe("a text that was fixed is better", () => {
  for (const [what, before, after, fixed, expected] of cases)
    it(`${expected ? "where it lost" : "not where it was to lose"} ${what}`, () =>
      assert.equal(improves(examined(before), examined(after), fixed), expected));

  for (const [what, before, after, expected] of problems)
    it(`${expected ? "where" : "not where"} its problems are ${what}`, () =>
      assert.equal(improves(examined([one], before), examined([], after), [one]), expected));
});
