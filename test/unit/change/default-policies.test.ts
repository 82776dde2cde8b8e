/** What AWS itself gives a resource that has no policy: a key of KMS, an endpoint of a network. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const statement = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
const document = { Version: "2012-10-17", Statement: [statement] };
const template = (properties: object, Type = "AWS::EC2::VPCEndpoint") =>
  JSON.stringify({ Resources: { E: { Type, Properties: { VpcId: "vpc-1", ...properties } } } });
const policy = `jsonencode(${JSON.stringify(document)})`;
const endpoint = (body = "") => `resource "aws_vpc_endpoint" "e" {\n  vpc_id = "vpc-1"\n${body}}\n`;
const apart = `resource "aws_vpc_endpoint_policy" "p" {\n  vpc_endpoint_id = aws_vpc_endpoint.e.id\n  policy = ${policy}\n}\n`;

type Row = readonly [title: string, file: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  [
    "an endpoint that loses its policy",
    "t.json",
    template({ PolicyDocument: document }),
    template({}),
    ["E endpoint: * on * by *"],
  ],
  ["one that gets one", "t.json", template({}), template({ PolicyDocument: document }), ["-E endpoint: * on * by *"]],
  ["one without", "t.json", template({}), template({ PrivateDnsEnabled: true }), []],
  [
    "one that lets everything through",
    "t.json",
    template({ PolicyDocument: { ...document, Statement: [{ ...statement, Action: "*" }] } }),
    template({}),
    [],
  ],
  [
    "Terraform, which may leave it there",
    "main.tf",
    endpoint(`  policy = ${policy}\n`),
    endpoint(),
    ["?aws_vpc_endpoint.e endpoint"],
  ],
  [
    "a policy apart that goes",
    "main.tf",
    endpoint() + apart,
    endpoint(),
    ["aws_vpc_endpoint_policy.p endpoint: * on * by *"],
  ],
  ["a policy that goes apart", "main.tf", endpoint(`  policy = ${policy}\n`), endpoint() + apart, []],
];

describe("policies that AWS gives by default", () => {
  for (const [title, file, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts(file, before, after), lines));
});
