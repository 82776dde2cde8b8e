/** What AWS KMS is asked for in the name of a role: what its policies say counts where the policy of the key lets them. */
import assert from "node:assert/strict";

import type { Call, CallGrant } from "../../../src/analysis/calls/call";
import { locatePolicies } from "../../../src/analysis/locate/locate";
import { Source } from "../../../src/analysis/source/source";
import type { Granted } from "../../../src/analysis/units/granted";
import { needsOf } from "../../../src/analysis/units/needs";
import { unitsOfTemplate } from "../../../src/analysis/units/template-units";
import { unitsOfTerraform } from "../../../src/analysis/units/terraform-units";
import type { DeclaredUnit } from "../../../src/analysis/units/unit";
import { loadParsers } from "../../../src/data/grammars";
import { builtCatalog } from "../../support/catalog";
import { builtManagedPolicies } from "../../support/managed-policies";

const span = { start: 0, end: 1 };

function grant(action: string, pattern: string, more: Partial<CallGrant> = {}): CallGrant {
  const variables = [...pattern.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => ({
    name: name!,
    part: "BucketName",
    span,
  }));
  return { action, via: null, resources: [{ type: null, pattern, variables }], ...more };
}

function call(operation: string, grants: readonly CallGrant[], ifEncrypted: readonly CallGrant[]): Call {
  return {
    ...{ operation, actions: grants.map(({ action }) => action), grants, possible: [], ifEncrypted, span },
    ...{ nameSpan: span, certainty: "certain", because: null },
  };
}

const onKey = (action: string, more: Partial<CallGrant> = {}): CallGrant =>
  grant(action, "arn:*:kms:*:*:key/*", { via: "s3", ...more });
const object = "arn:*:s3:::${SCANS}/a";
const plainObject = "arn:*:s3:::${PLAIN}/a";
const gets = call("s3:GetObject", [grant("s3:GetObject", object)], [onKey("kms:Decrypt")]);
const puts = call("s3:PutObject", [grant("s3:PutObject", object)], [onKey("kms:GenerateDataKey")]);
const putsPerhaps = call(
  "s3:PutObject",
  [grant("s3:PutObject", object)],
  [onKey("kms:GenerateDataKey", { perhaps: [] })],
);
const copiesTo = call(
  "s3:CopyObject",
  [grant("s3:GetObject", plainObject), grant("s3:PutObject", object)],
  [onKey("kms:Decrypt"), onKey("kms:GenerateDataKey")],
);
const getsEither = call(
  "s3:GetObject",
  [{ ...grant("s3:GetObject", object), resources: [object, plainObject].flatMap((one) => grant("", one).resources) }],
  [onKey("kms:Decrypt")],
);
const decrypts = call("kms:Decrypt", [grant("kms:Decrypt", "arn:*:kms:*:*:key/${KEY}")], []);

const allow = (action: string, resource = "!GetAtt Key.Arn", more = ""): string =>
  `{ Effect: Allow, Action: ${action}, Resource: ${resource}${more} }`;
const inKey = (principal: string, more = "", effect = "Allow", action = '"kms:*"'): string =>
  `{ Effect: ${effect}, Principal: ${principal}, Action: ${action}, Resource: "*"${more} }`;
const root = inKey("{ AWS: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' }");
const others = inKey("{ AWS: 'arn:aws:iam::111122223333:role/Other' }");
const own = inKey("{ AWS: !GetAtt Runner.Arn }");
const via = (service: string, region = "${AWS::Region}"): string =>
  `, Condition: { StringEquals: { "kms:ViaService": !Sub "${service}.${region}.amazonaws.com" } }`;
const caller = inKey(
  '{ AWS: "*" }',
  ', Condition: { StringEquals: { "kms:ViaService": !Sub "s3.${AWS::Region}.amazonaws.com", "kms:CallerAccount": !Ref AWS::AccountId } }',
);

