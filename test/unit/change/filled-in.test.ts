/** What a change of a template says where deployments fill something in, in both directions. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const role = (statements: string) => `Resources:
  Api:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
${statements.replace(/^/gm, "              ")}
`;
const trust = (statement: string) => `Resources:
  Api:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: ${statement}
`;
const bucket = (statement: string) => `Resources:
  Files:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument:
        Version: "2012-10-17"
        Statement: ${statement}
`;
const trusts = (p: string) => trust(`{ Effect: Allow, Action: sts:AssumeRole, Principal: ${p} }`);
const opens = (p: string, more = "") => bucket(`{ Effect: Allow, Action: s3:GetObject, Resource: '*', ${p}${more} }`);
const reads = (res: string, more = "") => role(`- { Effect: Allow, Action: s3:GetObject, Resource: ${res}${more} }`);
const readsIf = (cond: string, res = "'*'") => reads(res, `, Condition: ${cond}`);

const does = (action: string) => `- { Effect: Allow, Action: ${action}, Resource: "*" }`;
const sends = does("sqs:SendMessage");
const inSome = (effect: string, action: string) =>
  `- !If [A, { Effect: ${effect}, Action: ${action}, Resource: "*" }, !Ref AWS::NoValue]`;
const bounded = (boundary: string) =>
  role(sends).replace("Properties:", `Properties:\n      PermissionsBoundary: ${boundary}`);

const managed = (body: string) => `Resources:
  Api:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
${body.replace(/^/gm, "        ")}
`;
const reader = "{ Effect: Allow, Action: s3:GetObject, Resource: '*' }";
const transform = (location: string) => `Fn::Transform: { Name: AWS::Include, Parameters: { Location: ${location} } }`;
const allBut = (name: string) => `- { Effect: Allow, Action: s3:GetObject, NotResource: !Ref ${name} }`;

type Row = readonly [title: string, before: string, after: string, there: readonly string[], back: readonly string[]];

const inText = (statements: string) =>
  bucket("[]").replace(
    /PolicyDocument:[^]*/,
    `PolicyDocument: !Sub ['{ "Version": "2012-10-17", "Statement": [${statements}] }', { R: !Ref P }]\n`,
  );
const readInText =
  '{ "Effect": "Allow", "Principal": { "AWS": "${R}" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::files/*" }';

