import assert from "node:assert/strict";

import { tokenTypes } from "../../../src/language/tokens/tokens";
import { Understanding } from "../../../src/workspace/understanding";
import { forms } from "./marked";

const understanding = new Understanding();

/** Each token as `text=type`, in the order of the text. */
async function tokensOf(name: string, text: string, within = { start: 0, end: text.length }): Promise<string[]> {
  const numbers = await understanding.tokensOf({ name, text }, within);
  const lines = text.split("\n");
  const found: string[] = [];
  let [line, column] = [0, 0];
  for (let at = 0; at < numbers.length; at += 5) {
    const [down, right, length, type] = numbers.slice(at, at + 5) as [number, number, number, number];
    line += down;
    column = down === 0 ? column + right : right;
    found.push(`${lines[line]!.slice(column, column + length)}=${tokenTypes[type]}`);
  }
  return found;
}

const statement = {
  json: `"Effect": "Allow", "Action": ["s3:Get*"], "Resource": "arn:aws:s3:::reports/*"`,
  yaml: `Effect: Allow\nAction: [s3:Get*]\nResource: "arn:aws:s3:::reports/*"`,
  hcl: `Effect = "Allow"\nAction = ["s3:Get*"]\nResource = "arn:aws:s3:::reports/*"`,
  js: `Effect: 'Allow', Action: ["s3:Get*"], Resource: 'arn:aws:s3:::reports/*'`,
  py: `'Effect': 'Allow', 'Action': ["s3:Get*"], 'Resource': 'arn:aws:s3:::reports/*'`,
};
const values = ["Allow=keyword", "s3=namespace", "Get=method", "*=regexp", "s3=namespace", "*=regexp"];
const inText = new Set(["JSON in YAML", "heredoc", "JSON in code"]);

async function explained(text: string, name = "policy.json"): Promise<string[]> {
  return tokensOf(name, text);
}

const policy = (inner: string): string => `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", ${inner} }] }`;

