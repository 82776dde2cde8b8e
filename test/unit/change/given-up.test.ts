/** What Denies and boundaries give up of what others allow: whoever the account lets in, and policies that nobody can read here. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Statement = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, object>>;
type Row = readonly [title: string, before: Resources, after: Resources, lines: readonly string[]];

const ref = (Ref: string) => ({ Ref });
const deny = (Action: string | string[], more: Statement = {}): Statement => ({
  Effect: "Deny",
  Action,
  Resource: "*",
  ...more,
});
const allow = (Action: string, more: Statement = {}): Statement => ({ ...deny(Action, more), Effect: "Allow" });
const document = (...statements: Statement[]) => ({ Version: "2012-10-17", Statement: statements });
const inline = (...statements: Statement[]) => ({
  Policies: statements.length > 0 ? [{ PolicyName: "own", PolicyDocument: document(...statements) }] : [],
});
const resource = (Type: string, Properties: object) => ({ Type, Properties });
const trust = {
  AssumeRolePolicyDocument: document(allow("sts:AssumeRole", { Principal: { Service: "ec2.amazonaws.com" } })),
};
const role = (more: object, ...statements: Statement[]) =>
  resource("AWS::IAM::Role", { ...trust, ...more, ...inline(...statements) });
const ofAccount = { ManagedPolicyArns: ["arn:aws:iam::111122223333:policy/team"] };
const ofParameter = { ManagedPolicyArns: [ref("Extra")] };
const managed = (more: object, ...statements: Statement[]) =>
  resource("AWS::IAM::ManagedPolicy", { ...more, PolicyDocument: document(...statements) });
const limited = (PermissionsBoundary: unknown) => ({ PermissionsBoundary });
const reading = limited("arn:aws:iam::aws:policy/ReadOnlyAccess");
const region = (...values: string[]) => ({ Condition: { StringNotEquals: { "aws:RequestedRegion": values } } });

const identities: readonly Row[] = [
  [
    "a narrower Deny beside a policy of the account",
    { R: role(ofAccount, deny("sqs:*")) },
    { R: role(ofAccount, deny("sqs:Delete*")) },
    ["?R identity"],
  ],
  ["a Deny that goes beside it", { R: role(ofAccount, deny("sqs:*")) }, { R: role(ofAccount) }, ["?R identity"]],
  [
    "one more Region beside a policy that a parameter names",
    { R: role(ofParameter, deny("*", region("eu-west-1"))) },
    { R: role(ofParameter, deny("*", region("eu-west-1", "us-east-1"))) },
    ["?R identity"],
  ],
  [
    "a Deny that goes beside an action of a parameter",
    { R: role({}, allow("sqs:SendMessage"), { ...allow(""), Action: ref("Acts") }, deny("s3:*")) },
    { R: role({}, allow("sqs:SendMessage"), { ...allow(""), Action: ref("Acts") }) },
    ["?R identity"],
  ],
  [
    "a policy of AWS that only denies, taken off",
    { R: role({ ManagedPolicyArns: [...ofAccount.ManagedPolicyArns, "arn:aws:iam::aws:policy/AWSDenyAll"] }) },
    { R: role(ofAccount) },
    ["?R identity"],
  ],
  [
    "a Deny that goes of whom the template only names",
    { P: managed({ Roles: ["deploy"] }, deny("s3:*")), T: resource("AWS::SNS::Topic", {}) },
    { T: resource("AWS::SNS::Topic", {}) },
    ["?role deploy identity"],
  ],
  [
    "a narrower Deny of a group",
    { G: resource("AWS::IAM::Group", inline(deny("s3:*"))) },
    { G: resource("AWS::IAM::Group", inline(deny("s3:Delete*"))) },
    ["?G identity"],
  ],
  [
    "a Deny of a user whose group the template does not declare",
    { U: resource("AWS::IAM::User", { Groups: ["devs"], ...inline(deny("s3:*")) }) },
    { U: resource("AWS::IAM::User", { Groups: ["devs"] }) },
    ["?U identity"],
  ],
  [
    "a policy that nobody has and that only denies",
    { P: managed({}, deny("s3:*")) },
    { P: managed({}, deny("s3:Delete*")) },
    ["?P identity"],
  ],
  ["a boundary that goes", { R: role({ ...ofAccount, ...reading }) }, { R: role(ofAccount) }, ["?R identity"]],
  [
    "a wider boundary of AWS",
    { R: role({ ...ofAccount, ...reading }) },
    { R: role({ ...ofAccount, ...limited("arn:aws:iam::aws:policy/AdministratorAccess") }) },
    ["?R identity"],
  ],
  ["a boundary of whoever has nothing here", { R: role(reading) }, { R: role({}) }, ["?R identity"]],

  [
    "a Deny that says the same otherwise",
    { R: role(ofAccount, deny(["sqs:*", "sns:*"])) },
    { R: role(ofAccount, deny("sns:*"), deny("sqs:*")) },
    [],
  ],
  [
    "a Deny that stands in another policy of the role now",
    { R: role(ofAccount, deny("sqs:*")) },
    { R: role(ofAccount), P: managed({ Roles: [ref("R")] }, deny("sqs:*")) },
    [],
  ],
  ["a wider Deny", { R: role(ofAccount, deny("sqs:Delete*")) }, { R: role(ofAccount, deny("sqs:*")) }, []],
  [
    "a role that goes with its Deny",
    { R: role(ofAccount, deny("sqs:*")), T: resource("AWS::SNS::Topic", {}) },
    { T: resource("AWS::SNS::Topic", {}) },
    ["-"],
  ],
  ["a Deny that goes with what it limited", { R: role(ofAccount, deny("sqs:*")) }, { R: role({}) }, []],
  ["a boundary that comes", { R: role(ofAccount) }, { R: role({ ...ofAccount, ...reading }) }, []],
  [
    "a narrower boundary of AWS",
    { R: role({ ...ofAccount, ...limited("arn:aws:iam::aws:policy/AdministratorAccess") }) },
    { R: role({ ...ofAccount, ...reading }) },
    [],
  ],
  [
    "a Deny of what known Allows alone allow",
    { R: role({}, allow("s3:GetObject"), deny("s3:*")) },
    { R: role({}, allow("s3:GetObject"), deny("s3:Delete*")) },
    ["R identity: s3:GetObject on *"],
  ],
];

const insecure = { Condition: { Bool: { "aws:SecureTransport": "false" } } };
const from = (...endpoints: string[]) => ({ Condition: { StringNotEquals: { "aws:SourceVpce": endpoints } } });
const files = { Principal: "*", Resource: "arn:aws:s3:::files/*" };
const bucketPolicy = (Bucket: unknown, ...statements: Statement[]) =>
  resource("AWS::S3::BucketPolicy", { Bucket, PolicyDocument: document(...statements) });
const bucket = resource("AWS::S3::Bucket", {});
const topic = { T: resource("AWS::SNS::Topic", {}) };
const key = (...statements: Statement[]) => resource("AWS::KMS::Key", { KeyPolicy: document(...statements) });
const owner = { Principal: { AWS: "arn:aws:iam::111122223333:root" } };

const resources: readonly Row[] = [
  [
    "a Deny that goes with its policy, of a bucket that stays",
    { P: bucketPolicy("files", deny("s3:*", { ...files, ...insecure })), ...topic },
    topic,
    ["P resource: s3:* on arn:aws:s3:::files/* by * where Bool aws:SecureTransport false"],
  ],
  [
    "one more endpoint of a network",
    { P: bucketPolicy("files", deny("s3:GetObject", { ...files, ...from("vpce-1") })) },
    { P: bucketPolicy("files", deny("s3:GetObject", { ...files, ...from("vpce-1", "vpce-2") })) },
    ["P resource: s3:GetObject on arn:aws:s3:::files/* by * where StringNotEquals aws:SourceVpce vpce-1"],
  ],
  [
    "a Deny of a role",
    {
      P: bucketPolicy(
        ref("B"),
        deny("s3:DeleteObject", { ...files, Principal: { AWS: "arn:aws:iam::111122223333:role/r" } }),
      ),
      B: bucket,
    },
    { B: bucket },
    ["P resource: s3:DeleteObject on arn:aws:s3:::files/* by arn:aws:iam::111122223333:role/r"],
  ],
  [
    "a Deny of everybody but a role",
    {
      P: bucketPolicy(
        ref("B"),
        deny("s3:DeleteObject", {
          Resource: files.Resource,
          NotPrincipal: { AWS: "arn:aws:iam::111122223333:role/r" },
        }),
      ),
      B: bucket,
    },
    { B: bucket },
    [
      "P resource: s3:DeleteObject on arn:aws:s3:::files/* by whoever has permissions for it, but arn:aws:iam::111122223333:role/r",
    ],
  ],
  [
    "a Deny that comes with its policy, of a bucket that was there",
    { B: bucket },
    { P: bucketPolicy(ref("B"), deny("s3:PutObject", { ...files, ...insecure })), B: bucket },
    ["-P resource: s3:PutObject on arn:aws:s3:::files/* by * where Bool aws:SecureTransport false"],
  ],
  [
    "one that comes with its bucket",
    topic,
    { P: bucketPolicy(ref("B"), deny("s3:PutObject", { ...files, ...insecure })), B: bucket, ...topic },
    [],
  ],
  [
    "a Deny that comes to a policy",
    { P: bucketPolicy("files", deny("s3:PutObject", { ...files, ...insecure })) },
    {
      P: bucketPolicy(
        "files",
        deny("s3:PutObject", { ...files, ...insecure }),
        deny("s3:GetObject", { ...files, ...insecure }),
      ),
    },
    ["-P resource: s3:GetObject on arn:aws:s3:::files/* by * where Bool aws:SecureTransport false"],
  ],
  [
    "a bucket that goes with its policy",
    { P: bucketPolicy(ref("B"), deny("s3:*", { ...files, ...insecure })), B: bucket, ...topic },
    topic,
    [],
  ],
  [
    "a bucket that comes with a policy",
    topic,
    { P: bucketPolicy(ref("B"), deny("s3:*", { ...files, ...insecure })), B: bucket, ...topic },
    [],
  ],
  [
    "a policy that is called otherwise",
    { P: bucketPolicy(ref("B"), deny("s3:*", { ...files, ...insecure })), B: bucket },
    { Q: bucketPolicy(ref("B"), deny("s3:*", { ...files, ...insecure })), B: bucket },
    [],
  ],
  [
    "a Deny of a key, whose own policy has to allow it",
    { K: key(allow("kms:Decrypt", owner), deny("kms:*", { Principal: "*", ...insecure })) },
    { K: key(allow("kms:Decrypt", owner)) },
    ["K resource: kms:Decrypt on * by arn:aws:iam::111122223333:root where Bool aws:SecureTransport false"],
  ],
];

const control = (TargetIds: readonly string[], ...statements: Statement[]) =>
  resource("AWS::Organizations::Policy", {
    Type: "SERVICE_CONTROL_POLICY",
    Name: "scp",
    TargetIds,
    Content: document(...statements),
  });

const controls: readonly Row[] = [
  [
    "one that allows all else, detached from one of two",
    { P: control(["r-1", "ou-1"], allow("*"), deny("s3:*")) },
    { P: control(["r-1"], allow("*"), deny("s3:*")) },
    ["P on ou-1 scp: s3:* on *"],
  ],
  [
    "one that allows all else, deleted",
    { P: control(["r-1"], allow("*"), deny("s3:*")), ...topic },
    topic,
    ["P scp: s3:* on *"],
  ],
  [
    "one that allows all else, which denies less",
    { P: control(["r-1"], allow("*"), deny(["s3:GetObject", "sqs:*"])) },
    { P: control(["r-1"], allow("*"), deny("sqs:*")) },
    ["P scp: s3:GetObject on *"],
  ],
  ["a list of what is allowed, deleted", { P: control(["r-1"], allow("s3:*")), ...topic }, topic, []],
  [
    "a list of what is allowed, with more on it",
    { P: control(["r-1"], allow("s3:GetObject")) },
    { P: control(["r-1"], allow("s3:GetObject"), allow("sqs:SendMessage")) },
    ["P scp: sqs:SendMessage on *"],
  ],
];

const templateOf = (found: Resources): string => JSON.stringify({ Resources: found });
/** What is no longer allowed is not read here. */
const short = (lines: readonly string[]): string[] =>
  lines.map((line) => (/^-[^:]*$|^-\w+ (?:identity|trust)/.test(line) ? "-" : line));