const rows: readonly Row[] = [
  [
    "a text that nobody can read any more",
    inText(readInText),
    inText(`${readInText}, { "Effect": "Allow", "Resource": "Resource": "*" }`),
    ["?Files resource"],
    ["?Files resource"],
  ],
  [
    "the domain of AWS",
    trusts("{ Service: lambda.amazonaws.com }"),
    trusts("{ Service: !Sub 'lambda.${AWS::URLSuffix}' }"),
    [],
    [],
  ],
  [
    "a service by a name",
    trusts("{ Service: lambda.amazonaws.com }"),
    trusts("{ Service: !Ref Service }"),
    ["Api trust: sts:AssumeRole by Service ${Service}", "-Api trust: sts:AssumeRole by Service lambda.amazonaws.com"],
    ["Api trust: sts:AssumeRole by Service lambda.amazonaws.com", "-Api trust: sts:AssumeRole by Service ${Service}"],
  ],
  [
    "a service by another name",
    trusts("{ Service: !Ref One }"),
    trusts("{ Service: !Ref Two }"),
    ["Api trust: sts:AssumeRole by Service ${Two}", "-Api trust: sts:AssumeRole by Service ${One}"],
    ["Api trust: sts:AssumeRole by Service ${One}", "-Api trust: sts:AssumeRole by Service ${Two}"],
  ],
  [
    "the account that is deployed to",
    trusts("{ AWS: '111122223333' }"),
    trusts("{ AWS: !Ref AWS::AccountId }"),
    [],
    [],
  ],
  [
    "its root user and its number",
    trusts("{ AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root' }"),
    trusts("{ AWS: !Ref AWS::AccountId }"),
    [],
    [],
  ],
  [
    "an account by another name",
    trusts("{ AWS: !Sub 'arn:aws:iam::${One}:root' }"),
    trusts("{ AWS: !Sub 'arn:aws:iam::${Two}:root' }"),
    ["Api trust: sts:AssumeRole by arn:aws:iam::${Two}:root", "-Api trust: sts:AssumeRole by arn:aws:iam::${One}:root"],
    ["Api trust: sts:AssumeRole by arn:aws:iam::${One}:root", "-Api trust: sts:AssumeRole by arn:aws:iam::${Two}:root"],
  ],
  [
    "a role of an account by its name",
    trusts("{ AWS: !Sub 'arn:aws:iam::${One}:root' }"),
    trusts("{ AWS: !Sub 'arn:aws:iam::${One}:role/x' }"),
    ["-Api trust: sts:AssumeRole by arn:aws:iam::${One}:root"],
    ["Api trust: sts:AssumeRole by arn:aws:iam::${One}:root"],
  ],
  [
    "one more role by its name",
    trusts("{ AWS: !GetAtt One.Arn }"),
    trusts("{ AWS: [!GetAtt One.Arn, !GetAtt Two.Arn] }"),
    ["Api trust: sts:AssumeRole by ${Two.Arn}"],
    ["-Api trust: sts:AssumeRole by ${Two.Arn}"],
  ],
  [
    "an identity provider by another name",
    trusts("{ Federated: !Ref One }"),
    trusts("{ Federated: !Ref Two }"),
    ["Api trust: sts:AssumeRole by Federated ${Two}", "-Api trust: sts:AssumeRole by Federated ${One}"],
    ["Api trust: sts:AssumeRole by Federated ${One}", "-Api trust: sts:AssumeRole by Federated ${Two}"],
  ],
  [
    "a canonical user",
    opens("Principal: { CanonicalUser: abc }"),
    opens("Principal: { CanonicalUser: !GetAtt Access.S3CanonicalUserId }"),
    [
      "Files resource: s3:GetObject on * by CanonicalUser ${Access.S3CanonicalUserId}",
      "-Files resource: s3:GetObject on * by CanonicalUser abc",
    ],
    [
      "Files resource: s3:GetObject on * by CanonicalUser abc",
      "-Files resource: s3:GetObject on * by CanonicalUser ${Access.S3CanonicalUserId}",
    ],
  ],
  [
    "everybody in place of everybody but one",
    opens("NotPrincipal: { AWS: !GetAtt One.Arn }"),
    opens("Principal: '*'"),
    ["Files resource: s3:GetObject on * by *"],
    ["-Files resource: s3:GetObject on * by *"],
  ],
  [
    "everybody but two in place of one",
    opens("Principal: { AWS: !GetAtt One.Arn }"),
    opens("NotPrincipal: { AWS: [!GetAtt One.Arn, 'arn:aws:iam::111122223333:root'] }"),
    [
      "Files resource: s3:GetObject on * by everybody but ${One.Arn}, arn:aws:iam::111122223333:root",
      "-Files resource: s3:GetObject on * by ${One.Arn}",
    ],
    [
      "Files resource: s3:GetObject on * by ${One.Arn}",
      "-Files resource: s3:GetObject on * by everybody but ${One.Arn}, arn:aws:iam::111122223333:root",
    ],
  ],
  [
    "everybody in some deployments",
    opens("Principal: { AWS: !GetAtt One.Arn }"),
    opens("Principal: !If [A, '*', { AWS: !GetAtt One.Arn }]"),
    ["Files resource: s3:GetObject on * by *"],
    ["-Files resource: s3:GetObject on * by *"],
  ],
  [
    "any Region in place of that which is deployed to",
    reads("!Sub 'arn:aws:s3:${AWS::Region}:x'"),
    reads("!Sub 'arn:${AWS::Partition}:s3:*:x'"),
    ["Api identity: s3:GetObject on arn:${AWS::Partition}:s3:*:x"],
    ["-Api identity: s3:GetObject on arn:${AWS::Partition}:s3:*:x"],
  ],
  [
    "less of a resource by its name",
    reads("!Sub '${One}/*'"),
    reads("!Sub '${One}/a*'"),
    ["-Api identity: s3:GetObject on ${One}/*"],
    ["Api identity: s3:GetObject on ${One}/*"],
  ],
  [
    "a whole condition by a name",
    reads("'*'"),
    readsIf("!Ref Condition"),
    ["-Api identity: s3:GetObject on *"],
    ["Api identity: s3:GetObject on *"],
  ],
  [
    "one more value of a condition by its name",
    readsIf("{ StringEquals: { 'aws:PrincipalTag/a': !Ref A } }"),
    readsIf("{ StringEquals: { 'aws:PrincipalTag/a': [!Ref A, !Ref B] } }"),
    ["Api identity: s3:GetObject on * where StringEquals aws:PrincipalTag/a ${A}, ${B}"],
    ["-Api identity: s3:GetObject on * where StringEquals aws:PrincipalTag/a ${A}, ${B}"],
  ],
  [
    "a number by another name",
    readsIf("{ NumericLessThan: { 's3:max-keys': !Ref A } }"),
    readsIf("{ NumericLessThan: { 's3:max-keys': !Ref B } }"),
    [
      "Api identity: s3:GetObject on * where NumericLessThan s3:max-keys ${B}",
      "-Api identity: s3:GetObject on * where NumericLessThan s3:max-keys ${A}",
    ],
    [
      "Api identity: s3:GetObject on * where NumericLessThan s3:max-keys ${A}",
      "-Api identity: s3:GetObject on * where NumericLessThan s3:max-keys ${B}",
    ],
  ],
  [
    "an ARN of a condition",
    readsIf("{ ArnLike: { 'aws:SourceArn': !GetAtt A.Arn } }"),
    readsIf("{ ArnLike: { 'aws:SourceArn': '*' } }"),
    ["?Api identity"],
    ["?Api identity"],
  ],
  [
    "an ARN as a text",
    readsIf("{ StringLike: { 'aws:SourceArn': !GetAtt A.Arn } }"),
    readsIf("{ ArnEquals: { 'aws:SourceArn': !GetAtt A.Arn } }"),
    [],
    [],
  ],
  [
    "a value of an operator that IAM does not have",
    readsIf("{ StringSort: { 'aws:a': x } }"),
    readsIf("{ StringSort: { 'aws:a': y } }"),
    [
      "Api identity: s3:GetObject on * where StringSort aws:a y",
      "-Api identity: s3:GetObject on * where StringSort aws:a x",
    ],
    [
      "Api identity: s3:GetObject on * where StringSort aws:a x",
      "-Api identity: s3:GetObject on * where StringSort aws:a y",
    ],
  ],
  [
    "such an operator, with more blanks",
    readsIf("{ StringSort: { 'aws:a': x } }"),
    readsIf("{ StringSort: { 'aws:a':   x } }", "['*', '*']"),
    [],
    [],
  ],
  [
    "the case of a condition key, and a list of one",
    readsIf("{ StringEquals: { 'AWS:userid': x } }"),
    readsIf("{ StringEquals: { 'aws:UserId': [x] } }"),
    [],
    [],
  ],
  [
    "the order of conditions and their values",
    readsIf("{ StringEquals: { 'aws:userid': [y, x] }, Bool: { 'aws:SecureTransport': true } }"),
    readsIf("{ Bool: { 'aws:SecureTransport': ['true'] }, StringEquals: { 'aws:userid': [x, y] } }"),
    [],
    [],
  ],
  [
    "an effect by a name",
    reads("'*'"),
    role("- { Effect: !Ref Effect, Action: s3:GetObject, Resource: '*' }"),
    ["?Api identity", "-Api identity: s3:GetObject on *"],
    ["?Api identity", "Api identity: s3:GetObject on *"],
  ],
  [
    "a Deny of which nobody knows what it denies",
    role("- { Effect: Allow, Action: s3:*, Resource: '*' }\n- { Effect: Deny, NotAction: [!Ref A], Resource: '*' }"),
    role("- { Effect: Allow, Action: s3:*, Resource: '*' }"),
    ["?Api identity"],
    [],
  ],
  [
    "a Deny in some deployments",
    role("- { Effect: Allow, Action: s3:GetObject, Resource: '*' }"),
    role(
      "- { Effect: Allow, Action: s3:GetObject, Resource: '*' }\n- !If [A, { Effect: Deny, Action: s3:*, Resource: '*' }, !Ref AWS::NoValue]",
    ),
    ["-Api identity: s3:GetObject on *"],
    ["Api identity: s3:GetObject on *"],
  ],
  [
    "a version without variables",
    reads("'arn:aws:s3:::${aws:username}/*'"),
    reads("'arn:aws:s3:::${aws:username}/*'").replace(/ +Version.*\n/, ""),
    [
      "Api identity: s3:GetObject on arn:aws:s3:::${aws:username}/*",
      "-Api identity: s3:GetObject on arn:aws:s3:::${aws:username}/*",
    ],
    [
      "Api identity: s3:GetObject on arn:aws:s3:::${aws:username}/*",
      "-Api identity: s3:GetObject on arn:aws:s3:::${aws:username}/*",
    ],
  ],
  [
    "one more action by its name",
    role("- { Effect: Allow, Action: [s3:GetObject, !Ref A], Resource: '*' }"),
    role("- { Effect: Allow, Action: [s3:GetObject, !Ref A, !Ref B], Resource: '*' }"),
    ["?Api identity"],
    [],
  ],
  [
    "statements of a transform",
    role("- { Effect: Allow, Action: s3:GetObject, Resource: '*' }"),
    role(
      "- { Effect: Allow, Action: s3:GetObject, Resource: '*' }\n- Fn::Transform: { Name: AWS::Include, Parameters: { Location: x } }",
    ),
    ["?Api identity"],
    [],
  ],
  [
    "more beside a Deny of it in some deployments",
    role(`${inSome("Deny", "s3:*")}\n${sends}`),
    role(`${inSome("Deny", "s3:*")}\n${sends}\n${does("s3:GetObject")}`),
    ["Api identity: s3:GetObject on *"],
    ["-Api identity: s3:GetObject on *"],
  ],
  [
    "more beside a Deny of something else in some deployments",
    role(`${inSome("Deny", "s3:*")}\n${sends}`),
    role(`${does("sqs:ReceiveMessage")}\n${sends}\n${inSome("Deny", "s3:*")}`),
    ["Api identity: sqs:ReceiveMessage on *"],
    ["-Api identity: sqs:ReceiveMessage on *"],
  ],
  [
    "other actions beside an Allow in some deployments",
    role(`${inSome("Allow", "s3:GetObject")}\n${sends}`),
    role(`${inSome("Allow", "s3:GetObject")}\n${does("s3:PutObject")}`),
    ["Api identity: s3:PutObject on *", "-Api identity: sqs:SendMessage on *"],
    ["Api identity: sqs:SendMessage on *", "-Api identity: s3:PutObject on *"],
  ],
  [
    "in all deployments what stays in some",
    role(`${inSome("Allow", "s3:GetObject")}\n${sends}`),
    role(`${inSome("Allow", "s3:GetObject")}\n${does("s3:GetObject")}`),
    ["Api identity: s3:GetObject on *", "-Api identity: sqs:SendMessage on *"],
    ["Api identity: sqs:SendMessage on *", "-Api identity: s3:GetObject on *"],
  ],
  ["another boundary", bounded("!Ref One"), bounded("!Ref Two"), ["?Api identity"], ["?Api identity"]],
  ["the same boundary, written otherwise", bounded("!Ref One"), bounded("{ Ref: One }"), [], []],
  [
    "a principal by another name",
    opens("Principal: !Ref One"),
    opens("Principal: !Ref Two"),
    ["Files resource: s3:GetObject on * by ${Two}", "-Files resource: s3:GetObject on * by ${One}"],
    ["Files resource: s3:GetObject on * by ${One}", "-Files resource: s3:GetObject on * by ${Two}"],
  ],
  [
    "a principal by the same name, written otherwise",
    opens("Principal: !Ref One"),
    opens("Principal: { Ref: One }"),
    [],
    [],
  ],
  [
    "a name for everybody",
    opens("Principal: '*'"),
    opens("Principal: !Ref One"),
    ["-Files resource: s3:GetObject on * by *"],
    ["Files resource: s3:GetObject on * by *"],
  ],
  [
    "a principal that is looked up elsewhere",
    opens("Principal: !FindInMap [A, b, c]"),
    opens("Principal: !FindInMap [A, b, d]"),
    [
      "Files resource: s3:GetObject on * by ${!FindInMap [A, b, d]}",
      "-Files resource: s3:GetObject on * by ${!FindInMap [A, b, c]}",
    ],
    [
      "Files resource: s3:GetObject on * by ${!FindInMap [A, b, c]}",
      "-Files resource: s3:GetObject on * by ${!FindInMap [A, b, d]}",
    ],
  ],
  [
    "a principal that is looked up, with other blanks and quotes",
    opens("Principal: !FindInMap [A, b, c]"),
    opens("Principal: !FindInMap   [ A, 'b',  c ]"),
    [],
    [],
  ],
  [
    "an account that is looked up elsewhere",
    opens("Principal: { AWS: !FindInMap [A, b, c] }"),
    opens("Principal: { AWS: !FindInMap [A, b, d] }"),
    [
      "Files resource: s3:GetObject on * by ${!FindInMap [A, b, d]}",
      "-Files resource: s3:GetObject on * by ${!FindInMap [A, b, c]}",
    ],
    [
      "Files resource: s3:GetObject on * by ${!FindInMap [A, b, c]}",
      "-Files resource: s3:GetObject on * by ${!FindInMap [A, b, d]}",
    ],
  ],
  [
    "somebody for nobody",
    opens("Principal: {}"),
    opens("Principal: { AWS: '111122223333' }"),
    ["Files resource: s3:GetObject on * by 111122223333"],
    ["-Files resource: s3:GetObject on * by 111122223333"],
  ],
  [
    "statements that are looked up elsewhere",
    managed("Statement: !FindInMap [A, b, c]"),
    managed("Statement: !FindInMap [A, b, d]"),
    ["?Api identity"],
    ["?Api identity"],
  ],
  [
    "statements that are looked up, with other blanks and quotes",
    managed("Statement: !FindInMap [A, b, c]"),
    managed("Statement: !FindInMap   [ A, 'b',  c ]"),
    [],
    [],
  ],
  [
    "statements of another parameter",
    managed("Statement: !Ref One"),
    managed("Statement: !Ref Two"),
    ["?Api identity"],
    ["?Api identity"],
  ],
  [
    "a statement of another parameter",
    managed(`Statement: [${reader}, !Ref One]`),
    managed(`Statement: [${reader}, !Ref Two]`),
    ["?Api identity"],
    ["?Api identity"],
  ],
  [
    "a statement of another parameter in some deployments",
    managed(`Statement: [${reader}, !If [A, !Ref One, !Ref Two]]`),
    managed(`Statement: [${reader}, !If [A, !Ref One, !Ref Three]]`),
    ["?Api identity"],
    ["?Api identity"],
  ],
  [
    "such a one with other blanks",
    managed(`Statement: [${reader}, !If [A, !Ref One, !Ref AWS::NoValue]]`),
    managed(`Statement: [${reader}, !If [A,   !Ref One, !Ref AWS::NoValue]]`),
    [],
    [],
  ],
  [
    "a transform beside the statements",
    managed(`Statement: ${reader}`),
    managed(`Statement: ${reader}\n${transform("a")}`),
    ["?Api identity"],
    [],
  ],
  [
    "another transform beside them",
    managed(`Statement: ${reader}\n${transform("a")}`),
    managed(`Statement: ${reader}\n${transform("b")}`),
    ["?Api identity"],
    ["?Api identity"],
  ],
  [
    "all but a resource by another name",
    role(`${allBut("One")}`),
    role(`${allBut("Two")}`),
    ["Api identity: s3:GetObject on * except ${Two}", "-Api identity: s3:GetObject on * except ${One}"],
    ["Api identity: s3:GetObject on * except ${One}", "-Api identity: s3:GetObject on * except ${Two}"],
  ],
  [
    "a resource that is put together with another import",
    reads("!Join ['', ['arn:aws:s3:::', !ImportValue One]]"),
    reads("!Join ['', ['arn:aws:s3:::', !ImportValue Two]]"),
    ["Api identity: s3:GetObject on arn:aws:s3:::${Two}", "-Api identity: s3:GetObject on arn:aws:s3:::${One}"],
    ["Api identity: s3:GetObject on arn:aws:s3:::${One}", "-Api identity: s3:GetObject on arn:aws:s3:::${Two}"],
  ],
];

describe("what deployments fill in", () => {
  for (const [title, before, after, there, back] of rows)
    it(title, async () => {
      assert.deepEqual(await diffTexts("t.yaml", before, after), there);
      assert.deepEqual(await diffTexts("t.yaml", after, before), back);
    });
});
