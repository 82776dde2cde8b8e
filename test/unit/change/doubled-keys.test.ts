/** Keys that stand twice in an object: the last counts, as for parsers of JSON and for CloudFormation. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const statement = (more: string): string => `{"Effect":"Allow","Resource":"*",${more}}`;
const policy = (...statements: string[]): string =>
  `{"Version":"2012-10-17",${statements.map((one) => `"Statement":[${one}]`).join()}}`;
const read = '"Action":"s3:GetObject"';
const send = '"Action":"sqs:SendMessage"';
const condition = (region: string): string => `"Condition":{"StringEquals":{"aws:RequestedRegion":"${region}"}}`;

type Row = readonly [title: string, before: string, after: string, actions: readonly string[]];

const rows: readonly Row[] = [
  [
    "a second list of statements",
    policy(statement(read)),
    policy(statement(read), statement(send)),
    ["sqs:SendMessage on *"],
  ],
  ["a second action", policy(statement(read)), policy(statement(`${read},${send}`)), ["sqs:SendMessage on *"]],
  [
    "a second condition",
    policy(statement(`${read},${condition("eu-west-1")}`)),
    policy(statement(`${read},${condition("eu-west-1")},${condition("us-east-1")}`)),
    ["s3:GetObject on * where StringEquals aws:RequestedRegion us-east-1"],
  ],
  ["one before that counts for nothing", policy(statement(read)), policy(statement(send), statement(read)), []],
  ["an action before that counts for nothing", policy(statement(read)), policy(statement(`${send},${read}`)), []],
];

const forms: readonly (readonly [file: string, textOf: (policy: string) => string])[] = [
  ["policy.json", (policy) => policy],
  [
    "template.json",
    (policy) => `{"Resources":{"P":{"Type":"AWS::IAM::ManagedPolicy","Properties":{"PolicyDocument":${policy}}}}}`,
  ],
  [
    "template.yaml",
    (policy) =>
      `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: ${policy.replace(/([:,])(?=["{[])/g, "$1 ")}\n`,
  ],
];

describe("a key that stands twice", () => {
  for (const [title, before, after, actions] of rows)
    for (const [file, textOf] of forms)
      it(`${title}, in ${file}`, async () => {
        const lines = await diffTexts(file, textOf(before), textOf(after));
        const newly = lines.filter((line) => !line.startsWith("-")).map((line) => line.replace(/^\S+ identity: /, ""));
        assert.deepEqual(newly, actions);
      });

  const role = (name: string, action: string): string =>
    `  ${name}: { Type: AWS::IAM::Role, Properties: { Policies: [{ PolicyDocument: ${JSON.stringify({ Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] }).replace(/([:,])(?=["{[])/g, "$1 ")} }] } }\n`;
  const section = (...roles: string[]): string => `Resources:\n${roles.join("")}`;
  const service = (...providers: string[]): string =>
    `service: s\n${providers.map((action) => `provider: { name: aws, iamRoleStatements: [{ Effect: Allow, Action: ${action}, Resource: "*" }] }\n`).join("")}`;
  const sent = "sqs:SendMessage";
  const got = "s3:GetObject";
  const ids: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
    [
      "a logical id of which the second has gone",
      section(role("R", got), role("R", sent)),
      section(role("R", got)),
      [`R identity: ${got} on *`, `-R identity: ${sent} on *`],
    ],
    [
      "one that has changed places",
      section(role("R", got), role("R", sent)),
      section(role("R", sent), role("R", got)),
      [`R identity: ${got} on *`, `-R identity: ${sent} on *`],
    ],
    ["one before that counts for nothing", section(role("R", got)), section(role("R", sent), role("R", got)), []],
    [
      "two that are called otherwise",
      section(role("R", got)),
      section(role("R", got), role("S", got)),
      [`S identity: ${got} on *`],
    ],
    [
      "a section",
      section(role("R", got)),
      section(role("R", got)) + section(role("R", sent)),
      [`R identity: ${sent} on *`, `-R identity: ${got} on *`],
    ],
    [
      "a provider of the Serverless Framework",
      service(got),
      service(got, sent),
      [`provider identity: ${sent} on *`, `-provider identity: ${got} on *`],
    ],
  ];
  for (const [title, before, after, lines] of ids)
    it(title, async () => {
      assert.deepEqual(await diffTexts("template.yaml", before, after), lines);
    });

  it("is given before what is merged, of which the first counts", async () => {
    const text = (action: string) =>
      [
        "a: &a { Action: s3:GetObject }",
        "b: &b { Action: s3:*, Effect: Allow }",
        `Version: "2012-10-17"`,
        "Statement:",
        `  - { <<: [*a, *b], Resource: "*"${action} }`,
        "",
      ].join("\n");
    assert.deepEqual(await diffTexts("policy.yaml", text(""), text(", Action: s3:GetObject")), []);
  });
});
