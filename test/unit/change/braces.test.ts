/** Variables of tools in braces, one within another or two at a time. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const service = (action: string, resource: string) => `service: files
provider:
  name: aws
  iam:
    role:
      statements:
        - { Effect: Allow, Action: "${action}", Resource: '${resource}' }
`;
const policy = (Action: string, Resource: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] });

describe("braces of tools", () => {
  for (const [written, shown] of [
    ["${self:custom.${opt:stage}.bucket}", "${self:custom.${opt:stage}.bucket}"],
    ["${opt:a, self:custom.b}", "${opt:a, self:custom.b}"],
    ["{{ bucket }}", "${bucket}"],
    ["${{ values.bucket }}", "${values.bucket}"],
    ["arn:aws:s3:::${{ values.bucket }}/*", "arn:aws:s3:::${values.bucket}/*"],
  ] as const)
    it(written, async () => {
      const [before, after] = ["s3:GetObject", "s3:PutObject"].map((action) => service(action, written));
      assert.deepEqual(await diffTexts("serverless.yml", before!, after!), [
        `provider identity: s3:PutObject on ${shown}`,
        `-provider identity: s3:GetObject on ${shown}`,
      ]);
    });

  it("in a policy alone", async () => {
    const lines = await diffTexts(
      "policy.json",
      policy("s3:GetObject", "${{ a }}"),
      policy("s3:PutObject", "${{ a }}"),
    );
    assert.deepEqual(
      lines.map((line) => line.replace(/^(-?).*identity: /, "$1")),
      ["s3:PutObject on ${a}", "-s3:GetObject on ${a}"],
    );
  });

  it("as before", async () =>
    assert.deepEqual(
      await diffTexts("policy.json", policy("s3:GetObject", "${{ a }}"), policy("s3:GetObject", "${{a}}")),
      [],
    ));
});
