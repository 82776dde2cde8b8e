/** What the policies of a role say of a call, where a template leaves parts of both open: `${Name}` is such a part. */
import assert from "node:assert/strict";

import type { Policy } from "../../../src/analysis/policy/model";
import { type Granted, grantedBy, mayBeLetIn } from "../../../src/analysis/units/granted";
import type { TextPart } from "../../../src/analysis/value";
import { policyOf } from "../policy/oracle";
import { template, unknown } from "../policy/values";

const partsOf = (text: string): readonly TextPart[] =>
  text
    .split(/(\$\{[^}]*\})/)
    .filter((part) => part !== "")
    .map((part) => (part.startsWith("${") ? { name: part.slice(2, -1) } : part));

type Element = string | readonly string[];
type Statement = Readonly<Record<string, unknown>>;

const filled = (element: Element): unknown => {
  const one = (text: string): unknown => (text.includes("${") ? template(...partsOf(text)) : text);
  return typeof element === "string" ? one(element) : element.map(one);
};
const allow = (Action: Element, Resource: Element = "*", more: object = {}): Statement => ({
  Effect: "Allow",
  Action: filled(Action),
  Resource: filled(Resource),
  ...more,
});
const deny = (Action: Element, Resource: Element = "*", more: object = {}): Statement => ({
  ...allow(Action, Resource, more),
  Effect: "Deny",
});
const when = (operator: string, key: string, value: unknown): object => ({
  Condition: { [operator]: { [key]: value } },
});
const policyWith = (statements: readonly unknown[], type: "identity" | "resource" = "identity"): Policy =>
  policyOf({ Version: "2012-10-17", Statement: statements }, type);

/** Names that begin with a capital are made up by CloudFormation, each another. */
const names = {
  resolve: (parts: readonly TextPart[]) => parts,
  isGenerated: (name: string) => /^[A-Z]/.test(name) && !name.startsWith("AWS::"),
};
const own = "${AWS::Region}:${AWS::AccountId}";
const table = (name: string, place = own): string => `arn:aws:dynamodb:${place}:table/${name}`;
const get = "dynamodb:GetItem";
const stack = `arn:aws:cloudformation:${own}:stack`;
const update = "cloudformation:UpdateStack";
const someTable = table("${Orders}");
const tags = when("StringEquals", "aws:ResourceTag/team", "a");
const secure = (value: string): object => when("Bool", "aws:SecureTransport", value);

type Row = readonly [
  title: string,
  statements: readonly unknown[],
  granted: Granted,
  resource?: string,
  action?: string,
];

