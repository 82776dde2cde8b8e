/** What a document is by its content, where nobody says it. */
import assert from "node:assert/strict";

import { isOfOtherCloud, looksLikePolicy } from "../../../src/analysis/policy/looks-like-policy";
import { endpointType } from "../../../src/analysis/policy/model";
import { readPolicy } from "../../../src/analysis/policy/read";
import { objectOf } from "./values";

const everybody = { Principal: "*", Resource: "*" };
const kindOf = (...statements: readonly object[]): string => {
  const { type, place } = readPolicy(objectOf({ Version: "2012-10-17", Statement: statements }), {})!;
  return place.resourceType === endpointType ? "endpoint" : type;
};

it("is no policy of IAM's what CloudFormation may do to a stack, wherever it is written", () => {
  const statement = { Effect: "Deny", ...everybody, Action: ["Update:Replace", "Update:Delete"] };
  const root = objectOf({ Statement: [{ ...statement, Effect: "Allow", Action: "Update:*" }, statement] });
  assert.equal(readPolicy(root, {}), null);
});

const kinds: readonly (readonly [string, string, readonly object[]])[] = [
  [
    "a policy of an endpoint, of services without policies",
    "endpoint",
    [{ Effect: "Allow", ...everybody, Action: ["ec2:DescribeVolumes", "ec2:DescribeTags"] }],
  ],
  [
    "one of several services",
    "endpoint",
    [
      { Effect: "Allow", ...everybody, Action: ["sqs:SendMessage", "sns:Publish"] },
      { Effect: "Deny", ...everybody, Action: "sqs:DeleteQueue" },
    ],
  ],
  [
    "one that names several buckets",
    "endpoint",
    [
      {
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: ["one", "two", "three"].map((name) => `arn:aws:s3:::${name}/*`),
      },
    ],
  ],
  [
    "a policy of a bucket and its objects",
    "resource",
    [
      {
        Effect: "Allow",
        Principal: "*",
        Action: "s3:*",
        Resource: ["", "/*", "/a/*", "/b/*"].map((path) => `arn:aws:s3:::one${path}`),
      },
    ],
  ],
  ["a policy of a queue", "resource", [{ Effect: "Allow", ...everybody, Action: "sqs:SendMessage" }]],
  [
    "a policy of a domain of packages",
    "resource",
    [{ Effect: "Allow", ...everybody, Action: ["codeartifact:GetAuthorizationToken", "sts:GetServiceBearerToken"] }],
  ],
  [
    "several services on a resource that is named",
    "resource",
    [
      {
        Effect: "Allow",
        Principal: "*",
        Action: ["s3:GetObject", "sqs:SendMessage"],
        Resource: "arn:aws:s3:::invoices/*",
      },
    ],
  ],
  [
    "a resource control policy with an Allow",
    "rcp",
    [
      { Effect: "Deny", ...everybody, Action: "sts:AssumeRole" },
      { Effect: "Allow", ...everybody, Action: "sts:AssumeRoleWithSAML" },
    ],
  ],
  [
    "a trust policy with a Deny",
    "trust",
    [
      { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
      { Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" },
    ],
  ],
  [
    "a trust policy that names a resource",
    "trust",
    [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole", Resource: "*" }],
  ],
  ["a policy of an identity", "identity", [{ Effect: "Allow", Action: ["ec2:*", "s3:*"], Resource: "*" }]],
];

const bucketAccess = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

/** Documents of other languages, which have a `Statement` too. */
const others: readonly (readonly [string, object])[] = [
  [
    "a stack policy",
    {
      Statement: [
        { Effect: "Allow", Action: "Update:*", Principal: "*", Resource: "*" },
        {
          Effect: "Deny",
          Action: ["Update:Replace", "Update:Delete"],
          Principal: "*",
          Resource: "LogicalResourceId/Jobs",
        },
      ],
    },
  ],
  [
    "a signed URL",
    {
      Statement: [
        {
          Resource: "https://d111111abcdef8.cloudfront.net/plan.pdf",
          Condition: { DateLessThan: { "AWS:EpochTime": 1_790_000_000 } },
        },
      ],
    },
  ],
  [
    "a signed cookie",
    {
      Statement: {
        Resource: "http*://*/plans/*",
        Condition: { IpAddress: { "AWS:SourceIp": "192.0.2.0/24" }, DateLessThan: { "AWS:EpochTime": 1_790_000_000 } },
      },
    },
  ],
  [
    "a policy of things",
    {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "iot:Connect",
          Resource: "arn:aws:iot:*:*:client/${iot:Connection.Thing.ThingName}",
        },
        {
          Effect: "Allow",
          Action: ["iot:Publish"],
          Resource: "*",
          Condition: { Bool: { "iot:Connection.Thing.IsAttached": "true" } },
        },
      ],
    },
  ],
  ["a policy of another cloud, whose version is a number", { Version: 1, Statement: [bucketAccess] }],
  ["a policy of another cloud, whose version is a text", { Version: "2.0", Statement: [bucketAccess] }],
  ["a document with a date as its version, and something else", { Version: "2012-10-17", Name: "exports" }],
  ["a document whose statements are a bank's", { Version: "2012-10-17", bankStatements: [], statementsOfMay: [] }],
  ["a document of no known version", { Version: "2020-01-01", Id: "exports" }],
];
const policies: readonly (readonly [string, object])[] = [
  [
    "a policy of which one statement alone is about a stack",
    { Statement: [bucketAccess, { Effect: "Deny", Action: "Update:Delete", Principal: "*", Resource: "*" }] },
  ],
  ["a policy that is only begun", { Version: "2012-10-17" }],
  ["a policy of the old version that is only begun", { Version: "2008-10-17", Id: "exports" }],
  ["a policy whose statements are misspelt", { Version: "2012-10-17", statements: [] }],
  ["an identity's policy on things", { Statement: [{ Effect: "Allow", Action: "iot:Publish", Resource: "*" }] }],
  [
    "a policy with a URL in place of an ARN",
    { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "https://b" }] },
  ],
  [
    "a policy until a day",
    {
      Statement: [
        { Effect: "Allow", Action: "s3:*", Resource: "*", Condition: { DateLessThan: { "aws:EpochTime": 1 } } },
      ],
    },
  ],
];

