/** What AWS itself gives a resource that has no policy: a key of KMS, an endpoint of a network, a file system. */
import assert from "node:assert/strict";

import { diffFiles } from "../../../src/workspace/diff/files";
import { diffTexts } from "../../support/diff-texts";
import { temporaryFolder } from "../../support/folder";

const statement = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
const document = { Version: "2012-10-17", Statement: [statement] };
const template = (properties: object, Type = "AWS::EC2::VPCEndpoint") =>
  JSON.stringify({ Resources: { E: { Type, Properties: { VpcId: "vpc-1", ...properties } } } });
const policy = `jsonencode(${JSON.stringify(document)})`;
const endpoint = (body = "") => `resource "aws_vpc_endpoint" "e" {\n  vpc_id = "vpc-1"\n${body}}\n`;
const chosen = (open: boolean, vpc = "vpc-1") =>
  `variable "open" {\n  default = ${open}\n}\n${endpoint(`  policy = var.open ? null : ${policy}\n`).replace("vpc-1", vpc)}`;
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
    "Terraform, where a variable takes it away",
    "main.tf",
    chosen(false),
    chosen(true),
    ["?aws_vpc_endpoint.e endpoint"],
  ],
  ["Terraform, where it was null already", "main.tf", chosen(true), chosen(true, "vpc-2"), []],
  ["Terraform, where it stays", "main.tf", chosen(false), chosen(false, "vpc-2"), []],
  [
    "a policy apart that goes",
    "main.tf",
    endpoint() + apart,
    endpoint(),
    ["aws_vpc_endpoint_policy.p endpoint: * on * by *"],
  ],
  ["a policy that goes apart", "main.tf", endpoint(`  policy = ${policy}\n`), endpoint() + apart, []],
];

const calls = {
  ...statement,
  Principal: { AWS: "arn:aws:iam::111111111111:root" },
  Action: "execute-api:Invoke",
  Resource: "execute-api:/*",
};
const called = { ...document, Statement: [calls] };
const api = (properties: object) => template(properties, "AWS::ApiGateway::RestApi");
const ofSam = (ResourcePolicy: object | null, more: object = {}) =>
  template({ ...(ResourcePolicy && { Auth: { ResourcePolicy } }), ...more }, "AWS::Serverless::Api");
const restApi = (body = "") => `resource "aws_api_gateway_rest_api" "e" {\n  name = "e"\n${body}}\n`;
const callers = `jsonencode(${JSON.stringify(called)})`;
const apartFromApi = `resource "aws_api_gateway_rest_api_policy" "p" {\n  rest_api_id = aws_api_gateway_rest_api.e.id\n  policy = ${callers}\n}\n`;
const everybody = "execute-api:Invoke on * by *";
const own =
  "-E resource: execute-api:Invoke on execute-api:/* by arn:aws:iam::111111111111:root where Null aws:SourceVpce false";
const network = (type: string) => ({ EndpointConfiguration: { Types: [type] } });
const inNetwork = '  endpoint_configuration {\n    types = ["PRIVATE"]\n  }\n';

const mounting = { ...document, Statement: [{ ...statement, Action: "elasticfilesystem:ClientMount" }] };
const files = (properties: object) => template(properties, "AWS::EFS::FileSystem");
const fileSystem = 'resource "aws_efs_file_system" "f" {\n  encrypted = true\n}\n';
const filePolicy = (id: string) =>
  `resource "aws_efs_file_system_policy" "p" {\n  file_system_id = ${id}\n  policy = jsonencode(${JSON.stringify(mounting)})\n}\n`;
const ofFile = fileSystem + filePolicy("aws_efs_file_system.f.id");
const others = "elasticfilesystem:ClientRootAccess, elasticfilesystem:ClientWrite on * by *";

/** Whoever reaches a mount target of a file system without a policy may mount it, write and be its root. */
const fileSystems: readonly Row[] = [
  [
    "a file system that loses its policy",
    "t.json",
    files({ FileSystemPolicy: mounting }),
    files({}),
    [`E resource: ${others}`],
  ],
  ["one that gets one", "t.json", files({}), files({ FileSystemPolicy: mounting }), [`-E resource: ${others}`]],
  [
    "one whose policy says more",
    "t.json",
    files({}),
    files({
      FileSystemPolicy: {
        ...mounting,
        Statement: [{ ...statement, Action: ["elasticfilesystem:Client*", "elasticfilesystem:Backup"] }],
      },
    }),
    ["E resource: elasticfilesystem:Backup on * by *"],
  ],
  ["one without", "t.json", files({}), files({ Encrypted: true }), []],
  [
    "one that goes",
    "t.json",
    files({ FileSystemPolicy: mounting }),
    '{"Resources":{}}',
    ["-E resource: elasticfilesystem:ClientMount on * by *"],
  ],
  [
    "one of Terraform whose policy goes",
    "main.tf",
    ofFile,
    fileSystem,
    [`aws_efs_file_system_policy.p resource: ${others}`],
  ],
  [
    "one of Terraform that gets a policy",
    "main.tf",
    fileSystem,
    ofFile,
    [`-aws_efs_file_system_policy.p resource: ${others}`],
  ],
  [
    "one of elsewhere whose policy goes",
    "main.tf",
    `variable "f" {}\n${filePolicy("var.f")}`,
    'variable "f" {}\n',
    ["?aws_efs_file_system_policy.p resource"],
  ],
  [
    "one of elsewhere that gets a policy",
    "main.tf",
    'variable "f" {}\n',
    `variable "f" {}\n${filePolicy("var.f")}`,
    [],
  ],
  [
    "one of elsewhere whose policy is called otherwise",
    "main.tf",
    `variable "f" {}\n${filePolicy("var.f")}`,
    `variable "f" {}\n${filePolicy("var.f").replace('"p"', '"q"')}`,
    [],
  ],
  ["one of Terraform whose policy is called otherwise", "main.tf", ofFile, ofFile.replace('"p"', '"q"'), []],
  [
    "one of Terraform that goes",
    "main.tf",
    ofFile,
    "\n",
    ["-aws_efs_file_system_policy.p resource: elasticfilesystem:ClientMount on * by *"],
  ],
];

