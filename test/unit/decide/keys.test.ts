/** What statements name: keys, variables, texts; and the resources that would be good examples. */
import assert from "node:assert/strict";

import { Compiler } from "../../../src/analysis/decide/compile";
import {
  actionOf,
  exampleResources,
  examplesElsewhere,
  fitness,
  ownKeysOf,
} from "../../../src/analysis/decide/example";
import { arnKeysOf, keysOf, multivaluedOf, piecesOf } from "../../../src/analysis/decide/keys";
import { Names } from "../../../src/analysis/decide/names";
import { likeliest } from "../../../src/analysis/decide/witness";
import { Witnesses } from "../../../src/analysis/decide/witnesses";
import { builtCatalog } from "../../support/catalog";
import { policyOf } from "../policy/oracle";
import { allow, type Shape } from "./tables";

const catalog = builtCatalog();
const statementsOf = (Version: string, ...shapes: readonly Shape[]) => {
  const policy = policyOf({ Version, Statement: shapes }, "identity");
  const compiler = new Compiler(new Names(() => null));
  return policy.statements.map((statement) => compiler.statement(statement, policy));
};
const some = allow("s3:*", ["arn:aws:s3:::a/${aws:username}/*", "arn:aws:s3:::${*}${aws:userid, 'x'}"], {
  StringEquals: { "AWS:SourceVpc": "vpc-1", "aws:sourcevpc": ["${aws:PrincipalTag/Team}"] },
  "ForAnyValue:StringLike": { "aws:TagKeys": "a?b" },
  ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:t", "aws:PrincipalArn": "arn:*" },
  StringLike: { "aws:PrincipalArn": "*" },
  Null: { "aws:SourceArn": "false", "aws:TagKeys": "false" },
});

describe("what statements name", () => {
  it("are keys as they are first written, and those of variables", () => {
    const { spelling, variables } = keysOf(statementsOf("2012-10-17", some));
    assert.deepEqual([...spelling.values()].sort(), [
      "AWS:SourceVpc",
      "aws:PrincipalArn",
      "aws:PrincipalTag/Team",
      "aws:SourceArn",
      "aws:TagKeys",
      "aws:userid",
      "aws:username",
    ]);
    assert.deepEqual([...variables].sort(), ["aws:principaltag/team", "aws:userid", "aws:username"]);
    assert.equal(keysOf(statementsOf("2008-10-17", some)).variables.size, 0);
    assert.equal(
      keysOf(statementsOf("2012-10-17", { Effect: "Allow", Action: "*", NotResource: "${aws:userid}" })).variables.size,
      1,
    );
  });

  it("are keys with several values, unless they are asked for one somewhere", () => {
    const several = (...operators: string[]) =>
      [
        ...multivaluedOf(
          statementsOf(
            "2012-10-17",
            ...operators.map((operator) => allow("*", "*", { [operator]: { "aws:TagKeys": "true" } })),
          ).map(({ statement }) => statement!),
        ),
      ].join();
    assert.equal(several("ForAllValues:StringEquals"), "aws:tagkeys");
    assert.equal(several("ForAnyValue:StringLike", "Null"), "aws:tagkeys");
    assert.equal(several("ForAnyValue:StringLike", "StringLike"), "");
    assert.equal(several("StringLike", "ForAnyValue:StringLike"), "");
    assert.equal(several("NoSuch"), "");
  });

  it("are keys that are compared as ARNs alone", () => {
    const statements = statementsOf("2012-10-17", some).map(({ statement }) => statement!);
    assert.deepEqual([...arnKeysOf(statements)], ["aws:sourcearn"]);
  });

  it("are the texts between their signs, so many at most", () => {
    const pieces = (...shapes: Shape[]) =>
      piecesOf(statementsOf("2012-10-17", ...shapes).map(({ statement }) => statement!));
    assert.deepEqual(pieces(some), ["vpc-1", "a", "b", "arn", "aws", "sns", "t", "false", "s3"]);
    const many = allow(
      "s3:*",
      Array.from({ length: 40 }, (_, at) => `r${at}`),
    );
    assert.equal(pieces(many).length, 24);
  });
});

