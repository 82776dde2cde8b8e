/** ARNs that are too short, as AWS completes them in the policies of identities. */
import assert from "node:assert/strict";

import { completedArn } from "../../../src/analysis/policy/arn";
import { evaluate } from "../../../src/analysis/policy/evaluate";
import type { PolicyType } from "../../../src/analysis/policy/model";
import { readPolicy } from "../../../src/analysis/policy/read";
import { objectOf } from "./values";

const queue = "arn:aws:sqs:eu-central-1:111122223333:invoices";

const decides = (resource: string, type: PolicyType) =>
  evaluate(
    {
      principal: "arn:aws:iam::111122223333:user/caller",
      action: "sqs:SendMessage",
      resource: queue,
      resourceAccount: "111122223333",
      context: {},
    },
    {
      identity: [
        readPolicy(
          objectOf({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: resource }],
          }),
          {},
          type,
        )!,
      ],
    },
  ).decision;

describe("an ARN that is too short", () => {
  it("is completed with wildcards", () => {
    assert.equal(completedArn("arn:aws:sqs"), "arn:aws:sqs:*:*:*");
    assert.equal(completedArn("arn:aws:sqs:eu-central-1:111122223333"), `arn:aws:sqs:eu-central-1:111122223333:*`);
    assert.equal(completedArn("arn:*"), "arn:*:*:*:*:*");
    for (const text of [queue, "*", "sqs", "arn:aws:s3:::", "arn:aws:s3*one", "not:an:arn"])
      assert.equal(completedArn(text), null, text);
  });

  it("matches in the policy of an identity what it is completed to", () => {
    assert.equal(decides("arn:aws:sqs", "identity"), "allowed");
    assert.equal(decides("arn:aws:sqs:eu-central-1:111122223333", "boundary"), "allowed");
    assert.equal(decides("arn:aws:sqs:eu-west-1", "identity"), "implicitly-denied");
  });

  it("matches nothing in another", () => assert.equal(decides("arn:aws:sqs", "scp"), "implicitly-denied"));
});
