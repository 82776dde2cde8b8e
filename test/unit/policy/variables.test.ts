import assert from "node:assert/strict";

import { expandVariables, variablesIn } from "../../../src/analysis/policy/variables";

describe("variablesIn", () => {
  const cases: [string, (string | null)[][]][] = [
    ["plain $ {x}", []],
    ["a/${aws:username}/b", [["aws:username", null, null]]],
    ["${aws:PrincipalTag/team, 'all teams'}", [["aws:PrincipalTag/team", "all teams", null]]],
    ["${a,''}", [["a", "", null]]],
    [
      "${*}${?}${$}",
      [
        ["*", null, null],
        ["?", null, null],
        ["$", null, null],
      ],
    ],
    ["${}", [["", null, "empty"]]],
    ["${ aws:username }", [["aws:username", null, "space"]]],
    ["${aws:username", [["aws:username", null, "missing-brace"]]],
    [
      "${a${b}",
      [
        ["a", null, "missing-brace"],
        ["b", null, null],
      ],
    ],
    ["${a, b}", [["a", null, "missing-quote"]]],
    ["${a, 'b}", [["a", null, "missing-quote"]]],
  ];
  for (const [text, expected] of cases) {
    it(text, () =>
      assert.deepEqual(
        variablesIn(text).map((one) => [one.name, one.defaultValue, one.problem]),
        expected,
      ),
    );
  }

  it("says where they stand", () => {
    const [only] = variablesIn("a/${b}/c");
    assert.deepEqual([only?.start, only?.end], [2, 6]);
  });
});

describe("expandVariables", () => {
  const lookup = (key: string): string | null => (key === "aws:username" ? "a*" : null);

  it("fills in literal text", () => {
    assert.deepEqual(expandVariables(["x/${aws:username}/*"], lookup), ["x/", { literal: "a*" }, "/*"]);
    assert.deepEqual(expandVariables(["${b, 'c'}"], lookup), ["", { literal: "c" }, ""]);
    assert.deepEqual(expandVariables([{ name: "hole" }, "*"], lookup), [{ name: "hole" }, "*"]);
  });

  it("has no text where a variable has no value", () => assert.equal(expandVariables(["${b}"], lookup), null));
});