const rows: readonly Row[] = [
  ["nothing", [], "no"],
  ["the same resource", [allow(get, someTable)], "yes"],
  ["another made-up one", [allow(get, table("${Carts}"))], "no"],
  ["one that a parameter names", [allow(get, table("${carts}"))], "unknown"],
  ["a parameter for a parameter of the same name", [allow(get, table("${carts}"))], "yes", table("${carts}")],
  ["a parameter for another", [allow(get, table("${carts}"))], "unknown", table("${users}")],
  ["a written name for another", [allow(get, table("carts"))], "no", table("users")],
  ["a written name for a made-up one", [allow(get, table("carts"))], "unknown"],
  ["another action", [allow("dynamodb:PutItem", someTable)], "no"],
  ["an action in another case", [allow("DynamoDB:getitem", someTable)], "yes"],
  ["a wildcard of actions", [allow("dynamodb:Get*", someTable)], "yes"],
  ["an action that a parameter names", [allow("dynamodb:${Action}", someTable)], "unknown"],
  ["all but that action", [{ Effect: "Allow", NotAction: get, Resource: "*" }], "no"],
  ["all but another action", [{ Effect: "Allow", NotAction: "dynamodb:PutItem", Resource: "*" }], "yes"],
  ["the stack by its id", [allow(update, "${AWS::StackId}")], "yes", "${AWS::StackId}", update],
  ["the stack by its name", [allow(update, `${stack}/\${AWS::StackName}/*`)], "yes", "${AWS::StackId}", update],
  [
    "another stack of the name's beginning",
    [allow(update, `${stack}/\${AWS::StackName}-b/*`)],
    "no",
    "${AWS::StackId}",
    update,
  ],
  ["a stack whose name is written out", [allow(update, `${stack}/orders-*/*`)], "unknown", "${AWS::StackId}", update],
  ["another stack than the own one", [allow(update, "${AWS::StackId}")], "unknown", `${stack}/orders/*`, update],
  ["a table called after the stack", [allow(get, table("${AWS::StackName}-a"))], "yes", table("${AWS::StackName}-a")],
  ["another one called so", [allow(get, table("${AWS::StackName}-a"))], "no", table("${AWS::StackName}-b")],
  ["a written name for one called so", [allow(get, table("prod-*"))], "unknown", table("${AWS::StackName}-a")],
  ["every resource", [allow(get)], "yes"],
  ["every resource, with stars", [allow(get, "***")], "yes"],
  ["one of two resources", [allow(get, [table("${Carts}"), someTable])], "yes"],
  ["all but that resource", [{ Effect: "Allow", Action: get, NotResource: filled(someTable) }], "no"],
  ["all but another", [{ Effect: "Allow", Action: get, NotResource: filled(table("${Carts}")) }], "yes"],
  ["all but one that may be it", [{ Effect: "Allow", Action: get, NotResource: filled(table("${carts}")) }], "unknown"],
  ["the index of the table", [allow(get, `${someTable}/index/*`)], "no"],
  ["a Region and an account of its own", [allow(get, table("${Orders}", "eu-west-1:111122223333"))], "yes"],
  ["any Region", [allow(get, table("${Orders}", "*:*"))], "yes"],
  ["a table in any Region for one in that of the code", [allow(get, someTable)], "unknown", table("${Orders}", "*:*")],
  [
    "a part of the bucket",
    [allow("s3:GetObject", "arn:aws:s3:::a/b/*")],
    "unknown",
    "arn:aws:s3:::a/*",
    "s3:GetObject",
  ],
  ["more of the bucket", [allow("s3:GetObject", "arn:aws:s3:::a/*")], "yes", "arn:aws:s3:::a/b", "s3:GetObject"],
  [
    "a variable of IAM",
    [allow("s3:GetObject", "arn:aws:s3:::a/${aws:username}")],
    "unknown",
    "arn:aws:s3:::a/b",
    "s3:GetObject",
  ],
  ["a condition that nobody knows", [allow(get, someTable, tags)], "conditional"],
  ["such a one, and a statement without", [allow(get, someTable, tags), allow(get)], "yes"],
  ["a condition that every call meets", [allow(get, someTable, secure("true"))], "yes"],
  ["one that no call meets", [allow(get, someTable, secure("false"))], "unmet"],
  ["one that no role can meet", [allow(get, "*", when("ArnLike", "aws:SourceArn", "arn:aws:s3:::a"))], "unmet"],
  ["a key in another case", [allow(get, "*", when("Bool", "AWS:ViaAWSService", "true"))], "unmet"],
  ["an unmet one and an unknown one", [allow(get, "*", secure("false")), allow(get, "*", tags)], "conditional"],
  ["a condition on a resource that may be it", [allow(get, table("${carts}"), tags)], "unknown"],
  ["an unmet one on a resource that may be it", [allow(get, table("${carts}"), secure("false"))], "unmet"],
  ["a Deny", [allow(get), deny(get)], "denied"],
  ["a Deny of something else", [allow(get), deny("dynamodb:PutItem")], "yes"],
  ["a Deny that may be about it", [allow(get), deny(get, table("${carts}"))], "unknown"],
  ["a Deny with a condition that nobody knows", [allow(get), deny(get, "*", tags)], "unknown"],
  ["a Deny that no call meets", [allow(get), deny(get, "*", secure("false"))], "yes"],
  ["a Deny alone", [deny(get)], "denied"],
  ["a Deny that may be about it, alone", [deny(get, table("${carts}"))], "no"],
  ["an effect that is left open", [{ ...allow(get), Effect: template({ name: "Effect" }) }], "unknown"],
  ["the same beside an Allow", [allow(get), { ...allow(get), Effect: template({ name: "Effect" }) }], "unknown"],
  ["a statement in some deployments", [unknown(allow(get), undefined)], "unknown"],
  ["a statement about something else in some deployments", [unknown(allow(get, table("${Carts}")), undefined)], "no"],
  ["a Deny of something else in some deployments", [allow(get), unknown(deny("dynamodb:PutItem"), undefined)], "yes"],
  ["a Deny in some deployments", [allow(get), unknown(deny(get), undefined)], "unknown"],
  ["a resource in some deployments", [{ ...allow(get), Resource: [unknown("*", undefined)] }], "unknown"],
  ["a statement that nobody knows", [template({ name: "Statement" })], "unknown"],
  ["a statement that nobody knows beside an Allow", [allow(get), template({ name: "Statement" })], "unknown"],
  ["resources that nobody knows", [{ ...allow(get), Resource: unknown() }], "unknown"],
  ["no resource at all", [{ Effect: "Allow", Action: get }], "unknown"],
  // An action that takes no resource.
  ["every resource for an action without", [allow("sqs:ListQueues")], "yes", "*", "sqs:ListQueues"],
  ["a queue for an action without", [allow("sqs:ListQueues", `arn:aws:sqs:${own}:a`)], "no", "*", "sqs:ListQueues"],
  [
    "everything of a service for an action without",
    [allow("s3:ListAllMyBuckets", "arn:aws:s3:::*")],
    "unknown",
    "*",
    "s3:ListAllMyBuckets",
  ],
  [
    "everything of a type for an action without",
    [allow("events:ListRules", `arn:aws:events:${own}:rule/*`)],
    "unknown",
    "*",
    "events:ListRules",
  ],
  [
    "what begins with a name for an action without",
    [allow("events:ListRules", `arn:aws:events:${own}:rule/a*`)],
    "no",
    "*",
    "events:ListRules",
  ],
  [
    "what a parameter names for an action without",
    [allow("sqs:ListQueues", "${queue}")],
    "unknown",
    "*",
    "sqs:ListQueues",
  ],
];

