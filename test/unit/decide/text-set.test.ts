import assert from "node:assert/strict";

import fc from "fast-check";

import { findText, type Work } from "../../../src/analysis/decide/find-text";
import { TextSet } from "../../../src/analysis/decide/text-set";
import { codesOf, isVariable, type Symbol, tokensOf, variableSymbol } from "../../../src/analysis/decide/tokens";
import { Pattern } from "../../../src/analysis/policy/wildcard";

const work: Work = { spend: () => undefined };
const set = (...patterns: readonly string[]): TextSet =>
  new TextSet(
    patterns.map((pattern) => tokensOf([pattern], { wildcards: true })!),
    false,
  );
const text = (symbols: readonly Symbol[] | null): string | null =>
  symbols && symbols.map((one) => (isVariable(one) ? "$" : String.fromCharCode(one))).join("");

/** Is there a text in the first and not in the second? */
const rows: readonly (readonly [within: readonly (readonly string[])[], without: readonly string[], found: boolean])[] =
  [
    [[["a*"]], ["a"], true],
    [[["a*"]], ["a", "a?*"], false],
    [[["a*b"], ["*ab"]], [], true],
    [[["a?b"], ["*bb"]], ["abb"], false],
    [[["*"]], ["*a*", "?"], true],
    [[["a", "b"]], ["a"], true],
    [[["a", "b"]], ["?"], false],
    [[["*"]], ["", "?*"], false],
    [[["???"]], ["a*", "*a", "?b?"], true],
    [
      [
        ["ab*", "ba*"],
        ["*ab", "*ba"],
      ],
      ["ab", "ba", "a*", "b*"],
      false,
    ],
  ];

