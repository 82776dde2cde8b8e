/** What macros of CloudFormation put into a template, and policies that a template only names. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const principal = { Service: "lambda.amazonaws.com" };
const trust = { Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }] };
const document = { Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }] };
const included = (at = "s3://a/b.json") => ({
  "Fn::Transform": { Name: "AWS::Include", Parameters: { Location: at } },
});
const role = (properties: object = {}, beside: object = {}) => ({
  R: { Type: "AWS::IAM::Role", ...beside, Properties: { AssumeRolePolicyDocument: trust, ...properties } },
});
const managed = (PolicyDocument: unknown) => ({
  P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument } },
});
const queue = (PolicyDocument: unknown) => ({
  Q: { Type: "AWS::SQS::QueuePolicy", Properties: { Queues: ["q"], PolicyDocument } },
});
const user = (...Groups: unknown[]) => ({ U: { Type: "AWS::IAM::User", Properties: { Groups } } });
const set = (...Names: string[]) => ({
  S: {
    Type: "AWS::SSO::PermissionSet",
    Properties: { InstanceArn: "i", Name: "s", CustomerManagedPolicyReferences: Names.map((Name) => ({ Name })) },
  },
});
const declared = {
  D: { Type: "AWS::IAM::ManagedPolicy", Properties: { ManagedPolicyName: "send", PolicyDocument: document } },
};

const cases: readonly (readonly [name: string, before: object, after: object, lines: readonly string[]])[] = [
  ["a macro in the properties of a role", role(), role(included()), ["?R identity"]],
  ["another macro there", role(included("s3://a/c.json")), role(included()), ["?R identity"]],
  ["the same macro there", role(included()), role({ ...included(), Path: "/a/" }), []],
  ["a macro beside the properties", role(), role({}, included()), ["?R identity"]],
  ["a macro for a document", managed(document), managed(included()), ["?P identity"]],
  ["the same macro for a document", managed(included()), { ...managed(included()), ...role() }, ["R trust"]],
  ["a macro for the document of a queue", queue(document), queue(included()), ["?Q resource"]],
  ["a document that is imported", managed(document), managed({ "Fn::ImportValue": "p" }), ["?P identity"]],
  ["a group of the account", user(), user("admins"), ["?U identity"]],
  ["the same group of the account", user("admins"), { ...user("admins"), ...role() }, ["R trust"]],
  ["a policy of the account for a permission set", set(), set("p"), ["?S identity"]],
  ["the same policies for a permission set", set("p", "q"), set("q", "p"), []],
  [
    "a policy of the template for a permission set",
    { ...set(), ...declared },
    { ...set("send"), ...declared },
    ["S identity: sqs:SendMessage on *"],
  ],
];

const macros: readonly (readonly [name: string, before: unknown, after: unknown, lines: readonly string[]])[] = [
  ["a macro of the account", undefined, ["Mine"], ["?Mine identity"]],
  ["a macro of the account with parameters", "AWS::Serverless-2016-10-31", [{ Name: "Mine" }], ["?Mine identity"]],
  ["the same macro of the account", "Mine", ["Mine", "AWS::LanguageExtensions"], []],
  ["transforms of AWS", undefined, ["AWS::Serverless-2016-10-31", "AWS::LanguageExtensions"], []],
];

describe("what nobody reads in a template", () => {
  for (const [name, before, after, lines] of cases)
    it(`${name}: ${lines.join(", ") || "nothing"}`, async () => {
      const text = (Resources: object) => JSON.stringify({ Resources }, null, 1);
      const said = await diffTexts("t.json", text(before), text(after));
      const shown = said.filter((line) => !line.startsWith("-")).map((line) => line.replace(/(trust).*/, "$1"));
      assert.deepEqual(shown, lines);
    });
  for (const [name, before, after, lines] of macros)
    it(`${name}: ${lines.join(", ") || "nothing"}`, async () => {
      const text = (Transform: unknown) => JSON.stringify({ Transform, Resources: managed(document) });
      assert.deepEqual(await diffTexts("t.json", text(before), text(after)), lines);
    });
});

const service = (plugins: string, functions: string) =>
  [
    "service: s",
    ...(plugins ? [`plugins: ${plugins}`] : []),
    "provider:\n  name: aws",
    "  iam:\n    role:\n      statements: [{ Effect: Allow, Action: 'sns:Publish', Resource: '*' }]",
    `functions:\n  f:\n    handler: a.b\n${functions}`,
  ].join("\n");
const own = "    iamRoleStatements: [{ Effect: Allow, Action: 'sqs:SendMessage', Resource: '*' }]\n";
const plugin = "[serverless-iam-roles-per-function]";

describe("serverless-iam-roles-per-function", () => {
  const newly = async (before: string, after: string) =>
    (await diffTexts("serverless.yml", before, after)).filter((line) => !line.startsWith("-"));
  it("gone, its functions work as the service", async () =>
    assert.deepEqual(await newly(service(plugin, own), service("", own)), [
      "f as provider identity: sns:Publish on *",
    ]));
  it("in another list of plugins is the same", async () =>
    assert.deepEqual(await newly(service(plugin, own), service(`{ modules: ${plugin} }`, own)), []));
  it("in a list of elsewhere is the same", async () =>
    assert.deepEqual(await newly(service(plugin, own), service("${file(p.yml)}", own)), []));
  it("gives a function a role of its own", async () =>
    assert.deepEqual(await newly(service(plugin, ""), service(plugin, own)), ["f identity: sqs:SendMessage on *"]));
});
