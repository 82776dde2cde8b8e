/** Variables of the Serverless Framework that functions of CloudFormation join. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const service = (resource: string) => `service: files
custom: { bucket: "\${cf:store.BucketArn}", other: "\${cf:store.OtherArn}" }
provider:
  name: aws
  iam:
    role:
      statements:
        - { Effect: Allow, Action: s3:GetObject, Resource: ${resource} }
functions:
  read: { handler: a.b }
`;
const plain = '"${self:custom.bucket}/*"';
const rows: readonly (readonly [title: string, before: string, lines: readonly string[]])[] = [
  ["in a list of texts", "!Join ['/', ['${self:custom.bucket}', '*']]", []],
  ["in the long form", `{ "Fn::Join": ["", ["\${self:custom.bucket}", "/*"]] }`, []],
  ["in a text", "!Sub '${self:custom.bucket}/*'", []],
  ["by a name", `!Sub ["\${Bucket}/*", { Bucket: "\${self:custom.bucket}" }]`, []],
  [
    "of something else",
    "!Join ['/', ['${self:custom.other}', '*']]",
    [
      "provider identity: s3:GetObject on ${self:custom.bucket}/*",
      "-provider identity: s3:GetObject on ${self:custom.other}/*",
    ],
  ],
];

describe("variables that are joined", () => {
  for (const [title, before, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("serverless.yml", service(before), service(plain)), lines));
});
