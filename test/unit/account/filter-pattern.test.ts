import assert from "node:assert/strict";

import fc from "fast-check";

import { type Json, takes } from "../../../src/account/checks/filter-pattern/matches";
import { parseFilterPattern } from "../../../src/account/checks/filter-pattern/parse";

const event = {
  eventName: "DeleteTrail",
  eventSource: "cloudtrail.amazonaws.com",
  awsRegion: "us-east-1",
  sourceIPAddress: "198.51.100.7",
  readOnly: false,
  count: 3,
  nothing: null,
  userIdentity: { type: "IAMUser", userName: "alice", "odd.key": "x" },
  resources: [{ ARN: "one" }, { ARN: "two" }],
};
const doesTake = (pattern: string, of: Json = event): boolean => {
  const parsed = parseFilterPattern(pattern);
  assert.ok(parsed, `can be read: ${pattern}`);
  return takes(parsed, of);
};

describe("filter patterns of CloudWatch Logs", () => {
  const taken = [
    "",
    "   ",
    '{ $.eventName = "DeleteTrail" }',
    "{$.eventName=DeleteTrail}",
    "{ ($.eventName = DeleteTrail) }",
    "{ (($.eventName=DeleteTrail)) }",
    '{\n  $.eventName\t=\n"DeleteTrail"\n}',
    '{ $.eventName = "Delete*" }',
    "{ $.eventName = *Trail }",
    '{ $.eventName = "*" }',
    '{ $.eventName = "D*e*Trail" }',
    "{ $.eventName = %^(?!x)% || $.eventName = %Trail$% }",
    '{ $.eventName != "CreateTrail" }',
    '{ $.nobody != "x" }',
    "{ $.nobody NOT EXISTS }",
    "{ $.nothing IS NULL }",
    "{ $.readOnly IS FALSE }",
    "{ $.readOnly = false }",
    '{ $.readOnly = "false" }',
    "{ $.count = 3 }",
    "{ $.count >= 3 && $.count < 4 }",
    "{ $.count != 4 }",
    "{ $.count > 2 }",
    "{ $.count <= 3 }",
    "{ $.count < 3.5 }",
    "{ $.userIdentity != 4 }",
    "{ $.count = %3% }",
    "{ $.resources[*].ARN != one }",
    "{ $.sourceIPAddress = 198.51.100.* }",
    '{ $.userIdentity.type = "IAMUser" && $.eventName = DeleteTrail }',
    '{ $.["userIdentity"].userName = alice }',
    "{ $.['userIdentity'].userName = alice }",
    '{ $.userIdentity["odd.key"] = "x" }',
    '{ $.resources[1].ARN = "two" }',
    '{ $.resources[*].ARN = "one" }',
    // && binds closer than ||.
    "{ $.eventName = DeleteTrail || $.eventName = StopLogging && $.count = 99 }",
    "{ $.count = 99 && $.eventName = StopLogging || $.eventName = DeleteTrail }",
    "DeleteTrail",
    '"DeleteTrail" alice',
    "?StopLogging ?DeleteTrail",
    "DeleteTrail -StopLogging",
    "%Delete[A-Z]rail%",
    "DeleteTrail ?StopLogging",
  ];
  for (const pattern of taken) it(`takes: ${JSON.stringify(pattern)}`, () => assert.equal(doesTake(pattern), true));

  const left = [
    '{ $.eventName = "deletetrail" }',
    '{ $.eventName = "DeleteTrail?" }',
    '{ $.eventName = "Delete" }',
    '{ $.eventName = "*Delete" }',
    '{ $.eventName = "DeleteTrail*l" }',
    '{ $.eventName != "DeleteTrail" }',
    '{ $.eventName != "*" }',
    '{ $.nobody = "*" }',
    "{ $.eventName NOT EXISTS }",
    "{ $.nobody IS NULL }",
    "{ $.readOnly IS TRUE }",
    "{ $.count = 33 }",
    "{ $.count > 3 }",
    "{ $.count >= 4 }",
    "{ $.count < 3 }",
    "{ $.count <= 2 }",
    "{ $.count = 3x }",
    "{ $.count = three }",
    "{ $.count = %4% }",
    "{ $.count = %(3)% }",
    "{ $.userIdentity > 3 }",
    "{ $.readOnly IS NULL }",
    "{ $.nobody IS FALSE }",
    "%(Delete)Trail%",
    "%Create[A-Z]rail%",
    "DeleteTrail -%alice%",
    "{ $.nobody > 3 }",
    "{ $.sourceIPAddress = 203.* }",
    '{ $.userIdentity = "IAMUser" }',
    '{ $.toString = "x" }',
    '{ $.constructor.name = "Object" }',
    "{ $.eventName = DeleteTrail && $.awsRegion = eu-west-1 }",
    "{ ($.eventName = DeleteTrail || $.eventName = StopLogging) && $.count = 99 }",
    '{ $.resources[2].ARN = "two" }',
    "StopLogging",
    "DeleteTrail -alice",
    "?StopLogging ?StartLogging",
    "StopLogging ?DeleteTrail",
    "[ip, user, ...]",
  ];
  for (const pattern of left) it(`leaves: ${JSON.stringify(pattern)}`, () => assert.equal(doesTake(pattern), false));

  const unreadable = [
    "{",
    "{ }",
    "{ $.eventName }",
    "{ $.eventName = }",
    "{ eventName = x }",
    "{ $.a = 1 && }",
    "{ ($.a = 1 }",
    "{ $.a = 1) }",
    "{ $.a == 1 }",
    '{ $.a = "x }',
    "{ $.a = 1 $.b = 2 }",
    "{ $.a IS }",
    '"open',
  ];
  for (const pattern of unreadable)
    it(`cannot read: ${pattern}`, () => assert.equal(parseFilterPattern(pattern), null));

  it("says the same however a pattern is spaced, quoted, put in brackets and ordered", () => {
    const name = fc.constantFrom("DeleteTrail", "StopLogging", "PutBucketAcl", "Create*", "*Trail");
    const space = fc.constantFrom("", " ", "\n  ");
    const term = fc.record({ name, quote: fc.boolean(), brackets: fc.boolean(), gap: space, outer: space });
    const write = ({
      name: value,
      quote,
      brackets,
      gap,
      outer,
    }: {
      name: string;
      quote: boolean;
      brackets: boolean;
      gap: string;
      outer: string;
    }) => {
      const test = `$.eventName${gap}=${gap}${quote ? `"${value}"` : value}`;
      return `${outer}${brackets ? `(${outer}${test}${outer})` : test}${outer || " "}`;
    };
    fc.assert(
      fc.property(
        fc.array(term, { minLength: 1, maxLength: 6 }),
        fc.constantFrom("DeleteTrail", "StopLogging", "CreateTrail", "RunInstances"),
        (terms, eventName) => {
          const plain = terms.some(({ name: one }) => new RegExp(`^${one.replace("*", ".*")}$`).test(eventName));
          for (const order of [terms, [...terms].reverse()])
            assert.equal(doesTake(`{${order.map(write).join("||")}}`, { eventName }), plain);
        },
      ),
    );
  });

  it("never throws, and takes no time, whatever is written", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "(",
      ")",
      "&&",
      "||",
      "$.a",
      "$.a[0]",
      "$",
      "=",
      "!=",
      '"x"',
      '"',
      "%a+%",
      "%",
      "%(a+)+$%",
      "NOT",
      "EXISTS",
      "IS",
      "NULL",
      "*",
      "?x",
      "-y",
      " ",
      "\\",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        for (const pattern of [pieces.join(" "), pieces.join(""), `{${pieces.join(" ")}}`]) {
          const parsed = parseFilterPattern(pattern);
          if (parsed) assert.equal(typeof takes(parsed, { a: "a".repeat(2000) }), "boolean");
        }
      }),
      { numRuns: 500 },
    );
  });
});
