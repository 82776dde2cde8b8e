/** What a function needs of its role: the calls of its code, with what its environment says, beside what a template grants. */
import assert from "node:assert/strict";

import type { Call } from "../../../src/analysis/calls/call";
import { locatePolicies } from "../../../src/analysis/locate/locate";
import { Source } from "../../../src/analysis/source/source";
import { needsOf } from "../../../src/analysis/units/needs";
import { unitsOfTemplate } from "../../../src/analysis/units/template-units";
import type { DeclaredUnit } from "../../../src/analysis/units/unit";
import { builtCatalog } from "../../support/catalog";
import { builtManagedPolicies } from "../../support/managed-policies";

interface Template {
  readonly statements?: readonly string[];
  readonly variables?: string;
  /** More of the role. */
  readonly role?: string;
  readonly resources?: string;
}

function unitOf({ statements = [], variables = "{}", role = "", resources = "" }: Template): DeclaredUnit {
  const text = `Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Handler: app.handler
      Runtime: python3.13
      Code: ./code
      Role: !GetAtt Runner.Arn
      Environment:
        Variables: ${variables}
  Runner:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Action: sts:AssumeRole, Principal: { Service: lambda.amazonaws.com } }
${role}
      Policies:
        - PolicyName: a
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [${statements.join(", ")}]
  Orders: { Type: AWS::DynamoDB::Table }
  Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: jobs } }
${resources}`;
  const source = new Source({ name: "template.yaml", text }, null);
  const { policies: located } = locatePolicies(source);
  return unitsOfTemplate(source.yaml.roots[0]!, { managed: builtManagedPolicies(), located })[0]!;
}

const span = { start: 0, end: 1 };
/** `action` on patterns; `${NAME:Part}` in them is a variable of the environment. */
function callOf(...grants: readonly (readonly [action: string, ...patterns: string[]])[]): Call {
  return {
    operation: grants[0]![0],
    actions: grants.map(([action]) => action),
    grants: grants.map(([action, ...patterns]) => ({
      action,
      via: null,
      resources: patterns.map((pattern) => ({
        type: null,
        pattern: pattern.replace(/:\w+\}/g, "}"),
        variables: [...pattern.matchAll(/\$\{(\w+):(\w+)\}/g)].map(([, name, part]) => ({
          name: name!,
          part: part!,
          span,
        })),
      })),
    })),
    possible: [],
    ifEncrypted: [],
    span,
    nameSpan: span,
    certainty: "certain",
    because: null,
  };
}

/** The verdict on the call, and its resources as they are written. */
function asked(
  template: Template,
  call: Call,
  hasOtherCredentials = false,
  unit = unitOf(template),
): [unknown, string[]] {
  const file = { calls: [call], unknown: [], imports: [], exports: [] };
  const [need] = needsOf(unit, new Map([["app.py", file]]), builtCatalog(), hasOtherCredentials).calls;
  return [need!.granted, need!.wants.map(({ written }) => written)];
}

const allow = (action: string, resource = '"*"', more = ""): string =>
  `{ Effect: Allow, Action: "${action}", Resource: ${resource}${more} }`;
const deny = (action: string): string => allow(action).replace("Allow", "Deny");
const get = "dynamodb:GetItem";
const table = "arn:*:dynamodb:*:*:table/";
const here = "${AWS::Region}:${AWS::AccountId}";

