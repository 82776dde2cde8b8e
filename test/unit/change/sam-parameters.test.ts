/** What a policy template of SAM is given that has no name of its own. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const sam = (queue: string) => `Transform: AWS::Serverless-2016-10-31
Conditions: { Own: !Equals [!Ref AWS::Region, eu-west-1] }
Resources:
  Send:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Policies:
        - SQSPollerPolicy: { QueueName: other }
${queue && `        - SQSSendMessagePolicy:\n            QueueName: ${queue}\n`}`;
const on = "Send identity: sqs:SendMessage on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:";

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a name", "", "jobs", [`${on}jobs`]],
  [
    "what is imported",
    "",
    "{ Fn::ImportValue: !Sub '${Base}-Queue' }",
    [`${on}\${{Fn::ImportValue:!Sub ${"${Base}"}-Queue}}`],
  ],
  ["what a condition chooses", "", "!If [Own, jobs, all]", [`${on}\${!If[Own,jobs,all]}`]],
  ["the same in another line", "!If [Own, jobs, all]", "!If [ Own, jobs, all ]", []],
  [
    "something else",
    "!If [Own, jobs, all]",
    "!If [Own, jobs, some]",
    [`${on}\${!If[Own,jobs,some]}`, `-${on}\${!If[Own,jobs,all]}`],
  ],
];

describe("what a policy template of SAM is given", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("t.yaml", sam(before), sam(after)), lines));
});
