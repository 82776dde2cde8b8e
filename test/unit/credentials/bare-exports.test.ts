/** `export NAME` of what is no longer set goes; whether a text reads a variable otherwise is told by its name. */
import assert from "node:assert/strict";

import { mentionsName, withoutExports } from "../../../src/analysis/credentials/shell/bare-exports";
import { applyEdits } from "../../../src/analysis/text";

describe("statements that only export", () => {
  const names = new Set(["KEY", "SECRET"]);
  for (const [before, after] of [
    ["export KEY\n", ""],
    ["export KEY SECRET\necho\n", "echo\n"],
    ["  export KEY;\r\n", ""],
    ["export KEY", ""],
    ["export KEY REGION SECRET\n", "export REGION\n"],
    ["export REGION KEY\n", "export REGION\n"],
    ["export REGION\n", "export REGION\n"],
    ["export KEYS\n", "export KEYS\n"],
    ["export KEY=1\n", "export KEY=1\n"],
    ["export -n KEY\n", "export -n KEY\n"],
    ["echo export KEY\n", "echo export KEY\n"],
    ["export\tKEY\n\texport REGION\tKEY\n", "\texport REGION\n"],
  ] as const)
    it(JSON.stringify(before), () => assert.equal(applyEdits(before, withoutExports(before, [], names)), after));

  it("leave alone what other edits take away", () => {
    const text = "export KEY\nexport SECRET\n";
    const other = { span: { start: 3, end: 5 }, newText: "" };
    assert.equal(applyEdits(text, withoutExports(text, [other], names)), "export KEY\n");
    const before = { span: { start: 0, end: 11 }, newText: "" };
    assert.equal(applyEdits(text, withoutExports(text, [before], names)), "export KEY\n");
  });
});

describe("variables that a script speaks of", () => {
  for (const [text, isMentioned] of [
    ["echo $KEY\n", false],
    ["deploy --key KEY\n", true],
    ["printenv KEY\n", true],
    ["KEY=1\n", false],
    ["KEYS\n", false],
    ["MY_KEY\n", false],
    ["# KEY\n", false],
    ["  # KEY\n", false],
    ["echo KEY # of us\n", true],
    ["unset KEY\n", false],
    ["  unset KEY\n", false],
    ["unsettle KEY\n", true],
    ["", false],
  ] as const)
    it(`${JSON.stringify(text)}: ${isMentioned}`, () => assert.equal(mentionsName(text, [], "KEY"), isMentioned));

  it("are told by their names alone, in what is left of the text", () => {
    const text = "printenv KEY\necho\n";
    assert.equal(mentionsName(text, [{ span: { start: 0, end: 13 }, newText: "" }], "KEY"), false);
  });
});
