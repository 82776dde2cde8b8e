import assert from "node:assert/strict";

import { type Files, judged, told } from "./workspace";

/** A role with statements, in a template; `more` stands beside it. */
function template(statements: readonly object[], more: object = {}, properties: object = {}): Files {
  const Resources = {
    Orders: { Type: "AWS::DynamoDB::Table" },
    Named: { Type: "AWS::DynamoDB::Table", Properties: { TableName: "named" } },
    Reports: { Type: "AWS::S3::Bucket" },
    Api: {
      Type: "AWS::IAM::Role",
      Properties: {
        Policies: [{ PolicyName: "p", PolicyDocument: { Version: "2012-10-17", Statement: statements } }],
        ...properties,
      },
    },
    ...more,
  };
  return { "template.json": JSON.stringify({ Parameters: { Bucket: { Type: "String" } }, Resources }) };
}

const allow = (Action: unknown, Resource: unknown = "*", Condition?: object): object => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const deny = (Action: unknown, Resource: unknown = "*", Condition?: object): object => ({
  ...allow(Action, Resource, Condition),
  Effect: "Deny",
});
const bucketPolicy = (...statements: object[]): object => ({
  BucketPolicy: {
    Type: "AWS::S3::BucketPolicy",
    Properties: {
      Bucket: { Ref: "Reports" },
      PolicyDocument: { Version: "2012-10-17", Statement: statements.map((one) => ({ Effect: "Allow", ...one })) },
    },
  },
});
const everyObject = { "Fn::Sub": "${Reports.Arn}/*" };
const orders = { "Fn::GetAtt": ["Orders", "Arn"] };
const open = { "Fn::Sub": "arn:aws:s3:::${Bucket}/*" };
const mfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
const user = (...statements: object[]): object => ({
  Bob: {
    Type: "AWS::IAM::User",
    Properties: { Policies: [{ PolicyName: "p", PolicyDocument: { Version: "2012-10-17", Statement: statements } }] },
  },
});

type Row = readonly [title: string, assertion: object, files: Files, expected: readonly string[]];

function rows(all: readonly Row[]): void {
  for (const [title, assertion, files, expected] of all)
    it(`${title}: ${expected.length === 0 ? "holds" : expected.join(", ")}`, async () => {
      const { outcomes, idle } = await judged([assertion], files);
      assert.deepEqual(outcomes.map(told), expected);
      assert.deepEqual(idle, []);
    });
}

