/** What an assertion says when somebody points at it: whether it holds, why, and what was looked at. */
import assert from "node:assert/strict";

import type { AssertionNote } from "../../../src/analysis/assertions/notes";
import { textOfFact } from "../../../src/analysis/source/facts";
import { assertionHoverAt } from "../../../src/language/hover/assertions";

const text = '{ "assertions": [\n  { "preset": "no-public-access" },\n  { "preset": "a",\n    "b": 1 }\n] }';
const from = text.indexOf('{ "preset"');
const at = { start: from, end: text.indexOf("}", from) + 1 };
const nobody = { role: 0, user: 0, group: 0, other: 0, resource: 0, policy: 0 };
const note: AssertionNote = {
  at,
  text: textOfFact(text, at),
  sentence: "Nobody may do `s3:*`.",
  verdict: "holds",
  looked: { ...nobody, role: 2, resource: 1, policy: 3 },
  because: null,
  more: 0,
  statement: null,
};
const statement = {
  label: "Read",
  subject: "role api",
  file: "infra/roles.tf",
  range: { start: { line: 7, column: 1, offset: 90 }, end: { line: 8, column: 1, offset: 99 } },
};

const rows: readonly (readonly [title: string, more: Partial<AssertionNote>, sections: readonly RegExp[]])[] = [
  [
    "one that holds",
    {},
    [/^\*\*Nobody may do s3:\\?\*\.\*\*$/, /^It holds\. *$/, /^Looked at: 2 roles, 1 resource, 3 policies\.$/],
  ],
  [
    "one that holds, with what comes closest",
    { statement },
    [/Nobody/, /^It holds/, /Looked/, /^The closest statement: `Read` of `role api`, roles\.tf, line 7\.$/],
  ],
  [
    "one that is broken in several places",
    { verdict: "broken", because: "Role api may do it.", more: 2, statement },
    [/Nobody/, /^It is broken\. Role api may do it\. And 2 more\.$/, /Looked/, /^The statement: `Read` of `role api`/],
  ],
  [
    "one that nobody can tell",
    { verdict: "unknown", because: "A file cannot be read." },
    [/Nobody/, /^Nobody knows whether it holds\. A file cannot be read\.$/, /Looked/],
  ],
  [
    "one that proves nothing",
    { verdict: "idle", looked: nobody, because: "There is no role x." },
    [/Nobody/, /^It proves nothing\. There is no role x\.$/, /^Looked at: nobody\.$/],
  ],
];

describe("the hover of an assertion", () => {
  for (const [title, more, sections] of rows)
    it(title, () => {
      const said = assertionHoverAt([{ ...note, ...more }], text, from)!.sections;
      assert.equal(said.length, sections.length, said.join("\n"));
      for (const [index, expected] of sections.entries()) assert.match(said[index]!, expected);
    });

  it("is there from the first to the last character, and for the text that was judged", () => {
    const shown = (offset: number, now = text) => assertionHoverAt([note], now, offset) !== null;
    assert.deepEqual(
      [from - 1, from, at.end, at.end + 1].map((offset) => shown(offset)),
      [false, true, true, false],
    );
    assert.equal(shown(from, text.replace("no-public-access", "no-privilege-escalation")), false);
  });

  it("is drawn on the first line alone", () => {
    const second = text.indexOf('{ "preset": "a"');
    const whole = { start: second, end: text.indexOf("}", second) + 1 };
    const { range } = assertionHoverAt([{ ...note, at: whole, text: textOfFact(text, whole) }], text, second)!;
    assert.deepEqual([range.start.line, range.end.line, range.end.offset], [3, 3, text.indexOf("\n", second)]);
    const { range: ofOne } = assertionHoverAt([note], text, from)!;
    assert.deepEqual([ofOne.start.offset, ofOne.end.offset], [at.start, at.end]);
  });
});
