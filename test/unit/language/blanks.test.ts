import assert from "node:assert/strict";

import { snippetOf } from "../../../src/language/blanks";

describe("what a person completes, as a snippet", () => {
  it("makes a place of each blank and leaves the rest as it is written", () => {
    assert.deepEqual(snippetOf('"a": "<organization-id>"', ["<organization-id>"]), {
      snippet: '"a": "${1:<organization-id>}"',
      next: 2,
    });
    assert.deepEqual(snippetOf("ab", ["", "b"]), { snippet: "a${1:b}", next: 2 });
    assert.equal(snippetOf("${aws:username}\\", []).snippet, "\\${aws:username\\}\\\\");
  });

  it("counts on from one edit to the next, and takes the longest of blanks that begin alike", () => {
    const { snippet, next } = snippetOf("[eu-west-1, eu-west-1a]", ["eu-west-1", "eu-west-1a"], 3);
    assert.equal(snippet, "[${3:eu-west-1}, ${4:eu-west-1a}]");
    assert.equal(next, 5);
  });

  it("is not broken by what a document brings", () => {
    assert.equal(snippetOf("x}${1|a|}", ["}${1|a|}"]).snippet, "x${1:\\}\\${1|a|\\}}");
  });
});