describe("what a role is granted", () => {
  for (const [title, statements, granted, resource = someTable, action = get] of rows)
    it(`${title}: ${granted}`, () => {
      const wanted = { action, resource: partsOf(resource), withoutResource: resource === "*" };
      assert.equal(grantedBy(wanted, [policyWith(statements)], names).granted, granted);
    });

  it("names the statements that decide", () => {
    const policy = policyWith([allow(get), allow("dynamodb:*"), allow("sqs:*"), allow(get, "*", tags)]);
    const wanted = { action: get, resource: partsOf(someTable), withoutResource: false };
    const { statements } = grantedBy(wanted, [policy], names);
    assert.deepEqual(
      statements.map(({ statement }) => policy.statements.indexOf(statement)),
      [0, 1],
    );
  });
});

describe("who may be let in by the policy of a resource", () => {
  const principal = (Principal: unknown): object => ({ Principal });
  const table: readonly (readonly [string, string, readonly unknown[], boolean])[] = [
    ["nobody", "s3:GetObject", [], false],
    ["a role", "s3:GetObject", [allow("s3:*", "*", principal({ AWS: "111122223333" }))], true],
    ["everybody", "s3:GetObject", [allow("s3:*", "*", principal("*"))], true],
    ["a service", "s3:GetObject", [allow("s3:*", "*", principal({ Service: "sns.amazonaws.com" }))], false],
    [
      "a service and a role",
      "s3:GetObject",
      [allow("s3:*", "*", principal({ Service: "sns.amazonaws.com", AWS: "111122223333" }))],
      true,
    ],
    ["a role for something else", "s3:GetObject", [allow("s3:PutObject", "*", principal({ AWS: "*" }))], false],
    ["a role that is denied", "s3:GetObject", [deny("s3:*", "*", principal({ AWS: "*" }))], false],
    ["whom nobody knows", "s3:GetObject", [allow("s3:*", "*", principal(template({ name: "Who" })))], true],
    ["nobody by name", "s3:GetObject", [allow("s3:*")], true],
    ["whoever a role lets in", "sts:AssumeRole", [], true],
  ];
  for (const [title, action, statements, isSo] of table)
    it(`${title}: ${isSo}`, () => {
      const wanted = { action, resource: ["*"], withoutResource: false };
      assert.equal(mayBeLetIn(wanted, [policyWith(statements, "resource")]), isSo);
    });
});