describe("semantic tokens", () => {
  for (const [form, make] of Object.entries(forms)) {
    it(`say what the values of a policy are in ${form}`, async () => {
      const { name, text } = make(statement);
      const found = await tokensOf(name, text);
      assert.deepEqual(
        found.filter((one) => !one.endsWith("=property")),
        values,
      );
      // The keys of JSON, YAML, HCL and code have the colours of their languages.
      assert.equal(found.includes("Action=property"), inText.has(form));
    });
  }

  for (const [arn, tokens] of [
    ["arn:aws:sqs:eu-west-1:111122223333:jobs/x", ["sqs=namespace", "eu-west-1=enumMember", "111122223333=number"]],
    [
      "arn:aws:logs:eu-west-1:111122223333:log-group:x",
      ["logs=namespace", "eu-west-1=enumMember", "111122223333=number", "log-group=type"],
    ],
    ["arn:aws:iam::111122223333:+role/x", ["iam=namespace", "111122223333=number"]],
    ["arn:aws:iam::111122223333:role", ["iam=namespace", "111122223333=number"]],
    ["arn:aws:iam::111122223333:roles/x", ["iam=namespace", "111122223333=number"]],
    ["arn:aws:nosuch:::role/x", ["nosuch=namespace"]],
    ["arn:aws:s3", ["s3=namespace"]],
    ["arn:aws", []],
  ] as const)
    it(`take ${arn} apart`, async () => {
      const found = await explained(policy(`"NotAction": "s3:*", "Resource": "${arn}"`));
      const from = found.lastIndexOf("*=regexp") + 1;
      assert.deepEqual(
        found.slice(from).filter((one) => !one.endsWith("=property")),
        tokens,
      );
    });

  it("take ARNs, conditions and principals apart", async () => {
    assert.deepEqual(
      await explained(
        policy(
          `"Principal": { "AWS": "111122223333", "Service": "lambda.amazonaws.com" }, "NotAction": "*",
           "Resource": ["arn:aws:iam::111122223333:role/team/*", "arn:aws:sqs:eu-west-1:*:jobs", "arn:aws:s3:::role/x"],
           "Condition": { "ForAnyValue:StringLike": { "aws:PrincipalTag/team": "a*" }, "StringEquals": { "s3:prefix": ["a*", "\${aws:username}"] } }`,
        ),
      ),
      [
        "Deny=keyword",
        "111122223333=number",
        "lambda.amazonaws.com=class",
        "*=regexp",
        "iam=namespace",
        "111122223333=number",
        "role=type",
        "*=regexp",
        "sqs=namespace",
        "eu-west-1=enumMember",
        "*=regexp",
        "s3=namespace",
        "ForAnyValue:StringLike=operator",
        "aws=namespace",
        "PrincipalTag/team=property",
        "*=regexp",
        "StringEquals=operator",
        "s3=namespace",
        "prefix=property",
        "${aws:username}=variable",
      ],
    );
  });

  it("show what a template fills in", async () => {
    const text = `Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: !Sub "\${Service}:Get*"
            Resource:
              - !Sub arn:\${AWS::Partition}:s3:::\${Bucket}/*
              - Fn::Sub: "arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:jobs"
              - !Join ["", ["arn:aws:s3:::", !Ref Bucket]]
              - !GetAtt Bucket.Arn
`;
    assert.deepEqual(await tokensOf("template.yaml", text), [
      "Allow=keyword",
      "${Service}=parameter",
      "Get=method",
      "*=regexp",
      "${AWS::Partition}=parameter",
      "s3=namespace",
      "${Bucket}=parameter",
      "*=regexp",
      "sqs=namespace",
      "${AWS::Region}=parameter",
      "${AWS::AccountId}=parameter",
    ]);
  });

  it("are of numbers, and of nothing in a branch that leaves a value out", async () => {
    const text = `Resources:
  P:
    Type: AWS::S3::BucketPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { AWS: 111122223333 }
            Action: !If [Some, "s3:Get*", !Ref AWS::NoValue]
            Resource: [!If [Some, !Ref AWS::NoValue, "arn:aws:s3:::b"]]
            Condition: { Bool: { aws:SecureTransport: true } }
`;
    assert.deepEqual(await tokensOf("template.yaml", text), [
      "Allow=keyword",
      "111122223333=number",
      "s3=namespace",
      "Get=method",
      "*=regexp",
      "s3=namespace",
      "Bool=operator",
      "aws=namespace",
      "SecureTransport=property",
    ]);
  });

  it("are none of what a template fills in over several lines", async () => {
    const text = policy(`"Action": "sqs:*", "Resource": "arn:aws:sqs:\${a\n}:*:jobs"`);
    const found = await tokensOf("policy.json", text);
    assert.ok(
      found.every((one) => !one.includes("$")),
      found.join(),
    );
  });

  it("leave what code fills in to its language", async () => {
    const { name, text } = forms["TypeScript"]!({
      ...statement,
      js: "Effect: 'Allow', Action: `s3:${name}`, Resource: '*'",
    });
    assert.deepEqual(await tokensOf(name, text), ["Allow=keyword", "s3=namespace", "*=regexp"]);
  });

  it("are of what is in sight, and of nothing that is written otherwise than it is read", async () => {
    const text = policy(`"Action": ["s3:GetObject", "s3:\\u0047etObject", "sqs:*"], "Resource": "*"`);
    assert.deepEqual(await tokensOf("policy.json", text), [
      "Deny=keyword",
      "s3=namespace",
      "GetObject=method",
      "sqs=namespace",
      "*=regexp",
      "*=regexp",
    ]);
    const start = text.indexOf("sqs");
    assert.deepEqual(await tokensOf("policy.json", text, { start, end: start + 5 }), ["sqs=namespace", "*=regexp"]);
  });

  it("are of each policy in sight, whole or not at all, and never of one beside it", async () => {
    const one = (action: string): string => policy(`"Action": "${action}"`);
    const text = `export const a = ${one("s3:GetObject")};\nexport const b = ${one("sqs:PurgeQueue")};\n`;
    const at = (word: string, more = 0): number => text.indexOf(word) + more;
    const within = (start: number, end: number): Promise<string[]> => tokensOf("code.ts", text, { start, end });
    assert.deepEqual(await within(at("export const b"), text.length), [
      "Deny=keyword",
      "sqs=namespace",
      "PurgeQueue=method",
    ]);
    assert.deepEqual(await within(0, at("export const b")), ["Deny=keyword", "s3=namespace", "GetObject=method"]);
    const [from, to] = [at("s3:Get"), at("s3:Get", "s3:GetObject".length)];
    assert.deepEqual(await within(from, to), ["s3=namespace", "GetObject=method"]);
    assert.deepEqual(await within(from + 1, to), ["GetObject=method"]);
    assert.deepEqual(await within(from, to - 1), ["s3=namespace"]);
    assert.deepEqual(await within(to, to), []);
    const json = one("s3:GetObject");
    assert.deepEqual(await tokensOf("policy.json", json, { start: json.length, end: json.length + 9 }), []);
  });

  it("tell patterns from values, and only wildcards where they are some", async () => {
    const values = async (operator: string, value: string): Promise<string[]> =>
      (
        await explained(
          policy(`"NotAction": "s3:*", "Condition": { "${operator}": { "aws:PrincipalArn": "${value}" } }`),
        )
      ).slice(6);
    for (const operator of ["StringLike", "ForAllValues:StringNotLike", "ArnEquals", "ForAnyValue:ArnNotEquals"])
      assert.deepEqual(await values(operator, "a*b?"), ["*=regexp", "?=regexp"], operator);
    assert.deepEqual(await values("StringEquals", "a*b?"), []);
    assert.deepEqual(await values("StringEquals", "${aws:username}*"), ["${aws:username}=variable"]);
    assert.deepEqual(await values("StringLike", "**a"), ["**=regexp"]);
    const principal = async (type: string, name: string): Promise<string[]> =>
      (await explained(policy(`"NotAction": "s3:*", "Principal": { "${type}": "${name}" }`))).slice(3);
    assert.deepEqual(await principal("Service", "a.amazonaws.com"), ["a.amazonaws.com=class"]);
    for (const name of ["a b.amazonaws.com", "*"])
      assert.ok(!(await principal("Service", name)).some((one) => one.endsWith("=class")), name);
    assert.deepEqual(await principal("Federated", "accounts.google.com"), []);
    assert.deepEqual(await principal("AWS", "111122223333"), ["111122223333=number"]);
  });

  for (const [name, text] of [
    ["package.json", `{ "Action": "s3:GetObject", "Effect": "Allow" }`],
    ["values.yaml", "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"],
    ["a.ts", "const Action = 's3:GetObject'; // Statement, Effect\n"],
  ] as const) {
    it(`are none where no policy stands: ${name}`, async () => {
      assert.deepEqual(await tokensOf(name, text), []);
    });
  }

  it("say nothing of what only has statements in its name", async () => {
    const beside = (key: string): string =>
      `{ "Version": "2012-10-17", "${key}": [{ "Effect": "Allow" }], "Statement": [{ "Effect": "Deny" }] }`;
    for (const key of ["BankStatements", "StatementsOfMay"])
      assert.deepEqual(
        (await explained(beside(key))).filter((one) => one.endsWith("=keyword")),
        ["Deny=keyword"],
        key,
      );
    assert.deepEqual(
      (await explained(beside("statements"))).filter((one) => one.endsWith("=keyword")),
      ["Allow=keyword", "Deny=keyword"],
    );
  });
});
