import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";

import type { RehearsalReport } from "../../../src/analysis/rehearsal/report";
import type { RehearseRequest } from "../../../src/workspace/rehearse";
import { rehearse } from "../../../src/workspace/rehearse";
import { temporaryFolder } from "../../support/folder";

const account = "444455556666";
const document = (...Statement: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const deny = (Action: unknown, Condition?: object, Sid = "Stop"): object => ({
  Sid,
  Effect: "Deny",
  Action,
  Resource: "*",
  ...(Condition && { Condition }),
});
const role = (action: unknown, resource: unknown = "*"): string =>
  JSON.stringify({
    Resources: {
      Api: {
        Type: "AWS::IAM::Role",
        Properties: {
          Policies: [
            {
              PolicyName: "p",
              PolicyDocument: JSON.parse(document({ Effect: "Allow", Action: action, Resource: resource })),
            },
          ],
        },
      },
    },
  });

async function rehearsed(
  files: Readonly<Record<string, string | Uint8Array>>,
  request: Partial<RehearseRequest> = {},
): Promise<RehearsalReport> {
  const { path: folder, remove } = temporaryFolder({ "planeguard.json": '{ "exclude": ["scp.json"] }', ...files });
  try {
    const report = await rehearse({ file: "scp.json", folder, policyType: "scp", ...request });
    assert.ok(typeof report !== "string", String(report));
    return report;
  } finally {
    remove();
  }
}

const told = ({ holders }: RehearsalReport): string[] =>
  holders.losing.map(({ name, lost, isOpen }) =>
    [name, ...lost.map((one) => `${one.actions.join()} by ${one.statement}`), ...(isOpen ? ["?"] : [])].join(" "),
  );

describe("what a control policy would take away", () => {
  const rows: readonly [title: string, policy: string, template: string, expected: readonly string[]][] = [
    [
      "what it denies",
      document(deny("s3:DeleteObject")),
      role(["s3:DeleteObject", "s3:GetObject"]),
      ["Api s3:DeleteObject by Stop"],
    ],
    [
      "nothing by a Deny that is over",
      document(deny("s3:*", { DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } })),
      role("s3:GetObject"),
      [],
    ],
    ["nothing else", document(deny("s3:DeleteObject")), role("sqs:*"), []],
    [
      "outside of its Regions",
      document(deny("sqs:SendMessage", { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } })),
      role("sqs:SendMessage"),
      ["Api sqs:SendMessage by Stop"],
    ],
    [
      "nothing in a Region that an ARN names",
      document(deny("sqs:SendMessage", { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } })),
      role("sqs:SendMessage", "arn:aws:sqs:eu-west-1:*:q"),
      [],
    ],
    [
      "what is in another Region that an ARN names",
      document(deny("sqs:SendMessage", { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } })),
      role("sqs:SendMessage", ["arn:aws:sqs:eu-west-1:*:q", "arn:aws:sqs:us-east-1:*:q"]),
      ["Api sqs:SendMessage by Stop"],
    ],
    [
      "nothing of its own account",
      document(deny("sqs:*", { StringNotEquals: { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" } })),
      role("sqs:SendMessage", { "Fn::Sub": "arn:aws:sqs:*:${AWS::AccountId}:q" }),
      [],
    ],
    [
      "what is of another account",
      document(deny("sqs:*", { StringNotEquals: { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" } })),
      role("sqs:SendMessage", "arn:aws:sqs:*:999988887777:q"),
      ["Api sqs:SendMessage by Stop"],
    ],
    [
      "nothing from its own organization",
      document(deny("sqs:*", { StringNotEquals: { "aws:PrincipalOrgID": "o-abc123" } })),
      role("sqs:SendMessage"),
      [],
    ],
    [
      "what it does not list",
      document({ Effect: "Allow", Action: "s3:*", Resource: "*" }),
      role(["s3:GetObject", "sqs:SendMessage"]),
      ["Api sqs:SendMessage by null"],
    ],
    ...["aws", "aws-cn", "aws-us-gov", "*"].map((partition): [string, string, string, string[]] => [
      `nothing of a role of ${partition} that it excepts`,
      document(deny("sqs:*", { ArnNotLike: { "aws:PrincipalArn": `arn:${partition}:iam::*:role/*Api*` } })),
      role("sqs:SendMessage"),
      [],
    ]),
    [
      "what it denies of others",
      document(deny("sqs:*", { ArnNotLike: { "aws:PrincipalArn": "arn:aws-us-gov:iam::*:role/admin" } })),
      role("sqs:SendMessage"),
      ["Api sqs:SendMessage by Stop"],
    ],
    [
      "what is of other organizations",
      document(deny("sqs:*", { StringNotEquals: { "aws:ResourceOrgID": "o-abc123" } })),
      role("sqs:SendMessage"),
      ["Api sqs:SendMessage by Stop"],
    ],
    [
      "what is of other organizations than the caller",
      document(deny("sqs:*", { StringNotEquals: { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" } })),
      role("sqs:SendMessage"),
      ["Api sqs:SendMessage by Stop"],
    ],
    ["what a template leaves open", document(deny("sqs:SendMessage")), role({ Ref: "Actions" }), ["Api ?"]],
  ];
  for (const [title, policy, template, expected] of rows)
    it(`${title}: ${expected.join() || "nothing"}`, async () => {
      assert.deepEqual(told(await rehearsed({ "scp.json": policy, "app.json": template })), expected);
    });

  const ofResources: readonly [title: string, statement: object, actions: unknown, expected: readonly string[]][] = [
    [
      "of a service that RCPs are about",
      deny("*"),
      ["sqs:SendMessage", "ec2:RunInstances"],
      ["Api sqs:SendMessage by Stop"],
    ],
    ["of a service that no RCP is about", deny("ec2:*"), "ec2:RunInstances", []],
    ["of what no RCP restricts", deny("kms:*"), ["kms:RetireGrant", "kms:Decrypt"], ["Api kms:Decrypt by Stop"]],
    [
      "of the resources of its organization",
      deny("sqs:*", { StringNotEquals: { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" } }),
      "sqs:*",
      [],
    ],
  ];
  for (const [title, statement, actions, expected] of ofResources)
    it(`${title}, by an RCP: ${expected.join() || "nothing"}`, async () => {
      const files = { "scp.json": document({ ...statement, Principal: "*" }), "app.json": role(actions) };
      assert.deepEqual(told(await rehearsed(files, { policyType: "rcp" })), expected);
    });

  const everywhere = { Effect: "Allow", Action: "*", Resource: "*" };
  const limited: readonly [title: string, policy: string, template: string, expected: readonly string[]][] = [
    [
      "a Region for most, an action everywhere",
      document(
        {
          Sid: "Region",
          Effect: "Deny",
          NotAction: ["iam:*", "sts:*"],
          Resource: "*",
          Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } },
        },
        deny("sqs:DeleteQueue", undefined, "NoQueue"),
      ),
      role(["sqs:DeleteQueue", "sqs:CreateQueue"]),
      [
        "sqs:CreateQueue, sqs:DeleteQueue on *, where StringNotEquals aws:RequestedRegion eu-west-1; by Region",
        "sqs:DeleteQueue on *; by NoQueue",
      ],
    ],
    [
      "all but some actions",
      document({ Sid: "Most", Effect: "Deny", NotAction: ["iam:*", "s3:*"], Resource: "*" }),
      role("*"),
      ["* but iam:*, s3:* on *; by Most"],
    ],
    [
      "some resources of every one",
      document({ Sid: "Prod", Effect: "Deny", Action: "s3:DeleteObject", Resource: "arn:aws:s3:::prod/*" }),
      role("s3:DeleteObject"),
      ["s3:DeleteObject on arn:aws:s3:::prod/*; by Prod"],
    ],
    [
      "all but some resources",
      document({ Sid: "Rest", Effect: "Deny", Action: "s3:DeleteObject", NotResource: "arn:aws:s3:::own/*" }),
      role("s3:DeleteObject"),
      ["s3:DeleteObject on * except arn:aws:s3:::own/*; by Rest"],
    ],
    [
      "what it does not list, and what it denies",
      document({ Effect: "Allow", Action: "s3:*", Resource: "*" }, deny("s3:DeleteObject")),
      role(["s3:DeleteObject", "s3:GetObject", "sqs:SendMessage"]),
      ["sqs:SendMessage on *; by null", "s3:DeleteObject on *; by Stop"],
    ],
    [
      "all but what it lists",
      document({ Effect: "Allow", Action: ["s3:Get*", "kms:*"], Resource: "*" }),
      role("*"),
      ["* but s3:Get*, kms:* on *; by null"],
    ],
    [
      "all outside of where it lists everything",
      document({ ...everywhere, Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } }),
      role("sqs:SendMessage"),
      ["sqs:SendMessage on *, where not (StringEquals aws:RequestedRegion eu-west-1); by null"],
    ],
    [
      "what it lists on some resources",
      document({ Effect: "Allow", Action: ["s3:Get*", "kms:*"], Resource: "arn:aws:s3:::own/*" }),
      role("s3:GetObject"),
      ["s3:GetObject but s3:Get* on arn:aws:s3:::own/*, kms:* on arn:aws:s3:::own/* on *; by null"],
    ],
  ];
  for (const [title, policy, template, expected] of limited)
    it(`${title}: no more than is lost`, async () => {
      const { holders } = await rehearsed({ "scp.json": policy, "app.json": template });
      const said = holders.losing.flatMap(({ lost }) =>
        lost.map(
          ({ actions, resources, conditions, except, statement }) =>
            `${[...actions].sort().join(", ")}${except.length > 0 ? ` but ${except.join(", ")}` : ""} on ${resources.join(", ")}${conditions === null ? "" : `, where ${conditions}`}; by ${statement}`,
        ),
      );
      assert.deepEqual(said, expected);
    });

  const named = (properties: object): string => {
    const template = JSON.parse(role("sqs:SendMessage")) as { Resources: { Api: { Properties: object } } };
    Object.assign(template.Resources.Api.Properties, properties);
    return JSON.stringify(template);
  };
  const hcl = (lines: string): string => `resource "aws_iam_role" "api" {
  ${lines}
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "api" {
  role   = aws_iam_role.api.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })
}
`;
  const exempt: readonly [title: string, leftOut: string, file: readonly [string, string], expected: string][] = [
    ["its name in the account", "*:role/real", ["app.json", named({ RoleName: "real" })], ""],
    ["its logical id", "*:role/Api", ["app.json", named({ RoleName: "real" })], "loses"],
    ["its logical id, without a name", "*:role/Api", ["app.json", named({})], "loses"],
    ["what CloudFormation makes up", "*:role/*-Api-*", ["app.json", named({})], ""],
    ["what it may make up", "*:role/prod-*", ["app.json", named({})], "?"],
    ["another path than the one of the account", "*:role/aws-service-role/*", ["app.json", named({})], "loses"],
    ["a path that it has, whatever its name", "*:role/ci/*", ["app.json", named({ Path: "/ci/" })], ""],
    ["a path that is a parameter", "*:role/ci/*", ["app.json", named({ Path: { Ref: "Path" } })], "?"],
    ["every role", "*:role/*", ["app.json", named({})], ""],
    ["its name and path", "*:role/team/p", ["app.json", named({ Path: "/team/", RoleName: "p" })], ""],
    ["its name alone", "*:role/p", ["app.json", named({ Path: "/team/", RoleName: "p" })], "loses"],
    ["a name that is a parameter", "*:role/p", ["app.json", named({ RoleName: { Ref: "Name" } })], "?"],
    ["its name in one account", `${account}:role/real`, ["app.json", named({ RoleName: "real" })], "?"],
    ["another in one account", `${account}:role/other`, ["app.json", named({ RoleName: "real" })], "loses"],
    ["the name in Terraform", "*:role/real", ["main.tf", hcl('name = "real"')], ""],
    ["the name of the block", "*:role/api", ["main.tf", hcl('name = "real"')], "loses"],
    ["the path in Terraform", "*:role/team/real", ["main.tf", hcl('name = "real"\n  path = "/team/"')], ""],
    ["what Terraform makes up", "*:role/api-*", ["main.tf", hcl('name_prefix = "api-"')], "?"],
  ];
  for (const [title, leftOut, [file, text], expected] of exempt)
    it(`leaves out ${title}: ${expected || "nothing"}`, async () => {
      const policy = document(deny("sqs:*", { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${leftOut}` } }));
      const { holders } = await rehearsed({ "scp.json": policy, [file]: text });
      const said = holders.losing.map(({ lost, isOpen }) => [...lost.map(() => "loses"), ...(isOpen ? ["?"] : [])]);
      assert.equal(said.flat().join(" "), expected);
    });

  it("shows a request in a Region that there is", async () => {
    const policy = document(deny("sqs:SendMessage", { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } }));
    const { holders } = await rehearsed({ "scp.json": policy, "app.json": role("sqs:SendMessage") });
    assert.equal(holders.losing[0]!.lost[0]!.witness.context["aws:RequestedRegion"], "eu-west-3");
  });

  it("reads the principals of a kept account, service-linked roles aside", async () => {
    const of = (name: string, path: string, policies: object) => ({
      Path: path,
      RoleName: name,
      Arn: `arn:aws:iam::${account}:role${path}${name}`,
      AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [] },
      ...policies,
    });
    const statement = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }],
    };
    const snapshot = JSON.stringify({
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: [
        of("inline", "/", { RolePolicyList: [{ PolicyName: "p", PolicyDocument: statement }] }),
        of("attached", "/", {
          AttachedManagedPolicies: [{ PolicyName: "m", PolicyArn: `arn:aws:iam::${account}:policy/m` }],
        }),
        of("encoded", "/", {
          RolePolicyList: [{ PolicyName: "p", PolicyDocument: encodeURIComponent(JSON.stringify(statement)) }],
        }),
        of("AWSServiceRoleForX", "/aws-service-role/x.amazonaws.com/", {
          RolePolicyList: [{ PolicyName: "p", PolicyDocument: statement }],
        }),
      ],
      Policies: [
        {
          PolicyName: "m",
          Arn: `arn:aws:iam::${account}:policy/m`,
          PolicyVersionList: [{ IsDefaultVersion: true, Document: statement }],
        },
      ],
    });
    const report = await rehearsed(
      { "scp.json": document(deny("sqs:*")), "snapshot.json": snapshot },
      { snapshot: "snapshot.json" },
    );
    assert.deepEqual(
      told(report),
      ["inline", "attached", "encoded"].map((name) => `${name} sqs:SendMessage by Stop`),
    );
    assert.deepEqual(report.problems, []);
  });

  const record = (eventName: string, source: string, more: object = {}): object => ({
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::${account}:assumed-role/Build/run`,
      accountId: account,
      sessionContext: {
        sessionIssuer: { arn: `arn:aws:iam::${account}:role/Build` },
        attributes: { mfaAuthenticated: "false" },
      },
    },
    eventTime: "2026-11-01T00:00:00Z",
    eventSource: `${source}.amazonaws.com`,
    eventName,
    awsRegion: "eu-west-1",
    sourceIPAddress: "203.0.113.1",
    eventID: "one",
    eventType: "AwsApiCall",
    ...more,
  });
  const abroad = {
    Sid: "Stop",
    Effect: "Deny",
    NotAction: ["iam:*", "sts:*"],
    Resource: "*",
    Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } },
  };
  const calls: readonly [title: string, statement: object, record: object, expected: readonly string[]][] = [
    ["a call that it denies", deny("sqs:*"), record("SendMessage", "sqs"), ["denied sqs:SendMessage"]],
    ["a sign-in", deny("*"), record("ConsoleLogin", "signin"), []],
    ["a role that is switched to", deny("*"), record("SwitchRole", "signin"), []],
    ["another call", deny("sqs:*"), record("Publish", "sns"), []],
    [
      "an operation of another name",
      deny("lambda:InvokeFunction"),
      record("Invoke20150331", "lambda"),
      ["denied lambda:InvokeFunction"],
    ],
    ["what was denied then", deny("sqs:*"), record("SendMessage", "sqs", { errorCode: "AccessDenied" }), []],
    [
      "a service",
      deny("sqs:*"),
      record("SendMessage", "sqs", { userIdentity: { type: "AWSService", invokedBy: "sns.amazonaws.com" } }),
      [],
    ],
    [
      "another Region",
      deny("sqs:*", { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } }),
      record("SendMessage", "sqs"),
      ["denied sqs:SendMessage"],
    ],
    [
      "the Region",
      deny("sqs:*", { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } }),
      record("SendMessage", "sqs"),
      [],
    ],
    [
      "no MFA",
      deny("sqs:*", { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }),
      record("SendMessage", "sqs"),
      ["denied sqs:SendMessage"],
    ],
    [
      "a tag that no record has",
      deny("sqs:*", { StringEquals: { "aws:PrincipalTag/team": "ops" } }),
      record("SendMessage", "sqs"),
      ["unknown sqs:SendMessage"],
    ],
    [
      "a resource that it does not name",
      { ...deny("sqs:*"), Resource: `arn:aws:sqs:*:*:x` },
      record("SendMessage", "sqs"),
      ["unknown sqs:SendMessage"],
    ],
    [
      "a resource that it names",
      { ...deny("sqs:*"), Resource: `arn:aws:sqs:*:*:x` },
      record("SendMessage", "sqs", { resources: [{ ARN: `arn:aws:sqs:eu-west-1:${account}:x` }] }),
      ["denied sqs:SendMessage"],
    ],
    [
      "another resource",
      { ...deny("sqs:*"), Resource: `arn:aws:sqs:*:*:x` },
      record("SendMessage", "sqs", { resources: [{ ARN: `arn:aws:sqs:eu-west-1:${account}:y` }] }),
      [],
    ],
    [
      "a service that nobody knows, outside of the Regions",
      abroad,
      record("DoThing", "newservice", { awsRegion: "us-east-1" }),
      ["denied newservice:DoThing"],
    ],
    ["the same, in the Region", abroad, record("DoThing", "newservice"), []],
    [
      "an operation with the version of its API",
      abroad,
      record("CreateInvalidation2020_05_31", "cloudfront", { awsRegion: "us-east-1" }),
      ["denied cloudfront:CreateInvalidation"],
    ],
    [
      "an operation that nobody knows, of a service that is excepted",
      abroad,
      record("DoThing", "iam", { awsRegion: "us-east-1" }),
      [],
    ],
    ["an operation that nobody knows", deny("sqs:*"), record("DoThing", "sqs"), ["denied sqs:DoThing"]],
    ["one that may be an action", deny("sqs:SendMessage"), record("DoThing", "sqs"), ["unknown sqs:DoThing"]],
    ["one of another service", deny("sns:Publish"), record("DoThing", "sqs"), []],
    ["a host of several names", deny("newthing:*"), record("DoThing", "data.newthing"), ["unknown data:DoThing"]],
    [
      "a record that tells nothing",
      deny("sqs:*"),
      { eventName: 5, userIdentity: null },
      ["unknown an unknown operation"],
    ],
    [
      "nobody's account",
      deny("sqs:*"),
      record("SendMessage", "sqs", { userIdentity: { type: "Unknown" } }),
      ["unknown sqs:SendMessage"],
    ],
    [
      "a token of an identity provider",
      deny("sts:*"),
      record("AssumeRoleWithWebIdentity", "sts", { userIdentity: { type: "WebIdentityUser", principalId: "p" } }),
      [],
    ],
  ];
  for (const [title, statement, one, expected] of calls)
    it(`of a trail ${title}: ${expected.join() || "nothing"}`, async () => {
      const trail = gzipSync(JSON.stringify({ Records: [one] }));
      const { calls: found } = await rehearsed(
        { "scp.json": document(statement), "trail/a.json.gz": trail },
        { trail: "trail" },
      );
      assert.equal(found!.records, 1);
      assert.deepEqual(
        [
          ...found!.denied.map(({ action }) => `denied ${action}`),
          ...found!.unknown.map(({ action }) => `unknown ${action}`),
        ],
        expected,
      );
    });

  const stranger = "999999999999";
  const ofOrganization = {
    ...deny(["s3:*", "sqs:*"], {
      StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-abcdefghij" },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    }),
    Principal: "*",
  };
  const ofOthers = { ...deny("sqs:*", { StringNotEquals: { "aws:PrincipalAccount": account } }), Principal: "*" };
  const from = (accountId: string, more: object = {}): object =>
    record("SendMessage", "sqs", {
      userIdentity: { type: "AWSAccount", principalId: "AIDAEXAMPLE", accountId, ...more },
      recipientAccountId: account,
    });
  const ofService = record("SendMessage", "sqs", {
    userIdentity: { type: "AWSService", invokedBy: "sns.amazonaws.com" },
    recipientAccountId: account,
  });
  const user = `arn:aws:iam::${stranger}:user/other`;
  const ofUser = from(stranger, { type: "IAMUser", arn: user });
  const sentByUser = `sqs:SendMessage by ${user}`;
  const everyQueue = { ...deny("sqs:*"), Principal: "*" };
  const onQueueOf = (accountId: string): object =>
    record("SendMessage", "sqs", {
      recipientAccountId: account,
      resources: [{ accountId, ARN: `arn:aws:sqs:eu-west-1:${accountId}:orders` }],
    });
  const build = `arn:aws:iam::${account}:role/Build`;
  const sending = `sqs:SendMessage by ${build}`;
  const copying = (action: string): string => `s3:${action} by ${build}`;
  const ofOwnResources = deny("sqs:*", { StringNotEquals: { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" } });
  const ofObjects = (bucket: string): object => ({ ...deny("s3:GetObject"), Resource: `arn:aws:s3:::${bucket}/*` });
  const copied = (from: string): object =>
    record("CopyObject", "s3", { requestParameters: { bucketName: "own", key: "a", "x-amz-copy-source": from } });
  const fromOutside: readonly [
    title: string,
    type: "scp" | "rcp",
    statement: object,
    one: object,
    expected: string[],
  ][] = [
    ["nobody's account", "rcp", ofOrganization, from("anonymous"), ["denied sqs:SendMessage by anonymous"]],
    ["another account", "rcp", ofOrganization, from(stranger), [`unknown sqs:SendMessage by account ${stranger}`]],
    [
      "another account, by its number",
      "rcp",
      ofOthers,
      from(stranger),
      [`denied sqs:SendMessage by account ${stranger}`],
    ],
    ["a user of another account", "rcp", ofOrganization, ofUser, [`unknown ${sentByUser}`]],
    ["a user of another account, by its number", "rcp", ofOthers, ofUser, [`denied ${sentByUser}`]],
    [
      "a user of another account, of which another statement speaks",
      "rcp",
      { ...deny("sqs:DeleteQueue"), Principal: "*" },
      ofUser,
      [],
    ],
    ["a user of another account", "scp", deny("sqs:*"), ofUser, []],
    ["the own account", "rcp", ofOrganization, from(account), []],
    ["an own role", "rcp", ofOrganization, record("SendMessage", "sqs"), []],
    ["a service", "rcp", ofOrganization, ofService, []],
    [
      "a service that is not let through",
      "rcp",
      everyQueue,
      ofService,
      ["denied sqs:SendMessage by sns.amazonaws.com"],
    ],
    ["a queue of another account", "rcp", everyQueue, onQueueOf(stranger), [`unknown ${sending}`]],
    ["a queue of the own account", "rcp", everyQueue, onQueueOf(account), [`denied ${sending}`]],
    ["a queue of another account", "scp", deny("sqs:*"), onQueueOf(stranger), [`denied ${sending}`]],
    [
      "a queue of another account, by its number",
      "scp",
      deny("sqs:*", { StringNotEquals: { "aws:ResourceAccount": account } }),
      onQueueOf(stranger),
      [`denied ${sending}`],
    ],
    [
      "a queue of the own account, by its number",
      "scp",
      deny("sqs:*", { StringNotEquals: { "aws:ResourceAccount": account } }),
      onQueueOf(account),
      [],
    ],
    [
      "a queue of another account, of which another statement speaks",
      "scp",
      deny("sqs:DeleteQueue"),
      onQueueOf(stranger),
      [],
    ],
    ["a queue of the own organization", "scp", ofOwnResources, onQueueOf(account), []],
    [
      "a queue of another account, of an organization",
      "scp",
      ofOwnResources,
      onQueueOf(stranger),
      [`unknown ${sending}`],
    ],
    ["a queue of nobody knows whom", "scp", ofOwnResources, record("SendMessage", "sqs"), [`unknown ${sending}`]],
    ["a queue of the own organization", "rcp", ofOwnResources, onQueueOf(account), []],
    ["a service that no RCP is about", "rcp", deny("*"), record("RunInstances", "ec2"), []],
    [
      "a copy that it denies to write",
      "scp",
      deny("s3:PutObject"),
      copied("own/a"),
      [`denied ${copying("PutObject")}`],
    ],
    [
      "a copy that it denies to read",
      "scp",
      ofObjects("src"),
      copied("/src/a%20b"),
      [`denied ${copying("GetObject")}`],
    ],
    ["a copy of something else", "scp", ofObjects("src"), copied("own/a"), []],
    ["a copy of nobody knows what", "scp", ofObjects("src"), copied(""), [`unknown ${copying("GetObject")}`]],
    [
      "an object that the request names",
      "scp",
      ofObjects("own"),
      record("GetObject", "s3", { requestParameters: { bucketName: "own", key: "a" } }),
      [`denied ${copying("GetObject")}`],
    ],
    [
      "an object behind an access point",
      "scp",
      ofObjects("own"),
      record("GetObject", "s3", { requestParameters: { bucketName: "own-x-s3alias", key: "a" } }),
      [`unknown ${copying("GetObject")}`],
    ],
    [
      "one of the actions that a statement may need",
      "scp",
      deny("dynamodb:PartiQLDelete"),
      record("ExecuteStatement", "dynamodb"),
      [`unknown dynamodb:PartiQLSelect by ${build}`],
    ],
    [
      "all of the actions that a statement may need",
      "scp",
      deny("dynamodb:*"),
      record("ExecuteStatement", "dynamodb"),
      [`denied dynamodb:PartiQLSelect by ${build}`],
    ],
    ["another account, which no SCP limits", "scp", deny("sqs:*"), from(stranger), []],
    ["a service, which no SCP limits", "scp", deny("sqs:*"), ofService, []],
  ];
  for (const [title, policyType, statement, one, expected] of fromOutside)
    it(`of a trail ${title}, ${policyType}: ${expected.join() || "nothing"}`, async () => {
      const { calls: found } = await rehearsed(
        { "scp.json": document(statement), "a.json": JSON.stringify({ Records: [one] }) },
        { trail: "a.json", policyType },
      );
      assert.deepEqual(
        [
          ...found!.denied.map(({ action, principal }) => `denied ${action} by ${principal}`),
          ...found!.unknown.map(({ action, principal }) => `unknown ${action} by ${principal}`),
        ],
        expected,
      );
    });

  it("knows policies of AWS that a snapshot leaves out, and no others", async () => {
    const of = (RoleName: string, PolicyArn: string) => ({
      Path: "/",
      RoleName,
      Arn: `arn:aws:iam::${account}:role/${RoleName}`,
      AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [] },
      AttachedManagedPolicies: [{ PolicyName: "p", PolicyArn }],
    });
    const snapshot = JSON.stringify({
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: [
        of("ofAws", "arn:aws:iam::aws:policy/AmazonSQSFullAccess"),
        of("noneOfAws", "arn:aws:iam::aws:policy/NoSuchPolicy"),
        of("own", `arn:aws:iam::${account}:policy/m`),
      ],
      Policies: [],
    });
    const report = await rehearsed(
      { "scp.json": document(deny("sqs:PurgeQueue")), "snapshot.json": snapshot },
      { snapshot: "snapshot.json" },
    );
    assert.deepEqual(told(report), ["ofAws sqs:PurgeQueue by Stop"]);
    assert.deepEqual(
      report.problems.map(({ file }) => file),
      ["noneOfAws", "own"].map((name) => `arn:aws:iam::${account}:role/${name}`),
    );
  });

  it("says what is no file of CloudTrail", async () => {
    const { problems } = await rehearsed(
      { "scp.json": document(deny("sqs:*")), "a.json": "[1", "trail/b.json": "{}" },
      { trail: "trail" },
    );
    assert.match(problems[0]!.message, /no `Records`/);
  });

  const app = { "app.json": role("sqs:*") };
  const unread: readonly [title: string, files: Record<string, string>, more: Partial<RehearseRequest>, why: RegExp][] =
    [
      ["a trail that is not there", app, { trail: "none" }, /^none: .*there is no such file or folder/],
      ["a trail without files", { ...app, "trail/a.txt": "" }, { trail: "trail" }, /^trail: No file of CloudTrail/],
      ["a snapshot that is not there", app, { snapshot: "none" }, /^none: .*there is no such file or folder/],
      ["a workspace without holders", {}, {}, /: No policy of a role or user was found in it\.$/],
    ];
  for (const [title, files, more, why] of unread)
    it(`says of ${title} that nothing was asked`, async () => {
      const { problems } = await rehearsed({ "scp.json": document(deny("sqs:*")), ...files }, more);
      assert.equal(problems.length, 1);
      assert.match(`${problems[0]!.file}: ${problems[0]!.message}`, why);
    });

  it("says of a policy that is not there why", async () => {
    const { path: folder, remove } = temporaryFolder({});
    try {
      assert.equal(await rehearse({ file: "scp.json", folder }), "Could not read it: there is no such file or folder.");
    } finally {
      remove();
    }
  });
});
