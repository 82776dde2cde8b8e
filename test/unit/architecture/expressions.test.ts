/**
 * Every regular expression of the sources takes linear time in whatever it is given, proven by an analyser; or it is
 * named here, with what bounds the text before it.
 */
import assert from "node:assert/strict";

import { bounded } from "../../support/bounded-expressions";
import {
  alternativesOf,
  type Expression,
  expressionsOf,
  isProvenLinear,
  readProven,
  sourceExpressions,
  written,
} from "../../support/expressions";
import { random } from "../../support/random";

/** Files that put expressions together while the program runs: how many, and why each takes linear time. */
const made: Readonly<Record<string, readonly [count: number, why: string]>> = {
  "src/account/checks/filter-pattern/matches.ts": [
    1,
    "what the account writes, without groups and with two repetitions at most, for events of our own",
  ],
  "src/account/demo/protocols/rest.ts": [1, "of the demo's own table of paths, for requests of our own SDK"],
  "src/analysis/source/comments.ts": [
    2,
    "of the signs in this file and our own word, for one line, from its beginning or where a comment begins",
  ],
  "src/analysis/credentials/shell/line-removal.ts": [1, "a name, and two hundred characters before it"],
  "src/analysis/rules/policy/condition-formats.ts": [
    2,
    "of the prefixes in this file, from the beginning, eighteen characters",
  ],
  "src/escape/terminal.ts": [
    1,
    "of one constant, from the beginning of a line, of signs that can each be read in one way",
  ],
};

const proven = readProven();
const { literals, made: madeExpressions } = sourceExpressions();
/** An expression takes milliseconds to prove; on a machine that does much besides, it waits. */
const mostSeconds = 120;

describe("the expressions of the sources", function () {
  this.timeout(300_000);

  it("take linear time in any text, or the text is bounded before them", async () => {
    const unproven: Expression[] = [];
    for (const one of literals) {
      if (proven.has(written(one)) || written(one) in bounded) continue;
      if (!(await isProvenLinear(one, mostSeconds * 1000))) unproven.push(one);
    }
    assert.deepEqual(
      unproven.map((one) => `${one.places.join(" ")} ${written(one)}`),
      [],
      "rewrite it, or bound its text and name it in this test",
    );
  });

  it("are proven again, some of them", async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const next = random(seed);
    const known = literals.filter((one) => proven.has(written(one)) && one.source.length < 40);
    for (let round = 0; round < 20; round++) {
      const one = known[Math.floor(next() * known.length)]!;
      assert.ok(await isProvenLinear(one, mostSeconds * 1000), `${written(one)} (seed ${seed})`);
    }
  });

  it("are named here only where they stand in the code", () => {
    const standing = new Set(literals.map(written));
    assert.deepEqual(
      Object.keys(bounded).filter((one) => !standing.has(one)),
      [],
    );
  });

  it("are written out, or told here why they take linear time however they are made", () => {
    const counts: Record<string, number> = {};
    for (const { place } of madeExpressions) {
      const file = place.slice(0, place.indexOf(":"));
      counts[file] = (counts[file] ?? 0) + 1;
    }
    assert.deepEqual(counts, Object.fromEntries(Object.entries(made).map(([file, [count]]) => [file, count])));
  });
});

describe("the analyser of expressions", () => {
  for (const source of ["a+b", "\\s+$", "^(a|a)*$", "^(a+)+$", "[^:]*:a", "x.*y.*z", "^\\d*[.]?\\d*$"])
    it(`does not prove /${source}/`, async () =>
      assert.equal(await isProvenLinear({ source, flags: "", places: [] }, 10_000), false));
  for (const source of ["ab", "^a+b", "[^:]:a", "^\\s*$", "a{1,3}b"])
    it(`proves /${source}/`, async () =>
      assert.equal(await isProvenLinear({ source, flags: "", places: [] }, 10_000), true));

  it("reads literals, what is made of literals, and what is made", () => {
    const { literals, made } = expressionsOf(
      "a.ts",
      'f(/a\\/b/g, new RegExp("c", "i"), RegExp(`d`), new RegExp(x + "e"));',
    );
    assert.deepEqual(literals.map(written), ["/a\\/b/g", "/c/i", "/d/"]);
    assert.deepEqual(made, [{ place: "a.ts:1", text: 'new RegExp(x + "e")' }]);
  });

  it("takes alternatives apart", () =>
    assert.deepEqual(alternativesOf("a|(?:b|c)|[|]|\\||"), ["a", "(?:b|c)", "[|]", "\\|", ""]));
});
