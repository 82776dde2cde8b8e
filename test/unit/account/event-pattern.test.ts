import assert from "node:assert/strict";

import { matchesEvent, readEventPattern } from "../../../src/account/checks/event-pattern";
import type { Json } from "../../../src/account/checks/filter-pattern/matches";

const event: Json = {
  source: "aws.iam",
  "detail-type": "AWS API Call via CloudTrail",
  region: "us-east-1",
  resources: ["arn:aws:iam::1:user/a", "arn:aws:iam::1:user/b"],
  detail: {
    eventName: "CreateUser",
    errorCode: null,
    sourceIPAddress: "198.51.100.7",
    count: 3,
    name: "a*b",
    port: "3",
    userIdentity: { type: "Root" },
    items: [{ key: "a" }, { key: "b" }],
  },
};

const cases: readonly [Json, boolean | null][] = [
  [{}, true],
  [{ source: ["aws.iam"] }, true],
  [{ source: ["aws.ec2", "aws.iam"] }, true],
  [{ source: ["AWS.IAM"] }, false],
  [{ source: ["aws.iam"], region: ["eu-west-1"] }, false],
  [{ source: [{ prefix: "aws." }] }, true],
  [{ source: [{ prefix: { "equals-ignore-case": "AWS." } }] }, true],
  [{ source: [{ suffix: ".iam" }] }, true],
  [{ source: [{ suffix: { "equals-ignore-case": ".IAM" } }] }, true],
  [{ source: [{ "equals-ignore-case": "AWS.iam" }] }, true],
  [{ source: [{ "anything-but": "aws.iam" }] }, false],
  [{ source: [{ "anything-but": ["aws.ec2", "aws.s3"] }] }, true],
  [{ source: [{ "anything-but": { prefix: "aws." } }] }, false],
  [{ source: [{ "anything-but": { suffix: [".ec2", ".s3"] } }] }, true],
  [{ source: [{ "anything-but": { wildcard: "a*m" } }] }, false],
  [{ source: [{ wildcard: "aws.*" }] }, true],
  [{ source: [{ wildcard: "aws.?am" }] }, false],
  [{ detail: { name: [{ wildcard: "a\\*b" }] } }, true],
  [{ detail: { eventName: [{ wildcard: "*User*" }] } }, true],
  [{ detail: { count: [{ numeric: [">", 0, "<=", 3] }] } }, true],
  [{ detail: { count: [{ numeric: ["=", 4] }] } }, false],
  [{ detail: { count: [3] } }, true],
  [{ detail: { count: ["3"] } }, false],
  [{ detail: { sourceIPAddress: [{ cidr: "198.51.100.0/24" }] } }, true],
  [{ detail: { sourceIPAddress: [{ cidr: "203.0.113.0/24" }] } }, false],
  [{ detail: { errorCode: [null] } }, true],
  [{ detail: { errorCode: [{ exists: true }] } }, true],
  [{ detail: { errorMessage: [{ exists: false }] } }, true],
  [{ detail: { errorMessage: [{ exists: true }] } }, false],
  [{ detail: { errorMessage: [{ "anything-but": "x" }] } }, false],
  [{ detail: { userIdentity: { type: ["Root"] } } }, true],
  [{ detail: { userIdentity: { type: ["IAMUser"] } } }, false],
  [{ detail: { items: { key: ["b"] } } }, true],
  [{ resources: ["arn:aws:iam::1:user/b"] }, true],
  [{ $or: [{ source: ["aws.ec2"] }, { region: ["us-east-1"] }] }, true],
  [{ source: ["aws.iam"], $or: [{ source: ["aws.ec2"] }, { region: ["eu-west-1"] }] }, false],
  [{ source: [{ like: "aws.*" }] }, null],
  [{ source: [{ like: "aws.*" }], region: ["eu-west-1"] }, false],
  [{ $or: [{ source: ["aws.ec2"] }, { region: ["eu-west-1"] }] }, false],
  [{ $or: [{ source: [{ like: "aws.*" }] }, { region: ["eu-west-1"] }] }, null],
  [{ $or: [{ source: [{ like: "aws.*" }] }, { region: ["us-east-1"] }] }, true],
  [{ $or: ["x"] }, null],
  [{ source: [{ prefix: "iam" }] }, false],
  [{ source: [{ suffix: "aws" }] }, false],
  [{ source: [{ prefix: 3 }] }, null],
  [{ source: [{ prefix: "aws.", suffix: ".iam" }] }, null],
  [{ source: [{}] }, null],
  [{ source: [{ "equals-ignore-case": "aws.ec2" }] }, false],
  [{ source: [{ "equals-ignore-case": 3 }] }, null],
  [{ source: [{ wildcard: 3 }] }, null],
  [{ source: [{ cidr: 3 }] }, null],
  [{ source: [{ cidr: "198.51.100.0/24" }] }, false],
  [{ source: [{ numeric: ["=", 3] }] }, false],
  [{ detail: { count: [{ prefix: "3" }] } }, false],
  [{ detail: { count: [{ wildcard: "3" }] } }, false],
  [{ detail: { count: [{ "equals-ignore-case": "3" }] } }, false],
  [{ detail: { count: [{ cidr: "0.0.0.0/0" }] } }, false],
  [{ detail: { count: [{ numeric: "=3" }] } }, null],
  [{ detail: { count: [{ numeric: ["=", "3"] }] } }, null],
  [{ detail: { count: [{ numeric: ["~", 3] }] } }, null],
  [{ detail: { count: [{ numeric: ["constructor", 3] }] } }, null],
  [{ detail: { count: [{ numeric: ["=", 3] }] } }, true],
  [{ detail: { count: [{ numeric: ["<", 3] }] } }, false],
  [{ detail: { count: [{ numeric: ["<=", 3] }] } }, true],
  [{ detail: { count: [{ numeric: [">", 3] }] } }, false],
  [{ detail: { count: [{ numeric: [">=", 3] }] } }, true],
  [{ detail: { count: [{ numeric: [">", 0, "<", 3] }] } }, false],
  [{ detail: { count: [{ "anything-but": 3 }] } }, false],
  [{ detail: { count: [{ "anything-but": [4, 5] }] } }, true],
  [{ source: [{ "anything-but": {} }] }, null],
  [{ source: [{ "anything-but": { like: "a" } }] }, null],
  [{ source: [{ "anything-but": { prefix: "x" } }] }, true],
  [{ detail: { userIdentity: [{ exists: true }] } }, false],
  [{ detail: { userIdentity: [{ exists: false }] } }, true],
  [{ detail: { items: { key: ["c"] } } }, false],
  [{ detail: { nothing: { key: ["c"] } } }, false],
  [{ detail: { nothing: { key: [{ exists: false }] } } }, true],
  [{ resources: ["arn:aws:iam::1:user/c"] }, false],
  [{ source: [{ prefix: "AWS." }] }, false],
  [{ source: [{ suffix: ".IAM" }] }, false],
  [{ source: [{ prefix: {} }] }, null],
  [{ source: [{ "anything-but": ["aws.s3", "aws.iam"] }] }, false],
  [{ source: [{ "anything-but": "aws.ec2" }] }, true],
  [{ detail: { count: [{ numeric: {} }] } }, null],
  [{ detail: { count: [{ numeric: ["=", 3, "<"] }] } }, true],
  [{ detail: { port: [{ numeric: ["<=", 3] }] } }, false],
  [{ source: "aws.iam" }, null],
  [{ constructor: ["x"] }, false],
];

describe("an event pattern", () => {
  for (const [pattern, wanted] of cases)
    it(`${JSON.stringify(pattern)}: ${wanted}`, () => assert.equal(matchesEvent(pattern, event), wanted));

  it("is not read where it is none", () => {
    for (const text of ["", "[]", "{", '"x"', "null"]) assert.equal(readEventPattern(text), null);
  });

  it("ends, however deep it is", () => {
    const deep = `${'{"a":'.repeat(3000)}["x"]${"}".repeat(3000)}`;
    assert.equal(matchesEvent(readEventPattern(deep)!, JSON.parse(deep) as Json), null);
  });
});
