/** Assertions that a statement suggests, and the planeguard.json with one of them. */
import assert from "node:assert/strict";

import { assertionOffersAt, withAssertion } from "../../../src/workspace/assertions/offers";
import { judged } from "./workspace";

const template = (statement: string, more = "") => `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Reports:
    Type: AWS::S3::Bucket
  Api:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: 2012-10-17
            Statement:
              - ${statement.trim().replaceAll("\n", "\n                ")}
${more}`;

const offers = async (text: string, name = "template.yaml") =>
  assertionOffersAt({ name, text }, text.indexOf("Effect"));
const entries = async (text: string, name?: string) =>
  (await offers(text, name)).map(({ entry }) =>
    Object.fromEntries(Object.entries(entry).filter(([key]) => key !== "sentence")),
  );

describe("assertions for a statement", () => {
  it("call a role and a resource as the workspace does", async () => {
    const text = template("Effect: Allow\nAction: [dynamodb:PutItem, dynamodb:Get*]\nResource: !GetAtt Orders.Arn");
    assert.deepEqual(await entries(text), [
      { only: "role:Api", may: ["dynamodb:PutItem", "dynamodb:Get*"], on: "table:Orders" },
      { role: "Api", mayNot: "dynamodb:*", except: ["dynamodb:PutItem", "dynamodb:Get*"] },
      { role: "Api", may: "dynamodb:PutItem", on: "table:Orders" },
    ]);
    assert.deepEqual(
      (await offers(text)).map(({ sentence }) => sentence),
      [
        "Only role:Api may do dynamodb:PutItem or dynamodb:Get* on table:Orders.",
        "role:Api may not do dynamodb:*, except dynamodb:PutItem and dynamodb:Get*.",
        "role:Api must be able to do dynamodb:PutItem on table:Orders.",
      ],
    );
  });

  const rows: readonly [title: string, statement: string, expected: readonly object[]][] = [
    ["on everything", 'Effect: Allow\nAction: kms:*\nResource: "*"', [{ only: "role:Api", may: "kms:*" }]],
    ["denied", 'Effect: Deny\nAction: kms:*\nResource: "*"', [{ role: "Api", mayNot: "kms:*" }]],
    [
      "denied under a condition",
      'Effect: Deny\nAction: kms:*\nResource: "*"\nCondition: {Bool: {"aws:MultiFactorAuthPresent": "false"}}',
      [],
    ],
    ["with actions that are left out", 'Effect: Allow\nNotAction: kms:*\nResource: "*"', []],
    ["with an action that is filled in", 'Effect: Allow\nAction: !Ref Action\nResource: "*"', []],
    ["with an action that AWS does not have", 'Effect: Allow\nAction: kms:Decript\nResource: "*"', []],
    [
      "on what is filled in",
      'Effect: Allow\nAction: s3:GetObject\nResource: !Sub "${Bucket}/*"',
      [
        { role: "Api", mayNot: "s3:*", except: "s3:GetObject" },
        { role: "Api", may: "s3:GetObject" },
      ],
    ],
    ["on all others", 'Effect: Allow\nAction: kms:*\nNotResource: "arn:aws:kms:*:*:key/a"', []],
  ];
  for (const [title, statement, expected] of rows)
    it(`of a statement ${title}`, async () => assert.deepEqual(await entries(template(statement)), expected));

  it("of a resource say who may come from outside", async () => {
    const text = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::reports/*",
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abc1234567" } },
        },
      ],
    });
    assert.deepEqual(await entries(text, "bucket-policy.json"), [
      { nobody: "public", may: "s3:GetObject", on: "arn:aws:s3:::reports/*" },
      { nobody: { outside: "o-abc1234567" }, may: "s3:GetObject", on: "arn:aws:s3:::reports/*" },
    ]);
  });

  it("hold where they were taken from", async () => {
    const text = template("Effect: Allow\nAction: [dynamodb:PutItem]\nResource: !GetAtt Orders.Arn");
    const { outcomes, idle } = await judged(await entries(text), { "template.yaml": text });
    assert.deepEqual([outcomes, idle], [[], []]);
  });

  it("are written behind the others, and comments stay", () => {
    const entry = { sentence: 'Only "Api".', only: "role:Api", may: "kms:*" };
    const before = '{\n\t// Ours.\n\t"assertions": [\n\t\t{ "preset": "no-public-access" } // all\n\t]\n}\n';
    const made = withAssertion(before, entry)!;
    assert.match(made.text, /\/\/ Ours\.[^]*no-public-access"[^]*"sentence": "Only \\"Api\\"\."[^]*\/\/ all/);
    assert.equal(made.text.slice(made.sentence.start, made.sentence.end), 'Only \\"Api\\".');
    const fresh = withAssertion("", entry)!;
    assert.deepEqual(JSON.parse(fresh.text), { assertions: [entry] });
    assert.equal(fresh.text.slice(fresh.sentence.start, fresh.sentence.end), 'Only \\"Api\\".');
    assert.equal(withAssertion('{ "assertions": {} }', entry), null);
  });
});