describe("sets of texts", () => {
  for (const [within, without, found] of rows)
    it(`${JSON.stringify(within)} without ${JSON.stringify(without)}: ${found}`, () => {
      const one = findText({ within: within.map((all) => set(...all)), without: [set(...without)] }, work);
      assert.equal(one !== null, found, text(one) ?? "nothing");
      if (one) {
        for (const all of within) assert.ok(set(...all).has(one));
        assert.ok(!set(...without).has(one));
      }
    });

  const many = ["a", "b", "ab", "abc", "abcd", "abcde"];
  for (const [title, patterns, ignoreCase, written, isIn] of [
    ["one of few", ["a", "b"], false, "b", true],
    ["none of few", ["a", "b"], false, "ab", false],
    ["one of many", many, false, "abcd", true],
    ["none of many", many, false, "abd", false],
    ["another case", many, false, "ABCD", false],
    ["another case of few, which does not matter", ["a", "b"], true, "B", true],
    ["another case of many, which does not matter", many, true, "ABCD", true],
    ["none of many in any case", many, true, "ABD", false],
    ["by a wildcard beside many", [...many, "x*"], false, "xyz", true],
    ["not by the wildcard", [...many, "x*"], false, "yz", false],
    ["one of many that is long", [...many, "a".repeat(6000)], false, "a".repeat(6000), true],
    ["none of many that is long", [...many, "a".repeat(6000)], false, "a".repeat(6001), false],
    ["a wildcard's sign", many, false, "*", false],
  ] as const)
    it(`tell whether a text is in them: ${title}`, () => {
      const tokens = patterns.map((pattern) => tokensOf([pattern], { wildcards: true })!);
      assert.equal(new TextSet(tokens, ignoreCase).has(codesOf(written)), isIn);
    });

  it("tell whether a text with a variable is in them", () => {
    const variable = variableSymbol(0);
    const tokens = [...many.map((one) => codesOf(one)), [...codesOf("a"), variable]];
    const of = new TextSet(tokens, false);
    assert.deepEqual(
      [of.has([...codesOf("a"), variable]), of.has([...codesOf("b"), variable]), of.has([variable])],
      [true, false, false],
    );
    const bound = of.bound(() => "bcdef");
    assert.deepEqual(
      [bound.has(codesOf("abcdef")), bound.has(codesOf("abcd")), bound.has(codesOf("abcdeg"))],
      [true, true, false],
    );
  });

  const patterns = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 5 }).map((parts) => parts.join(""));
  const short = ["", "a", "b", "c", "aa", "ab", "ba", "bb", "abc", "aab", "bab", "abab", "caab", "abba", "aabbc"];

  it("finds a text where there is one, and it is one", () => {
    fc.assert(
      fc.property(
        fc.array(patterns, { minLength: 1, maxLength: 2 }),
        fc.array(patterns, { maxLength: 3 }),
        (inside, outside) => {
          const found = findText(
            { within: inside.map((one) => set(one)), without: outside.map((one) => set(one)) },
            work,
          );
          const fits = (one: string): boolean =>
            inside.every((pattern) => Pattern.of(pattern).matches(one) === true) &&
            outside.every((pattern) => Pattern.of(pattern).matches(one) === false);
          if (found) assert.ok(fits(text(found)!), text(found)!);
          else for (const one of short) assert.ok(!fits(one), one);
        },
      ),
      { seed: 20261129, numRuns: 3000 },
    );
  });

  it("keeps wildcards of an ARN within their segments, where it reads as one", () => {
    const arn = (pattern: string): TextSet =>
      new TextSet([tokensOf([pattern], { wildcards: true, segments: "where-readable" })!], false);
    const stack = "arn:aws:cloudformation:eu-west-1:111122223333:stack/NotMine/x:stack/Mine/y";
    for (const [pattern, has] of [
      ["arn:aws:cloudformation:*:*:stack/Mine/*", false],
      ["arn:aws:cloudformation:*:*:stack/NotMine/*", true],
      ["arn:aws:cloudformation:*:stack/Mine/*", true],
      ["arn:aws:cloudformation:*", true],
      ["arn:aws:cloudformation:eu-west-?:*:*", true],
      ["arn:aws:cloudformation:eu-west-1?111122223333:*:*", false],
      ["*", true],
    ] as const)
      assert.equal(arn(pattern).has(codesOf(stack)), has, pattern);
  });

  it("reads an ARN without an account as one", () => {
    const bucket = new TextSet(
      [tokensOf(["arn:*:s3:::data"], { wildcards: true, segments: "where-readable" })!],
      false,
    );
    assert.ok(bucket.has(codesOf("arn:aws:s3:::data")));
    assert.ok(!bucket.has(codesOf("arn:aws:s3:::logs/:s3:::data")));
  });

  it("knows a variable as a symbol that equals itself", () => {
    const variable = (pattern: string): TextSet =>
      new TextSet([tokensOf([pattern], { wildcards: true, variable: () => variableSymbol(0) })!], false);
    const home = variable("home/${aws:username}/*");
    assert.equal(findText({ within: [home], without: [variable("home/${aws:username}/*")] }, work), null);
    assert.equal(findText({ within: [home], without: [set("home/*")] }, work), null);
    assert.equal(text(findText({ within: [home], without: [set("home/al*")] }, work)), "home/$/example");
    assert.ok(findText({ within: [home, set("home/alice/*")], without: [] }, work), "it may be alice");
    assert.equal(text(home.bound(() => "bob").patterns[0]!.filter((token) => token >= 0)), "home/bob/");
  });

  it("leads to one state by whichever texts the same places are reached", () => {
    const either = set("*ab*", "*cd*");
    const after = (text: string) => codesOf(text).reduce((from, code) => either.step(from, code, false), either.start);
    assert.equal(after("xa"), after("cba"));
    assert.notEqual(after("xa"), after("xab"));
    assert.ok(after("xab").isAccepted);
    assert.ok(!after("xac").isAccepted);
  });

  it("reads texts without regard to case", () => {
    const either = new TextSet([tokensOf(["aB"], { ignoreCase: true })!], true);
    assert.ok(either.has(codesOf("Ab")));
    assert.ok(findText({ within: [either], without: [set("ab", "AB")] }, work));
    assert.equal(findText({ within: [either], without: [set("ab", "AB", "Ab", "aB")] }, work), null);
  });
});