const served = (provider: object) =>
  JSON.stringify({ service: "x", provider: { name: "aws", ...provider }, functions: { a: { handler: "a.b" } } });

const apis: readonly Row[] = [
  ["an API that loses its policy", "t.json", api({ Policy: called }), api({}), [`E resource: ${everybody}`]],
  ["one that gets one", "t.json", api({}), api({ Policy: called }), [`-E resource: ${everybody}`]],
  [
    "one of a Region",
    "t.json",
    api({ Policy: called, ...network("REGIONAL") }),
    api(network("REGIONAL")),
    [`E resource: ${everybody}`],
  ],
  ["one within a network", "t.json", api({ Policy: called, ...network("PRIVATE") }), api(network("PRIVATE")), [own]],
  [
    "one whose definition stands elsewhere",
    "t.json",
    api({ Policy: called, BodyS3Location: {} }),
    api({ BodyS3Location: {} }),
    ["?E resource"],
  ],
  ["one of SAM", "t.json", ofSam({ CustomStatements: [calls] }), ofSam(null), [`E resource: ${everybody}`]],
  [
    "one of SAM with lists",
    "t.json",
    ofSam({ IpRangeWhitelist: ["10.0.0.0/8"] }),
    ofSam(null),
    [`E resource: ${everybody}`],
  ],
  [
    "one of SAM within a network",
    "t.json",
    ofSam({ CustomStatements: [calls] }, { EndpointConfiguration: "PRIVATE" }),
    ofSam(null, { EndpointConfiguration: "PRIVATE" }),
    [own],
  ],
  [
    "one of the Serverless Framework",
    "serverless.yml",
    served({ apiGateway: { resourcePolicy: [calls] } }),
    served({}),
    [`provider resource: ${everybody}`],
  ],
  [
    "one of the Serverless Framework within a network",
    "serverless.yml",
    served({ endpointType: "PRIVATE", apiGateway: { resourcePolicy: [calls] } }),
    served({ endpointType: "PRIVATE" }),
    [own.replace("E", "provider")],
  ],
  [
    "one of Terraform, which may leave it there",
    "main.tf",
    restApi(`  policy = ${callers}\n`),
    restApi(),
    ["?aws_api_gateway_rest_api.e resource"],
  ],
  [
    "one of Terraform, whose policy stands apart",
    "main.tf",
    restApi() + apartFromApi,
    restApi(),
    [`aws_api_gateway_rest_api_policy.p resource: ${everybody}`],
  ],
  [
    "one of Terraform within a network",
    "main.tf",
    restApi(inNetwork) + apartFromApi,
    restApi(inNetwork),
    [own.replace("E", "aws_api_gateway_rest_api_policy.p").replace(/ where .*/, "")],
  ],
];

describe("policies that AWS gives by default", () => {
  for (const [title, file, before, after, lines] of [...rows, ...apis, ...fileSystems])
    it(title, async () => assert.deepEqual(await diffTexts(file, before, after), lines));

  it("come without the risks of what else stands in the service", async () => {
    const passes = { Effect: "Allow", Action: ["iam:PassRole", "ecs:RunTask"], Resource: "*" };
    const iam = { role: { statements: [passes] } };
    const [before, after] = [served({ apiGateway: { resourcePolicy: [calls] }, iam }), served({ iam })];
    const folder = temporaryFolder({ "old/serverless.yml": before, "new/serverless.yml": after });
    try {
      const files = { folder: folder.path, old: "old/serverless.yml", current: "new/serverless.yml" };
      const [only, ...others] = (await diffFiles(files)).subjects;
      assert.deepEqual(
        [only?.newlyAllowed.map(({ actions, risks }) => [actions, risks]), others],
        [[[["execute-api:Invoke"], []]], []],
      );
    } finally {
      folder.remove();
    }
  });
});