/** @param key `null` for a bucket with another key than one of the template */
function unitOf(statements: readonly string[], key: readonly string[] | "default" | null): DeclaredUnit {
  const text = `Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Handler: app.handler
      Runtime: python3.13
      Code: ./code
      Role: !GetAtt Runner.Arn
      Environment: { Variables: { SCANS: !Ref Scans, PLAIN: !Ref Plain, KEY: !Ref Key } }
  Runner:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Action: sts:AssumeRole, Principal: { Service: lambda.amazonaws.com } }
      Policies:
        - PolicyName: a
          PolicyDocument:
            Statement: [${[allow("s3:*", '"*"'), ...statements].join(", ")}]
  Plain: { Type: AWS::S3::Bucket }
  Scans:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: { SSEAlgorithm: aws:kms, KMSMasterKeyID: ${key === null ? "!ImportValue SharedKey" : "!Ref Alias"} }
  Alias: { Type: AWS::KMS::Alias, Properties: { AliasName: alias/scans, TargetKeyId: !Ref Key } }
  Key:
    Type: AWS::KMS::Key
    Properties:
      Description: a
${key === "default" || key === null ? "" : `      KeyPolicy: { Version: "2012-10-17", Statement: [${key.join(", ")}] }`}
`;
  const source = new Source({ name: "template.yaml", text }, null);
  const { policies: located } = locatePolicies(source);
  return unitsOfTemplate(source.yaml.roots[0]!, { managed: builtManagedPolicies(), located })[0]!;
}

function asked(unit: DeclaredUnit, one: Call): { granted: Granted | null; missing: string[] } {
  const { calls } = needsOf(
    unit,
    new Map([["app.py", { calls: [one], unknown: [], imports: [], exports: [] }]]),
    builtCatalog(),
    false,
  );
  const [{ granted, wants }] = calls as [(typeof calls)[number]];
  const missing = wants.filter(({ verdict }) => verdict?.granted === "no").map(({ wanted }) => wanted.action);
  return { granted, missing };
}

