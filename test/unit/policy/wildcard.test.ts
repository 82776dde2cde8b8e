import assert from "node:assert/strict";

import fc from "fast-check";

import { covers, matches, overlaps, Pattern } from "../../../src/analysis/policy/wildcard";

const glob = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 5 }).map((all) => all.join(""));
/** Every text over a, b and a character of no pattern, long enough to tell patterns of five characters apart. */
const texts = ["", "a", "b", "c"];
for (let at = 1; texts.length < 3 ** 8; at++) texts.push(`${texts[at]}a`, `${texts[at]}b`, `${texts[at]}c`);
const expression = (pattern: string): RegExp => new RegExp(`^${pattern.replaceAll("?", ".").replaceAll("*", ".*")}$`);

describe("wildcards", () => {
  it("match as a regular expression does", () => {
    fc.assert(
      fc.property(
        glob,
        fc.constantFrom(...texts),
        (pattern, text) => matches(pattern, text) === expression(pattern).test(text),
      ),
      { seed: 1, numRuns: 3000 },
    );
  });

  it("cover and overlap exactly", () => {
    fc.assert(
      fc.property(glob, glob, (one, other) => {
        const [ours, theirs] = [expression(one), expression(other)];
        const both = texts.filter((text) => theirs.test(text));
        assert.equal(
          covers(one, other),
          both.every((text) => ours.test(text)),
          `${one} covers ${other}`,
        );
        assert.equal(
          overlaps(one, other),
          both.some((text) => ours.test(text)),
          `${one} overlaps ${other}`,
        );
      }),
      {
        seed: 1,
        numRuns: 1500,
        examples: [
          ["*?", "?*"],
          ["?*", "*a"],
          ["a?*", "a*b"],
          ["*a?", "*?"],
        ],
      },
    );
  });

  it("take a hole for anything, and for itself", () => {
    const bucket = Pattern.of(["arn:aws:s3:::", { name: "Bucket" }, "/*"]);
    assert.equal(bucket.matches("arn:aws:s3:::b/k"), "unknown");
    assert.equal(bucket.matches("arn:aws:sqs:::b/k"), false);
    assert.ok(bucket.covers(Pattern.of(["arn:aws:s3:::", { name: "Bucket" }, "/logs/*"])));
    assert.ok(!bucket.covers(Pattern.of(["arn:aws:s3:::", { name: "Other" }, "/logs/*"])));
    assert.ok(!bucket.covers(Pattern.of("arn:aws:s3:::b/*")));
    assert.ok(covers("arn:aws:s3:::*", bucket));
    assert.ok(bucket.overlaps(Pattern.of("arn:aws:s3:::b/*")));
    assert.ok(!Pattern.of([{ name: "" }]).covers(Pattern.of([{ name: "" }])));
  });

  it("take literal text without its wildcards, and ignore case where asked", () => {
    assert.equal(Pattern.of(["a", { literal: "*" }]).matches("ab"), false);
    assert.equal(Pattern.of(["a", { literal: "*" }]).matches("a*"), true);
    assert.ok(Pattern.of("S3:Get*", { ignoreCase: true }).covers(Pattern.of("s3:getObject", { ignoreCase: true })));
  });

  it("take hostile patterns without blowing up", () => {
    const hostile = `${"*a".repeat(200)}?b`;
    assert.equal(matches(hostile, "a".repeat(2000)), false);
    assert.equal(covers(hostile, "a*".repeat(200)), false);
    assert.equal(typeof covers(`*${"?".repeat(60)}a${"?".repeat(60)}`, "*a*b*a*b*"), "boolean");
    assert.equal(overlaps(hostile, hostile), true);
  });
});
