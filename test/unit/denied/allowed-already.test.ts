import assert from "node:assert/strict";

import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const trust = { Version: "2012-10-17", Statement: [] as object[] };
const allow = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const role = (RoleName: string, statements: readonly object[], more: object = {}) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    RoleName,
    AssumeRolePolicyDocument: trust,
    ...(statements.length > 0 && {
      Policies: [{ PolicyName: "p", PolicyDocument: { Version: "2012-10-17", Statement: statements } }],
    }),
    ...more,
  },
});
const template = (Resources: Readonly<Record<string, object>>): string => JSON.stringify({ Resources });

const table = "arn:aws:dynamodb:eu-west-1:777788889999:table/orders";
const user = "User: arn:aws:sts::777788889999:assumed-role/api/fn is not authorized to perform: dynamodb:PutItem";
const byIdentity = `${user} on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`;

const already = /allows it already/;
const perhaps = /may allow it already/;
const add = /Add the statement there/;
/** What the template has for the role `api`, what is denied, and the places and the advice. */
const cases: readonly [string, string, string, readonly string[], RegExp][] = [
  ["the very action", template({ A: role("api", [allow("dynamodb:PutItem")]) }), byIdentity, ["allows"], already],
  ["every action of the service", template({ A: role("api", [allow("dynamodb:*")]) }), byIdentity, ["allows"], already],
  ["its own resource", template({ A: role("api", [allow("dynamodb:Put*", table)]) }), byIdentity, ["allows"], already],
  [
    "all but other actions",
    template({ A: role("api", [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }]) }),
    byIdentity,
    ["allows"],
    already,
  ],
  [
    "a managed policy of AWS",
    template({ A: role("api", [], { ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"] }) }),
    byIdentity,
    ["allows"],
    already,
  ],
  [
    "a policy that is attached to the role",
    template({
      A: role("api", []),
      P: {
        Type: "AWS::IAM::Policy",
        Properties: {
          PolicyName: "p",
          Roles: [{ Ref: "A" }],
          PolicyDocument: { Version: "2012-10-17", Statement: [allow("dynamodb:PutItem")] },
        },
      },
    }),
    byIdentity,
    ["allows"],
    already,
  ],
  [
    "no kind of policy is named",
    template({ A: role("api", [allow("dynamodb:PutItem")]) }),
    `${user} on resource: ${table}`,
    ["allows"],
    /a policy of another kind denies it/,
  ],
  [
    "a condition that may not hold",
    template({
      A: role("api", [allow("dynamodb:PutItem", "*", { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } })]),
    }),
    byIdentity,
    ["may-allow", "belongs"],
    perhaps,
  ],
  [
    "a resource that the template leaves open",
    template({ A: role("api", [allow("dynamodb:PutItem", { "Fn::GetAtt": ["Orders", "Arn"] })]) }),
    byIdentity,
    ["may-allow", "belongs"],
    perhaps,
  ],
  [
    "a resource that the message does not name",
    template({ A: role("api", [allow("dynamodb:PutItem", table)]) }),
    `${user} because no identity-based policy allows the dynamodb:PutItem action`,
    ["may-allow", "belongs"],
    perhaps,
  ],
  [
    "one of two that may be meant",
    template({ Api: role("x", [allow("dynamodb:PutItem")]), Shop: role("y", [allow("s3:GetObject")]) }),
    byIdentity.replace("assumed-role/api/", "assumed-role/shop-Api-1A2B/"),
    ["may-allow", "belongs", "belongs"],
    perhaps,
  ],
  // What looks like it, and does not allow it.
  ["another action", template({ A: role("api", [allow("dynamodb:GetItem")]) }), byIdentity, ["belongs"], add],
  ["another table", template({ A: role("api", [allow("dynamodb:*", `${table}s`)]) }), byIdentity, ["belongs"], add],
  [
    "another role",
    template({ A: role("api", [allow("s3:GetObject")]), B: role("worker", [allow("dynamodb:*")]) }),
    byIdentity,
    ["belongs"],
    add,
  ],
  [
    "a managed policy that does not",
    template({
      A: role("api", [allow("s3:GetObject")], {
        ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess"],
      }),
    }),
    byIdentity,
    ["belongs"],
    add,
  ],
  [
    "a Deny, where the message says no more",
    template({ A: role("api", [allow("dynamodb:*"), { Effect: "Deny", Action: "dynamodb:PutItem", Resource: "*" }]) }),
    `${user} on resource: ${table}`,
    ["denies", "allows"],
    /a statement here does/,
  ],
];

describe("a denial of what the workspace allows", () => {
  for (const [title, text, message, wanted, advice] of cases)
    it(title, async () => {
      const folder = temporaryFolder({ "template.json": text });
      try {
        const { out } = await planeguard(folder.path, ["denied", "-", "--format", "json"], message);
        const [denial] = JSON.parse(out).denials;
        assert.deepEqual(
          denial.places.map(({ what }: { what: string }) => what),
          wanted,
          denial.advice,
        );
        assert.match(denial.advice, advice);
        assert.equal(denial.statement === null, wanted.includes("allows"));
      } finally {
        folder.remove();
      }
    });
});
