/** The log groups that the Serverless Framework lets the roles write to that it makes. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const service = (functions: object, provider: object = {}) =>
  JSON.stringify({ service: "mails", provider: { name: "aws", stage: "dev", ...provider }, functions }, null, 2);
const one = { a: { handler: "a.b" } };
const two = (more: object) => ({ ...one, b: { handler: "a.c", ...more } });
const logs = (name: string, holder = "provider") => [
  `${holder} identity: logs:CreateLogGroup, logs:CreateLogStream, logs:TagResource on ${group(name)}:*`,
  `${holder} identity: logs:PutLogEvents on ${group(name)}:*:*`,
];
const group = (name: string) => `arn:aws:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${name}`;
const statement = (function_: string) => ({
  iam: { role: { statements: [{ Effect: "Allow", Action: "logs:PutLogEvents", Resource: `${group(function_)}:*` }] } },
});
const own = { iamRoleStatements: [{ Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" }] };

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a new service", "", service(one), logs("${self:service}-${sls:stage}*")],
  ["a function more", service(one), service(two({})), []],
  ["another stage", service(one), service(one, { stage: "prod" }), []],
  ["a function with a name of its own", service(one), service(two({ name: "reader" })), logs("reader")],
  ["one with the name that it has anyway", service(one), service(two({ name: "mails-dev-b" })), []],
  ["the same with variables", service(one), service(two({ name: "${self:service}-${sls:stage}-b" })), []],
  ["a function without logs", service({}), service({ a: { ...one.a, disableLogs: true } }), []],
  [
    "the log group of another service",
    service(one),
    service(one, statement("payments-dev-pay")),
    [`provider identity: logs:PutLogEvents on ${group("payments-dev-pay")}:*`],
  ],
  [
    "a function with a role of its own",
    service(one),
    service(two(own)),
    ["b identity: logs:DescribeLogGroups on *", ...logs("${self:service}-${sls:stage}-b", "b")],
  ],
];

describe("logs of the Serverless Framework", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("serverless.yml", before, after), lines));
});
