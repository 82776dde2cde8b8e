/** What is known of two patterns of resources by their beginnings and ends alone. */
import assert from "node:assert/strict";

import { isUniform, matchOf, speaksAbout } from "../../../src/analysis/decide/allowed";
import { Compiler } from "../../../src/analysis/decide/compile";
import { Names } from "../../../src/analysis/decide/names";
import { mayLieIn } from "../../../src/analysis/decide/pieces";
import { policyOf } from "../policy/oracle";
import { allow } from "./tables";

function compiled(...resources: readonly string[]) {
  const policy = policyOf({ Version: "2012-10-17", Statement: [allow("s3:*", [...resources])] }, "identity");
  return new Compiler(new Names(() => null)).statement(policy.statements[0]!, policy);
}

/** How the ones speak about what lies in the other: not at all, of all of it, or as a formula tells. */
const rows: readonly (readonly [ones: string, other: string, "apart" | "whole" | "in part"])[] = [
  ["a", "a", "in part"],
  ["a", "b", "apart"],
  ["a", "ab", "apart"],
  ["ab", "a", "apart"],
  ["a", "a*", "in part"],
  ["a*", "a", "whole"],
  ["a*", "ab*", "whole"],
  ["a*", "ab*c", "whole"],
  ["ab*", "a*", "in part"],
  ["a*", "b*", "apart"],
  ["a", "ab*", "apart"],
  ["ab*", "a", "apart"],
  ["b", "ab*", "apart"],
  ["*b", "*c", "apart"],
  ["*b", "*ab", "in part"],
  ["*ab", "*b", "in part"],
  ["*b", "*ac", "apart"],
  ["a*b", "a*", "in part"],
  ["a*b", "ac", "apart"],
  ["a*b", "acb", "in part"],
  ["*", "a", "whole"],
  ["a?", "ab", "in part"],
  ["a", "*", "in part"],
  ["${aws:username}", "a", "in part"],
  ["a/${aws:username}", "b/*", "apart"],
  ["${aws:username}/a", "*/b", "apart"],
  ["a/${aws:username}*", "a/b", "in part"],
  ["b a*", "ab", "whole"],
  ["b c", "a*", "apart"],
  ["b a", "a*", "in part"],
];

describe("patterns of resources", () => {
  for (const [ones, other, how] of rows)
    it(`${ones} beside ${other}: ${how}`, () => {
      const statement = compiled(...ones.split(" "));
      const [within] = compiled(other).resources;
      assert.equal(speaksAbout(statement, within!), how !== "apart");
      assert.equal(isUniform(statement, within!), how !== "in part");
      const match = matchOf(statement, within!);
      assert.equal(typeof match === "boolean" ? match : "in part", how === "whole" ? true : how !== "apart" && how);
    });

  it("match as their formulas tell where nothing is known of the resource", () => {
    assert.notEqual(typeof matchOf(compiled("a*"), null), "boolean");
    assert.equal(matchOf({ ...compiled("a*"), resources: [] }, null), false);
    const [own] = compiled("a*b").resources;
    assert.equal(matchOf({ ...compiled("a"), resources: [own!] }, own!), true);
  });

  for (const [resource, pattern, may] of [
    ["ab", "a*", true],
    ["ba", "a*", false],
    ["ab", "*b", true],
    ["ba", "*b", false],
    ["a", "a", true],
    ["aa", "a", false],
    ["axb", "a?b", true],
    ["axc", "a?b", false],
  ] as const)
    it(`${resource} ${may ? "may lie" : "does not lie"} in ${pattern}`, () =>
      assert.equal(mayLieIn(resource, compiled(pattern).resources[0]!), may));
});
