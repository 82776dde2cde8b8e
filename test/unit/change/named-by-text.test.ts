/** Resources of a template that policies name by reference, and by the texts that they are given as names. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const table = (name: string) => `  T: { Type: AWS::DynamoDB::Table, Properties: { TableName: ${name} } }\n`;
const bucket = (name?: string) =>
  `  B: { Type: AWS::S3::Bucket${name === undefined ? "" : `, Properties: { BucketName: ${name} }`} }\n`;
const statement = (effect: string, action: string, resource: string) =>
  `{ Effect: ${effect}, Action: "${action}", Resource: ${resource} }`;
const role = (...statements: string[]) =>
  `  R: { Type: AWS::IAM::Role, Properties: { Policies: [{ PolicyDocument: { Version: "2012-10-17", Statement: [${statements.join(", ")}] } }] } }\n`;
const resources = (...all: string[]) => `Resources:\n${all.join("")}`;

const byReference = '!Sub "${B.Arn}/*"';
const byName = '!Sub "arn:aws:s3:::${B}/*"';
const byText = '"arn:aws:s3:::files/*"';
const own = '!Sub "files-${AWS::AccountId}"';
const byOwnText = '!Sub "arn:aws:s3:::files-${AWS::AccountId}/*"';
const tableByText = '!Sub "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders"';
const put = (resource: string) => statement("Allow", "s3:PutObject", resource);
const all = (resource: string) => statement("Allow", "s3:*", resource);
const keep = (resource: string) => statement("Deny", "s3:DeleteObject", resource);
const deleted = (resource: string) => `R identity: s3:DeleteObject on ${resource}`;

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  [
    "a Deny by text beside an Allow by reference",
    resources(bucket("files"), role(all(byReference), keep(byText))),
    resources(bucket("files"), role(all(byReference))),
    [deleted("arn:aws:s3:::files/*")],
  ],
  [
    "a Deny by a text that is filled in",
    resources(bucket(own), role(all(byName), keep(byOwnText))),
    resources(bucket(own), role(all(byName))),
    [deleted("arn:aws:s3:::${B}/*")],
  ],
  [
    "an Allow by a text that is put together",
    resources(bucket(own), role(put('!Join ["", ["arn:aws:s3:::files-", !Ref AWS::AccountId, "/*"]]'))),
    resources(bucket(own), role(put(byReference))),
    [],
  ],
  [
    "an Allow by a text with the partition",
    resources(bucket(own), role(put('!Sub "arn:${AWS::Partition}:s3:::files-${AWS::AccountId}/*"'))),
    resources(bucket(own), role(put(byName))),
    [],
  ],
  [
    "an Allow by a text that begins so",
    resources(bucket(own), role(put(byReference))),
    resources(bucket(own), role(put('!Sub "arn:aws:s3:::files-${AWS::AccountId}-old/*"'))),
    [
      "R identity: s3:PutObject on arn:aws:s3:::files-${AWS::AccountId}-old/*",
      "-R identity: s3:PutObject on arn:aws:s3:::${B}/*",
    ],
  ],
  [
    "an Allow by a text that begins so, and is left open",
    resources(bucket(own), role(put(byReference))),
    resources(bucket(own), role(put('!Sub "arn:aws:s3:::files-${AWS::AccountId}${AWS::Region}/*"'))),
    [
      "R identity: s3:PutObject on arn:aws:s3:::files-${AWS::AccountId}${AWS::Region}/*",
      "-R identity: s3:PutObject on arn:aws:s3:::${B}/*",
    ],
  ],
  [
    "a Deny by reference beside an Allow by text",
    resources(bucket("files"), role(all(byText), keep(byReference))),
    resources(bucket("files"), role(all(byText))),
    [deleted("arn:aws:s3:::files/*")],
  ],
  [
    "a Deny of a table",
    resources(
      table("orders"),
      role(statement("Allow", "dynamodb:*", "!GetAtt T.Arn"), statement("Deny", "dynamodb:DeleteTable", tableByText)),
    ),
    resources(table("orders"), role(statement("Allow", "dynamodb:*", "!GetAtt T.Arn"))),
    ["R identity: dynamodb:DeleteTable on arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders"],
  ],
  [
    "an Allow by text that is one by reference now",
    resources(bucket("files"), role(put(byText))),
    resources(bucket("files"), role(put(byReference))),
    [],
  ],
  [
    "an Allow of all that begins so",
    resources(bucket("files"), role(put('"arn:aws:s3:::fil*"'), keep(byText))),
    resources(bucket("files"), role(put('"arn:aws:s3:::fil*"'))),
    [],
  ],
  [
    "a Deny of another name",
    resources(bucket("files"), role(all(byReference), keep('"arn:aws:s3:::files-old/*"'))),
    resources(bucket("files"), role(all(byReference))),
    [],
  ],
  [
    "a name that is given now",
    resources(bucket(), role(put(byReference), put(byText))),
    resources(bucket("files"), role(put(byReference), put(byText))),
    [],
  ],
  [
    "a name that is another one now",
    resources(bucket("files"), role(put(byReference), put(byText))),
    resources(bucket("pages"), role(put(byReference), put(byText))),
    [],
  ],
  [
    "a new template",
    resources(bucket("files")),
    resources(bucket("files"), role(put(byReference), statement("Deny", "s3:*", byText))),
    [],
  ],
];

describe("a resource of a template by its name", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("t.yaml", before, after), lines));

  const service = (...statements: string[]) =>
    `service: s
provider: { name: aws }
custom: { stage: dev }
resources:
  Resources:
    B: { Type: AWS::S3::Bucket, Properties: { BucketName: "files-\${self:custom.stage}" } }
${role(...statements)
  .replace(/^/gm, "  ")
  .trimEnd()}
`;
  it("whose name has variables of the Serverless Framework", async () => {
    const allowed = all(byReference);
    const kept = keep('"arn:aws:s3:::files-${self:custom.stage}/*"');
    assert.deepEqual(await diffTexts("serverless.yml", service(allowed, kept), service(allowed)), [
      deleted("arn:aws:s3:::files-dev/*"),
    ]);
  });
});