describe("what a unit needs", () => {
  describe("of resources", () => {
    const rows: readonly (readonly [
      title: string,
      pattern: string,
      variables: string,
      written: string,
      action?: string,
    ])[] = [
      ["a written name", `${table}Orders`, "{}", `arn:aws:dynamodb:${here}:table/Orders`],
      ["anything", "*", "{}", "*"],
      [
        "another Region",
        "arn:*:dynamodb:eu-west-1:111122223333:table/a",
        "{}",
        "arn:aws:dynamodb:eu-west-1:111122223333:table/a",
      ],
      ["a bucket, which has neither", "arn:*:s3:::a/*", "{}", "arn:aws:s3:::a/*", "s3:GetObject"],
      [
        "the name of a resource",
        `${table}\${T:TableName}`,
        "{ T: !Ref Orders }",
        `arn:aws:dynamodb:${here}:table/\${Orders}`,
      ],
      ["a text", `${table}\${T:TableName}`, "{ T: orders }", `arn:aws:dynamodb:${here}:table/orders`],
      [
        "the ARN where a name may stand",
        `${table}\${T:TableName}`,
        "{ T: !GetAtt Orders.Arn }",
        `arn:aws:dynamodb:${here}:table/\${Orders}`,
      ],
      [
        "an index behind the ARN",
        `${table}\${T:TableName}/index/a`,
        "{ T: !GetAtt Orders.Arn }",
        `arn:aws:dynamodb:${here}:table/\${Orders}/index/a`,
      ],
      ["an ARN of another template", `${table}\${T:TableName}`, "{ T: !Ref TableArn }", "${TableArn}"],
      ["a variable that is not set", `${table}\${T:TableName}`, "{}", `arn:aws:dynamodb:${here}:table/*`],
      ["one that is not known", `${table}\${T:TableName}`, "{ T: !If [A, b, c] }", `arn:aws:dynamodb:${here}:table/*`],
      [
        "a name of two variables",
        "arn:*:s3:::${A:BucketName}/${B:ObjectName}",
        "{ A: a, B: b }",
        "arn:aws:s3:::a/b",
        "s3:GetObject",
      ],
      ["a whole ARN", "${Q:Arn}", "{ Q: !GetAtt Jobs.Arn }", `arn:aws:sqs:${here}:jobs`, "sqs:SendMessage"],
      ["a whole ARN by a name", "${Q:Arn}", "{ Q: !Ref Some }", "${Some}", "sqs:SendMessage"],
      ["the address of a queue", "${Q:Url}", "{ Q: !Ref Jobs }", `arn:aws:sqs:${here}:jobs`, "sqs:SendMessage"],
      [
        "an address that is written",
        "${Q:Url}",
        '{ Q: "https://sqs.eu-west-1.amazonaws.com/111122223333/a" }',
        `arn:aws:sqs:${here}:a`,
        "sqs:SendMessage",
      ],
      ["an address by a name", "${Q:Url}", "{ Q: !Ref Some }", `arn:aws:sqs:${here}:*`, "sqs:SendMessage"],
      [
        "a parameter with a slash before it",
        "arn:*:ssm:*:*:parameter/${P:ParameterName}",
        "{ P: /a/b }",
        `arn:aws:ssm:${here}:parameter/a/b`,
        "ssm:GetParameter",
      ],
      [
        "a parameter without one",
        "arn:*:ssm:*:*:parameter/${P:ParameterName}",
        "{ P: a/b }",
        `arn:aws:ssm:${here}:parameter/a/b`,
        "ssm:GetParameter",
      ],
      ["no resource for an action that takes none", `${table}a`, "{}", "*", "dynamodb:ListTables"],
      ["a phone, where no topic is known", "arn:*:sns:*:*:*", "{}", "*", "sns:Publish"],
      ["a topic", "arn:*:sns:*:*:a", "{}", `arn:aws:sns:${here}:a`, "sns:Publish"],
    ];
    for (const [title, pattern, variables, written, action = get] of rows)
      it(title, () => assert.deepEqual(asked({ variables }, callOf([action, pattern]))[1], [written]));

    it("once for each", () => {
      const call = callOf([get, `${table}\${T:TableName}`, `${table}a`, `${table}b`]);
      const resources = [`arn:aws:dynamodb:${here}:table/a`, `arn:aws:dynamodb:${here}:table/b`];
      assert.deepEqual(asked({ variables: "{ T: a }" }, call)[1], resources);
    });
  });

  describe("and whether its role grants it", () => {
    const orders = `${table}Orders`;
    const bounded: Template = { role: "      PermissionsBoundary: !Ref Edge" };
    const inDoubt: Template = { role: "      ManagedPolicyArns: [!Ref Other]" };
    const conditional = ", Condition: { StringEquals: { aws:ResourceTag/team: a } }";
    const unmet = ', Condition: { Bool: { aws:MultiFactorAuthPresent: "true" } }';
    const queuePolicy = `  Open:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Jobs]
      PolicyDocument:
        Statement: { Effect: Allow, Action: sqs:SendMessage, Resource: "*", Principal: { AWS: "*" } }`;
    const jobs = "arn:*:sqs:*:*:jobs";
    const both = callOf([get, orders], ["kms:Decrypt", "arn:*:kms:*:*:key/*"]);
    const rows: readonly (readonly [
      title: string,
      template: Template,
      call: Call,
      granted: string,
      others?: boolean,
    ])[] = [
      ["nothing", {}, callOf([get, orders]), "no"],
      ["it", { statements: [allow(get)] }, callOf([get, orders]), "yes"],
      ["it under a condition", { statements: [allow(get, '"*"', conditional)] }, callOf([get, orders]), "conditional"],
      ["it under one that no call meets", { statements: [allow(get, '"*"', unmet)] }, callOf([get, orders]), "unmet"],
      ["and denies it", { statements: [allow(get), deny(get)] }, callOf([get, orders]), "denied"],
      [
        "one of two resources",
        { statements: [allow(get, `"arn:aws:dynamodb:*:*:table/Orders"`)] },
        callOf([get, orders, `${table}Carts`]),
        "unknown",
      ],
      ["both of two actions", { statements: [allow(get), allow("kms:Decrypt")] }, both, "yes"],
      ["one of two actions", { statements: [allow(get)] }, both, "unknown"],
      ["the other one", { statements: [allow("kms:Decrypt")] }, both, "no"],
      ["neither", { statements: [deny(get), deny("kms:Decrypt")] }, both, "denied"],
      ["one and denies the other", { statements: [allow(get), deny("kms:Decrypt")] }, both, "denied"],
      [
        "one for certain and one under a condition",
        { statements: [allow(get, '"*"', conditional), allow("kms:Decrypt")] },
        both,
        "conditional",
      ],
      ["nothing, in doubt", bounded, callOf([get, orders]), "unknown"],
      ["it, within a boundary", { ...bounded, statements: [allow(get)] }, callOf([get, orders]), "unknown"],
      ["it, in doubt", { ...inDoubt, statements: [allow(get)] }, callOf([get, orders]), "yes"],
      [
        "it in another Region than that of the client",
        { statements: [allow(get, '"arn:aws:dynamodb:eu-west-1:111122223333:table/Orders"')] },
        callOf([get, "arn:*:dynamodb:us-west-2:*:table/Orders"]),
        "unknown",
      ],
      [
        "it in the Region of the client",
        { statements: [allow(get, '"arn:aws:dynamodb:us-west-2:111122223333:table/Orders"')] },
        callOf([get, "arn:*:dynamodb:us-west-2:*:table/Orders"]),
        "yes",
      ],
      [
        "it in the Region of the deployment",
        { statements: [allow(get, '!Sub "arn:aws:dynamodb:${AWS::Region}:*:table/Orders"')] },
        callOf([get, "arn:*:dynamodb:us-west-2:*:table/Orders"]),
        "yes",
      ],
      [
        "it, for a call that may go elsewhere",
        { statements: [allow(get)] },
        { ...callOf([get, orders]), elsewhere: [] },
        "unknown",
      ],
      [
        "it, for a call that goes elsewhere by a variable that is not set",
        { statements: [allow(get)] },
        { ...callOf([get, orders]), elsewhere: ["ENDPOINT"] },
        "yes",
      ],
      [
        "nothing, for a call that goes elsewhere by a variable",
        { variables: "{ ENDPOINT: a }" },
        { ...callOf([get, orders]), elsewhere: ["ENDPOINT"] },
        "unknown",
      ],
      [
        "nothing, where the environment moves all calls",
        { variables: "{ AWS_ENDPOINT_URL: a }" },
        callOf([get, orders]),
        "unknown",
      ],
      ["and denies it, in doubt", { ...bounded, statements: [deny(get)] }, callOf([get, orders]), "denied"],
      [
        "it under a condition, in doubt",
        { ...bounded, statements: [allow(get, '"*"', conditional)] },
        callOf([get, orders]),
        "unknown",
      ],
      ["it, to whoever calls", { statements: [allow(get)] }, callOf([get, orders]), "yes", true],
      ["nothing, to somebody else", {}, callOf([get, orders]), "unknown", true],
      ["and denies it, to somebody else", { statements: [deny(get)] }, callOf([get, orders]), "unknown", true],
      [
        "nothing, but the queue lets everybody in",
        { resources: queuePolicy },
        callOf(["sqs:SendMessage", jobs]),
        "unknown",
      ],
      [
        "an unmet one, but the queue lets everybody in",
        { resources: queuePolicy, statements: [allow("sqs:SendMessage", '"*"', unmet)] },
        callOf(["sqs:SendMessage", jobs]),
        "unknown",
      ],
      [
        "and denies it, and the queue lets everybody in",
        { resources: queuePolicy, statements: [deny("sqs:SendMessage")] },
        callOf(["sqs:SendMessage", jobs]),
        "denied",
      ],
      [
        "nothing, and the queue lets everybody do something else",
        { resources: queuePolicy },
        callOf(["sqs:PurgeQueue", jobs]),
        "no",
      ],
    ];
    for (const [title, template, call, granted, others] of rows)
      it(title, () => assert.equal(asked(template, call, others)[0], granted));

    it("nothing is said where there is no role", () => {
      const unit = { ...unitOf({}), role: null };
      assert.deepEqual(asked({}, callOf([get, `${table}a`]), false, unit), [
        null,
        [`arn:aws:dynamodb:${here}:table/a`],
      ]);
    });
  });
});
