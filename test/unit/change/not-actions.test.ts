/** What statements allow by naming what they do not (`NotAction`). */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const policy = (...all: readonly object[]) =>
  JSON.stringify({
    Resources: {
      P: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: all.map((one) => ({ Effect: "Allow", Resource: "*", ...one })),
          },
        },
      },
    },
  });
const little = { Action: "sqs:SendMessage" };
const most = "P identity: * except iam:*, organizations:* on *";

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  ["all actions but some", policy(little), policy(little, { NotAction: ["iam:*", "organizations:*"] }), [most]],
  [
    "no longer all actions but some",
    policy(little, { NotAction: ["iam:*", "organizations:*"] }),
    policy(little),
    [`-${most}`],
  ],
  ["all actions", policy(little), policy(little, { Action: "*" }), ["P identity: * on *"]],
  [
    "what a Deny of all but some no longer denies",
    policy({ Action: "*" }, { Effect: "Deny", NotAction: "iam:*" }),
    policy({ Action: "*" }),
    ["P identity: * except iam:* on *"],
  ],
  [
    "an exception less",
    policy({ NotAction: ["iam:*", "sqs:SendMessage"] }),
    policy({ NotAction: ["iam:*"] }),
    ["P identity: sqs:SendMessage on *"],
  ],
  ["the same exceptions", policy({ NotAction: ["iam:*", "s3:*"] }), policy({ NotAction: ["s3:*", "iam:*"] }), []],
];

describe("what is allowed by NotAction", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("t.json", before, after), lines));
});
