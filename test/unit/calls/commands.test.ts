/** What commands of the AWS CLI may need beside what they certainly do: nothing, for a shell gives what is written. */
import assert from "node:assert/strict";

import { callsOfCommands } from "../../../src/analysis/calls/commands";
import { builtCatalog } from "../../support/catalog";

const commands: Readonly<Record<string, readonly string[]>> = {
  "aws lambda create-function --function-name f": ["lambda:CreateFunction"],
  "aws lambda create-function --function-name f --role arn:aws:iam::111122223333:role/run": [
    "lambda:CreateFunction",
    "iam:PassRole",
  ],
  "aws s3api get-object --bucket b --key k out": ["s3:GetObject"],
  "aws s3api get-object --bucket b --key k --version-id 1 out": ["s3:GetObjectVersion"],
};

describe("commands of the AWS CLI", () => {
  for (const [command, actions] of Object.entries(commands))
    it(`${command}: ${actions.join()}`, () => {
      const [call, ...others] = callsOfCommands(command, builtCatalog()).calls;
      assert.deepEqual(others, []);
      assert.deepEqual([call?.actions, call?.possible], [actions, []]);
      assert.ok(call?.grants.every(({ perhaps, instead }) => perhaps === undefined && instead === undefined));
    });
});
