import assert from "node:assert/strict";

import { formatOperator, operators, oppositeName, parseOperator } from "../../../src/analysis/policy/operators";

describe("parseOperator", () => {
  it("takes qualifiers and IfExists, in any case", () => {
    assert.deepEqual(parseOperator("foranyvalue:STRINGLIKEifexists"), {
      qualifier: "ForAnyValue",
      name: "StringLike",
      ifExists: true,
    });
    assert.deepEqual(parseOperator("Null"), { qualifier: null, name: "Null", ifExists: false });
    for (const text of ["StringEqual", "ForSomeValue:StringEquals", "IfExists", "", "ForAnyValue:", "StringEquals "])
      assert.equal(parseOperator(text), null);
  });

  it("gives back what it takes", () => {
    for (const { name } of operators) {
      for (const prefix of ["", "ForAnyValue:", "ForAllValues:"]) {
        for (const suffix of ["", "IfExists"]) {
          const text = prefix + name + suffix;
          const parsed = parseOperator(text);
          assert.ok(parsed);
          assert.equal(formatOperator(parsed), text);
        }
      }
    }
  });
});

describe("oppositeName", () => {
  it("knows the negation of each operator that has one", () => {
    const pairs = Object.fromEntries(operators.map(({ name }) => [name, oppositeName(name)]));
    assert.equal(pairs["StringEqualsIgnoreCase"], "StringNotEqualsIgnoreCase");
    assert.equal(pairs["ArnNotLike"], "ArnLike");
    assert.equal(pairs["ArnEquals"], "ArnNotEquals");
    assert.equal(pairs["NumericNotEquals"], "NumericEquals");
    assert.equal(pairs["IpAddress"], "NotIpAddress");
    assert.equal(pairs["Null"], null);
  });
});
