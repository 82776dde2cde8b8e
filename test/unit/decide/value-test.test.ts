/** Values that meet what conditions ask for: the one that is shown, and by how many steps. */
import assert from "node:assert/strict";

import { TextSet } from "../../../src/analysis/decide/text-set";
import { tokensOf } from "../../../src/analysis/decide/tokens";
import { type Demand, findValue, testHolds, Undecided } from "../../../src/analysis/decide/value-test";
import { operatorInfo } from "../../../src/analysis/policy/operators";

/** An operator and its values; a mark before it asks for the opposite. */
function demandOf(id: string): Demand {
  const [name, ...values] = id.replace(/^!/, "").split(" ");
  const info = operatorInfo(name!)!;
  const { type } = info;
  const inside = !id.startsWith("!");
  if (type !== "String") return { inside, test: { kind: "compared", id, type, info, values } };
  const set = new TextSet(
    values.map((value) => tokensOf([value], { wildcards: info.wildcards })!),
    false,
  );
  return { inside, test: { kind: "text", id, type, set } };
}

/** Numbers may have to be whole, or a text to be like a pattern. */
const rows: readonly (readonly [demands: string, limit: string, value: string | null, steps: number])[] = [
  ["NumericLessThan 5", "", "4", 3],
  ["NumericLessThan 5 & NumericGreaterThan 3", "", "4", 6],
  ["NumericLessThan 5 & NumericGreaterThan 4", "", "4.5", 6],
  ["NumericLessThan 5 & NumericGreaterThan 4", "whole", null, 12],
  ["NumericLessThan 5 & NumericGreaterThan 4.2", "whole", null, 12],
  ["NumericGreaterThan 4.5", "whole", "5", 2],
  ["!NumericEquals 5", "", "6", 2],
  ["NumericEquals 5 6", "", "5", 1],
  ["NumericEquals 5 & NumericEquals 6", "", null, 10],
  ["NumericEquals 4.5", "whole", "4.5", 5],
  ["!NumericLessThanEquals 5 & !NumericGreaterThan 5", "", null, 6],
  ["!NumericLessThan 5 & !NumericGreaterThan 5", "", "5", 2],
  ["!NumericLessThan 5 & NumericLessThan 7", "", "5", 2],
  ["NumericGreaterThan 10 & !NumericEquals 11 12", "", "10.5", 8],
  ["NumericLessThan 0 & NumericGreaterThan -10", "", "-5", 6],
  ["!NumericEquals x", "", "0", 1],
  ["DateLessThan 2026-01-01T00:00:00Z", "", "2025-12-31T23:59:59Z", 3],
  ["DateGreaterThan 2026-01-01T00:00:00Z & DateLessThan 2026-01-01T00:00:01Z", "", "2026-01-01T00:00:00.500Z", 6],
  ["DateGreaterThan 2026-01-01T00:00:00Z & DateLessThan 2026-01-01T00:00:01Z", "whole", null, 8],
  ["DateGreaterThan 2026-01-01T00:00:00Z & DateLessThan 2026-01-01T00:00:02Z", "whole", "2026-01-01T00:00:01Z", 6],
  ["DateGreaterThan 9999-12-31T23:59:59Z", "", null, 2],
  ["DateEquals 2026-01-01", "", "2026-01-01T00:00:00Z", 1],
  ["!DateEquals 2026-01-01", "", "2026-01-01T00:00:01Z", 2],
  ["DateLessThan 0001-01-01T00:00:00Z", "", null, 2],
  ["DateGreaterThan 2026-01-01T00:00:00.500Z", "whole", "2026-01-01T00:00:01Z", 2],
  ["Bool true", "", "true", 1],
  ["!Bool true", "", "false", 2],
  ["Bool true & Bool false", "", null, 4],
  ["Bool true & StringEquals true", "", "true", 5],
  ["Bool TRUE & StringEquals True", "", "True", 37],
  ["Bool true & StringEquals false", "", null, 10],
  ["!Bool true & StringLike *", "", "example", 8],
  ["Bool yes", "", null, 2],
  ["IpAddress 10.0.0.0/8", "", "10.0.0.0", 1],
  ["!IpAddress 10.0.0.0/8", "", "11.0.0.0", 2],
  ["IpAddress 10.0.0.0/8 & !IpAddress 10.0.0.0/9", "", "10.128.0.0", 10],
  ["IpAddress 10.1.2.3/32 & !IpAddress 10.1.2.3", "", null, 20],
  ["!IpAddress 0.0.0.0/0", "", "2001:db8::10", 4],
  ["!IpAddress 0.0.0.0/0 ::/0", "", null, 6],
  ["IpAddress 2001:db8::/33 & !IpAddress 2001:db8::/34", "", "2001:db8:4000::", 10],
  ["!IpAddress 203.0.113.0/24 10.0.0.0/8 2001:db8::/32", "", "203.0.114.0", 2],
  ["IpAddress 255.255.255.255/32", "", "255.255.255.255", 1],
  ["!IpAddress 0.0.0.0/1 128.0.0.0/1 ::/1", "", "8000::", 6],
  ["IpAddress 10.0.0.0/20 & !IpAddress 10.0.0.0/21 10.0.12.0/22", "", "10.0.8.0", 10],
  ["IpAddress 10.0.0.7/29", "", "10.0.0.0", 1],
  ["!IpAddress 0.0.0.0/1 192.0.0.0/2 ::/0", "", "128.0.0.0", 2],
  ["StringEquals 5 & NumericEquals 5", "", "5", 2],
  ["StringEquals 5 & NumericEquals 6", "", "undecided", 6],
  ["NumericGreaterThan 5 & DateGreaterThan 2026-01-01T00:00:00Z", "", "undecided", 12],
  ["StringLike a*", "ab*", "ab", 66.5],
  ["NumericGreaterThan 5", "?", "6", 2],
  ["IpAddress 10.0.0.0/8 & StringLike 10.*", "", "10.0.0.0", 2],
];

describe("a value that meets demands", () => {
  for (const [written, limit, value, most] of rows)
    it(`${written}${limit && `, ${limit}`}: ${value ?? "none"}`, () => {
      const demands = written.split(" & ").map(demandOf);
      const isWhole = limit === "whole";
      const within = limit === "" || isWhole ? [] : [new TextSet([tokensOf([limit], { wildcards: true })!], false)];
      let steps = 0;
      const find = () => findValue(demands, { within, isWhole }, { spend: (count) => void (steps += count) });
      if (value === "undecided") assert.throws(find, Undecided);
      else {
        const found = find();
        assert.equal(found && String.fromCharCode(...found), value);
        for (const { test, inside } of found ? demands : []) assert.equal(testHolds(test, found!), inside);
      }
      assert.equal(steps, most);
    });
});
