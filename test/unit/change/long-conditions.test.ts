/** Conditions of a template that name others in their long form. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

describe("conditions in their long form", () => {
  const template = (isCreate: object | string, name: string) =>
    JSON.stringify({
      Parameters: { Existing: { Type: "String" } },
      Conditions: {
        Create: { "Fn::Equals": [{ Ref: "Existing" }, ""] },
        Not: { "Fn::Not": [isCreate] },
      },
      Resources: {
        P: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: {
            PolicyDocument: {
              Version: "2012-10-17",
              Statement: [
                {
                  "Fn::If": [name, { Effect: "Allow", Action: "s3:PutObject", Resource: "*" }, { Ref: "AWS::NoValue" }],
                },
              ],
            },
          },
        },
      },
    });
  it("are taken apart", async () => {
    const named = { Condition: "Create" };
    assert.deepEqual(await diffTexts("t.json", template(named, "Not"), template(named, "Create")), [
      "P identity: s3:PutObject on *",
      "-P identity: s3:PutObject on *",
    ]);
  });
});
