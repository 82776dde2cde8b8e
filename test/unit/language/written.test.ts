/** What a value says letter by letter, and where each letter stands. */
import assert from "node:assert/strict";

import type { TextPart } from "../../../src/analysis/value";
import { hole, writtenIn } from "../../../src/language/tokens/written";

const open = { name: "" } as unknown as TextPart;

/** The value between `‹` and `›`, and its parts; what is found of it: its text, where it stands, its holes. */
const rows: readonly (readonly [
  text: string,
  parts: readonly TextPart[],
  at: string | null,
  holes?: readonly string[],
])[] = [
  ["x = ‹'s3:Get'›", ["s3:Get"], "s3:Get"],
  ['{ "a": ‹"s3:Get"› }', ["s3:Get"], "s3:Get"],
  ["- ‹s3:Get›", ["s3:Get"], "s3:Get"],
  ["‹!Sub 'a:b'›", ["a:b"], "a:b"],
  ['‹{ "Fn::Sub": "a:b" }›', ["a:b"], "a:b"],
  ["‹Fn::Sub: a›", ["a"], "a"],
  ["‹rb'a'›", ["a"], "a"],
  ['‹$@"a"›', ["a"], "a"],
  ['‹"""a"""›', ["a"], "a"],
  ['‹\\"a\\"›', ["a"], "a"],
  ["‹concat('a')›", ["a"], null],
  ["‹'a' + b›", ["a"], null],
  ["‹'a\\nb'›", ["a\nb"], null],
  ["‹'b'›", ["a"], null],
  ["‹''›", [""], null],
  ["‹''›", [], null],
  ["‹'a-b'›", ["a", "b"], null],
  ["‹'${x}'›", [open], "${x}", ["${x}"]],
  ["‹'a${x}b${y}'›", ["a", open, "b", open], "a${x}b${y}", ["${x}", "${y}"]],
  ["‹'a${f({ y: 1 })}b'›", ["a", open, "b"], "a${f({ y: 1 })}b", ["${f({ y: 1 })}"]],
  ["‹f'a{x}'›", ["a", open], "a{x}", ["{x}"]],
  ["‹f'{x}a'›", [open, "a"], "{x}a", ["{x}"]],
  ['‹"#{x}a"›', [open, "a"], "#{x}a", ["#{x}"]],
  ["‹'%{x}'›", [open], "%{x}", ["%{x}"]],
  ['‹"a%sb"›', ["a", open, "b"], "a%sb", ["%s"]],
  ['‹"%1$sb"›', [open, "b"], "%1$sb", ["%1$s"]],
  ['‹"a%xb"›', ["a", open, "b"], null],
  ["‹'a${x'›", ["a", open], null],
  ["‹'ab'›", ["a", open], null],
  ["‹name›", [open], null],
];

describe("a value that is written letter by letter", () => {
  for (const [marked, parts, at, holes = []] of rows)
    it(`${at === null ? "is not" : "is"} ${marked}`, () => {
      const text = marked.replace(/[‹›]/g, "");
      const span = { start: marked.indexOf("‹"), end: marked.indexOf("›") - 1 };
      const found = writtenIn(text, span, parts);
      assert.equal(found && text.slice(found.at[0], found.at.at(-1)), at);
      if (!found) return;
      assert.equal(found.text, parts.map((part) => (typeof part === "string" ? part : hole)).join(""));
      assert.equal(found.at.length, found.text.length + 1);
      for (const [index, letter] of [...found.text].entries())
        if (letter !== hole) assert.equal(text[found.at[index]!], letter);
      assert.deepEqual(
        found.holes.map(({ start, end }) => text.slice(start, end)),
        holes,
      );
    });
});