describe("what the key of a resource asks for", () => {
  type Row = readonly [
    title: string,
    statements: readonly string[],
    key: readonly string[] | "default" | null,
    granted: Granted,
    call?: Call,
  ];
  const decrypt = allow("kms:Decrypt");
  const rows: readonly Row[] = [
    ["a key that leaves it to the account, a role without it", [], [root], "no"],
    ["a key that leaves it to the account, a role with it", [decrypt], [root], "yes"],
    ["the policy that AWS KMS gives, a role without it", [], "default", "no"],
    ["the policy that AWS KMS gives, a role with it", [decrypt], "default", "yes"],
    ["an account that is written out", [decrypt], [inKey("{ AWS: '111122223333' }")], "yes"],
    ["a key that names the role", [], [own], "yes"],
    [
      "a key that names the role, and a Deny of the role",
      [`{ Effect: Deny, Action: "kms:*", Resource: "*" }`],
      [own],
      "denied",
    ],
    ["a key that names another role, a role with it", [decrypt], [others], "no"],
    ["a key that names another role of the template", [decrypt], [inKey("{ AWS: !GetAtt Other.Arn }")], "no"],
    ["a key that names whom a parameter names", [], [inKey("{ AWS: !Ref Admin }")], "unknown"],
    ["the account, and whom a parameter names", [], [root, inKey("{ AWS: !Ref Admin }")], "unknown"],
    [
      "the account for another action",
      [decrypt],
      [inKey("{ AWS: !Ref AWS::AccountId }", "", "Allow", "kms:Encrypt")],
      "no",
    ],
    ["a service alone", [decrypt], [inKey("{ Service: logs.amazonaws.com }")], "no"],
    ["whoever calls through the service", [], [caller], "yes"],
    ["whoever calls through another service", [], [inKey('"*"', via("sqs"))], "no"],
    ["whoever calls through what a parameter names", [], [inKey('"*"', via("${Service}"))], "unknown"],
    ["a key that denies the role", [decrypt], [root, inKey("{ AWS: !GetAtt Runner.Arn }", "", "Deny")], "denied"],
    ["a key that denies another role", [decrypt], [root, inKey("{ AWS: !GetAtt Other.Arn }", "", "Deny")], "yes"],
    ["a key of another stack, a role with it", [allow("kms:Decrypt", '"*"')], null, "unknown"],
    ["a key of another stack, a role without it", [], null, "unknown"],
    ["a role with it through the service", [allow("kms:Decrypt", '"*"', via("s3"))], [root], "yes"],
    ["a role with it through another service", [allow("kms:Decrypt", '"*"', via("sqs"))], [root], "unmet"],
    [
      "a role with it through a service that a parameter names",
      [allow("kms:Decrypt", '"*"', via("${Service}"))],
      [root],
      "conditional",
    ],
    ["a role with another action", [decrypt], [root], "no", puts],
    ["what may be encrypted otherwise", [], [root], "unknown", putsPerhaps],
    ["what may be encrypted otherwise, a role with it", [allow("kms:GenerateDataKey")], [root], "yes", putsPerhaps],
    ["a copy of what has no key, a role that encrypts", [allow("kms:GenerateDataKey")], [root], "yes", copiesTo],
    ["a copy of what has no key, a role that decrypts", [decrypt], [root], "no", copiesTo],
    ["one bucket or another", [], [root], "unknown", getsEither],
    ["one bucket or another, a role with it", [decrypt], [root], "yes", getsEither],
    ["a call of the key itself, a role without it", [], [root], "no", decrypts],
    ["a call of the key itself, a role with it", [decrypt], [root], "yes", decrypts],
    [
      "a call of the key itself, a role with it through a service",
      [allow("kms:Decrypt", '"*"', via("s3"))],
      [root],
      "unmet",
      decrypts,
    ],
    ["a call of the key itself, which names another role", [decrypt], [others], "no", decrypts],
  ];
  for (const [title, statements, key, granted, one = gets] of rows)
    it(`${title}: ${granted}`, () => {
      const found = asked(unitOf(statements, key), one);
      assert.equal(found.granted, granted);
      assert.equal(found.missing.length > 0, granted === "no" || one === getsEither ? granted !== "yes" : false);
    });

  describe("in a module of Terraform", () => {
    before(() => loadParsers(["hcl"]));

    const rule = (key: string): string => `resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.scans.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = ${key}
    }
  }
}
`;
    const policy = (principal: string): string =>
      `  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ${principal} }, Action = "kms:*", Resource = "*" }] })\n`;
    const keyWith = (body: string): string =>
      `resource "aws_kms_key" "k" {\n  description = "a"\n${body}}\nresource "aws_kms_alias" "k" {\n  name = "alias/a"\n  target_key_id = aws_kms_key.k.key_id\n}\n`;
    const module = (more: string, action: string): string => `resource "aws_lambda_function" "worker" {
  role = aws_iam_role.worker.arn
  environment {
    variables = { SCANS = aws_s3_bucket.scans.bucket }
  }
}
resource "aws_iam_role" "worker" {
  name = "worker"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}
resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "s3:*", Resource = "*" },
    { Effect = "Allow", Action = "${action}", Resource = aws_kms_key.k.arn }
  ] })
}
resource "aws_s3_bucket" "scans" { bucket = "scans" }
${more}`;
    type TerraformRow = readonly [title: string, more: string, action: string, granted: Granted];
    const none = "kms:Verify";
    const terraformRows: readonly TerraformRow[] = [
      ["a key by its ARN, a role without it", rule("aws_kms_key.k.arn") + keyWith(""), none, "no"],
      ["a key by its ARN, a role with it", rule("aws_kms_key.k.arn") + keyWith(""), "kms:Decrypt", "yes"],
      ["a key by an alias", rule("aws_kms_alias.k.name") + keyWith(""), none, "no"],
      ["the key of AWS", rule('"alias/aws/s3"') + keyWith(""), none, "yes"],
      ["a key that a variable names", rule("var.key") + keyWith(""), none, "unknown"],
      ["a key that names the role", rule("aws_kms_key.k.id") + keyWith(policy("aws_iam_role.worker.arn")), none, "yes"],
      [
        "a key that names another",
        rule("aws_kms_key.k.id") + keyWith(policy("aws_iam_role.other.arn")),
        "kms:Decrypt",
        "no",
      ],
      [
        "a key that names the account",
        rule("aws_kms_key.k.id") + keyWith(policy('"arn:aws:iam::${data.aws_caller_identity.me.account_id}:root"')),
        "kms:Decrypt",
        "yes",
      ],
      [
        "a key whose policy a variable has",
        rule("aws_kms_key.k.id") + keyWith("  policy = var.policy\n"),
        none,
        "unknown",
      ],
      ["another bucket", rule("aws_kms_key.k.id").replace("scans.id", "other.id") + keyWith(""), none, "yes"],
    ];
    for (const [title, more, action, granted] of terraformRows)
      it(`${title}: ${granted}`, async () => {
        const source = new Source({ name: "main.tf", text: module(more, action) }, await loadParsers(["hcl"]));
        const { policies: located } = locatePolicies(source);
        const [unit] = unitsOfTerraform(source.syntax("hcl")!, { managed: builtManagedPolicies(), located });
        assert.equal(asked(unit!, gets).granted, granted);
      });
  });
});
