/** Generates policies and requests that have much to do with each other, so that most of them match somewhere. */
import fc from "fast-check";

import type { Request } from "../../../src/analysis/policy/request";

export const account = "111122223333";
export const otherAccount = "444455556666";
export const user = `arn:aws:iam::${account}:user/alice`;
export const role = `arn:aws:iam::${account}:role/Deploy`;
export const session = `arn:aws:sts::${account}:assumed-role/Deploy/run`;
export const federatedUser = `arn:aws:sts::${account}:federated-user/fred`;
export const provider = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;

interface Target {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

const targets: readonly Target[] = [
  {
    actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
    resources: ["arn:aws:s3:::logs/alice/one", "arn:aws:s3:::logs/two", "arn:aws:s3:::data/alice"],
  },
  { actions: ["s3:ListBucket"], resources: ["arn:aws:s3:::logs", "arn:aws:s3:::data"] },
  {
    actions: ["lambda:InvokeFunction", "lambda:UpdateFunctionCode"],
    resources: [
      `arn:aws:lambda:eu-west-1:${account}:function:work`,
      `arn:aws:lambda:us-east-1:${account}:function:other`,
    ],
  },
  { actions: ["sqs:SendMessage"], resources: [`arn:aws:sqs:eu-west-1:${account}:work`] },
  { actions: ["ec2:DescribeInstances", "s3:ListAllMyBuckets"], resources: ["*"] },
  {
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    resources: [`arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`],
  },
  { actions: ["sts:AssumeRole"], resources: [`arn:aws:iam::${account}:role/Target`] },
];

const actionPatterns = [
  "*",
  "*",
  "*",
  "s3:*",
  "s3:Get*",
  "s3:?etObject",
  "S3:getobject",
  "s3:*Object",
  "s3:List*",
  "s3:PutObject",
  "s3:GetObject",
  "s3:Delete?bject",
  "lambda:*",
  "lambda:InvokeFunction",
  "lambda:Update*",
  "sqs:*",
  "sqs:Send*",
  "ec2:Describe*",
  "sts:*",
  "sts:AssumeRole",
  "kms:*",
  "kms:Decrypt",
  "iam:PassRole",
];
const resourcePatterns = [
  "*",
  "arn:aws:s3:::*",
  "arn:aws:s3:::logs",
  "arn:aws:s3:::logs/*",
  "arn:aws:s3:::logs/alice/*",
  "arn:aws:s3:::data/*",
  "arn:aws:s3:::*/alice",
  "arn:aws:s3:::lo?s/two",
  "arn:*:s3:::data",
  "arn:aws:lambda:*:*:function:*",
  `arn:aws:lambda:eu-*:${account}:function:wo?k`,
  `arn:aws:lambda:us-east-1:${account}:function:work`,
  `arn:aws:sqs:*:${account}:*`,
  "arn:aws:kms:*:*:key/*",
  `arn:aws:iam::*:role/*`,
  `arn:aws:iam::${account}:role/Target`,
];
/** Only in the version with variables. */
const resolvedResources = [
  "arn:aws:s3:::logs/${aws:PrincipalTag/none, 'two'}",
  "arn:aws:s3:::logs/${aws:username, 'bob'}/*",
];
const variableResources = [
  ...resolvedResources,
  "arn:aws:s3:::logs/${aws:username}/*",
  "arn:aws:s3:::data/${aws:PrincipalTag/team}",
  "arn:aws:s3:::*/${aws:PrincipalTag/none}",
];

export const target = fc
  .constantFrom(...targets)
  .chain(({ actions, resources }) =>
    fc.record({ action: fc.constantFrom(...actions), resource: fc.constantFrom(...resources) }),
  );

const optional = (...values: (string | string[])[]): fc.Arbitrary<string | string[] | undefined> =>
  fc.constantFrom(undefined, ...values);

export const context: fc.Arbitrary<Request["context"]> = fc
  .record({
    "aws:username": optional("alice", "two"),
    "aws:PrincipalTag/team": optional("alice", "blue", "Blue"),
    "aws:TagKeys": optional(["team"], ["team", "stage"], ["cost"], ["cost", "stage", "team"]),
    "aws:SourceIp": optional("10.1.2.3", "203.0.113.9", "2001:db8::1"),
    "aws:CurrentTime": optional("2024-01-01T00:00:00Z", "2025-06-30T12:00:00Z"),
    "aws:MultiFactorAuthAge": optional("30", "3600", "100000"),
    "aws:SecureTransport": optional("true", "false"),
    "aws:SourceArn": optional(`arn:aws:sns:eu-west-1:${account}:topic`, "arn:aws:s3:::data"),
    "aws:userid": optional("AROAEXAMPLE:run", "aroaexample:RUN"),
  })
  .map((all) =>
    Object.fromEntries(Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))),
  );

