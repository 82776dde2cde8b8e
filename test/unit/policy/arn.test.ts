import assert from "node:assert/strict";

import {
  arnMatches,
  arnOf,
  canBeAccount,
  canBeOneOf,
  hasWildcard,
  partitions,
  readArn,
  textOf,
} from "../../../src/analysis/policy/arn";

const hole = { name: "X" };

describe("readArn", () => {
  it("takes an ARN apart", () => {
    const arn = arnOf("arn:aws:logs:eu-west-1:123456789012:log-group:a:*");
    assert.deepEqual(arn && [arn.partition, arn.service, arn.region, arn.account, arn.resource].map(textOf), [
      "aws",
      "logs",
      "eu-west-1",
      "123456789012",
      "log-group:a:*",
    ]);
    assert.deepEqual(arnOf("arn:aws:s3:::b")?.region, []);
  });

  it("takes holes for a segment or a piece of one", () => {
    const arn = arnOf(["arn:", hole, ":s3:::", hole, "/*"]);
    assert.deepEqual(arn?.partition, [hole]);
    assert.deepEqual(arn?.resource, [hole, "/*"]);
  });

  it("tells what is no ARN", () => {
    const kinds = (["*", "**", "arn:aws:s3:::", "arn:aws:s3", "bucket", "ARN:aws:s3:::b", ""] as const).map(
      (text) => readArn(text).kind,
    );
    assert.deepEqual(kinds, ["any", "any", "arn", "short", "other", "other", "other"]);
    assert.equal(readArn([hole]).kind, "open");
    assert.equal(readArn([hole, "/*"]).kind, "open");
    assert.equal(readArn(["arn:aws:", hole]).kind, "open");
    assert.equal(readArn(["bucket-", hole]).kind, "open");
    assert.equal(readArn(["urn:", hole]).kind, "other");
  });
});

describe("segments", () => {
  it("can be an account or not", () => {
    for (const text of ["123456789012", "*", "1234*", "????????????", "aws"]) assert.ok(canBeAccount([text]), text);
    for (const text of ["12345", "1234567890123", "me", "1234567890123*", "????"])
      assert.ok(!canBeAccount([text]), text);
    assert.ok(canBeAccount([]));
    assert.ok(canBeAccount([hole]));
    assert.ok(!canBeAccount(["x", hole]));
  });

  it("can be one of what is known", () => {
    assert.ok(canBeOneOf(["aws-*"], partitions));
    assert.ok(canBeOneOf(["aws", hole], partitions));
    assert.ok(!canBeOneOf(["amazon"], partitions));
    assert.ok(hasWildcard(["a", hole, "?"]));
  });
});

describe("arnMatches", () => {
  it("never reaches over a colon", () => {
    const arn = "arn:aws:sns:eu-west-1:123456789012:topic:sub";
    assert.equal(arnMatches(["arn:aws:sns:*:123456789012:topic*"], arn), true);
    assert.equal(arnMatches(["arn:aws:sns:e*2:topic:sub"], arn), false);
    assert.equal(arnMatches(["arn:aws:sns:*:*:sub"], arn), false);
    assert.equal(arnMatches(["arn:aws:sns:*"], arn), "unknown");
    assert.equal(arnMatches(["arn:aws:sqs:*"], arn), false);
    assert.equal(arnMatches(["arn:aws:sns:*:", hole, ":*"], arn), "unknown");
    assert.equal(arnMatches(["arn:aws:sqs:*:", hole, ":*"], arn), false);
    assert.equal(arnMatches([hole], arn), "unknown");
  });
});