describe("examples", () => {
  for (const [action, resources] of [
    ["sqs:SendMessage", ["arn:aws:sqs:us-east-1:111122223333:example"]],
    ["ec2:DescribeInstances", ["*"]],
    ["s3:ListBucket", ["arn:aws:s3:::example"]],
    ["s3:NoSuch", []],
    ["nosuch:Get", []],
  ] as const)
    it(`of resources of ${action}`, () => assert.deepEqual(exampleResources(action, catalog).slice(0, 1), resources));

  it("are short ones first, and none without a catalogue", () => {
    const lengths = exampleResources("ec2:RunInstances", catalog).map(({ length }) => length);
    assert.deepEqual(
      lengths,
      [...lengths].sort((a, b) => a - b),
    );
    assert.deepEqual(exampleResources("s3:GetObject", null), []);
    assert.equal(actionOf("s3:GetObject", null), null);
  });

  it("are elsewhere in another account, Region, place and partition", () => {
    assert.deepEqual(examplesElsewhere("arn:aws:sqs:us-east-1:111122223333:example"), [
      "arn:aws:sqs:us-east-1:999988887777:example",
      "arn:aws:sqs:eu-west-3:111122223333:example",
      "arn:aws:sqs:us-east-1:111122223333:other",
      "arn:aws-us-gov:sqs:us-east-1:111122223333:example",
    ]);
    assert.deepEqual(examplesElsewhere("arn:aws:s3:::example"), ["arn:aws:s3:::other", "arn:aws-us-gov:s3:::example"]);
    assert.deepEqual(examplesElsewhere("*"), []);
  });

  it("of keys are those that not every request has, without the names of tags", () =>
    assert.deepEqual(
      ownKeysOf([
        "aws:SourceIp",
        "aws:PrincipalTag/a",
        "aws:RequestTag/a",
        "AWS:TagKeys",
        "aws:ResourceTag/b",
        "s3:Prefix",
        "aws:TagKeysOf",
      ]),
      ["aws:requesttag", "aws:tagkeys", "aws:resourcetag", "s3:prefix"],
    ));

  for (const [action, resource, keys, points] of [
    ["s3:GetObject", "arn:aws:s3:::a/b", [], 4],
    ["s3:GetObject", "*", [], 0],
    ["s3:ListBucket", "arn:aws:s3:::a", ["s3:prefix"], 4],
    ["s3:ListBucket", "arn:aws:s3:::a", ["s3:prefix", "sqs:nosuch", "aws:tagkeys"], 2],
    ["ec2:DescribeInstances", "*", ["ec2:region"], 4],
    ["ec2:DescribeInstances", "arn:aws:ec2:::a", [], 0],
    ["s3:ListAllMyBuckets", "*", ["s3:prefix"], 3],
    ["s3:NoSuch", "*", [], 0],
  ] as const)
    it(`${action} on ${resource} with ${keys.join() || "no keys"}: ${points}`, () =>
      assert.equal(fitness(action, resource, keys, catalog), points));

  it("name the likeliest action", () => {
    const of = (actions: readonly string[], resource: string, context = {}) =>
      likeliest(actions, { principal: "*", action: "", resource, context, resourceAccount: "" }, catalog);
    assert.equal(of(["sns:Publish", "sqs:SendMessage"], "arn:aws:sqs:us-east-1:111122223333:x"), "sqs:SendMessage");
    assert.equal(of(["iam:GetRole", "iam:ListUsers"], "*"), "iam:ListUsers");
    assert.equal(
      of(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::a/b", { "s3:x-amz-storage-class": "a" }),
      "s3:PutObject",
    );
    assert.equal(of(["sns:Publish"], "arn:aws:sqs:us-east-1:111122223333:x"), "sns:Publish");
  });

  it("within a piece are those that begin as it does", () => {
    const witnesses = new Witnesses({
      spelling: new Map(),
      variables: new Set(),
      names: new Names(() => null),
      statements: [],
      catalog,
    });
    const [piece] = statementsOf("2012-10-17", allow("*", "PATTERN"))[0]!.resources;
    const within = (prefix: string, isPlain = false) =>
      witnesses.suggestedWithin({ ...piece!, prefix, isPlain }, { actions: ["sqs:SendMessage"], statements: [] });
    assert.equal(within(""), null);
    assert.equal(within("arn:aws:sqs:", true), "");
    assert.equal(within("arn:aws:s3:"), "");
    assert.equal(within("arn:aws:sqs:eu"), "arn:aws:sqs:eu-west-3:111122223333:example");
    assert.equal(
      within("arn:aws:sqs:us-east-1:1"),
      "arn:aws:sqs:us-east-1:111122223333:example\0arn:aws:sqs:us-east-1:111122223333:other",
    );
  });
});