describe("assertions", () => {
  const noDelete = { role: "Api", mayNot: "s3:DeleteObject", on: "arn:aws:s3:::reports/*" };
  const named = "arn:aws:dynamodb:eu-west-1:111122223333:table/named";
  const filledIn = { Filled: { Type: "AWS::DynamoDB::Table", Properties: { TableName: { Ref: "Bucket" } } } };
  describe("a resource whose name is filled in", () =>
    rows([
      [
        "must not be touched, and what is written may be it",
        { role: "Api", mayNot: "dynamodb:GetItem", on: "table:Filled" },
        template([allow("dynamodb:GetItem", named)], filledIn),
        ["unknown Api dynamodb:GetItem"],
      ],
      [
        "must not be touched, and what may be it is denied",
        { role: "Api", mayNot: "dynamodb:GetItem", on: "table:Filled" },
        template([allow("dynamodb:*", named), deny("dynamodb:Get*")], filledIn),
        [],
      ],
      [
        "must not be touched, and another of the template is",
        { role: "Api", mayNot: "dynamodb:GetItem", on: "table:Filled" },
        template([allow("dynamodb:GetItem", orders)], filledIn),
        [],
      ],
      [
        "must stay possible, and what is written may be it",
        { role: "Api", may: "dynamodb:GetItem", on: "table:Filled" },
        template([allow("dynamodb:GetItem", named)], filledIn),
        ["unknown Api"],
      ],
      [
        "must stay possible, and another of the template is",
        { role: "Api", may: "dynamodb:GetItem", on: "table:Filled" },
        template([allow("dynamodb:GetItem", orders)], filledIn),
        ["broken Api"],
      ],
    ]));
  describe("a resource by its name, in a place that is written", () =>
    rows([
      [
        "must not be touched",
        { role: "Api", mayNot: "dynamodb:*", on: "table:Named" },
        template([allow("dynamodb:GetItem", named)]),
        ["unknown Api dynamodb:GetItem"],
      ],
      [
        "must not be touched, and another is",
        { role: "Api", mayNot: "dynamodb:*", on: "table:Named" },
        template([allow("dynamodb:GetItem", named.replace("named", "other"))]),
        [],
      ],
      [
        "must stay possible",
        { role: "Api", may: "dynamodb:GetItem", on: "table:Named" },
        template([allow("dynamodb:GetItem", named)]),
        ["unknown Api"],
      ],
    ]));
  describe("what a role may not do", () =>
    rows([
      ["nothing of it", noDelete, template([allow("s3:GetObject")]), []],
      [
        "the very thing",
        noDelete,
        template([allow("s3:Delete*", "arn:aws:s3:::reports/a/*")]),
        ["broken Api s3:DeleteObject"],
      ],
      ["elsewhere", noDelete, template([allow("s3:*", "arn:aws:s3:::other/*")]), []],
      ["denied again", noDelete, template([allow("s3:*"), deny("s3:Delete*")]), []],
      [
        "denied in part",
        noDelete,
        template([allow("s3:*"), deny("s3:Delete*", "arn:aws:s3:::reports/a*")]),
        ["broken Api s3:DeleteObject"],
      ],
      [
        "denied under a condition",
        noDelete,
        template([allow("s3:*"), deny("s3:*", "*", mfa)]),
        ["broken Api s3:DeleteObject"],
      ],
      ["all but it", noDelete, template([{ Effect: "Allow", NotAction: "s3:Delete*", Resource: "*" }]), []],
      [
        "another role",
        { ...noDelete, role: "Nobody*" },
        template([allow("s3:*")], {}, { RoleName: "Nobody1" }),
        ["broken Api s3:DeleteObject"],
      ],
      ["a bucket that is left open", noDelete, template([allow("s3:*", open)]), ["unknown Api s3:DeleteObject"]],
      ["a bucket with a name that is made up", noDelete, template([allow("s3:*", everyObject)]), []],
      ["actions that are left open", noDelete, template([allow({ Ref: "Bucket" })]), ["unknown Api s3:DeleteObject"]],
      [
        "a Deny that is left open",
        noDelete,
        template([allow("s3:*"), deny("s3:*", open)]),
        ["unknown Api s3:DeleteObject"],
      ],
      [
        "a condition that is left open",
        noDelete,
        template([allow("s3:*", "*", { StringEquals: { "aws:userid": { Ref: "Bucket" } } })]),
        ["unknown Api s3:DeleteObject"],
      ],
      [
        "one branch of a template",
        noDelete,
        template([{ "Fn::If": ["C", allow("s3:*"), { Ref: "AWS::NoValue" }] }]),
        ["unknown Api s3:DeleteObject"],
      ],
      [
        "a managed policy of AWS",
        noDelete,
        template([], {}, { ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"] }),
        ["broken Api s3:DeleteObject"],
      ],
    ]));

  describe("what is attached", () => {
    const named = (Type: string, Properties: object, Condition?: string): object => ({
      Other: { Type, Properties, ...(Condition && { Condition }) },
    });
    const text = (...Statement: object[]): object => ({
      PolicyDocument: { Version: "2012-10-17", Statement },
    });
    const managed = "AWS::IAM::ManagedPolicy";
    const api = { Ref: "Api" };
    const hcl = (body: string): Files => ({
      "main.tf": `resource "aws_iam_role" "api" {
  name = "rname"
}
${body}
`,
    });
    const policy = (statement: string): string =>
      `policy = jsonencode({ Version = "2012-10-17", Statement = ${statement} })`;
    const ofTerraform = { ...noDelete, role: "aws_iam_role.api" };
    const allowing = policy('[{ Effect = "Allow", Action = "s3:*", Resource = "*" }]');
    rows([
      [
        "a policy by a parameter",
        noDelete,
        template([], {}, { ManagedPolicyArns: [{ Ref: "Bucket" }] }),
        ["unknown Api s3:DeleteObject"],
      ],
      [
        "a policy of the account",
        noDelete,
        template([allow("s3:GetObject")], {}, { ManagedPolicyArns: ["arn:aws:iam::111122223333:policy/team"] }),
        ["unknown Api s3:DeleteObject"],
      ],
      [
        "what may be denied by it",
        { role: "Api", may: "s3:GetObject" },
        template([allow("s3:GetObject")], {}, { ManagedPolicyArns: [{ Ref: "Bucket" }] }),
        ["unknown Api"],
      ],
      [
        "what the policy of a bucket gives it",
        { role: "Api", mayNot: "s3:GetObject" },
        template(
          [allow("sqs:SendMessage")],
          bucketPolicy({
            Principal: { AWS: { "Fn::GetAtt": ["Api", "Arn"] } },
            Action: "s3:GetObject",
            Resource: everyObject,
          }),
        ),
        ["unknown Api s3:GetObject"],
      ],
      [
        "what the policy of a bucket gives it by its name",
        { role: "Api", mayNot: "s3:GetObject" },
        template(
          [allow("sqs:SendMessage")],
          bucketPolicy({
            Principal: { AWS: "arn:aws:iam::111122223333:role/team/api-role" },
            Action: "s3:GetObject",
            Resource: everyObject,
          }),
          { RoleName: "api-role" },
        ),
        ["unknown Api s3:GetObject"],
      ],
      [
        "what the policy of a bucket gives another",
        { role: "Api", mayNot: "s3:GetObject" },
        template(
          [allow("sqs:SendMessage")],
          bucketPolicy({
            Principal: { AWS: "arn:aws:iam::111122223333:role/other" },
            Action: "s3:GetObject",
            Resource: everyObject,
          }),
        ),
        [],
      ],
      [
        "what the policy of a bucket gives it, and its own deny",
        { role: "Api", mayNot: "s3:GetObject" },
        template(
          [deny("s3:*")],
          bucketPolicy({
            Principal: { AWS: { "Fn::GetAtt": ["Api", "Arn"] } },
            Action: "s3:GetObject",
            Resource: everyObject,
          }),
        ),
        [],
      ],
      [
        "a policy of several",
        noDelete,
        template([], {
          ...user(),
          ...named(managed, { Roles: [api], Users: [{ Ref: "Bob" }], ...text(allow("s3:*")) }),
        }),
        ["broken Api s3:DeleteObject"],
      ],
      [
        "by the name of the role",
        noDelete,
        template([], named("AWS::IAM::Policy", { Roles: ["shared"], ...text(allow("s3:*")) }), { RoleName: "shared" }),
        ["broken Api s3:DeleteObject"],
      ],
      [
        "a Deny in some deployments",
        noDelete,
        template([allow("s3:*")], named("AWS::IAM::RolePolicy", { RoleName: api, ...text(deny("s3:*")) }, "C")),
        ["unknown Api s3:DeleteObject"],
      ],
      [
        "a Deny to whom some deployments attach it",
        noDelete,
        template([allow("s3:*")], named(managed, text(deny("s3:*"))), {
          ManagedPolicyArns: { "Fn::If": ["C", [{ Ref: "Other" }], []] },
        }),
        ["unknown Api s3:DeleteObject"],
      ],
      [
        "a Deny in all of them",
        noDelete,
        template([allow("s3:*")], named(managed, text(deny("s3:*"))), { ManagedPolicyArns: [{ Ref: "Other" }] }),
        [],
      ],
      [
        "what a user has by a group",
        { user: "Bob", mayNot: "s3:DeleteObject" },
        template([], {
          Bob: { Type: "AWS::IAM::User", Properties: { Groups: [{ Ref: "Team" }] } },
          Team: { Type: "AWS::IAM::Group", Properties: { Policies: [{ PolicyName: "p", ...text(allow("s3:*")) }] } },
        }),
        ["broken Bob s3:DeleteObject"],
      ],
      [
        "a policy template of SAM",
        { role: "Fn", mayNot: "s3:DeleteObject" },
        template([], {
          Fn: {
            Type: "AWS::Serverless::Function",
            Properties: { Policies: [{ S3CrudPolicy: { BucketName: { Ref: "Reports" } } }] },
          },
        }),
        ["broken Fn s3:DeleteObject"],
      ],
      [
        "in Terraform, by the name of the role",
        ofTerraform,
        hcl(`resource "aws_iam_role_policy" "p" {\n  role = "rname"\n  ${allowing}\n}`),
        ["broken aws_iam_role.api s3:DeleteObject"],
      ],
      [
        "in Terraform, statements by a variable",
        ofTerraform,
        hcl(`resource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.api.id\n  ${policy("var.s")}\n}`),
        ["unknown aws_iam_role.api s3:DeleteObject"],
      ],
      [
        "in Terraform, a document made of others",
        ofTerraform,
        hcl(`resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.api.id
  policy = data.aws_iam_policy_document.p.json
}
data "aws_iam_policy_document" "p" {
  source_policy_documents = [var.p]
}`),
        ["unknown aws_iam_role.api s3:DeleteObject"],
      ],
      [
        "in Terraform, a policy that there is not",
        ofTerraform,
        hcl(`resource "aws_iam_role_policy" "p" {\n  count = 0\n  role = aws_iam_role.api.id\n  ${allowing}\n}
resource "aws_iam_role_policy" "q" {\n  role = aws_iam_role.api.id\n  ${policy('[{ Effect = "Allow", Action = "sqs:*", Resource = "*" }]')}\n}`),
        [],
      ],
    ]);
  });

  describe("exceptions", () =>
    rows([
      ["an action", { role: "Api", mayNot: "kms:*", except: "kms:Decrypt" }, template([allow("kms:Decrypt")]), []],
      [
        "another action",
        { role: "Api", mayNot: "kms:*", except: ["kms:Decrypt"] },
        template([allow("kms:*")]),
        ["broken Api kms:CancelKeyDeletion"],
      ],
      [
        "a resource",
        { role: "Api", mayNot: "dynamodb:*", except: "table:Orders" },
        template([allow("dynamodb:PutItem", orders)]),
        [],
      ],
      [
        "another resource",
        { role: "Api", mayNot: "dynamodb:*", except: "table:Named" },
        template([allow("dynamodb:PutItem", orders)]),
        ["broken Api dynamodb:PutItem"],
      ],
      ["a condition", { role: "Api", mayNot: "iam:*", except: mfa }, template([allow("iam:CreateUser", "*", mfa)]), []],
      [
        "without the condition",
        { role: "Api", mayNot: "iam:*", except: mfa },
        template([allow("iam:CreateUser")]),
        ["broken Api iam:CreateUser"],
      ],
      ["a holder", { nobody: "anyone", may: "iam:PassRole", except: "role:Api" }, template([allow("iam:*")]), []],
    ]));

  describe("resources of the workspace", () =>
    rows([
      [
        "by reference",
        { role: "Api", mayNot: "dynamodb:*", on: "table:Orders" },
        template([allow("dynamodb:*", orders)]),
        ["broken Api dynamodb:AssociateTableReplica"],
      ],
      [
        "by a pattern",
        { role: "Api", mayNot: "dynamodb:*", on: "table:Orders" },
        template([allow("dynamodb:PutItem", "arn:aws:dynamodb:*:*:table/*")]),
        ["broken Api dynamodb:PutItem"],
      ],
      [
        "another one",
        { role: "Api", mayNot: "dynamodb:*", on: "table:Named" },
        template([allow("dynamodb:*", orders)]),
        [],
      ],
      [
        "by its name",
        { role: "Api", mayNot: "dynamodb:*", on: "table:Named" },
        template([allow("dynamodb:PutItem", "arn:aws:dynamodb:*:*:table/named")]),
        ["broken Api dynamodb:PutItem"],
      ],
      [
        "what belongs to it",
        { role: "Api", mayNot: "s3:GetObject", on: "bucket:Reports" },
        template([allow("s3:GetObject", everyObject)]),
        ["broken Api s3:GetObject"],
      ],
    ]));

  const put = { role: "Api", may: "dynamodb:PutItem", on: "table:Orders" };
  describe("what must stay possible", () =>
    rows([
      ["it is", put, template([allow("dynamodb:PutItem", orders)]), []],
      ["by a pattern", put, template([allow("dynamodb:*")]), []],
      ["it is not", put, template([allow("dynamodb:GetItem", orders)]), ["broken Api"]],
      ["elsewhere", put, template([allow("dynamodb:PutItem", { "Fn::GetAtt": ["Named", "Arn"] })]), ["broken Api"]],
      ["denied", put, template([allow("dynamodb:*"), deny("dynamodb:PutItem")]), ["broken Api"]],
      ["left open", put, template([allow("dynamodb:PutItem", { Ref: "Bucket" })]), ["unknown Api"]],
      [
        "each of several",
        { ...put, may: ["dynamodb:PutItem", "dynamodb:GetItem"] },
        template([allow("dynamodb:PutItem", orders)]),
        ["broken Api"],
      ],
      [
        "within a boundary that is elsewhere",
        put,
        template([allow("dynamodb:PutItem", orders)], {}, { PermissionsBoundary: { Ref: "Bucket" } }),
        ["unknown Api"],
      ],
    ]));

  const stack = (...lines: readonly string[]): Files => ({
    "stack.ts": [
      'import { Stack } from "aws-cdk-lib";',
      'import * as s3 from "aws-cdk-lib/aws-s3";',
      "export class Site extends Stack { constructor(scope: any, id: string) { super(scope, id);",
      'const pages = new s3.Bucket(this, "Pages");',
      ...lines,
      "} }",
    ].join("\n"),
  });
  const resources = (Resources: object): string => JSON.stringify({ Resources });
  const chosen = (one: unknown, other: unknown): object => ({ "Fn::If": ["C", one, other] });
  const invoked = { FunctionName: "f", Action: "lambda:InvokeFunction" };
  const readBy = (Principal: object): object => ({
    Bucket: "b",
    PolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal, Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" }],
    },
  });
  const withParameter = (parameter: object, all: object): string =>
    JSON.stringify({ Parameters: { Reader: parameter }, Resources: all });
  const shared = { Open: { Type: "AWS::S3::BucketPolicy", Properties: readBy({ AWS: { Ref: "Reader" } }) } };
  describe("what is open without a policy", () =>
    rows([
      [
        "a bucket by its ACL",
        { preset: "no-public-access" },
        { "t.json": resources({ B: { Type: "AWS::S3::Bucket", Properties: { AccessControl: "PublicRead" } } }) },
        ["broken B s3:ListBucket"],
      ],
      [
        "a bucket by its ACL in Terraform",
        { preset: "no-public-access" },
        { "main.tf": 'resource "aws_s3_bucket_acl" "a" {\n  bucket = "b"\n  acl = "public-read"\n}\n' },
        ["broken aws_s3_bucket_acl.a s3:ListBucket"],
      ],
      [
        "a bucket for its owner",
        { preset: "no-public-access" },
        { "t.json": resources({ B: { Type: "AWS::S3::Bucket", Properties: { AccessControl: "Private" } } }) },
        [],
      ],
      [
        "a function by its URL",
        { preset: "no-public-access" },
        { "t.json": resources({ U: { Type: "AWS::Lambda::Url", Properties: { AuthType: "NONE" } } }) },
        ["broken U lambda:InvokeFunctionUrl"],
      ],
      ...(
        [
          ["a URL", "AWS::Lambda::Url", { AuthType: chosen("NONE", "AWS_IAM") }, "lambda:InvokeFunctionUrl"],
          ["an ACL", "AWS::S3::Bucket", { AccessControl: chosen("PublicRead", "Private") }, "s3:ListBucket"],
          [
            "a permission",
            "AWS::Lambda::Permission",
            { ...invoked, Principal: chosen("*", "111122223333") },
            "lambda:InvokeFunction",
          ],
          ["a whole principal", "AWS::S3::BucketPolicy", readBy({ Ref: "Reader" }), "s3:GetObject"],
          ["an account", "AWS::S3::BucketPolicy", readBy({ AWS: { Ref: "Reader" } }), "s3:GetObject"],
          [
            "one of several accounts",
            "AWS::S3::BucketPolicy",
            readBy({ AWS: ["111122223333", { Ref: "Reader" }] }),
            "s3:GetObject",
          ],
          ["a whole policy", "AWS::S3::BucketPolicy", { Bucket: "b", PolicyDocument: { Ref: "Reader" } }, ""],
        ] as const
      ).map(([title, Type, Properties, action]): Row => [
        `${title} that a template leaves open`,
        { preset: "no-public-access" },
        { "t.json": withParameter({ Type: "String" }, { Open: { Type, Properties } }) },
        [`unknown Open ${action}`.trim()],
      ]),
      ...(
        [
          ["a URL", "AWS::Lambda::Url", { AuthType: chosen("AWS_IAM", { Ref: "AWS::NoValue" }) }],
          ["an ACL", "AWS::S3::Bucket", { AccessControl: chosen("Private", "LogDeliveryWrite") }],
          ["a permission", "AWS::Lambda::Permission", { ...invoked, Principal: "sns.amazonaws.com" }],
          ["a principal", "AWS::S3::BucketPolicy", readBy({ AWS: { "Fn::GetAtt": ["Reader", "Arn"] } })],
          [
            "a permission for one of two",
            "AWS::Lambda::Permission",
            { ...invoked, Principal: chosen("111122223333", "444455556666") },
          ],
          ["a resource", "AWS::S3::BucketPolicy", readBy({ AWS: { Ref: "Shut" } })],
          ["a part", "AWS::S3::BucketPolicy", readBy({ AWS: { "Fn::Sub": "arn:aws:iam::${Reader}:root" } })],
        ] as const
      ).map(([title, Type, Properties]): Row => [
        `${title} that is not public whatever a template leaves open`,
        { preset: "no-public-access" },
        { "t.json": withParameter({ Type: "String" }, { Shut: { Type, Properties } }) },
        [],
      ]),
      ...[
        { Type: "String", AllowedValues: ["111122223333", "444455556666"] },
        { Type: "String", AllowedPattern: "^arn:aws:iam::\\d{12}:role/.*$" },
        { Type: "String", AllowedPattern: "[0-9]{12}" },
        { Type: "String", MinLength: 12 },
        { Type: "List<Number>" },
      ].map((parameter): Row => [
        `an account that a parameter keeps from being everybody: ${JSON.stringify(parameter)}`,
        { preset: "no-public-access" },
        { "t.json": withParameter(parameter, shared) },
        [],
      ]),
      ...[
        { Type: "CommaDelimitedList" },
        { Type: "String", AllowedValues: ["111122223333", "*"] },
        { Type: "String", AllowedPattern: ".+" },
        { Type: "String", AllowedPattern: "[0-9]{12}|\\*" },
        { Type: "String", AllowedPattern: "[0-9]*\\*?" },
        { Type: "AWS::SSM::Parameter::Value<String>" },
      ].map((parameter): Row => [
        `an account that a parameter may make everybody: ${JSON.stringify(parameter)}`,
        { preset: "no-public-access" },
        { "t.json": withParameter(parameter, shared) },
        ["unknown Open s3:GetObject"],
      ]),
    ]));

  describe("a bucket that CDK opens", () =>
    rows([
      [
        "by a method",
        { preset: "no-public-access" },
        stack('pages.grantPublicAccess("*", "s3:GetObject");'),
        ["broken pages s3:GetObject"],
      ],
      [
        "by a property",
        { preset: "no-public-access" },
        stack('new s3.Bucket(this, "Files", { publicReadAccess: true });'),
        ["broken Files s3:GetObject"],
      ],
      ["for something else", { nobody: "anyone", may: "s3:PutObject" }, stack("pages.grantPublicAccess();"), []],
      [
        "perhaps under a condition",
        { preset: "no-public-access" },
        stack("const grant = pages.grantPublicAccess();"),
        ["unknown pages s3:GetObject"],
      ],
    ]));

  const role = 'const worker = new iam.Role(this, "Worker1"); worker.addToPolicy(new iam.PolicyStatement({ ';
  describe("a role of CDK", () =>
    rows(
      ["worker", "Worker1"].map((name): Row => [
        `by ${name}`,
        { role: name, mayNot: "s3:GetObject" },
        stack(`${role} actions: ["s3:GetObject"], resources: ["*"] }));`),
        // What else it is given there is not known.
        ["broken worker s3:GetObject", "unknown worker s3:GetObject"],
      ]),
    ));

  const member = (...own: readonly object[]): Files => {
    const policies = (statements: readonly object[]) => [
      { PolicyName: "p", PolicyDocument: { Version: "2012-10-17", Statement: statements } },
    ];
    const Resources = {
      Keepers: { Type: "AWS::IAM::Group", Properties: { Policies: policies([allow("s3:DeleteObject")]) } },
      Ann: { Type: "AWS::IAM::User", Properties: { Groups: [{ Ref: "Keepers" }], Policies: policies(own) } },
    };
    return { "template.json": JSON.stringify({ Resources }) };
  };
  const keepers = { only: ["role:Api", "group:Keepers"], may: "s3:DeleteObject" };
  describe("a member of a group", () =>
    rows([
      ["by the group", keepers, member(allow("s3:GetObject")), []],
      ["by itself", keepers, member(allow("s3:*")), ["broken Ann s3:DeleteObject"]],
      [
        "of another group",
        { ...keepers, only: "role:Api" },
        member(allow("s3:GetObject")),
        ["broken Keepers s3:DeleteObject", "broken Ann s3:DeleteObject"],
      ],
      [
        "of a group that is excepted",
        { nobody: "anyone", may: "s3:DeleteObject", except: "group:Keepers" },
        member(allow("s3:GetObject")),
        [],
      ],
    ]));

  const until = (day: string) => ({ DateLessThan: { "aws:CurrentTime": `${day}T00:00:00Z` } });
  describe("days", () =>
    rows([
      ["over: cannot", put, template([allow("dynamodb:PutItem", orders, until("2020-01-01"))]), ["broken Api"]],
      ["not over: can", put, template([allow("dynamodb:PutItem", orders, until("2030-01-01"))]), []],
      ["over: may not", noDelete, template([allow("s3:DeleteObject", "*", until("2020-01-01"))]), []],
      [
        "not over: may",
        noDelete,
        template([allow("s3:DeleteObject", "*", until("2030-01-01"))]),
        ["broken Api s3:DeleteObject"],
      ],
      ["a Deny that is over", put, template([allow("dynamodb:*"), deny("*", "*", until("2020-01-01"))]), []],
      [
        "over: administrators",
        { preset: "no-new-administrators" },
        template([allow("*", "*", until("2020-01-01"))]),
        [],
      ],
      [
        "over: public",
        { nobody: "public", may: "s3:GetObject" },
        template(
          [],
          bucketPolicy({
            Principal: "*",
            Action: "s3:GetObject",
            Resource: everyObject,
            Condition: until("2020-01-01"),
          }),
        ),
        [],
      ],
    ]));

  const only = { only: "role:Deploy", may: "iam:PassRole" };
  describe("only some", () =>
    rows([
      ["another", only, template([allow("iam:*")]), ["broken Api iam:PassRole"]],
      ["the one", { ...only, only: "role:Api" }, template([allow("iam:*")]), []],
      [
        "by the policy of a bucket",
        { only: "role:Api", may: "s3:GetObject" },
        template(
          [],
          bucketPolicy({
            Principal: { AWS: { "Fn::GetAtt": ["Api", "Arn"] } },
            Action: "s3:GetObject",
            Resource: everyObject,
          }),
        ),
        [],
      ],
      ...(["aws-cn", "aws-us-gov"] as const).flatMap((partition): Row[] => {
        const byBucket = (name: string): Files => {
          const AWS = { "Fn::Sub": `arn:${partition}:iam::\${AWS::AccountId}:role/${name}` };
          return template([], bucketPolicy({ Principal: { AWS }, Action: "s3:GetObject", Resource: everyObject }));
        };
        const asked = { only: "role:Deploy", may: "s3:GetObject" };
        return [
          [`by the policy of a bucket of ${partition}`, asked, byBucket("Deploy"), []],
          [
            `another by the policy of a bucket of ${partition}`,
            asked,
            byBucket("Other"),
            ["broken BucketPolicy s3:GetObject"],
          ],
        ];
      }),
      [
        "another by the policy of a bucket",
        { only: "role:Api", may: "s3:GetObject" },
        template(
          [],
          bucketPolicy({
            Principal: { AWS: "arn:aws:iam::111122223333:role/Other" },
            Action: "s3:GetObject",
            Resource: everyObject,
          }),
        ),
        ["broken BucketPolicy s3:GetObject"],
      ],
      [
        "a boundary of the same document",
        only,
        template(
          [allow("iam:*")],
          {
            Limit: {
              Type: "AWS::IAM::ManagedPolicy",
              Properties: { PolicyDocument: { Version: "2012-10-17", Statement: [allow("s3:*")] } },
            },
          },
          { PermissionsBoundary: { Ref: "Limit" } },
        ),
        [],
      ],
      [
        "a boundary that is elsewhere",
        only,
        template([allow("iam:*")], {}, { PermissionsBoundary: { Ref: "Bucket" } }),
        ["unknown Api iam:PassRole"],
      ],
    ]));

  const outside = { nobody: { outside: "o-abc123" }, may: "s3:GetObject" };
  const everyone = { Principal: "*", Action: "s3:GetObject", Resource: everyObject };
  const ofOrganization = (id: string) => ({ ...everyone, Condition: { StringEquals: { "aws:PrincipalOrgID": id } } });
  describe("strangers", () =>
    rows([
      [
        "a canonical user",
        { nobody: { outside: "o-abc123def4" }, may: "s3:GetObject" },
        template(
          [],
          bucketPolicy({ Principal: { CanonicalUser: "79a5" }, Action: "s3:GetObject", Resource: everyObject }),
        ),
        ["unknown BucketPolicy s3:GetObject"],
      ],
      ["everybody", outside, template([], bucketPolicy(everyone)), ["broken BucketPolicy s3:GetObject"]],
      ["the organization", outside, template([], bucketPolicy(ofOrganization("o-abc123"))), []],
      [
        "another organization",
        outside,
        template([], bucketPolicy(ofOrganization("o-other1"))),
        ["broken BucketPolicy s3:GetObject"],
      ],
      [
        "another account",
        outside,
        template([], bucketPolicy({ ...everyone, Principal: { AWS: "444455556666" } })),
        ["broken BucketPolicy s3:GetObject"],
      ],
      [
        "an account that is named",
        { ...outside, nobody: { outside: ["o-abc123", "444455556666"] } },
        template([], bucketPolicy({ ...everyone, Principal: { AWS: "444455556666" } })),
        [],
      ],
      [
        "the own account",
        outside,
        template(
          [],
          bucketPolicy({ ...everyone, Principal: { AWS: { "Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root" } } }),
        ),
        [],
      ],
      [
        "an own role",
        outside,
        template([], bucketPolicy({ ...everyone, Principal: { AWS: { "Fn::GetAtt": ["Api", "Arn"] } } })),
        [],
      ],
      [
        "a service",
        outside,
        template([], bucketPolicy({ ...everyone, Principal: { Service: "cloudfront.amazonaws.com" } })),
        [],
      ],
      [
        "an account that is left open",
        outside,
        template([], bucketPolicy({ ...everyone, Principal: { AWS: { Ref: "Bucket" } } })),
        ["unknown BucketPolicy s3:GetObject"],
      ],
      ["another action", outside, template([], bucketPolicy({ ...everyone, Action: "s3:ListBucket" })), []],
    ]));

  const trust = (Principal: object, Condition?: object): object => ({
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole", ...(Condition && { Condition }) }],
    },
  });
  describe("presets", () =>
    rows([
      [
        "public",
        { preset: "no-public-access" },
        template([], bucketPolicy(everyone)),
        ["broken BucketPolicy s3:GetObject"],
      ],
      ["not public", { preset: "no-public-access" }, template([], bucketPolicy(ofOrganization("o-other1"))), []],
      [
        "public to a service",
        { preset: "no-public-access" },
        template([], bucketPolicy({ ...everyone, Principal: { Service: "logs.amazonaws.com" } })),
        [],
      ],
      [
        "public but for an action",
        { preset: "no-public-access", except: "s3:GetObject" },
        template([], bucketPolicy(everyone)),
        [],
      ],
      [
        "a stranger",
        { preset: "no-access-for-strangers" },
        template([], {}, trust({ AWS: "arn:aws:iam::444455556666:root" })),
        ["broken Api sts:AssumeRole"],
      ],
      [
        "no stranger",
        { preset: "no-access-for-strangers" },
        template([], {}, trust({ Service: "lambda.amazonaws.com" })),
        [],
      ],
      [
        "an administrator",
        { preset: "no-new-administrators" },
        template([allow("*")]),
        ["broken Api iam:PutUserPolicy"],
      ],
      [
        "whoever can become one",
        { preset: "no-new-administrators" },
        template([allow("iam:AttachRolePolicy")]),
        ["broken Api iam:AttachRolePolicy"],
      ],
      ["an administrator of old", { preset: "no-new-administrators", except: "role:Api" }, template([allow("*")]), []],
      ["none", { preset: "no-new-administrators" }, template([allow("s3:*")]), []],
      [
        "an escalation",
        { preset: "no-privilege-escalation" },
        template([allow(["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"])]),
        ["broken Api lambda:InvokeFunction"],
      ],
      [
        "no escalation",
        { preset: "no-privilege-escalation" },
        template([allow("iam:PassRole", "arn:aws:iam::111122223333:role/app")]),
        [],
      ],
      [
        "the trail",
        { preset: "trail-and-recorder-untouchable" },
        template([allow("cloudtrail:*")]),
        ["broken Api cloudtrail:DeleteChannel"],
      ],
      ...[
        "cloudtrail:DeleteEventDataStore",
        "cloudtrail:PutInsightSelectors",
        "cloudtrail:StopEventDataStoreIngestion",
        "cloudtrail:UpdateEventDataStore",
        "config:DisassociateResourceTypes",
      ].map((action): Row => [
        `what ${action} stops`,
        { preset: "trail-and-recorder-untouchable" },
        template([allow(action)]),
        [`broken Api ${action}`],
      ]),
      [
        "more that is recorded, and questions about it",
        { preset: "trail-and-recorder-untouchable" },
        template([allow(["cloudtrail:CreateTrail", "cloudtrail:StartQuery", "config:PutConfigRule"])]),
        [],
      ],
      [
        "only readers of the trail",
        { preset: "trail-and-recorder-untouchable" },
        template([allow(["cloudtrail:Get*", "config:Describe*"])]),
        [],
      ],
      [
        "any Region",
        { preset: "regions", regions: "eu-west-1" },
        template([allow("ec2:RunInstances")]),
        ["broken Api ec2:RunInstances"],
      ],
      [
        "the Region in an ARN",
        { preset: "regions", regions: "eu-west-1" },
        template([allow("sqs:*", "arn:aws:sqs:eu-west-1:111122223333:work")]),
        [],
      ],
      [
        "another Region in an ARN",
        { preset: "regions", regions: "eu-west-1" },
        template([allow("sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:work")]),
        ["broken Api sqs:SendMessage"],
      ],
      [
        "the Region that is deployed to",
        { preset: "regions", regions: "eu-west-1" },
        template([allow("dynamodb:PutItem", orders)]),
        [],
      ],
      [
        "a Region that is left open",
        { preset: "regions", regions: "eu-west-1" },
        template([allow("sqs:SendMessage", { "Fn::Sub": "arn:aws:sqs:${Bucket}:111122223333:work" })]),
        ["unknown Api sqs:SendMessage"],
      ],
      [
        "a condition on the Region",
        { preset: "regions", regions: ["eu-west-1", "eu-west-3"] },
        template([allow("ec2:*", "*", { StringEquals: { "aws:RequestedRegion": "eu-west-3" } })]),
        [],
      ],
      [
        "what has no Region",
        { preset: "regions", regions: "eu-west-1" },
        template([allow(["iam:GetRole", "s3:GetObject"], ["arn:aws:iam::111122223333:role/x", "arn:aws:s3:::x/*"])]),
        [],
      ],
      [
        "no MFA",
        { preset: "mfa-for-the-grave" },
        template([], user(allow("iam:*"))),
        ["broken Bob iam:AddUserToGroup"],
      ],
      ["MFA", { preset: "mfa-for-the-grave" }, template([], user(allow("iam:*", "*", mfa))), []],
      ["a role has no MFA", { preset: "mfa-for-the-grave" }, template([allow("s3:DeleteBucket")]), []],
    ]));

  it("reads what stands in several files of Terraform's", async () => {
    const files = {
      "main.tf": `resource "aws_dynamodb_table" "orders" {
  name = "orders"
}
resource "aws_iam_role_policy" "api" {
  role   = aws_iam_role.api.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "dynamodb:*", Resource = aws_dynamodb_table.orders.arn }] })
}`,
    };
    const of = async (assertion: object) => (await judged([assertion], files)).outcomes.map(told);
    assert.deepEqual(await of({ role: "api", mayNot: "dynamodb:PutItem", on: "table:orders" }), [
      "broken aws_iam_role.api dynamodb:PutItem",
    ]);
    assert.deepEqual(await of({ role: "aws_iam_role.api", may: "dynamodb:PutItem", on: "table:orders" }), []);
    assert.deepEqual(await of({ role: "api", mayNot: "dynamodb:PutItem", on: "arn:aws:dynamodb:*:*:table/orders" }), [
      "broken aws_iam_role.api dynamodb:PutItem",
    ]);
    assert.deepEqual(await of({ role: "api", mayNot: "dynamodb:PutItem", on: "arn:aws:dynamodb:*:*:table/other" }), []);
  });

  it("knows trusted accounts", async () => {
    const files = template([], {}, trust({ AWS: "arn:aws:iam::444455556666:root" }));
    assert.deepEqual((await judged([{ preset: "no-access-for-strangers" }], files, ["444455556666"])).outcomes, []);
  });

  for (const [assertion, message] of [
    [{ role: "Nobody", mayNot: "s3:*" }, /no policy here belongs to `role:Nobody`/],
    [{ role: "Api", mayNot: "s3:GetObjct" }, /`s3:GetObjct` is not an action/],
    [{ role: "Api", mayNot: "s3:*", on: "bucket:Missing" }, /nothing here declares `bucket:Missing`/],
  ] as const)
    it(`says of ${JSON.stringify(assertion)} that it proves nothing`, async () => {
      const { idle } = await judged([assertion], template([allow("s3:GetObject")]));
      assert.equal(idle.length, 1);
      assert.match(idle[0]!.message, message);
    });
});