for (const [of, rows] of [
  ["identities", identities],
  ["resources", resources],
  ["control policies", controls],
] as const)
  describe(`what Denies of ${of} give up`, () => {
    for (const [title, before, after, lines] of rows)
      it(title, async () => {
        const said = await diffTexts("template.json", templateOf(before), templateOf(after));
        assert.deepEqual([...new Set(short(said))], lines);
      });
  });

describe("a file that only denies", () => {
  const text = (...statements: Statement[]) => JSON.stringify(document(...statements));
  const closing = deny("s3:GetObject", { ...files, ...insecure });

  it("of a resource, with less", async () =>
    assert.deepEqual(await diffTexts("bucket.json", text(closing, deny("s3:PutObject", files)), text(closing)), [
      "bucket.json resource: s3:PutObject on arn:aws:s3:::files/* by *",
    ]));
});

describe("a bucket of Terraform that goes with the policy that names it by its name", () => {
  const bucket = (name: string) => `resource "aws_s3_bucket" "b" {\n  bucket = ${name}\n}\n`;
  const policy = (name: string) =>
    `resource "aws_s3_bucket_policy" "b" {\n  bucket = ${name}\n  policy = jsonencode(${JSON.stringify(document(deny("s3:GetObject", { ...files, ...insecure })))})\n}\n`;
  for (const name of ['"files"', 'var.names["files"]'])
    it(`is no longer there: ${name}`, async () => {
      assert.deepEqual(await diffTexts("main.tf", bucket(name) + policy(name), 'variable "names" {}\n'), []);
      const [line] = await diffTexts("main.tf", policy(name), 'variable "names" {}\n');
      assert.equal(line?.replace(/ on .*/, ""), "aws_s3_bucket_policy.b resource: s3:GetObject");
      const kept = await diffTexts("main.tf", bucket(name) + policy(name), bucket(name));
      assert.deepEqual(
        kept.map((line) => line.replace(/ on .*/, "")),
        ["aws_s3_bucket_policy.b resource: s3:GetObject"],
      );
    });
});