describe("by its content", () => {
  for (const [what, kind, statements] of kinds)
    it(`${what} is taken for what it is`, () => assert.equal(kindOf(...statements), kind));
  for (const [what, document] of others)
    it(`${what} is no policy of IAM's`, () => assert.equal(looksLikePolicy(objectOf(document)), false));
  for (const [what, document] of policies)
    it(`${what} is one`, () => assert.equal(looksLikePolicy(objectOf(document)), true));

  it("is no policy of another cloud for a number as its version alone", () =>
    assert.deepEqual(
      [{ Version: 1 }, { Version: 1, Statement: [] }, { Statement: [] }].map((one) => isOfOtherCloud(objectOf(one))),
      [false, true, false],
    ));

  it("is what is said of it", () => {
    const root = objectOf({ Statement: [{ Effect: "Allow", ...everybody, Action: "sqs:SendMessage" }] });
    const said = readPolicy(root, {}, "endpoint")!;
    assert.deepEqual([said.type, said.typeKnown, said.place.resourceType], ["resource", true, endpointType]);
    assert.equal(readPolicy(root, { policyType: "identity" }, "endpoint")!.place.resourceType, undefined);
  });
});

const named: readonly (readonly [string, string])[] = [
  ["scp.json", "scp"],
  ["policies/scp-regions.json", "scp"],
  ["policies/example-scp.json", "scp"],
  ["deploy-boundary.json", "identity"],
  ["boundary/team.json", "boundary"],
  // What a policy is about may be called so.
  ["list-scps-of-accounts.json", "identity"],
  ["office-boundary-reader.json", "identity"],
  ["scpolicy.json", "identity"],
  // The content contradicts the name.
  ["team-rcp.json", "identity"],
];
for (const [fileName, type] of named)
  it(`is ${type} in a file called ${fileName}`, () => {
    const policy = objectOf({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" }],
    });
    assert.equal(readPolicy(policy, { fileName })!.type, type);
  });
