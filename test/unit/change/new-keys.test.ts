/** Mappings of a template with more keys than before. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

interface Given {
  /** By key, the account that deployments with it find. */
  readonly accounts: Readonly<Record<string, string>>;
  readonly conditions?: string;
  readonly more?: string;
}

const yaml = ({ accounts, conditions = "", more = "" }: Given) => `Parameters:
  Stage: { Type: String, AllowedValues: [${Object.keys(accounts).join(", ")}] }
Mappings:
  Accounts:
${Object.entries(accounts)
  .map(([key, id]) => `    ${key}:\n      Id: ${id}\n`)
  .join("")}${conditions}Resources:
  Files:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: files
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              AWS:
                Fn::Join:
                  - ":"
                  - - "arn:aws:iam:"
                    - !FindInMap [Accounts, !Ref Stage, Id]
                    - root
            Action: s3:GetObject
            Resource: arn:aws:s3:::files/*
${more}`;
const json = ({ accounts }: Given) =>
  JSON.stringify({
    Mappings: { Accounts: Object.fromEntries(Object.entries(accounts).map(([key, Id]) => [key, { Id }])) },
    Resources: {
      Files: {
        Type: "AWS::S3::BucketPolicy",
        Properties: {
          Bucket: "files",
          PolicyDocument: {
            Statement: [
              {
                Effect: "Allow",
                Principal: {
                  AWS: {
                    "Fn::Sub": [
                      "arn:aws:iam::${Id}:root",
                      { Id: { "Fn::FindInMap": ["Accounts", { Ref: "AWS::Region" }, "Id"] } },
                    ],
                  },
                },
                Action: "s3:GetObject",
                Resource: "arn:aws:s3:::files/*",
              },
            ],
          },
        },
      },
    },
  });
const files = "Files resource:";
const by = (id: string, sign = "") =>
  `${sign}Files resource: s3:GetObject on arn:aws:s3:::files/* by arn:aws:iam::${id}:root`;
const [one, other, third] = ["'111122223333'", "999988887777", "'444455556666'"];
const deciding = "Conditions:\n  Own: !Equals [!FindInMap [Accounts, !Ref Stage, Id], x]\n";

const rows: readonly (readonly [title: string, before: Given, after: Given, lines: readonly string[]])[] = [
  ["of another account", { accounts: { dev: one } }, { accounts: { dev: one, prod: other } }, [by("999988887777")]],
  [
    "of two other accounts",
    { accounts: { dev: one } },
    { accounts: { dev: one, prod: other, test: third } },
    [by("999988887777:root, arn:aws:iam::444455556666")],
  ],
  ["that went", { accounts: { dev: one, prod: other } }, { accounts: { dev: one } }, [by("999988887777", "-")]],
  [
    "that a condition asks for",
    { accounts: { dev: one }, conditions: deciding },
    { accounts: { dev: one, prod: other }, conditions: deciding },
    ["?Files resource"],
  ],
  [
    "beside another that has another account",
    { accounts: { dev: one } },
    { accounts: { dev: third, prod: other } },
    ["?Files resource"],
  ],
  [
    "beside another change",
    { accounts: { dev: one } },
    {
      accounts: { dev: one, prod: other },
      more: "          - { Effect: Allow, Principal: { AWS: !FindInMap [Accounts, !Ref Stage, Id] }, Action: s3:PutObject, Resource: arn:aws:s3:::files/* }\n",
    },
    [
      `${files} s3:GetObject on arn:aws:s3:::files/* by arn:aws:iam::999988887777:root`,
      `${files} s3:PutObject on arn:aws:s3:::files/* by 999988887777, \${!FindInMap [Accounts, !Ref Stage, Id]}`,
    ],
  ],
];

describe("new keys of mappings", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => {
      assert.deepEqual(await diffTexts("t.yaml", yaml(before), yaml(after)), lines);
    });

  it("in JSON", async () =>
    assert.deepEqual(
      await diffTexts(
        "t.json",
        json({ accounts: { dev: "111122223333" } }),
        json({ accounts: { dev: "111122223333", prod: "999988887777" } }),
      ),
      [by("999988887777")],
    ));

  it("that no policy looks up", async () => {
    const images = (keys: string) =>
      yaml({ accounts: { dev: one } })
        .replace(
          "Resources:",
          `Resources:\n  Own: { Type: "AWS::EC2::Instance", Properties: { ImageId: !FindInMap [Images, !Ref Stage, Id] } }`,
        )
        .replace("Mappings:", `Mappings:\n  Images: { ${keys} }`);
    assert.deepEqual(
      await diffTexts("t.yaml", images("dev: { Id: a }"), images("dev: { Id: a }, prod: { Id: b }")),
      [],
    );
  });
});
