/** What is said of the operators of conditions. */
import assert from "node:assert/strict";

import { operatorHover, operatorNote } from "../../../src/language/hover/conditions";

const absent = {
  no: "It does not hold where the key is absent.",
  yes: "It also holds where the key is absent.",
  demand: "It also holds where the key is absent: demand the key with `Null`.",
};

/** What is compared, when it holds, whether that is so without a value, and what holds wherever it does not. */
const rows: readonly (readonly [
  operator: string,
  compared: string,
  holds: string,
  absent: string,
  opposite: string | null,
])[] = [
  ["StringEquals", "text", "the key is one of the values", absent.no, "StringNotEquals"],
  ["StringNotEquals", "text", "the key is not one of the values", absent.yes, "StringEquals"],
  ["StringEqualsIfExists", "text", "the key is one of the values", absent.yes, null],
  ["StringNotEqualsIfExists", "text", "the key is not one of the values", absent.yes, "StringEquals"],
  [
    "StringEqualsIgnoreCase",
    "text",
    "the key is one of the values, upper and lower case being the same",
    absent.no,
    "StringNotEqualsIgnoreCase",
  ],
  [
    "StringLike",
    "text",
    "the key matches one of the values, in which `*` and `?` are wildcards",
    absent.no,
    "StringNotLike",
  ],
  [
    "StringNotLike",
    "text",
    "the key matches none of the values, in which `*` and `?` are wildcards",
    absent.yes,
    "StringLike",
  ],
  [
    "ForAnyValue:StringEquals",
    "text",
    "at least one value of the key is one of the values",
    absent.no,
    "ForAllValues:StringNotEquals",
  ],
  [
    "ForAnyValue:StringNotEquals",
    "text",
    "at least one value of the key is not one of the values",
    absent.no,
    "ForAllValues:StringEquals",
  ],
  ["ForAnyValue:StringEqualsIfExists", "text", "at least one value of the key is one of the values", absent.yes, null],
  [
    "ForAllValues:StringEquals",
    "text",
    "every value of the key is one of the values",
    absent.demand,
    "ForAnyValue:StringNotEquals",
  ],
  [
    "ForAllValues:StringEqualsIfExists",
    "text",
    "every value of the key is one of the values",
    absent.demand,
    "ForAnyValue:StringNotEquals",
  ],
  ["NumericLessThan", "numbers", "the key is less than the value", absent.no, null],
  ["NumericLessThanEquals", "numbers", "the key is at most the value", absent.no, null],
  ["DateGreaterThan", "dates", "the key is greater than the value", absent.no, null],
  ["DateGreaterThanEquals", "dates", "the key is at least the value", absent.no, null],
  ["NumericNotEquals", "numbers", "the key is not one of the values", absent.yes, "NumericEquals"],
  ["IpAddress", "IP addresses and ranges", "the key is in one of the ranges", absent.no, "NotIpAddress"],
  ["NotIpAddress", "IP addresses and ranges", "the key is in none of the ranges", absent.yes, "IpAddress"],
  ["Bool", "`true` or `false`", "the key is one of the values", absent.no, null],
  ["BoolIfExists", "`true` or `false`", "the key is one of the values", absent.yes, null],
  ["BinaryEquals", "base64", "the key is one of the values", absent.no, null],
  [
    "ArnEquals",
    "ARNs, each of the six parts by itself",
    "the key matches one of the values, in which `*` and `?` are wildcards",
    absent.no,
    "ArnNotEquals",
  ],
];

/** As Markdown, what stands behind code has a sign before it. */
const plain = (markdown: string): string => markdown.replace(/`\\/g, "`");

describe("operators of conditions", () => {
  for (const [operator, compared, holds, without, opposite] of rows)
    it(operator, () => {
      const opposed = opposite === null ? "" : ` The opposite is \`${opposite}\`.`;
      assert.equal(
        plain(operatorNote(operator)!.text),
        `Compares ${compared}: holds where ${holds}. ${without}${opposed}`,
      );
      assert.equal(operatorHover(operator.toLowerCase())!.sections[0]!.text, `**${operator}**`, "in any case");
    });

  it("Null", () =>
    assert.equal(
      plain(operatorNote("Null")!.text),
      "Compares whether the key is there: holds where the key is absent (`true`) or there (`false`).",
    ));

  it("says nothing of what IAM does not have", () => {
    assert.equal(operatorNote("StringSortOf"), null);
    assert.equal(operatorHover("ForSome:StringEquals"), null);
  });
});
