import assert from "node:assert/strict";

import fc from "fast-check";

import { looksLikePolicy } from "../../../src/analysis/policy/looks-like-policy";
import type { Policy, PolicyType } from "../../../src/analysis/policy/model";
import { readPolicy } from "../../../src/analysis/policy/read";
import { objectOf, template, unknown } from "./values";

function read(value: object, type?: PolicyType): Policy {
  const policy = readPolicy(objectOf(value), {}, type);
  assert.ok(policy);
  return policy;
}

describe("readPolicy", () => {
  it("reads every element with its path", () => {
    const policy = read({
      Version: "2012-10-17",
      Id: "x",
      Statement: [
        {
          Sid: "A",
          Effect: "Allow",
          Action: ["s3:Get*", "s3:PutObject"],
          Resource: "arn:aws:s3:::b/*",
          Condition: {
            "ForAnyValue:stringequalsifexists": { "aws:TagKeys": ["a", "b"] },
            Bool: { "aws:SecureTransport": true },
          },
        },
        {
          Effect: "Deny",
          NotAction: "s3:*",
          NotResource: ["*"],
          NotPrincipal: { AWS: ["1", "2"], Service: "ec2.amazonaws.com" },
        },
      ],
    });
    const [first, second] = policy.statements;
    assert.equal(policy.version?.value, "2012-10-17");
    assert.equal(first?.sid?.value, "A");
    assert.deepEqual(
      first?.action?.items.map((item) => item.path.join("/")),
      ["Statement/0/Action/0", "Statement/0/Action/1"],
    );
    assert.equal(first?.resource?.items[0]?.path.join("/"), "Statement/0/Resource");
    assert.equal(first?.resource?.array, null);
    const [tags, bool] = first?.condition?.blocks ?? [];
    assert.deepEqual(tags?.parsed, { qualifier: "ForAnyValue", name: "StringEquals", ifExists: true });
    assert.equal(
      tags?.keys[0]?.items[1]?.path.join("/"),
      "Statement/0/Condition/ForAnyValue:stringequalsifexists/aws:TagKeys/1",
    );
    assert.equal(bool?.keys[0]?.items[0]?.value, "true");
    assert.equal(second?.effect, "Deny");
    assert.equal(second?.notPrincipal?.groups[1]?.items[0]?.path.join("/"), "Statement/1/NotPrincipal/Service");
    assert.ok(policy.complete && first?.complete && first.condition?.complete);
  });

  it("reads a single statement, and paths below a root", () => {
    const policy = readPolicy(
      objectOf({ Statement: { Effect: "Allow", Action: "a:b", Resource: "*" } }),
      {},
      undefined,
      ["Policy"],
    );
    assert.deepEqual(policy?.statements[0]?.path, ["Policy", "Statement"]);
  });

  it("flattens what a template chooses between", () => {
    const policy = read({
      Statement: [
        {
          Effect: "Allow",
          Action: ["a:b", unknown("a:c", undefined), unknown(["a:d", "a:e"], "a:f")],
          Resource: unknown("r1", "r2"),
        },
        unknown({ Effect: "Deny", Action: "*", Resource: "*" }, undefined),
      ],
    });
    const [first, second] = policy.statements;
    assert.deepEqual(
      first?.action?.items.map((item) => [item.value, item.conditional]),
      [
        ["a:b", false],
        ["a:c", true],
        ["a:d", true],
        ["a:e", true],
        ["a:f", true],
      ],
    );
    assert.ok(first?.action?.complete && first.resource?.complete);
    assert.ok(second?.conditional && policy.complete);
  });

  it("makes a statement for each choice of effect and condition", () => {
    const policy = read({
      Statement: [
        {
          Effect: unknown("Allow", "Deny"),
          Action: "*",
          Resource: "*",
          Condition: unknown({ Bool: { k: "true" } }, undefined),
        },
      ],
    });
    assert.deepEqual(
      policy.statements.map((one) => [one.effect, one.condition !== null, one.conditional]),
      [
        ["Allow", true, true],
        ["Allow", false, true],
        ["Deny", true, true],
        ["Deny", false, true],
      ],
    );
  });

  it("says what is not known", () => {
    const policy = read({
      Statement: [
        {
          Effect: unknown(),
          Action: unknown(),
          Resource: template("arn:aws:s3:::", { name: "B" }),
          Condition: unknown(),
          "...": unknown(),
        },
        unknown(),
      ],
    });
    const [only] = policy.statements;
    assert.equal(policy.complete, false);
    assert.equal(only?.complete, false);
    assert.equal(only?.effect, null);
    assert.equal(only?.action?.complete, false);
    assert.equal(only?.condition?.complete, false);
    assert.equal(only?.resource?.items[0]?.value, null);
    assert.equal(only?.resource?.complete, true);
  });

  it("takes element names exactly", () => {
    const policy = read({ Version: "2012-10-17", Statement: [{ effect: "Allow", action: "*", Resource: "*" }] });
    assert.equal(policy.statements[0]?.effect, null);
    assert.equal(policy.statements[0]?.action, null);
    assert.deepEqual(
      policy.statements[0]?.node.entries.map((entry) => entry.key),
      ["effect", "action", "Resource"],
    );
  });

  it("infers the type", () => {
    const allow = (more: object): Policy => read({ Statement: [{ Effect: "Allow", ...more }] });
    assert.equal(allow({ Action: "*", Resource: "*" }).type, "identity");
    assert.equal(allow({ Action: ["sts:AssumeRole", "sts:TagSession"], Principal: "*" }).type, "trust");
    assert.equal(allow({ Action: "s3:*", Principal: "*" }).type, "resource");
    assert.equal(allow({ Action: "s3:*", Principal: "*" }).typeKnown, false);
    assert.equal(read({ Statement: [] }, "scp").type, "scp");
    assert.equal(readPolicy(objectOf({ Statement: [] }), { policyType: "trust" }, "scp")?.type, "trust");
  });

  it("never throws", () => {
    const key = fc.constantFrom(
      "Statement",
      "Version",
      "Effect",
      "Action",
      "Resource",
      "Principal",
      "Condition",
      "StringEquals",
      "AWS",
      "x",
      "...",
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: "medium" },
        fc.constantFrom("Allow", "*", "", "arn:aws:s3:::b"),
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.constant(template("a", { name: "b" })),
        fc.array(tie("tree")).map((all) => unknown(...all)),
        fc.array(tie("tree")),
        fc.dictionary(key, tie("tree")),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree), (value) => {
        const node = objectOf(value);
        looksLikePolicy(node);
        readPolicy(node, {});
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});

describe("looksLikePolicy", () => {
  const cases: [boolean, object][] = [
    [true, { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }],
    [true, { Statement: { Effect: "Allow", NotAction: "*" } }],
    [true, { Version: "2012-10-17", Statement: unknown() }],
    [true, { Version: "2012-10-17", Statements: [] }],
    [true, { Statement: [unknown({ effect: "allow", action: "a" }, undefined)] }],
    [false, {}],
    [false, { Statement: [] }],
    [false, { Statement: "Revenue", Period: "2024" }],
    [false, { Statement: [{ Amount: 3, Resource: "x" }] }],
    [false, { Version: "1", Statement: [{ Effect: "Allow", Action: "oss:*", Resource: "acs:oss:*" }] }],
    [false, { Version: "2.0", Statement: [{ effect: "allow", action: "*", resource: "*" }] }],
    [false, { Version: "2012-10-17", Resources: {} }],
  ];
  for (const [expected, value] of cases)
    it(`${expected ? "takes" : "leaves"} ${JSON.stringify(value)}`, () =>
      assert.equal(looksLikePolicy(objectOf(value)), expected));
});
