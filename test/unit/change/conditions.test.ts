/** Conditions of CloudFormation that stand for something else than before, around what has not changed. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Given = Readonly<Record<string, unknown>>;

const aws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const ref = (Ref: string): Given => ({ Ref });
const chosen = (...of: readonly unknown[]): Given => ({
  "Fn::If": ["C", ...of],
});
const none = ref("AWS::NoValue");
const equals = (value: string): Given => ({ "Fn::Equals": [ref("On"), value] });
const template = (Resources: Given, value = "true", Default?: string, D = "x"): string =>
  JSON.stringify({
    Parameters: {
      On: { Type: "String", ...(Default !== undefined && { Default }) },
    },
    Conditions: { C: equals(value), D: equals(D) },
    Resources,
  });
const user = (Properties: Given): Given => ({
  U: { Type: "AWS::IAM::User", Properties },
});
const inline = {
  PolicyName: "p",
  PolicyDocument: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "iam:*", Resource: "*" }],
  },
};
const group = {
  G: {
    Type: "AWS::IAM::Group",
    Properties: { ManagedPolicyArns: [aws("ReadOnlyAccess")] },
  },
};
const member = (more: Given, Users: unknown = [ref("U")]): Given => ({
  ...group,
  ...user({}),
  A: {
    Type: "AWS::IAM::UserToGroupAddition",
    ...more,
    Properties: { GroupName: ref("G"), Users },
  },
});
const own = (more: Given, Users: unknown = [ref("U")]): Given => ({
  ...user({}),
  P: {
    Type: "AWS::IAM::ManagedPolicy",
    ...more,
    Properties: { ...inline, Users },
  },
});

const decided: readonly (readonly [title: string, resources: Given])[] = [
  [
    "a managed policy",
    user({
      ManagedPolicyArns: [chosen(aws("AdministratorAccess"), aws("ReadOnlyAccess"))],
    }),
  ],
  ["a list of them", user({ ManagedPolicyArns: chosen([aws("AdministratorAccess")], none) })],
  [
    "a boundary",
    user({
      ManagedPolicyArns: [aws("AdministratorAccess")],
      PermissionsBoundary: chosen(aws("ReadOnlyAccess"), none),
    }),
  ],
  ["a membership", member({ Condition: "C" })],
  ["a member", member({}, [chosen(ref("U"), none)])],
  ["a member by name", member({}, chosen(["bob", "eve"], ["bob"]))],
  ["whom a policy is attached to", own({}, [chosen(ref("U"), none)])],
  ["a policy", own({ Condition: "C" })],
  ["a policy in its holder", user({ Policies: [chosen(inline, none)] })],
  ["a group", { ...group, ...user({ Groups: [chosen(ref("G"), none)] }) }],
  [
    "what a set of permissions has",
    {
      S: {
        Type: "AWS::SSO::PermissionSet",
        Properties: {
          ManagedPolicies: [chosen(aws("AdministratorAccess"), none)],
        },
      },
    },
  ],
  [
    "the boundary of one",
    {
      S: {
        Type: "AWS::SSO::PermissionSet",
        Properties: {
          ManagedPolicies: [aws("AdministratorAccess")],
          PermissionsBoundary: {
            ManagedPolicyArn: chosen(aws("ReadOnlyAccess"), aws("PowerUserAccess")),
          },
        },
      },
    },
  ],
  [
    "what SAM attaches",
    {
      F: {
        Type: "AWS::Serverless::Function",
        Properties: { Policies: [chosen("AdministratorAccess", none)] },
      },
    },
  ],
];

describe("conditions that stand for something else", () => {
  for (const [title, resources] of decided) {
    it(`by a default: ${title}`, async () => {
      const said = await diffTexts("t.json", template(resources, "true", "false"), template(resources, "true", "true"));
      assert.equal(said.length > 0 && said.every((line) => line.startsWith("?")), true, said.join("\n"));
    });
    it(`by its definition: ${title}`, async () => {
      const said = await diffTexts("t.json", template(resources, "dev"), template(resources, "prod"));
      assert.equal(said.length > 0 && said.every((line) => line.startsWith("?")), true, said.join("\n"));
    });
    it(`not by another: ${title}`, async () =>
      assert.deepEqual(
        await diffTexts(
          "t.json",
          template(resources, "dev", undefined, "x"),
          template(resources, "dev", undefined, "y"),
        ),
        [],
      ));
  }

  it("not where nothing is chosen", async () => {
    const resources = user({
      ManagedPolicyArns: [aws("ReadOnlyAccess")],
      PermissionsBoundary: aws("ReadOnlyAccess"),
    });
    assert.deepEqual(await diffTexts("t.json", template(resources, "dev"), template(resources, "prod")), []);
  });
});

describe("a condition of another name", () => {
  const under = (condition: string | null): Given => ({
    B: { Type: "AWS::S3::Bucket" },
    P: {
      Type: "AWS::S3::BucketPolicy",
      ...(condition !== null && { Condition: condition }),
      Properties: {
        Bucket: ref("B"),
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::shown/*" }],
        },
      },
    },
  });
  for (const [title, was, is, isKnown] of [
    ["is not known to hold where the one before did", "C", "D", false],
    ["that goes may let something be there more often", "C", null, false],
    ["that comes lets nothing be there more often", null, "C", true],
  ] as const)
    it(title, async () => {
      const said = await diffTexts("t.json", template(under(was)), template(under(is)));
      assert.equal(said.length === 0 || said.every((line) => !line.startsWith("?")), isKnown, said.join("\n"));
    });
  it("is the same one where both say the same", async () =>
    assert.deepEqual(
      await diffTexts("t.json", template(under("C"), "x", undefined, "x"), template(under("D"), "x", undefined, "x")),
      [],
    ));
});