type Test = readonly [operators: readonly string[], key: string, values: readonly (string | boolean | number)[]];
const strings = [
  "StringEquals",
  "StringNotEquals",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
  "StringLike",
  "StringNotLike",
];
const tests: readonly Test[] = [
  [strings, "aws:PrincipalTag/team", ["alice", "blue", "b*", "?lue", "BLUE", "*"]],
  [strings, "aws:userid", ["AROAEXAMPLE:run", "AROAEXAMPLE:*", "*:run"]],
  [strings, "AWS:UserName", ["alice", "two", "a*"]],
  [
    strings.flatMap((name) => [`ForAnyValue:${name}`, `ForAllValues:${name}`]),
    "aws:TagKeys",
    ["team", "stage", "t*", "Cost", "*"],
  ],
  [["IpAddress", "NotIpAddress"], "aws:SourceIp", ["10.0.0.0/8", "10.1.2.0/24", "203.0.113.0/24", "2001:db8::/32"]],
  [
    ["DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"],
    "aws:CurrentTime",
    ["2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z", "2026-01-01"],
  ],
  [
    [
      "NumericEquals",
      "NumericNotEquals",
      "NumericLessThan",
      "NumericLessThanEquals",
      "NumericGreaterThan",
      "NumericGreaterThanEquals",
    ],
    "aws:MultiFactorAuthAge",
    ["30", "3600", "60.5", 3600],
  ],
  [["Bool"], "aws:SecureTransport", ["true", "false", true]],
  [
    ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
    "aws:SourceArn",
    [
      "arn:aws:sns:*:*:topic",
      `arn:aws:sns:eu-west-1:${account}:topic`,
      "arn:aws:s3:::d*",
      "arn:aws:sns:eu-?est-1:*:t*",
    ],
  ],
  [["BinaryEquals"], "aws:PrincipalTag/team", ["YWxpY2U=", "alice"]],
];
const keys = [...new Set(tests.map(([, key]) => key))];

const oneCondition = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.constantFrom(...tests).chain(([operators, key, values]) =>
      fc.record({
        // ForAnyValue with IfExists is left out: see the differences.
        operator: fc
          .tuple(fc.constantFrom(...operators), fc.boolean())
          .map(([name, ifExists]) => (ifExists && !name.startsWith("ForAny") ? `${name}IfExists` : name)),
        key: fc.constant(key),
        values: fc.oneof(
          fc.constantFrom(...values),
          fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
        ),
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      operator: fc.constant("Null"),
      key: fc.constantFrom(...keys),
      values: fc.constantFrom("true", "false", true),
    }),
  },
);

const condition = fc.option(
  fc.array(oneCondition, { minLength: 1, maxLength: 2 }).map((all) => {
    const made: Record<string, Record<string, unknown>> = {};
    for (const { operator, key, values } of all) (made[operator] ??= {})[key] = values;
    return made;
  }),
  { nil: undefined, freq: 2 },
);

const variableCondition = fc
  .record({
    operator: fc.constantFrom("StringEquals", "StringLike", "StringNotEquals", "StringNotLike"),
    value: fc.constantFrom(
      "${aws:username}",
      "${aws:PrincipalTag/none}",
      "${aws:PrincipalTag/none, 'blue'}",
      "AROA*:${aws:PrincipalTag/team}",
    ),
  })
  .map(({ operator, value }) => ({ [operator]: { "aws:PrincipalTag/team": value } }));

