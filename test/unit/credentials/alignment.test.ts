/** Lines that a formatter put below each other are put so again when the longest of them goes. */
import assert from "node:assert/strict";

import { realigned } from "../../../src/analysis/credentials/alignment";
import { applyEdits, type TextEdit } from "../../../src/analysis/text";

/** Takes the lines away that have a word, and puts the others in their form. */
function without(text: string, word: string): string {
  const edits: TextEdit[] = [];
  let start = 0;
  for (const line of text.split(/(?<=\n)/)) {
    if (line.includes(word)) edits.push({ span: { start, end: start + line.length }, newText: "" });
    start += line.length;
  }
  return applyEdits(
    text,
    [...edits, ...realigned(text, edits)].sort((a, b) => a.span.start - b.span.start),
  );
}

const cases: Readonly<Record<string, readonly [before: string, after: string]>> = {
  "an argument of Terraform": [
    '  region     = "a"\n  access_key = "gone"\n  profile    = "b"\n',
    '  region  = "a"\n  profile = "b"\n',
  ],
  "an entry of Go": [
    '\t\tRegion:      aws.String("a"),\n\t\tCredentials: gone,\n\t\tRetries:     3,\n',
    '\t\tRegion:  aws.String("a"),\n\t\tRetries: 3,\n',
  ],
  "an entry of PHP": ["'region'      => 'a',\n'credentials' => gone,\n", "'region' => 'a',\n"],
  "the longest stays": ['  max_retries = 2\n  access_key  = "gone"\n', "  max_retries = 2\n"],
  "what is above a blank line": ['  a          = "a"\n\n  access_key = "gone"\n', '  a          = "a"\n\n'],
  "another indentation": ['a          = 1\n  access_key = "gone"\n', "a          = 1\n"],
  "colons that are put below each other": ["a          : 1\naccess_key : gone\n", "a          : 1\n"],
  "no form at all": ['a = 1\naccess_key = "gone"\nlonger = 2\n', "a = 1\nlonger = 2\n"],
  "more space than a formatter leaves": ['a            = 1\naccess_key   = "gone"\n', "a            = 1\n"],
};

describe("the form of lines that stay", () => {
  for (const [title, [before, after]] of Object.entries(cases))
    it(title, () => assert.equal(without(before, "gone"), after));

  it("a line that is changed is left alone", () => {
    const text = "ab     = one\nlonger = gone\n";
    const edits = [
      { span: { start: 9, end: 12 }, newText: "two" },
      { span: { start: 13, end: text.length }, newText: "" },
    ];
    assert.deepEqual(realigned(text, edits), []);
  });
});
