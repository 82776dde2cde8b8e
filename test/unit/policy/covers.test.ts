/** What must not be taken for covered: each would let a change pass for one that allows the same. */
import assert from "node:assert/strict";

import { locatePolicies } from "../../../src/analysis/locate/locate";
import { PermissionChange, type PoliciesInText } from "../../../src/analysis/policy/delta";
import { readPolicy } from "../../../src/analysis/policy/read";
import type { Parsers } from "../../../src/analysis/source/grammar";
import { Source } from "../../../src/analysis/source/source";
import { loadParsers } from "../../../src/data/grammars";

function read(name: string, text: string, parsers: Parsers | null = null): PoliciesInText {
  const { policies } = locatePolicies(new Source({ name, text }, parsers));
  return { policies: policies.map(({ root, place }) => readPolicy(root, place)!), text };
}

const inTemplate = (Statement: object, Type = "AWS::IAM::ManagedPolicy"): PoliciesInText =>
  read(
    "template.json",
    JSON.stringify({
      AWSTemplateFormatVersion: "2010-09-09",
      Resources: { P: { Type, Properties: { PolicyDocument: { Version: "2012-10-17", Statement: [Statement] } } } },
    }),
  );
const isNone = (before: PoliciesInText, after: PoliciesInText): boolean =>
  new PermissionChange(before, after, null).isNone;

const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" };
const perhaps = (value: unknown) => ({ "Fn::If": ["Wanted", value, { Ref: "AWS::NoValue" }] });

describe("a change is not none", () => {
  const changes: readonly (readonly [string, object, object])[] = [
    ["where an action may be missing", { Action: [perhaps("s3:GetObject")] }, { Action: ["s3:GetObject"] }],
    [
      "where a resource may be missing",
      { Resource: [perhaps("arn:aws:s3:::a/*"), "arn:aws:s3:::b"] },
      { Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::b"] },
    ],
    [
      "where what is left out may not be",
      { NotAction: [perhaps("iam:*"), "sts:*"], Action: undefined },
      { NotAction: ["iam:*", "sts:*"], Action: undefined },
    ],
    [
      "where a value of a condition may be missing",
      { Condition: { StringEquals: { "aws:PrincipalTag/a": [perhaps("x"), "y"] } } },
      { Condition: { StringEquals: { "aws:PrincipalTag/a": ["x", "y"] } } },
    ],
  ];
  for (const [when, before, after] of changes)
    it(when, () => {
      const [old, current] = [inTemplate({ ...allow, ...before }), inTemplate({ ...allow, ...after })];
      assert.equal(isNone(old, current), false);
      assert.equal(isNone(current, old), false);
      assert.equal(isNone(old, old), true);
    });

  const bucket = (principal: object) => inTemplate({ ...allow, Effect: "Deny", ...principal }, "AWS::S3::BucketPolicy");
  const user = { AWS: "arn:aws:iam::111122223333:user/alice" };
  it("where those that are named become all others", () => {
    assert.equal(isNone(bucket({ Principal: user }), bucket({ NotPrincipal: user })), false);
    assert.equal(isNone(bucket({ NotPrincipal: user }), bucket({ Principal: user })), false);
  });

  it("where nobody is left out any more, or everybody is", () => {
    assert.equal(isNone(bucket({ NotPrincipal: user }), bucket({ NotPrincipal: { AWS: "*" } })), false);
    assert.equal(isNone(bucket({ NotPrincipal: { AWS: "*" } }), bucket({ NotPrincipal: user })), false);
  });

  it("where those are allowed that everybody else was left out beside", () => {
    const [nobody, one] = [{ NotPrincipal: { AWS: "*" } }, { Principal: user }].map((principal) =>
      inTemplate({ ...allow, ...principal }, "AWS::S3::BucketPolicy"),
    );
    assert.notDeepEqual(new PermissionChange(nobody!, one!, null).delta.newlyAllowed, []);
  });

  it("where fewer are allowed since more are left out, and the other way round", () => {
    const other = { AWS: "arn:aws:iam::111122223333:user/bob" };
    const [one, both] = [user, { AWS: [user.AWS, other.AWS] }].map((NotPrincipal) =>
      inTemplate({ ...allow, NotPrincipal }, "AWS::S3::BucketPolicy"),
    );
    const [fewer, more] = [
      new PermissionChange(one!, both!, null).delta,
      new PermissionChange(both!, one!, null).delta,
    ];
    assert.deepEqual([fewer.newlyAllowed, more.noLongerAllowed], [[], []]);
    assert.notDeepEqual(fewer.noLongerAllowed, []);
    assert.notDeepEqual(more.newlyAllowed, []);
  });

  it("where all but some are allowed, and before perhaps everything", () => {
    const [perhapsAll, allBut] = [
      { Action: [perhaps("*"), "s3:GetObject"] },
      { Action: undefined, NotAction: "iam:*" },
    ].map((actions) => inTemplate({ ...allow, ...actions }));
    assert.notDeepEqual(new PermissionChange(perhapsAll!, allBut!, null).delta.newlyAllowed, []);
  });

  it("where a variable goes that a request may have no value for", () => {
    const own = "arn:aws:s3:::a/${aws:username}/*";
    for (const element of ["Resource", "NotResource"]) {
      const of = (...items: readonly string[]) => inTemplate({ ...allow, Resource: undefined, [element]: items });
      assert.equal(isNone(of("arn:aws:s3:::a/*", own), of("arn:aws:s3:::a/*")), false, element);
      const given = own.replace("username", "username, 'none'");
      assert.equal(isNone(of("arn:aws:s3:::a/*", given), of("arn:aws:s3:::a/*")), true, `${element} with a default`);
    }
  });

  it("where the values stand elsewhere, and the statement is written as it was", async () => {
    const parsers = await loadParsers(["hcl"]);
    const terraform = (action: string) =>
      read(
        "main.tf",
        `locals {\n  actions = ["${action}"]\n}\ndata "aws_iam_policy_document" "d" {\n  statement {\n    actions   = local.actions\n    resources = ["arn:aws:s3:::a/*"]\n  }\n}\n`,
        parsers,
      );
    const [before, after] = [terraform("s3:GetObjct"), terraform("s3:GetObject")];
    assert.equal(isNone(before, after), false);
    assert.deepEqual(new PermissionChange(before, after, null).delta.newlyAllowed, [
      "s3:GetObject on arn:aws:s3:::a/*",
    ]);
    assert.equal(isNone(before, terraform("s3:GetObjct")), true);
  });
});
