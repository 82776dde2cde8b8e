/** Which text is found and shown, and by how many steps: the likeliest first, and a search only where none of them fits. */
import assert from "node:assert/strict";

import { findText } from "../../../src/analysis/decide/find-text";
import { TextSet } from "../../../src/analysis/decide/text-set";
import { isVariable, tokensOf, variableSymbol } from "../../../src/analysis/decide/tokens";

/** Sets between `&`, their patterns between blanks: `∅` is the empty one, `=a*` no pattern, `${v}` a variable. */
function setsOf(written: string): readonly TextSet[] {
  return written.split(" & ").flatMap((set) =>
    set === ""
      ? []
      : new TextSet(
          set.split(" ").map((pattern) => {
            const isArn = pattern.startsWith("arn:");
            return tokensOf([pattern === "∅" ? "" : pattern], {
              wildcards: !pattern.startsWith("="),
              ...(isArn && { segments: "where-readable" as const }),
              variable: () => variableSymbol(0),
            })!;
          }),
          false,
        ),
  );
}

/** `$` is the value of a variable. */
const rows: readonly (readonly [within: string, without: string, text: string | null, steps: number])[] = [
  ["*", "", "example", 7],
  ["?", "", "e", 1],
  ["a?c", "", "aec", 3],
  ["a*", "", "aexample", 8],
  ["a*", "*example", "ax", 12],
  ["a*", "*example *x", "a", 14],
  ["a*", "a?*", "a", 14],
  ["*", "*example* *x* ∅", "other-1", 19],
  ["*", "*e* *x* ∅ *o*", "111122223333", 42],
  ["??", "e? *x y*", "oo", 12],
  ["arn:aws:s3:::*", "", "arn:aws:s3:::example", 20],
  ["arn:*:s3:::a", "", "arn:aws:s3:::a", 14],
  ["arn:aws:sqs:*:*:*", "", "arn:aws:sqs:us-east-1:111122223333:example", 42],
  ["arn:aws:sqs:*:*:a", "arn:aws:sqs:us-east-1:*:*", "arn:aws:sqs:eu-west-3:111122223333:a", 259],
  ["arn:aws:sqs:*:*:a", "arn:aws:sqs:*:111122223333:*", "arn:aws:sqs:us-east-1:999988887777:a", 296],
  ["arn:aws:sqs:eu-*:*:a", "", "arn:aws:sqs:eu-example:111122223333:a", 37],
  ["arn:aws:sqs:?:1:a", "", "arn:aws:sqs:e:1:a", 17],
  ["arn:*:*:*:*:*", "", "arn:aws:example:us-east-1:111122223333:example", 46],
  ["arn:*", "", "arn:example", 11],
  ["a:*:b", "", "a:example:b", 11],
  ["a & b", "", null, 2],
  ["a b c & *c", "", "c", 6],
  ["a* & *b", "", "ab", 68.25],
  ["a* x & b* x", "", "x", 55],
  ["=a*b ab", "", "ab", 2],
  ["=a? =b* c", "", "c", 1],
  ["=a*", "", "=a*", 3],
  ["abc", "abc", null, 4],
  ["a b", "a", "b", 4],
  ["${v}", "", "$", 1],
  ["a${v}", "ab*", "a$", 3],
  ["a${v}*", "", "a$example", 9],
  ["a${v} & abc", "", "a$", 21.5],
  ["${v} & a b", "a", "$", 17.25],
  ["a* & x${v} a${v}", "", "a$", 11],
  ["*", "?*", "", 11],
  ["*", "* ", null, 55.5],
  ["?*", "*a* *e* *x* *o* *z* *b*", "y", 14],
  ["", "a", "example", 8],
  ["", "", "example", 7],
  ["", "*", null, 55.5],
  ["ab*cd & a*bcd", "abcd", "abbcd", 190.5],
  ["*a* & *b* & *c*", "", "bca", 216],
];

describe("the text that is found", () => {
  for (const [within, without, text, most] of rows)
    it(`in ${within || "all"} without ${without || "any"}: ${text ?? "none"}`, () => {
      let steps = 0;
      const found = findText(
        { within: setsOf(within), without: setsOf(without) },
        { spend: (count) => void (steps += count) },
      );
      const shown = found && found.map((one) => (isVariable(one) ? "$" : String.fromCharCode(one))).join("");
      assert.equal(shown, text);
      assert.equal(steps, most);
    });

  it("is not looked for beyond the bound", () => {
    const work = (most: number) => ({
      spend(count: number) {
        most -= count;
        if (most < 0) throw new Error("bound");
      },
    });
    const problem = { within: setsOf("*a* & *b* & *c*"), without: [] };
    assert.throws(() => findText(problem, work(200)), /bound/);
    assert.ok(findText(problem, work(300)));
  });
});
