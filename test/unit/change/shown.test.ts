/** What is left open, as people read it. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

describe("what is left open, for people", () => {
  it("has the braces of a tool once", async () => {
    const trust = (who: string) =>
      `{"Resources":{"R":{"Type":"AWS::IAM::Role","Properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":${who}}}]}}}}}`;
    const lines = await diffTexts("t.json", trust("[]"), trust("${user_roles}"));
    assert.deepEqual(lines, ["R trust: sts:AssumeRole by ${user_roles}"]);
  });
  it("stands in one line", async () => {
    const template = (resource: string) =>
      `Parameters: { E: { Type: String } }
Mappings: { M: { dev: { b: a }, prod: { b: c } } }
Resources:
  U: { Type: AWS::IAM::User, Properties: { Policies: [{ PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: ${resource} }] } }] } }
`;
    const found = '!Sub ["arn:aws:s3:::${n}/*", { n: !FindInMap [\n        M,\n        !Ref E,\n        b,\n      ] }]';
    assert.deepEqual(await diffTexts("t.yaml", template('"arn:aws:s3:::x/*"'), template(found)), [
      "U identity: s3:GetObject on arn:aws:s3:::${!FindInMap [ M, !Ref E, b, ]}/*",
      "-U identity: s3:GetObject on arn:aws:s3:::x/*",
    ]);
  });
});
