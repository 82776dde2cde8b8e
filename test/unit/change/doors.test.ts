/** What lets somebody in without a policy. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const bucket = (AccessControl?: unknown) => ({
  B: { Type: "AWS::S3::Bucket", Properties: AccessControl === undefined ? {} : { AccessControl } },
});
const served = (AuthType?: string) => ({
  F: {
    Type: "AWS::Serverless::Function",
    Properties: AuthType === undefined ? {} : { FunctionUrlConfig: { AuthType } },
  },
});
const listed = "s3:ListBucket, s3:ListBucketMultipartUploads, s3:ListBucketVersions by *";
const written = "s3:PutObject by *";
const blocked = (AccessControl: string, by = "IgnorePublicAcls") => ({
  B: {
    Type: "AWS::S3::Bucket",
    Properties: { AccessControl, PublicAccessBlockConfiguration: { [by]: true } },
  },
});
const urlOf = (AuthType: string) => ({
  U: { Type: "AWS::Lambda::Url", Properties: { AuthType, TargetFunctionArn: "f" } },
});
const assigned = (PrincipalId: string) => ({
  A: { Type: "AWS::SSO::Assignment", Properties: { PermissionSetArn: "arn:x", PrincipalId, PrincipalType: "USER" } },
});
const include = (Location: string) => ({ "Fn::Transform": { Name: "AWS::Include", Parameters: { Location } } });
const pool = (AllowUnauthenticatedIdentities: boolean) => ({
  I: { Type: "AWS::Cognito::IdentityPool", Properties: { AllowUnauthenticatedIdentities } },
});
const credentials = "I resource: cognito-identity:GetCredentialsForIdentity by *";
const url = "F resource: lambda:InvokeFunctionUrl by *";
const invoked = (InvokedViaFunctionUrl?: boolean) => ({
  P: {
    Type: "AWS::Lambda::Permission",
    Properties: { FunctionName: "f", Action: "lambda:InvokeFunction", Principal: "*", InvokedViaFunctionUrl },
  },
});

const permitted = (properties: object) => ({
  P: {
    Type: "AWS::Lambda::Permission",
    Properties: { FunctionName: "f", Action: "lambda:InvokeFunction", Principal: "*", ...properties },
  },
});
const logPolicy = (PolicyDocument: unknown) => ({
  L: { Type: "AWS::Logs::ResourcePolicy", Properties: { PolicyName: "p", PolicyDocument } },
});
const writing = (Principal: unknown, Resource: unknown = "*") => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal, Action: "logs:PutLogEvents", Resource }],
});
const search = { Service: "es.amazonaws.com" };
const asJson = (value: unknown) => ({ "Fn::ToJsonString": value });
const joinedOf = (...parts: unknown[]) => ({ "Fn::Join": ["", parts] });
const [beforeName = "", behindName = ""] = JSON.stringify(writing(search, "arn:aws:logs:*:*:log-group:NAME")).split(
  "NAME",
);
const toEverybody = "L resource: logs:PutLogEvents on * by *";

const templates: readonly (readonly [name: string, before: object, after: object, lines: readonly string[]])[] = [
  ["an ACL for everybody", bucket(), bucket("PublicRead"), [`B resource: ${listed}`]],
  ["identities that nobody has to sign in for", pool(false), pool(true), [credentials]],
  ["identities that one has to sign in for", pool(true), pool(false), [`-${credentials}`]],
  [
    "an ACL for everybody, writing as well",
    bucket("PublicRead"),
    bucket("PublicReadWrite"),
    [`B resource: ${written}`],
  ],
  ["an ACL for everybody that counts for nothing", bucket(), blocked("PublicRead"), []],
  [
    "an ACL for everybody that S3 refuses where it is new",
    blocked("Private", "BlockPublicAcls"),
    blocked("PublicRead", "BlockPublicAcls"),
    ["?B resource"],
  ],
  ["an ACL that a parameter gives", bucket(), bucket({ Ref: "Acl" }), ["?B resource"]],
  [
    "an ACL for everybody as before",
    bucket("PublicRead"),
    { ...bucket("PublicRead"), C: { Type: "AWS::S3::Bucket" } },
    [],
  ],
  ["an ACL for its owner", bucket(), bucket("Private"), []],
  ["a URL for everybody", served(), served("NONE"), [url]],
  ["a URL for those who may", served(), served("AWS_IAM"), []],
  ["a URL that is no longer for everybody", served("NONE"), served("AWS_IAM"), [`-${url}`]],
  [
    "calls by a URL alone",
    {},
    invoked(true),
    ["P resource: lambda:InvokeFunction by * where Bool lambda:InvokedViaFunctionUrl true"],
  ],
  ["calls by whatever, where it was a URL alone", invoked(true), invoked(), ["P resource: lambda:InvokeFunction by *"]],
  [
    "calls without a token",
    permitted({ EventSourceToken: "t" }),
    permitted({}),
    ["P resource: lambda:InvokeFunction by *"],
  ],
  [
    "calls by a URL that asks nobody",
    permitted({ FunctionUrlAuthType: "AWS_IAM" }),
    permitted({ FunctionUrlAuthType: "NONE" }),
    [
      "P resource: lambda:InvokeFunction by * where StringEquals lambda:FunctionUrlAuthType NONE",
      "-P resource: lambda:InvokeFunction by * where StringEquals lambda:FunctionUrlAuthType AWS_IAM",
    ],
  ],
  [
    "calls with the same token",
    permitted({ EventSourceToken: "t" }),
    { ...bucket(), ...permitted({ EventSourceToken: "t" }) },
    [],
  ],
  ["a policy as JSON", logPolicy(asJson(writing(search))), logPolicy(asJson(writing("*"))), [toEverybody]],
  [
    "a policy of joined JSON",
    logPolicy(joinedOf(JSON.stringify(writing(search)))),
    logPolicy(joinedOf(JSON.stringify(writing("*")))),
    [toEverybody],
  ],
  [
    "the same policy, joined and as JSON",
    logPolicy(joinedOf(JSON.stringify(writing(search)).slice(0, 20), JSON.stringify(writing(search)).slice(20))),
    logPolicy(asJson(writing(search))),
    [],
  ],
  [
    "the same policy, joined with a name and substituted",
    logPolicy(joinedOf(beforeName, { Ref: "Group" }, behindName)),
    logPolicy({ "Fn::Sub": `${beforeName}\${Group}${behindName}` }),
    [],
  ],
  [
    "a policy of JSON that is joined with what may be anything",
    logPolicy(joinedOf(JSON.stringify(writing(search)))),
    logPolicy(joinedOf('{"Statement": [{"Effect": "Allow", "Action": ', { Ref: "Actions" }, "}]}")),
    ["?L resource"],
  ],
  ["calls by whatever, in other words", invoked(false), invoked(), []],
  ["a URL by itself for everybody", urlOf("AWS_IAM"), urlOf("NONE"), ["U resource: lambda:InvokeFunctionUrl by *"]],
  ["a URL by itself for those who may", {}, urlOf("AWS_IAM"), []],
  ["an assignment of Identity Center", bucket(), { ...bucket(), ...assigned("p") }, ["?A identity"]],
  ["an assignment to another", assigned("p"), assigned("q"), ["?A identity"]],
  ["the same assignment", assigned("p"), { ...bucket(), ...assigned("p") }, []],
  ["a template of elsewhere", bucket(), { ...bucket(), ...include("s3://x/y.yaml") }, ["?AWS::Include identity"]],
  [
    "another template of elsewhere",
    { ...bucket(), ...include("s3://x/y.yaml") },
    { ...bucket(), ...include("s3://x/z.yaml") },
    ["?AWS::Include identity"],
  ],
  [
    "the same template of elsewhere",
    { ...bucket(), ...include("s3://x/y.yaml") },
    { ...include("s3://x/y.yaml"), ...bucket("Private") },
    [],
  ],
];

const grant = (operations: string, more = "") =>
  `resource "aws_kms_grant" "g" {\n  key_id = aws_kms_key.k.id\n  grantee_principal = "arn:aws:iam::444455556666:role/x"\n  operations = ${operations}\n  ${more}\n}\n`;
const key = 'resource "aws_kms_key" "k" {}\n';
const acl = (value: string) => `resource "aws_s3_bucket_acl" "a" {\n  bucket = "b"\n  acl = "${value}"\n}\n`;
const granted = (group: string, permission = "READ") =>
  `resource "aws_s3_bucket_acl" "a" {
  bucket = "b"
  access_control_policy {
    grant {
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/${group}"
      }
      permission = "${permission}"
    }
  }
}
`;
const inline = (...permissions: string[]) =>
  `resource "aws_s3_bucket" "a" {\n  bucket = "b"\n${permissions.length === 0 ? "" : `  grant {\n    uri = "http://acs.amazonaws.com/groups/global/AllUsers"\n    permissions = ${JSON.stringify(permissions)}\n  }\n`}}\n`;
const block = 'resource "aws_s3_bucket_public_access_block" "b" {\n  bucket = "b"\n  ignore_public_acls = true\n}\n';
const cluster = (policy: string) =>
  `resource "aws_eks_access_policy_association" "a" {\n  policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKS${policy}Policy"\n}\n`;
const assignment = (principal: string) =>
  `resource "aws_ssoadmin_account_assignment" "a" {\n  permission_set_arn = "arn:x"\n  principal_id = "${principal}"\n}\n`;
const access = (type: string) =>
  `resource "aws_lambda_function_url" "u" {\n  function_name = "f"\n  authorization_type = "${type}"\n}\n`;

const shared = (type: string, ...lines: string[]) =>
  `resource "${type}" "s" {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
const endpoint = (principal: string) =>
  shared(
    "aws_vpc_endpoint_service_allowed_principal",
    "vpc_endpoint_service_id = var.id",
    `principal_arn = ${principal}`,
  );
const lake = (permission: string) =>
  shared("aws_lakeformation_permissions", 'principal = "arn:x"', `permissions = ["${permission}"]`);
const share = (principal: string, more = "") =>
  shared("aws_ram_principal_association", `principal = ${principal}`, "resource_share_arn = var.share", more);

const modules: readonly (readonly [name: string, before: string, after: string, lines: readonly string[]])[] = [
  [
    "a grant",
    key,
    key + grant('["Decrypt"]'),
    ["aws_kms_grant.g resource: kms:Decrypt by arn:aws:iam::444455556666:role/x"],
  ],
  [
    "a grant for a service's own role",
    key,
    key +
      grant('["Decrypt"]').replace(
        "444455556666:role/x",
        "111122223333:role/aws-service-role/autoscaling.amazonaws.com/R",
      ),
    [
      "aws_kms_grant.g resource: kms:Decrypt by arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/R",
    ],
  ],
  [
    "a grant of more",
    key + grant('["Decrypt"]'),
    key + grant('["Decrypt", "Encrypt"]'),
    ["aws_kms_grant.g resource: kms:Encrypt by arn:aws:iam::444455556666:role/x"],
  ],
  ["a grant under constraints", key, key + grant('["Decrypt"]', "constraints {}"), ["?aws_kms_grant.g resource"]],
  [
    "a grant that is written otherwise",
    key + grant('["Decrypt", "Encrypt"]'),
    key + grant('[\n"Encrypt",\n"Decrypt"]'),
    [],
  ],
  ["an ACL for everybody", acl("private"), acl("public-read"), [`aws_s3_bucket_acl.a resource: ${listed}`]],
  [
    "an ACL for everybody where the module blocks some",
    acl("private") + block.replace('"b"\n', '"${var.other}"\n'),
    acl("public-read") + block.replace('"b"\n', '"${var.other}"\n'),
    ["?aws_s3_bucket_acl.a resource"],
  ],
  ["an ACL for everybody that S3 ignores", acl("private") + block, acl("public-read") + block, []],
  [
    "an ACL for everybody that S3 no longer ignores",
    acl("public-read") + block,
    acl("public-read") + block.replace("true", "false"),
    [`aws_s3_bucket_acl.a resource: ${listed}`],
  ],
  [
    "a grant of an ACL to everybody",
    granted("s3/LogDelivery"),
    granted("global/AllUsers"),
    [`aws_s3_bucket_acl.a resource: ${listed}`],
  ],
  [
    "a grant of an ACL to write",
    granted("global/AllUsers"),
    granted("global/AllUsers", "WRITE_ACP"),
    ["aws_s3_bucket_acl.a resource: s3:PutBucketAcl by *", `-aws_s3_bucket_acl.a resource: ${listed}`],
  ],
  [
    "a grant of an ACL to everybody who has signed up",
    granted("s3/LogDelivery"),
    granted("global/AuthenticatedUsers"),
    ["?aws_s3_bucket_acl.a resource"],
  ],
  ["a grant of an ACL to those who deliver logs", key, key + granted("s3/LogDelivery", "WRITE"), []],
  ["a grant of an ACL that S3 ignores", block, block + granted("global/AllUsers"), []],
  ["a grant in a bucket", inline(), inline("READ"), [`aws_s3_bucket.a resource: ${listed}`]],
  ["the same grant in a bucket", inline("READ", "WRITE"), inline("WRITE", "READ"), []],
  ["an assignment of Identity Center", key, key + assignment("p"), ["?aws_ssoadmin_account_assignment.a identity"]],
  ["access to a cluster", cluster("View"), cluster("ClusterAdmin"), ["?aws_eks_access_policy_association.a identity"]],
  ["the same access to a cluster", cluster("View"), key + cluster("View").replaceAll("  ", "    "), []],
  ["the same assignment", assignment("p"), key + assignment("p").replaceAll("  ", "    "), []],
  ["an ACL for its owner", key, key + acl("private"), []],
  ["a share with an account", key, key + share('"444455556666"'), ["?aws_ram_principal_association.s resource"]],
  ["the same share", share('"444455556666"'), share('"444455556666"', "count = 1"), []],
  ["permissions of a lake", lake("DESCRIBE"), lake("ALL"), ["?aws_lakeformation_permissions.s resource"]],
  ["the same permissions of a lake", lake("ALL"), lake("ALL").replaceAll("  ", "    "), []],
  [
    "an endpoint service for everybody",
    key,
    key + endpoint('"*"'),
    ["aws_vpc_endpoint_service_allowed_principal.s resource: ec2:CreateVpcEndpoint by *"],
  ],
  [
    "an endpoint service for one more",
    shared("aws_vpc_endpoint_service", 'allowed_principals = ["arn:aws:iam::111122223333:root"]'),
    shared(
      "aws_vpc_endpoint_service",
      'allowed_principals = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]',
    ),
    ["aws_vpc_endpoint_service.s resource: ec2:CreateVpcEndpoint by arn:aws:iam::444455556666:root"],
  ],
  [
    "a profile of AWS Signer",
    key,
    key +
      shared(
        "aws_signer_signing_profile_permission",
        'action = "signer:StartSigningJob"',
        'principal = "444455556666"',
      ),
    ["aws_signer_signing_profile_permission.s resource: signer:StartSigningJob by 444455556666"],
  ],
  [
    "a URL for everybody",
    access("AWS_IAM"),
    access("NONE"),
    ["aws_lambda_function_url.u resource: lambda:InvokeFunctionUrl by *"],
  ],
];

const functionOf = (line: string) => `import * as lambda from "aws-cdk-lib/aws-lambda";
class S { constructor() { const fn = new lambda.Function(this, "F", {}); ${line} } }
`;
const pythonFunction = (line: string) => `from aws_cdk import aws_lambda as _lambda
class S:
    def make(self):
        fn = _lambda.Function(self, "F")
        ${line}
`;
const fnUrl = "fn resource: lambda:InvokeFunctionUrl by *";
const urlLine = (type: string) => `fn.addFunctionUrl({ authType: ${type} });`;

const stacks: readonly (readonly [name: string, file: string, before: string, after: string, lines: string[]])[] = [
  ["a URL for everybody", "s.ts", functionOf(""), functionOf(urlLine("lambda.FunctionUrlAuthType.NONE")), [fnUrl]],
  [
    "a URL for everybody in place of one for those who may",
    "s.ts",
    functionOf(urlLine("lambda.FunctionUrlAuthType.AWS_IAM")),
    functionOf(urlLine("lambda.FunctionUrlAuthType.NONE")),
    [fnUrl],
  ],
  ["a URL for those who may", "s.ts", functionOf(""), functionOf("fn.addFunctionUrl();"), []],
  ["a URL that a variable decides about", "s.ts", functionOf(""), functionOf(urlLine("type")), ["?fn resource"]],
  [
    "a construct of its own",
    "s.ts",
    functionOf(""),
    functionOf('new lambda.FunctionUrl(this, "U", { function: fn, authType: lambda.FunctionUrlAuthType.NONE });'),
    [fnUrl],
  ],
  [
    "a URL that is written otherwise",
    "s.ts",
    functionOf(urlLine("lambda.FunctionUrlAuthType.NONE")),
    functionOf("fn.addFunctionUrl({\n  authType: FunctionUrlAuthType.NONE,\n});"),
    [],
  ],
  [
    "a URL of Python",
    "s.py",
    pythonFunction("pass"),
    pythonFunction("fn.add_function_url(auth_type=_lambda.FunctionUrlAuthType.NONE)"),
    [fnUrl],
  ],
];

const layer = (accounts?: string) =>
  `service: s\nprovider: { name: aws }\nlayers: { l: { path: x${accounts === undefined ? "" : `, allowedAccounts: ${accounts}`} } }\n`;
const layers: readonly (readonly [name: string, before: string, after: string, lines: readonly string[]])[] = [
  ["everybody", layer(), layer("['*']"), ["l resource: lambda:GetLayerVersion by *"]],
  ["an account", layer(), layer("[111122223333]"), ["l resource: lambda:GetLayerVersion by 111122223333"]],
  ["whoever a variable says", layer(), layer("['${env:ACCOUNTS}']"), ["?l resource"]],
  ["the same account", layer("['111122223333']"), layer("[111122223333]"), []],
];

describe("what lets somebody in without a policy", () => {
  for (const [name, before, after, lines] of templates)
    it(`${name}: ${lines.join(", ") || "nothing"}`, async () => {
      const text = (Resources: object) => JSON.stringify({ Resources }, null, 1);
      assert.deepEqual(await diffTexts("t.json", text(before), text(after)), lines);
    });
  for (const [name, before, after, lines] of modules)
    it(`in Terraform, ${name}: ${lines.join(", ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts("main.tf", before, after), lines));
  for (const [name, before, after, lines] of layers)
    it(`of a layer of a service, ${name}: ${lines.join(", ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts("serverless.yml", before, after), lines));
  for (const [name, file, before, after, lines] of stacks)
    it(`in CDK, ${name}: ${lines.join(", ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts(file, before, after), lines));
});
