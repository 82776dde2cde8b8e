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
  it("is called by its name where it is a reference", async () => {
    const template = (who: string) =>
      `{"Parameters":{"Who":{"Type":"CommaDelimitedList"}},"Resources":{"R":{"Type":"AWS::IAM::Role","Properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":${who}}}]}}}}}`;
    assert.deepEqual(await diffTexts("t.json", template("[]"), template('{"Ref": "Who"}')), [
      "R trust: sts:AssumeRole by ${Who}",
    ]);
  });
  it("is the account and Region of the deployment, as the Serverless Framework calls them, too", async () => {
    const service = (account: string, region: string) =>
      `service: s
provider:
  name: aws
  iam: { role: { statements: [{ Effect: Allow, Action: "sqs:SendMessage", Resource: !Sub "arn:aws:sqs:${region}:${account}:q" }] } }
functions: {}
`;
    const before = service("${aws:accountId}", "${aws:region}");
    assert.deepEqual(await diffTexts("serverless.yml", before, service("${AWS::AccountId}", "${AWS::Region}")), []);
    assert.deepEqual(await diffTexts("serverless.yml", before, service("${aws:account}", "${aws:region}")), [
      "provider identity: sqs:SendMessage on arn:aws:sqs:${aws:region}:${aws:account}:q",
      "-provider identity: sqs:SendMessage on arn:aws:sqs:${aws:region}:${aws:accountId}:q",
    ]);
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
