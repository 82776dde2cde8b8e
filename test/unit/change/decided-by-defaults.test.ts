/** What a default, or a condition, of CloudFormation decides about policies, groups and the public of buckets. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Given = Readonly<Record<string, unknown>>;

const aws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const given = { Ref: "P" };
const template = (Default: string, Resources: Given, Type = "String"): string =>
  JSON.stringify({
    Parameters: { P: { Type, Default } },
    Conditions: { C: { "Fn::Equals": [given, "prod"] } },
    Resources,
  });
const role = (ManagedPolicyArns: unknown): Given => ({
  R: { Type: "AWS::IAM::Role", Properties: { ManagedPolicyArns } },
});
const list = "CommaDelimitedList";
const chosen = (...of: readonly unknown[]): Given => ({
  "Fn::If": ["C", ...of],
});
const bucket = (PublicAccessBlockConfiguration: unknown, Principal: unknown = "*"): Given => ({
  B: {
    Type: "AWS::S3::Bucket",
    Properties: { PublicAccessBlockConfiguration },
  },
  BP: {
    Type: "AWS::S3::BucketPolicy",
    Properties: {
      Bucket: { Ref: "B" },
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal,
            Action: "s3:GetObject",
            Resource: { "Fn::Sub": "${B.Arn}/*" },
          },
        ],
      },
    },
  },
});
const block = (value: unknown): Given => ({
  BlockPublicPolicy: value,
  RestrictPublicBuckets: value,
});
const named = { AWS: "arn:aws:iam::111111111111:root" };
const member = (Groups: unknown): Given => ({
  G: {
    Type: "AWS::IAM::Group",
    Properties: {
      GroupName: "admins",
      ManagedPolicyArns: [aws("AdministratorAccess")],
    },
  },
  U: { Type: "AWS::IAM::User", Properties: { Groups } },
});

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const of = (title: string, resources: Given, [one, two]: readonly [string, string], lines: readonly string[]): Row => [
  title,
  template(one, resources),
  template(two, resources),
  lines,
];
const everybody = "BP resource: s3:GetObject on arn:aws:s3:::${B}/* by *";
const stages = ["dev", "prod"] as const;
const both = `${aws("ReadOnlyAccess")}, ${aws("AdministratorAccess")}`;

const rows: readonly Row[] = [
  [
    "one more policy in the default of a list",
    template(aws("ReadOnlyAccess"), role(given), list),
    template(both, role(given), list),
    ["R identity: * on *"],
  ],
  [
    "the same policies in another order",
    template(both, role(given), list),
    template(both.split(", ").reverse().join(","), role(given), list),
    [],
  ],
  of("a block that a parameter gives", bucket(block(given)), ["true", "false"], [everybody]),
  of("a block that a parameter newly gives", bucket(block(given)), ["false", "true"], [`-${everybody}`]),
  of("a block that a condition decides", bucket(block(chosen(false, true))), stages, ["?BP resource"]),
  of("a whole block", bucket(chosen({ Ref: "AWS::NoValue" }, block(true))), stages, ["?BP resource"]),
  of("a block beside one that stays", bucket({ ...block(true), BlockPublicPolicy: given }), ["true", "false"], []),
  of("a block before a policy for one account", bucket(block(chosen(false, true)), named), stages, []),
  of("a block that another decides", bucket(block({ Ref: "Q" })), stages, []),
  of("a group of the template", member([given]), ["readers", "admins"], ["U identity: * on *"]),
  of("a group that nobody knows", member([given]), ["readers", "writers"], ["?U identity"]),
  of("a group that is written", member(["admins"]), ["readers", "admins"], []),
];

describe("what a default decides", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("template.json", before, after), lines));
});