const oneOrMore = (values: readonly string[]): fc.Arbitrary<string | string[]> =>
  fc.oneof(fc.constantFrom(...values), fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }));

export interface StatementShape {
  readonly variables: boolean;
  readonly effect: fc.Arbitrary<string>;
  readonly principal?: fc.Arbitrary<object>;
  readonly notForms?: boolean;
}

const actions = oneOrMore(actionPatterns);
const resources = oneOrMore(resourcePatterns);
const allResources = oneOrMore([...resourcePatterns, ...variableResources]);
const allNotResources = oneOrMore([...resourcePatterns, ...resolvedResources]);

export function statement(shape: StatementShape): fc.Arbitrary<object> {
  const places = shape.variables ? allResources : resources;
  const not = shape.notForms ?? true;
  return fc
    .record({
      effect: shape.effect,
      principal: shape.principal ?? fc.constant({}),
      action: fc.oneof(
        { weight: 5, arbitrary: actions.map((Action) => ({ Action })) },
        { weight: not ? 1 : 0, arbitrary: actions.map((NotAction) => ({ NotAction })) },
      ),
      resource: fc.oneof(
        { weight: 2, arbitrary: fc.constant({ Resource: "*" }) },
        { weight: 4, arbitrary: places.map((Resource) => ({ Resource })) },
        {
          weight: not ? 1 : 0,
          arbitrary: (shape.variables ? allNotResources : resources).map((NotResource) => ({ NotResource })),
        },
      ),
      condition: shape.variables
        ? fc.oneof({ weight: 5, arbitrary: condition }, { weight: 1, arbitrary: variableCondition })
        : condition,
    })
    .map(({ effect, principal, action, resource, condition: Condition }) => ({
      Effect: effect,
      ...principal,
      ...action,
      ...resource,
      ...(Condition && { Condition }),
    }));
}

export const effects = fc.constantFrom("Allow", "Allow", "Allow", "Deny");

interface Document {
  readonly Version: string;
  readonly Statement: readonly object[];
}

const everything = { Effect: "Allow", Action: "*", Resource: "*" };

/** Often allows everything that it does not deny: else hardly anything passes several policies. */
export function oftenOpen(policies: fc.Arbitrary<Document>): fc.Arbitrary<Document> {
  return fc
    .tuple(policies, fc.boolean())
    .map(([one, open]) => (open ? { ...one, Statement: [...one.Statement, everything] } : one));
}

/** A policy; only half of them in the version with variables. */
export function policy(shape: Omit<StatementShape, "variables">, least = 1): fc.Arbitrary<Document> {
  return fc
    .boolean()
    .chain((variables) =>
      fc
        .array(statement({ ...shape, variables }), { minLength: least, maxLength: 3 })
        .map((Statement) => ({ Version: variables ? "2012-10-17" : "2008-10-17", Statement })),
    );
}

/** Names in an AWS principal, near the callers and not so near. */
export const awsNames = [
  user,
  `arn:aws:iam::${account}:user/bob`,
  role,
  account,
  `arn:aws:iam::${account}:root`,
  otherAccount,
  `arn:aws:iam::${account}:role/path/Other`,
];

export function principalElement(names: readonly string[], wide: boolean): fc.Arbitrary<object> {
  const aws = fc
    .oneof(fc.constantFrom(...names), fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }))
    .map((AWS) => ({ AWS }));
  const others = fc.constantFrom(
    { Service: "ec2.amazonaws.com" },
    { Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] },
    { Federated: provider },
  );
  const anybody = fc.constantFrom<unknown>("*", { AWS: "*" });
  return fc
    .oneof(
      { weight: 6, arbitrary: aws },
      { weight: 3, arbitrary: others },
      { weight: wide ? 3 : 0, arbitrary: anybody },
    )
    .map((Principal) => ({ Principal }));
}
