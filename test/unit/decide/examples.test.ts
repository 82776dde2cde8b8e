/** The requests that show a difference: what they name where anything would do. */
import assert from "node:assert/strict";

import { allow, decided, deny, setsOf, type Shape } from "./tables";

/** `action on resource`, and the context. */
function shown(before: readonly Shape[], after: readonly Shape[]) {
  const [found] = decided(setsOf(before), setsOf(after)).newlyAllowed;
  return found ? { request: `${found.witness.action} on ${found.witness.resource}`, ...found.witness } : null;
}

/** A value of a key that only has to be there. */
const values: Readonly<Record<string, string>> = {
  "aws:username": "some-user",
  "aws:SecureTransport": "true",
  "aws:ViaAWSService": "false",
  "aws:RequestedRegion": "us-east-1",
  "aws:EpochTime": "1767225600",
  "aws:CurrentTime": "2026-01-01T00:00:00Z",
  "aws:TokenIssueTime": "2026-01-01T00:00:00Z",
  "aws:SourceIp": "203.0.113.10",
  "aws:SourceAccount": "999988887777",
  "aws:PrincipalTag/team": "some-value",
};

/** What a Deny leaves of all queues. */
const left: Readonly<Record<string, string | null>> = {
  "arn:aws:sqs:us-east-1:*:*": "arn:aws:sqs:eu-west-3:111122223333:example",
  "arn:aws:sqs:*:111122223333:*": "arn:aws:sqs:us-east-1:999988887777:example",
  "arn:aws:sqs:*:*:exam*": "arn:aws:sqs:us-east-1:111122223333:other",
  "arn:aws:sqs:*:*:*": "arn:aws-us-gov:sqs:us-east-1:111122223333:example",
  "arn:*:sqs:*:*:*": null,
};

const requests: readonly (readonly [actions: string | string[], resource: string, request: string])[] = [
  [["s3:GetObject", "s3:ListBucket"], "arn:aws:s3:::a", "s3:ListBucket on arn:aws:s3:::a"],
  [["s3:GetObject", "s3:ListBucket"], "arn:aws:s3:::a/*", "s3:GetObject on arn:aws:s3:::a/example"],
  [
    ["iam:GetRole", "sns:Publish"],
    "arn:aws:sns:us-east-1:111122223333:topic",
    "sns:Publish on arn:aws:sns:us-east-1:111122223333:topic",
  ],
  ["iam:ListUsers", "*", "iam:ListUsers on *"],
];

describe("what a request shows", () => {
  for (const [key, value] of Object.entries(values))
    it(`${key}: ${value}`, () =>
      assert.deepEqual(shown([], [allow("s3:GetObject", "*", { Null: { [key]: "false" } })])?.context, {
        [key]: value,
      }));

  for (const [pattern, resource] of Object.entries(left))
    it(`beside ${pattern}: ${resource ?? "nothing"}`, () => {
      const found = shown([], [allow("sqs:SendMessage"), deny("sqs:SendMessage", pattern)]);
      assert.equal(found?.resource ?? null, resource);
    });

  for (const [conditions, tagKeys] of [
    [{ "ForAnyValue:StringEquals": { "aws:TagKeys": ["a", "b"] } }, "a"],
    [
      { "ForAnyValue:StringEquals": { "aws:TagKeys": "a" }, "ForAnyValue:StringLike": { "aws:TagKeys": "a*" } },
      ["aexample", "a"],
    ],
    [
      {
        "ForAnyValue:StringEquals": { "aws:TagKeys": "a" },
        "ForAnyValue:StringEqualsIgnoreCase": { "aws:TagKeys": "a" },
      },
      "a",
    ],
    [
      { "ForAnyValue:StringEquals": { "aws:TagKeys": "a" }, "ForAnyValue:StringLike": { "aws:TagKeys": "b*" } },
      ["bexample", "a"],
    ],
    [{ "ForAllValues:StringLike": { "aws:TagKeys": "a*" }, "ForAnyValue:StringLike": { "aws:TagKeys": "*b" } }, "ab"],
  ] as const)
    it(`tags ${JSON.stringify(conditions)}`, () =>
      assert.deepEqual(shown([], [allow("s3:PutObject", "*", conditions)])?.context, { "aws:TagKeys": tagKeys }));

  for (const [actions, resource, request] of requests)
    it(request, () => assert.equal(shown([], [allow(actions, resource)])?.request, request));
});
